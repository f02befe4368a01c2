"""Working days and holidays by the statutes' own lists, and the day that a moment belongs to."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from casework import calendar
from casework.exams import Language
from tests.casework.days import day

DAYS = st.dates(date(1995, 1, 1), date(2100, 12, 31))


def easter_sunday(year: int) -> date:
    """The anonymous Gregorian algorithm, independent of the library that the calendar uses."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, number = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, number + 1)


def statutory_holidays(year: int) -> set[date]:
    fixed = {date(year, month, number) for month, number in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))}
    return fixed | {easter_sunday(year) + timedelta(days=offset) for offset in (-3, -2, 0, 1, 39, 49, 50)}


def named_days(year: int) -> set[date]:
    days = (date(year, 1, 1) + timedelta(days=offset) for offset in range(366))
    return {one for one in days if one.year == year and calendar.holiday_name(one, Language.EN)}


class TestHolidays:
    """Lov 1995-02-24-12 § 2 and lov 1947-04-26-1 § 1."""

    @pytest.mark.parametrize("year", range(1995, 2101))
    def test_every_year_has_exactly_the_statutory_holidays(self, year: int) -> None:
        assert named_days(year) == statutory_holidays(year)

    def test_the_librarys_own_norway_has_the_same_list_today(self) -> None:
        """Should the library learn of a change of the law, this says so; it ends in 2100."""
        years = range(1995, 2101)
        assert set(country_holidays("NO", years=years)) == set().union(*map(named_days, years))

    @pytest.mark.parametrize("year", [2101, 2150, 2200])
    def test_the_list_goes_on_after_the_library_ends(self, year: int) -> None:
        assert named_days(year) == statutory_holidays(year)

    @pytest.mark.parametrize("year", range(1995, 2101))
    def test_24_and_31_december_are_ordinary_every_year(self, year: int) -> None:
        eves = date(year, 12, 24), date(year, 12, 31)
        assert [calendar.holiday_name(eve, Language.NB) for eve in eves] == [None, None]
        assert [calendar.is_working_day(eve) for eve in eves] == [eve.weekday() < 5 for eve in eves]

    @pytest.mark.parametrize("text", ["Tue 2024-12-24", "Tue 2024-12-31", "Wed 2026-04-01", "Thu 2024-05-16"])
    def test_eves_and_days_before_are_working_days(self, text: str) -> None:
        assert calendar.is_working_day(day(text))

    @pytest.mark.parametrize(
        ("text", "nb", "nn", "en"),
        [
            ("Thu 2026-04-02", "skjærtorsdag", "skjertorsdag", "Maundy Thursday"),
            ("Thu 2024-12-26", "2. juledag", "2. juledag", "Second Day of Christmas"),
            ("Wed 2025-01-01", "1. nyttårsdag", "1. nyttårsdag", "New Year's Day"),
            ("Sat 2025-05-17", "17. mai", "17. mai", "Constitution Day"),
            ("Sun 2025-06-08", "1. pinsedag", "1. pinsedag", "Whit Sunday"),
            ("Mon 2025-06-09", "2. pinsedag", "2. pinsedag", "Whit Monday"),
            (
                "Thu 2008-05-01",
                "Kristi himmelfartsdag og 1. mai",
                "Kristi himmelfartsdag og 1. mai",
                "Ascension Day and Labour Day",
            ),
        ],
    )
    def test_holiday_names_exist_in_three_languages(self, text: str, nb: str, nn: str, en: str) -> None:
        assert [calendar.holiday_name(day(text), language) for language in Language] == [nb, nn, en]

    def test_an_ordinary_sunday_is_closed_without_a_name(self) -> None:
        assert calendar.holiday_name(day("Sun 2024-12-08"), Language.NN) is None
        assert calendar.closed_because(day("Sat 2024-12-07"), Language.NN) == "laurdag"

    def test_a_working_day_is_closed_for_no_reason(self) -> None:
        assert calendar.closed_because(day("Tue 2024-12-24"), Language.NB) is None

    def test_years_without_a_calendar_are_refused(self) -> None:
        with pytest.raises(ValueError, match="1995 to 2200"):
            calendar.is_working_day(date(1994, 5, 2))


class TestWorkingDays:
    """Domstolloven § 149."""

    @pytest.mark.parametrize(
        ("start", "after", "before"),
        [
            ("Wed 2024-12-25", "Fri 2024-12-27", "Tue 2024-12-24"),
            ("Thu 2026-04-02", "Tue 2026-04-07", "Wed 2026-04-01"),
            ("Sat 2026-01-31", "Mon 2026-02-02", "Fri 2026-01-30"),
            ("Mon 2024-12-02", "Mon 2024-12-02", "Mon 2024-12-02"),
        ],
    )
    def test_closed_days_move_to_the_nearest_working_day(self, start: str, after: str, before: str) -> None:
        assert calendar.next_working_day(day(start)) == day(after)
        assert calendar.last_working_day_on_or_before(day(start)) == day(before)

    def test_five_working_days_before_jump_over_easter(self) -> None:
        assert calendar.working_days_before(day("Thu 2026-04-09"), 5) == day("Mon 2026-03-30")

    @given(DAYS)
    def test_next_working_day_is_a_working_day_within_a_week(self, start: date) -> None:
        found = calendar.next_working_day(start)
        assert calendar.is_working_day(found)
        assert timedelta() <= found - start < timedelta(days=7)

    @given(DAYS, st.integers(0, 30))
    def test_working_days_after_and_before_undo_each_other(self, start: date, count: int) -> None:
        first = calendar.next_working_day(start)
        assert calendar.working_days_before(calendar.working_days_after(first, count), count) == first


class TestDayOfAMoment:
    """Dates are dates in Europe/Oslo, the whole last day included."""

    @pytest.mark.demand("D-36")
    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            (datetime(2025, 6, 23, 21, 59, 58, tzinfo=UTC), "Mon 2025-06-23"),
            (datetime(2025, 6, 23, 22, 0, 3, tzinfo=UTC), "Tue 2025-06-24"),
            (datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC), "Sat 2026-03-28"),
            (datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), "Sun 2026-03-29"),
            (datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), "Sun 2026-10-25"),
            (datetime(2026, 10, 25, 23, 0, 0, tzinfo=UTC), "Mon 2026-10-26"),
        ],
    )
    def test_midnight_in_oslo_parts_the_days(self, moment: datetime, expected: str) -> None:
        assert calendar.day_of(moment) == day(expected)

    def test_a_naive_moment_belongs_to_no_day(self) -> None:
        with pytest.raises(ValueError, match=r"^a moment without a time zone belongs to no day$"):
            calendar.day_of(datetime(2025, 6, 23, 12, 0))


class TestDayInWords:
    """The same words as Babel writes, without its cost."""

    @given(DAYS, st.sampled_from([Language.NB, Language.NN]))
    def test_norwegian_days_are_written_as_babel_does(self, start: date, language: Language) -> None:
        assert calendar.day_in_words(start, language) == format_date(start, "EEEE d. MMMM y", locale=language.value)

    def test_english_days_have_no_full_stop(self) -> None:
        assert calendar.day_in_words(day("Tue 2024-12-03"), Language.EN) == "Tuesday 3 December 2024"
        assert calendar.day_in_words(day("Tue 2024-12-03"), Language.NN, with_year=False) == "tysdag 3. desember"
