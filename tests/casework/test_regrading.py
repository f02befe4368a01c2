"""The new grading of an appeal, rule by rule, under both acts."""

import pytest

from casework.deadlines import regrading
from casework.laws import Law, law
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
REGISTERED, DECIDED, PUBLISHED = day("Mon 2025-09-01"), day("Wed 2025-09-03"), day("Fri 2025-09-05")


@pytest.mark.parametrize(("act", "cited"), [(OLD, "§ 11 a"), (NEW, "§ 11-11")])
def test_an_appeal_has_no_fixed_date(act: Law, cited: str) -> None:
    """X-01: five institutions' deadlines, and none of them in the act."""
    found = regrading.handling(act)
    assert (found.rule, found.date, found.why, found.section) == ("D-HANDLE", None, "no_fixed_date", cited)


class TestSection1111FurtherAssessment:
    """§ 11-11 third paragraph: D-THIRD."""

    @pytest.mark.parametrize("steps", [0, 1])
    def test_one_grade_apart_needs_no_more(self, steps: int) -> None:
        assert regrading.further_assessment(steps, NEW) is None

    @pytest.mark.parametrize(("act", "section"), [(OLD, "§ 5-3"), (NEW, "§ 11-11")])
    @pytest.mark.parametrize("steps", [2, 5])
    def test_two_grades_apart_are_assessed_once_more(self, steps: int, act: Law, section: str) -> None:
        found = regrading.further_assessment(steps, act)
        assert found is not None
        assert (found.rule, found.why, found.section) == ("D-THIRD", "further_assessment", section)


class TestSection1111OralExam:
    """§ 11-11 fourth paragraph: D-ORAL2."""

    def test_a_changed_written_grade_needs_a_new_oral_exam(self) -> None:
        found = regrading.new_oral_exam(True, True, NEW)
        assert found is not None
        assert (found.rule, found.date, found.why) == ("D-ORAL2", None, "new_oral_exam")

    @pytest.mark.parametrize(("changed", "oral"), [(True, False), (False, True), (False, False)])
    def test_nothing_else_needs_one(self, changed: bool, oral: bool) -> None:
        assert regrading.new_oral_exam(changed, oral, NEW) is None


class TestWithdrawal:
    """Decision 18: D-WITHDRAW."""

    @pytest.mark.parametrize(
        ("cutoff", "expected"), [("registered", REGISTERED), ("decided", DECIDED), ("published", PUBLISHED)]
    )
    def test_each_policy_ends_with_its_own_event(self, cutoff: regrading.Cutoff, expected: object) -> None:
        found = regrading.withdrawal(cutoff, REGISTERED, DECIDED, PUBLISHED, NEW)
        assert (found.rule, found.date, found.raw, found.start) == ("D-WITHDRAW", expected, expected, expected)
        assert (found.start_reason, found.moved) == (cutoff, ())

    @pytest.mark.parametrize(
        ("cutoff", "happened"),
        [
            ("registered", (None, DECIDED, PUBLISHED)),
            ("decided", (REGISTERED, None, PUBLISHED)),
            ("published", (REGISTERED, DECIDED, None)),
        ],
    )
    def test_until_then_it_can_be_withdrawn(self, cutoff: regrading.Cutoff, happened: tuple[object, ...]) -> None:
        found = regrading.withdrawal(cutoff, *happened, NEW)
        assert (found.rule, found.date, found.why) == ("D-WITHDRAW", None, f"until_{cutoff}")
