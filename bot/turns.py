"""Who is served when: each person's messages one at a time and in the order they were sent, and what still runs at the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count
from types import TracebackType

Place = tuple[float, int, "asyncio.Future[None]"]


class Turns:
    """A queue a person. Slack keeps no order: of two quick messages the later one can be dispatched first."""

    def __init__(self) -> None:
        self._queues: dict[str, list[Place]] = {}
        self._arrivals = count()

    @asynccontextmanager
    async def turn(self, who: str, sent: float) -> AsyncIterator[None]:
        """Waits until nobody else of that name is inside; of those who wait the one sent first (seconds since 1970) is next."""
        queue = self._queues.get(who)
        if queue is None:
            self._queues[who] = []
        else:
            await self._wait(who, queue, sent)
        try:
            yield
        finally:
            self._call_next(who)

    async def _wait(self, who: str, queue: list[Place], sent: float) -> None:
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(queue, (sent, next(self._arrivals), called))
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():
                self._call_next(who)
            raise

    def _call_next(self, who: str) -> None:
        queue = self._queues[who]
        while queue:
            called = heappop(queue)[2]
            if not called.done():
                called.set_result(None)
                return
        del self._queues[who]


class Busy:
    """Counts what is under way, from its arrival until its answer has been sent; `with busy:` around each."""

    def __init__(self) -> None:
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def __enter__(self) -> None:
        self._count += 1
        self._idle.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._count -= 1
        if not self._count:
            self._idle.set()

    async def idle(self, patience: float) -> bool:
        """Waits until nothing is under way, at most `patience` seconds; whether that came true."""
        try:
            await asyncio.wait_for(self._idle.wait(), patience)
        except TimeoutError:
            return False
        return True
