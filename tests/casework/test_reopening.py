"""A recorded no-show that does not stand: a case handler opens the case again, and its dates run as the law says."""

from dataclasses import replace
from datetime import date

import pytest

from casework import no_show
from casework.access import Move, moves_for
from casework.case import Case, Change, Kind, Outcome, Status
from casework.exams import Language
from casework.grounds import NO_GROUNDS, Grounds
from casework.refusals import GroundsMissing, NotNow
from tests.casework.cases import GRO, OFFICE, SIRI, SOMEBODY, case, dossier, morning

# asked for on Mon 2026-11-23, due on Mon 2026-12-07, missed on Thu 2026-11-26
MISSED = case(
    Kind.EXPLANATION,
    Status.DONE,
    outcome=Outcome.NO_SHOW,
    done_on=date(2026, 11, 26),
    grader_id=GRO.id,
    due=date(2026, 12, 7),
    told_deadline=date(2026, 12, 17),
)
GROUNDS = Grounds("Du var på legevakten.", "Du var forhindret.")
SAYS = [
    (Language.NB, "det regnes ikke lenger som at du uteble fra samtalen torsdag 26. november 2026"),
    (Language.NN, "det blir ikkje lenger rekna som at du ikkje møtte til samtalen torsdag 26. november 2026"),
    (Language.EN, "it no longer counts that you did not come to the meeting on Thursday 26 November 2026"),
]


def reopened(missed: Case = MISSED, on: date = date(2026, 11, 30), grounds: Grounds = GROUNDS, *others: Case) -> Change:
    held = dossier(missed, *others)
    return no_show.reopen(missed, held, grounds, OFFICE, "Siri", at=morning(on), actor=SOMEBODY)


def body(change: Change) -> str:
    (letter,) = change.letters
    return letter.body


def test_the_grader_owes_the_explanation_again_within_the_two_weeks_of_the_request() -> None:
    after = reopened().case
    assert (after.status, after.outcome, after.done_on) == (Status.WITH_GRADER, None, None)
    assert (after.due, after.interim_due) == (date(2026, 12, 7), date(2026, 12, 7))


def test_the_appeals_clock_waits_again() -> None:
    clock = OFFICE.clocks(dossier(reopened().case)).appeal()
    assert (clock.date, clock.why) == (None, "explanation_pending")


def test_what_the_student_was_told_for_appealing_is_never_shortened() -> None:
    withdrawn = replace(reopened().case, status=Status.WITHDRAWN)
    assert OFFICE.clocks(dossier(withdrawn)).appeal().date == date(2026, 12, 17)


def test_an_explanation_given_afterwards_moves_the_appeal_deadline() -> None:
    given = replace(reopened().case, status=Status.DONE, outcome=Outcome.ORAL_GIVEN, done_on=date(2026, 12, 4))
    assert OFFICE.clocks(dossier(given)).appeal().date == date(2026, 12, 28)


@pytest.mark.parametrize(("language", "says"), SAYS)
def test_the_student_reads_that_it_does_not_stand_and_why(language: Language, says: str) -> None:
    text = body(reopened(replace(MISSED, language=language)))
    assert (says in text, GROUNDS.facts in text, GROUNDS.reasons in text) == (True, True, True)


@pytest.mark.parametrize(("on", "is_late"), [(date(2026, 12, 7), False), (date(2026, 12, 8), True)])
def test_a_student_whose_two_weeks_are_over_is_told_so(on: date, is_late: bool) -> None:
    assert ("Den dagen er over" in body(reopened(on=on))) is is_late


def test_what_was_promised_stays_promised() -> None:
    promised = replace(MISSED, interims=1, promised=date(2026, 12, 18), interim_due=date(2026, 12, 18))
    assert reopened(promised).case.interim_due == date(2026, 12, 18)


def test_it_needs_grounds_and_the_journal_holds_only_that_there_are_some() -> None:
    with pytest.raises(GroundsMissing):
        reopened(grounds=NO_GROUNDS)
    assert reopened().event.facts == {"texts": ["facts", "reasons"]}


ANOTHER = replace(case(Kind.EXPLANATION, Status.WITH_GRADER), number=2)


@pytest.mark.parametrize(
    ("closed", "others"),
    [
        (replace(MISSED, outcome=Outcome.ORAL_GIVEN), ()),
        (replace(MISSED, status=Status.WITH_GRADER, outcome=None, done_on=None), ()),
        (MISSED, (ANOTHER,)),
    ],
    ids=["given", "open", "asked for again"],
)
def test_nothing_else_is_opened_again(closed: Case, others: tuple[Case, ...]) -> None:
    with pytest.raises(NotNow):
        reopened(closed, date(2026, 11, 30), GROUNDS, *others)
    assert Move.REOPEN not in moves_for(closed, dossier(closed, *others), SIRI)


def test_only_a_case_handler_may() -> None:
    assert [moves_for(MISSED, dossier(MISSED), staff) for staff in (GRO, SIRI)] == [(), (Move.REOPEN,)]
