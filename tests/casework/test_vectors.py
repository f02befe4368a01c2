"""The derived vectors, each by its name: V1 to V12 count four lengths from one start, A6 gives a rule and its event. All with weekdays."""

from datetime import date

import pytest

from casework.deadlines import duties, students
from casework.deadlines.counting import end_of
from casework.deadlines.value import Deadline
from casework.laws import Length, law
from casework.rulebook import AppealTarget
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
FOUR_WEEKS = AppealTarget(length=Length(4, "weeks"), counted_from="receipt")


def ask(start: date) -> Deadline:
    return students.explanation_request(start, "announcement", NEW)


def explain(start: date) -> Deadline:
    return duties.explanation_due(start, NEW)


def appeal(start: date) -> Deadline:
    return students.appeal(start, NEW)


def appeal_after_explanation(start: date) -> Deadline:
    return students.appeal_after_explanation(start, OLD)


def old_appeal(start: date) -> Deadline:
    return students.appeal(start, OLD)


def old_grading(start: date) -> Deadline:
    return duties.first_grading(start, OLD)


def new_grading(start: date) -> Deadline:
    return duties.first_grading(start, NEW)


def interim(start: date) -> Deadline:
    return duties.interim_reply(start, NEW)


def four_weeks(start: date) -> Deadline:
    found = duties.regrading_target(FOUR_WEEKS, start, None, NEW)
    assert found is not None
    return found


class TestV1ToV12:
    """Start; 7, 14 and 21 days with their move; the month without one."""

    @pytest.mark.parametrize(
        ("start", "one_week", "two_weeks", "three_weeks", "month"),
        [
            pytest.param(*row, id=f"V{number}")
            for number, row in enumerate(
                [
                    ("Tue 2024-12-03", "Tue 2024-12-10", "Tue 2024-12-17", "Tue 2024-12-24", "Fri 2025-01-03"),
                    ("Wed 2024-12-04", "Wed 2024-12-11", "Wed 2024-12-18", "Fri 2024-12-27", "Sat 2025-01-04"),
                    ("Tue 2024-12-10", "Tue 2024-12-17", "Tue 2024-12-24", "Tue 2024-12-31", "Fri 2025-01-10"),
                    ("Wed 2024-12-11", "Wed 2024-12-18", "Fri 2024-12-27", "Thu 2025-01-02", "Sat 2025-01-11"),
                    ("Wed 2024-12-18", "Fri 2024-12-27", "Thu 2025-01-02", "Wed 2025-01-08", "Sat 2025-01-18"),
                    ("Thu 2024-12-19", "Fri 2024-12-27", "Thu 2025-01-02", "Thu 2025-01-09", "Sun 2025-01-19"),
                    ("Thu 2025-12-18", "Mon 2025-12-29", "Fri 2026-01-02", "Thu 2026-01-08", "Sun 2026-01-18"),
                    ("Mon 2023-12-04", "Mon 2023-12-11", "Mon 2023-12-18", "Wed 2023-12-27", "Thu 2024-01-04"),
                    ("Thu 2025-03-27", "Thu 2025-04-03", "Thu 2025-04-10", "Tue 2025-04-22", "Sun 2025-04-27"),
                    ("Fri 2025-03-28", "Fri 2025-04-04", "Fri 2025-04-11", "Tue 2025-04-22", "Mon 2025-04-28"),
                    ("Mon 2025-03-31", "Mon 2025-04-07", "Mon 2025-04-14", "Tue 2025-04-22", "Wed 2025-04-30"),
                    ("Thu 2025-04-10", "Tue 2025-04-22", "Thu 2025-04-24", "Fri 2025-05-02", "Sat 2025-05-10"),
                ],
                start=1,
            )
        ],
    )
    def test_four_lengths_from_one_start(
        self, start: str, one_week: str, two_weeks: str, three_weeks: str, month: str
    ) -> None:
        begun = day(start)
        assert [ask(begun).date, explain(begun).date, appeal(begun).date] == [
            *map(day, (one_week, two_weeks, three_weeks))
        ]
        assert interim(begun).raw == end_of(begun, Length(1, "months")) == day(month)

    def test_v2_the_month_that_ends_on_a_saturday_is_sent_on_friday(self) -> None:
        assert interim(day("Wed 2024-12-04")).date == day("Fri 2025-01-03")

    @pytest.mark.parametrize(
        ("held", "working_days", "weeks"),
        [
            ("Thu 2024-12-05", "Mon 2024-12-30", "Fri 2024-12-27"),
            ("Fri 2025-12-05", "Tue 2025-12-30", "Mon 2025-12-29"),
            ("Wed 2025-05-28", "Fri 2025-06-20", "Wed 2025-06-18"),
        ],
    )
    def test_fifteen_working_days_beside_three_weeks(self, held: str, working_days: str, weeks: str) -> None:
        assert [new_grading(day(held)).date, old_grading(day(held)).date] == [day(working_days), day(weeks)]


