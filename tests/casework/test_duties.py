"""The institution's own dates, each section a table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import is_working_day
from casework.deadlines import duties
from casework.deadlines.counting import end_of, length_of
from casework.laws import Law, Length, law
from casework.rulebook import AppealTarget
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
DAYS = st.dates(date(1995, 2, 1), date(2100, 11, 30))


class TestSection118ExplanationDue:
    """§ 11-8 third paragraph, forvaltningslovforskriften §§ 36 and 41."""

    @pytest.mark.demand("A-042")
    @pytest.mark.parametrize(
        ("requested", "expected"),
        [
            ("Tue 2024-12-03", "Tue 2024-12-17"),
            ("Wed 2024-12-04", "Wed 2024-12-18"),
            ("Tue 2024-12-10", "Tue 2024-12-24"),
            ("Wed 2024-12-11", "Fri 2024-12-27"),
            ("Wed 2024-12-18", "Thu 2025-01-02"),
            ("Thu 2024-12-19", "Thu 2025-01-02"),
            ("Thu 2025-12-18", "Fri 2026-01-02"),
            ("Mon 2023-12-04", "Mon 2023-12-18"),
            ("Thu 2025-03-27", "Thu 2025-04-10"),
            ("Fri 2025-03-28", "Fri 2025-04-11"),
            ("Mon 2025-03-31", "Mon 2025-04-14"),
            ("Thu 2025-04-10", "Thu 2025-04-24"),
            ("Sun 2026-05-03", "Mon 2026-05-18"),
            ("Fri 2026-12-11", "Mon 2026-12-28"),
        ],
    )
    def test_two_weeks_from_the_request(self, requested: str, expected: str) -> None:
        assert duties.explanation_due(day(requested), NEW).date == day(expected)

    @pytest.mark.demand("A-042")
    def test_our_own_target_is_before_easter(self) -> None:
        due = duties.explanation_due(day("Thu 2026-03-19"), NEW)
        assert (due.raw, due.date) == (day("Thu 2026-04-02"), day("Tue 2026-04-07"))
        assert due.target == day("Wed 2026-04-01")

    @pytest.mark.parametrize(("act", "rule"), [(OLD, "D-EXPL-DUE-OLD"), (NEW, "D-EXPL-DUE")])
    def test_each_act_has_its_own_rule(self, act: Law, rule: str) -> None:
        due = duties.explanation_due(day("Thu 2026-03-19"), act)
        assert (due.rule, due.date, due.start_reason) == (rule, day("Tue 2026-04-07"), "request")
        assert due.target == day("Wed 2026-04-01")

    def test_only_the_old_act_says_normally(self) -> None:
        assert duties.explanation_due(day("Mon 2023-12-04"), OLD).provision.normally
        assert not duties.explanation_due(day("Mon 2024-12-02"), NEW).provision.normally

    def test_word_of_a_late_explanation_goes_by_its_due_date(self) -> None:
        due = duties.explanation_due(day("Thu 2026-03-19"), NEW)
        interim = duties.interim_for_explanation(due, NEW)
        assert (interim.rule, interim.date, interim.section) == ("D-EXPL-INTERIM", day("Tue 2026-04-07"), "§ 11 a")
        assert (interim.start, interim.start_reason, interim.raw) == (due.date, "due", due.date)


class TestSection11aInterimReply:
    """Forvaltningsloven § 11 a third paragraph: one calendar month, never moved forward."""

    @pytest.mark.demand("A-050")
    @pytest.mark.parametrize(
        ("received", "legal", "sent"),
        [
            ("Mon 2018-10-22", "Thu 2018-11-22", "Thu 2018-11-22"),
            ("Mon 2017-12-18", "Thu 2018-01-18", "Thu 2018-01-18"),
            ("Tue 2024-12-03", "Fri 2025-01-03", "Fri 2025-01-03"),
            ("Wed 2024-12-04", "Sat 2025-01-04", "Fri 2025-01-03"),
            ("Tue 2024-12-10", "Fri 2025-01-10", "Fri 2025-01-10"),
            ("Wed 2024-12-11", "Sat 2025-01-11", "Fri 2025-01-10"),
            ("Wed 2024-12-18", "Sat 2025-01-18", "Fri 2025-01-17"),
            ("Thu 2024-12-19", "Sun 2025-01-19", "Fri 2025-01-17"),
            ("Thu 2025-12-18", "Sun 2026-01-18", "Fri 2026-01-16"),
            ("Mon 2023-12-04", "Thu 2024-01-04", "Thu 2024-01-04"),
            ("Thu 2025-03-27", "Sun 2025-04-27", "Fri 2025-04-25"),
            ("Fri 2025-03-28", "Mon 2025-04-28", "Mon 2025-04-28"),
            ("Mon 2025-03-31", "Wed 2025-04-30", "Wed 2025-04-30"),
            ("Thu 2025-04-10", "Sat 2025-05-10", "Fri 2025-05-09"),
            ("Sat 2026-01-31", "Sat 2026-02-28", "Fri 2026-02-27"),
            ("Wed 2024-01-31", "Thu 2024-02-29", "Thu 2024-02-29"),
            ("Thu 2026-12-31", "Sun 2027-01-31", "Fri 2027-01-29"),
            ("Tue 2026-06-30", "Thu 2026-07-30", "Thu 2026-07-30"),
            ("Thu 2026-01-15", "Sun 2026-02-15", "Fri 2026-02-13"),
        ],
    )
    def test_one_month_or_the_last_working_day_before(self, received: str, legal: str, sent: str) -> None:
        interim = duties.interim_reply(day(received), NEW)
        assert (interim.raw, interim.date) == (day(legal), day(sent))

    def test_the_days_passed_over_are_told_backwards(self) -> None:
        interim = duties.interim_reply(day("Thu 2026-12-31"), NEW)
        assert [passed.reason for passed in interim.moved] == ["Sunday", "Saturday"]
        assert interim.notes == ("sent_before",)

    def test_a_case_handler_is_asked_five_working_days_before(self) -> None:
        interim = duties.interim_reply(day("Mon 2026-03-09"), NEW)
        assert interim.date == day("Thu 2026-04-09")
        assert duties.interim_asked_on(interim) == day("Mon 2026-03-30")

    @pytest.mark.parametrize(
        ("promised", "sent", "notes"),
        [
            ("Fri 2026-02-27", "Fri 2026-02-27", ()),
            ("Sat 2026-02-28", "Fri 2026-02-27", ("sent_before",)),
            ("Mon 2026-04-06", "Wed 2026-04-01", ("sent_before",)),
        ],
    )
    def test_a_promise_is_followed_up_on_its_day(self, promised: str, sent: str, notes: tuple[str, ...]) -> None:
        """D-INTERIM-2."""
        again = duties.interim_again(day(promised), NEW)
        assert (again.rule, again.date, again.raw, again.notes) == ("D-INTERIM-2", day(sent), day(promised), notes)
        assert (again.start, again.start_reason, again.section) == (day(promised), "promise", "§ 11 a")

    @given(DAYS)
    def test_a_reply_is_never_sent_after_the_month(self, received: date) -> None:
        """I8."""
        interim = duties.interim_reply(received, NEW)
        assert received < interim.last_day <= (interim.raw or received)
        assert is_working_day(interim.last_day)


class TestLocalTarget:
    """Decision 11: four weeks are not one month."""

    @pytest.mark.demand("A-049", "A-050")
    def test_four_weeks_from_receipt_end_on_their_weekday(self) -> None:
        target = AppealTarget(length=Length(4, "weeks"), counted_from="receipt")
        found = duties.regrading_target(target, day("Thu 2026-01-15"), day("Thu 2026-02-05"), NEW)
        assert (found.rule, found.date) == ("D-TARGET", day("Thu 2026-02-12"))

    def test_a_target_is_on_the_last_working_day_before(self) -> None:
        target = AppealTarget(length=Length(1, "months"), counted_from="receipt")
        found = duties.regrading_target(target, day("Thu 2026-01-15"), day("Thu 2026-02-05"), NEW)
        assert (found.raw, found.date) == (day("Sun 2026-02-15"), day("Fri 2026-02-13"))
        assert (found.start, found.start_reason) == (day("Thu 2026-01-15"), "receipt")

    def test_four_weeks_from_the_last_day_to_appeal(self) -> None:
        target = AppealTarget(length=Length(4, "weeks"), counted_from="appeal_deadline")
        found = duties.regrading_target(target, day("Mon 2025-06-02"), day("Mon 2025-06-23"), NEW)
        assert (found.date, found.start_reason) == (day("Mon 2025-07-21"), "appeal_deadline")


class TestSection117FirstGrading:
    """§ 11-7 fourth paragraph; § 3-9 of the act of 2005."""

    @pytest.mark.parametrize(
        ("exam", "old", "new"),
        [
            ("Fri 2018-11-30", "Fri 2018-12-21", "Fri 2018-12-21"),
            ("Thu 2024-12-05", "Fri 2024-12-27", "Mon 2024-12-30"),
            ("Fri 2025-12-05", "Mon 2025-12-29", "Tue 2025-12-30"),
            ("Wed 2025-05-28", "Wed 2025-06-18", "Fri 2025-06-20"),
            ("Wed 2026-03-25", "Wed 2026-04-15", "Mon 2026-04-20"),
        ],
    )
    def test_three_weeks_became_fifteen_working_days(self, exam: str, old: str, new: str) -> None:
        assert duties.first_grading(day(exam), OLD).date == day(old)
        assert duties.first_grading(day(exam), NEW).date == day(new)

    def test_a_grading_that_moves_has_a_target_before(self) -> None:
        due = duties.first_grading(day("Wed 2024-12-04"), OLD)
        assert (due.rule, due.start_reason, due.raw) == ("D-GRADE", "exam", day("Wed 2024-12-25"))
        assert (due.date, due.target) == (day("Fri 2024-12-27"), day("Tue 2024-12-24"))


class TestSection148Counting:
    """Domstolloven § 148."""

    def test_six_weeks_do_not_end_a_day_too_late(self) -> None:
        """A public guide lets six weeks from Monday 1 October end on a Tuesday: it counts the start day out twice."""
        end = end_of(day("Mon 2018-10-01"), Length(6, "weeks"))
        assert end == day("Mon 2018-11-12")
        assert end != day("Tue 2018-11-13")

    @pytest.mark.parametrize(
        ("start", "months", "expected"),
        [
            ("Sun 2023-12-31", 2, "Thu 2024-02-29"),
            ("Sat 2025-11-15", 14, "Fri 2027-01-15"),
            ("Mon 2025-12-01", 12, "Tue 2026-12-01"),
        ],
    )
    def test_months_end_on_the_number_or_the_last_day(self, start: str, months: int, expected: str) -> None:
        assert end_of(day(start), Length(months, "months")) == day(expected)

    def test_days_do_not_count_the_first(self) -> None:
        assert end_of(day("Mon 2025-06-02"), Length(3, "days")) == day("Thu 2025-06-05")

    def test_a_provision_without_length_cannot_be_counted(self) -> None:
        with pytest.raises(LookupError, match="sets no length"):
            length_of(NEW.regrading)
