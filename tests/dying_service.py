"""A process that runs services which kill themselves at a step that was named.

It imports everything once and forks for each service, so that hundreds of them cost little. It reads orders from stdin, a JSON
object a line: `settings` by field, `moment` (ISO, what the clock says), `dies_at` (the step, 0 for never), `late` and `port`, where
the one who orders listens. The service says there that it is ready, and then does what it is told, a JSON object a line.
"""

import asyncio
import json
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

from bot.announcer import Announcer
from bot.pace import Pace
from casework.access import Move
from casework.messages import Arrival
from casework.records import Records
from fristvakt import service as running
from fristvakt.settings import read_settings
from mailgateway.postman import Postman
from store.database import Database

Json = dict[str, Any]


class Steps:
    """Counts what is durable: each transaction that did something, each hand-over to the relay, each call for a notice.

    The process dies right after the one that was named, or when `late` as the next one begins, when those outside know of it.
    """

    def __init__(self, last: int, *, late: bool) -> None:
        self._left = last
        self._late = late
        self._doomed = False

    def around(self, work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """The same work, counted."""

        @wraps(work)
        async def counted(*given: Any, **named: Any) -> Any:
            if self._doomed:
                die()
            result = await work(*given, **named)
            if result != []:  # a courier that found nothing to do has done nothing
                self._count()
            return result

        return counted

    def settle_in(self) -> None:
        """From now on everything counts."""
        for owner, name in ((Database, "write"), (Database, "keep"), (Postman, "send"), (Announcer, "send")):
            setattr(owner, name, self.around(getattr(owner, name)))

    def _count(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._doomed = True
            if not self._late:
                die()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Told:
    """One service and what it is told to do."""

    def __init__(self, order: Json) -> None:
        self.moment = datetime.fromisoformat(order["moment"])
        self.service = running.Service(read_settings({}, **order["settings"]), self.clock, pace=Pace(0))

    def clock(self) -> datetime:
        return self.moment

    async def do(self, what: str, told: Json) -> Json:
        self.moment = datetime.fromisoformat(told["moment"])
        return await getattr(self, what)(told) or {}

    async def tick(self, _: Json) -> None:
        await self.service.tick()
        await self.service.settle()

    async def settle(self, _: Json) -> None:
        await self.service.settle()

    async def act(self, told: Json) -> None:
        """Somebody presses a button or sends a form, whose id is `once`."""

        def named(records: Records) -> Any:
            people = {staff.slack_id or staff.email: staff for staff in records.registry.all_staff()}
            return people[told["who"]], tuple(people[name].id for name in told["whom"])

        staff, whom = await self.service.store.read(named)
        await self.service.counter.act(
            staff, told["case"], Move(told["move"]), self.moment, via="slack", whom=whom, once=told["once"]
        )
        await self.service.settle()

    async def stop(self, _: Json) -> None:
        await self.service.stop()


async def run(order: Json) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", order["port"])

    async def say(**words: Any) -> None:
        writer.write(json.dumps(words).encode() + b"\n")
        await writer.drain()

    told = Told(order)
    await told.service.start()
    await say(smtp=told.service.smtp_address[1], http=told.service.http_address[1])
    while line := await reader.readline():
        words = json.loads(line)
        await say(**await told.do(words["do"], words))


async def rehearse(folder: Path) -> None:
    """What a process does for the first time takes long, so it is done before anybody is born."""
    places = {"smtp_listen": "127.0.0.1:0", "http_listen": "127.0.0.1:0", "key_file": folder / "key"}
    service = running.Service(read_settings({}, database_url=f"sqlite:///{folder / 'rehearsal.db'}", **places))
    await service.start()
    mail = b"From: a@example.no\r\nSubject: TDT4100\r\n\r\nHei, jeg vil ha begrunnelse.\r\n"
    now = datetime.now(UTC)
    arrival = Arrival(now, "127.0.0.1", "a@example.no", ("begrunnelse@localhost",), mail, b"rehearsal")
    await service.store.keep(arrival)
    await service.settle()
    await service.stop()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(rehearse(Path(folder)))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            live(json.loads(line))


def live(order: Json) -> NoReturn:
    Steps(order["dies_at"], late=order["late"]).settle_in()
    try:
        asyncio.run(run(order))
    except BaseException:
        traceback.print_exc()
    os._exit(0)


if __name__ == "__main__":
    main()
