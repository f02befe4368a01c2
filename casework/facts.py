"""Facts about one result in, the dates of the law out: what `fristvakt dates` answers, line by line."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NotRequired, TypeAlias, TypedDict

from casework.deadlines.chain import (
    Choice,
    ResultDates,
    appeal_choice,
    appeal_deadline,
    due_deadline,
    request_deadline,
)
from casework.deadlines.duties import interim_reply
from casework.deadlines.students import announcement, explanation_request_raw
from casework.deadlines.value import Deadline, Note
from casework.deadlines.wording import explained, steps
from casework.exams import Form
from casework.laws import Law, law, law_for, packaged_laws

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
FACTS = frozenset({"form", "law", *DAYS})
FIRST, LAST = date(1995, 1, 1), date(2100, 12, 31)
_ENCODED = json.JSONEncoder(ensure_ascii=False).encode
Block: TypeAlias = tuple[tuple[str, Choice], ...]


class BadFacts(Exception):
    """Facts that cannot be computed with; the sentence names the key and what was expected, never the value."""


class PassedDay(TypedDict):
    """A day that the deadline could not end on, and why."""

    date: str
    reason: str


class Answer(TypedDict):
    """One date: ISO days in Europe/Oslo, `date` null where there is none; `why` tells how it came about, or why there is none.

    `explain` are all the steps of it, a sentence each, only where they were asked for.
    """

    date: str | None
    raw: str | None
    moved: list[PassedDay]
    why: str
    source: str
    explain: NotRequired[list[str]]


def dates_for(facts: Mapping[str, object], *, explain: bool = False) -> dict[str, Answer]:
    """The dates that the facts allow, under the ids of their rules: D-ANN, D-EXPL-REQ, D-EXPL-REQ-RAW, D-EXPL-DUE, D-APP, D-INTERIM.

    Every fact is optional, an ISO day in Europe/Oslo but for `form` (written unless said) and `law` (by the announcement
    unless said); null counts as absent. A rule is left out where its facts are missing, D-APP without any announcement
    among them, since without it no floor is known. BadFacts for an unknown key, or a value that is not what the key expects.
    """
    known, received, held = _understood(facts)
    answers = {}
    for rule, choice in chain.from_iterable(_blocks(known, received, held)):
        answers[rule] = _answer(choice.best, choice.notes)
        if explain:
            whole = appeal_deadline(known, request_deadline(known, held), held) if rule == "D-APP" else choice.best
            answers[rule]["explain"] = list(steps(whole))
    return answers


def dates_in_json(facts: Mapping[str, object]) -> bytes:
    """What `dates_for` gives as one JSON object in UTF-8. Many histories share their single dates, which are written once."""
    return b"{" + b", ".join(map(_written, _blocks(*_understood(facts)))) + b"}"


def _understood(facts: Mapping[str, object]) -> tuple[ResultDates, date | None, Law]:
    """What is known of the result, when an appeal came in, and the law that holds."""
    announced, created, individual, unit, asked, given, complained, decided, received = _days(facts)
    form = _form(facts.get("form"))
    known = ResultDates(form, announced, created, individual, unit, asked, given, complained, decided)
    return known, received, _law(facts.get("law"), known, received)


def _blocks(known: ResultDates, received: date | None, held: Law) -> list[Block]:
    request, first = _first(known.form, known.announced, known.protocol_created, known.individual_start, held)
    found = [first] if first else []
    due = due_deadline(known, request, held)
    if due:
        found.append(_block("D-EXPL-DUE", due))
    if request.date or known.form is not Form.WRITTEN:
        choice = appeal_choice(known, request, held)
        found.append(_block("D-APP", choice.best, choice.notes))
    if received:
        found.append(_block("D-INTERIM", interim_reply(received, held)))
    return found


@lru_cache(65536)
def _first(
    form: Form, announced: date | None, protocol_created: date | None, individual_start: date | None, held: Law
) -> tuple[Deadline, Block]:
    """The last day to ask for an explanation, and what hangs on the announcement and the individual start alone."""
    known = ResultDates(form, announced, protocol_created, individual_start)
    request = request_deadline(known, held)
    found: list[tuple[str, Choice]] = []
    if known.known_announcement:
        found.append(("D-ANN", Choice(announcement(announced, protocol_created, held))))
    if request.date:
        found.append(("D-EXPL-REQ", Choice(request)))
        found.append(("D-EXPL-REQ-RAW", Choice(explanation_request_raw(request))))
    return request, tuple(found)


@lru_cache(65536)
def _block(rule: str, best: Deadline, notes: tuple[Note, ...] | None = None) -> Block:
    """One date without those it was chosen before, which would make every history another one."""
    return ((rule, Choice(best, (), best.notes if notes is None else notes)),)


@lru_cache(65536)
def _written(block: Block) -> bytes:
    return b", ".join(_one(rule, choice.best, choice.notes) for rule, choice in block)


@lru_cache(65536)
def _one(rule: str, best: Deadline, notes: tuple[Note, ...]) -> bytes:
    return f'"{rule}": {_ENCODED(_answer(best, notes))}'.encode()


def _answer(deadline: Deadline, notes: tuple[Note, ...]) -> Answer:
    return {
        "date": deadline.date.isoformat() if deadline.date else None,
        "raw": deadline.raw.isoformat() if deadline.raw else None,
        "moved": [{"date": day.date.isoformat(), "reason": day.reason} for day in deadline.moved],
        "why": explained(deadline, notes),
        "source": deadline.source,
    }


def _days(facts: Mapping[str, object]) -> list[date | None]:
    """The days in the order of DAYS."""
    if not facts.keys() <= FACTS:
        unknown = ", ".join(sorted(facts.keys() - FACTS))
        raise BadFacts(f"{unknown}: no such fact; the facts are {', '.join(sorted(FACTS))}")
    # what is no text may have no hash, and is no date whatever it says
    return [
        None if (text := facts.get(key)) is None else _day(key, text if isinstance(text, str) else "") for key in DAYS
    ]


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


def _law(name: object, known: ResultDates, received: date | None) -> Law:
    if name is None:
        return _law_for(_first_known(known, received))
    names = packaged_laws().in_force
    if name not in names:
        raise BadFacts(f"law: one of {', '.join(names)} was expected")
    return law(str(name))


@lru_cache(65536)
def _law_for(day: date) -> Law:
    return law_for(day)


def _first_known(known: ResultDates, received: date | None) -> date:
    """The day that decides the law: the announcement, else the earliest day known, which comes nearest to it."""
    announced = known.known_announcement
    if announced:
        return announced
    days = (
        known.individual_start,
        known.explanation_requested,
        known.explanation_given,
        known.formal_complaint_received,
        known.formal_decision_received,
        received,
    )
    return min((day for day in days if day), default=LAST)
