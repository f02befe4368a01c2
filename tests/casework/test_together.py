"""Groups and parts, each policy a table."""

import pytest

from casework.deadlines import together
from casework.deadlines.chain import ResultDates, appeal_deadline, request_deadline
from casework.deadlines.together import Group
from casework.deadlines.value import Deadline
from casework.laws import law
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
ANNOUNCED = day("Mon 2025-06-02")


def appeal(**known: object) -> Deadline:
    dates = ResultDates(announced=ANNOUNCED, **known)
    return appeal_deadline(dates, request_deadline(dates, NEW), NEW)


def group(policy: str = "all_plus_grace", requested: str | None = "Thu 2025-06-05", given: str | None = None) -> Group:
    return Group(policy, day(requested) if requested else None, day(given) if given else None)


class TestSection1110Groups:
    """§ 11-10 second paragraph, decision 8: D-APP-GROUP."""

    def test_three_weeks_from_the_groups_explanation(self) -> None:
        found = together.appeal_of_member(group(given="Thu 2025-06-12"), NEW)
        assert found is not None
        assert (found.rule, found.date, found.start_reason) == (
            "D-APP-GROUP",
            day("Thu 2025-07-03"),
            "group_explanation",
        )

    @pytest.mark.parametrize(
        "nobodys", [group(), group("requester_only", given="Thu 2025-06-12"), group(requested=None)]
    )
    def test_nothing_is_added_without_explanation_or_by_policy(self, nobodys: Group) -> None:
        assert together.appeal_of_member(nobodys, NEW) is None

    @pytest.mark.parametrize(
        ("policy", "rule", "expected"),
        [("requester_only", "D-APP", "Mon 2025-06-23"), ("all_plus_grace", "D-APP-GROUP", "Thu 2025-07-03")],
    )
    def test_a_member_who_did_not_ask(self, policy: str, rule: str, expected: str) -> None:
        """X-25: the later of the two."""
        found = appeal(group=group(policy, given="Thu 2025-06-12"))
        assert (found.rule, found.date) == (rule, day(expected))

    @pytest.mark.parametrize("policy", ["requester_only", "all_plus_grace"])
    def test_the_one_who_asked_has_three_weeks_from_the_explanation(self, policy: str) -> None:
        found = appeal(
            explanation_requested=day("Thu 2025-06-05"),
            explanation_given=day("Thu 2025-06-12"),
            group=group(policy, given="Thu 2025-06-12"),
        )
        assert (found.rule, found.date) == ("D-APP-EXT", day("Thu 2025-07-03"))

    def test_an_early_explanation_of_the_group_shortens_nothing(self) -> None:
        assert appeal(group=group(given="Fri 2025-05-30")).date == day("Mon 2025-06-23")

    @pytest.mark.parametrize(("policy", "why"), [("all_plus_grace", "group_pending"), ("requester_only", None)])
    def test_an_open_explanation_of_a_member_keeps_all_deadlines_open(self, policy: str, why: str | None) -> None:
        found = appeal(group=group(policy))
        assert (found.date is None, found.why) == (why is not None, why)

    def test_an_open_explanation_is_told_under_the_groups_rule(self) -> None:
        assert (appeal(group=group()).rule, appeal(group=group()).section) == ("D-APP-GROUP", "§ 11-10")

    def test_a_group_where_nobody_asked_is_as_one_student(self) -> None:
        assert appeal(group=group(requested=None)).rule == "D-APP"

    @pytest.mark.parametrize(
        ("last", "expected"), [("Thu 2025-07-03", "Thu 2025-07-10"), ("Thu 2025-12-18", "Mon 2025-12-29")]
    )
    def test_a_case_handler_may_give_a_week_more(self, last: str, expected: str) -> None:
        found = together.grace_of_member(day(last), NEW)
        assert (found.rule, found.date, found.start_reason) == ("D-APP-GROUP", day(expected), "last_day_of_group")

    def test_the_old_act_has_its_own_section(self) -> None:
        found = together.appeal_of_member(group(given="Thu 2023-06-15"), OLD)
        assert found is not None
        assert (found.date, found.section) == (day("Thu 2023-07-06"), "§ 5-3")


class TestSection1110Parts:
    """§ 11-10 third paragraph: D-APP-PART."""

    @pytest.mark.parametrize(
        ("appealed_as", "part", "whole", "expected", "reason"),
        [
            ("part", "Mon 2025-05-12", None, "Mon 2025-06-02", "part"),
            ("part", "Mon 2025-05-12", "Mon 2025-06-16", "Mon 2025-06-02", "part"),
            ("course", "Mon 2025-05-12", "Mon 2025-06-16", "Mon 2025-07-07", "whole_course"),
            ("course", None, "Mon 2025-06-16", "Mon 2025-07-07", "whole_course"),
            ("part", None, "Mon 2025-06-16", "Mon 2025-07-07", "whole_course"),
            # a whole announced before its part gives nobody less than three weeks from the part
            ("course", "Mon 2025-06-16", "Mon 2025-05-12", "Mon 2025-07-07", "part"),
            ("course", "Mon 2025-06-16", "Mon 2025-06-16", "Mon 2025-07-07", "whole_course"),
        ],
    )
    def test_the_institution_decides_what_the_weeks_count_from(
        self, appealed_as: str, part: str | None, whole: str | None, expected: str, reason: str
    ) -> None:
        found = together.appeal_of_part(appealed_as, day(part) if part else None, day(whole) if whole else None, NEW)
        assert (found.rule, found.date, found.start_reason) == ("D-APP-PART", day(expected), reason)

    def test_a_part_waits_for_the_grade_of_the_whole(self) -> None:
        found = appeal(appealed_as="course")
        assert (found.rule, found.date, found.why) == ("D-APP-PART", None, "whole_course_open")

    def test_the_whole_takes_the_place_of_the_part(self) -> None:
        found = appeal(appealed_as="course", whole_course=day("Mon 2025-06-16"))
        assert (found.rule, found.date, found.over) == ("D-APP-PART", day("Mon 2025-07-07"), ())

    def test_an_explanation_prolongs_a_part_as_anything_else(self) -> None:
        found = appeal(appealed_as="part", explanation_given=day("Mon 2025-06-16"))
        assert (found.rule, [lost.rule for lost in found.over]) == ("D-APP-EXT", ["D-APP-PART"])

    def test_an_individual_start_alone_gives_a_part_its_date(self) -> None:
        dates = ResultDates(individual_start=ANNOUNCED, appealed_as="part")
        assert appeal_deadline(dates, request_deadline(dates, NEW), NEW).rule == "D-APP-IND"
