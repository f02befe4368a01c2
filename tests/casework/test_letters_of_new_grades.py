"""Letters about an explanation of the new grade: it is final, so only formal errors may still be complained about (§§ 11-9, 11-11)."""

from dataclasses import replace
from datetime import datetime

import pytest

from casework import explanation, procedure
from casework.case import Case, Change, Kind, Mark, Outcome, Status
from casework.exams import Language
from casework.explanation import Way
from casework.grounds import Grounds
from tests.casework.cases import NEW_COMMISSION, NINA, OFFICE, SOMEBODY, case, dossier, morning, with_graders
from tests.casework.days import day

APPEALED = with_graders(Status.DONE, outcome=Outcome.IN_FAVOUR, done_on=day("Tue 2026-11-24"))
ASKED = case(
    Kind.EXPLANATION,
    Status.WITH_GRADER,
    number=2,
    received=morning(day("Wed 2026-11-25")),
    grader_id=NINA.id,
    commission_id=NEW_COMMISSION.id,
)
FIRST = replace(ASKED, commission_id=None)  # asks about the grade as it was set first
LATE = replace(ASKED, in_time=False, marks=frozenset({Mark.LATE}))
AGAIN = case(Kind.APPEAL, Status.RECEIVED, number=2, marks=frozenset({Mark.FINAL}))
THURSDAY, AFTERWARDS = morning(day("Thu 2026-11-26")), morning(day("Wed 2026-12-16"))
GROUNDS = Grounds("Det kom for sent.", "Ingenting hindret deg.")
TALK = {"talk": None, "invited": None, "facts": "", "reasons": ""}
IN_EACH_LANGUAGE = pytest.mark.parametrize("language", Language)

FORMAL_ERRORS = {
    Language.NB: "Siste dag for å klage på formelle feil: tirsdag 15. desember 2026",
    Language.NN: "Siste dag for å klage på formelle feil: tysdag 15. desember 2026",
    Language.EN: "Last day to complain about formal errors: Tuesday 15 December 2026",
}
NEW_GRADE = {
    Language.NB: "den nye karakteren i TDT",
    Language.NN: "den nye karakteren i TDT",
    Language.EN: "new grade in TDT",
}


def withdrawn(asked: Case, at: datetime = THURSDAY) -> Change:
    return procedure.withdraw(asked, dossier(APPEALED, asked), OFFICE, at=at, actor=SOMEBODY)


def rejected(asked: Case, at: datetime = THURSDAY) -> Change:
    return procedure.reject(asked, dossier(APPEALED, asked), OFFICE, "Siri", GROUNDS, at=at, actor=SOMEBODY)


def sent(asked: Case) -> Change:
    found, today = dossier(APPEALED, asked), day("Thu 2026-11-26")
    return explanation.given(asked, found, Way.SENT, today, OFFICE, at=THURSDAY, actor=SOMEBODY)


def oral_given(asked: Case) -> Change:
    found, today = dossier(APPEALED, asked), day("Thu 2026-11-26")
    return explanation.given(asked, found, Way.ORAL_GIVEN, today, OFFICE, at=THURSDAY, actor=SOMEBODY)


def no_show(asked: Case) -> Change:
    found, today = dossier(APPEALED, asked), day("Thu 2026-11-26")
    return explanation.missed(asked, found, today, OFFICE, TALK, {}, at=THURSDAY, actor=SOMEBODY)


def body(change: Change) -> str:
    (letter,) = change.letters
    return letter.body


@IN_EACH_LANGUAGE
@pytest.mark.parametrize("closes", [withdrawn, rejected])
@pytest.mark.parametrize("asked", [ASKED, LATE, AGAIN], ids=["explanation", "late explanation", "appeal"])
def test_a_request_that_is_closed_tells_the_day_for_formal_errors(closes, asked: Case, language: Language) -> None:
    assert FORMAL_ERRORS[language] in body(closes(replace(asked, language=language)))


@pytest.mark.parametrize("closes", [withdrawn, rejected])
def test_no_letter_names_a_day_for_formal_errors_that_has_passed(closes) -> None:
    assert "15. desember" not in body(closes(ASKED, AFTERWARDS))


@pytest.mark.parametrize("closes", [withdrawn, rejected])
def test_a_request_about_a_grade_that_was_never_appealed_says_nothing_of_it(closes) -> None:
    alone = replace(FIRST, number=1)
    assert "Siste dag for å klage på formelle feil" not in body(closes_alone(closes, alone))


def closes_alone(closes, asked: Case) -> Change:
    if closes is withdrawn:
        return procedure.withdraw(asked, dossier(asked), OFFICE, at=THURSDAY, actor=SOMEBODY)
    return procedure.reject(asked, dossier(asked), OFFICE, "Siri", GROUNDS, at=THURSDAY, actor=SOMEBODY)


@IN_EACH_LANGUAGE
@pytest.mark.parametrize("gives", [sent, oral_given, no_show])
def test_the_letter_says_that_it_is_the_new_grade(gives, language: Language) -> None:
    assert NEW_GRADE[language] in body(gives(replace(ASKED, language=language)))


@pytest.mark.parametrize("gives", [sent, oral_given, no_show])
def test_an_explanation_of_the_first_grade_does_not_call_it_new(gives) -> None:
    assert "den nye karakteren i TDT" not in body(gives(FIRST))


@pytest.mark.parametrize("gives", [sent, oral_given, no_show])
def test_a_late_request_does_not_speak_of_an_appeal_deadline_that_there_is_not(gives) -> None:
    assert "klagefristen" not in body(gives(LATE))


@pytest.mark.parametrize("gives", [sent, oral_given, no_show])
def test_nobody_is_told_how_to_appeal_a_final_grade(gives) -> None:
    text = body(gives(ASKED))
    assert "den er endelig og kan ikke påklages" in text
    assert "Vil du klage" not in text


def test_a_withdrawn_appeal_of_a_final_grade_promises_no_new_one() -> None:
    text = body(withdrawn(AGAIN))
    assert "klage på nytt" not in text
    assert "opprinnelige" not in text


@pytest.mark.parametrize("asked", [ASKED, AGAIN])
def test_the_final_grade_is_no_last_day_to_appeal(asked: Case) -> None:
    assert "Siste dag for å klage på karakteren" not in body(withdrawn(asked))
