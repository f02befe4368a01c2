"""Why the dates of a case are what they are, for one person: as much as that person may know of the case, and no more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from casework.access import grades_anew, may_explain
from casework.calendar import day_in_words
from casework.case import Case, Kind
from casework.clocks import Clocks
from casework.deadlines import Deadline, steps
from casework.deadlines.timeline import Row, clock_name, row_of
from casework.dossier import Dossier
from casework.exams import Language, Staff

NB, NN, EN = Language.NB, Language.NN, Language.EN
_NAMES: Mapping[str, Mapping[Language, str]] = {
    "due": {NB: "Gi begrunnelse", NN: "Gi grunngjeving", EN: "Give explanation"},
    "reply": {NB: "Foreløpig svar", NN: "Førebels svar", EN: "Interim reply"},
    "target": {NB: "Eget mål", NN: "Eige mål", EN: "Own target"},
    "regrading": {NB: "Klagesensur", NN: "Klagesensur", EN: "Regrading"},
}
_AIM: Mapping[Language, str] = {
    NB: "Vi sikter mot {day}. Det er vårt eget mål, ikke en frist i loven.",
    NN: "Vi siktar mot {day}. Det er vårt eige mål, ikkje ein frist i lova.",
    EN: "We aim at {day}. That is our own target, not a deadline of the act.",
}
# What the grader of an explanation may read of the other clocks: nothing of complaints, and no start of the student's own.
_PLAIN_STARTS = frozenset({"announcement", "explanation", "shown"})


@dataclass(frozen=True, slots=True)
class Why:
    """`rows` are the clocks to draw on a line; `told` is, clock by clock, its name and every step of its computation."""

    number: int
    result: str
    rows: tuple[Row, ...]
    told: tuple[tuple[str, tuple[str, ...]], ...]


def why(case: Case, dossier: Dossier, clocks: Clocks, staff: Staff) -> Why:
    """In the language of that person, who must be one who may see the case."""
    language = staff.language
    if grades_anew(case, dossier, staff):
        return _blind(case, clocks, language)
    found = list(_of_case(case, clocks, language))
    if staff.is_case_handler:
        found = [*_of_result(clocks, language), *found]
    elif may_explain(case, dossier, staff):
        found = [*_plain(clocks, language), *found]
    return _why(case, clocks, found, language)


def why_for_student(case: Case, clocks: Clocks, language: Language) -> Why:
    """For the student: all of one's own clocks, and what we owe."""
    found = [*_of_result(clocks, language), *(_of_case(case, clocks, language) if case.is_open else ())]
    return _why(case, clocks, found, language)


def _why(case: Case, clocks: Clocks, found: list[tuple[str, Deadline]], language: Language) -> Why:
    rows = tuple(row_of(name, deadline, language) for name, deadline in found)
    told = tuple((name, steps(deadline, language)) for name, deadline in found)
    return Why(case.number, clocks.result, rows, told)


def _of_result(clocks: Clocks, language: Language) -> Iterator[tuple[str, Deadline]]:
    """The three clocks, each as the others have restarted it (L-08)."""
    for name, deadline in clocks.three().named:
        yield clock_name(name, language), deadline


def _plain(clocks: Clocks, language: Language) -> Iterator[tuple[str, Deadline]]:
    """The clocks of explanation and appeal as far as they say nothing of the student but what this case does."""
    for name, deadline in clocks.three().named:
        plain = deadline.why == "explanation_pending" or deadline.start_reason in _PLAIN_STARTS
        if plain and name != "formal_error":
            yield clock_name(name, language), replace(deadline, over=(), notes=())


def _of_case(case: Case, clocks: Clocks, language: Language) -> Iterator[tuple[str, Deadline]]:
    """What we owe in this case."""
    if case.kind is Kind.EXPLANATION:
        yield _NAMES["due"][language], clocks.explanation_due(case)
    reply = clocks.reply(case)
    if reply and (case.kind is not Kind.EXPLANATION or case.promised):
        yield _NAMES["reply"][language], reply
    target = clocks.regrading_target(case)
    if target:
        yield _NAMES["target"][language], target


def _blind(case: Case, clocks: Clocks, language: Language) -> Why:
    """For a new grader: that the act sets no day, and the target. No start and no length is told, as from them it could be
    reckoned when the student appealed, and so whether an explanation was given before (decision 15).
    """
    said = steps(clocks.handling(), language)
    if case.target:
        said = (*said, _AIM[language].format(day=day_in_words(case.target, language)))
    return Why(case.number, clocks.result, (), ((_NAMES["regrading"][language], said),))
