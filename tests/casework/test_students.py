"""The students' dates, each section of the act a table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import is_working_day
from casework.deadlines import students
from casework.exams import Language
from casework.laws import Law, law
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
DAYS = st.dates(date(1995, 1, 1), date(2100, 11, 30))

VECTORS = [
    ("Tue 2024-12-03", "Tue 2024-12-10", "Tue 2024-12-24"),
    ("Wed 2024-12-04", "Wed 2024-12-11", "Fri 2024-12-27"),
    ("Tue 2024-12-10", "Tue 2024-12-17", "Tue 2024-12-31"),
    ("Wed 2024-12-11", "Wed 2024-12-18", "Thu 2025-01-02"),
    ("Wed 2024-12-18", "Fri 2024-12-27", "Wed 2025-01-08"),
    ("Thu 2024-12-19", "Fri 2024-12-27", "Thu 2025-01-09"),
    ("Thu 2025-12-18", "Mon 2025-12-29", "Thu 2026-01-08"),
    ("Mon 2023-12-04", "Mon 2023-12-11", "Wed 2023-12-27"),
    ("Thu 2025-03-27", "Thu 2025-04-03", "Tue 2025-04-22"),
    ("Fri 2025-03-28", "Fri 2025-04-04", "Tue 2025-04-22"),
    ("Mon 2025-03-31", "Mon 2025-04-07", "Tue 2025-04-22"),
    ("Thu 2025-04-10", "Tue 2025-04-22", "Fri 2025-05-02"),
]


class TestAnnouncement:
    """D-ANN: the later of the unit's date and the day the result was created."""

    @pytest.mark.demand("A-033", "A-034", "A-035", "A-277")
    @pytest.mark.parametrize(
        ("unit", "protocol", "expected"),
        [
            ("Wed 2020-06-10", "Fri 2020-06-12", "Fri 2020-06-12"),
            ("Mon 2020-06-15", "Fri 2020-06-12", "Mon 2020-06-15"),
            (None, "Fri 2020-06-12", "Fri 2020-06-12"),
            ("Sat 2020-06-13", None, "Sat 2020-06-13"),
        ],
    )
    def test_the_later_date_is_the_announcement(self, unit: str | None, protocol: str | None, expected: str) -> None:
        found = students.announcement(day(unit) if unit else None, day(protocol) if protocol else None, NEW)
        assert (found.date, found.moved) == (day(expected), ())

    @pytest.mark.demand("A-035")
    def test_without_any_date_a_case_handler_is_asked(self) -> None:
        found = students.announcement(None, None, NEW)
        assert (found.date, found.why) == (None, "announcement_unknown")


class TestSection118Explanation:
    """§ 11-8 first and second paragraph."""

    @pytest.mark.demand("A-003", "A-031")
    @pytest.mark.parametrize(("announced", "week", "_"), VECTORS)
    def test_one_week_ends_on_a_working_day(self, announced: str, week: str, _: str) -> None:
        assert students.explanation_request(day(announced), "announcement", NEW).date == day(week)

    def test_fs_shows_the_day_that_was_not_moved(self) -> None:
        request = students.explanation_request(day("Thu 2025-12-18"), "announcement", NEW)
        assert students.explanation_request_raw(request).date == day("Thu 2025-12-25")
        assert [passed.reason for passed in request.moved] == [
            "Christmas Day",
            "Second Day of Christmas",
            "Saturday",
            "Sunday",
        ]

    def test_an_oral_exam_is_asked_about_at_once(self) -> None:
        found = students.explanation_request_at_once(day("Sat 2025-06-07"), "announcement", NEW)
        assert (found.rule, found.date, found.moved) == ("D-EXPL-REQ-ORAL", day("Sat 2025-06-07"), ())

    def test_a_local_tolerance_counts_days_and_moves(self) -> None:
        found = students.explanation_request_at_once(day("Fri 2025-06-06"), "announcement", NEW, tolerance_days=1)
        assert (found.raw, found.date) == (day("Sat 2025-06-07"), day("Tue 2025-06-10"))


