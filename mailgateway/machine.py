"""What no person wrote: automatic answers, delivery reports, lists and our own mail coming back, which must never be answered."""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email import message_from_bytes
from functools import cached_property

from flufl.bounce import all_failures

from casework.messages import Bounce, Machine
from mailgateway.addresses import Mint, box_of
from mailgateway.headers import Fields, all_of, first_of, message_ids, split_header
from mailgateway.parsing import ParsedMail
from mailgateway.probe import is_probe

log = logging.getLogger(__name__)
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # it writes what it could not read

LOOP_FIELD = "X-Fristvakt-Loop"
_HOPS_AT_MOST = 30
_LOOKED_AT = 1 << 20  # octets of a bounce that are searched for our own ids
_TOLD_IN = 1 << 16  # octets in which a server tells who could not be reached; more would take the library seconds
_ANY_ID = re.compile(rb"(?<![A-Za-z2-7])[A-Za-z2-7]{20,56}@[A-Za-z0-9.-]{1,253}")
# A word that a student may well begin a subject with counts only where a program would put it: alone, or before a colon.
_AUTO_SUBJECT = re.compile(
    r"(?:autosvar\b|autoreply|auto-?reply|automatisk svar|automatic reply|auto(?:matic)?:|out of (?:the )?office|ute av kontoret"
    r"|fraværsmelding|fråværsmelding|feriemelding|abwesenheits|frånvaro"
    r"|(?:ikke til stede|ikkje til stades|ikke på kontoret|ikkje på kontoret|fravær|fråvær|on (?:leave|holiday|vacation))\s*(?::|$))",
    re.IGNORECASE,
)
_AUTO_FIELDS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-fc-machinegenerated",
)
_RULE_OF = "x-ms-exchange-inbox-rules-loop"  # whose rule made this mail, or passed it on
_NOBODY = re.compile(r"(?:mailer-daemon|double-bounce|no-?reply|do-?not-?reply|ikke-?svar)(?:[+@-]|$)")
_REPORTS = (
    "multipart/report",
    "message/delivery-status",
    "message/feedback-report",
    "message/disposition-notification",
)
_NO_BOUNCES = ("disposition-notification", "feedback-report", "tlsrpt")
_DMARC_SUBJECT = re.compile(r"report[ -]domain:", re.IGNORECASE)


@dataclass(frozen=True)
class _Seen:
    """A mail with its envelope sender, the mint of our own addresses and its bytes."""

    mail: ParsedMail
    envelope_from: str
    mint: Mint
    raw: bytes

    def field(self, name: str) -> str:
        return first_of(self.mail.fields, name).strip().lower()

    @property
    def is_sent_by_nobody(self) -> bool:
        """Whether the envelope says that nobody reads an answer (RFC 3834 § 2)."""
        return not self.envelope_from or _NOBODY.match(self.envelope_from.lower()) is not None

    @property
    def returns_ours(self) -> bool:
        """Whether it sends a letter of ours back, which an answer only names in its header."""
        return _own_id_in(split_header(self.raw[:_LOOKED_AT])[1], self.mint) != ""

    @cached_property
    def failures(self) -> tuple[str, str]:
        return _old_failures(self.raw)


def _is_own(seen: _Seen) -> bool:
    return (
        seen.mint.read_message_id(seen.mail.message_id) is not None
        or _carries_our_mark(seen)
        or box_of(seen.mail.sender, seen.mint.domain) is not None
    )


def _carries_our_mark(seen: _Seen) -> bool:
    """Whether a letter of ours carries it. Letters before the mark was signed carry our domain, which anybody can write:
    it counts only beside one of our message ids.
    """
    mark = seen.field(LOOP_FIELD.lower())
    unsigned = mark == seen.mint.domain and _own_id_in(seen.raw, seen.mint) != ""
    return unsigned or seen.mint.read_loop_mark(mark) is not None


def _has_come_too_far(seen: _Seen) -> bool:
    return len(all_of(seen.mail.fields, "received")) > _HOPS_AT_MOST


def _is_bounce(seen: _Seen) -> bool:
    kind = seen.field("content-type")
    if not seen.is_sent_by_nobody or any(other in kind for other in _NO_BOUNCES):
        return False
    told = kind.startswith("multipart/report") or seen.mail.report or seen.field("x-failed-recipients")
    return bool(told) or any(seen.failures) or seen.returns_ours


def _is_technical(seen: _Seen) -> bool:
    kind = seen.field("content-type")
    told = bool(seen.mail.report) or any(report in kind for report in _REPORTS)
    return told or _DMARC_SUBJECT.match(seen.mail.subject) is not None


def _is_auto_reply(seen: _Seen) -> bool:
    """Whether the header says so in so many words."""
    submitted = re.split(r"[;(\s]", seen.field("auto-submitted"), maxsplit=1)[0]
    return (
        submitted not in ("", "no")
        or any(seen.field(name) for name in _AUTO_FIELDS)
        or seen.field("delivered-to") == "autoresponder"
        or "autoresponder" in seen.field("x-post-messageclass")
        or seen.field("precedence") == "auto_reply"
    )


