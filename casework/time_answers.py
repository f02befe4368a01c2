"""Understands what a student answers about times for a talk; a wrong guess costs more than a question, so doubt is never guessed away."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from casework.calendar import OSLO
from casework.invitations import Slot, TimeAnswer, TimeWord
from casework.spoken_days import MONTHS
from casework.time_answer_words import (
    AROUND,
    BARE_NUMBER,
    COMING,
    DOUBT,
    ELSE,
    EXCEPT,
    HARMLESS,
    LAST,
    NEGATED,
    NONE_FITS,
    NOT_THAT,
    NUMBERED,
    NUMBERS,
    PARTLY,
    PREVENTED,
    TAKEN_BACK,
    YES,
)
from casework.time_words import CLOCK, DAY_FORMS, EITHER, HOURS, MINUTES, SHORT_WEEKDAYS

_LONGEST = 2000  # characters
UNSURE = TimeAnswer(TimeWord.UNSURE)

_MONTHS = "|".join(MONTHS)
_SMILE = re.compile(r"[:;]-?[)D(P]|[^\w\s,.!?;:'()/–-]+")
_CLAUSE = re.compile(
    rf"[\n!;?]+|,\s|\s[–-]\s|(?<!\d)(?<!\bkl)(?<!\bnr)(?<!\balt)\.(?=\s|$)|(?<=\d)\.(?=\s+(?!(?:{_MONTHS})\b)[^\W\d_]|\s*\n|\s*$)|:(?=\s|$)"
    r"|\b(?:men|but)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w']+")


class _Kind(StrEnum):
    PICK = "pick"
    WRONG = "wrong"  # a time that was not offered, or one of several
    NONE = "none"
    PREVENTED = "prevented"
    HARMLESS = "harmless"
    ELSE = "else"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class _Clause:
    kind: _Kind
    number: int | None = None
    comes: bool = False  # it says beside a refusal that the writer comes, or is well again


def time_answer(words: str, offers: Sequence[Slot]) -> TimeAnswer:
    """What a student's words, without greeting and signature, say of the offered times, or of the one that was agreed."""
    if len(words) > _LONGEST:
        return UNSURE
    clauses = [_read(text, offers, asks=asks) for text, asks in _clauses(words)]
    kinds = {clause.kind for clause in clauses}
    picked = {clause.number for clause in clauses if clause.kind is _Kind.PICK}
    refused = [clause.kind for clause in clauses if clause.kind in {_Kind.NONE, _Kind.PREVENTED}]
    if _Kind.PREVENTED in refused and any(clause.comes for clause in clauses):
        return UNSURE
    if _Kind.DOUBT in kinds or len(picked) + bool(refused) != 1:
        return UNSURE
    says_more = bool(kinds & {_Kind.ELSE, _Kind.WRONG})
    if refused:
        return TimeAnswer(TimeWord.PREVENTED if _Kind.PREVENTED in refused else TimeWord.NONE_FITS, None, says_more)
    if _Kind.WRONG in kinds:
        return UNSURE
    return TimeAnswer(TimeWord.PICKED, picked.pop(), says_more)


