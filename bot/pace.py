"""How fast we post: Slack takes about one message a second in a channel."""

import asyncio
import time
from collections.abc import Awaitable, Callable


class Pace:
    """Keeps `pause` seconds between two messages to one channel; `seconds` is a clock that only goes forward."""

    def __init__(
        self,
        pause: float = 1.0,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._pause = pause
        self._seconds = seconds
        self._sleep = sleep
        self._free_at: dict[str, float] = {}

    async def wait(self, channel: str) -> None:
        """Returns when the channel may be posted to, which then counts as done."""
        now = self._seconds()
        free_at = max(now, self._free_at.get(channel, now))
        self._free_at = {name: at for name, at in self._free_at.items() if at > now}
        self._free_at[channel] = free_at + self._pause
        if free_at > now:
            await self._sleep(free_at - now)
