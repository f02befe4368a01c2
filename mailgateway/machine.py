"""What no person wrote: automatic answers, delivery reports, lists and our own mail coming back, which must never be answered."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from casework.messages import Bounce, Machine
from mailgateway.addresses import Mint, box_of
from mailgateway.headers import Fields, all_of, first_of, message_ids
from mailgateway.parsing import ParsedMail

LOOP_FIELD = "X-Fristvakt-Loop"
_HOPS_AT_MOST = 30
_AUTO_SUBJECT = re.compile(
    r"(?:autosvar|automatisk svar|ikke til stede|ikkje til stades|fravær|fråvær|ute av kontoret"
    r"|automatic reply|auto(?:matic)?:|out of office|abwesenheits|frånvaro)",
    re.IGNORECASE,
)
_REPORTS = (
    "multipart/report",
    "message/delivery-status",
    "message/feedback-report",
    "message/disposition-notification",
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A mail with its envelope sender and the mint of our own addresses."""

    mail: ParsedMail
    envelope_from: str
    mint: Mint

    def field(self, name: str) -> str:
        return first_of(self.mail.fields, name).strip().lower()


def _is_own(seen: _Seen) -> bool:
    return (
        seen.mint.read_message_id(seen.mail.message_id) is not None
        or seen.field(LOOP_FIELD.lower()) == seen.mint.domain
        or box_of(seen.mail.sender, seen.mint.domain) is not None
        or len(all_of(seen.mail.fields, "received")) > _HOPS_AT_MOST
    )


def _is_bounce(seen: _Seen) -> bool:
    told = seen.mail.content_type == "multipart/report" or seen.mail.report or seen.field("x-failed-recipients")
    return not seen.envelope_from and bool(told)


def _is_technical(seen: _Seen) -> bool:
    kind = first_of(seen.mail.fields, "content-type").lower()
    return bool(seen.mail.report) or any(report in kind for report in _REPORTS)


def _is_auto_reply(seen: _Seen) -> bool:
    submitted = re.split(r"[;(\s]", seen.field("auto-submitted"), maxsplit=1)[0]
    return (
        not seen.envelope_from
        or submitted not in ("", "no")
        or any(seen.field(name) for name in ("x-autoreply", "x-autorespond", "x-autoresponder"))
        or "autoresponder" in seen.field("x-post-messageclass")
        or seen.field("precedence") == "auto_reply"
        or _AUTO_SUBJECT.match(seen.mail.subject) is not None
    )


def _is_list(seen: _Seen) -> bool:
    named = any(seen.field(name) for name in ("list-id", "list-unsubscribe", "list-post"))
    return named or seen.field("precedence") in {"bulk", "list", "junk"}


# The first row that holds decides (mail.md § 4.3). X-Auto-Response-Suppress is not here: Exchange puts it on people's mail.
_DECISIONS: tuple[tuple[Machine, Callable[[_Seen], bool]], ...] = (
    (Machine.OWN, _is_own),
    (Machine.BOUNCE, _is_bounce),
    (Machine.REPORT, _is_technical),
    (Machine.AUTO_REPLY, _is_auto_reply),
    (Machine.LIST, _is_list),
)


def machine_of(mail: ParsedMail, envelope_from: str, mint: Mint) -> Machine | None:
    """What kind of machine wrote a mail, or None for a person; `envelope_from` is "" for the empty sender."""
    seen = _Seen(mail, envelope_from, mint)
    return next((machine for machine, holds in _DECISIONS if holds(seen)), None)


def bounce_of(mail: ParsedMail) -> Bounce:
    """What a delivery report says, the first failed recipient if there are several (RFC 3464 § 2.3).

    Where it says nothing that can be read, address and status are "" and nothing is final.
    """
    returned = next(iter(message_ids(first_of(mail.returned, "message-id"))), "")
    blocks = [block for block in mail.report if first_of(block, "final-recipient") or first_of(block, "action")]
    failed = [block for block in blocks if first_of(block, "action").strip().lower() == "failed"]
    for block in (*failed, *blocks):
        return _from_block(block, returned)
    named = first_of(mail.fields, "x-failed-recipients").partition(",")[0].strip().lower()
    return Bounce(named, "", bool(named), returned)


def _from_block(block: Fields, returned: str) -> Bounce:
    named = first_of(block, "original-recipient") or first_of(block, "final-recipient")
    recipient = named.rpartition(";")[2].strip().strip("<>").lower()
    found = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})", first_of(block, "status"))
    status = found[1] if found else ""
    failed = first_of(block, "action").strip().lower() == "failed"
    return Bounce(recipient, status, failed and not status.startswith(("2", "4")), returned)
