"""A kept mail to what it says: the one pure function that puts parsing, quotes, machine, trust and intent together."""

from dataclasses import replace

from casework.messages import Bounce, Box, IncomingMail, KeptMail, Machine
from mailgateway.addresses import Mint, Talk, Token, box_of
from mailgateway.calendar_part import answer_of
from mailgateway.files import files_of
from mailgateway.headers import first_of, message_ids
from mailgateway.intent import intent_of
from mailgateway.machine import bounce_of, machine_of
from mailgateway.parsing import ParsedMail, parse
from mailgateway.parts import Remark
from mailgateway.quotes import short_words, split
from mailgateway.trust import Trust, judge, received_at


def understand(kept: KeptMail, mint: Mint, trust: Trust) -> IncomingMail:
    """What a kept mail says. Pure; a mail that cannot be read still gives its sender, subject and time."""
    mail = parse(kept.raw)
    parts = split(mail.text)
    boxes = _boxes(kept, mint)
    machine = machine_of(mail, kept.mail_from, mint, kept.raw)
    bounce = bounce_of(mail, mint, kept.raw) if machine is Machine.BOUNCE else None
    judged = judge(mail.fields, mail.sender, trust)
    token = _token(kept, mail, bounce, mint)
    talk = _talk(kept, mail, mint)
    intent = intent_of(boxes, mail.subject, parts.visible, answers_ours=bool(token or talk))
    encrypted = Remark.ENCRYPTED in mail.remarks
    if encrypted:  # its subject alone says too little to act on (mail.md § 7)
        intent = replace(intent, sure=False)
    return IncomingMail(
        id=kept.id,
        received=received_at(mail.fields, kept.kept, trust),
        kept=kept.kept,
        sender=mail.sender,
        verdict=judged.verdict,
        verdict_because=judged.because,
        boxes=boxes,
        subject=mail.subject,
        text=parts.visible,
        intent=intent,
        words=short_words(parts.visible),
        elided="\n\n".join(part for part in (parts.elided, mail.forwarded) if part),
        message_id=mail.message_id,
        references=mail.references,
        token_case=token.case if token else talk.case if talk else None,
        token_outgoing=token.outgoing if token else None,
        machine=machine,
        bounce=bounce,
        calendar=answer_of(mail.event, parts.visible, mint) if mail.event and machine is Machine.CALENDAR else None,
        dated=mail.date,
        files=files_of(mail.attachments) if machine is None else (),
        displayed="displayed" in first_of(mail.returned, "disposition").lower(),  # RFC 8098 § 3.2.6
        encrypted=encrypted,
    )


def _boxes(kept: KeptMail, mint: Mint) -> tuple[Box, ...]:
    named = (box_of(address, mint.domain) for address in kept.rcpt_to)
    return tuple(dict.fromkeys(box for box in named if box is not None))


def _token(kept: KeptMail, mail: ParsedMail, bounce: Bounce | None, mint: Mint) -> Token | None:
    """What the mail answers: by the address it came to, else by the message it sends back or was read, else by those it refers to."""
    returned = bounce.returned_message_id if bounce else ""
    read = message_ids(first_of(mail.returned, "original-message-id"))  # of a read receipt (RFC 8098 § 3.2.5)
    by_address = (mint.read_reply(address) for address in kept.rcpt_to)
    by_message = (mint.read_message_id(message_id) for message_id in (returned, *read, *mail.references))
    return next((token for token in (*by_address, *by_message) if token is not None), None)


def _talk(kept: KeptMail, mail: ParsedMail, mint: Mint) -> Talk | None:
    """The talk whose organizer the mail was sent to, or that its calendar part is about."""
    named = (*kept.rcpt_to, *([mail.event.uid] if mail.event else []))
    return next((talk for talk in map(mint.read_talk, named) if talk is not None), None)
