"""What waits in the outbox goes out: tried, retried with growing waits, and given up only with a task for a person."""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from casework.breaker import Breaker
from casework.calendar import day_of
from casework.desk.keeping import post
from casework.messages import Letter, Notice, Task, TaskKind, Urgency
from casework.outgoing import Outgoing, Queue, SlackPost
from casework.records import Records, Store

log = logging.getLogger(__name__)

# mail.md § 6: 1, 5, 15, 60 minutes, 3 hours, then every 6 hours until 72 hours have passed.
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
EVERY = timedelta(hours=6)
SLACK_EVERY = timedelta(minutes=15)
TWIN_AFTER = timedelta(hours=1)  # how long Slack may be away before a notice goes by mail as well (D-31)
PATIENCE = timedelta(hours=72)
LATE_AFTER = timedelta(hours=4)  # a letter of a case that has not gone out by then is told (mail.md § 6)
RELAY_TOLD_AFTER = timedelta(hours=1)
JITTER = 0.2  # up to this part of a wait is taken off, so that what failed together does not come back together
BATCH = timedelta(seconds=10)  # after which what is more urgent gets its turn; far less than a lease
AT_ONCE = {Queue.LETTERS: 40, Queue.NOTICES: 10}
# RFC 3463: of the recipient's address, not of the letter or of us.
NO_ADDRESS = re.compile(r"5\d\d[ -](?:5\.1\.[1236]|5\.2\.1)\b")


class Fate(StrEnum):
    """What became of one try."""

    DONE = "done"
    LATER = "later"
    NEVER = "never"
    AWAY = "away"  # the other side was not reached or did not let us in: it has heard nothing of this message
    BROKEN_OFF = "broken_off"  # it closed or fell silent before it could take the message
    UNKNOWN = "unknown"  # it fell silent after the dot and may have taken it; the same message goes again


BROKEN = frozenset({Fate.AWAY, Fate.BROKEN_OFF})


@dataclass(frozen=True, slots=True)
class Delivery:
    """The result of one try: its fate, the other side's answer in short (never a text of ours), how long it wants us to wait.

    `post` is where a notice now stands in Slack.
    """

    fate: Fate
    answer: str = ""
    wait: timedelta | None = None
    post: SlackPost | None = None

    @property
    def names_nobody(self) -> bool:
        """Whether the relay says that there is no such address."""
        return NO_ADDRESS.match(self.answer) is not None


class Sender(Protocol):
    """Somebody who can hand one kind of message over: the postman letters, the announcer notices."""

    async def send(self, outgoing: Outgoing) -> Delivery:
        """Tries once. Never raises for what the other side says or leaves unsaid."""
        ...


class Builder(Protocol):
    """A sender of letters, which are built into their final bytes once, before the first try."""

    async def build(self, outgoing: Outgoing) -> tuple[bytes, str]:
        """The final bytes and the Message-ID of a letter."""
        ...

    async def send(self, outgoing: Outgoing) -> Delivery: ...


Twin = Callable[[Records, Notice, datetime], Letter | None]


def next_try(outgoing: Outgoing, now: datetime, asked: timedelta | None) -> datetime | None:
    """When to try again what has just failed, or None when patience has ended: a letter that was tried anew by hand gets some tries more.

    `outgoing.tries` counts the one just made. `asked` is what the other side asked for (Retry-After).
    """
    if now - outgoing.written >= PATIENCE and outgoing.tries > len(WAITS):
        return None
    if asked is not None:
        return now + asked
    own = WAITS[outgoing.tries - 1] if outgoing.tries <= len(WAITS) else EVERY
    if isinstance(outgoing.message, Notice):
        own = min(own, SLACK_EVERY)
    return now + own * (1 - JITTER * _scattered(outgoing))


def _scattered(outgoing: Outgoing) -> float:
    """A number from 0 to 1 that differs from row to row and from try to try."""
    return int.from_bytes(sha256(f"{outgoing.id}:{outgoing.tries}".encode()).digest()[:4]) / 2**32


