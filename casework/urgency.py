"""What is pressing among open cases: named, and in the order a case handler should see to it (O-WARN)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casework.case import Kind, Status
from casework.records import Line
from casework.rulebook import Rulebook

ASSESSED = frozenset({Status.WITH_COMMISSION, Status.JOINT, Status.FURTHER, Status.NEW_ORAL})


class Warn(StrEnum):
    """Why a case is pressing, the most pressing first."""

    OVERDUE = "overdue"  # a day of ours has passed
    EXPLANATION = "explanation"  # the last day for the explanation is near (§ 11-8 third paragraph)
    REPLY_NEXT = "reply_next"  # the month mark, or the day that was promised, is within the last of the two warnings
    REPLY_SOON = "reply_soon"  # the same, within the first
    NEXT_EXAM = "next_exam"  # the next exam of the course is near, and the case may decide whether it must be taken


class Pressing(NamedTuple):
    """One open case with why it is pressing and the day in question, in Europe/Oslo."""

    line: Line
    warn: Warn
    day: date


def pressing(lines: Iterable[Line], rulebook: Rulebook, today: date, next_exams: Mapping[str, date]) -> list[Pressing]:
    """The pressing cases, each once by what presses most; `next_exams` has the day of a course's next exam where it is known."""
    found = (next(_warnings(line, rulebook, today, next_exams.get(line.course)), None) for line in lines)
    return sorted((each for each in found if each), key=_order)


def ordered(lines: Sequence[Line], urgent: Sequence[Pressing]) -> list[Line]:
    """All lines, the pressing ones first and then those that nobody has, so that a list that is cut hides none of them."""
    first = {each.line.number: place for place, each in enumerate(urgent)}
    held = sorted((line for line in lines if line.number not in first), key=lambda line: not has_nobody(line))
    return [*(each.line for each in urgent), *held]


def has_nobody(line: Line) -> bool:
    """Whether no grader has the case and no commission assesses it."""
    return line.grader_id is None and line.status not in ASSESSED


def courses_without(lines: Iterable[Line], next_exams: Mapping[str, date]) -> int:
    """Of how many of these cases' courses nobody knows when the next exam is."""
    return len({line.course for line in lines} - next_exams.keys())


def _order(each: Pressing) -> tuple[int, date, int]:
    return list(Warn).index(each.warn), each.day, each.line.number


def _warnings(line: Line, rulebook: Rulebook, today: date, next_exam: date | None) -> Iterator[Pressing]:
    is_explanation = line.kind == Kind.EXPLANATION
    reply = line.promised or (None if is_explanation else line.interim_due)
    passed = [day for day in (line.due, reply) if day and day < today]
    if passed:
        yield Pressing(line, Warn.OVERDUE, min(passed))
    if is_explanation and line.due and (line.due - today).days <= rulebook.warn_explanation_days:
        yield Pressing(line, Warn.EXPLANATION, line.due)
    soon, next_ = rulebook.warn_month_days
    if reply and (reply - today).days <= next_:
        yield Pressing(line, Warn.REPLY_NEXT, reply)
    if reply and (reply - today).days <= soon:
        yield Pressing(line, Warn.REPLY_SOON, reply)
    if next_exam and (next_exam - today).days <= rulebook.warn_exam_days:
        yield Pressing(line, Warn.NEXT_EXAM, next_exam)
