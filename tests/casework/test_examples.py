"""Examples that others have published, and the scenarios of the design, each by its number."""

from datetime import UTC, datetime

import pytest

from casework.calendar import OSLO
from casework.deadlines import duties, post, regrading, students, together
from casework.deadlines.chain import ResultDates, appeal_deadline, request_deadline
from casework.deadlines.counting import end_of
from casework.deadlines.together import Group
from casework.deadlines.value import Deadline
from casework.exams import Form
from casework.grades import compared
from casework.laws import Length, law
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")


def appeal(act=NEW, **facts: object) -> Deadline:
    known = ResultDates(**{key: day(fact) if isinstance(fact, str) else fact for key, fact in facts.items()})
    return appeal_deadline(known, request_deadline(known, act), act)


class TestPublished:
    """W1 to W16 of the student ombud, newspapers, universities and the parliamentary ombud."""

    def test_w1_three_weeks_end_on_boxing_day(self) -> None:
        assert appeal(OLD, announced="Tue 2017-12-05").date == day("Wed 2017-12-27")

    def test_w2_three_weeks_from_a_written_explanation(self) -> None:
        found = appeal(
            OLD,
            announced="Tue 2017-12-05",
            explanation_requested="Mon 2017-12-11",
            explanation_given="Wed 2017-12-13",
        )
        assert (found.rule, found.date) == ("D-APP-EXT", day("Wed 2018-01-03"))

    def test_w3_grades_three_weeks_after_the_exam(self) -> None:
        assert duties.first_grading(day("Fri 2018-11-30"), OLD).date == day("Fri 2018-12-21")

    def test_w4_a_month_has_passed_without_an_answer(self) -> None:
        assert duties.first_grading(day("Mon 2018-10-01"), OLD).date == day("Mon 2018-10-22")
        assert duties.interim_reply(day("Mon 2018-10-22"), OLD).date == day("Thu 2018-11-22")

    def test_w5_asked_on_day_six_answered_normally_in_two_weeks(self) -> None:
        announced, asked = day("Mon 2018-11-26"), day("Sun 2018-12-02")
        assert asked <= students.explanation_request(announced, "announcement", OLD).last_day
        assert duties.explanation_due(asked, OLD).rule == "D-EXPL-DUE-OLD"

    def test_w6_an_appeal_has_no_three_weeks_of_grading(self) -> None:
        assert regrading.handling(OLD).date is None
        assert duties.interim_reply(day("Mon 2017-12-18"), OLD).date == day("Thu 2018-01-18")

    def test_w7_a_tuesday_three_weeks_later(self) -> None:
        assert appeal(OLD, announced="Tue 2016-01-05").date == day("Tue 2016-01-26")

    @pytest.mark.parametrize(("announced", "expected"), [("Tue 2008-06-10", "Tue 2008-06-17")])
    def test_w12_a_week_from_a_tuesday_in_june(self, announced: str, expected: str) -> None:
        assert students.explanation_request(day(announced), "announcement", OLD).date == day(expected)

    def test_w13_two_grades_off_is_assessed_once_more(self) -> None:
        assert regrading.further_assessment(2, OLD) is not None
        assert duties.interim_reply(day("Fri 2022-05-27"), OLD).date == day("Mon 2022-06-27")

    def test_w14_july_stops_no_clock(self) -> None:
        assert duties.interim_reply(day("Mon 2018-07-16"), OLD).date == day("Thu 2018-08-16")

    def test_w15_an_answer_was_owed_within_a_month(self) -> None:
        assert duties.interim_reply(day("Wed 2019-08-07"), OLD).date == day("Fri 2019-09-06")

    def test_w16_an_oral_exam_with_a_day_to_ask(self) -> None:
        oral = ResultDates(Form.ORAL, day("Tue 2025-06-03"))
        assert request_deadline(oral, NEW, oral_tolerance_days=1).date == day("Wed 2025-06-04")

    def test_a_published_six_weeks_are_a_day_too_long(self) -> None:
        assert end_of(day("Mon 2018-10-01"), Length(6, "weeks")) == day("Mon 2018-11-12")

    @pytest.mark.parametrize(("act", "expected"), [(OLD, "Wed 2025-06-18"), (NEW, "Fri 2025-06-20")])
    def test_fifteen_working_days_are_not_three_weeks(self, act, expected: str) -> None:
        assert duties.first_grading(day("Wed 2025-05-28"), act).date == day(expected)


