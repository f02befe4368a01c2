"""The clocks as a picture in text: what a person reads on a terminal and in Slack."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.deadlines import ThreeClocks, three_clocks
from casework.deadlines.chain import ResultDates
from casework.deadlines.timeline import (
    LONGEST_LABEL,
    NARROW,
    WIDTH,
    Row,
    Scale,
    as_narrow_text,
    as_text,
    clock_name,
    rows_of,
)
from casework.exams import Language
from casework.laws import law
from tests.casework.days import day

NEW = law("law-2024")
KNOWN = ResultDates(
    announced=day("Mon 2025-06-02"),
    explanation_requested=day("Thu 2025-06-05"),
    explanation_given=day("Mon 2025-06-16"),
    unit_deadline=day("Mon 2025-06-30"),
)
WAITING = ResultDates(announced=day("Mon 2025-06-02"), explanation_requested=day("Thu 2025-06-05"))
DAYS = st.dates(date(2024, 8, 1), date(2026, 12, 31))
ANY_ROWS = st.lists(
    st.tuples(DAYS, DAYS, st.lists(DAYS, max_size=3)).map(
        lambda t: Row("A clock", "says", min(t[:2]), max(t[:2]), tuple(t[2]))
    ),
    min_size=1,
    max_size=3,
)
PICTURE = """\
                     2025-06-02    2025-06-10            2025-06-23  2025-06-30  2025-07-07
                     +-------------+---------+-----------+-----------+-----------+
