"""Reads the pieces of a message about times, one after the other: days, clocks, lengths and places, each with one meaning or in doubt."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from casework import time_words
from casework.calendar import day_of
from casework.invitations import MOST_TIMES, Slot
from casework.spoken_clocks import Doubt, Doubtful, clocks, instant
from casework.spoken_days import MONTHS

LONGEST_PLACE = 120  # characters
LONGEST_TALK = timedelta(hours=4)
_LEAP_YEAR = 2024  # which has every day that a year can have
_SOON = timedelta(days=150)  # a day without a year that lies further ahead was more likely meant as one that has been


@dataclass(frozen=True, slots=True)
class _Weekday:
    """A weekday that no date stands beside yet; `monday` of the week that was named with it."""

    number: int
    monday: date | None = None


@dataclass(slots=True)
class _Span:
    """A start and an end in UTC, or none where the usual length holds; the place that was named beside it."""

    starts: datetime
    ends: datetime | None
    where: str = ""


@dataclass(slots=True)
class Reading:
    """What has been read so far. `day` is the one that the next clock belongs to; `is_used` whether a clock has."""

    now: datetime
    minutes: int
    is_english: bool
    spans: list[_Span] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    day: date | _Weekday | None = None
    is_used: bool = True
    said_minutes: int | None = None
    has_room: bool = False

    @property
    def today(self) -> date:
        return day_of(self.now)

    def take(self, piece: str) -> None:
        """Reads one piece: a place before it, days and clocks, a place after it."""
        rest, first = self._place_first(piece)
        known = len(self.spans), self.day, self.said_minutes
        rest = self._times(rest)
        if rest:
            self._place(rest, goes_on=(len(self.spans), self.day, self.said_minutes) == known and not first)

    def _place_first(self, piece: str) -> tuple[str, bool]:
        """A place that stands in front of a day is cut off: "på kontoret mitt tor 10.15"."""
        if not time_words.PLACE.match(piece) or _day(piece) or _day(time_words.LEADING.sub("", piece, count=1)):
            return piece, False
        room = time_words.ROOM.match(piece)
        for at in range(room.end() if room else 1, len(piece)):
            if piece[at - 1].isspace() and _starts_day(piece[at:]):
                self._place(piece[:at].strip(), goes_on=False)
                return piece[at:], True
        return piece, False

    def _times(self, piece: str) -> str:
        """Reads days, clocks and lengths as long as there are any; what is left."""
        while piece:
            rest = self._minutes(piece) or self._day(piece) or self._either(piece) or self._hours(piece)
            if rest is None:
                leading = time_words.LEADING.match(piece)
                if leading is None or not _starts_time(piece[leading.end() :]):
                    return piece
                rest = piece[leading.end() :]
            piece = rest.lstrip(" ,")
            if piece == ".":
                return ""
        return ""

    def _minutes(self, piece: str) -> str | None:
        found = time_words.MINUTES.match(piece)
        if found is None:
            return None
        if self.said_minutes not in (None, int(found["minutes"])):
            raise Doubtful(Doubt.WORDS)
        self.said_minutes = int(found["minutes"])
        return piece[found.end() :] or " "

    def _day(self, piece: str) -> str | None:
        named = _day(piece)
        if named is None:
            return None
        form, found = named
        self._meet(self._meant(form, found))
        return piece[found.end() :] or " "

    def _meant(self, form: str, found: re.Match[str]) -> date | _Weekday:
        if form == "vague":
            raise Doubtful(Doubt.WHICH_DAY)
        if form == "ahead":
            return self.today + timedelta(days=time_words.DAYS_AHEAD[" ".join(found["ahead"].casefold().split())])
        if form == "weekday":
            return self._weekday(found)
        month = found["month"].casefold()
        if (
            form == "slashed"
            and self.is_english
            and int(month) != int(found["day"])
            and max(int(month), int(found["day"])) <= 12
        ):
            raise Doubtful(Doubt.WHICH_DAY)  # in English either may be the month
        number = int(month) if month.isdigit() else MONTHS[month]
        return self._dated(int(found["day"]), number, found.groupdict().get("year"))

    def _weekday(self, found: re.Match[str]) -> _Weekday:
        number = time_words.SHORT_WEEKDAYS[found["weekday"].casefold()]
        monday = self.today - timedelta(days=self.today.weekday())
        if found["week"]:
            later = not found["week"].casefold().startswith(("denne", "this"))
            return _Weekday(number, monday + timedelta(weeks=later))
        if not found["weekno"]:
            return _Weekday(number)
        weeks = (monday + timedelta(weeks=ahead) for ahead in range(52))
        named = next((each for each in weeks if each.isocalendar().week == int(found["weekno"])), None)
        if named is None:
            raise Doubtful(Doubt.IMPOSSIBLE)
        return _Weekday(number, named)

    def _dated(self, day: int, month: int, year: str | None) -> date:
        """That day; without a year the nearest one that is not past. A day that has been is no offer."""
        try:
            if year:
                named = date(int(year) % 100 + 2000, month, day)
            else:
                years = (self.today.year, self.today.year + 1)
                days = [each for each in (_date(year, month, day) for year in years) if each is not None]
                named = next((each for each in days if self.today <= each <= self.today + _SOON), None) or days[0]
        except (ValueError, IndexError):
            raise Doubtful(Doubt.IMPOSSIBLE) from None
        if named < self.today:
            raise Doubtful(Doubt.PAST)
        return named

    def _meet(self, day: date | _Weekday) -> None:
        """A new day begins, or says of the one before it what date or weekday it is."""
        if self.is_used or self.day is None:
            self.day, self.is_used = day, False
            return
        weekday, other = (self.day, day) if isinstance(self.day, _Weekday) else (day, self.day)
        if not isinstance(weekday, _Weekday) or isinstance(other, _Weekday):
            raise Doubtful(Doubt.NO_CLOCK)
        if other.weekday() != weekday.number or (weekday.monday and not 0 <= (other - weekday.monday).days < 7):
            raise Doubtful(Doubt.WHICH_DAY)
        self.day = other

    def _either(self, piece: str) -> str | None:
        """ "10.12" is a clock behind a day, and a day in front of a clock; where it may be both it is asked back."""
        found = time_words.EITHER.match(piece)
        if found is None or _is_range(piece):
            return None
        day, hour = int(found["first"]), int(found["second"])
        as_day = _date(_LEAP_YEAR, hour, day) is not None
        as_clock = len(found["second"]) == 2 and day <= 23 and hour <= 59
        rest = piece[found.end() :]
        if not as_day and not as_clock:
            raise Doubtful(Doubt.IMPOSSIBLE)
        if not as_day or (as_clock and self.day is not None and not _hours(rest.lstrip(" ,"))):
            self._not_also_a_date(day, hour, as_day=as_day)
            return None
        self._meet(self._dated(day, hour, None))
        return rest or " "

    def _not_also_a_date(self, day: int, month: int, *, as_day: bool) -> None:
        """ "tor 10.12" has two meanings when the tenth of December is a Thursday."""
        if as_day and isinstance(self.day, _Weekday) and not self.is_used:
            soon = [_date(year, month, day) for year in (self.today.year, self.today.year + 1)]
            if any(each and each >= self.today and each.weekday() == self.day.number for each in soon):
                raise Doubtful(Doubt.WHICH_DAY)

    def _hours(self, piece: str) -> str | None:
        found = _hours(piece)
        if found is None:
            return None
        day = self._day_of_clock()
        start, end = clocks(found["start"], found["end"])
        starts = instant(day, start)
        ends = instant(day, end) if end else None
        if ends is not None and ends <= starts:
            raise Doubtful(Doubt.IMPOSSIBLE)
        if starts <= self.now:
            raise Doubtful(Doubt.PAST)
        self.spans.append(_Span(starts, ends))
        self.is_used = True
        return piece[found.end() :] or " "

    def _day_of_clock(self) -> date:
        if self.day is None:
            raise Doubtful(Doubt.NO_DAY)
        if isinstance(self.day, _Weekday):
            ahead = (self.day.number - self.today.weekday()) % 7
            if self.day.monday is None and not ahead:  # today, or in a week?
                raise Doubtful(Doubt.WHICH_DAY)
            monday = self.day.monday
            self.day = monday + timedelta(days=self.day.number) if monday else self.today + timedelta(days=ahead)
        return self.day

    def _place(self, text: str, *, goes_on: bool) -> None:
        """A place for the times before it; a piece that `goes_on` belongs to the place of the piece before: "rom B312, Realfagbygget"."""
        room = time_words.ROOM.match(text)
        is_place = room or time_words.PLACE.match(text) or (goes_on and self.has_room)
        if not is_place or time_words.NO_PLACE.search(text[room.end() :] if room else text):
            raise Doubtful(Doubt.WORDS)
        place = _tidy_place(text)
        if goes_on and self.has_room and (not room or time_words.BUILDING.match(text)):
            place = f"{self.places.pop()}, {place}"
        self.places.append(place)
        self.has_room = True
        for span in self.spans:
            if not span.where or place.startswith(span.where):
                span.where = place

    def finished(self) -> tuple[Slot, ...]:
        """The slots by time. Those after the last named place have that one."""
        if not self.spans and self.day is None:
            raise Doubtful(Doubt.NO_TIME)
        if not self.is_used:
            raise Doubtful(Doubt.NO_CLOCK)
        if len(self.spans) > MOST_TIMES:
            raise Doubtful(Doubt.MANY)
        last = self.places[-1] if self.places else ""
        slots = {self._slot(span, span.where or last) for span in self.spans}
        return tuple(sorted(slots, key=lambda slot: slot.starts))

    def _slot(self, span: _Span, place: str) -> Slot:
        length = span.ends - span.starts if span.ends else timedelta(minutes=self.said_minutes or self.minutes)
        if length > LONGEST_TALK or not length or len(place) > LONGEST_PLACE:
            raise Doubtful(Doubt.LENGTH)
        return Slot(span.starts, length // timedelta(minutes=1), place)


def _day(piece: str) -> tuple[str, re.Match[str]] | None:
    matches = ((form, pattern.match(piece)) for form, pattern in time_words.DAY_FORMS.items())
    return next(((form, found) for form, found in matches if found), None)


def _starts_day(piece: str) -> bool:
    bare = piece[leading.end() :] if (leading := time_words.LEADING.match(piece)) else piece
    return _day(bare) is not None


def _starts_time(piece: str) -> bool:
    return bool(_day(piece) or _hours(piece))


def _hours(piece: str) -> re.Match[str] | None:
    return time_words.RUN_TOGETHER.match(piece) or time_words.HOURS.match(piece)


def _is_range(piece: str) -> bool:
    found = time_words.HOURS.match(piece)
    return found is not None and found["end"] is not None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _tidy_place(text: str) -> str:
    """The grader's own words on one line, a link out of Slack's brackets."""
    bare = re.sub(r"<(https://[^|>\s]+)(?:\|[^>]*)?>", r"\1", text)
    bare = re.sub(r"^(?:(?:på|i|in|at|on|via|ved|@)\s+|(?:sted|stad|place|where):?\s+)", "", bare, flags=re.IGNORECASE)
    printable = "".join(sign for sign in bare if sign.isprintable())
    return " ".join(printable.split()).rstrip(".,;").strip()
