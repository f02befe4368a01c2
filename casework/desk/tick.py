"""What the clock brings, once each: proved no-shows, afternoon questions, digests, interim replies, and what is silent or unopened."""

from datetime import datetime

from casework.calendar import OSLO, day_of, is_working_day
from casework.desk.absences import Absences
from casework.desk.afternoon import Afternoon
from casework.desk.digests import Digests
from casework.desk.promises import Promises
from casework.desk.silence import Silence
from casework.desk.unanswered import Unanswered
from casework.desk.unopened import Unopened
from casework.office import Office
from casework.records import Store


class Ticks:
    """Holds no state: what is due is asked of the database, and what was done is a unique key in it."""

    def __init__(self, store: Store, office: Office) -> None:
        self._office = office
        self._absences = Absences(store, office)
        self._afternoon = Afternoon(store, office)
        self._digests = Digests(store, office)
        self._promises = Promises(store, office)
        self._silence = Silence(store, office)
        self._unopened = Unopened(store, office)
        self._unanswered = Unanswered(store)

    async def tick(self, now: datetime) -> None:
        """Does everything that is due at `now` (aware UTC) and has not been done, whatever was missed before."""
        await self._absences.complete(now)
        await self._afternoon.ask(now)
        if not self._is_morning(now):
            return
        await self._promises.keep(now)
        await self._silence.notice(now)
        await self._unopened.notify(now)
        await self._unanswered.notice(now)
        await self._digests.send(now)

    def _is_morning(self, now: datetime) -> bool:
        return is_working_day(day_of(now)) and now.astimezone(OSLO).time() >= self._office.rulebook.digest_at
