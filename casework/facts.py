"""Facts about one result in, the dates of the law out: what `fristvakt dates` answers, line by line."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from casework.deadlines.chain import ResultDates, appeal_deadline, due_deadline, request_deadline
from casework.deadlines.duties import interim_reply
from casework.deadlines.students import announcement, explanation_request_raw
from casework.deadlines.value import Deadline
from casework.deadlines.wording import explained
from casework.exams import Form
from casework.rulebook import LAWS, Law, law, law_for

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


class BadFacts(Exception):
    """Facts that cannot be computed with; the sentence names the key and what was expected, never the value."""


class PassedDay(TypedDict):
    """A day that the deadline could not end on, and why."""

    date: str
    reason: str


class Answer(TypedDict):
    """One date: ISO days in Europe/Oslo, `date` null where there is none; `why` tells how it came about, or why there is none."""

    date: str | None
    raw: str | None
    moved: list[PassedDay]
    why: str
    source: str


def dates_for(facts: Mapping[str, object]) -> dict[str, Answer]:
    """The dates that the facts allow, under the ids of their rules: D-ANN, D-EXPL-REQ, D-EXPL-REQ-RAW, D-EXPL-DUE, D-APP, D-INTERIM.

    Every fact is optional, an ISO day in Europe/Oslo but for `form` (written unless said) and `law` (by the announcement
    unless said); null counts as absent. A rule is left out where its facts are missing, D-APP without any announcement
    among them, since without it no floor is known. BadFacts for an unknown key, or a value that is not what the key expects.
    """
    days = _days(facts)
    received = days.pop("appeal_received", None)
    known = ResultDates(_form(facts.get("form")), **days)
    held = _law(facts.get("law"), known, received)
    return {rule: _answer(deadline) for rule, deadline in _deadlines(known, received, held).items()}


def _deadlines(known: ResultDates, received: date | None, held: Law) -> dict[str, Deadline]:
    found: dict[str, Deadline] = {}
    request = request_deadline(known, held)
    if known.known_announcement:
        found["D-ANN"] = announcement(known.announced, known.protocol_created, held)
    if request.date:
        found["D-EXPL-REQ"] = request
        found["D-EXPL-REQ-RAW"] = explanation_request_raw(request)
    due = due_deadline(known, request, held)
    if due:
        found["D-EXPL-DUE"] = due
    if request.date or known.form is not Form.WRITTEN:
        found["D-APP"] = appeal_deadline(known, request, held)
    if received:
        found["D-INTERIM"] = interim_reply(received, held)
    return found


def _answer(deadline: Deadline) -> Answer:
    return {
        "date": deadline.date.isoformat() if deadline.date else None,
        "raw": deadline.raw.isoformat() if deadline.raw else None,
        "moved": [{"date": day.date.isoformat(), "reason": day.reason} for day in deadline.moved],
        "why": explained(deadline),
        "source": deadline.source,
    }


def _days(facts: Mapping[str, object]) -> dict[str, date]:
    unknown = facts.keys() - FACTS
    if unknown:
        raise BadFacts(f"{', '.join(sorted(unknown))}: no such fact; the facts are {', '.join(sorted(FACTS))}")
    return {key: _day(key, facts[key]) for key in DAYS if facts.get(key) is not None}


def _day(key: str, text: object) -> date:
    if not isinstance(text, str) or len(text) != 10 or text[4] != "-" or text[7] != "-":
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
        return law_for(_first_known(known, received))
    if name not in LAWS:
        raise BadFacts(f"law: one of {', '.join(LAWS)} was expected")
    return law(str(name))


def _first_known(known: ResultDates, received: date | None) -> date:
    """The day that decides the law: the announcement, else the earliest day known, which comes nearest to it."""
    days = (
        known.individual_start,
        known.explanation_requested,
        known.explanation_given,
        known.formal_complaint_received,
        known.formal_decision_received,
        received,
    )
    return known.known_announcement or min((day for day in days if day), default=LAST)
