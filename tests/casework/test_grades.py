"""Two grades held against each other: every pair of both scales."""

from itertools import product

import pytest

from casework.case import Outcome
from casework.grades import LETTERS, PASS, compared, scale_of

STEPS = {grade: place for place, grade in enumerate(LETTERS)}
PAIRS = list(product(LETTERS, LETTERS))
MARKS = [
    ("C", "A", Outcome.IN_FAVOUR, True),
    ("C", "B", Outcome.IN_FAVOUR, False),
    ("C", "C", Outcome.UNCHANGED, False),
    ("C", "D", Outcome.AGAINST, False),
    ("C", "E", Outcome.AGAINST, True),
    ("F", "E", Outcome.IN_FAVOUR, False),
    ("F", "D", Outcome.IN_FAVOUR, True),
    ("A", "F", Outcome.AGAINST, True),
    ("Pass", "Pass", Outcome.UNCHANGED, False),
    ("NotPass", "Pass", Outcome.IN_FAVOUR, False),
    ("Pass", "NotPass", Outcome.AGAINST, False),
]


@pytest.mark.demand("A-144")
@pytest.mark.parametrize(("old", "new", "outcome", "further"), MARKS)
def test_the_outcome_and_whether_it_is_assessed_once_more(old: str, new: str, outcome: Outcome, further: bool) -> None:
    result = compared(old, new)
    assert (result.outcome, result.further) == (outcome, further)


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_two_grades_or_more_apart_need_another_assessment(old: str, new: str) -> None:
    assert compared(old, new).further is (abs(STEPS[old] - STEPS[new]) >= 2)


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_what_is_gained_one_way_is_lost_the_other(old: str, new: str) -> None:
    opposite = {Outcome.IN_FAVOUR: Outcome.AGAINST, Outcome.AGAINST: Outcome.IN_FAVOUR}
    there, back = compared(old, new).outcome, compared(new, old).outcome
    assert back is opposite.get(there, Outcome.UNCHANGED)


@pytest.mark.parametrize("grade", [*LETTERS, *PASS])
def test_every_grade_belongs_to_one_scale(grade: str) -> None:
    assert grade in scale_of(grade)


@pytest.mark.parametrize("grade", ["", "a", "G", "pass", "Bestått", "4"])
def test_what_is_no_grade_has_no_scale(grade: str) -> None:
    with pytest.raises(LookupError):
        scale_of(grade)


@pytest.mark.parametrize(("old", "new"), [("C", "Pass"), ("NotPass", "F"), ("C", "G"), ("C", "")])
def test_grades_of_different_scales_are_not_compared(old: str, new: str) -> None:
    with pytest.raises(LookupError):
        compared(old, new)


def test_a_comparison_holds_no_grade() -> None:
    assert set(type(compared("A", "B")).__dataclass_fields__) == {"outcome", "further"}
