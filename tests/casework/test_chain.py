"""Which date wins: § 11-10 against the institution's own dates, what is open, and what has been told."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import is_working_day
from casework.deadlines import students
from casework.deadlines.chain import (
    Choice,
    ResultDates,
    appeal_deadline,
    asked_in_time,
    due_deadline,
    put_together,
    request_deadline,
)
from casework.deadlines.value import Deadline
from casework.exams import Form
from casework.laws import law
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
ANNOUNCED = ResultDates(announced=day("Mon 2025-06-02"))
DAYS = st.dates(date(2024, 8, 1), date(2026, 12, 31))
MAYBE = st.none() | DAYS
HISTORIES = st.fixed_dictionaries(
    {
        "announced": DAYS,
        "protocol_created": MAYBE,
        "individual_start": MAYBE,
        "unit_deadline": MAYBE,
        "explanation_requested": MAYBE,
        "explanation_given": MAYBE,
        "formal_complaint_received": MAYBE,
        "formal_decision_received": MAYBE,
    }
).map(lambda facts: ResultDates(**facts))


def appeal(known: ResultDates, shown: date | None = None) -> Deadline:
    return appeal_deadline(known, request_deadline(known, NEW), NEW, shown)


def with_days(known: ResultDates = ANNOUNCED, **days: str) -> ResultDates:
    changes: dict[str, Any] = {key: day(text) for key, text in days.items()}
    return known._replace(**changes)


class TestSection1110Pending:
    """§ 11-10 first paragraph: while an answer is awaited no deadline runs."""

    @pytest.mark.demand("A-038")
    def test_an_open_explanation_stops_the_deadline(self) -> None:
        known = with_days(announced="Tue 2024-12-03", explanation_requested="Mon 2024-12-09")
        assert (appeal(known).date, appeal(known).why) == (None, "explanation_pending")

    @pytest.mark.demand("A-010", "A-043")
    def test_the_explanation_given_starts_three_weeks(self) -> None:
        known = with_days(
            announced="Tue 2024-12-03", explanation_requested="Mon 2024-12-09", explanation_given="Mon 2025-01-06"
        )
        assert (appeal(known).rule, appeal(known).date) == ("D-APP-EXT", day("Mon 2025-01-27"))

    def test_an_open_complaint_stops_even_a_unit_date(self) -> None:
        known = with_days(formal_complaint_received="Tue 2025-06-10", unit_deadline="Mon 2025-09-01")
        assert (appeal(known).date, appeal(known).why) == (None, "formal_pending")

    def test_an_open_explanation_stops_even_a_unit_date(self) -> None:
        known = with_days(explanation_requested="Tue 2025-06-10", unit_deadline="Mon 2025-09-01")
        assert appeal(known).why == "explanation_pending"


class TestSection118LateRequest:
    """§ 11-8 first paragraph: asked for on day eight."""

    def test_the_moved_last_day_is_still_in_time(self) -> None:
        known = with_days(explanation_requested="Tue 2025-06-10")  # Monday was 2. pinsedag
        assert asked_in_time(known, request_deadline(known, NEW))

    def test_a_late_request_stops_nothing(self) -> None:
        known = with_days(explanation_requested="Wed 2025-06-11")
        assert (appeal(known).rule, appeal(known).date) == ("D-APP", day("Mon 2025-06-23"))
        assert appeal(known).notes == ("late_request",)

    def test_a_late_request_that_is_answered_extends_nothing(self) -> None:
        known = with_days(explanation_requested="Wed 2025-06-11", explanation_given="Fri 2025-06-20")
        assert appeal(known).date == day("Mon 2025-06-23")

    def test_a_late_request_is_still_owed_a_persons_look(self) -> None:
        known = with_days(explanation_requested="Wed 2025-06-11")
        due = due_deadline(known, request_deadline(known, NEW), NEW)
        assert due is not None
        assert (due.date, due.notes) == (day("Wed 2025-06-25"), ("late_request",))

    @given(HISTORIES, DAYS)
    def test_a_late_request_changes_no_deadline(self, known: ResultDates, asked: date) -> None:
        """I4."""
        unasked = known._replace(explanation_requested=None, explanation_given=None)
        late = max(asked, request_deadline(known, NEW).last_day + timedelta(days=1))
        assert appeal(known._replace(explanation_requested=late)).date == appeal(unasked).date


class TestSection1110Latest:
    """§ 11-10 first paragraph: the latest of the clocks."""

    def test_the_formal_decision_came_after_the_explanation(self) -> None:
        known = with_days(explanation_given="Mon 2025-06-16", formal_decision_received="Tue 2025-07-01")
        assert (appeal(known).rule, appeal(known).date) == ("D-APP-FORMAL", day("Tue 2025-07-22"))
        assert {lost.rule for lost in appeal(known).over} == {"D-APP", "D-APP-EXT"}

    def test_an_explanation_with_the_grade_shortens_nothing(self) -> None:
        known = with_days(explanation_given="Fri 2025-05-30")
        assert (appeal(known).rule, appeal(known).date) == ("D-APP", day("Mon 2025-06-23"))

    def test_an_explanation_nobody_asked_for_extends_too(self) -> None:
        assert appeal(with_days(explanation_given="Tue 2025-06-10")).date == day("Tue 2025-07-01")

    @given(HISTORIES)
    def test_no_appeal_deadline_is_before_the_three_weeks(self, known: ResultDates) -> None:
        """I1 and I2."""
        found = appeal(known)
        if found.date:
            assert found.date >= students.appeal(known.known_announcement or date.max, NEW).last_day
            assert is_working_day(found.date)

    @given(HISTORIES)
    def test_an_open_request_in_time_has_no_deadline(self, known: ResultDates) -> None:
        """I3."""
        open_request = known._replace(explanation_requested=known.announced, explanation_given=None)
        assert appeal(open_request).date is None


class TestInstitutionsOwnDates:
    """Decision 5: individual and unit dates prolong and never shorten."""

    @pytest.mark.demand("A-040")
    def test_an_individual_start_replaces_the_announcement(self) -> None:
        known = with_days(individual_start="Mon 2025-06-16")
        assert (appeal(known).rule, appeal(known).date) == ("D-APP-IND", day("Mon 2025-07-07"))
        assert request_deadline(known, NEW).date == day("Mon 2025-06-23")

    def test_an_earlier_individual_start_shortens_nothing(self) -> None:
        known = with_days(individual_start="Mon 2025-05-26")
        assert (appeal(known).date, appeal(known).notes) == (day("Mon 2025-06-23"), ("individual_lifted",))
        assert request_deadline(known, NEW).date == day("Tue 2025-06-10")

    def test_an_individual_start_is_enough_without_announcement(self) -> None:
        known = ResultDates(individual_start=day("Mon 2025-06-16"))
        assert appeal(known).date == day("Mon 2025-07-07")

    def test_a_later_unit_date_is_used_as_it_is(self) -> None:
        known = with_days(unit_deadline="Mon 2025-09-01")
        assert (appeal(known).rule, appeal(known).date) == ("D-APP-UNIT", day("Mon 2025-09-01"))

    @pytest.mark.demand("A-041")
    def test_an_earlier_unit_date_is_lifted_to_the_floor(self) -> None:
        known = with_days(unit_deadline="Mon 2025-06-16")
        assert (appeal(known).date, appeal(known).notes) == (day("Mon 2025-06-23"), ("unit_lifted",))

    def test_a_unit_date_on_the_day_of_the_individual_one_needs_nobodys_look(self) -> None:
        known = with_days(unit_deadline="Mon 2025-07-07", individual_start="Mon 2025-06-16")
        assert appeal(known).notes == ()

    @pytest.mark.demand("A-041")
    def test_a_unit_date_beats_a_later_individual_one(self) -> None:
        known = with_days(unit_deadline="Mon 2025-06-30", individual_start="Mon 2025-06-16")
        assert (appeal(known).rule, appeal(known).date) == ("D-APP-UNIT", day("Mon 2025-06-30"))
        assert appeal(known).notes == ("unit_before_individual",)

    @pytest.mark.demand("A-041")
    def test_the_whole_chain_is_kept(self) -> None:
        known = with_days(unit_deadline="Mon 2025-06-30", individual_start="Mon 2025-06-16")
        assert [lost.rule for lost in appeal(known).over] == ["D-APP", "D-APP-IND"]

    def test_a_unit_date_cannot_cut_an_explanation_short(self) -> None:
        known = with_days(
            explanation_requested="Tue 2025-06-03", explanation_given="Mon 2025-06-16", unit_deadline="Mon 2025-06-30"
        )
        assert (appeal(known).rule, appeal(known).date) == ("D-APP-EXT", day("Mon 2025-07-07"))


class TestSection1110NotAppealable:
    """§ 11-10 fourth paragraph."""

    @pytest.mark.parametrize("form", [Form.ORAL, Form.PRACTICAL, Form.PERFORMING])
    def test_no_appeal_even_with_a_unit_date(self, form: Form) -> None:
        known = with_days(ResultDates(form), announced="Mon 2025-06-02", unit_deadline="Mon 2025-09-01")
        assert (appeal(known).rule, appeal(known).date) == ("D-APP-NA", None)

    def test_the_request_is_due_on_the_day_itself(self) -> None:
        known = with_days(ResultDates(Form.ORAL), announced="Mon 2025-06-02")
        assert request_deadline(known, NEW).date == day("Mon 2025-06-02")
        assert request_deadline(known, NEW, oral_tolerance_days=1).date == day("Tue 2025-06-03")


class TestToldDates:
    """A date once shown in a letter is never shortened."""

    def test_a_later_date_that_was_told_holds(self) -> None:
        found = appeal(ANNOUNCED, shown=day("Mon 2025-06-30"))
        assert (found.rule, found.date) == ("D-APP-SHOWN", day("Mon 2025-06-30"))
        assert found.over[0].date == day("Mon 2025-06-23")

    def test_an_earlier_date_that_was_told_gives_way(self) -> None:
        assert appeal(ANNOUNCED, shown=day("Mon 2025-06-16")).rule == "D-APP"

    @given(HISTORIES, DAYS)
    def test_no_deadline_is_before_the_one_told(self, known: ResultDates, shown: date) -> None:
        """I13."""
        found = appeal(known, shown).date
        assert found is None or found >= shown


class TestWholeValues:
    """What a chosen date carries besides its day."""

    @pytest.mark.parametrize("form", [Form.WRITTEN, Form.ORAL])
    def test_an_unknown_announcement_is_told_for_the_request(self, form: Form) -> None:
        found = request_deadline(ResultDates(form), NEW)
        assert (found.rule, found.why, found.provision) == (
            "D-EXPL-REQ",
            "announcement_unknown",
            NEW.explanation_request,
        )

    def test_an_unknown_announcement_is_told_for_the_appeal(self) -> None:
        assert (appeal(ResultDates()).rule, appeal(ResultDates()).provision) == ("D-APP", NEW.appeal)

    @pytest.mark.parametrize("form", [Form.WRITTEN, Form.ORAL])
    @pytest.mark.parametrize(
        ("start", "reason"), [("Mon 2025-06-16", "individual"), ("Mon 2025-06-02", "announcement")]
    )
    def test_the_request_says_what_it_counts_from(self, form: Form, start: str, reason: str) -> None:
        known = with_days(individual_start=start)._replace(form=form)
        assert (request_deadline(known, NEW).start, request_deadline(known, NEW).start_reason) == (day(start), reason)

    def test_a_date_that_was_told_carries_that_it_was(self) -> None:
        found, told = appeal(ANNOUNCED, shown=day("Mon 2025-06-30")), day("Mon 2025-06-30")
        assert (found.raw, found.moved, found.start, found.start_reason) == (told, (), told, "shown")
        assert (found.law, found.provision) == ("law-2024", NEW.appeal)

    def test_a_date_told_as_it_still_is_needs_no_other_rule(self) -> None:
        assert appeal(ANNOUNCED, shown=day("Mon 2025-06-23")).rule == "D-APP"

    def test_a_date_without_rivals_is_that_rules_own(self) -> None:
        alone = students.appeal(day("Mon 2025-06-02"), NEW)
        assert put_together(Choice(alone)) is alone

    def test_an_individual_start_that_changes_nothing_needs_no_note(self) -> None:
        assert appeal(with_days(individual_start="Mon 2025-06-02")).notes == ()

    def test_a_part_waits_for_its_course_though_explained(self) -> None:
        known = with_days(explanation_given="Mon 2025-06-16")._replace(appealed_as="course")
        assert appeal(known).why == "whole_course_open"

    def test_an_explanation_on_the_day_of_its_request_is_as_it_should_be(self) -> None:
        known = with_days(explanation_requested="Fri 2025-06-06", explanation_given="Fri 2025-06-06")
        assert appeal(known).notes == ()

    def test_an_explanation_before_its_request_is_told(self) -> None:
        known = with_days(explanation_requested="Tue 2025-06-10", explanation_given="Fri 2025-06-06")
        assert appeal(known).notes == ("answer_before_request",)


class TestUncertainFacts:
    """Decision 4: a case handler is asked."""

    @pytest.mark.demand("A-055")
    def test_unknown_announcement_computes_nothing(self) -> None:
        known = ResultDates(explanation_given=day("Mon 2025-06-16"))
        assert (appeal(known).date, appeal(known).why) == (None, "announcement_unknown")

    def test_an_answer_before_its_question_is_told(self) -> None:
        known = with_days(formal_complaint_received="Fri 2025-06-20", formal_decision_received="Tue 2025-06-10")
        assert appeal(known).notes == ("answer_before_request",)