class TestOldSection53Request:
    """§ 5-3 first paragraph of the act of 2005: D-EXPL-REQ-OLD, where not both sides are electronic."""

    @pytest.mark.parametrize(
        ("known", "expected", "reason"),
        [
            ("Tue 2019-06-04", "Tue 2019-06-11", "grade_known"),
            ("Thu 2019-06-13", "Thu 2019-06-20", "grade_known"),
            ("Sat 2019-06-15", "Mon 2019-06-24", "grade_known"),
            # never more than three weeks from the announcement
            ("Mon 2019-06-17", "Mon 2019-06-24", "grade_known"),
            ("Tue 2019-06-18", "Mon 2019-06-24", "announcement"),
            ("Mon 2019-08-12", "Mon 2019-06-24", "announcement"),
            # nobody knows a grade before it is announced
            ("Mon 2019-05-27", "Tue 2019-06-11", "grade_known"),
        ],
    )
    def test_a_week_from_knowledge_within_three_weeks(self, known: str, expected: str, reason: str) -> None:
        found = students.explanation_request_by_knowledge(day(known), day("Mon 2019-06-03"), OLD)
        assert (found.rule, found.date, found.start_reason) == ("D-EXPL-REQ-OLD", day(expected), reason)

    @pytest.mark.parametrize("missing", ["explanation_by_knowledge", "explanation_at_latest"])
    def test_half_of_the_branch_is_none(self, missing: str) -> None:
        half = replace(OLD, **{missing: None})
        with pytest.raises(LookupError):
            students.explanation_request_by_knowledge(day("Tue 2019-06-04"), day("Mon 2019-06-03"), half)

    def test_the_act_of_2024_has_no_such_branch(self) -> None:
        with pytest.raises(LookupError, match="law-2024 counts no request"):
            students.explanation_request_by_knowledge(day("Tue 2025-06-03"), day("Mon 2025-06-02"), NEW)


class TestNewGrade:
    """§§ 11-8 and 11-11: the explanation of a new grade, D-NEWEXPL, and no appeal of it, D-APP-FINAL."""

    @pytest.mark.parametrize(("act", "section"), [(OLD, "§ 5-3"), (NEW, "§ 11-8")])
    def test_a_week_to_ask_for_the_new_explanation(self, act: Law, section: str) -> None:
        found = students.explanation_of_regrade(day("Mon 2025-06-02"), act)
        assert (found.rule, found.date, found.section) == ("D-NEWEXPL", day("Tue 2025-06-10"), section)
        assert found.start_reason == "regrade"

    def test_a_grade_of_new_graders_is_final(self) -> None:
        found = students.final_grade(NEW)
        assert (found.rule, found.date, found.why) == ("D-APP-FINAL", None, "final")


class TestSection1110Appeal:
    """§ 11-10."""

    @pytest.mark.demand("A-009")
    @pytest.mark.demand("A-032")
    @pytest.mark.parametrize(("announced", "_", "weeks"), VECTORS)
    def test_three_weeks_end_on_a_working_day(self, announced: str, _: str, weeks: str) -> None:
        assert students.appeal(day(announced), NEW).date == day(weeks)

    @pytest.mark.demand("D-36")
    @pytest.mark.parametrize(
        ("announced", "raw", "expected"),
        [
            ("Tue 2017-12-05", "Tue 2017-12-26", "Wed 2017-12-27"),
            ("Tue 2016-01-05", "Tue 2016-01-26", "Tue 2016-01-26"),
            ("Fri 2025-12-05", "Fri 2025-12-26", "Mon 2025-12-29"),
            ("Thu 2026-03-12", "Thu 2026-04-02", "Tue 2026-04-07"),
            ("Fri 2026-04-10", "Fri 2026-05-01", "Mon 2026-05-04"),
            # the hour of summer time drifts nothing
            ("Fri 2026-03-20", "Fri 2026-04-10", "Fri 2026-04-10"),
            # announced on a Saturday: the start is not moved
            ("Sat 2026-01-10", "Sat 2026-01-31", "Mon 2026-02-02"),
        ],
    )
    def test_public_examples_and_their_raw_days(self, announced: str, raw: str, expected: str) -> None:
        found = students.appeal(day(announced), OLD)
        assert (found.raw, found.date) == (day(raw), day(expected))

    @pytest.mark.demand("A-036")
    def test_three_weeks_from_the_explanation(self) -> None:
        found = students.appeal_after_explanation(day("Wed 2017-12-13"), OLD)
        assert (found.rule, found.date, found.section) == ("D-APP-EXT", day("Wed 2018-01-03"), "§ 5-3")

    def test_three_weeks_from_the_formal_decision(self) -> None:
        found = students.appeal_after_formal_decision(day("Tue 2025-07-01"), NEW)
        assert (found.rule, found.date) == ("D-APP-FORMAL", day("Tue 2025-07-22"))

    def test_a_date_of_the_unit_moves_off_a_holiday(self) -> None:
        found = students.appeal_by_unit(day("Sat 2025-05-17"), NEW)
        assert (found.raw, found.date) == (day("Sat 2025-05-17"), day("Mon 2025-05-19"))

    def test_a_grade_set_anew_can_be_appealed(self) -> None:
        found = students.appeal_of_regrade(day("Tue 2025-07-01"), NEW)
        assert (found.rule, found.date) == ("D-APP-REGRADE", day("Tue 2025-07-22"))
        assert "§ 11-9 andre ledd" in found.provision.cited(Language.NB)

    def test_an_oral_exam_cannot_be_appealed(self) -> None:
        found = students.not_appealable(NEW)
        assert (found.date, found.why) == (None, "not_appealable")
        assert found.source.endswith("§ 11-10 fourth paragraph")

    def test_a_missing_date_says_its_rule_when_asked_for(self) -> None:
        with pytest.raises(LookupError, match="D-APP-PEND"):
            students.appeal_pending_explanation(NEW).last_day.isoformat()

    @given(DAYS)
    def test_no_student_deadline_ends_on_a_closed_day(self, start: date) -> None:
        """I1."""
        rules = (
            students.appeal,
            students.appeal_individual,
            students.appeal_after_explanation,
            students.appeal_by_unit,
            students.formal_error,
            lambda begin, act: students.explanation_request(begin, "announcement", act),
        )
        assert all(is_working_day(rule(start, NEW).last_day) for rule in rules)

    @given(DAYS)
    def test_the_raw_day_has_the_weekday_of_the_start(self, start: date) -> None:
        found = students.appeal(start, NEW)
        assert found.raw == start + timedelta(days=21)
        assert len(found.moved) == (found.last_day - found.raw).days


