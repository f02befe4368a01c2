"""Slack's limit of about one posted message a second in a channel."""

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """How many posts a second a channel takes, and how many at once."""

    per_second: float = 1.0
    burst: int = 3


class Buckets:
    """One token bucket a channel; `clock` gives seconds and may be pushed forward by a test."""

    def __init__(self, rate: Rate | None, clock: Callable[[], float]) -> None:
        self.rate = rate
        self._clock = clock
        self._levels: dict[str, tuple[float, float]] = {}

    def wait_for(self, channel: str) -> int:
        """Take a token and return 0, or return the whole seconds until there is one (Retry-After)."""
        if self.rate is None:
            return 0
        now = self._clock()
        level, since = self._levels.get(channel, (float(self.rate.burst), now))
        level = min(self.rate.burst, level + (now - since) * self.rate.per_second)
        taken = level >= 1
        self._levels[channel] = (level - 1 if taken else level, now)
        return 0 if taken else max(1, math.ceil((1 - level) / self.rate.per_second))
