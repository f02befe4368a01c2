"""Clocks as people write them, and the moment that a clock of a day in Oslo is."""

from datetime import UTC, date, datetime
from enum import StrEnum

from casework.calendar import OSLO
from casework.time_words import CLOCK


class Doubt(StrEnum):
    """Why times were not understood; each has its own sentence."""

    WORDS = "words"  # something that we do not know
    NO_TIME = "no_time"
    NO_DAY = "no_day"
    NO_CLOCK = "no_clock"
    IMPOSSIBLE = "impossible"  # 31 February, 25:00, an hour that the change to summer time leaves out
    PAST = "past"
    WHICH_DAY = "which_day"  # "neste torsdag", or a weekday that is not that of the date beside it
    WHICH_HOUR = "which_hour"  # "fre 1", or an hour that comes twice when summer time ends
    SEVERAL = "several"  # two case numbers, or several times where one is wanted
    MANY = "many"
    LENGTH = "length"  # the talk or its place is too long


class Doubtful(Exception):
    """What was written has no meaning, or more than one."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt)
        self.doubt = doubt


def clocks(start: str, end: str | None) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Both clocks; "1-2 pm" begins at one in the afternoon, "11-1 pm" before noon."""
    if end is None:
        return _clock(start), None
    last, half = _clock(end), _half(end)
    if half and not _half(start):
        first = _clock(start + half)
        return (first if first < last else _clock(start)), last
    return _clock(start), last


def _half(text: str) -> str:
    found = CLOCK.match(text)
    return (found["half"] or "") if found else ""


def _clock(text: str) -> tuple[int, int]:
    if text.isdigit() and len(text) == 4:
        text = f"{text[:2]}:{text[2:]}"
    found = CLOCK.match(text)
    if found is None:
        raise Doubtful(Doubt.WORDS)
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").casefold()
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise Doubtful(Doubt.IMPOSSIBLE)
    if half:
        hour = hour % 12 + 12 * (half == "p")
    elif 1 <= hour <= 6 and len(found["hour"]) == 1:
        raise Doubtful(Doubt.WHICH_HOUR)
    return hour, minute


def instant(day: date, clock: tuple[int, int]) -> datetime:
    """That clock of that day in Oslo as UTC; an hour that the clock change leaves out or repeats is in doubt."""
    local = datetime(day.year, day.month, day.day, *clock, tzinfo=OSLO)
    instant = local.astimezone(UTC)
    if instant.astimezone(OSLO).replace(fold=0) != local:
        raise Doubtful(Doubt.IMPOSSIBLE)
    if local.replace(fold=1).utcoffset() != local.utcoffset():
        raise Doubtful(Doubt.WHICH_HOUR)
    return instant
