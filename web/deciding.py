"""The words of the pages where a case handler writes what a decision rests on, in nb, nn and en."""

from collections.abc import Mapping
from dataclasses import replace

from casework.exams import Language
from casework.links import Purpose
from web.words import Words

NB, NN, EN = Language.NB, Language.NN, Language.EN

DECIDING: Mapping[Language, Mapping[Purpose, str]] = {
    NB: {
        Purpose.REJECT: "Avvis saken",
        Purpose.ANNUL_REGRADE: "Opphev sensuren: ny sensur",
        Purpose.ANNUL_NEW_EXAM: "Opphev eksamenen: ny eksamen",
        Purpose.FORWARD: "Send saken til klageinstansen",
        Purpose.BOARD_UPHELD: "Klageinstansen har ikke gitt medhold",
        Purpose.NO_SHOW_STATED: "Registrer at studenten ikke møtte",
        Purpose.REOPEN: "Åpne saken igjen, for «ikke møtt» stemmer ikke",
    },
    NN: {
        Purpose.REJECT: "Avvis saka",
        Purpose.ANNUL_REGRADE: "Opphev sensuren: ny sensur",
        Purpose.ANNUL_NEW_EXAM: "Opphev eksamenen: ny eksamen",
        Purpose.FORWARD: "Send saka til klageinstansen",
        Purpose.BOARD_UPHELD: "Klageinstansen har ikkje gitt medhald",
        Purpose.NO_SHOW_STATED: "Registrer at studenten ikkje møtte",
        Purpose.REOPEN: "Opne saka igjen, for «ikkje møtt» stemmer ikkje",
    },
    EN: {
        Purpose.REJECT: "Reject the case",
        Purpose.ANNUL_REGRADE: "Annul the grading: new grading",
        Purpose.ANNUL_NEW_EXAM: "Annul the exam: new exam",
        Purpose.FORWARD: "Send the case to the appeal board",
        Purpose.BOARD_UPHELD: "The appeal board has not upheld the complaint",
        Purpose.NO_SHOW_STATED: "Record that the student did not come",
        Purpose.REOPEN: "Open the case again: the no-show does not stand",
    },
}
_GROUNDS: Mapping[Language, Words] = {
    NB: Words(
        "",
        (
            "Nedenfor ser du brevet slik det blir. Der det står [1] og [2], kommer det du skriver. Skriv til studenten, på studentens "
            "målform eller på engelsk, og skriv aldri karakteren.",
            "Ingenting er avgjort før du trykker på knappen. Da går brevet ut.",
        ),
        "Avgjør og send brevet",
    ),
    NN: Words(
        "",
        (
            "Nedanfor ser du brevet slik det blir. Der det står [1] og [2], kjem det du skriv. Skriv til studenten, på målforma til "
            "studenten eller på engelsk, og skriv aldri karakteren.",
            "Ingenting er avgjort før du trykkjer på knappen. Då går brevet ut.",
        ),
        "Avgjer og send brevet",
    ),
    EN: Words(
        "",
        (
            "Below you see the letter as it will be. What you write goes where it says [1] and [2]. Write to the student, in the "
            "student’s language, and never write the grade.",
            "Nothing is decided until you press the button. Then the letter goes out.",
        ),
        "Decide and send the letter",
    ),
}
DECIDED: Mapping[Language, Words] = {
    NB: Words("Det er avgjort", ("Brevet til studenten går ut nå.",)),
    NN: Words("Det er avgjort", ("Brevet til studenten går ut no.",)),
    EN: Words("It is decided", ("The letter to the student goes out now.",)),
}


def deciding(purpose: Purpose, language: Language) -> Words:
    """The page of a decision that is still to be taken."""
    return replace(_GROUNDS[language], title=DECIDING[language][purpose])
