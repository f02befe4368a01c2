"""What a changed fact does to a case: its dates computed anew, the old ones kept in the journal, and the student told when one moved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind, Mark, Status, moved
from casework.dossier import Dossier
from casework.marks import NEEDS_A_PERSON, marks_of
from casework.office import Office
from casework.procedure import redrawn, told


def recomputed(
    case: Case, dossier: Dossier, office: Office, because: str, *, at: datetime, actor: Actor
) -> Change | None:
    """The case with its dates as they are now, or None when nothing moved (I12).

    `because` is what changed: "import" or "rulebook". A deadline that a letter has shown is never
    shortened (I13); one that is now later is told in a letter.
    """
    changes = _changes(case, dossier, office)
    clocks = office.clocks(dossier)
    deadline = clocks.appeal()
    later = case.told_deadline is not None and deadline.date is not None and deadline.date > case.told_deadline
    if not changes and not later:
        return None
    before = {name: getattr(case, name) for name in changes}
    change = moved(case, "recomputed", at, actor, {"because": because, "before": before}, **changes)
    change = change.telling(redrawn(change.case)) if case.kind is Kind.EXPLANATION else change
    if not later or case.told_deadline != dossier.told_deadline:
        return change
    letter = office.to_student(
        f"moved:{case.number}:{change.case.version}",
        "date_moved",
        change.case,
        dossier,
        deadline=deadline,
        told=case.told_deadline,
        because=because,
    )
    return told(change, deadline.date).telling(letter)


def _changes(case: Case, dossier: Dossier, office: Office) -> dict[str, Any]:
    """The fields that would be otherwise if the case were opened now. A case that a person has decided on is left alone."""
    if not case.is_open:
        return {}
    computed = marks_of(
        case.kind, _without(case, dossier), office, day_of(case.received), Mark.UNCONFIRMED not in case.marks
    )
    found: Mapping[str, Any] = {"marks": computed, "in_time": Mark.LATE not in computed}
    changes = {name: value for name, value in found.items() if getattr(case, name) != value}
    if case.grader_id is None and dossier.first_graders and case.kind is Kind.EXPLANATION:
        changes["grader_id"] = dossier.first_graders[0]
    ready = not computed & NEEDS_A_PERSON[case.kind]
    if case.status is Status.RECEIVED and changes and ready:
        changes |= _set_going(case, changes)
    return changes


def _set_going(case: Case, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What kept the case waiting for a person is gone."""
    if case.kind is Kind.APPEAL:
        return {"status": Status.WAITING if case.waits_for else Status.TO_ASSIGN}
    has_grader = (changes.get("grader_id") or case.grader_id) is not None
    return {"status": Status.WITH_GRADER} if has_grader else {}


def _without(case: Case, dossier: Dossier) -> Dossier:
    """The dossier as it was before the case, which must not hold its own clock still."""
    return replace(dossier, cases=tuple(each for each in dossier.cases if each.number != case.number))
