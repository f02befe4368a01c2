"""The verbs of an appeal as tables: from which state each may be taken, and what it leaves behind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from casework import appeal, deciding, procedure
from casework.case import CLOSED, Case, Change, Kind, Mark, Outcome, Status
from casework.exams import Form, Language, Staff
from casework.messages import TaskKind
from casework.refusals import (
    AlreadyDone,
    MustBeNewGrader,
    NoExternalGrader,
    NotNow,
    NotYours,
    Refusal,
    TooFewGraders,
    TooLateToWithdraw,
)
from tests.casework.cases import (
    DOSSIER,
    EGIL,
    GRO,
    METTE,
    NEW_COMMISSION,
    NINA,
    NOW,
    OFFICE,
    SOMEBODY,
    case,
    dossier,
    morning,
    office,
    with_graders,
)

MEMBERS = (NINA, EGIL)
COMMISSIONS = [
    ((NINA, EGIL), None),
    ((NINA, EGIL, METTE), None),
    ((EGIL, METTE), None),
    ((), TooFewGraders),
    ((EGIL,), TooFewGraders),
    ((EGIL, EGIL), TooFewGraders),
    ((NINA, NINA, NINA), TooFewGraders),
    ((GRO, EGIL), MustBeNewGrader),
    ((NINA, EGIL, GRO), MustBeNewGrader),
]
VERBS: dict[str, tuple[Callable[[Case], Change], set[Status]]] = {
    "start": (
        lambda c: appeal.start(c, dossier(c), at=NOW, actor=SOMEBODY),
        {Status.WAITING, Status.RECEIVED},
    ),
    "hold": (
        lambda c: appeal.hold(c, dossier(c), 2, at=NOW, actor=SOMEBODY),
        {Status.TO_ASSIGN, Status.WITH_COMMISSION},
    ),
    "assign": (
        lambda c: appeal.assign(c, NEW_COMMISSION, MEMBERS, dossier(c), OFFICE, at=NOW, actor=SOMEBODY),
        {Status.TO_ASSIGN, Status.WAITING, Status.RECEIVED, Status.WITH_COMMISSION},
    ),
    "graded": (
        lambda c: appeal.graded(c, NINA.id, MEMBERS, at=NOW, actor=SOMEBODY),
        {Status.WITH_COMMISSION},
    ),
    "further": (
        lambda c: deciding.assess_further(c, dossier(c), OFFICE, at=NOW, actor=SOMEBODY),
        {Status.JOINT},
    ),
    "decide": (
        lambda c: deciding.decide(c, dossier(c), Outcome.UNCHANGED, OFFICE, at=NOW, actor=SOMEBODY),
        {Status.JOINT, Status.FURTHER, Status.NEW_ORAL},
    ),
    "tell": (
        lambda c: deciding.tell(c, dossier(c), OFFICE, at=NOW, actor=SOMEBODY),
        {Status.DECIDED},
    ),
}
EVERY_STATE = [(name, status) for name in VERBS for status in Status]
CUT_OFFS = [
    ("registered", Status.WITH_COMMISSION, (), True),
    ("registered", Status.WITH_COMMISSION, (NINA.id,), False),
    ("registered", Status.JOINT, (NINA.id, EGIL.id), False),
    ("decided", Status.JOINT, (NINA.id, EGIL.id), True),
    ("decided", Status.FURTHER, (NINA.id, EGIL.id), True),
    ("decided", Status.DECIDED, (NINA.id, EGIL.id), False),
    ("published", Status.DECIDED, (NINA.id, EGIL.id), True),
]
MARKS = [
    (date(2026, 12, 8), {}, frozenset()),
    (date(2026, 12, 9), {}, {Mark.LATE}),
    (date(2026, 11, 23), {"form": Form.ORAL}, {Mark.NOT_REGRADABLE}),
    (date(2026, 11, 23), {"form": Form.PRACTICAL}, {Mark.NOT_REGRADABLE}),
    (date(2026, 11, 23), {"form": Form.PERFORMING}, {Mark.NOT_REGRADABLE}),
    (date(2026, 11, 23), {"appeal_allowed": False}, {Mark.NOT_OPENED_FOR}),
    (date(2026, 11, 23), {"announced": None}, {Mark.NO_ANNOUNCEMENT}),
]


def asked(*cases: Case, on: date = date(2026, 11, 23), confirmed: bool = True, **exam: object) -> Change:
    """An appeal that comes in when the dossier has those cases."""
    known = dossier(*cases, exam=replace(DOSSIER.exam, **exam))
    return appeal.request(
        known, 5, morning(on), Language.NB, OFFICE, at=morning(on), actor=SOMEBODY, confirmed=confirmed
    )


@pytest.mark.parametrize(("name", "status"), EVERY_STATE)
def test_a_verb_is_taken_only_from_its_states(name: str, status: Status) -> None:
    verb, allowed = VERBS[name]
    opened = with_graders(status, outcome=Outcome.UNCHANGED)
    if status in allowed:
        assert verb(opened).case.version == 2
    else:
        with pytest.raises(NotNow):
            verb(opened)


@pytest.mark.parametrize(("members", "refusal"), COMMISSIONS)
def test_a_commission_is_lawful_or_refused(members: tuple[Staff, ...], refusal: type[Refusal] | None) -> None:
    assert appeal.is_lawful(case(), members, DOSSIER) is (refusal is None)


@pytest.mark.parametrize(("members", "refusal"), [pair for pair in COMMISSIONS if pair[1]])
def test_an_unlawful_commission_is_refused_by_name(members: tuple[Staff, ...], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        appeal.must_be_lawful(case(), members, DOSSIER)


def test_two_internal_graders_lack_an_external_one() -> None:
    inside = Staff(6, "Inge Intern", "inge@example.no")
    with pytest.raises(NoExternalGrader):
        appeal.must_be_lawful(case(), (NINA, inside), DOSSIER)


@pytest.mark.parametrize(("came", "exam", "marks"), MARKS)
def test_what_a_case_handler_must_see_first_is_marked(came: date, exam: dict[str, object], marks: set[Mark]) -> None:
    opened = asked(on=came, **exam).case
    assert opened.marks == marks
    assert opened.status is (Status.RECEIVED if marks else Status.TO_ASSIGN)


@pytest.mark.parametrize(("cut_off", "status", "done", "may"), CUT_OFFS)
def test_until_when_an_appeal_may_be_withdrawn(cut_off: str, status: Status, done: tuple[int, ...], may: bool) -> None:
    opened, where = with_graders(status, graders_done=done), office(withdrawal_cutoff=cut_off)
    assert procedure.may_withdraw(opened, where.rulebook) is may
    if not may:
        with pytest.raises(TooLateToWithdraw):
            procedure.withdraw(opened, dossier(opened), where, at=NOW, actor=SOMEBODY)


def test_an_open_explanation_asked_for_in_time_makes_the_appeal_wait() -> None:
    open_one = case(Kind.EXPLANATION, Status.WITH_GRADER)
    opened = asked(open_one).case
    assert (opened.status, opened.waits_for) == (Status.WAITING, 1)


@pytest.mark.parametrize(
    "explanation",
    [case(Kind.EXPLANATION, status) for status in sorted(CLOSED)]
    + [case(Kind.EXPLANATION, Status.RECEIVED, in_time=False)],
)
def test_an_explanation_that_is_over_or_late_makes_nothing_wait(explanation: Case) -> None:
    assert asked(explanation).case.waits_for is None


def test_an_unconfirmed_appeal_is_neither_receipted_nor_given_to_anybody() -> None:
    change = asked(confirmed=False)
    assert (change.case.status, change.letters) == (Status.RECEIVED, ())
    assert [task.kind for task in change.tasks] == [TaskKind.SENDER_UNCONFIRMED]


def test_a_confirmed_appeal_goes_on_from_where_it_is() -> None:
    started = asked(confirmed=False).case
    started = appeal.start(started, dossier(started), at=NOW, actor=SOMEBODY).case
    confirmed = appeal.confirm(started, dossier(started), OFFICE, at=NOW, actor=SOMEBODY)
    assert (confirmed.case.status, confirmed.case.marks) == (Status.TO_ASSIGN, frozenset())


def test_a_confirmed_appeal_waits_for_no_explanation_that_is_over() -> None:
    unconfirmed = case(Kind.APPEAL, Status.RECEIVED, waits_for=3, marks=frozenset({Mark.UNCONFIRMED}))
    known = dossier(unconfirmed, replace(case(Kind.EXPLANATION, Status.DONE), number=3))
    assert appeal.confirm(unconfirmed, known, OFFICE, at=NOW, actor=SOMEBODY).case.status is Status.TO_ASSIGN


def test_the_last_grader_opens_the_joint_step_and_asks_for_the_outcome() -> None:
    one = appeal.graded(with_graders(), NINA.id, MEMBERS, at=NOW, actor=SOMEBODY)
    all_done = appeal.graded(one.case, EGIL.id, MEMBERS, at=NOW, actor=SOMEBODY)
    assert (one.case.status, one.tasks) == (Status.WITH_COMMISSION, ())
    assert (all_done.case.status, [task.key for task in all_done.tasks]) == (Status.JOINT, ["outcome:1"])


def test_nobody_else_and_nobody_twice_says_done() -> None:
    one = appeal.graded(with_graders(), NINA.id, MEMBERS, at=NOW, actor=SOMEBODY).case
    with pytest.raises(NotYours):
        appeal.graded(one, METTE.id, MEMBERS, at=NOW, actor=SOMEBODY)
    with pytest.raises(AlreadyDone):
        appeal.graded(one, NINA.id, MEMBERS, at=NOW, actor=SOMEBODY)


def test_an_appeal_that_was_laid_down_is_taken_up_by_the_same_graders() -> None:
    held = appeal.hold(with_graders(), dossier(), 2, at=NOW, actor=SOMEBODY).case
    again = appeal.start(held, dossier(held), at=NOW, actor=SOMEBODY)
    assert (held.status, again.case.status, again.tasks) == (Status.WAITING, Status.WITH_COMMISSION, ())
    assert [notice.to for notice in again.notices] == [NINA.id, EGIL.id]


def test_an_appeal_that_somebody_has_graded_cannot_be_laid_down() -> None:
    with pytest.raises(NotNow):
        appeal.hold(with_graders(graders_done=(NINA.id,)), dossier(), 2, at=NOW, actor=SOMEBODY)


def test_new_graders_start_from_the_beginning() -> None:
    change = appeal.assign(
        with_graders(graders_done=(NINA.id,)), NEW_COMMISSION, MEMBERS, DOSSIER, OFFICE, at=NOW, actor=SOMEBODY
    )
    assert change.case.graders_done == ()


@pytest.mark.parametrize("status", [Status.JOINT, Status.FURTHER])
def test_the_cards_are_drawn_alike_whether_or_not_it_is_assessed_once_more(status: Status) -> None:
    decided = deciding.decide(with_graders(status), dossier(), Outcome.AGAINST, OFFICE, at=NOW, actor=SOMEBODY)
    further = deciding.assess_further(with_graders(Status.JOINT), dossier(), OFFICE, at=NOW, actor=SOMEBODY)
    drawn = decided.notices if status is Status.JOINT else (*further.notices, *decided.notices)
    assert [(notice.key, notice.to) for notice in drawn] == [("card:1:2:2", NINA.id), ("card:1:2:3", EGIL.id)]


def test_the_told_appeal_makes_the_grade_final_until_a_formal_error_undoes_it() -> None:
    told = with_graders(Status.DONE, outcome=Outcome.IN_FAVOUR, done_on=date(2026, 12, 1))
    annulled = {"outcome": Outcome.ANNULLED_REGRADE, "done_on": date(2026, 12, 2)}
    undone = replace(case(Kind.FORMAL_ERROR, Status.DONE, **annulled), number=2)
    assert dossier(told).regraded == told
    assert dossier(told, undone).regraded is None
