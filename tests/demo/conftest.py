"""A local Slack with two people, and a real Bolt app that can be connected to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientSession, web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from demo.slack import LocalSlack

Connect = Callable[[AsyncApp], Awaitable[None]]


class Clock:
    """Seconds that a test pushes forward."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[LocalSlack]:
    local = LocalSlack(clock=clock, retry_delays=(0.0, 0.0, 0.0))
    await local.start()
    local.add_person("Kari Lie", "kari@uni.example", id="U1", locale="nn-NO")
    local.add_person("Ola Dal", "ola@uni.example", id="U2")
    yield local
    await local.stop()


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


@pytest.fixture
def client(slack: LocalSlack, session: ClientSession) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.url, session=session)


@pytest.fixture
def app(slack: LocalSlack, client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=True)


@pytest.fixture
async def connect(slack: LocalSlack) -> AsyncIterator[Connect]:
    """Connect an app over Socket Mode, as often as the test wants."""
    async with AsyncExitStack() as stack:

        async def connect(app: AsyncApp) -> None:
            before = slack.connections
            handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=0.2)
            stack.push_async_callback(handler.close_async)
            await handler.connect_async()  # type: ignore[no-untyped-call]
            await slack.wait_for(lambda: slack.connections > before)

        yield connect


@pytest.fixture
async def serve(slack: LocalSlack) -> AsyncIterator[Connect]:
    """Serve an app at a request URL and let the local Slack deliver there."""
    async with AsyncExitStack() as stack:

        async def serve(app: AsyncApp) -> None:
            runner = web.AppRunner(app.web_app(path="/slack/events"), access_log=None)
            stack.push_async_callback(runner.cleanup)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")

        yield serve