Ask for explanation  [=============>
Appeal the grade                             [===========x===========x===========>
Formal errors                                [===================================>

Ask for explanation: Tuesday 10 June (one week from the announcement on Monday 2 June, moved, § 11-8), D-EXPL-REQ
Appeal the grade: Monday 7 July (three weeks from the explanation given on Monday 16 June, § 11-10), D-APP-EXT; \
chosen before D-APP 2025-06-23, D-APP-UNIT 2025-06-30
Formal errors: Monday 7 July (three weeks from the explanation given on Monday 16 June, § 11-9), D-FORMAL-EXT"""


NARROW_PICTURE = """\
2025-06-02                2025-07-07
+-------+-----+------+------+------+
Ask for explanation
[=======>
Appeal the grade
              [======x======x======>
Formal errors
              [====================>"""


def clocks(known: ResultDates = KNOWN) -> ThreeClocks:
    return three_clocks(known, NEW)


def running(language: Language = Language.EN) -> tuple[Row, ...]:
    return rows_of(clocks(), language)


def pending() -> tuple[Row, ...]:
    return rows_of(clocks(WAITING), Language.NN)


def bars(rows: Sequence[Row]) -> list[str]:
    return [line[LONGEST_LABEL + 1 :] for line in as_text(rows).splitlines()[2 : 2 + len(rows)]]


def span(left: str, right: str, *lost: str) -> Row:
    return Row("A", "a", day(left), day(right), tuple(day(text) for text in lost))


class TestRows:
    def test_a_row_has_its_start_its_end_and_what_lost(self) -> None:
        row = running()[1]
        assert (row.start, row.end) == (day("Mon 2025-06-16"), day("Mon 2025-07-07"))
        assert row.lost == (day("Mon 2025-06-23"), day("Mon 2025-06-30"))

    def test_a_clock_that_stands_still_says_why(self) -> None:
        row = pending()[1]
        assert (row.start, row.end, row.lost) == (None, None, ())
        assert row.says == "ingen klagefrist går medan vi ventar på grunngjevinga (§ 11-10), D-APP-PEND"

    @pytest.mark.parametrize(
        ("language", "names"),
        [
            (Language.NB, ["Be om begrunnelse", "Klage på karakter", "Klage, formelle feil"]),
            (Language.NN, ["Be om grunngjeving", "Klage på karakter", "Klage, formelle feil"]),
            (Language.EN, ["Ask for explanation", "Appeal the grade", "Formal errors"]),
        ],
    )
    def test_every_clock_has_a_name_that_fits(self, language: Language, names: list[str]) -> None:
        assert [clock_name(name, language) for name, _ in clocks().named] == names
        assert max(map(len, names)) <= LONGEST_LABEL

    def test_what_lost_is_told_in_the_readers_language(self) -> None:
        says = [running(language)[1].says for language in (Language.NB, Language.NN)]
        assert "; valgt framfor D-APP 2025-06-23" in says[0]
        assert "; vald framfor D-APP 2025-06-23" in says[1]


class TestText:
    def test_the_picture_is_as_drawn_by_hand(self) -> None:
        assert as_text(running()) == PICTURE

    def test_a_scale_that_does_not_start_at_nothing_counts_from_its_left(self) -> None:
        scale = Scale(day("Mon 2025-06-02"), day("Thu 2025-06-12"), 10, 30)
        assert [scale.at(day(text)) for text in ("Mon 2025-06-02", "Sat 2025-06-07", "Thu 2025-06-12")] == [10, 20, 30]

    def test_a_scale_of_one_day_and_its_next_reaches_its_right(self) -> None:
        assert Scale(day("Mon 2025-06-02"), day("Tue 2025-06-03"), 0, 30).at(day("Tue 2025-06-03")) == 30

    def test_a_clock_that_stands_still_is_dotted(self) -> None:
        assert bars(pending())[1] == ". . " * 15 + "."

    def test_without_any_day_only_the_words_are_left(self) -> None:
        assert as_text([Row("A", "nothing runs")]) == "A: nothing runs"

    def test_the_words_of_rows_without_days_stand_under_each_other(self) -> None:
        assert as_text([Row("A", "one"), Row("B", "two")]) == "A: one\nB: two"

    def test_a_clock_with_an_end_alone_is_dotted(self) -> None:
        row = Row("A", "a", None, day("Mon 2025-06-16"))
        assert bars([row, span("Mon 2025-06-02", "Mon 2025-06-16")])[0] == ". " * 30 + "."

    def test_a_clock_of_one_day_is_one_mark(self) -> None:
        assert bars([span("Mon 2025-06-02", "Mon 2025-06-02")]) == ["#"]

    def test_an_end_that_lost_outside_the_bar_is_not_marked(self) -> None:
        row = span("Mon 2025-06-09", "Mon 2025-06-16", "Mon 2025-06-02", "Mon 2025-06-16", "Mon 2025-06-09")
        assert bars([row]) == [" " * 30 + "[" + "=" * 29 + ">"]

    def test_days_too_near_for_their_names_are_left_out(self) -> None:
        rows = [span("Mon 2025-06-02", "Wed 2025-06-04"), span("Tue 2025-06-03", "Mon 2025-08-04")]
        assert as_text(rows).splitlines()[0].split() == ["2025-06-02", "2025-08-04"]

    def test_a_day_next_to_the_last_is_left_out(self) -> None:
        rows = [span("Mon 2025-06-02", "Fri 2025-08-01"), span("Tue 2025-06-03", "Mon 2025-08-04")]
        assert as_text(rows).splitlines()[0].split() == ["2025-06-02", "2025-08-04"]

    def test_two_days_never_touch_each_other(self) -> None:
        rows = [span("Mon 2025-06-02", "Tue 2025-07-22"), span("Mon 2025-06-02", "Fri 2025-08-01")]
        assert as_text(rows).splitlines()[0].split() == ["2025-06-02", "2025-08-01"]

    @given(ANY_ROWS)
    def test_the_last_day_of_the_scale_is_always_named(self, rows: list[Row]) -> None:
        days = sorted({each for row in rows for each in (row.start, row.end, *row.lost) if each})
        named = as_text(rows).splitlines()[0].split()
        assert named[-1] == str(days[-1])
        assert named == sorted(set(named))

    def test_in_slack_each_bar_stands_under_its_name(self) -> None:
        assert as_narrow_text(running()) == NARROW_PICTURE

    def test_in_slack_nothing_is_drawn_without_a_day(self) -> None:
        assert as_narrow_text([Row("A", "nothing runs")]) == ""

    @given(ANY_ROWS)
    def test_in_slack_no_line_is_wider_than_a_telephone(self, rows: list[Row]) -> None:
        assert max(map(len, as_narrow_text(rows).splitlines())) <= NARROW

    @given(ANY_ROWS)
    def test_every_bar_stays_within_the_scale(self, rows: list[Row]) -> None:
        assert all(len(bar) <= WIDTH and bar[-1] in ">#" for bar in bars(rows))
