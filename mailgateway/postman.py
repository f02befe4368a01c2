"""Letters go out: built into their final bytes once, then handed to the relay, one recipient a message."""

import asyncio
import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from casework.calendar import day_of
from casework.courier import Delivery, Fate
from casework.invitations import Invitation
from casework.messages import Automatic, Box, Letter
from casework.outgoing import Outgoing
from mailgateway.addresses import Mint
from mailgateway.headers import message_ids
from mailgateway.html_letter import as_html
from mailgateway.invitations import calendar_of, method_of
from mailgateway.machine import LOOP_FIELD
from mailgateway.relay import Relay
from mailgateway.signing import Signer

# Only what cannot be read as two addresses or as a second command (mail.md § 6.1); ASCII, as the relay may speak nothing else.
_RECIPIENT = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,15}"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z0-9-]{1,62}[A-Za-z0-9]"
)
_POLICY = SMTP.clone(cte_type="7bit")
_THREAD_AT_MOST = 10


class Postman:
    """The sender of letters. They come from `box` of the mint's domain, under the display name `name`; each signer signs them."""

    def __init__(
        self, mint: Mint, relay: Relay, name: str, box: Box = Box.EXPLANATION, *, signers: Sequence[Signer] = ()
    ) -> None:
        self._mint = mint
        self._relay = relay
        self._signers = tuple(signers)
        self._from = Address(name, box.value, mint.domain)

    async def build(self, outgoing: Outgoing) -> tuple[bytes, str]:
        """The final bytes and the Message-ID of a letter. The same row gives the same each time, but for the moment of a signature."""
        letter = _letter(outgoing)
        message_id = self._mint.message_id(letter.case, outgoing.id)
        message = EmailMessage(_POLICY)
        message["From"] = self._from
        # send() refuses such a letter for good; nothing of an address that is none may enter a header.
        message["To"] = letter.to if _RECIPIENT.fullmatch(letter.to) else "undisclosed-recipients:;"
        message["Subject"] = _subject(letter, outgoing)
        message["Date"] = format_datetime(outgoing.written)
        message["Message-ID"] = message_id
        message["Reply-To"] = self._mint.reply_address(letter.case, outgoing.id)
        if letter.automatic is not Automatic.NO:
            message["Auto-Submitted"] = letter.automatic.value
        message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
        message[LOOP_FIELD] = self._mint.loop_mark(letter.case, outgoing.id)
        message.set_content(letter.body)
        message.add_alternative(as_html(letter), subtype="html")
        boundary = message_id.strip("<>").partition("@")[0]
        message.set_boundary(f"=_{boundary}")
        if letter.invitation is not None:
            self._invite(message, letter.invitation, outgoing)
            message.set_boundary(f"=m{boundary}")
        message["Content-Language"] = letter.language.value  # set_content takes away every Content- field
        final = _thread(letter, outgoing) + message.as_bytes()
        for signer in self._signers:
            final = await asyncio.to_thread(signer.signature, final) + final
        return final, message_id

    def _invite(self, message: EmailMessage, invitation: Invitation, outgoing: Outgoing) -> None:
        """Adds the calendar twice: as a form of the text, which makes a mail program show its buttons, and as a file for the others."""
        letter = _letter(outgoing)
        if letter.case is None:
            raise ValueError("an invitation belongs to a case")
        if not _RECIPIENT.fullmatch(letter.to):
            return
        name = self._from.display_name
        calendar = calendar_of(invitation, letter.case, letter.to, name, outgoing.written, self._mint)
        method = {"method": method_of(invitation)}
        message.add_alternative(calendar, subtype="calendar", charset="utf-8", cte="base64", params=method)
        message.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")

    async def send(self, outgoing: Outgoing) -> Delivery:
        """Hands a letter to the relay. A row without final bytes is built first; what the relay says is never raised."""
        letter = _letter(outgoing)
        if not _RECIPIENT.fullmatch(letter.to) or len(letter.to) > 254:
            return Delivery(Fate.NEVER, "553 5.1.3 not an address that mail can be sent to")
        final = outgoing.final if outgoing.final is not None else (await self.build(outgoing))[0]
        return await self._relay.take(self._mint.domain, self._envelope_sender(letter, outgoing), letter.to, final)

    def _envelope_sender(self, letter: Letter, outgoing: Outgoing) -> str:
        """Where delivery reports come to; an automatic answer asks for none (RFC 3834 § 3.3)."""
        if letter.automatic is Automatic.REPLIED:
            return ""
        return self._mint.reply_address(letter.case, outgoing.id)


def _letter(outgoing: Outgoing) -> Letter:
    if not isinstance(outgoing.message, Letter):
        raise TypeError("the postman sends letters only")
    return outgoing.message


def _subject(letter: Letter, outgoing: Outgoing) -> str:
    subject = " ".join(letter.subject.split())
    if letter.case is None or f"[{letter.case}/" in subject:
        return subject
    return f"[{letter.case}/{day_of(outgoing.written).year}] {subject}"


def _thread(letter: Letter, outgoing: Outgoing) -> bytes:
    """The fields that tie a letter to what came before, written as they are: the library would fold and encode a long id."""
    given = [*outgoing.thread, *message_ids(letter.in_reply_to)[:1]]
    ids = [one for one in reversed(dict.fromkeys(reversed(given))) if one.isascii() and one.isprintable()]
    if not ids:
        return b""
    named = ids if len(ids) <= _THREAD_AT_MOST else [ids[0], *ids[1 - _THREAD_AT_MOST :]]
    folded = "\r\n ".join(named)
    return f"In-Reply-To: {ids[-1]}\r\nReferences: {folded}\r\n".encode("ascii")
