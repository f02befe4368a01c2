"""The verbs of an appeal that has been graded: assessed further, examined anew, decided, told; no grade is said in any of them."""

from datetime import date, datetime

from casework.calendar import day_of
from casework.case import Actor, Case, Change, Outcome, Status, moved
from casework.dossier import Dossier
from casework.messages import Notice, Task, TaskKind
from casework.office import Office
from casework.procedure import cards, next_day
from casework.refusals import NotNow


def decide(case: Case, dossier: Dossier, outcome: Outcome, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The new grade is final: in favour, unchanged or against (§ 11-11 third paragraph, A-144); the student is told next.

    A changed grade that an oral exam adjusts is not final before a new oral exam (fourth paragraph). The new graders' cards
    are drawn once, when their own part is over, whatever comes of it (decision 15).
    """
    if case.status not in {Status.JOINT, Status.FURTHER, Status.NEW_ORAL}:
        raise NotNow(number=case.number)
    changed = outcome is not Outcome.UNCHANGED
    if case.status is not Status.NEW_ORAL and changed and dossier.exam.oral_adjusts:
        return _examined_anew(case, dossier, office, at=at, actor=actor)
    change = moved(case, "decided", at, actor, status=Status.DECIDED, outcome=outcome)
    task = Task(f"tell:{case.number}", TaskKind.NEEDS_DECISION, next_day(at), case.number)
    change = change.telling(task, *_drawn_once(case, change, dossier))
    return change.settling(*(f"{step}:{case.number}" for step in ("outcome", "further", "oral")))


def _examined_anew(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    change = moved(case, "oral_needed", at, actor, status=Status.NEW_ORAL)
    letter = office.to_student(f"oral:{case.number}", "new_oral_exam", case, dossier, expected=_expected(case, at))
    task = Task(f"oral:{case.number}", TaskKind.NEEDS_DECISION, next_day(at), case.number)
    change = change.telling(letter, task, *_drawn_once(case, change, dossier))
    return change.settling(f"outcome:{case.number}", f"further:{case.number}")


def _drawn_once(case: Case, change: Change, dossier: Dossier) -> tuple[Notice, ...]:
    return cards(change.case, dossier.appeal_graders(case)) if case.status is Status.JOINT else ()


def _expected(case: Case, at: datetime) -> date:
    """The date that the student has been given for the answer, or will be."""
    return case.promised or case.interim_due or day_of(at)


def assess_further(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """Two grades or more apart: assessed once more before the grade is final (§ 11-11 third paragraph); no grade, no direction."""
    if case.status is not Status.JOINT:
        raise NotNow(number=case.number)
    change = moved(case, "assessed_further", at, actor, status=Status.FURTHER)
    letter = office.to_student(
        f"further:{case.number}",
        "further_assessment",
        case,
        dossier,
        expected=_expected(case, at),
        reasons_shown=True,
    )
    task = Task(f"further:{case.number}", TaskKind.NEEDS_DECISION, next_day(at), case.number)
    return change.telling(letter, task, *_drawn_once(case, change, dossier)).settling(f"outcome:{case.number}")


def tell(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The student is told where to read the new grade, that it is final, and what may still be asked for (A-198)."""
    if case.status is not Status.DECIDED or case.outcome is None:
        raise NotNow(number=case.number)
    today = day_of(at)
    change = moved(case, "told", at, actor, status=Status.DONE, done_on=today)
    clocks = office.clocks(dossier)
    letter = office.to_student(
        f"result:{case.number}",
        "appeal_result",
        case,
        dossier,
        outcome=case.outcome.value,
        where="StudentWeb",
        decided=today,
        explanation_deadline=clocks.explanation_request_of_regrade(today),
        formal_deadline=clocks.formal_error_after(today),
    )
    return change.telling(letter).settling(f"tell:{case.number}")
