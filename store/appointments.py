"""Appointments for talks as rows, one a round."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from casework.appointments import Appointment, Stage
from casework.case import Status
from casework.invitations import Slot
from store.schema import NO_SHOW_KEPT, OPEN_CASE, appointments, cases
from store.transaction import Transaction, both, for_this

MOST_AT_ONCE = 1_000  # numbers in one statement; a database takes so many and no more
FIELDS = (
    "grader_id",
    "stage",
    "offers",
    "offered",
    "agreed",
    "sequence",
    "excused",
    "no_show_said",
    "no_show_by",
    "noted",
)
KEEP = both(
    lambda insert: (made := insert(appointments)).on_conflict_do_update(
        index_elements=["case_number", "round"], set_={name: made.excluded[name] for name in FIELDS}
    )
)
OF_CASES = (
    select(appointments)
    .where(appointments.c.case_number.in_(bindparam("numbers", expanding=True)))
    .order_by(appointments.c.case_number, appointments.c.round)
)
OF_RESULT = (
    select(appointments)
    .join(cases, cases.c.number == appointments.c.case_number)
    .where(cases.c.result_id == bindparam("which"))
    .order_by(appointments.c.case_number, appointments.c.round)
)
KEPT = select(appointments.c.case_number).where(NO_SHOW_KEPT).order_by(appointments.c.case_number)

AGREED_WITH_GRADER = (
    select(appointments.c.case_number, appointments.c.agreed)
    .join(cases, cases.c.number == appointments.c.case_number)
    .where(OPEN_CASE, cases.c.status == Status.WITH_GRADER.value, appointments.c.stage == Stage.AGREED.value)
    .order_by(appointments.c.case_number)
)

BUSY = AGREED_WITH_GRADER.where(appointments.c.grader_id == bindparam("grader"))


def keep(connection: Connection, changed: Sequence[Appointment]) -> None:
    """Inserts rounds or writes how they are now; who may do so is the case's version, which is kept in the same transaction."""
    if changed:
        connection.execute(for_this(KEEP, connection), [_row(appointment) for appointment in changed])


def of_cases(connection: Connection, numbers: Iterable[int]) -> tuple[Appointment, ...]:
    """Every round of those cases, the oldest first."""
    wanted = list(numbers)
    return tuple(_appointment(row) for row in connection.execute(OF_CASES, {"numbers": wanted})) if wanted else ()


def of_result(connection: Connection, result_id: int) -> tuple[Appointment, ...]:
    """Every round of the cases of that result, in their order."""
    return tuple(_appointment(row) for row in connection.execute(OF_RESULT, {"which": result_id}))


class Appointments(Transaction):
    """What is asked of all of them."""

    def appointments_of(self, numbers: Iterable[int]) -> Mapping[int, Appointment]:
        """The newest round of each of those cases that has any."""
        wanted = list(numbers)
        pages = (wanted[start : start + MOST_AT_ONCE] for start in range(0, len(wanted), MOST_AT_ONCE))
        return {each.case: each for page in pages for each in of_cases(self._connection, page)}

    def talks_begun(self, since: datetime, until: datetime) -> Sequence[int]:
        """The numbers of the cases with their grader whose agreed talk began in that time, in order."""
        rows = self._connection.execute(AGREED_WITH_GRADER)
        return [number for number, talk in rows if since <= _slot(talk).starts <= until]

    def agreed_with(self, grader_id: int) -> Mapping[int, Slot]:
        """The agreed time of each open case in which that grader holds the talk."""
        rows = self._connection.execute(BUSY, {"grader": grader_id})
        return {row.case_number: _slot(row.agreed) for row in rows}

    def no_shows_kept(self) -> Sequence[int]:
        """The numbers of the cases in which a no-show was said that is still to be proved, in order."""
        return self._connection.execute(KEPT).scalars().all()


def _row(appointment: Appointment) -> dict[str, Any]:
    return {
        "case_number": appointment.case,
        "round": appointment.round,
        "grader_id": appointment.grader_id,
        "stage": appointment.stage.value,
        "offers": [_plain(slot) for slot in appointment.offers],
        "offered": appointment.offered,
        "agreed": appointment.agreed and _plain(appointment.agreed),
        "sequence": appointment.sequence,
        "excused": appointment.excused,
        "no_show_said": appointment.no_show_said,
        "no_show_by": appointment.no_show_by,
        "noted": appointment.noted,
    }


def _appointment(row: Any) -> Appointment:
    return Appointment(
        case=row.case_number,
        round=row.round,
        grader_id=row.grader_id,
        stage=Stage(row.stage),
        offers=tuple(_slot(each) for each in row.offers),
        offered=row.offered,
        agreed=row.agreed and _slot(row.agreed),
        sequence=row.sequence,
        excused=row.excused,
        no_show_said=row.no_show_said,
        no_show_by=row.no_show_by,
        noted=row.noted,
    )


def _plain(slot: Slot) -> list[object]:
    return [slot.starts, slot.minutes, slot.place]


def _slot(plain: Sequence[Any]) -> Slot:
    starts, minutes, place = plain
    return Slot(datetime.fromisoformat(starts), minutes, place)
