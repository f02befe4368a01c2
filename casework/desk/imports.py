"""A registry file taken at the desk: the rows, and in the same transaction every date and case that they move (I12)."""

from datetime import datetime

from casework.case import Actor
from casework.desk.disagreeing import ask_about_dates
from casework.desk.keeping import bring_up_to_date, followers, keep
from casework.office import Office
from casework.recomputing import Because
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
        actor, because = Actor("import", via), Because("import", {"file": digest})
        for dossier in records.dossiers_at(taken.exams) if taken.exams else ():
            bring_up_to_date(records, self._office, dossier.result.id, because, now, actor)
            self._followed(records, dossier.result.id, now)
        if taken.exams:
            ask_about_dates(records, self._office, taken.exams, now)
        return taken

    def _followed(self, records: Records, result_id: int, now: datetime) -> None:
        """What new graders bring with them; read anew, as the cases may have changed just now."""
        dossier = records.dossier(result_id)
        if dossier is None:
            return
        for case in dossier.cases:
            for follower in followers(records, case, dossier, self._office, now):
                keep(records, follower, dossier, self._office)
