"""A clock that knocks: APScheduler wakes the service every minute and holds no state; what is due is in the database."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from casework.calendar import OSLO

log = logging.getLogger(__name__)


class Schedule:
    """Knocks once a minute, but never between 02:00 and 03:00 in Oslo, the hour that comes twice in autumn and not in spring."""

    def __init__(self, knock: Callable[[datetime], Awaitable[None]], clock: Callable[[], datetime]) -> None:
        self._knock = knock
        self._clock = clock
        self._scheduler = AsyncIOScheduler(timezone=OSLO)
        trigger = CronTrigger(hour="0-1,3-23", minute="*", timezone=OSLO)
        self._scheduler.add_job(self.knock, trigger, misfire_grace_time=None, coalesce=True, max_instances=1)

    async def knock(self) -> None:
        """One tick at the present moment; what fails is said and tried again a minute later."""
        try:
            await self._knock(self._clock())
        except Exception as error:
            log.error("the tick failed: %s", type(error).__name__)

    async def start(self) -> None:
        """Makes up what was missed, then knocks every minute."""
        await self.knock()
        self._scheduler.start()

    def stop(self) -> None:
        """Knocks no more; a tick under way is a short transaction that the database keeps whole or not at all."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
