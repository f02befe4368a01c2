"""What somebody states of one result in JSON → days and choices to compute with; or the sentence that says what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from casework.deadlines.chain import ResultDates
from casework.deadlines.explanations import Pause
from casework.deadlines.together import Group
from casework.exams import Form
from casework.laws import Law, Provision, law, law_for, packaged_laws
from casework.rulebook import INSTITUTIONS, Rulebook, rulebook

# In the order of ResultDates, after its form.
DAYS = (
    "announced",
    "protocol_created",
    "individual_start",
    "unit_deadline",
    "explanation_requested",
    "explanation_given",
    "formal_complaint_received",
    "formal_decision_received",
    "appeal_received",
)
USUAL = frozenset({"form", "law", *DAYS})
# What seldom happens to a result and moves its clocks when it does, named as in ResultDates.
SELDOM = ("formal_error_known", "appeal_told", "regraded", "grade_known", "whole_course")
# What single rules ask for: the exam, our answers and their notices, the new grading, a grader's last reminder.
SINGLE = (
    "exam",
    "talked",
    "missed",
    "promised",
    "notified",
    "opened",
    "refused",
    "annulled",
    "forwarded",
    "first_done",
    "decided",
    "published",
    "reminded",
    "asked_back",
)
FIRST, LAST = date(1995, 1, 1), date(2100, 12, 31)
MOST_STEPS = 5  # from A to F
MOST_PAUSES = 50


class BadFacts(Exception):
    """Facts that cannot be computed with; the sentence names the key and what was expected, never the value."""


class Stated(NamedTuple):
    """What is known of a result, the law that holds, the institution whose choices hold if one was named, and what else was said.

    `further` holds by name what only single rules ask for.
    """

    known: ResultDates
    law: Law
    institution: Rulebook | None = None
    further: Mapping[str, Any] = {}

    @property
    def oral_tolerance_days(self) -> int:
        """How long after the grade of an oral exam an explanation may still be asked for (decision 7)."""
        return self.institution.oral_tolerance_days if self.institution else 0

    @property
    def tolerated(self) -> Provision | None:
        """Where the institution says so."""
        return self.institution.cited("oral_tolerance_days") if self.institution else None


def stated(facts: Mapping[str, object]) -> Stated:
    """The facts understood; null counts as absent. BadFacts for an unknown key, or a value that is not what the key expects."""
    if not facts.keys() <= USUAL:
        return _with_more(facts)
    get = facts.get
    announced, created, individual, unit, asked, given, complained, decided, received = [
        None if (value := get(key)) is None else _day(key, _text(value)) for key in DAYS
    ]
    known = ResultDates(
        _form(get("form")), announced, created, individual, unit, asked, given, complained, decided, received
    )
    return Stated(known, _law(get("law"), known))


def _with_more(facts: Mapping[str, object]) -> Stated:
    if not facts.keys() <= FACTS:
        unknown = ", ".join(sorted(facts.keys() - FACTS))
        raise BadFacts(f"{unknown}: no such fact; the facts are {', '.join(sorted(FACTS))}")
    usual = stated({key: facts.get(key) for key in ("form", *DAYS)}).known
    told = {key: read(key, facts[key]) for key, read in _READERS.items() if facts.get(key) is not None}
    institution: Rulebook | None = told.get("institution")
    if usual.explanation_given is None:
        usual = usual._replace(explanation_given=told.get("talked") or told.get("missed"))
    group = _group(told.get("group_requested"), told.get("group_given"), institution)
    known = usual._replace(**{key: told[key] for key in OF_RESULT if key in told}, group=group)
    more = [told[key] for key in _DAY_KEYS if key in told]
    return Stated(known, _law(facts.get("law"), known, more), institution, told)


def _group(requested: date | None, given: date | None, institution: Rulebook | None) -> Group | None:
    """What the fellow members did, under the institution's choice, else under the default (decision 8)."""
    if requested is None and given is None:
        return None
    return Group(institution.group_extension if institution else "all_plus_grace", requested, given)


def _text(value: object) -> str:
    """What is no text may have no hash, and is no date whatever it says."""
    return value if isinstance(value, str) else ""


@lru_cache(65536)
def _day(key: str, text: str) -> date:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise BadFacts(f"{key}: an ISO date such as 2024-12-03 was expected")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadFacts(f"{key}: there is no such day in the calendar") from None
    if not FIRST <= day <= LAST:
        raise BadFacts(f"{key}: a day from {FIRST} to {LAST} was expected")
    return day


def _form(text: object) -> Form:
    if text is None:
        return Form.WRITTEN
    try:
        return Form(str(text))
    except ValueError:
        raise BadFacts(f"form: one of {', '.join(Form)} was expected") from None


def _law(name: object, known: ResultDates, more: Iterable[date] = ()) -> Law:
    """The act that was named, else the one that the result follows."""
    if name is None:
        return _law_for(known.known_announcement or _earliest(known, more))
    names = packaged_laws().in_force
    if name not in names:
        raise BadFacts(f"law: one of {', '.join(names)} was expected")
    return law(str(name))


def _earliest(known: ResultDates, more: Iterable[date]) -> date:
    """Without an announcement the earliest day of all comes nearest to it; one that the unit has fixed says nothing of it."""
    days = (
        known.individual_start,
        known.explanation_requested,
        known.explanation_given,
        known.formal_complaint_received,
        known.formal_decision_received,
        known.appeal_received,
        *more,
    )
    return min((day for day in days if day), default=LAST)


@lru_cache(65536)
def _law_for(day: date) -> Law:
    return law_for(day)


def _read_day(key: str, value: object) -> date:
    return _day(key, _text(value))


def _read_yes(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise BadFacts(f"{key}: true or false was expected")
    return value


def _read_steps(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_STEPS:
        raise BadFacts(f"{key}: a whole number from 0 to {MOST_STEPS} was expected")
    return value


def _read_appealed_as(key: str, value: object) -> str:
    if value not in ("part", "course"):
        raise BadFacts(f"{key}: part or course was expected")
    return str(value)


def _read_institution(key: str, value: object) -> Rulebook:
    if value not in INSTITUTIONS:
        raise BadFacts(f"{key}: one of {', '.join(INSTITUTIONS)} was expected")
    return rulebook(str(value))


def _read_pauses(key: str, value: object) -> tuple[Pause, ...]:
    expected = BadFacts(f'{key}: a list such as [["2024-12-03", "2024-12-05"], ["2024-12-09", null]] was expected')
    if not isinstance(value, list) or len(value) > MOST_PAUSES:
        raise expected
    if not all(isinstance(each, list) and len(each) == 2 for each in value):
        raise expected
    pauses = tuple(Pause(_read_day(key, start), None if end is None else _read_day(key, end)) for start, end in value)
    if any(pause.end is not None and pause.end < pause.start for pause in pauses):
        raise BadFacts(f"{key}: the end of a pause lies before its start")
    return pauses


_DAY_KEYS = (*SELDOM, "group_requested", "group_given", *SINGLE)
OF_RESULT = (*SELDOM, "appealed_as", "pauses")
_READERS: Mapping[str, Callable[[str, object], Any]] = {
    **dict.fromkeys(_DAY_KEYS, _read_day),
    "pauses": _read_pauses,
    "appealed_as": _read_appealed_as,
    "institution": _read_institution,
    "steps_apart": _read_steps,
    "written_changed": _read_yes,
    "oral_adjusts": _read_yes,
}
FACTS = USUAL | _READERS.keys()
