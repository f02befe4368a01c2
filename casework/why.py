"""Why the dates of a case are what they are, for one person: as much as that person may know of the case, and no more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from casework.access import grades_anew, may_explain
from casework.calendar import day_in_words
from casework.case import Case
from casework.clocks import Clocks
from casework.deadlines import Deadline, steps
from casework.deadlines.timeline import Row, clock_name, row_of
from casework.dossier import Dossier
from casework.exams import Language, Staff
from casework.owed import Owed, for_handlers, of_case, of_result

NB, NN, EN = Language.NB, Language.NN, Language.EN
_NAMES: Mapping[Owed, Mapping[Language, str]] = {
    "announced": {NB: "Kunngjøring", NN: "Kunngjering", EN: "Announcement"},
    "first_grading": {NB: "Første sensur", NN: "Første sensur", EN: "First grading"},
    "due": {NB: "Gi begrunnelse", NN: "Gi grunngjeving", EN: "Give explanation"},
    "late_word": {NB: "Si fra om forsinkelse", NN: "Seie frå om forseinking", EN: "Word of a delay"},
    "given": {NB: "Begrunnelsen gitt", NN: "Grunngjevinga gitt", EN: "Explanation given"},
    "regrading": {NB: "Klagesensur", NN: "Klagesensur", EN: "Regrading"},
    "reply": {NB: "Foreløpig svar", NN: "Førebels svar", EN: "Interim reply"},
    "target": {NB: "Eget mål", NN: "Eige mål", EN: "Own target"},
    "withdrawal": {NB: "Trekke klagen", NN: "Trekkje klaga", EN: "Withdraw the appeal"},
    "further": {NB: "Ny vurdering", NN: "Ny vurdering", EN: "Further assessment"},
    "new_oral": {NB: "Ny muntlig eksamen", NN: "Ny munnleg eksamen", EN: "New oral exam"},
    "grace": {NB: "Gruppens ekstra uke", NN: "Den ekstra veka", EN: "The group's week"},
    "late_cap": {NB: "Senest ta inn klage", NN: "Seinast ta inn klage", EN: "Latest to take it on"},
    "board": {NB: "Til klageinstansen", NN: "Til klageinstansen", EN: "To the appeal body"},
    "complaint": {NB: "Klage på avvisning", NN: "Klage på avvising", EN: "Complain of it"},
    "renotification": {NB: "Varsle én gang til", NN: "Varsle éin gong til", EN: "Notify once more"},
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
    """`rows` are the clocks to draw on a line, and the duties that run.

    `told` is, date by date, its name and every step of its computation.
    """

    number: int
    result: str
    rows: tuple[Row, ...]
    told: tuple[tuple[str, tuple[str, ...]], ...]


def why(case: Case, dossier: Dossier, clocks: Clocks, staff: Staff) -> Why:
    """In the language of that person, who must be one who may see the case."""
    language = staff.language
    if grades_anew(case, dossier, staff):
        return _blind(case, clocks, language)
    found = list(_named(of_case(case, clocks), language))
    if staff.is_case_handler:
        more = _named(for_handlers(case, clocks), language)
        found = [*_named(of_result(clocks), language), *_of_result(clocks, language), *found, *more]
    elif may_explain(case, dossier, staff):
        found = [*_plain(clocks, language), *found]
    return _why(case, clocks, found, language)


def why_for_student(case: Case, clocks: Clocks, language: Language) -> Why:
    """For the student: all of one's own clocks, and what we owe."""
    found = [*_of_result(clocks, language), *_named(of_case(case, clocks), language)]
    return _why(case, clocks, found, language)


def _why(case: Case, clocks: Clocks, found: list[tuple[str, Deadline]], language: Language) -> Why:
    clocks_of_students = {clock_name(name, language) for name, _ in clocks.three().named}
    drawn = (each for each in found if each[0] in clocks_of_students or _runs(each[1]))
    rows = tuple(row_of(name, deadline, language) for name, deadline in drawn)
    told = tuple((name, steps(deadline, language)) for name, deadline in found)
    return Why(case.number, clocks.result, rows, told)


def _runs(deadline: Deadline) -> bool:
    """Whether there is anything of it to draw on a line."""
    return deadline.start is not None and deadline.date is not None and deadline.start < deadline.date


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


def _named(dated: Iterable[tuple[Owed, Deadline]], language: Language) -> Iterator[tuple[str, Deadline]]:
    return ((_NAMES[name][language], deadline) for name, deadline in dated)


def _blind(case: Case, clocks: Clocks, language: Language) -> Why:
    """For a new grader: that the act sets no day, and the target. No start and no length is told, as from them it could be
    reckoned when the student appealed, and so whether an explanation was given before (decision 15).
    """
    said = steps(clocks.handling(), language)
    if case.target:
        said = (*said, _AIM[language].format(day=day_in_words(case.target, language)))
    return Why(case.number, clocks.result, (), ((_NAMES["regrading"][language], said),))
