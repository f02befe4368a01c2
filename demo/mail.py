"""Mail programs of the people around the service: what they write, how they reply, what they read."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid, parseaddr

import aiosmtplib

from casework.calendar import OSLO
from demo.invitations import invitation_in
from demo.relay import KeptMail, MailView
from demo.slack import Json

SECONDS_TO_ANSWER = 10.0


class Unsent(Exception):
    """The service's listener did not take a mail; the text is its answer."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person writes; `answers` is the mail it replies to."""

    name: str
    sender: str
    to: str
    subject: str
    text: str
    answers: KeptMail | None = None


def composed(draft: Draft, now: datetime) -> EmailMessage:
    """Return the mail as a mail program makes it: a reply goes where the letter asks and quotes the letter below."""
    message = EmailMessage()
    message["From"] = formataddr((draft.name, draft.sender))
    message["To"] = draft.to
    message["Subject"] = draft.subject
    message["Date"] = format_datetime(now.astimezone(OSLO))
    message["Message-ID"] = make_msgid(domain=draft.sender.rpartition("@")[2])
    text = draft.text
    if draft.answers is not None:
        answered = draft.answers.view
        before = _header(answered, "message-id")
        message["In-Reply-To"] = before
        message["References"] = f"{_header(answered, 'references')} {before}".strip()
        text = f"{text}\n\n{_quoted(answered)}"
    message.set_content(text)
    return message


async def send(draft: Draft, now: datetime, listener: tuple[str, int]) -> str:
    """Send the mail to the listener over SMTP and return its answer; raise `Unsent`."""
    host, port = listener
    try:
        refused, answer = await aiosmtplib.send(
            composed(draft, now),
            sender=draft.sender,
            recipients=[draft.to],
            hostname=host,
            port=port,
            start_tls=False,
            timeout=SECONDS_TO_ANSWER,
        )
    except aiosmtplib.SMTPRecipientsRefused as fault:
        raise Unsent("; ".join(f"{one.code} {one.message}" for one in fault.recipients)) from None
    except (aiosmtplib.SMTPException, ValueError) as fault:
        raise Unsent(str(fault)) from None
    return "; ".join(reply.message for reply in refused.values()) or answer


def shown(number: int, mail: KeptMail) -> Json:
    """Return a letter as the page shows it; `number` is its place among all that were sent."""
    view = mail.view
    return {
        "id": number,
        "from": view.sender,
        "to": view.to,
        "subject": view.subject,
        "at": mail.received.isoformat(),
        "text": _unflowed(view),
        "reply_to": reply_address(view),
        "invitation": invitation_in(view),
        "attachments": [{"name": part.name, "type": part.content_type} for part in view.attachments],
    }


def reply_address(view: MailView) -> str:
    """Return where a reply to the letter goes."""
    return parseaddr(_header(view, "reply-to"))[1] or parseaddr(view.sender)[1]


def _header(view: MailView, name: str) -> str:
    return next((" ".join(value.split()) for key, value in view.headers if key.lower() == name), "")


def _unflowed(view: MailView) -> str:
    """The text with the soft line ends of RFC 3676 § 4 taken away."""
    if "format=flowed" not in _header(view, "content-type").lower():
        return view.text
    gap = "" if "delsp=yes" in _header(view, "content-type").lower() else " "
    return view.text.replace("-- \n", "--\n").replace(" \n", gap)


def _quoted(view: MailView) -> str:
    when = view.date.astimezone(OSLO).strftime("%d.%m.%Y kl. %H:%M") if view.date else ""
    lines = _unflowed(view).rstrip().split("\n")
    return "\n".join([f"Den {when} skrev {view.sender}:", *(f"> {line}".rstrip() for line in lines)])
