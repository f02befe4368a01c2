"""Which day for asking for an explanation is told anew: the one that was told, never one that another letter tells (I12, I13)."""

from dataclasses import replace
from datetime import date
from typing import Any

from casework.case import Case, Kind, Outcome, Status
from casework.recomputing import Because, recomputed
from tests.casework.cases import NOW, OFFICE, RESULT, SOMEBODY, case, dossier

TOLD_REQUEST, DECIDED = date(2026, 11, 24), date(2026, 11, 23)
FINAL: dict[str, Any] = {"status": Status.DONE, "outcome": Outcome.UNCHANGED, "done_on": date(2026, 12, 14)}


def moved_request(*cases: Case, announced_anew: date | None = None) -> date | None:
    """The day for asking that a letter on the first case tells in place of 24 November; None where none does."""
    held = dossier(*cases, result=replace(RESULT, announced_anew=announced_anew))
    change = recomputed(cases[0], held, OFFICE, Because("test"), at=NOW, actor=SOMEBODY)
    return change.case.told_request if change and change.case.told_request != TOLD_REQUEST else None


def annulled(**fields: Any) -> Case:
    made = case(Kind.FORMAL_ERROR, Status.DONE, outcome=Outcome.ANNULLED_REGRADE, done_on=DECIDED)
    return replace(made, told_request=TOLD_REQUEST, **fields)


def test_a_grade_set_anew_is_explained_by_its_own_later_day() -> None:
    assert moved_request(annulled(), announced_anew=date(2026, 12, 1)) == date(2026, 12, 8)


def test_the_day_after_an_appeal_of_that_grade_stands_in_the_letter_on_its_result() -> None:
    appeal = case(number=2, commission_id=3, **FINAL)
    assert moved_request(annulled(), appeal, announced_anew=date(2026, 11, 17)) is None


def test_the_day_after_an_appeal_of_the_first_grade_stands_in_the_letter_on_its_result() -> None:
    assert moved_request(case(told_request=TOLD_REQUEST, commission_id=3, **FINAL)) is None
