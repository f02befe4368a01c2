"""The verbs of an appeal that has been graded: assessed further, examined anew, decided, told; no grade is said in any of them."""

from datetime import date, datetime
from typing import Any

from casework.calendar import day_of
from casework.case import Actor, Case, Change, Outcome, Status, moved
from casework.dossier import Dossier
from casework.messages import Letter, Notice, Task, TaskKind
from casework.office import Office
from casework.procedure import cards, next_day
from casework.refusals import DayOutside, NotNow
from casework.rulebook import Rulebook

KEYS = {"appeal_result": "result", "appeal_result_again": "result-again"}


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
    """Two grades or more apart: assessed once more before the grade is final (§ 11-11 third paragraph); no grade, no direction.

    Who assesses, and whether they know the grades, is the institution's choice (decision 17). A case handler, who is asked to see to
    it, gives them what they may know: no view of ours holds a grade.
    """
    if case.status is not Status.JOINT:
        raise NotNow(number=case.number)
    local = office.rulebook_at(dossier.exam)
    change = moved(case, "assessed_further", at, actor, status=Status.FURTHER)
    letter = office.to_student(
        f"further:{case.number}",
        "further_assessment",
        case,
        dossier,
        expected=_expected(case, at),
        reasons_shown=True,
        assessed_by=local.third_assessment_procedure,
        sees_grades=local.third_sees_grades,
    )
    task = Task(f"further:{case.number}", _asked_further(local), next_day(at), case.number)
    return change.telling(letter, task, *_drawn_once(case, change, dossier)).settling(f"outcome:{case.number}")


def _asked_further(rulebook: Rulebook) -> TaskKind:
    if rulebook.third_assessment_procedure == "joint":
        return TaskKind.FURTHER_JOINT
    return TaskKind.FURTHER_SEEING if rulebook.third_sees_grades else TaskKind.FURTHER_BLIND


def tell(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The student is told where to read the new grade, that it is final, and what may still be asked for (A-198)."""
    if case.status is not Status.DECIDED or case.outcome is None:
        raise NotNow(number=case.number)
    today = day_of(at)
    change = moved(case, "told", at, actor, status=Status.DONE, done_on=today)
    letter = _where_to_read(
        case,
        dossier,
        office,
        "appeal_result",
        today,
        outcome=case.outcome.value,
        diploma_blocks=office.rulebook.diploma_blocks,
    )
    return change.telling(letter).settling(f"tell:{case.number}")


def seen(case: Case, day: date, *, at: datetime, actor: Actor) -> Change:
    """The portal's log tells that the student opened the decision on that day, so that no second notice goes out (D-RENOTIFY)."""
    if case.status is not Status.DONE or case.done_on is None or case.seen_on is not None:
        raise NotNow(number=case.number)
    if not case.done_on <= day <= day_of(at):
        raise DayOutside(number=case.number, day=day, first=case.done_on, last=day_of(at))
    return moved(case, "seen", at, actor, seen_on=day)


def notify_again(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The one more notice of a decision that nobody has seen the student open (eForvaltningsforskriften § 8 fifth paragraph)."""
    if case.status is not Status.DONE or case.done_on is None or case.seen_on is not None:
        raise NotNow(number=case.number)
    change = moved(case, "notified_again", at, actor)
    return change.telling(_where_to_read(case, dossier, office, "appeal_result_again", case.done_on))


def _where_to_read(case: Case, dossier: Dossier, office: Office, template: str, told: date, **fields: Any) -> Letter:
    clocks = office.clocks(dossier)
    return office.to_student(
        f"{KEYS[template]}:{case.number}",
        template,
        case,
        dossier,
        where="StudentWeb",
        decided=told,
        explanation_deadline=clocks.explanation_request_of_regrade(told),
        formal_deadline=clocks.formal_error_after(told),
        **fields,
    )
