"""Finds the day in a short message: "i går", "på fredag", "3. des", "Dec 3", "2026-12-03"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

DAYS_AGO = {
    **dict.fromkeys(("i dag", "idag", "today", "i morges", "i føremiddag", "i formiddag", "i ettermiddag"), 0),
    **dict.fromkeys(("this morning", "this afternoon", "denne ettermiddagen"), 0),
    **dict.fromkeys(("i går", "igår", "yesterday"), 1),
    **dict.fromkeys(("i forgårs", "i forgår", "i førgår", "i førgårs", "forgårs", "førgårs"), 2),
    **dict.fromkeys(("the day before yesterday", "day before yesterday"), 2),
}
WEEKDAYS = {
    **dict.fromkeys(("mandag", "måndag", "monday"), 0),
    **dict.fromkeys(("tirsdag", "tysdag", "tuesday"), 1),
    **dict.fromkeys(("onsdag", "wednesday"), 2),
    **dict.fromkeys(("torsdag", "thursday"), 3),
    **dict.fromkeys(("fredag", "friday"), 4),
    **dict.fromkeys(("lørdag", "laurdag", "saturday"), 5),
    **dict.fromkeys(("søndag", "sundag", "sunday"), 6),
}
MONTHS = {
    **dict.fromkeys(("januar", "january", "jan"), 1),
    **dict.fromkeys(("februar", "february", "feb"), 2),
    **dict.fromkeys(("mars", "march", "mar"), 3),
    **dict.fromkeys(("april", "apr"), 4),
    **dict.fromkeys(("mai", "may"), 5),
    **dict.fromkeys(("juni", "june", "jun"), 6),
    **dict.fromkeys(("juli", "july", "jul"), 7),
    **dict.fromkeys(("august", "aug"), 8),
    **dict.fromkeys(("september", "sept", "sep"), 9),
    **dict.fromkeys(("oktober", "october", "okt", "oct"), 10),
    **dict.fromkeys(("november", "nov"), 11),
    **dict.fromkeys(("desember", "december", "des", "dec"), 12),
}


def _any(words: dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_START, _END = r"(?<![\w./#-])", r"(?![\w/-]|\.\d)"
_CLOCK = r"(?:[01]?[0-9]|2[0-4])(?:[.:]?[0-5][0-9])?\s*(?:am|pm)?"
_TIME = re.compile(
    rf"{_START}(?:(?:kl\.?|klokka|klokken|at)\s*{_CLOCK}(?:\s*[-–]\s*{_CLOCK})?|(?:[01]?[0-9]|2[0-3]):[0-5][0-9]){_END}"
)
_AGO = re.compile(rf"{_START}({_any(DAYS_AGO)}){_END}")
_WEEKDAY = re.compile(rf"{_START}(?:på |on )?({_any(WEEKDAYS)}){_END}")
_ISO = re.compile(rf"{_START}([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}}){_END}")
_DOTTED = re.compile(
    rf"{_START}(?:den )?([0-9]{{1,2}})\.\s?([0-9]{{1,2}})(?:\.([0-9]{{4}}|[0-9]{{2}})|\.(?![0-9]))?{_END}"
)
_YEAR = r"(?:,? (20[0-9]{2}))?"
_DAY_MONTH = re.compile(
    rf"{_START}(?:den |the )?([0-9]{{1,2}})(\.|st|nd|rd|th)? ?(?:of )?({_any(MONTHS)})\.?{_YEAR}{_END}"
)
_MONTH_DAY = re.compile(rf"{_START}({_any(MONTHS)})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?{_YEAR}{_END}")


@dataclass(slots=True)
class SpokenDay:
    """What a message says of the day; `rest` is the message without it.

    `is_clear` is False where the day is impossible, in the future, or one of several.
    """

    rest: str
    days: set[date] = field(default_factory=set)
    is_clear: bool = True

    @property
    def day(self) -> date | None:
        """The one day that was meant, in the sender's own calendar; None where none was named."""
        return next(iter(self.days), None) if self.is_clear else None


def spoken_day(text: str, today: date) -> SpokenDay:
    """The day that a message in small letters names, never later than `today`; clock times are left out."""
    spoken = SpokenDay(_TIME.sub(" ", text))
    _take(spoken, _ISO, lambda found: _dated(int(found[3]), int(found[2]), found[1], today))
    _take(spoken, _AGO, lambda found: today - timedelta(days=DAYS_AGO[found[1]]))
    if _has_two_readings(spoken.rest, today):
        spoken.is_clear = False
        return spoken
    _take(spoken, _DAY_MONTH, lambda found: _dated(int(found[1]), MONTHS[found[3]], found[4], today), skip_wrong=True)
    _take(spoken, _MONTH_DAY, lambda found: _dated(int(found[2]), MONTHS[found[1]], found[3], today))
    _take(spoken, _DOTTED, lambda found: _dated(int(found[1]), int(found[2]), found[3], today))
    _take_weekday(spoken, today)
    spoken.is_clear = spoken.is_clear and len(spoken.days) <= 1 and not _DAY_MONTH.search(spoken.rest)
    return spoken


def _has_two_readings(text: str, today: date) -> bool:
    """Whether a month has a possible day on both sides, as in "12 dec 3"."""
    before, after = _DAY_MONTH.search(text), _MONTH_DAY.search(text)
    if not before or not after or before[2]:
        return False
    return all(
        _dated(int(day), MONTHS[month], None, today) for day, month in ((before[1], before[3]), (after[2], after[1]))
    )


def _take(
    spoken: SpokenDay, form: re.Pattern[str], read: Callable[[re.Match[str]], date | None], *, skip_wrong: bool = False
) -> None:
    """Moves every day of that form out of the message; an impossible one makes it unclear, or is left where it stands."""

    def taken(found: re.Match[str]) -> str:
        day = read(found)
        if day is not None:
            spoken.days.add(day)
            return " "
        spoken.is_clear = spoken.is_clear and skip_wrong
        return found.group()

    spoken.rest = form.sub(taken, spoken.rest)


def _take_weekday(spoken: SpokenDay, today: date) -> None:
    """A weekday is the latest such day not after today, or only repeats the date beside it."""
    for found in _WEEKDAY.finditer(spoken.rest):
        weekday = WEEKDAYS[found[1]]
        if not any(day.weekday() == weekday for day in spoken.days):
            spoken.days.add(today - timedelta(days=(today.weekday() - weekday) % 7))
    spoken.rest = _WEEKDAY.sub(" ", spoken.rest)


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    """That date if it has been; without a year the latest such date not after today. None where there is none."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else range(today.year, today.year - 9, -1)
    for candidate in years:
        try:
            read = date(candidate, month, day)
        except ValueError:
            continue
        if read <= today:
            return read
    return None