class TestA6:
    """Rule, event, raw last day, days passed over, last day."""

    @pytest.mark.parametrize(
        ("rule", "event", "raw", "passed", "last"),
        [
            pytest.param(rule, event, raw, passed, last, id=f"A6-{number} {rule.__name__}")
            for number, (rule, event, raw, passed, last) in enumerate(
                [
                    (old_appeal, "Tue 2017-12-05", "Tue 2017-12-26", 1, "Wed 2017-12-27"),
                    (old_grading, "Fri 2018-11-30", "Fri 2018-12-21", 0, "Fri 2018-12-21"),
                    (appeal_after_explanation, "Wed 2017-12-13", "Wed 2018-01-03", 0, "Wed 2018-01-03"),
                    (ask, "Thu 2025-12-18", "Thu 2025-12-25", 4, "Mon 2025-12-29"),
                    (appeal, "Fri 2025-12-05", "Fri 2025-12-26", 3, "Mon 2025-12-29"),
                    (appeal, "Thu 2026-03-12", "Thu 2026-04-02", 5, "Tue 2026-04-07"),
                    (appeal, "Fri 2026-04-10", "Fri 2026-05-01", 3, "Mon 2026-05-04"),
                    (explain, "Thu 2026-03-19", "Thu 2026-04-02", 5, "Tue 2026-04-07"),
                    (explain, "Sun 2026-05-03", "Sun 2026-05-17", 1, "Mon 2026-05-18"),
                    (explain, "Fri 2026-12-11", "Fri 2026-12-25", 3, "Mon 2026-12-28"),
                    (interim, "Sat 2026-01-31", "Sat 2026-02-28", 1, "Fri 2026-02-27"),
                    (interim, "Wed 2024-01-31", "Thu 2024-02-29", 0, "Thu 2024-02-29"),
                    (interim, "Thu 2026-12-31", "Sun 2027-01-31", 2, "Fri 2027-01-29"),
                    (interim, "Tue 2026-06-30", "Thu 2026-07-30", 0, "Thu 2026-07-30"),
                    (appeal, "Fri 2026-03-20", "Fri 2026-04-10", 0, "Fri 2026-04-10"),
                    (appeal, "Sat 2026-01-10", "Sat 2026-01-31", 2, "Mon 2026-02-02"),
                    (four_weeks, "Thu 2026-01-15", "Thu 2026-02-12", 0, "Thu 2026-02-12"),
                    (interim, "Thu 2026-01-15", "Sun 2026-02-15", 2, "Fri 2026-02-13"),
                    (new_grading, "Fri 2025-12-05", "Tue 2025-12-30", 0, "Tue 2025-12-30"),
                    (old_grading, "Fri 2025-12-05", "Fri 2025-12-26", 3, "Mon 2025-12-29"),
                    (new_grading, "Wed 2026-03-25", "Mon 2026-04-20", 0, "Mon 2026-04-20"),
                    (old_grading, "Wed 2026-03-25", "Wed 2026-04-15", 0, "Wed 2026-04-15"),
                ],
                start=1,
            )
        ],
    )
    def test_the_last_day_and_what_was_passed_over(self, rule, event: str, raw: str, passed: int, last: str) -> None:
        found = rule(day(event))
        assert (found.raw, found.date, len(found.moved)) == (day(raw), day(last), passed)

    def test_our_own_target_before_easter(self) -> None:
        assert explain(day("Thu 2026-03-19")).target == day("Wed 2026-04-01")


class TestSection41LocalTargets:
    """The example of targets that count from the appeal deadline: the interim reply is due though nobody is late (OsloMet)."""

    def test_the_interim_reply_comes_before_the_target(self) -> None:
        target = AppealTarget(length=Length(4, "weeks"), counted_from="appeal_deadline")
        announced = day("Mon 2025-06-02")
        found = duties.regrading_target(target, announced, appeal(announced).date, NEW)
        assert found is not None
        assert (found.date, interim(announced).date) == (day("Mon 2025-07-21"), day("Wed 2025-07-02"))
