"""What a change of rules would do, a line a change, as the person reads it who is to confirm it."""

from collections.abc import Mapping
from datetime import date

from casework.calendar import day_in_words
from casework.exams import Language
from casework.rehearsal import ChangedChoice, ChangedDate, Rehearsal

NB, NN, EN = Language.NB, Language.NN, Language.EN
_NAMES: Mapping[str, Mapping[Language, str]] = {
    "D-EXPL-REQ": {
        NB: "siste dag for å be om begrunnelse",
        NN: "siste dag for å be om grunngjeving",
        EN: "last day to ask for an explanation",
    },
    "D-APP": {
        NB: "siste dag for å klage på karakteren",
        NN: "siste dag for å klage på karakteren",
        EN: "last day to appeal the grade",
    },
    "D-FORMAL": {
        NB: "siste dag for å klage på formelle feil",
        NN: "siste dag for å klage på formelle feil",
        EN: "last day to complain about formal errors",
    },
    "D-EXPL-DUE": {
        NB: "siste dag for å gi begrunnelsen",
        NN: "siste dag for å gi grunngjevinga",
        EN: "last day to give the explanation",
    },
    "D-EXPL-INTERIM": {
        NB: "siste dag for å si fra hvis begrunnelsen blir forsinket",
        NN: "siste dag for å seie frå dersom grunngjevinga blir forseinka",
        EN: "last day to tell the student if the explanation will be late",
    },
    "D-INTERIM": {NB: "foreløpig svar", NN: "førebels svar", EN: "interim reply"},
    "D-INTERIM-ASK": {
        NB: "spørsmålet til saksbehandler før foreløpig svar",
        NN: "spørsmålet til saksbehandlar før førebels svar",
        EN: "the question to a case handler before the interim reply",
    },
    "D-TARGET": {NB: "eget mål for ny sensur", NN: "eige mål for ny sensur", EN: "own target for the new grade"},
}
_CASE: Mapping[Language, str] = {NB: "Sak {case}", NN: "Sak {case}", EN: "Case {case}"}
_NO_DATE: Mapping[Language, str] = {NB: "ingen dato", NN: "ingen dato", EN: "no date"}
NOTHING = "–"
LONGEST = 200


def change_lines(changes: Rehearsal, language: Language) -> tuple[str, ...]:
    """The choices that differ by their keys in the file, then the dates that would move, case by case."""
    return (*(_choice(each) for each in changes.choices), *(_date(each, language) for each in changes.dates))


def _choice(change: ChangedChoice) -> str:
    return f"{change.key}: {_short(change.before)} → {_short(change.after)}"


def _date(change: ChangedDate, language: Language) -> str:
    case, name = _CASE[language].format(case=change.case), _NAMES[change.rule][language]
    return f"{case}, {name}: {_day(change.before, language)} → {_day(change.after, language)}"


def _day(day: date | None, language: Language) -> str:
    return _NO_DATE[language] if day is None else day_in_words(day, language)


def _short(value: str | None) -> str:
    if value is None:
        return NOTHING
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 2].rstrip()} …"
