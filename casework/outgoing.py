"""What waits to go out and what became of it: what casework needs kept of it, implemented in `store/`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from casework.messages import Letter, Notice


class Queue(StrEnum):
    """The two ways out, which never wait for each other: letters to the relay, notices to Slack."""

    LETTERS = "letters"
    NOTICES = "notices"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row of the outbox that the courier has claimed: a letter or a notice, how often it was tried, and when it was written.

    `final` are the bytes of a letter once the postman has built them: built once, sent unchanged ever after. `thread` are the
    message ids of what came before it in its case between us and the same address, the oldest first; known when it is built.
    """

    id: int
    message: Letter | Notice
    written: datetime
    tries: int
    final: bytes | None = None
    thread: tuple[str, ...] = ()


class Echo(StrEnum):
    """What came back of a letter that a server had taken; `opened` may have been a scanner of mail (decision 26)."""

    DELIVERED = "delivered"
    RELAYED = "relayed"
    DELAYED = "delayed"
    BOUNCED = "bounced"
    REFUSED = "refused"
    REPORTED = "reported"
    DISPLAYED = "displayed"
    AUTO_REPLY = "auto_reply"
    ANSWERED = "answered"
    OPENED = "opened"


class Step(NamedTuple):
    """One step on the path of a letter: queued, a try with the relay's answer, or an echo; `mail` brought the echo. Aware UTC."""

    at: datetime
    what: str
    detail: str = ""
    mail: int | None = None


@dataclass(frozen=True, slots=True)
class LetterPath:
    """A letter and all that is known of its way, the oldest step first. `state` is waiting, sent or gave_up."""

    id: int
    letter: Letter
    state: str
    message_id: str
    steps: tuple[Step, ...]


class Mailed(NamedTuple):
    """Which letter it is, to which address it goes, and when it was written (aware UTC)."""

    to: str
    written: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class SlackPost:
    """Where a notice stands in Slack, and which cases it names."""

    channel: str
    ts: str
    cases: tuple[int, ...]


class Outbox(Protocol):
    """Letters and notices on their way; plain calls inside one transaction."""

    def claim(self, now: datetime, limit: int, queue: Queue | None = None) -> Sequence[Outgoing]:
        """What is due in that queue, or in both, leased to this process for two minutes, the most urgent first."""
        ...

    def built(self, outgoing_id: int, final: bytes, message_id: str) -> bytes:
        """Keeps the final bytes of a letter and gives those that are kept: those that came first."""
        ...

    def thread_before(self, outgoing_id: int) -> tuple[str, ...]:
        """The message ids of earlier letters of the same case to the same address, and of the mails they answered, oldest first."""
        ...

    def key_of(self, outgoing_id: int) -> str | None:
        """The key of what went out under that id: which question a reply answers."""
        ...

    def recipient_of(self, outgoing_id: int) -> str | None:
        """The address that a letter went to, None when that id is no letter."""
        ...

    def answered(self, to: str, since: datetime) -> Sequence[tuple[int | None, str]]:
        """Case and template of every answer that a machine gave to that address since then, None for one that had no case."""
        ...

    def answers_since(self, since: datetime) -> Mapping[str, int]:
        """How many answers of each template machines gave to anybody since then."""
        ...

    def letter_at(self, key: str) -> Mailed | None:
        """The letter with that key, sent or not."""
        ...

    def sent(self, outgoing_id: int, now: datetime, answer: str) -> None: ...
    def later(self, outgoing_id: int, when: datetime, answer: str, *, unknown: bool = False) -> None:
        """It is tried again at `when`; `unknown` says that the other side may have taken it already."""
        ...

    def put_back(self, outgoing_ids: Iterable[int], answer: str = "") -> None:
        """Claimed but not tried: free for the next claim at once. `answer` tells what kept the other side from hearing of it."""
        ...

    def gave_up(self, outgoing_id: int, now: datetime, answer: str) -> None: ...

    def send_again(self, outgoing_id: int, now: datetime) -> bool:
        """A letter that was given up is tried anew, as at first; False when it was not given up."""
        ...

    def echo(self, outgoing_id: int, echo: Echo, at: datetime, detail: str = "", mail: int | None = None) -> None:
        """Something came back of a letter; what is no letter has no echo."""
        ...

    def letter_path(self, outgoing_id: int) -> LetterPath | None:
        """A letter and its way, None when that id is no letter."""
        ...

    def letter_paths(self, number: int) -> Sequence[LetterPath]:
        """The letters of a case with their ways, the oldest first."""
        ...

    def letter_holding(self, text: str, number: int) -> int | None:
        """The newest letter of that case with those words in its body."""
        ...

    def final_of(self, outgoing_id: int) -> bytes | None:
        """The bytes that the relay was given, None before the first try."""
        ...

    def card(self, number: int, staff_id: int) -> SlackPost | None: ...
    def posted(self, outgoing_id: int, notice: Notice, post: SlackPost) -> None: ...
    def cases_under(self, channel: str, ts: str) -> tuple[int, ...]: ...
