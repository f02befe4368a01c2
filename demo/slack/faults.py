"""What goes wrong on request: errors, cut connections, slow answers and a Slack that is away."""

from dataclasses import dataclass, field

EVERY = "*"


@dataclass(frozen=True)
class Fault:
    """One wrong answer: `500`, `429`, `reset-before`, `reset-after`, `slow`, or a Slack error code such as `is_archived`."""

    kind: str
    seconds: float = 1.0


@dataclass
class Faults:
    """The faults that wait, by method; `away` refuses every call and socket until it is taken back."""

    away: bool = False
    waiting: dict[str, list[Fault]] = field(default_factory=dict)

    def add(self, method: str, fault: Fault, times: int) -> None:
        """Let the next calls of this method (`*` for any) fail, `times` of them."""
        self.waiting.setdefault(method, []).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return the fault of this call and strike it off."""
        for name in (method, EVERY):
            if self.waiting.get(name):
                return self.waiting[name].pop(0)
        return None


@dataclass(frozen=True)
class Mischief:
    """What happens to one delivery to the app.

    `skew` shifts the signed timestamp by seconds, `spoilt` breaks the signature (both over HTTP only), `copies` is how
    often the same delivery arrives, `ack_lost` pretends that the app's answer did not come through.
    """

    skew: float = 0.0
    spoilt: bool = False
    copies: int = 1
    ack_lost: bool = False
