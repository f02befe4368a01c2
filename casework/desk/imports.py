"""A registry file taken at the desk: the rows, and in the same transaction every date and case that they move (I12)."""

from datetime import datetime

from casework.case import Actor
from casework.desk.keeping import followers, keep
from casework.office import Office
from casework.recomputing import recomputed
from casework.records import Records, Store
from casework.registration import RegistryFile, Taken


class Imports:
    """Takes registry files."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    async def take(self, file: RegistryFile, digest: str, now: datetime, via: str) -> Taken:
        """All rows or none, and every case that they concern brought up to date. `via` is who imports ("cli:name")."""
        return await self._store.write(lambda records: self._take(records, file, digest, now, via))

    def _take(self, records: Records, file: RegistryFile, digest: str, now: datetime, via: str) -> Taken:
        taken = records.registry.take(file, digest, now)
        actor = Actor("import", via)
        for dossier in records.dossiers_at(taken.exams) if taken.exams else ():
            for case in dossier.cases:
                self._bring_up_to_date(records, case.number, now, actor)
        return taken

    def _bring_up_to_date(self, records: Records, number: int, now: datetime, actor: Actor) -> None:
        """Read anew, as a case of the same dossier may have changed just now."""
        dossier = records.dossier_of(number)
        if dossier is None:
            return
        change = recomputed(dossier.case(number), dossier, self._office, "import", at=now, actor=actor)
        if change is not None:
            keep(records, change, dossier, self._office)
        for follower in followers(records, dossier.case(number), dossier, self._office, now) if change is None else ():
            keep(records, follower, dossier, self._office)
