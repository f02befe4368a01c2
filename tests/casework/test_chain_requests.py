"""The request for an explanation within the chain: until when it may come, and until when it must be met."""

from typing import Any

import pytest

from casework.deadlines.chain import ResultDates, appeal_deadline, due_deadline, request_deadline
from casework.deadlines.explanations import Pause
from casework.laws import law
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
ANNOUNCED = ResultDates(announced=day("Mon 2025-06-02"))


def with_days(known: ResultDates = ANNOUNCED, **days: str) -> ResultDates:
    changes: dict[str, Any] = {key: day(text) for key, text in days.items()}
    return known._replace(**changes)


class TestOldSection53Knowledge:
    """§ 5-3 first paragraph of the act of 2005: knowledge prolongs the week, and never shortens it."""

    @pytest.mark.parametrize(
        ("known", "rule", "expected"),
        [
            ("Wed 2019-06-12", "D-EXPL-REQ-OLD", "Wed 2019-06-19"),
            ("Mon 2019-06-03", "D-EXPL-REQ-OLD", "Tue 2019-06-11"),
            ("Mon 2019-08-12", "D-EXPL-REQ-OLD", "Mon 2019-06-24"),
        ],
    )
    def test_the_week_counts_from_knowledge(self, known: str, rule: str, expected: str) -> None:
        facts = with_days(announced="Mon 2019-06-03", grade_known=known)
        assert (request_deadline(facts, OLD).rule, request_deadline(facts, OLD).date) == (rule, day(expected))

    def test_a_later_individual_start_is_not_cut_short(self) -> None:
        facts = with_days(announced="Mon 2019-06-03", grade_known="Tue 2019-06-04", individual_start="Mon 2019-06-17")
        assert (request_deadline(facts, OLD).rule, request_deadline(facts, OLD).date) == (
            "D-EXPL-REQ",
            day("Mon 2019-06-24"),
        )

    def test_the_act_of_2024_asks_for_no_knowledge(self) -> None:
        assert request_deadline(with_days(grade_known="Wed 2025-06-11"), NEW).rule == "D-EXPL-REQ"

    def test_knowledge_without_an_announcement_counts_nothing(self) -> None:
        facts = ResultDates(individual_start=day("Mon 2019-06-17"), grade_known=day("Mon 2019-06-17"))
        assert request_deadline(facts, OLD).rule == "D-EXPL-REQ"


class TestTakenAsInTime:
    """Decision 6: a late request that a person has excused, and one that was in time once."""

    LATE = with_days(explanation_requested="Fri 2025-06-13")._replace(taken_as_in_time=True)

    def test_no_appeal_deadline_runs_while_it_is_open(self) -> None:
        assert appeal_deadline(self.LATE, request_deadline(self.LATE, NEW), NEW).why == "explanation_pending"

    def test_it_extends_as_any_other(self) -> None:
        given = self.LATE._replace(explanation_given=day("Mon 2025-06-23"))
        found = appeal_deadline(given, request_deadline(given, NEW), NEW)
        assert (found.rule, found.date, found.notes) == ("D-APP-EXT", day("Mon 2025-07-14"), ())


class TestPausedExplanation:
    """Forvaltningslovforskriften §§ 37 and 38 within the chain."""

    def test_pauses_of_the_student_reach_the_due_date(self) -> None:
        pause = Pause(day("Wed 2025-06-04"), day("Fri 2025-06-06"))
        known = with_days(explanation_requested="Tue 2025-06-03")._replace(pauses=(pause,))
        due = due_deadline(known, request_deadline(known, NEW), NEW)
        assert due is not None
        assert (due.rule, due.date, due.notes) == ("D-EXPL-DUE-STOP", day("Thu 2025-06-19"), ())

    def test_a_late_request_is_marked_though_paused(self) -> None:
        pause = Pause(day("Thu 2025-06-12"))
        known = with_days(explanation_requested="Wed 2025-06-11")._replace(pauses=(pause,))
        due = due_deadline(known, request_deadline(known, NEW), NEW)
        assert due is not None
        assert (due.why, due.notes) == ("paused", ("late_request",))

    def test_without_a_request_nothing_is_due(self) -> None:
        assert due_deadline(ANNOUNCED, request_deadline(ANNOUNCED, NEW), NEW) is None
