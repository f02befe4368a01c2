"""What the verbs about a talk need from the records: who holds it, and what became of the student's invitation."""

from datetime import datetime

from casework.appointments import Appointment, Delivery
from casework.case import Actor, Case
from casework.dossier import Dossier
from casework.invitations import Party
from casework.office import Office
from casework.outgoing import Echo
from casework.records import Records
from casework.refusals import NoGrader
from casework.talks import Talks

SENT, GIVEN_UP = "sent", "gave_up"
CAME_BACK = frozenset({Echo.BOUNCED.value, Echo.REFUSED.value})


def delivery_of(records: Records, found: Appointment | None) -> Delivery:
    """What is known of the student's invitation to the time that holds now: its way through the outbox, what came back,
    and whether a mail in the case waits for a person."""
    if found is None:
        return Delivery()
    asked = records.letter_at(found.invitation_key(Party.STUDENT))
    path = records.letter_path(asked.id) if asked else None
    if path is None:
        return Delivery()
    accepted = next((step.at for step in path.steps if step.what == SENT), None)
    failed = path.state == GIVEN_UP or any(step.what in CAME_BACK for step in path.steps)
    unread = any(each.task.case == found.case and each.task.mail is not None for each in records.open_tasks())
    return Delivery(accepted, failed, unread)


def talks(records: Records, office: Office, case: Case, dossier: Dossier, *, at: datetime, actor: Actor) -> Talks:
    """The verbs about the times of that case, for whoever acts; NoGrader while nobody has the case."""
    grader = records.registry.staff(case.grader_id) if case.grader_id is not None else None
    if grader is None:
        raise NoGrader(number=case.number)
    elsewhere = {number: slot for number, slot in records.agreed_with(grader.id).items() if number != case.number}
    return Talks(case, dossier, grader, office, at, actor, tuple(elsewhere.values()))
