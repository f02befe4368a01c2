"""Kept mail is read: understood outside any transaction, then given to the desk; one bad mail never stops the rest."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from casework.desk.keeping import tell_handlers
from casework.messages import IncomingMail, KeptMail
from casework.records import Records, Store
from casework.refusals import Overtaken
from mailgateway.addresses import Mint
from mailgateway.trust import Trust
from mailgateway.understood import Understanding
from mailgateway.worker import Fault, Stopped, Worker

log = logging.getLogger(__name__)

AGAIN_SECONDS = (
    5.0  # with the first try and the start of a process, what cannot be read is set aside within ten (mail.md § 9.9)
)
_AT_ONCE = 20  # understood while the batch before is placed

Receive = Callable[[IncomingMail, datetime], Awaitable[object]]


class Reader:
    """Reads what the listener kept, each mail in a process of its own; the processes are started when the first mail comes.

    `receive` is the desk's: in one transaction it acts and marks the mail as understood. `clock` gives aware UTC. A mail has `first`
    seconds to be read; one that failed is read again apart, with `again` seconds, so that the others need not wait for it. A mail that
    cannot be read twice in a row is set aside at once; where our database or the desk is at fault, tries wait for the fault to pass.
    """

    def __init__(
        self,
        store: Store,
        receive: Receive,
        mint: Mint,
        trust: Trust,
        clock: Callable[[], datetime],
        *,
        first: float = 2.0,
        again: float = AGAIN_SECONDS,
    ) -> None:
        self._store = store
        self._receive = receive
        self._clock = clock
        understanding = Understanding(mint, trust)
        self._fresh = _Lane(Worker(understanding, seconds=first), failed=False)
        self._failed = _Lane(Worker(understanding, seconds=again), failed=True)
        self._unreadable: set[int] = set()  # what this process could not read the last time
        self._read_again = asyncio.Event()

    async def read_kept(self) -> int:
        """Reads every mail that may be read now; gives how many were understood. Raises Stopped after `close`."""
        return await self._read_lane(self._fresh) + await self._read_lane(self._failed)

    async def words_of(self, kept: KeptMail) -> str:
        """The subject and the new words of a mail, "" where they cannot be read; not in the way of the mails that wait."""
        try:
            (mail,) = await asyncio.to_thread(self._failed.worker.read, [kept])
        except (Stopped, OSError):
            return ""
        return "" if isinstance(mail, Fault) else f"{mail.subject}\n\n{mail.text}".strip()

    async def run(self, stop: asyncio.Event, wake: asyncio.Event, pause: float = 5.0) -> None:
        """Reads whenever it is woken, and every `pause` seconds, until `stop` is set; finishes what it has begun."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._run_lane(self._failed, stop, self._read_again, pause))
            await self._run_lane(self._fresh, stop, wake, pause)
            self._read_again.set()

    async def close(self) -> None:
        """Ends the processes, also in the middle of a mail, which stays as it is."""
        await asyncio.gather(*(asyncio.to_thread(lane.worker.close) for lane in (self._fresh, self._failed)))

    async def _run_lane(self, lane: "_Lane", stop: asyncio.Event, wake: asyncio.Event, pause: float) -> None:
        while not stop.is_set():
            wake.clear()
            try:
                await self._read_lane(lane)
            except Stopped:
                return
            except Exception as error:
                log.error("kept mail could not be read: %s", type(error).__name__)
            try:
                await asyncio.wait_for(wake.wait(), pause)
            except TimeoutError:
                continue

    async def _read_lane(self, lane: "_Lane") -> int:
        """Reads what waits in a lane, oldest first: while one batch is placed, the worker understands the next."""
        understood, last = 0, 0
        async with lane.reading:
            placing: Awaitable[int] = _nothing()
            try:
                while waiting := await self._unread(lane, last):
                    last = waiting[-1].id
                    read = await asyncio.to_thread(lane.worker.read, waiting)
                    understood += await placing
                    placing = asyncio.create_task(self._place_all(waiting, read))
            finally:
                understood += await placing
        return understood

    async def _unread(self, lane: "_Lane", last: int) -> Sequence[KeptMail]:
        """The next batch of a lane; what failed before comes singly, so that none waits for another that takes all its seconds."""
        now, failed = self._clock(), lane.failed
        most = 1 if failed else _AT_ONCE
        return await self._store.read(lambda records: records.unread(most, failed=failed, after=last, now=now))

    async def _place_all(self, mails: Sequence[KeptMail], read: Sequence[IncomingMail | Fault]) -> int:
        """Places mails, each in a transaction of its own and in their order; those that wait together share a commit."""
        return sum(await asyncio.gather(*(self._place(*each) for each in zip(mails, read, strict=True))))

    async def _place(self, kept: KeptMail, mail: IncomingMail | Fault) -> bool:
        if isinstance(mail, Fault):
            again = kept.id in self._unreadable
            await self._failed_try(kept, mail, at_once=not again, last=again)
            (self._unreadable.discard if again else self._unreadable.add)(kept.id)
            self._read_again.set()
            return False
        self._unreadable.discard(kept.id)
        try:
            await self._receive(mail, self._clock())
        except Overtaken:
            return False  # another process has read it meanwhile
        except Exception as error:
            await self._failed_try(kept, Fault.of(error))
            return False
        return True

    async def _failed_try(self, kept: KeptMail, fault: Fault, *, at_once: bool = False, last: bool = False) -> None:
        """Counts a failed try, and tells the case handlers when it was the last. The log names the place of the fault, never a word."""
        reference = secrets.token_hex(4)
        log.error("mail %d not understood, reference %s: %s at %s", kept.id, reference, fault.kind, fault.where)

        def failed(records: Records) -> None:
            task = records.not_understood(kept.id, reference, self._clock(), at_once=at_once, last=last)
            tell_handlers(records, [task] if task else [])

        await self._store.write(failed)


async def _nothing() -> int:
    return 0


class _Lane:
    """The mails that one worker reads, one batch after another."""

    def __init__(self, worker: Worker, *, failed: bool) -> None:
        self.worker = worker
        self.failed = failed
        self.reading = asyncio.Lock()