class TestScenarios:
    """C1 to C10."""

    @pytest.mark.parametrize(
        ("unit", "expected"),
        [("Wed 2020-06-10", "Fri 2020-06-12"), ("Mon 2020-06-15", "Mon 2020-06-15"), (None, "Fri 2020-06-12")],
    )
    def test_c1_the_later_of_unit_and_protocol(self, unit: str | None, expected: str) -> None:
        found = students.announcement(day(unit) if unit else None, day("Fri 2020-06-12"), OLD)
        assert found.date == day(expected)

    def test_c2_pending_then_three_weeks(self) -> None:
        asked = {"announced": "Tue 2024-12-03", "explanation_requested": "Mon 2024-12-09"}
        assert appeal(**asked).date is None
        assert appeal(**asked, explanation_given="Mon 2025-01-06").date == day("Mon 2025-01-27")

    def test_c3_an_explanation_with_the_grade_shortens_nothing(self) -> None:
        found = appeal(announced="Tue 2024-12-03", explanation_given="Tue 2024-12-03")
        assert found.date == day("Tue 2024-12-24")

    def test_c4_asked_for_on_day_eight(self) -> None:
        found = appeal(announced="Tue 2024-12-03", explanation_requested="Wed 2024-12-11")
        assert (found.rule, found.date) == ("D-APP", day("Tue 2024-12-24"))

    @pytest.mark.parametrize(
        ("unit", "expected"), [("Mon 2025-06-16", "Mon 2025-06-23"), ("Mon 2025-09-01", "Mon 2025-09-01")]
    )
    def test_c5_a_unit_date_prolongs_and_never_shortens(self, unit: str, expected: str) -> None:
        assert appeal(announced="Mon 2025-06-02", unit_deadline=unit).date == day(expected)

    @pytest.mark.parametrize(
        ("policy", "last", "by_hand"),
        [
            ("requester_only", "Mon 2025-06-23", "Mon 2025-06-30"),
            ("all_plus_grace", "Thu 2025-07-03", "Thu 2025-07-10"),
        ],
    )
    def test_c6_a_group_of_three_where_one_asks(self, policy: str, last: str, by_hand: str) -> None:
        found = appeal(announced="Mon 2025-06-02", group=Group(policy, day("Thu 2025-06-05"), day("Thu 2025-06-12")))
        assert found.date == day(last)
        assert together.grace_of_member(found.last_day, NEW).date == day(by_hand)

    def test_c7_the_later_of_explanation_and_decision(self) -> None:
        found = appeal(
            announced="Mon 2025-06-02", explanation_given="Mon 2025-06-16", formal_decision_received="Tue 2025-07-01"
        )
        assert found.date == day("Tue 2025-07-22")

    def test_c8_two_seconds_before_and_three_after_midnight(self) -> None:
        deadline = appeal(announced="Mon 2025-06-02")
        before = datetime(2025, 6, 23, 23, 59, 58, tzinfo=OSLO)
        after, dated = datetime(2025, 6, 23, 22, 0, 3, tzinfo=UTC), datetime(2025, 6, 23, 23, 58, tzinfo=OSLO)
        assert [post.mail_in_time(each, deadline, NEW) for each in (before, after)] == [True, False]
        assert post.doubts(after, dated, False, deadline) == ("dated_in_time", "wrong_address")

    @pytest.mark.parametrize(
        ("old", "new", "further"), [("C", "A", True), ("C", "B", False), ("F", "D", True), ("Pass", "NotPass", False)]
    )
    def test_c9_steps_between_two_grades(self, old: str, new: str, further: bool) -> None:
        assert compared(old, new).further is further

    def test_c10_an_oral_exam_has_no_appeal_but_formal_errors(self) -> None:
        oral = ResultDates(Form.ORAL, day("Mon 2025-06-02"))
        assert appeal_deadline(oral, request_deadline(oral, NEW), NEW).rule == "D-APP-NA"
        assert students.formal_error(day("Mon 2025-06-02"), NEW).date == day("Mon 2025-06-23")
