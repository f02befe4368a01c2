"""Mails that students write, ready to send: one for each kind of case in each language."""

from typing import NamedTuple

from casework.exams import Language
from casework.messages import Box

# The page fills in {exam}, {candidate} and {name} from the student's own result.
SUBJECTS: dict[tuple[Box, Language], str] = {
    (Box.EXPLANATION, Language.NB): "Begrunnelse for karakteren i {exam}",
    (Box.EXPLANATION, Language.NN): "Grunngjeving for karakteren i {exam}",
    (Box.EXPLANATION, Language.EN): "Explanation of my grade in {exam}",
    (Box.APPEAL, Language.NB): "Klage på karakteren i {exam}",
    (Box.APPEAL, Language.NN): "Klage på karakteren i {exam}",
    (Box.APPEAL, Language.EN): "Appeal of my grade in {exam}",
    (Box.FORMAL_ERROR, Language.NB): "Klage på formelle feil ved eksamen i {exam}",
    (Box.FORMAL_ERROR, Language.NN): "Klage på formelle feil ved eksamen i {exam}",
    (Box.FORMAL_ERROR, Language.EN): "Complaint about formal errors at the exam in {exam}",
}
TEXTS: dict[tuple[Box, Language], str] = {
    (Box.EXPLANATION, Language.NB): "Jeg ber om begrunnelse for karakteren min i {exam}.",
    (Box.EXPLANATION, Language.NN): "Eg ber om grunngjeving for karakteren min i {exam}.",
    (Box.EXPLANATION, Language.EN): "I would like an explanation of my grade in {exam}, please.",
    (Box.APPEAL, Language.NB): "Jeg klager på karakteren min i {exam} og ber om ny sensur.",
    (Box.APPEAL, Language.NN): "Eg klagar på karakteren min i {exam} og ber om ny sensur.",
    (Box.APPEAL, Language.EN): "I appeal my grade in {exam} and ask for a new assessment.",
    (Box.FORMAL_ERROR, Language.NB): (
        "Jeg klager på formelle feil ved eksamen i {exam}: Det manglet en side i oppgavesettet, og vi fikk den først "
        "etter en halv time."
    ),
    (Box.FORMAL_ERROR, Language.NN): (
        "Eg klagar på formelle feil ved eksamen i {exam}: Det mangla ei side i oppgåvesettet, og vi fekk ho først etter "
        "ein halv time."
    ),
    (Box.FORMAL_ERROR, Language.EN): (
        "I complain about formal errors at the exam in {exam}: one page of the questions was missing, and we got it "
        "half an hour late."
    ),
}
FRAMES = {
    Language.NB: "Hei!\n\n{words} Kandidatnummeret mitt er {{candidate}}.\n\nVennlig hilsen\n{{name}}",
    Language.NN: "Hei!\n\n{words} Kandidatnummeret mitt er {{candidate}}.\n\nVenleg helsing\n{{name}}",
    Language.EN: "Hello,\n\n{words} My candidate number is {{candidate}}.\n\nKind regards\n{{name}}",
}


class Example(NamedTuple):
    """One ready mail; `box` is the part of the address before the @."""

    box: Box
    language: Language
    subject: str
    text: str


def examples() -> list[Example]:
    """Return every example, by language and then by kind."""
    return [
        Example(box, language, SUBJECTS[box, language], FRAMES[language].format(words=TEXTS[box, language]))
        for language in Language
        for box in (Box.EXPLANATION, Box.APPEAL, Box.FORMAL_ERROR)
    ]
