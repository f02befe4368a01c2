"""The alarm for mail that has not found its place: once a mail, to everybody who can see to it (mail.md § 3.2, § 9.20)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from casework.calendar import day_of
from casework.desk.digests import Unfinished, handler_letter
from casework.desk.keeping import post
from casework.messages import Task, TaskKind
from casework.office import Office
from casework.records import OpenTask, Records, Store


class Unplaced:
    """Watches the mails that wait to be read or were set aside; `after` is how long one may wait. Holds no state."""

    def __init__(self, store: Store, office: Office, after: timedelta) -> None:
        self._store = store
        self._office = office
        self._after = after

    async def alarm(self, now: datetime) -> Sequence[int]:
        """Raises one alarm for the mails that have waited too long and were not told before, and gives their numbers.

        What waits together is told together: there is at most one alarm in as long as a mail may wait. It is settled when none waits.
        """
        waiting, told = await self._store.read(lambda records: (records.unplaced(now - self._after), _alarms(records)))
        if not waiting and not told:
            return ()
        return await self._store.write(lambda records: self._see_to(records, now))

    async def is_any(self, now: datetime) -> bool:
        """Whether a mail has waited too long and still waits. Raises StoreError."""
        return bool(await self._store.read(lambda records: records.unplaced(now - self._after)))

    def _see_to(self, records: Records, now: datetime) -> Sequence[int]:
        waiting = records.unplaced(now - self._after)
        if not waiting:
            records.settle([told.task.key for told in _alarms(records)], now)
            return ()
        new = [mail for mail in waiting if not records.has_been(_key(mail))]
        span = int(now.timestamp() // max(self._after.total_seconds(), 1))
        if not new or not records.first_time(f"mail_waits:{span}", now):
            return ()
        for mail in new:
            records.first_time(_key(mail), now)
        post(records, [Task(_key(new[0]), TaskKind.MAIL_WAITS, day_of(now), mail=new[0])])
        self._by_mail(records, new[0], now)
        return new

    def _by_mail(self, records: Records, mail: int, now: datetime) -> None:
        """Those whom Slack does not reach get the list of what is not finished at once, and not the next morning."""
        handlers = [each for each in records.registry.case_handlers() if not each.slack_id]
        if handlers:
            known = {each.id: each for each in records.registry.all_staff()}
            unfinished = Unfinished(records, self._office, records.unfinished(), records.open_tasks(), day_of(now))
            keys = {each.id: f"{_key(mail)}:{each.id}" for each in handlers}
            records.post(handler_letter(self._office, keys[each.id], each, unfinished, known) for each in handlers)


def _key(mail: int) -> str:
    return f"mail_waits:mail-{mail}"


def _alarms(records: Records) -> list[OpenTask]:
    return [each for each in records.open_tasks() if each.task.kind is TaskKind.MAIL_WAITS]