def _is_likely(seen: _Seen) -> bool:
    """Whether the sender or the subject lets one think so; a rule that passes a person's mail on is no writer."""
    return (
        seen.is_sent_by_nobody
        or _NOBODY.match(seen.mail.sender) is not None
        or _AUTO_SUBJECT.match(seen.mail.subject) is not None
        or (bool(seen.mail.sender) and seen.field(_RULE_OF) == seen.mail.sender)
    )


def _is_calendar_answer(seen: _Seen) -> bool:
    return seen.mail.event is not None and seen.mail.event.is_answer


def _is_list(seen: _Seen) -> bool:
    named = any(seen.field(name) for name in ("list-id", "list-unsubscribe", "list-post"))
    return named or seen.field("precedence") in {"bulk", "list", "junk"}


# The first row that holds decides (mail.md § 4.3). Reports come before automatic answers, as they too have an empty sender, and
# answers of calendars, as Google's say that they are automatic.
# X-Auto-Response-Suppress is not here: Exchange puts it on people's mail.
_DECISIONS: tuple[tuple[Machine, Callable[[_Seen], bool]], ...] = (
    (Machine.PROBE, lambda seen: is_probe(seen.mint, seen.mail.message_id)),
    (Machine.OWN, _is_own),
    (Machine.LOOP, _has_come_too_far),
    (Machine.BOUNCE, _is_bounce),
    (Machine.REPORT, _is_technical),
    (Machine.CALENDAR, _is_calendar_answer),
    (Machine.AUTO_REPLY, _is_auto_reply),
    (Machine.LIST, _is_list),
    (Machine.LIKELY, _is_likely),
)


def machine_of(mail: ParsedMail, envelope_from: str, mint: Mint, raw: bytes = b"") -> Machine | None:
    """What kind of machine wrote a mail, or None for a person; `envelope_from` is "" for the empty sender, `raw` the mail's bytes."""
    seen = _Seen(mail, envelope_from, mint, raw)
    return next((machine for machine, holds in _DECISIONS if holds(seen)), None)


def bounce_of(mail: ParsedMail, mint: Mint, raw: bytes = b"") -> Bounce:
    """What a delivery report says, the first failed recipient if there are several (RFC 3464 § 2.3).

    `returned_message_id` is one of ours, wherever it stands in the report, or "". Where it says nothing that can be read, address and
    status are "" and nothing is final.
    """
    returned = next(iter(message_ids(first_of(mail.returned, "message-id"))), "")
    if mint.read_message_id(returned) is None:
        returned = _own_id_in(raw, mint)
    blocks = [block for block in mail.report if first_of(block, "final-recipient") or first_of(block, "action")]
    failed = [block for block in blocks if first_of(block, "action").strip().lower() == "failed"]
    for block in (*failed, *blocks):
        return _from_block(block, returned)
    named = first_of(mail.fields, "x-failed-recipients").partition(",")[0].strip().lower()
    permanent, temporary = (named, "") if named else _old_failures(raw)
    return Bounce(permanent or temporary, "", bool(permanent), returned)


def _own_id_in(raw: bytes, mint: Mint) -> str:
    """The first of our own message ids anywhere in a mail; nobody can make one up."""
    for found in _ANY_ID.findall(raw[:_LOOKED_AT]):
        message_id = f"<{found.decode('ascii').lower()}>"
        if mint.read_message_id(message_id) is not None:
            return message_id
    return ""


def _old_failures(raw: bytes) -> tuple[str, str]:
    """The first address that failed for good and the first that failed for now, as servers told it before RFC 3464."""
    try:
        message = message_from_bytes(raw[:_TOLD_IN])
        if "@" not in str(message.get("from", "")):
            del message["from"]  # flufl.bounce 6 fails on a sender that has no address
            message["From"] = "mailer-daemon@invalid"
        temporary, permanent = all_failures(message)
    except (Exception, RecursionError) as error:
        log.warning("a delivery report could not be read: %s", type(error).__name__)
        return "", ""
    return _first(permanent), _first(temporary)


def _first(addresses: Iterable[bytes]) -> str:
    return min((address.decode("ascii", "replace").lower() for address in addresses), default="")


def _from_block(block: Fields, returned: str) -> Bounce:
    named = first_of(block, "original-recipient") or first_of(block, "final-recipient")
    recipient = named.rpartition(";")[2].strip().strip("<>").lower()
    found = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})", first_of(block, "status"))
    status = found[1] if found else ""
    action = first_of(block, "action").partition("(")[0].strip().lower()
    return Bounce(recipient, status, action == "failed" and not status.startswith(("2", "4")), returned, action)
