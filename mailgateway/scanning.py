"""Files are scanned when they come, behind the mail and never in its way; what could not be scanned is tried again."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from casework.records import Store
from mailgateway.clamd import Clamd

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(
    hours=1
)  # a file that the scanner did not look through; a scanner that is away is asked each minute


class Scanning:
    """Asks a scanner about the files that wait, one at a time. `clock` gives aware UTC."""

    def __init__(self, store: Store, clamd: Clamd, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clamd = clamd
        self._clock = clock
        self._away = False

    async def scan_waiting(self) -> int:
        """Has every file scanned that waits, until none is left or the scanner is away; gives how many it was asked about."""
        asked = 0
        while (digest := await self._next()) and await self._is_scanned(digest):
            asked += 1
        return asked

    async def run(self, stop: asyncio.Event, wake: asyncio.Event, pause: float = 60.0) -> None:
        """Scans whenever it is woken, and every `pause` seconds, until `stop` is set."""
        while not stop.is_set():
            wake.clear()
            try:
                await self.scan_waiting()
            except Exception as error:
                log.error("files could not be scanned: %s", type(error).__name__)
            try:
                await asyncio.wait_for(wake.wait(), pause)
            except TimeoutError:
                continue

    async def _next(self) -> str | None:
        before = self._clock() - AGAIN_AFTER
        return await self._store.read(lambda records: records.to_scan(before))

    async def _is_scanned(self, digest: str) -> bool:
        """Asks about one file and keeps the answer; False when the scanner is away."""
        content = await self._store.read(lambda records: records.content_of(digest))
        scanned, now = await self._clamd.scan(content or b""), self._clock()
        self._tell(away=scanned.away)
        if not scanned.away:
            await self._store.write(lambda records: records.scanned(digest, scanned, now))
        return not scanned.away

    def _tell(self, *, away: bool) -> None:
        if away and not self._away:
            log.warning("the virus scanner cannot be reached: files wait for it")
        elif self._away and not away:
            log.info("the virus scanner is back")
        self._away = away
