"""A group's deadline that stands still: a member who was told a day hears at once that it stops, and later that it runs (decision 8)."""

from collections.abc import Iterator
from datetime import datetime

from casework.case import Case, Kind, Mark
from casework.clocks import Clocks
from casework.dossier import Dossier
from casework.messages import Letter
from casework.new_grade import annulling
from casework.office import Office
from casework.procedure import last_day_to_appeal


def told_to_wait(case: Case, dossier: Dossier, clocks: Clocks) -> bool:
    """Whether the student must know by now that the day told in this case stands still, as a fellow member awaits an explanation.

    What was told stands until a day runs again. A request whose sender has not been confirmed stops the clock, but is told
    to nobody, since it may be nobody's; nor is anything of a grade that does not stand.
    """
    if annulling(dossier) is not None:
        return case.told_waiting
    appeal = clocks.appeal()
    if case.told_waiting:
        return appeal.date is None
    shown = case.told_deadline
    tells = shown is not None and shown == dossier.told_deadline and not any(c.told_waiting for c in dossier.cases)
    return tells and appeal.why == "group_pending" and any(_is_certain(fellow) for fellow in dossier.fellows)


def letters_of_waiting(
    case: Case, after: Case, dossier: Dossier, office: Office, clocks: Clocks, at: datetime
) -> Iterator[Letter]:
    """What the student is told when the day stops or runs; nothing where another letter tells the day that runs.

    Of the one who asked they say no more than that it is somebody in the group.
    """
    if case.told_waiting == after.told_waiting:
        return
    appealed, key = dossier.open_case(Kind.APPEAL) is not None, f"{case.number}:{after.version}"
    fields = {**last_day_to_appeal(clocks.appeal(), at), "appealed": appealed}
    if after.told_waiting:
        yield office.to_student(
            f"group-waits:{key}", "group_waits", after, dossier, told_before=case.told_deadline, **fields
        )
    elif after.told_deadline == case.told_deadline == dossier.told_deadline:
        yield office.to_student(f"group-runs:{key}", "group_runs", after, dossier, **fields)


def _is_certain(fellow: Case) -> bool:
    return fellow.is_open and fellow.in_time and Mark.UNCONFIRMED not in fellow.marks