class Courier:
    """Takes what is due out of the outbox and hands it to its sender. Sends outside any transaction, marks in another.

    `twin` writes the letter that goes
    instead of a notice when Slack has been away for an hour or will never take it; None where nothing is lost without one.
    """

    def __init__(
        self,
        store: Store,
        letters: Builder,
        notices: Sender | None,
        clock: Callable[[], datetime],
        twin: Twin,
    ) -> None:
        self._store = store
        self._letters = letters
        self._notices = notices
        self._clock = clock
        self._twin = twin
        self._sending = asyncio.Lock()
        self._breakers = {queue: Breaker() for queue in Queue}

    @property
    def relay_answers(self) -> bool:
        """Whether the relay took part when it was last tried."""
        return self._breakers[Queue.LETTERS].is_closed

    async def send_due(self) -> int:
        """Sends everything that is due now; gives how many were tried. Letters never wait for Slack, nor notices for the relay."""
        async with self._sending:
            return sum(await asyncio.gather(self._send_kind(Queue.LETTERS), self._send_kind(Queue.NOTICES)))

    async def _send_kind(self, queue: Queue) -> int:
        """One after another, the most urgent first, in small batches; while the other side is down only a probe at a time."""
        tried, breaker = 0, self._breakers[queue]
        while room := breaker.room(self._clock(), AT_ONCE[queue]):
            batch = await self._claim(room, queue)
            if not batch:
                break
            tried += await self._send_batch(batch, breaker)
        return tried

    async def _claim(self, room: int, queue: Queue) -> Sequence[Outgoing]:
        return await self._store.write(lambda records: records.claim(self._clock(), room, queue))

    async def _send_batch(self, batch: Sequence[Outgoing], breaker: Breaker) -> int:
        """What time or a failure leaves over, or a stop in the middle, is put back and has not been tried."""
        began, tried = self._clock(), 0
        try:
            for outgoing in batch:
                if self._clock() - began >= BATCH or not breaker.room(self._clock(), 1):
                    break
                await self._send(outgoing, breaker)
                tried += 1
        finally:
            if left := [outgoing.id for outgoing in batch[tried:]]:
                await self._store.write(lambda records: records.put_back(left))
        return tried

    async def run(self, stop: asyncio.Event, wake: asyncio.Event, pause: float = 5.0) -> None:
        """Sends whenever it is woken, and every `pause` seconds, until `stop` is set; finishes what it has begun."""
        while not stop.is_set():
            wake.clear()
            try:
                await self.send_due()
            except Exception as error:
                log.error("the courier could not work: %s", type(error).__name__)
            try:
                await asyncio.wait_for(wake.wait(), pause)
            except TimeoutError:
                continue

    async def _send(self, outgoing: Outgoing, breaker: Breaker) -> None:
        try:
            delivery = await self._hand_over(outgoing)
        except Exception as error:
            log.error("outgoing %d could not be handed over: %s", outgoing.id, type(error).__name__)
            delivery = Delivery(Fate.LATER, f"our own fault: {type(error).__name__}")
        now, down_since = self._clock(), breaker.since
        if delivery.fate in BROKEN:
            breaker.failed(now)
        elif delivery.fate is Fate.UNKNOWN:
            breaker.doubted(now)
        else:
            breaker.worked()

        def mark(records: Records) -> None:
            self._mark(records, outgoing, delivery, now)
            _tell_of_the_relay(records, down_since, breaker.since, now)

        await self._store.write(mark)

    async def _hand_over(self, outgoing: Outgoing) -> Delivery:
        if isinstance(outgoing.message, Notice):
            if self._notices is None:
                return await self._by_mail(outgoing.message)
            return await self._notices.send(outgoing)
        if outgoing.final is None:
            thread = await self._store.read(lambda records: records.thread_before(outgoing.id))
            final, message_id = await self._letters.build(replace(outgoing, thread=thread))
            kept = await self._store.write(lambda records: records.built(outgoing.id, final, message_id))
            outgoing = replace(outgoing, final=kept)
        return await self._letters.send(outgoing)

    async def _by_mail(self, notice: Notice) -> Delivery:
        """The service runs with mail only: the twin goes instead, and nothing has failed."""
        await self._store.write(lambda records: self._post_twin(records, notice, self._clock()))
        return Delivery(Fate.DONE, "by mail")

    def _post_twin(self, records: Records, notice: Notice, now: datetime) -> None:
        twin = self._twin(records, notice, now)
        records.post([twin] if twin is not None else [])

    def _mark(self, records: Records, outgoing: Outgoing, delivery: Delivery, now: datetime) -> None:
        if delivery.fate is Fate.DONE:
            self._mark_done(records, outgoing, delivery, now)
        elif delivery.fate is Fate.AWAY:
            records.put_back([outgoing.id], delivery.answer)
        else:
            self._mark_failed(records, outgoing, delivery, now)

    def _mark_done(self, records: Records, outgoing: Outgoing, delivery: Delivery, now: datetime) -> None:
        if delivery.post is not None and isinstance(outgoing.message, Notice):
            records.posted(outgoing.id, outgoing.message, delivery.post)
        records.sent(outgoing.id, now, delivery.answer)
        records.settle([_late(outgoing)], now)

    def _mark_failed(self, records: Records, outgoing: Outgoing, delivery: Delivery, now: datetime) -> None:
        when = None if delivery.fate is Fate.NEVER else next_try(outgoing, now, delivery.wait)
        if isinstance(outgoing.message, Notice) and (when is None or now - outgoing.written >= TWIN_AFTER):
            self._post_twin(records, outgoing.message, now)
        if when is None:
            records.settle([_late(outgoing)], now)
            records.gave_up(outgoing.id, now, delivery.answer)
            if isinstance(outgoing.message, Letter) and delivery.names_nobody:
                records.registry.mark_undeliverable(outgoing.message.to)
            return
        records.later(outgoing.id, when, delivery.answer, unknown=delivery.fate is Fate.UNKNOWN)
        if _waited_for(outgoing.message) and now - outgoing.written >= LATE_AFTER:
            due, case = day_of(now), outgoing.message.case
            post(records, [Task(_late(outgoing), TaskKind.LETTER_LATE, due, case, outgoing=outgoing.id)])


def _tell_of_the_relay(records: Records, before: datetime | None, after: datetime | None, now: datetime) -> None:
    """A relay that has been away for an hour becomes a task for a person, and its return settles it."""
    if before is not None and after is None:
        records.settle([f"relay:{before.isoformat()}"], now)
    elif after is not None and now - after >= RELAY_TOLD_AFTER:
        post(records, [Task(f"relay:{after.isoformat()}", TaskKind.RELAY_AWAY, day_of(now))])


def _late(outgoing: Outgoing) -> str:
    return f"late:{outgoing.id}"


def _waited_for(message: Letter | Notice) -> bool:
    """Whether somebody may lose something while it does not go out."""
    return isinstance(message, Letter) and message.case is not None and message.urgency is not Urgency.DIGEST
