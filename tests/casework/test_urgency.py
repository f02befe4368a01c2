"""What presses, in which order, and on which morning: a table of days counted from Friday 4 December 2026."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.records import Line
from casework.rulebook import rulebook
from casework.urgency import Warn, courses_without, has_nobody, ordered, pressing

TODAY = date(2026, 12, 4)
NTNU = rulebook("ntnu")


def line(number: int = 1, **changes: object) -> Line:
    plain = Line(
        number=number,
        kind="explanation",
        status="with_grader",
        course="TDT4100",
        part="",
        term="2026H",
        candidate="1",
        explanation_form="written",
        received=datetime(2026, 11, 20, tzinfo=UTC),
        due=None,
        target=None,
        interim_due=None,
        promised=None,
        grader_id=7,
        handler_id=None,
        marks="",
    )
    return plain._replace(**changes)


def appeal(number: int = 1, **changes: object) -> Line:
    return line(number, **{"kind": "appeal", "status": "with_commission", "grader_id": None, **changes})


def away(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (line(due=away(4)), None),
        (line(due=away(3)), Warn.EXPLANATION),
        (line(due=away(0)), Warn.EXPLANATION),
        (line(due=away(-1)), Warn.OVERDUE),
        (line(due=None), None),
        (line(due=away(9), interim_due=away(2)), None),
        (line(due=away(-9), promised=away(5)), Warn.OVERDUE),
        (appeal(interim_due=away(8)), None),
        (appeal(interim_due=away(7)), Warn.REPLY_SOON),
        (appeal(interim_due=away(4)), Warn.REPLY_SOON),
        (appeal(interim_due=away(3)), Warn.REPLY_NEXT),
        (appeal(interim_due=away(0)), Warn.REPLY_NEXT),
        (appeal(interim_due=away(-1)), Warn.OVERDUE),
        (appeal(promised=away(2), interim_due=away(2)), Warn.REPLY_NEXT),
        (appeal(promised=away(-2)), Warn.OVERDUE),
    ],
)
def test_a_case_presses_from_the_rulebooks_days_on(case: Line, expected: Warn | None) -> None:
    assert [each.warn for each in pressing([case], NTNU, TODAY, {})] == ([expected] if expected else [])


@pytest.mark.parametrize(("days", "expected"), [(15, []), (14, [Warn.NEXT_EXAM])])
def test_the_next_exam_presses_when_it_is_near(days: int, expected: list[Warn]) -> None:
    found = pressing([appeal(interim_due=away(20))], NTNU, TODAY, {"TDT4100": away(days)})
    assert [each.warn for each in found] == expected


def test_the_days_are_the_rulebooks() -> None:
    patient = NTNU.model_copy(update={"warn_explanation_days": 1, "warn_month_days": (2, 1), "warn_exam_days": 0})
    lines = [line(due=away(3)), appeal(interim_due=away(3))]
    assert pressing(lines, patient, TODAY, {"TDT4100": away(5)}) == []


def test_what_is_overdue_stands_on_top_and_then_by_kind_and_day() -> None:
    lines = [
        appeal(1, interim_due=away(6)),
        appeal(2, interim_due=away(2)),
        line(3, due=away(3)),
        line(4, due=away(1)),
        line(5, due=away(-3)),
        appeal(6, promised=away(-5)),
    ]
    assert [each.line.number for each in pressing(lines, NTNU, TODAY, {})] == [6, 5, 4, 3, 2, 1]


def test_a_list_that_is_cut_hides_neither_what_presses_nor_what_nobody_has() -> None:
    lines = [line(1), line(2), line(3, grader_id=None, status="received"), line(4, due=away(2))]
    assert [each.number for each in ordered(lines, pressing(lines, NTNU, TODAY, {}))] == [4, 3, 1, 2]


@pytest.mark.parametrize(
    ("case", "expected"),
    [(line(), False), (appeal(), False), (appeal(status="to_assign"), True), (line(grader_id=None), True)],
)
def test_a_case_has_somebody_when_a_grader_or_a_commission_has_it(case: Line, expected: bool) -> None:
    assert has_nobody(case) is expected


def test_courses_whose_next_exam_nobody_knows_are_counted_once() -> None:
    assert courses_without([line(1), line(2), line(3, course="X")], {"X": away(90)}) == 1