class TestSection119FormalErrors:
    """§ 11-9 first and sixth paragraph."""

    def test_three_weeks_from_what_the_student_knew(self) -> None:
        assert students.formal_error(day("Wed 2024-12-04"), NEW).date == day("Fri 2024-12-27")

    def test_the_later_of_explanation_and_appeal_result_counts(self) -> None:
        found = students.formal_error_after(day("Mon 2025-06-16"), day("Tue 2025-07-01"), NEW)
        assert found is not None
        assert (found.date, found.start_reason) == (day("Tue 2025-07-22"), "appeal_result")

    def test_nothing_to_count_from_gives_no_date(self) -> None:
        assert students.formal_error_after(None, None, NEW) is None

    def test_an_explanation_alone_starts_the_three_weeks(self) -> None:
        found = students.formal_error_after(day("Mon 2025-06-16"), None, NEW)
        assert found is not None
        assert (found.rule, found.date, found.start_reason) == ("D-FORMAL-EXT", day("Mon 2025-07-07"), "explanation")

    @pytest.mark.parametrize(("act", "section"), [(OLD, "§§ 5-1, 5-2"), (NEW, "§ 11-9")])
    def test_without_an_error_the_case_goes_to_the_board(self, act: Law, section: str) -> None:
        """I17: a step without a deadline for the student."""
        found = students.forwarded_to_board(act)
        assert (found.rule, found.date, found.section) == ("D-FORMAL-BOARD", None, section)
        assert found.why == "with_the_board"

    @pytest.mark.parametrize(("act", "section"), [(OLD, "§ 5-2"), (NEW, "§ 11-9")])
    def test_students_hit_by_anothers_case_have_three_weeks(self, act: Law, section: str) -> None:
        found = students.complaint_of_other_student(day("Wed 2024-12-04"), act)
        assert (found.rule, found.date, found.section) == ("D-FORMAL-2", day("Fri 2024-12-27"), section)
        assert found.start_reason == "notice"

    @pytest.mark.parametrize("act", [OLD, NEW])
    @given(notified=DAYS)
    def test_a_live_complaint_that_counts_from_the_notice_gives_the_same_day(self, act: Law, notified: date) -> None:
        assert students.formal_error(notified, act).date == students.complaint_of_other_student(notified, act).date

    def test_a_decision_of_ours_is_complained_about_from_its_notice(self) -> None:
        found = students.complaint(day("Wed 2024-12-04"), NEW)
        assert (found.rule, found.date, found.start_reason) == ("D-COMPLAINT", day("Fri 2024-12-27"), "notice")
