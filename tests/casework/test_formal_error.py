"""The verbs of a complaint on formal errors as tables, and the three clocks of one result that start each other anew (L-08)."""

from dataclasses import replace
from datetime import date

import pytest

from casework import formal_error, procedure
from casework.case import Case, Kind, Mark, Outcome, Status
from casework.clocks import Clocks
from casework.exams import Language
from casework.grounds import Grounds
from casework.messages import TaskKind
from casework.refusals import NotNow
from tests.casework.cases import DOSSIER, NOW, OFFICE, SIRI, SOMEBODY, case, dossier, morning

OURS = {Outcome.ANNULLED_REGRADE, Outcome.ANNULLED_NEW_EXAM}
DECIDES = {Status.WITH_HANDLER: OURS, Status.WITH_BOARD: OURS | {Outcome.BOARD_UPHELD}}
EVERY = [(status, outcome) for status in Status for outcome in Outcome]
NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 30), date(2026, 12, 14), date(2027, 1, 4)
ASKED, GIVEN = (case(Kind.EXPLANATION, Status.WITH_GRADER), case(Kind.EXPLANATION, Status.DONE, done_on=NOVEMBER))
OPEN_COMPLAINT = replace(case(Kind.FORMAL_ERROR, Status.WITH_BOARD), number=2)
# the cases of one result, and the last day to appeal the grade: None while another clock is open
CLOCKS = [
    pytest.param([], date(2026, 12, 8), id="nothing asked"),
    pytest.param([ASKED], None, id="explanation open"),
    pytest.param([OPEN_COMPLAINT], None, id="complaint open"),
    pytest.param([ASKED, OPEN_COMPLAINT], None, id="both open"),
    pytest.param([GIVEN], date(2026, 12, 21), id="explained"),
    pytest.param([GIVEN, OPEN_COMPLAINT], None, id="explained, complaint open"),
    pytest.param([GIVEN, "complaint decided"], JANUARY, id="explained, then decided"),
    pytest.param(["explained late", "complaint decided"], date(2027, 1, 11), id="decided, then explained"),
]
DECIDED = replace(OPEN_COMPLAINT, status=Status.DONE, outcome=Outcome.BOARD_UPHELD, done_on=DECEMBER)
EXPLAINED_LATE = replace(GIVEN, done_on=date(2026, 12, 21))


GROUNDS = Grounds("Det manglet en side.", "Den kan ha virket inn.")


def complaint(status: Status = Status.WITH_HANDLER) -> Case:
    return case(Kind.FORMAL_ERROR, status, interim_due=date(2026, 12, 23))


@pytest.mark.parametrize(("status", "outcome"), EVERY)
def test_a_complaint_is_decided_only_as_the_act_says(status: Status, outcome: Outcome) -> None:
    opened = complaint(status)
    if outcome in DECIDES.get(status, set()):
        change = formal_error.decide(
            opened, dossier(opened), outcome, OFFICE, SIRI.name, GROUNDS, at=NOW, actor=SOMEBODY
        )
        assert (change.case.status, change.case.outcome) == (Status.DONE, outcome)
    else:
        with pytest.raises(NotNow):
            formal_error.decide(opened, dossier(opened), outcome, OFFICE, SIRI.name, GROUNDS, at=NOW, actor=SOMEBODY)


@pytest.mark.parametrize("status", Status)
def test_only_a_complaint_with_a_case_handler_is_forwarded(status: Status) -> None:
    opened = complaint(status)
    if status is Status.WITH_HANDLER:
        change = formal_error.forward(opened, dossier(opened), OFFICE, SIRI.name, GROUNDS, at=NOW, actor=SOMEBODY)
        assert (change.case.status, change.case.interim_due) == (Status.WITH_BOARD, opened.interim_due)
    else:
        with pytest.raises(NotNow):
            formal_error.forward(opened, dossier(opened), OFFICE, SIRI.name, GROUNDS, at=NOW, actor=SOMEBODY)


@pytest.mark.parametrize("status", Status)
def test_a_complaint_is_never_rejected(status: Status) -> None:
    with pytest.raises(NotNow):
        procedure.reject(complaint(status), DOSSIER, OFFICE, SIRI.name, GROUNDS, at=NOW, actor=SOMEBODY)


@pytest.mark.parametrize("came", [date(2026, 11, 18), date(2026, 12, 31), date(2031, 1, 1)])
def test_a_complaint_is_never_marked_late(came: date) -> None:
    at = morning(came)
    change = formal_error.request(DOSSIER, 1, at, Language.NN, OFFICE, at=at, actor=SOMEBODY)
    assert (change.case.marks, change.case.status) == (frozenset(), Status.WITH_HANDLER)


def test_an_unconfirmed_complaint_tells_nothing_until_it_is_confirmed() -> None:
    change = formal_error.request(DOSSIER, 1, NOW, Language.NB, OFFICE, at=NOW, actor=SOMEBODY, confirmed=False)
    confirmed = formal_error.confirm(change.case, dossier(change.case), OFFICE, at=NOW, actor=SOMEBODY)
    assert (change.letters, [task.kind for task in change.tasks]) == ((), [TaskKind.SENDER_UNCONFIRMED])
    assert Mark.UNCONFIRMED not in confirmed.case.marks
    assert [letter.template for letter in confirmed.letters] == ["receipt_formal_error"]


def test_the_decision_tells_the_appeal_deadline_and_remembers_it() -> None:
    opened = complaint(Status.WITH_BOARD)
    at = morning(DECEMBER)
    change = formal_error.decide(
        opened, dossier(opened), Outcome.BOARD_UPHELD, OFFICE, SIRI.name, GROUNDS, at=at, actor=SOMEBODY
    )
    assert change.case.told_deadline == JANUARY
    assert "mandag 4. januar 2027" in change.letters[0].body


@pytest.mark.parametrize(("cases", "last_day"), CLOCKS)
def test_explanation_and_complaint_start_the_appeal_clock_anew(cases: list[Case | str], last_day: date | None) -> None:
    named = {"complaint decided": DECIDED, "explained late": EXPLAINED_LATE}
    known = dossier(*(named.get(each, each) for each in cases))
    assert Clocks(known, OFFICE.rulebook).appeal().date == last_day


@pytest.mark.parametrize(
    ("told", "until"),
    [(DECEMBER, JANUARY), (date(2026, 12, 4), date(2026, 12, 28)), (date(2027, 3, 4), date(2027, 3, 30))],
)
def test_the_result_of_an_appeal_starts_the_clock_of_formal_errors_anew(told: date, until: date) -> None:
    deadline = Clocks(DOSSIER, OFFICE.rulebook).formal_error_after(told)
    assert (deadline.date, deadline.section) == (until, "§ 11-9")
