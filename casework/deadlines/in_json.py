"""A date as JSON: the short answer of one line, and the whole computation with everything that it was chosen before."""

from typing import TypedDict

from casework.deadlines.value import Deadline, Note
from casework.deadlines.wording import explained, steps


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


class Counted(TypedDict):
    """A length of time; the unit is days, weeks, months or working_days."""

    count: int
    unit: str


class Computation(Answer):
    """The same with all that a date carries; null where the date has no such thing.

    `start_reason` names what happened on `start`, `without` why there is no date. `over` holds the dates that this one was
    chosen before, `stopped` how many days the clock stood still.
    """

    rule: str
    section: str
    law: str
    start: str | None
    start_reason: str | None
    length: Counted | None
    stopped: int
    without: str | None
    target: str | None
    notes: list[str]
    over: "list[Computation]"


class Explained(Computation):
    """The same with all its steps, a sentence each."""

    explain: list[str]


def answer(deadline: Deadline, notes: tuple[Note, ...] | None = None) -> Answer:
    """The short answer; `notes` in place of the deadline's own."""
    return {
        "date": deadline.date.isoformat() if deadline.date else None,
        "raw": deadline.raw.isoformat() if deadline.raw else None,
        "moved": [{"date": day.date.isoformat(), "reason": day.reason} for day in deadline.moved],
        "why": explained(deadline, notes),
        "source": deadline.source,
    }


def computation(deadline: Deadline) -> Computation:
    """All that the date carries."""
    length, target = deadline.length, deadline.target
    return {
        **answer(deadline),
        "rule": deadline.rule,
        "section": deadline.section,
        "law": deadline.law,
        "start": deadline.start.isoformat() if deadline.start else None,
        "start_reason": deadline.start_reason,
        "length": {"count": length.count, "unit": length.unit} if length else None,
        "stopped": deadline.stopped,
        "without": deadline.why,
        "target": target.isoformat() if target else None,
        "notes": list(deadline.notes),
        "over": [computation(other) for other in deadline.over],
    }


def with_steps(deadline: Deadline) -> Explained:
    """All that the date carries, and how it came about step by step, in English."""
    return {**computation(deadline), "explain": list(steps(deadline))}
