"""Decisions that nobody has seen the student open: notified once more, a week after the first notice, and never again."""

from datetime import date, datetime, timedelta

from casework import deciding
from casework.calendar import day_of
from casework.case import Actor
from casework.desk.keeping import keep
from casework.office import Office
from casework.owed import for_handlers
from casework.records import Records, Store

LONGEST_BACK = timedelta(
    days=60
)  # what is older was told before this was done, or while the service stood still for long


class Unopened:
    """Each case in its own transaction; what was done is a unique key."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    async def notify(self, now: datetime) -> None:
        """Sends the second notices that are due by now (D-RENOTIFY)."""
        today = day_of(now)
        until = today - timedelta(days=self._office.rulebook.renotify_days)
        for number in await self._store.read(lambda records: records.unopened(today - LONGEST_BACK, until)):
            await self._one(number, today, now)

    async def _one(self, number: int, today: date, now: datetime) -> None:
        await self._store.write(lambda records: self._see_to(records, number, today, now))

    def _see_to(self, records: Records, number: int, today: date, now: datetime) -> None:
        dossier = records.dossier_of(number)
        if dossier is None or not records.first_time(f"notified-again:{number}", now):
            return
        case = dossier.case(number)
        due = dict(for_handlers(case, self._office.clocks(dossier))).get("renotification")
        if due is not None and due.last_day <= today:
            change = deciding.notify_again(case, dossier, self._office, at=now, actor=Actor("clock", "tick"))
            keep(records, change, dossier, self._office)
