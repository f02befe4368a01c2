"""Who may do and see what, as tables: each role, each kind, each state."""

from dataclasses import replace

import pytest

from casework.access import PAUSES, BlindView, CaseView, Move, may_see, moves_for, view_for
from casework.case import CLOSED, Case, Kind, Mark, Outcome, Status
from casework.exams import ExplanationForm, Role, Staff
from tests.casework.cases import (
    DOSSIER,
    EGIL,
    EXAM,
    GRO,
    METTE,
    NEW_COMMISSION,
    NINA,
    NOW,
    SIRI,
    case,
    dossier,
    with_graders,
)

CLOSING = (Move.REJECT, Move.WITHDRAW)
OUTCOMES = (Move.IN_FAVOUR, Move.UNCHANGED, Move.AGAINST)
ANNULLING = (Move.ANNUL_REGRADE, Move.ANNUL_NEW_EXAM)
HANDLER = [
    (Kind.EXPLANATION, Status.RECEIVED, (Move.ASSIGN, *PAUSES, *CLOSING)),
    (Kind.APPEAL, Status.RECEIVED, (Move.START, *CLOSING)),
    (Kind.APPEAL, Status.WAITING, (Move.START, *CLOSING)),
    (Kind.APPEAL, Status.TO_ASSIGN, (Move.NAME_COMMISSION, *CLOSING)),
    (Kind.APPEAL, Status.WITH_COMMISSION, (Move.NAME_COMMISSION, *CLOSING)),
    (Kind.APPEAL, Status.JOINT, (*OUTCOMES, Move.FURTHER, *CLOSING)),
    (Kind.APPEAL, Status.FURTHER, (*OUTCOMES, *CLOSING)),
    (Kind.APPEAL, Status.DECIDED, (Move.TELL, *CLOSING)),
    (Kind.FORMAL_ERROR, Status.WITH_HANDLER, (*ANNULLING, Move.FORWARD, Move.KNEW, Move.WITHDRAW)),
    (Kind.FORMAL_ERROR, Status.WITH_BOARD, (*ANNULLING, Move.BOARD_UPHELD, Move.KNEW, Move.WITHDRAW)),
]
SEES = [
    (Kind.EXPLANATION, GRO, True),
    (Kind.EXPLANATION, NINA, False),
    (Kind.APPEAL, GRO, False),
    (Kind.APPEAL, NINA, True),
    (Kind.APPEAL, EGIL, True),
    (Kind.APPEAL, METTE, False),
    (Kind.FORMAL_ERROR, GRO, False),
    (Kind.FORMAL_ERROR, NINA, False),
    *((kind, SIRI, True) for kind in Kind),
]
NINA_WHO_ALSO_HANDLES = replace(NINA, roles=frozenset({Role.GRADER, Role.CASE_HANDLER}))


def of(kind: Kind, status: Status = Status.RECEIVED) -> Case:
    return with_graders(status) if kind is Kind.APPEAL else case(kind, status)


@pytest.mark.parametrize(("kind", "status", "moves"), HANDLER)
def test_the_moves_of_a_case_handler(kind: Kind, status: Status, moves: tuple[Move, ...]) -> None:
    opened = case(kind, status)
    assert moves_for(opened, dossier(opened), SIRI) == moves


@pytest.mark.parametrize(
    ("fields", "moves"),
    [
        ({"in_time": False}, (Move.EXCUSE, *PAUSES)),
        ({"pauses": ((NOW.date(), None),)}, (Move.RESUME,)),
        ({"pauses": ((NOW.date(), NOW.date()),)}, PAUSES),
    ],
    ids=["late", "stands still", "runs again"],
)
def test_a_case_handler_sees_to_the_clock_of_an_explanation(fields: dict[str, object], moves: tuple[Move, ...]) -> None:
    opened = case(Kind.EXPLANATION, Status.RECEIVED, **fields)
    assert moves_for(opened, dossier(opened), SIRI) == (Move.ASSIGN, *moves, *CLOSING)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("status", sorted(CLOSED))
def test_a_closed_case_has_no_moves(kind: Kind, status: Status) -> None:
    closed = replace(of(kind, status), seen_on=NOW.date())
    assert [moves_for(closed, dossier(closed), staff) for staff in (GRO, NINA, SIRI)] == [(), (), ()]


