"""What waits in the outbox goes out: tried, retried with growing waits, and given up only with a task for a person."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from casework.messages import Letter, Notice
from casework.records import Outgoing, Queue, Records, SlackPost, Store

log = logging.getLogger(__name__)

# mail.md § 6: 1, 5, 15, 60 minutes, 3 hours, then every 6 hours until 72 hours have passed.
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
EVERY = timedelta(hours=6)
SLACK_EVERY = timedelta(minutes=15)
TWIN_AFTER = timedelta(hours=1)  # how long Slack may be away before a notice goes by mail as well (D-31)
PATIENCE = timedelta(hours=72)
BATCH = timedelta(seconds=60)  # half a lease
AT_ONCE = {Queue.LETTERS: 40, Queue.NOTICES: 10}


class Fate(StrEnum):
    """What became of one try."""

    DONE = "done"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The result of one try: its fate, the other side's answer in short (never a text of ours), how long it wants us to wait.

    `post` is where a notice now stands in Slack.
    """

    fate: Fate
    answer: str = ""
    wait: timedelta | None = None
    post: SlackPost | None = None


class Sender(Protocol):
    """Somebody who can hand one kind of message over: the postman letters, the announcer notices."""

    async def send(self, outgoing: Outgoing) -> Delivery:
        """Tries once. Never raises for what the other side says; an unknown fate (a timeout after the dot) is LATER."""
        ...


class Builder(Protocol):
    """A sender of letters, which are built into their final bytes once, before the first try."""

    async def build(self, outgoing: Outgoing) -> tuple[bytes, str]:
        """The final bytes and the Message-ID of a letter."""
        ...

    async def send(self, outgoing: Outgoing) -> Delivery: ...


Twin = Callable[[Records, Notice, datetime], Letter | None]


def next_try(outgoing: Outgoing, now: datetime, asked: timedelta | None) -> datetime | None:
    """When to try again what has just failed, or None when patience has ended.

    `outgoing.tries` counts the one just made. `asked` is what the other side asked for (Retry-After).
    """
    if now - outgoing.written >= PATIENCE:
        return None
    own = WAITS[outgoing.tries - 1] if outgoing.tries <= len(WAITS) else EVERY
    if isinstance(outgoing.message, Notice):
        own = min(own, SLACK_EVERY)
    return now + (own if asked is None else asked)


class Courier:
    """Takes what is due out of the outbox and hands it to its sender. Sends outside any transaction, marks in another.

    Without a sender of letters, letters wait: nobody has approved them yet (decision 29). `twin` writes the letter that goes
    instead of a notice when Slack has been away for an hour or will never take it; None where nothing is lost without one.
    """

    def __init__(
        self,
        store: Store,
        letters: Builder | None,
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

    async def send_due(self) -> int:
        """Sends everything that is due now; gives how many were tried. Letters never wait for Slack, nor notices for the relay."""
        async with self._sending:
            letters = self._send_kind(Queue.LETTERS) if self._letters is not None else _nothing()
            return sum(await asyncio.gather(letters, self._send_kind(Queue.NOTICES)))

    async def _send_kind(self, queue: Queue) -> int:
        """One after another, in batches that are done before their lease ends; what a slow other side leaves over is leased anew."""
        tried = 0
        while batch := await self._store.write(lambda records: records.claim(self._clock(), AT_ONCE[queue], queue)):
            began = self._clock()
            for outgoing in batch:
                if self._clock() - began >= BATCH:
                    break
                await self._send(outgoing)
                tried += 1
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

    async def _send(self, outgoing: Outgoing) -> None:
        try:
            delivery = await self._hand_over(outgoing)
        except Exception as error:
            log.error("outgoing %d could not be handed over: %s", outgoing.id, type(error).__name__)
            delivery = Delivery(Fate.LATER, f"our own fault: {type(error).__name__}")
        now = self._clock()
        await self._store.write(lambda records: self._mark(records, outgoing, delivery, now))

    async def _hand_over(self, outgoing: Outgoing) -> Delivery:
        if isinstance(outgoing.message, Notice):
            if self._notices is None:
                return await self._by_mail(outgoing.message)
            return await self._notices.send(outgoing)
        if self._letters is None:
            return Delivery(Fate.LATER, "letters are held back")
        if outgoing.final is None:
            final, message_id = await self._letters.build(outgoing)
            await self._store.write(lambda records: records.built(outgoing.id, final, message_id))
            outgoing = Outgoing(outgoing.id, outgoing.message, outgoing.written, outgoing.tries, final)
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
            if delivery.post is not None and isinstance(outgoing.message, Notice):
                records.posted(outgoing.id, outgoing.message, delivery.post)
            records.sent(outgoing.id, now, delivery.answer)
            return
        when = next_try(outgoing, now, delivery.wait) if delivery.fate is Fate.LATER else None
        if isinstance(outgoing.message, Notice) and (when is None or now - outgoing.written >= TWIN_AFTER):
            self._post_twin(records, outgoing.message, now)
        if when is not None:
            records.later(outgoing.id, when, delivery.answer)
        else:
            records.gave_up(outgoing.id, now, delivery.answer)


async def _nothing() -> int:
    return 0
