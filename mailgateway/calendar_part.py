"""What a calendar part says: an invitation, an answer to one, or a new proposal (RFC 5545, RFC 5546)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from icalendar.parser import Contentline, Contentlines

from casework.invitations import CalendarAnswer, CalendarWord
from mailgateway.addresses import Mint
from mailgateway.decoding import visible

_LIMIT = 256 * 1024  # characters
_LONGEST_LINE = 8192
_COMMENT_LIMIT = 4000
_WANTED = frozenset({"BEGIN", "END", "METHOD", "PRODID", "UID", "SEQUENCE", "ATTENDEE", "COMMENT"})
_NAME = re.compile(r"[A-Za-z-]{1,60}(?=[:;])")
_ANSWERS = frozenset({"REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"})
_WORDS = {
    "ACCEPTED": CalendarWord.ACCEPTED,
    "TENTATIVE": CalendarWord.TENTATIVE,
    "DECLINED": CalendarWord.DECLINED,
}
# What a calendar itself writes around an answer; the rest is the writer's.
_WRITTEN_BY_CALENDARS = re.compile(
    r"^.{0,200}\b(?:has (?:tentatively )?(?:accepted|declined)|accepted|declined|har (?:foreløpig |førebels )?(?:godtatt|godteke"
    r"|akseptert|avslått|takket (?:ja|nei)|takka (?:ja|nei))|have (?:accepted|declined))\b.{0,40}\b"
    r"(?:invitation|invitasjon\w*|innkalling\w*|event|hendelse\w*|møte\w*|meeting)\b.{0,300}$",
    re.IGNORECASE | re.MULTILINE,
)
_NOTE = re.compile(r"^[\"“«](.{1,2000}?)[\"”»]$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Event:
    """The event of a calendar part: METHOD, UID, SEQUENCE, and its one attendee with PARTSTAT, in capitals.

    `attendee` is an address in lower case; it and `partstat` are "" where there is not exactly one attendee. `is_whole` is false where
    a line of it could not be read or where there are several events. Nothing of it is proven.
    """

    method: str
    uid: str
    sequence: int = 0
    attendee: str = ""
    partstat: str = ""
    comment: str = ""
    product: str = ""
    is_whole: bool = True

    @property
    def is_answer(self) -> bool:
        """Whether a calendar answers an invitation with it."""
        return self.method in _ANSWERS


def event_of(text: str) -> Event | None:
    """What a calendar says; None where it holds no event with a UID. Repetitions are not looked at."""
    seen = _Seen()
    for line in Contentlines.from_ical(text[:_LIMIT].replace("\0", "")):  # type: ignore[no-untyped-call]
        name = _NAME.match(line)
        if name and name[0].upper() in _WANTED:
            seen.take(name[0].upper(), line[:_LONGEST_LINE])
    return seen.event()


def answer_of(event: Event, said: str, mint: Mint) -> CalendarAnswer | None:
    """What a calendar answers to an invitation of ours or somebody's; None where it is no answer. `said` is the text of its mail."""
    if not event.is_answer:
        return None
    talk = mint.read_talk(event.uid)
    return CalendarAnswer(
        word=_word(event),
        sequence=event.sequence,
        attendee=event.attendee,
        case=talk.case if talk else None,
        round=talk.round if talk else None,
        party=talk.party if talk else None,
        comment=_comment(event, said)[:_COMMENT_LIMIT],
    )


def _word(event: Event) -> CalendarWord:
    if not event.is_whole:
        return CalendarWord.UNCLEAR
    if event.method == "COUNTER":
        return CalendarWord.COUNTER
    return _WORDS.get(event.partstat, CalendarWord.UNCLEAR) if event.method == "REPLY" else CalendarWord.UNCLEAR


def _comment(event: Event, said: str) -> str:
    """What the writer added to the answer: in the calendar, or in the mail without what calendars write there.

    Google repeats the whole event in the mail and puts a note between quotation marks.
    """
    written = visible(said).strip()
    if "google" in event.product.lower():
        note = _NOTE.search(written)
        return event.comment or (note[1].strip() if note else "")
    own = _WRITTEN_BY_CALENDARS.sub("", written).strip()
    return own if event.comment in own else "\n".join(part for part in (event.comment, own) if part)


class _Seen:
    """What was gathered from the lines of a calendar."""

    def __init__(self) -> None:
        self._within: list[str] = []
        self._fields: dict[str, str] = {}
        self._attendees: list[tuple[str, Mapping[str, object]]] = []
        self._comments: list[str] = []
        self._events = 0
        self._is_whole = True

    def take(self, name: str, line: str) -> None:
        """One line that matters here."""
        try:
            _, parameters, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
        except ValueError:
            self._is_whole = False
            return
        if name == "BEGIN":
            self._within.append(value.strip().upper())
            self._events += self._within[-1] == "VEVENT"
        elif name == "END":
            self._within[-1:] = []
        elif self._within == ["VCALENDAR", "VEVENT"] and self._events == 1:
            self._take_of_event(name, parameters, value.strip())
        elif self._within == ["VCALENDAR"] and name in {"METHOD", "PRODID"}:
            self._fields.setdefault(name, value.strip())

    def _take_of_event(self, name: str, parameters: Mapping[str, object], value: str) -> None:
        if name == "ATTENDEE":
            self._attendees.append((value.lower().removeprefix("mailto:").strip(), parameters))
        elif name == "COMMENT":
            self._comments.append(value)
        else:
            self._fields.setdefault(name, value)

    def event(self) -> Event | None:
        """The event, if one with a UID was seen."""
        if not self._fields.get("UID"):
            return None
        attendee, parameters = self._attendees[0] if len(self._attendees) == 1 else ("", {})
        return Event(
            method=self._fields.get("METHOD", "").upper(),
            uid=self._fields["UID"][:500],
            sequence=_number(self._fields.get("SEQUENCE", "")),
            attendee=attendee,
            partstat=str(parameters.get("PARTSTAT", "")).upper(),
            comment="\n".join(self._notes(parameters)),
            product=self._fields.get("PRODID", ""),
            is_whole=self._is_whole and self._events == 1,
        )

    def _notes(self, parameters: Mapping[str, object]) -> Iterator[str]:
        """What was added: as comments, or with the answer, as Google does it."""
        notes = (*self._comments, str(parameters.get("X-RESPONSE-COMMENT", "")))
        return (told for told in dict.fromkeys(visible(note).strip() for note in notes) if told)


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
