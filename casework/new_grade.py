"""A grade set anew after a formal error undid the first one (§ 11-9 second paragraph): the student is told, as was promised."""

from datetime import date, datetime

from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind, moved
from casework.dossier import ANNULLED, Dossier
from casework.office import Office
from casework.procedure import last_day_to_appeal, told


def annulling(dossier: Dossier) -> Case | None:
    """The complaint that undid the grading last, while its student has not been told of a grade set anew.

    Until then no letter tells a new date for a grade that does not stand. A `told_request` is what the letter leaves behind.
    """
    last = max(_annulled(dossier), key=lambda case: (case.done_on or date.min, case.number), default=None)
    return last if last and last.told_request is None else None


def announced_after(case: Case, dossier: Dossier) -> bool:
    """Whether the case undid the grading, and its student is still to be told of the grade that was set anew."""
    anew, waiting = dossier.result.announced_anew, annulling(dossier)
    if anew is None or waiting is None or waiting.number != case.number:
        return False
    told_before = any(other.told_request for other in _annulled(dossier))
    return not told_before or anew >= (case.done_on or anew)


def _annulled(dossier: Dossier) -> list[Case]:
    return [case for case in dossier.of_kind(Kind.FORMAL_ERROR) if case.outcome in ANNULLED]


def announce(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The student is told where the new grade is read, and until when it may be explained (D-NEWEXPL) and appealed (D-APP-REGRADE)."""
    clocks, today = office.clocks(dossier), day_of(at)
    request, appeal = clocks.explanation_request(), clocks.appeal()
    change = told(moved(case, "new_grade_announced", at, actor), appeal.date, request.date)
    letter = office.to_student(
        f"new-grade:{case.number}",
        "new_grade_announced",
        case,
        dossier,
        where="StudentWeb",
        decided=dossier.result.announced_anew,
        explanation_deadline=request,
        explanation_over=request.last_day < today,
        appealed=dossier.open_case(Kind.APPEAL) is not None,
        **last_day_to_appeal(appeal, at),
    )
    return change.telling(letter)