def test_only_that_a_told_decision_was_opened_can_still_be_noted_by_a_case_handler() -> None:
    told = with_graders(Status.DONE)
    assert [moves_for(told, dossier(told), staff) for staff in (GRO, NINA, SIRI)] == [(), (), (Move.SEEN,)]


@pytest.mark.parametrize(("kind", "staff", "sees"), SEES)
def test_a_case_exists_for_those_who_have_a_part_in_it(kind: Kind, staff: Staff, sees: bool) -> None:
    opened = of(kind, Status.WITH_COMMISSION if kind is Kind.APPEAL else Status.RECEIVED)
    assert may_see(opened, dossier(opened), staff) is sees


@pytest.mark.parametrize("status", sorted(set(Status) - CLOSED))
def test_a_new_grader_has_one_move_while_grading(status: Status) -> None:
    opened = with_graders(status)
    expected = (Move.GRADED,) if status is Status.WITH_COMMISSION else ()
    assert moves_for(opened, dossier(opened), NINA) == expected


def test_a_new_grader_who_is_done_has_no_move_left() -> None:
    opened = with_graders(graders_done=(NINA.id,))
    assert (moves_for(opened, dossier(opened), NINA), moves_for(opened, dossier(opened), EGIL)) == ((), (Move.GRADED,))


@pytest.mark.parametrize("status", sorted(set(Status) - CLOSED))
def test_a_new_grader_is_no_case_handler_in_the_same_appeal(status: Status) -> None:
    opened = with_graders(status)
    assert set(moves_for(opened, dossier(opened), NINA_WHO_ALSO_HANDLES)) <= {Move.GRADED}
    assert isinstance(view_for(opened, dossier(opened), NINA_WHO_ALSO_HANDLES, True), BlindView)


def test_a_blind_view_has_no_field_for_what_must_not_be_seen() -> None:
    assert set(BlindView.__dataclass_fields__) == {
        *("number", "course", "part", "term", "candidate", "status", "target", "done_by_me", "moves", "version")
    }


@pytest.mark.parametrize("status", [Status.FURTHER, Status.DECIDED, Status.DONE])
def test_a_blind_view_does_not_tell_what_came_of_the_grading(status: Status) -> None:
    opened = with_graders(status, outcome=Outcome.IN_FAVOUR)
    view = view_for(opened, dossier(opened), NINA, True)
    assert (view.status, hasattr(view, "outcome")) == (Status.DONE, False)


@pytest.mark.parametrize(("numbers", "shown"), [(True, "1001"), (False, "")])
def test_the_candidate_number_is_for_the_cases_own_graders(numbers: bool, shown: str) -> None:
    opened = with_graders()
    assert view_for(opened, dossier(opened), NINA, numbers).candidate == shown
    assert view_for(opened, dossier(opened), SIRI, numbers).candidate == ""


def test_the_first_move_of_an_explanation_is_how_its_exam_explains() -> None:
    spoken = replace(EXAM, explanation_form=ExplanationForm.ORAL)
    written = replace(EXAM, explanation_form=ExplanationForm.WRITTEN)
    opened = case(Kind.EXPLANATION, Status.WITH_GRADER, grader_id=GRO.id)
    first = [moves_for(opened, dossier(opened, exam=exam), GRO)[0] for exam in (spoken, written)]
    assert first == [Move.ORAL_GIVEN, Move.SENT]


def test_an_unconfirmed_case_can_be_confirmed_by_a_case_handler() -> None:
    opened = case(Kind.APPEAL, Status.RECEIVED, marks=frozenset({Mark.UNCONFIRMED}))
    assert moves_for(opened, dossier(opened), SIRI)[0] is Move.CONFIRM_SENDER


def test_the_new_grade_is_explained_by_those_who_set_it() -> None:
    asked = case(Kind.EXPLANATION, Status.WITH_GRADER, grader_id=NINA.id, commission_id=NEW_COMMISSION.id)
    assert [may_see(asked, DOSSIER.with_case(asked), staff) for staff in (NINA, EGIL, GRO)] == [True, True, False]


def test_a_case_handler_sees_what_state_the_case_is_in() -> None:
    opened = with_graders(Status.FURTHER)
    view = view_for(opened, dossier(opened), SIRI, True)
    assert (type(view), view.status) == (CaseView, Status.FURTHER)
