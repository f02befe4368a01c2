import asyncio
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.app import Bot
from bot.pace import Pace
from bot.tokens import Keys, SlackRefused
from casework.access import Move
from casework.desk.answers import Done
from demo.slack import LocalSlack
from tests.bot.conftest import find_staff
from tests.bot.scripted import NOW, TODAY, ScriptedCounter, view

KARI = "UKARI"
MakeBot = Callable[..., Bot]


@pytest.fixture
def made(keys: Keys, counter: ScriptedCounter) -> MakeBot:
    def make(**changes: Any) -> Bot:
        changed = replace(keys, **changes)
        return Bot(changed, counter, find_staff, lambda: NOW, pace=Pace(0), ping_seconds=0.2, away_seconds=0.01)

    return make


@pytest.fixture
async def signed(made: MakeBot, slack: LocalSlack) -> AsyncIterator[LocalSlack]:
    """The local Slack, delivering signed requests over HTTP."""
    running = made(app_token="", signing_secret=slack.signing_secret)
    await running.start()
    server = web.Application()
    server.router.add_post("/slack/events", running.receive)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    yield slack
    await runner.cleanup()
    await running.stop()


class SlowCounter(ScriptedCounter):
    """A desk that takes its time: `entered` tells that somebody is at it, `go` lets them through."""

    def __init__(self, other: ScriptedCounter) -> None:
        super().__init__(other.people, other.answers, other.asked)
        self.entered, self.go = asyncio.Event(), asyncio.Event()

    async def hear(self, *arguments: Any, **more: Any) -> Any:
        self.entered.set()
        await self.go.wait()
        return await super().hear(*arguments, **more)


async def test_a_bad_token_stops_the_start(made: MakeBot) -> None:
    running = made(bot_token="xoxb-wrong")
    with pytest.raises(SlackRefused):
        await running.start()
    await running.stop()


async def test_a_started_bot_is_connected_until_it_stops(bot: Bot, slack: LocalSlack) -> None:
    assert bot.is_connected
    assert slack.connections == 1


async def test_after_the_stop_the_socket_is_closed(made: MakeBot, slack: LocalSlack) -> None:
    running = made()
    await running.start()
    await running.stop()
    await slack.wait_for(lambda: slack.connections == 0)


async def test_a_slack_that_is_away_at_start_is_waited_for(made: MakeBot, slack: LocalSlack) -> None:
    slack.fail_next("auth.test", "500", times=3)
    running = made()
    await running.start()
    assert not running.is_connected
    await slack.wait_for(lambda: slack.connections == 1)
    await running.stop()


async def test_a_bot_that_still_waits_for_slack_can_be_stopped(made: MakeBot, slack: LocalSlack) -> None:
    await slack.go_away()
    running = made()
    await running.start()
    await running.stop()
    assert not running.is_connected


async def test_what_is_under_way_is_answered_before_the_stop(
    keys: Keys, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["hear"] = Done(Move.SENT, view(), TODAY)
    slow = SlowCounter(counter)
    running = Bot(keys, slow, find_staff, lambda: NOW, pace=Pace(0))  # type: ignore[arg-type]
    await running.start()
    command = asyncio.create_task(slack.command(KARI, "/sak", "sendt 42"))
    await slow.entered.wait()
    stopping = asyncio.create_task(running.stop())
    slow.go.set()
    assert (await command).text.startswith("Sak 42: begrunnelsen er registrert som sendt")
    await stopping


async def test_what_goes_wrong_is_told_with_a_reference_and_no_trace(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["show"] = RuntimeError("table cases is missing")
    answer = await slack.command(KARI, "/sak", "42")
    assert re.search(r"referansen [0-9a-f]{8}", answer.text)
    assert "table" not in answer.text


async def test_the_log_has_the_reference_and_no_words_of_the_error(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter, caplog: pytest.LogCaptureFixture
) -> None:
    counter.answers["show"] = RuntimeError("Kari Nordmann")
    answer = await slack.command(KARI, "/sak", "42")
    reference = re.findall(r"[0-9a-f]{8}", answer.text)[0]
    assert f"reference {reference}: RuntimeError" in caplog.text
    assert "Nordmann" not in caplog.text


async def test_an_event_whose_person_could_not_be_told_comes_again(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["hear"] = RuntimeError()
    slack.sockets.ack_seconds = 0.2
    slack.fail_next("chat.postMessage", "internal_error")
    assert not (await slack.dm(KARI, "gitt 42")).acked
    await slack.wait_for(lambda: slack.deliveries[-1].attempt == 1)


async def test_nobody_waits_for_somebody_else_who_is_slow(
    keys: Keys, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    slow = SlowCounter(counter)
    running = Bot(keys, slow, find_staff, lambda: NOW, pace=Pace(0))  # type: ignore[arg-type]
    await running.start()
    first = asyncio.create_task(slack.command(KARI, "/sak", "sendt 42"))
    await slow.entered.wait()
    assert (await slack.command("UOLA", "/sak")).acked
    slow.go.set()
    await first
    await running.stop()


async def test_signed_requests_are_answered_like_the_socket(signed: LocalSlack) -> None:
    answer = await signed.command(KARI, "/sak", "42")
    assert answer.text.startswith("Sak 42: Begrunnelse")


@pytest.mark.demand("D-26")
@pytest.mark.parametrize("how", [{"spoilt": True}, {"skew": -301}, {"skew": 301}])
async def test_a_spoilt_or_old_signature_is_refused(
    signed: LocalSlack, counter: ScriptedCounter, how: dict[str, Any]
) -> None:
    signed.next_delivery(**how)
    assert (await signed.command(KARI, "/sak", "42")).status == 401
    assert counter.asked == []


async def test_a_click_over_signed_http_is_answered(signed: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["act"] = Done(Move.SENT, view(moves=()), TODAY)
    await signed.command(KARI, "/sak", "42")
    await signed.click(KARI, signed.read(KARI)[-1], "take.sent")
    assert signed.read(KARI)[-1]["text"].startswith("Sak 42: begrunnelsen er registrert som sendt")


async def test_without_a_signing_secret_there_is_no_http(bot: Bot) -> None:
    server = web.Application()
    server.router.add_post("/slack/events", bot.receive)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with (
        ClientSession() as session,
        session.post(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events") as said,
    ):
        assert said.status == 404
    await runner.cleanup()
