"""A record of every call from the app and every delivery to it."""

from dataclasses import dataclass, field

from demo.slack.wire import Json


@dataclass(frozen=True)
class Call:
    """One Web API call: `at` is in seconds of the injected clock, `answer` is None when the connection was cut."""

    method: str
    args: Json
    at: float
    status: int
    answer: Json | None


@dataclass(frozen=True)
class Delivered:
    """One attempt to hand something to the app; `attempt` counts from 0, `seconds` is the time to the ack."""

    kind: str
    payload: Json
    attempt: int
    reason: str
    acked: bool
    status: int | None
    seconds: float


@dataclass
class Recorder:
    """Everything that crossed the line, in order."""

    calls: list[Call] = field(default_factory=list)
    deliveries: list[Delivered] = field(default_factory=list)

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]
