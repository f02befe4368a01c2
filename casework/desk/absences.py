"""Students who did not come: what stands against recording it, and what the clock completes of it (decision 21)."""

from datetime import datetime

from casework import no_show
from casework.appointments import Proof, proof_of, proved_from
from casework.calendar import day_of
from casework.case import Actor, Case
from casework.desk.answers import Withheld
from casework.desk.invited import delivery_of
from casework.desk.keeping import keep
from casework.dossier import Dossier
from casework.office import Office
from casework.records import Records, Store


def withheld(records: Records, office: Office, case: Case, dossier: Dossier, now: datetime) -> Withheld | None:
    """Why a no-show that was said of the case is not recorded, and the day on which it will be; None when it is."""
    if not case.is_open:
        return None
    found, to_bounce = dossier.appointment(case.number), office.rulebook_at(dossier.exam).to_bounce
    delivery = delivery_of(records, found)
    proof = proof_of(found, delivery, now, to_bounce)
    if proof is not Proof.WAITS or found is None or found.talk is None or delivery.accepted is None:
        return Withheld(proof)
    return Withheld(proof, day_of(proved_from(found.talk, delivery.accepted, to_bounce)))


class Absences:
    """The no-shows that were said before they were proved, each in its own transaction."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    async def complete(self, now: datetime) -> None:
        """Records those that are proved by now; one that something speaks against becomes a task."""
        for number in await self._store.read(lambda records: records.no_shows_kept()):
            await self._one(number, now)

    async def _one(self, number: int, now: datetime) -> None:
        await self._store.write(lambda records: self._see_to(records, number, now))

    def _see_to(self, records: Records, number: int, now: datetime) -> None:
        dossier = records.dossier_of(number)
        if dossier is None:
            return
        case, delivery = dossier.case(number), delivery_of(records, dossier.appointment(number))
        change = no_show.complete(case, dossier, delivery, self._office, at=now, actor=Actor("clock", "tick"))
        if change is not None:
            keep(records, change, dossier, self._office)