def _clauses(words: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text, each with whether it asks."""
    text = unicodedata.normalize("NFC", words).replace("’", "'")
    place = 0
    for found in [*_CLAUSE.finditer(text), None]:
        end = found.start() if found else len(text)
        asks = found is not None and "?" in found[0]
        if part := " ".join(_SMILE.sub(" ", text[place:end]).split()).strip(" .,-–:()").casefold():
            yield part, asks
        place = found.end() if found else end


def _read(text: str, offers: Sequence[Slot], *, asks: bool) -> _Clause:
    found = _understood(text, offers)
    if found.kind is not _Kind.PREVENTED and COMING.search(text):
        found = replace(found, comes=True)
    if asks and found.kind in {_Kind.PICK, _Kind.NONE, _Kind.PREVENTED}:
        return _Clause(_Kind.DOUBT)
    return _Clause(_Kind.ELSE) if asks and found.kind in {_Kind.HARMLESS, _Kind.DOUBT} else found


def _understood(text: str, offers: Sequence[Slot]) -> _Clause:
    refusal = next((kind for kind, form in _REFUSALS if form.search(text)), None)
    if DOUBT.search(text) or EXCEPT.search(text) or (refusal and PARTLY.search(text)):
        return _Clause(_Kind.DOUBT)
    mention = _mention(text, offers)
    negated = NEGATED.search(text) is not None
    if refusal is _Kind.PREVENTED and (
        TAKEN_BACK.search(text) or (mention.is_there and len(mention.fitting) != len(offers))
    ):
        return _Clause(_Kind.DOUBT)
    if refusal:
        return _Clause(refusal)
    if len(offers) == 1 and (NOT_THAT.fullmatch(text) if negated else YES.fullmatch(text)):
        return _Clause(_Kind.NONE) if negated else _Clause(_Kind.PICK, 1)
    if mention.is_there:
        return _about(mention, offers, negated=negated)
    if negated or ELSE.search(text):
        return _Clause(_Kind.WRONG)
    return _Clause(_Kind.HARMLESS if set(_WORD.findall(text)) <= HARMLESS else _Kind.ELSE)


_REFUSALS = ((_Kind.NONE, NONE_FITS), (_Kind.PREVENTED, PREVENTED))


def _about(mention: "_Mention", offers: Sequence[Slot], *, negated: bool) -> _Clause:
    """A clause that names a time: it picks it where nothing else is said and it is one of those that were offered."""
    only = set(_WORD.findall(mention.rest)) <= AROUND | {"ikke", "ikkje", "not", "doesn't", "dessverre", "diverre"}
    if negated:
        return _Clause(_Kind.NONE if only and len(offers) == len(mention.fitting) == 1 else _Kind.WRONG)
    if len(mention.fitting) != 1 or not only:
        return _Clause(_Kind.WRONG)
    return _Clause(_Kind.PICK, mention.fitting[0])


@dataclass(frozen=True, slots=True)
class _Mention:
    """The times that a clause names: the offers (from 1) that it fits, and its other words."""

    is_there: bool
    fitting: tuple[int, ...]
    rest: str


def _mention(text: str, offers: Sequence[Slot]) -> _Mention:
    """What a clause names by number, by day or by hour; several of these must mean the same offer."""
    rest = MINUTES.sub(" ", text)
    fitting: set[int] | None = None
    for form, fits in _FORMS:
        for found in list(form.finditer(rest)):
            meant = fits(found, offers)
            if meant is not None:
                fitting = meant if fitting is None else fitting & meant
                rest = rest.replace(found[0], " ", 1)
    return _Mention(fitting is not None, tuple(sorted(fitting or ())), rest)


def _those(offers: Sequence[Slot], *holds: bool) -> set[int]:
    return {number for number, held in enumerate(holds, 1) if held and number <= len(offers)}


def _by_number(found: re.Match[str], offers: Sequence[Slot]) -> set[int] | None:
    named = next((word for word in found.groups() if word), "").casefold()
    number = len(offers) if named in LAST else NUMBERS.get(named, int(named) if named.isdigit() else 0)
    return {number} if 1 <= number <= len(offers) else set()


def _by_day(found: re.Match[str], offers: Sequence[Slot]) -> set[int] | None:
    said = found.groupdict()
    if said.get("week") or said.get("weekno"):
        return set()  # which week is ours would have to be guessed
    if said.get("weekday"):
        weekday = SHORT_WEEKDAYS[said["weekday"].casefold()]
        return _those(offers, *(_local(slot).weekday() == weekday for slot in offers))
    month = said["month"] if said["month"].isdigit() else MONTHS[said["month"].casefold()]
    day = int(said["day"]), int(month)
    return _those(offers, *((_local(slot).day, _local(slot).month) == day for slot in offers))


def _by_either(found: re.Match[str], offers: Sequence[Slot]) -> set[int] | None:
    """ "10.12" is a day or an hour, whichever of them was offered."""
    pair = int(found["first"]), int(found["second"])
    as_day = _those(offers, *((_local(slot).day, _local(slot).month) == pair for slot in offers))
    return as_day or _those(offers, *((_local(slot).hour, _local(slot).minute) == pair for slot in offers))


def _by_hour(found: re.Match[str], offers: Sequence[Slot]) -> set[int] | None:
    """A clock; None for a mere number, which is none."""
    start = found["start"]
    if not (found["at"] or found["end"] or re.search(r"[.:]\d|[ap]\.?m", start, re.IGNORECASE)):
        return None
    ends = found["end"]
    return _those(
        offers,
        *(_is_at(start, _local(slot)) and (not ends or _is_at(ends, slot.ends.astimezone(OSLO))) for slot in offers),
    )


def _is_at(clock: str, moment: datetime) -> bool:
    read = CLOCK.match(clock)
    if read is None:
        return False
    hour, half = int(read["hour"]), (read["half"] or "").casefold()
    hours = {hour % 12 + 12 * (half == "p")} if half else {hour, hour + 12} if 1 <= hour <= 6 else {hour}
    return moment.hour in hours and (read["minute"] is None or int(read["minute"]) == moment.minute)


def _local(slot: Slot) -> datetime:
    return slot.starts.astimezone(OSLO)


_FORMS = (
    (NUMBERED, _by_number),
    *((DAY_FORMS[form], _by_day) for form in ("iso", "worded", "american", "slashed", "dotted", "said", "weekday")),
    (EITHER, _by_either),
    (HOURS, _by_hour),
    (BARE_NUMBER, _by_number),
)
