"""A breaker: while the other side is down, one probe at a time with growing waits, so that nothing else is tried in vain."""

from datetime import datetime, timedelta

PROBES = (
    timedelta(seconds=15),
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=2),
    timedelta(minutes=5),
)
IN_DOUBT = 3  # messages in a row after which the other side fell silent


class Breaker:
    """Closed while the other side works, open from the first failure on, or from the third in a row whose fault may be the message's.

    Moments are aware UTC.
    """

    def __init__(self) -> None:
        self._failures = 0
        self._doubts = 0
        self._probe_at: datetime | None = None
        self.since: datetime | None = None

    @property
    def is_closed(self) -> bool:
        """Whether the other side worked when it was last tried."""
        return self.since is None

    def room(self, now: datetime, most: int) -> int:
        """How many may be tried now: `most` when all is well, else one for a probe, or none before it is due."""
        if self._probe_at is None:
            return most
        return 1 if now >= self._probe_at else 0

    def worked(self) -> None:
        """The other side has answered."""
        self._failures, self._doubts, self._probe_at, self.since = 0, 0, None, None

    def doubted(self, now: datetime) -> None:
        """It heard a whole message and fell silent: perhaps for this message only, unless it was silent before or goes on so."""
        self._doubts += 1
        if self._doubts >= IN_DOUBT or not self.is_closed:
            self.failed(now)

    def failed(self, now: datetime) -> None:
        """The other side was not there, or broke off; the next probe waits longer, five minutes at most."""
        self._probe_at = now + PROBES[min(self._failures, len(PROBES) - 1)]
        self._failures += 1
        self.since = self.since or now
