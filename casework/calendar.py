"""Norwegian working days and legal holidays, and the one way in which a moment becomes a day."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from babel import Locale
from holidays.groups.christian import ChristianHolidays
from holidays.groups.international import InternationalHolidays
from holidays.holiday_base import HolidayBase

from casework.exams import Language

OSLO = ZoneInfo("Europe/Oslo")
FIRST_YEAR, LAST_YEAR = 1995, 2200
ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6

# What the legal holidays are called in bokmål and nynorsk, by their English names.
_NORWEGIAN: Mapping[str, tuple[str, str]] = {
    "New Year's Day": ("1. nyttårsdag", "1. nyttårsdag"),
    "Maundy Thursday": ("skjærtorsdag", "skjertorsdag"),
    "Good Friday": ("langfredag", "langfredag"),
    "Easter Sunday": ("1. påskedag", "1. påskedag"),
    "Easter Monday": ("2. påskedag", "2. påskedag"),
    "Labour Day": ("1. mai", "1. mai"),
    "Constitution Day": ("17. mai", "17. mai"),
    "Ascension Day": ("Kristi himmelfartsdag", "Kristi himmelfartsdag"),
    "Whit Sunday": ("1. pinsedag", "1. pinsedag"),
    "Whit Monday": ("2. pinsedag", "2. pinsedag"),
    "Christmas Day": ("1. juledag", "1. juledag"),
    "Second Day of Christmas": ("2. juledag", "2. juledag"),
}
_AND = {Language.NB: " og ", Language.NN: " og ", Language.EN: " and "}


class _LegalHolidays(HolidayBase, ChristianHolidays, InternationalHolidays):
    """The complete list of lov 1995-02-24-12 § 2 and lov 1947-04-26-1 § 1, ordinary Sundays apart.

    The library's own Norway is the same list, but cannot be had without loading two hundred other countries.
    """

    country = "NO"
    start_year = FIRST_YEAR
    end_year = LAST_YEAR

    def __init__(self, year: int) -> None:
        ChristianHolidays.__init__(self)
        InternationalHolidays.__init__(self)
        super().__init__(years=year)

    def _populate_public_holidays(self) -> None:
        self._add_new_years_day("New Year's Day")
        self._add_holy_thursday("Maundy Thursday")
        self._add_good_friday("Good Friday")
        self._add_easter_sunday("Easter Sunday")
        self._add_easter_monday("Easter Monday")
        self._add_holiday_may_1("Labour Day")
        self._add_holiday_may_17("Constitution Day")
        self._add_ascension_thursday("Ascension Day")
        self._add_pentecost("Whit Sunday")
        self._add_pentecost_monday("Whit Monday")
        self._add_christmas_day("Christmas Day")
        self._add_christmas_day_two("Second Day of Christmas")


def day_of(moment: datetime) -> date:
    """The day in Oslo of an aware moment; a naive one is refused with ValueError, as it could be yesterday."""
    if moment.utcoffset() is None:
        raise ValueError("a moment without a time zone belongs to no day")
    return moment.astimezone(OSLO).date()


@cache
def _holidays(year: int) -> Mapping[date, tuple[str, ...]]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the calendar knows the years {FIRST_YEAR} to {LAST_YEAR}, not {year}")
    return MappingProxyType({day: tuple(names.split("; ")) for day, names in _LegalHolidays(year).items()})


def holiday_name(day: date, language: Language) -> str | None:
    """The name of a legal holiday, both names where two fall together, None for any other day.

    The holidays are those of lov 1995-02-24-12 § 2 and lov 1947-04-26-1 § 1, an ordinary Sunday apart;
    24 and 31 December are ordinary days. ValueError outside FIRST_YEAR to LAST_YEAR.
    """
    names = _holidays(day.year).get(day)
    return _AND[language].join(_name(name, language) for name in names) if names else None


def _name(name: str, language: Language) -> str:
    if language is Language.EN:
        return name
    bokmaal, nynorsk = _NORWEGIAN[name]
    return bokmaal if language is Language.NB else nynorsk


def is_working_day(day: date) -> bool:
    """Whether the day is neither Saturday, Sunday nor a legal holiday (domstolloven § 149)."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def closed_because(day: date, language: Language) -> str | None:
    """Why a day is no working day: the holiday's name, else Saturday or Sunday; None for a working day."""
    return holiday_name(day, language) or (_weekday(day, language) if day.weekday() >= SATURDAY else None)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first one after it (domstolloven § 149)."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def last_working_day_on_or_before(day: date) -> date:
    """The day itself if it is a working day, else the last one before it."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def working_days_before(day: date, count: int) -> date:
    """The working day that lies `count` working days before the day, which itself is not counted."""
    for _ in range(count):
        day = last_working_day_on_or_before(day - ONE_DAY)
    return day


def working_days_after(day: date, count: int) -> date:
    """The working day that lies `count` working days after the day, which itself is not counted."""
    for _ in range(count):
        day = next_working_day(day + ONE_DAY)
    return day


@cache
def _words(language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the days from Monday and of the months, January being number 1."""
    locale = Locale.parse(language.value)
    weekdays, months = locale.days["format"]["wide"], locale.months["format"]["wide"]
    return tuple(weekdays[day] for day in range(7)), ("", *(months[month] for month in range(1, 13)))


def _weekday(day: date, language: Language) -> str:
    return _words(language)[0][day.weekday()]


def day_in_words(day: date, language: Language, with_year: bool = True) -> str:
    """ "tirsdag 3. desember 2024", "tysdag 3. desember 2024", "Tuesday 3 December 2024"; on request without the year."""
    weekdays, months = _words(language)
    dot = "" if language is Language.EN else "."
    year = f" {day.year}" if with_year else ""
    return f"{weekdays[day.weekday()]} {day.day}{dot} {months[day.month]}{year}"
