"""Two grades or more apart: who assesses once more, and whether they know the grades, is the institution's choice (decision 17)."""

import pytest

from casework import deciding
from casework.case import Change, Status
from casework.exams import Language
from casework.tasks import TaskKind
from tests.casework.cases import NOW, SOMEBODY, dossier, office, with_graders

JOINT = {"third_assessment_procedure": "joint"}
BLIND = {"third_assessment_procedure": "third", "third_sees_grades": False}
SEEING = {"third_assessment_procedure": "third", "third_sees_grades": True}
NB, NN, EN = Language.NB, Language.NN, Language.EN
SAYS = [
    (JOINT, NB, "Sensorer fra begge rundene vurderer besvarelsen sammen."),
    (JOINT, NN, "Sensorar frå begge rundane vurderer eksamenssvaret saman."),
    (JOINT, EN, "Examiners of both rounds assess your answer together."),
    (BLIND, NB, "Nye sensorer vurderer besvarelsen denne gangen. De får ikke vite noen av karakterene."),
    (BLIND, NN, "Nye sensorar vurderer eksamenssvaret denne gongen. Dei får ikkje vite nokon av karakterane."),
    (BLIND, EN, "New examiners assess it this time. They are told neither of the grades."),
    (SEEING, NB, "Nye sensorer vurderer besvarelsen denne gangen. De får vite begge karakterene."),
    (SEEING, NN, "Nye sensorar vurderer eksamenssvaret denne gongen. Dei får vite begge karakterane."),
    (SEEING, EN, "New examiners assess it this time. They are told both grades."),
]
ASKS = [(JOINT, TaskKind.FURTHER_JOINT), (BLIND, TaskKind.FURTHER_BLIND), (SEEING, TaskKind.FURTHER_SEEING)]


def assessed_further(choices: dict[str, object], language: Language = NB) -> Change:
    joint = with_graders(Status.JOINT, language=language)
    return deciding.assess_further(joint, dossier(joint), office(**choices), at=NOW, actor=SOMEBODY)


@pytest.mark.parametrize(("choices", "language", "says"), SAYS)
def test_the_student_reads_who_assesses_once_more(choices: dict[str, object], language: Language, says: str) -> None:
    (letter,) = assessed_further(choices, language).letters
    assert says in letter.body


@pytest.mark.parametrize(("choices", "kind"), ASKS)
def test_the_case_handler_is_asked_for_what_the_institution_does(choices: dict[str, object], kind: TaskKind) -> None:
    (task,) = assessed_further(choices).tasks
    assert (task.key, task.kind) == ("further:1", kind)


@pytest.mark.parametrize(
    ("institution", "kind"), [("ntnu", "further_blind"), ("nla", "further_seeing"), ("nmbu", "further_joint")]
)
def test_each_institution_has_its_own_way(institution: str, kind: str) -> None:
    joint = with_graders(Status.JOINT)
    (task,) = deciding.assess_further(joint, dossier(joint), office(institution), at=NOW, actor=SOMEBODY).tasks
    assert task.kind == kind
