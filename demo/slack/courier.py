"""How something reaches the app: one attempt, a time limit, and for events the further attempts."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Literal, Protocol

from demo.slack.faults import Mischief
from demo.slack.recorder import Delivered, Recorder
from demo.slack.wire import Json
from demo.slack.workspace import Workspace

Kind = Literal["events_api", "slash_commands", "interactive"]
PLAIN = Mischief()


@dataclass(frozen=True)
class Parcel:
    """What is handed to the app, and which attempt this is (0 is the first); `reason` says why there was another."""

    kind: Kind
    payload: Json
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Receipt:
    """What the app said: `payload` is the body of its ack, `error` Slack's word for what went wrong."""

    acked: bool
    payload: Json | None = None
    error: str = ""
    status: int | None = None
    seconds: float = 0.0


class Road(Protocol):
    """A way to the app: Socket Mode or a request URL."""

    async def carry(self, parcel: Parcel, mischief: Mischief) -> Receipt:
        """Hand over one parcel and return the app's answer, an unacked receipt when none came in time."""


@dataclass
class Courier:
    """Delivers over `road`; events without an ack go again after each of `retry_delays` (seconds)."""

    space: Workspace
    recorder: Recorder
    road: Road
    retry_delays: tuple[float, ...]
    mischief: list[Mischief] = field(default_factory=list)
    _tasks: set[asyncio.Task[object]] = field(default_factory=set)

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Hand something over once and return what came back; later attempts run on by themselves."""
        receipt = await self._attempt(parcel)
        if parcel.kind == "events_api" and not receipt.acked:
            self.run_on(self._again(parcel, receipt.error))
        return receipt

    def run_on(self, work: Coroutine[object, object, object]) -> None:
        """Let something go on in the background until the local Slack stops."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """End what runs in the background."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _again(self, parcel: Parcel, reason: str) -> None:
        for number, delay in enumerate(self.retry_delays, start=1):
            await asyncio.sleep(delay)
            receipt = await self._attempt(replace(parcel, attempt=number, reason=reason))
            if receipt.acked:
                return
            reason = receipt.error

    async def _attempt(self, parcel: Parcel) -> Receipt:
        mischief = self.mischief.pop(0) if self.mischief else PLAIN
        for _ in range(mischief.copies):
            receipt = await self._carried(parcel, mischief)
        return receipt

    async def _carried(self, parcel: Parcel, mischief: Mischief) -> Receipt:
        begun = perf_counter()
        receipt = replace(await self.road.carry(parcel, mischief), seconds=perf_counter() - begun)
        if mischief.ack_lost:
            receipt = replace(receipt, acked=False, payload=None, error="timeout")
        self.recorder.deliveries.append(
            Delivered(
                parcel.kind,
                parcel.payload,
                parcel.attempt,
                parcel.reason,
                receipt.acked,
                receipt.status,
                receipt.seconds,
            )
        )
        await self.space.announce()
        return receipt
