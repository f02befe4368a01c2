"""What becomes of a mail: a case, a step in one, an answer, or a task for a person; each in one transaction, never a silence."""

from datetime import datetime

from casework.desk.caps import said_by
from casework.desk.enclosures import take_files
from casework.desk.machines import place_machine
from casework.desk.strangers import place_stranger
from casework.desk.students import place_student
from casework.desk.tracing import trace
from casework.desk.visit import Placed, Visit
from casework.desk.words import place_staff
from casework.messages import Box, IncomingMail, TaskKind, Verdict
from casework.office import Office
from casework.records import Found, Records, Store

REQUESTS = frozenset({Box.EXPLANATION, Box.APPEAL, Box.FORMAL_ERROR})


class Intake:
    """Receives mail that has been read."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    async def receive(self, mail: IncomingMail, now: datetime) -> Placed:
        """Does what the mail asks for, or asks back, or gives it to a person. The mail counts as understood in the same transaction."""

        def work(records: Records) -> Placed:
            visit = Visit(records, self._office, mail, now)
            placed = _place(visit)
            trace(visit)
            take_files(visit, placed)
            visit.tell_if_unanswered(placed)
            found = Found(said_by(mail), mail.verdict.value, mail.verdict_because)
            records.understood(mail.id, placed.outcome, placed.case, now, found)
            return placed

        return await self._store.write(work)


def _place(visit: Visit) -> Placed:
    mail = visit.mail
    if mail.machine is not None:
        return place_machine(visit)
    if not mail.sender:
        return visit.to_a_person(TaskKind.SENDER_UNCLEAR, mail.token_case)
    if mail.verdict is Verdict.FAILED:
        return visit.to_a_person(TaskKind.FAILED_SENDER, mail.token_case)
    registry = visit.records.registry
    person, staff = registry.person_by_email(mail.sender), registry.staff_by_email(mail.sender)
    if person is not None and (staff is None or REQUESTS & set(mail.boxes)):
        return place_student(visit, person)
    if staff is not None:
        return place_staff(visit, staff)
    return place_stranger(visit)
