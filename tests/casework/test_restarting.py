"""Three clocks and what restarts each: a table of every fact against every clock (§ 11-9 sixth paragraph, § 11-10 first)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import is_working_day
from casework.deadlines.chain import ResultDates
from casework.deadlines.restarting import (
    ThreeClocks,
    cap_of_late_appeal,
    explanation_deadline,
    formal_deadline,
    three_clocks,
)
from casework.deadlines.value import Deadline
from casework.exams import Form
from casework.laws import law
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
ANNOUNCED = ResultDates(announced=day("Mon 2025-06-02"))
DAYS = st.dates(date(2024, 8, 1), date(2026, 12, 31))
MAYBE = st.none() | DAYS


def after(**days: str) -> ResultDates:
    changes: dict[str, Any] = {key: day(text) for key, text in days.items()}
    return ANNOUNCED._replace(**changes)


def clocks(**days: str) -> ThreeClocks:
    return three_clocks(after(**days), NEW)


def shown(deadline: Deadline) -> tuple[str, object]:
    return deadline.rule, deadline.why or deadline.date


ASKED = {"explanation_requested": "Tue 2025-06-03"}
EXPLAINED = {**ASKED, "explanation_given": "Mon 2025-06-16"}
COMPLAINED = {"formal_complaint_received": "Tue 2025-06-10"}
DECIDED = {**COMPLAINED, "formal_decision_received": "Tue 2025-07-01"}
APPEALED = {"appeal_received": "Wed 2025-06-18"}
TOLD = {**APPEALED, "appeal_told": "Mon 2025-08-04"}
KNOWN = {"formal_error_known": "Wed 2025-06-04"}


class TestThreeClocks:
    """L-08: the request for an explanation, the complaint and the appeal each restart the others."""

    @pytest.mark.parametrize(
        ("facts", "rule", "expected"),
        [
            ({}, "D-EXPL-REQ", "Tue 2025-06-10"),
            (DECIDED, "D-EXPL-REQ", "Tue 2025-06-10"),
            (APPEALED, "D-EXPL-REQ", "Tue 2025-06-10"),
            (TOLD, "D-NEWEXPL", "Mon 2025-08-11"),
            ({"regraded": "Fri 2025-07-25"}, "D-NEWEXPL", "Fri 2025-08-01"),
            ({**TOLD, "regraded": "Fri 2025-07-25"}, "D-NEWEXPL", "Mon 2025-08-11"),
        ],
    )
    def test_a_new_grade_restarts_the_explanation(self, facts: dict[str, str], rule: str, expected: str) -> None:
        assert shown(clocks(**facts).explanation) == (rule, day(expected))

    @pytest.mark.parametrize(
        ("facts", "rule", "expected"),
        [
            ({}, "D-APP", "Mon 2025-06-23"),
            (EXPLAINED, "D-APP-EXT", "Mon 2025-07-07"),
            (DECIDED, "D-APP-FORMAL", "Tue 2025-07-22"),
            ({**EXPLAINED, **DECIDED}, "D-APP-FORMAL", "Tue 2025-07-22"),
            (APPEALED, "D-APP", "Mon 2025-06-23"),
            ({**DECIDED, "regraded": "Fri 2025-07-25"}, "D-APP-REGRADE", "Fri 2025-08-15"),
            ({**TOLD, "regraded": "Mon 2025-08-18"}, "D-APP-REGRADE", "Mon 2025-09-08"),
            ({**TOLD, "regraded": "Mon 2025-08-04"}, "D-APP-REGRADE", "Mon 2025-08-25"),
        ],
    )
    def test_explanation_and_decision_restart_the_appeal(self, facts: dict[str, str], rule: str, expected: str) -> None:
        assert shown(clocks(**facts).appeal) == (rule, day(expected))

    @pytest.mark.parametrize(
        ("facts", "rule", "why"),
        [
            (ASKED, "D-APP-PEND", "explanation_pending"),
            (COMPLAINED, "D-APP-PEND", "formal_pending"),
            (TOLD, "D-APP-FINAL", "final"),
            ({**TOLD, "regraded": "Fri 2025-08-01"}, "D-APP-FINAL", "final"),
        ],
    )
    def test_what_is_open_or_final_stops_the_appeal(self, facts: dict[str, str], rule: str, why: str) -> None:
        assert shown(clocks(**facts).appeal) == (rule, why)

    @pytest.mark.parametrize(
        ("facts", "rule", "expected"),
        [
            (KNOWN, "D-FORMAL", "Wed 2025-06-25"),
            (EXPLAINED, "D-FORMAL-EXT", "Mon 2025-07-07"),
            ({**KNOWN, **EXPLAINED}, "D-FORMAL-EXT", "Mon 2025-07-07"),
            (TOLD, "D-FORMAL-EXT", "Mon 2025-08-25"),
            ({**EXPLAINED, **TOLD}, "D-FORMAL-EXT", "Mon 2025-08-25"),
            ({**EXPLAINED, "formal_error_known": "Wed 2025-06-18"}, "D-FORMAL", "Wed 2025-07-09"),
            ({**EXPLAINED, "formal_error_known": "Mon 2025-06-16"}, "D-FORMAL-EXT", "Mon 2025-07-07"),
        ],
    )
    def test_explanation_and_result_restart_the_complaint(
        self, facts: dict[str, str], rule: str, expected: str
    ) -> None:
        assert shown(clocks(**facts).formal_error) == (rule, day(expected))

    @pytest.mark.parametrize(
        ("facts", "why"),
        [
            ({}, "knowledge_unknown"),
            (DECIDED, "knowledge_unknown"),
            ({**KNOWN, **ASKED}, "formal_explanation_pending"),
            ({**KNOWN, **APPEALED}, "formal_appeal_pending"),
            ({**TOLD, "appeal_received": "Mon 2025-08-11"}, "formal_appeal_pending"),
        ],
    )
    def test_what_is_open_or_unknown_stops_the_complaint(self, facts: dict[str, str], why: str) -> None:
        """X-19: never computed from the announcement alone."""
        assert shown(clocks(**facts).formal_error) == ("D-FORMAL", why)

    def test_an_appeal_told_on_the_day_of_the_next_is_not_open(self) -> None:
        assert clocks(**{**TOLD, "appeal_received": "Mon 2025-08-04"}).formal_error.rule == "D-FORMAL-EXT"

    def test_an_explanation_of_the_new_grade_is_asked_for_in_time(self) -> None:
        found = clocks(**TOLD, explanation_requested="Fri 2025-08-08")
        assert found.formal_error.why == "formal_explanation_pending"

    def test_a_late_request_restarts_nothing(self) -> None:
        """I4."""
        found = clocks(**KNOWN, explanation_requested="Wed 2025-06-11", explanation_given="Mon 2025-06-16")
        assert shown(found.formal_error) == ("D-FORMAL", day("Wed 2025-06-25"))
        assert shown(found.appeal) == ("D-APP", day("Mon 2025-06-23"))

    def test_a_late_request_that_is_open_stops_no_complaint(self) -> None:
        found = clocks(**KNOWN, explanation_requested="Wed 2025-06-11")
        assert shown(found.formal_error) == ("D-FORMAL", day("Wed 2025-06-25"))

    def test_what_lost_is_kept_for_the_reader(self) -> None:
        found = clocks(**EXPLAINED, **TOLD, **KNOWN)
        assert [lost.rule for lost in found.explanation.over] == ["D-EXPL-REQ"]
        assert [lost.rule for lost in found.formal_error.over] == ["D-FORMAL"]

    def test_a_new_grade_of_an_unknown_announcement_replaces_nothing(self) -> None:
        known = ResultDates(regraded=day("Fri 2025-07-25"))
        assert explanation_deadline(known, NEW).over == ()

    def test_a_deadline_that_was_told_reaches_its_clock(self) -> None:
        assert three_clocks(ANNOUNCED, NEW, shown=day("Mon 2025-06-30")).appeal.rule == "D-APP-SHOWN"

    @pytest.mark.parametrize(
        ("shown", "rule"), [("Thu 2025-06-12", "D-EXPL-REQ-SHOWN"), ("Tue 2025-06-03", "D-EXPL-REQ")]
    )
    def test_a_day_told_for_asking_for_an_explanation_is_never_shortened(self, shown: str, rule: str) -> None:
        assert three_clocks(ANNOUNCED, NEW, shown_request=day(shown)).explanation.rule == rule

    def test_a_request_by_the_day_that_was_told_is_in_time(self) -> None:
        known = after(explanation_requested="Thu 2025-06-12")
        assert three_clocks(known, NEW, shown_request=day("Thu 2025-06-12")).appeal.why == "explanation_pending"

    def test_a_tolerance_reaches_its_clock_and_is_none_by_itself(self) -> None:
        oral = ANNOUNCED._replace(form=Form.ORAL)
        ends = [three_clocks(oral, NEW), three_clocks(oral, NEW, oral_tolerance_days=1)]
        assert [clock.explanation.date for clock in ends] == [day("Mon 2025-06-02"), day("Tue 2025-06-03")]
        assert explanation_deadline(oral, NEW).date == day("Mon 2025-06-02")

    def test_a_tolerance_is_cited_from_where_the_institution_sets_it(self) -> None:
        known = ResultDates(form=Form.ORAL, announced=day("Mon 2025-06-02"))
        found = three_clocks(known, NEW, oral_tolerance_days=1, tolerated=NEW.board).explanation
        assert (found.provision, found.date) == (NEW.board, day("Tue 2025-06-03"))

    def test_the_clocks_are_named_in_the_order_of_the_act(self) -> None:
        found = clocks()
        assert found.named == (
            ("explanation", found.explanation),
            ("appeal", found.appeal),
            ("formal_error", found.formal_error),
        )

    @pytest.mark.parametrize(("act", "section"), [(OLD, "§ 5-2"), (NEW, "§ 11-9")])
    def test_both_acts_have_the_complaints_clock(self, act: Any, section: str) -> None:
        known = after(**KNOWN)
        assert formal_deadline(known, explanation_deadline(known, act), act).section == section

    @given(
        st.fixed_dictionaries(
            {
                "announced": DAYS,
                "explanation_requested": MAYBE,
                "explanation_given": MAYBE,
                "formal_error_known": MAYBE,
                "appeal_received": MAYBE,
                "appeal_told": MAYBE,
                "regraded": MAYBE,
            }
        ).map(lambda facts: ResultDates(**facts))
    )
    def test_no_clock_of_a_student_ends_on_a_closed_day(self, known: ResultDates) -> None:
        """I1."""
        ends = [deadline.date for _, deadline in three_clocks(known, NEW).named if deadline.date]
        assert all(is_working_day(end) for end in ends)

    @given(DAYS, DAYS, DAYS)
    def test_a_later_answer_never_gives_an_earlier_deadline(self, announced: date, one: date, other: date) -> None:
        first, second = sorted((one, other))
        known = ResultDates(announced=announced, explanation_given=first, appeal_told=None)
        early, late = three_clocks(known, NEW), three_clocks(known._replace(explanation_given=second), NEW)
        assert early.appeal.last_day <= late.appeal.last_day
        assert early.formal_error.last_day <= late.formal_error.last_day


class TestCapOfLateAppeals:
    """D-LATE-CAP: a year from the grade that can be appealed, or the last day to appeal where that is later (§ 31)."""

    def cap(self, **facts: Any) -> Deadline | None:
        known = after(**facts)._replace(appealed_as="course")
        return cap_of_late_appeal(known, three_clocks(known, NEW).appeal, NEW)

    @pytest.mark.parametrize(
        ("course", "start", "reason"),
        [
            ("Fri 2025-05-30", "Mon 2025-06-02", "announcement"),
            ("Mon 2025-06-02", "Mon 2025-06-02", "announcement"),
            ("Tue 2025-06-03", "Tue 2025-06-03", "whole_course"),
        ],
    )
    def test_the_later_grade_starts_the_year_and_of_two_on_a_day_the_first(
        self, course: str, start: str, reason: str
    ) -> None:
        found = self.cap(whole_course=course)
        assert found is not None
        assert (found.start, found.start_reason) == (day(start), reason)

    @pytest.mark.parametrize(
        ("fixed", "reason"), [("Tue 2026-06-02", "announcement"), ("Wed 2026-06-03", "last_to_appeal")]
    )
    def test_only_a_deadline_after_the_year_takes_its_place(self, fixed: str, reason: str) -> None:
        found = self.cap(whole_course="Mon 2025-06-02", unit_deadline=fixed)
        assert found is not None
        assert (found.rule, found.date, found.start_reason) == ("D-LATE-CAP", day(fixed), reason)
