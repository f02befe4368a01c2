"""A slash command that writes a case durably, over Socket Mode from the local Slack, beside Bolt's empty handler as it comes."""

import asyncio
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC
from pathlib import Path
from statistics import median, quantiles

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bench.children import child
from bench.season import DOMAIN, NOW, Size, populated
from bench.table import Row, compared
from demo.relay import LocalRelay
from demo.slack import LocalSlack
from fristvakt.institution import approve_all
from fristvakt.service import Service
from fristvakt.settings import read_settings

SIZE = Size(cases=6_000, open_cases=6_000, graders=20, waiting=0)
IN_FLIGHT = 16
ALONE, EACH = 60, 20
REPETITIONS = 5
BESIDE = "Bolt's empty handler with its default polling"
GRADERS = range(1, IN_FLIGHT + 1)


@asynccontextmanager
async def ours(path: Path, api_url: str, bot_token: str, app_token: str, relay: int) -> AsyncIterator[None]:
    """The whole service as `serve` runs it, its clock standing still on a morning of the season."""
    logging.disable(logging.WARNING)
    settings = read_settings(
        {},
        database_url=f"sqlite:///{path}",
        smtp_listen="127.0.0.1:0",
        http_listen="127.0.0.1:0",
        relay=f"127.0.0.1:{relay}",
        mail_domain=DOMAIN,
        key_file=path.with_suffix(".key"),
        letters_approved=path.with_name("letters-approved.txt"),
        slack_bot_token=bot_token,
        slack_app_token=app_token,
        slack_api_url=api_url,
    )
    approve_all(settings, "Jurist Jensen", NOW.date())
    service = Service(settings, lambda: NOW.astimezone(UTC))
    await service.start()
    yield
    await service.stop()


@asynccontextmanager
async def empty(api_url: str, bot_token: str, app_token: str) -> AsyncIterator[None]:
    """Bolt with a handler that only says yes."""

    async def say_yes(ack: AsyncAck) -> None:
        await ack("ok")

    app = AsyncApp(client=AsyncWebClient(bot_token, base_url=api_url))
    app.command("/muntlig")(say_yes)
    handler = AsyncSocketModeHandler(app, app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    yield
    await handler.close_async()  # type: ignore[no-untyped-call]


def measure(*, full: bool) -> Iterator[Row]:
    """Two rows: the median with one command at a time, and the slowest of a hundred with sixteen."""
    alone, crowded = asyncio.run(_measured())
    work = "slash command that writes a case"
    yield compared(f"{work}, p50 one in flight", BESIDE, "ms", alone, must=0.5, aim=0.25)
    yield compared(f"{work}, p99 16 in flight", BESIDE, "ms", crowded, must=2, aim=1)


async def _measured() -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    with tempfile.TemporaryDirectory() as folder:
        path = await populated(Path(folder) / "bench.db", SIZE)
        async with AsyncExitStack() as stack:
            with_us, with_bolt = [await stack.enter_async_context(_slack()) for _ in range(2)]
            relay = LocalRelay()
            await relay.start()
            stack.push_async_callback(relay.stop)
            keys = (with_us.bot_token, with_us.app_token)
            await asyncio.to_thread(stack.enter_context, child(ours, path, with_us.url, *keys, relay.port))
            await asyncio.to_thread(stack.enter_context, child(empty, with_bolt.url, *keys))
            return await _in_turns(with_us, with_bolt)


@asynccontextmanager
async def _slack() -> AsyncIterator[LocalSlack]:
    slack = LocalSlack(rate=None)
    await slack.start()
    for grader in GRADERS:
        slack.add_person(f"Grader {grader}", f"g{grader}@example.no", id=f"U0G{grader}")
    yield slack
    await slack.stop()


async def _in_turns(us: LocalSlack, bolt: LocalSlack) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    ours, theirs = Askers(us), Askers(bolt)
    await ours.crowd(2)
    await theirs.crowd(2)
    alone, crowded = [], []
    for _ in range(REPETITIONS):
        alone.append((median(await ours.one_by_one(ALONE)), median(await theirs.one_by_one(ALONE))))
        crowded.append((_p99(await ours.crowd(EACH)), _p99(await theirs.crowd(EACH))))
    return alone, crowded


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[-1]


class Askers:
    """Sixteen graders who each say of one case after the other that the oral explanation was given; times in milliseconds."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._cases = {grader: iter(range(grader - 1 + SIZE.graders, SIZE.cases, SIZE.graders)) for grader in GRADERS}

    async def one_by_one(self, many: int) -> list[float]:
        """One command at a time, the graders in turn."""
        return [await self._say(GRADERS[number % IN_FLIGHT]) for number in range(many)]

    async def crowd(self, each: int) -> list[float]:
        """All graders at once, each so many commands."""
        found = await asyncio.gather(*(self._in_a_row(grader, each) for grader in GRADERS))
        return [time for times in found for time in times]

    async def _in_a_row(self, grader: int, many: int) -> list[float]:
        return [await self._say(grader) for _ in range(many)]

    async def _say(self, grader: int) -> float:
        begun = time.perf_counter()
        answer = await self._slack.command(f"U0G{grader}", "/muntlig", f"{next(self._cases[grader])} gitt")
        if not answer.acked or ("ok" not in answer.text and "gitt" not in answer.text):
            raise RuntimeError(f"the command was not done: {answer.error} {answer.text}")
        return (time.perf_counter() - begun) * 1000
