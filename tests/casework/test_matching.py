"""Which of a student's results a mail is about, told by what it names and by what it says is not meant."""

import pytest

from casework.exams import Exam, Language, Result
from casework.matching import Candidacy, match
from mailgateway.mentions import mentions_of

NAMES = {"TDT4100": "Objektorientert programmering", "TMA4245": "Statistikk", "FIN3005": "Finans"}
MINE: list[Candidacy] = [
    (Result(number, number, 1, f"{1000 + number}"), Exam(number, course, "", "2026H", {Language.NB: name}))
    for number, (course, name) in enumerate(NAMES.items(), start=1)
]


def meant(text: str) -> str | None:
    """The course of the one result that is meant, None where a question must be asked."""
    only = match(mentions_of(text), MINE, text).only
    return only[1].course if only else None


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("Begrunnelse i TDT4100, takk.", "TDT4100"),
        ("Begrunnelse i objektorientert programmering, takk.", "TDT4100"),
        ("Jeg klager på karakteren i finans. Kandidat 1003.", "FIN3005"),
        ("Jeg klager på FIN3005, men ikke på TMA4245.", "FIN3005"),
        ("Ikke TDT4100, men statistikk: begrunnelse i statistikk, takk.", "TMA4245"),
        ("Eg klagar på TMA4245 (ikkje TDT4100 eller FIN3005).", "TMA4245"),
        ("I appeal TMA4245 rather than FIN3005.", "TMA4245"),
        ("Vi er begge enige om at TDT4100 ble feil vurdert.", "TDT4100"),
        ("Både begrunnelsen og sensuren i TDT4100 kom sent.", "TDT4100"),
    ],
)
def test_one_exam_is_meant(text: str, course: str) -> None:
    assert meant(text) == course


@pytest.mark.parametrize(
    "text",
    [
        "Jeg klager på karakteren min, men ikke i TDT4100.",
        "Jeg klager på finans.\n\nKari, studentassistent i TDT4100",
        "Begrunnelse i både finans og det andre faget.",
        "Explanations for both TMA4245 and the other course, please.",
        "Begrunnelse, men ikke i finans.",
        "Finans: begrunnelse for begge, takk!",
        "I appeal both grades, FIN3005 and the other one.",
        "Begrunnelse, takk.",
    ],
)
def test_it_is_asked_which_exam_is_meant(text: str) -> None:
    assert meant(text) is None


def test_exam_that_is_said_not_to_be_meant_is_not_offered() -> None:
    offered = match(mentions_of("Klage, men ikke i TDT4100"), MINE, "Klage, men ikke i TDT4100").offered
    assert [exam.course for _, exam in offered] == ["TMA4245", "FIN3005"]


def test_exam_whose_code_stands_in_the_signature_is_offered_beside_the_one_that_is_named() -> None:
    text = "Jeg klager på finans.\n\nKari, studentassistent i TDT4100"
    offered = match(mentions_of(text), MINE, text).offered
    assert {exam.course for _, exam in offered} == {"TDT4100", "FIN3005"}
