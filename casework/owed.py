"""What else is dated in a case besides the three clocks: what we owe, what the student may still do, and what the act demands next."""

from collections.abc import Iterator
from typing import Literal

from casework.calendar import day_of
from casework.case import Case, Kind, Mark, Outcome, Status
from casework.clocks import Clocks
from casework.deadlines import (
    Deadline,
    explanation_done,
    explanation_talked,
    forwarded_to_board,
    further_assessment,
    new_oral_exam,
    no_show,
    renotification,
    withdrawal,
)
from casework.grades import FURTHER_STEPS
from casework.procedure import may_withdraw

Owed = Literal[
    "announced",
    "first_grading",
    "due",
    "late_word",
    "given",
    "regrading",
    "reply",
    "target",
    "withdrawal",
    "further",
    "new_oral",
    "grace",
    "late_cap",
    "board",
    "complaint",
    "renotification",
]
Dated = tuple[Owed, Deadline]


def of_result(clocks: Clocks) -> Iterator[Dated]:
    """When the grade was announced, and until when it was due after the exam."""
    yield "announced", clocks.announcement()
    due = clocks.first_grading()
    if due:
        yield "first_grading", due


def of_case(case: Case, clocks: Clocks) -> Iterator[Dated]:
    """For the student and the staff of the case alike."""
    if case.kind is Kind.EXPLANATION:
        yield from _of_explanation(case, clocks)
    elif case.is_open:
        yield from _of_open(case, clocks)
    if case.status is Status.REJECTED and case.done_on:
        yield "complaint", clocks.complaint(case.done_on)


def for_handlers(case: Case, clocks: Clocks) -> Iterator[Dated]:
    """What a case handler needs in order to judge: until when a late appeal can be taken on, and when a decision is notified again."""
    if case.kind is not Kind.APPEAL:
        return
    grace = clocks.group_grace() if Mark.GROUP_GRACE in case.marks else None
    if grace:
        yield "grace", grace
    cap = clocks.cap_of_late_appeal() if Mark.LATE in case.marks else None
    if cap:
        yield "late_cap", cap
    if case.status is Status.DONE and case.done_on:
        again = renotification(case.done_on, case.seen_on, clocks.law, clocks.rulebook.renotify_days)
        if again:
            yield "renotification", again


def _of_explanation(case: Case, clocks: Clocks) -> Iterator[Dated]:
    if case.is_open:
        yield "due", clocks.explanation_due(case)
        reply = clocks.reply(case)
        if reply:
            yield "reply" if case.promised else "late_word", reply
    elif case.done_on and case.status is Status.DONE:
        yield "given", explained_on(case, clocks)


def explained_on(case: Case, clocks: Clocks) -> Deadline:
    """D-EXPL-DONE or D-EXPL-NOSHOW of a finished explanation: the day from which the appeal's clock runs."""
    day, law = case.done_on or day_of(case.received), clocks.law
    if case.outcome is Outcome.ORAL_GIVEN:
        return explanation_talked(day, law)
    if case.outcome is Outcome.NO_SHOW:
        return no_show(day, law)
    return explanation_done(day, [day], law)


def _of_open(case: Case, clocks: Clocks) -> Iterator[Dated]:
    law, reply = clocks.law, clocks.reply(case)
    if case.kind is Kind.APPEAL:
        yield "regrading", clocks.handling()
    if reply:
        yield "reply", reply
    target = clocks.regrading_target(case)
    if target:
        yield "target", target
    if case.kind is Kind.APPEAL and may_withdraw(case, clocks.rulebook):
        yield "withdrawal", withdrawal(clocks.rulebook.withdrawal_cutoff, None, None, None, law)
    further = further_assessment(FURTHER_STEPS, law) if case.status is Status.FURTHER else None
    if further:
        yield "further", further
    oral = new_oral_exam(case.status is Status.NEW_ORAL, True, law)
    if oral:
        yield "new_oral", oral
    if case.status is Status.WITH_BOARD:
        yield "board", forwarded_to_board(law)
