"""Understands the times that a grader offers for a talk: "42 tid tor 10.15, fre 13-13.30, rom B312" → a case and its slots.

Every word must be known, and every time must have one meaning only: what has two is asked back, never guessed (A-117).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.invitations import Slot
from casework.reading_times import Reading
from casework.spoken_clocks import Doubt, Doubtful
from casework.time_words import BREAK, ENGLISH, HEAD, PLEASANTRY

_LONGEST = 1000
_ALIKE = str.maketrans({"\u00a0": " ", "ſ": "s", "İ": "I", "ı": "i"})  # letters that patterns take for others

# "… Mvh Hanna Whitfield" at the end: closing words behind a stop, a comma or a line, and nothing but names after them.
_CLOSING = re.compile(
    r"(?:^|[.!,;\n]|\s(?=(?i:mvh)\b))\s*(?i:mvh|vh"
    r"|(?:med )?(?:venn?lig |venn?leg |beste? |god )?(?:hilsen|helsing)|(?:best|kind|warm) regards|regards|cheers)"
    r"(?![\w-])(?:[\s,]+[A-ZÆØÅ][\w.'-]*){0,4}[\s.!,]*$"
)


class TimesVerb(StrEnum):
    """What a grader does with times."""

    OFFER = "offer"
    MOVE = "move"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class TimesSaid:
    """What was meant: the case's number, None where the conversation must tell, and the slots by time; none when cancelled."""

    verb: TimesVerb
    number: int | None
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class TimesUnclear:
    """Why nothing was done. `place` counts the time that is not clear, from 1; nothing of the text is held."""

    verb: TimesVerb
    number: int | None
    doubt: Doubt
    place: int = 1


def spoken_times(text: str, now: datetime, minutes: int, writer: str = "") -> TimesSaid | TimesUnclear | None:
    """The times that a message of a grader offers, moves or cancels; None when it is about something else.

    `now` is aware UTC, days and clocks in the text are those of Europe/Oslo, `minutes` is the length of a talk whose end is not said.
    `writer` is the name of whoever wrote it: as a signature it is no part of a place.
    A weekday is the nearest one after today. Lines count as commas. The slots share the place that is named beside any of them.
    """
    plain = unicodedata.normalize("NFC", text).translate(_ALIKE).strip()
    head = HEAD.match(plain)
    if head is None:
        return None
    verb = next(each for each in TimesVerb if head[each.value] is not None)
    before, after = head["before"], head["after"]
    number = int(before or after) if before or after else None
    if before and after and int(before) != int(after):
        return TimesUnclear(verb, None, Doubt.SEVERAL)
    reading = Reading(now, minutes, bool(ENGLISH.search(head[0])))
    try:
        return TimesSaid(verb, number, _slots(verb, _unsigned(plain[head.end() :], writer), reading))
    except Doubtful as doubtful:
        return TimesUnclear(verb, number, doubtful.doubt, len(reading.spans) + 1)


def _unsigned(body: str, writer: str) -> str:
    """The text without its closing words and the writer's own name at the end."""
    names = [re.escape(name) for name in unicodedata.normalize("NFC", writer).split()]
    if names and len(body) <= _LONGEST:
        body = re.sub(rf"(?<=[.!,;/\n–-])\s*{names[0]}(?:\s+(?:{'|'.join(names)}))*[\s.!]*$", "", body)
    return _CLOSING.sub("", body).rstrip(" /–-") if len(body) <= _LONGEST else body


def _slots(verb: TimesVerb, body: str, reading: Reading) -> tuple[Slot, ...]:
    if len(body) > _LONGEST:
        raise Doubtful(Doubt.LENGTH)
    for piece in _pieces(body):
        reading.take(piece)
    if verb is TimesVerb.CANCEL:
        if reading.spans or reading.day or reading.places:
            raise Doubtful(Doubt.WORDS)
        return ()
    slots = reading.finished()
    if verb is TimesVerb.MOVE and len(slots) > 1:
        raise Doubtful(Doubt.SEVERAL)
    return slots


def _pieces(body: str) -> Iterator[str]:
    """What stands between commas, lines and "og", without what is only polite and the full stop at the end."""
    for piece in BREAK.split(body):
        tidy = piece.strip().rstrip("!.").strip()
        if tidy and not PLEASANTRY.fullmatch(tidy):
            yield tidy
