"""What receipts, interim replies and a grader's first letter say where something is in doubt, once and truly, in all three languages."""

from dataclasses import replace
from datetime import date

import pytest

from casework import appeal, explanation, interim
from casework.case import Kind, Status
from casework.dossier import Dossier
from casework.exams import Form, Language
from casework.letters import Letters
from tests.casework.cases import DOSSIER, EXAM, NEW_COMMISSION, OFFICE, SOMEBODY, case, morning
from tests.casework.letter_samples import FIELDS

NB, NN, EN = Language.NB, Language.NN, Language.EN
LATE, ANSWERED = date(2026, 11, 30), date(2026, 12, 23)
ORAL = replace(DOSSIER, exam=replace(EXAM, form=Form.ORAL))
DONE = case(Kind.APPEAL, Status.DONE, commission_id=NEW_COMMISSION.id, done_on=LATE)
LETTERS = Letters.packaged()


def explanation_receipt(language: Language, about: Dossier = DOSSIER) -> str:
    change = explanation.request(about, 2, morning(LATE), language, OFFICE, at=morning(LATE), actor=SOMEBODY)
    return change.letters[0].body


def appeal_receipt(language: Language, about: Dossier) -> str:
    change = appeal.request(about, 2, morning(LATE), language, OFFICE, at=morning(LATE), actor=SOMEBODY)
    return change.letters[0].body


def interim_reply(language: Language, reason: Status | None = None) -> str:
    waiting = case(language=language, interim_due=ANSWERED, interim_reason=reason.value if reason else "")
    about = replace(DOSSIER, cases=(waiting,))
    return interim.send(waiting, about, OFFICE, at=morning(ANSWERED), actor=SOMEBODY).letters[0].body


class TestLateRequestForAnExplanation:
    """Decision 6: a person decides whether it is answered; asked for too late it extends nothing."""

    @pytest.mark.parametrize(
        ("language", "due", "passed"),
        [
            (NB, "for å gi deg begrunnelsen", "for å be om begrunnelse: tirsdag 24. november 2026 – én uke"),
            (NN, "for å gi deg grunngjevinga", "for å be om grunngjeving: tysdag 24. november 2026 – éi veke"),
            (EN, "to give you the explanation", "to ask for an explanation: Tuesday 24 November 2026 – one week"),
        ],
    )
    def test_it_names_the_day_that_passed_and_none_for_the_explanation(
        self, language: Language, due: str, passed: str
    ) -> None:
        said = explanation_receipt(language)
        assert (due in said, passed in said, "§ 11-8" in said) == (False, True, True)

    @pytest.mark.parametrize(
        ("language", "sentence"),
        [
            (NB, "flytter ikke i seg selv noen klagefrist"),
            (NN, "flyttar ikkje i seg sjølv nokon klagefrist"),
            (EN, "does not in itself move any appeal deadline"),
        ],
    )
    def test_it_moves_no_deadline_and_says_so(self, language: Language, sentence: str) -> None:
        assert sentence in explanation_receipt(language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (NB, "begrunnelse for den nye karakteren i"),
        (NN, "grunngjeving for den nye karakteren i"),
        (EN, "your new grade in"),
    ],
)
def test_an_explanation_of_the_new_grading_is_receipted_as_one(language: Language, words: str) -> None:
    assert words in explanation_receipt(language, replace(DOSSIER, cases=(DONE,)))
    assert words not in explanation_receipt(language)


class TestAppealOfAnOralExam:
    """Decision 12 and § 11-10 fourth paragraph: a person decides whether the performance can be assessed again."""

    @pytest.mark.parametrize(
        ("language", "denied", "decides", "heading", "formal"),
        [
            (NB, "ikke påklages", "avgjør om det gjelder her", "Blir klagen tatt til behandling", "formelle feil:"),
            (NN, "ikkje høve", "avgjer om det gjeld her", "Blir klaga teken til behandling", "formelle feil:"),
            (EN, "cannot be appealed", "decides whether that is so", "If the appeal is taken on", "formal errors:"),
        ],
    )
    def test_nothing_is_denied_and_nothing_promised(
        self, language: Language, denied: str, decides: str, heading: str, formal: str
    ) -> None:
        said = appeal_receipt(language, ORAL)
        assert denied not in said
        assert [words for words in (decides, heading, formal) if words not in said] == []

    @pytest.mark.parametrize("language", Language)
    def test_an_appeal_that_goes_on_says_what_to_know_without_a_condition(self, language: Language) -> None:
        heading = {NB: "Dette bør du vite:", NN: "Dette bør du vite:", EN: "What you should know:"}[language]
        assert heading in appeal_receipt(language, DOSSIER)
        assert heading not in appeal_receipt(language, ORAL)


class TestInterimReply:
    """Reason and stage (forvaltningsloven § 11 a), each said once."""

    @pytest.mark.parametrize(
        ("language", "stage", "again"),
        [
            (NB, "Her står saken nå, og det er grunnen", "Klagen venter på at nye sensorer blir oppnevnt"),
            (NN, "Her står saka no, og det er grunnen", "Klaga ventar på at nye sensorar"),
            (EN, "This is where your case stands now, and why", "Your appeal is waiting for new examiners"),
        ],
    )
    def test_a_reason_that_is_the_stage_is_not_said_twice(self, language: Language, stage: str, again: str) -> None:
        said, chosen = interim_reply(language), interim_reply(language, Status.JOINT)
        assert (stage in said, again in said) == (True, False)
        assert (stage in chosen, again in chosen) == (False, True)


@pytest.mark.parametrize(
    ("language", "part", "printed"),
    [
        (NB, "Del 1", ", Del 1, "),
        (NN, "Del 1", ", Del 1, "),
        (EN, "Del 1", ", Part 1, "),
        (EN, "2", ", part 2, "),
        (EN, "Delta", ", Delta, "),
    ],
)
def test_a_part_is_named_in_the_letters_language(language: Language, part: str, printed: str) -> None:
    about = replace(DOSSIER, exam=replace(EXAM, part=part))
    assert printed in explanation_receipt(language, about)


@pytest.mark.parametrize("form", ["oral", ""])
@pytest.mark.parametrize(
    ("language", "ask", "offer"),
    [(NB, "vtal", "«tid 42"), (NN, "vtal", "«tid 42"), (EN, "gree a time", "“times 42")],
)
def test_a_grader_reads_once_how_a_time_is_agreed(language: Language, ask: str, offer: str, form: str) -> None:
    exam = replace(EXAM, explanation_form=form or EXAM.explanation_form)
    said = LETTERS.write("grader_assigned", language, **{**FIELDS, "exam": exam, "institution": "", "contact": ""}).body
    assert (ask in said, said.count(offer)) == (False, 1)
