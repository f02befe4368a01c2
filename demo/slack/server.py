"""The local Slack as one server on the loopback: start it, point the app at `url`, play its people."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from demo.slack.api import Api
from demo.slack.courier import Courier, Road
from demo.slack.faults import Fault, Faults, Mischief
from demo.slack.hooks import Hooks
from demo.slack.http import RequestUrl
from demo.slack.payloads import event_parcel
from demo.slack.people import People, Person
from demo.slack.rate import Buckets, Rate
from demo.slack.recorder import Call, Delivered, Recorder
from demo.slack.socket import Sockets
from demo.slack.verbs import Verbs
from demo.slack.viewroom import ViewRoom
from demo.slack.wire import Json
from demo.slack.workspace import APP_ID, BOT_ID, BOT_USER, TEAM_ID, Channel, Workspace

BOT_TOKEN = "xoxb-local"  # noqa: S105
APP_TOKEN = "xapp-local"  # noqa: S105
SIGNING_SECRET = "local-signing-secret"  # noqa: S105
ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)
MOST_BODY_BYTES = 8 * 1024 * 1024

T = TypeVar("T")


def scopes_of(manifest: Mapping[str, Any]) -> frozenset[str]:
    """Return the bot scopes that an app manifest asks for."""
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])


class LocalSlack(Verbs):
    """A strict local Slack.

    It delivers over Socket Mode, or to `request_url` when that is given. `scopes` are what the app holds (None: all),
    `rate` what a channel takes (None: anything), `clock` gives seconds for limits and expiry, `wall` seconds since 1970
    for the ts of messages, `ack_seconds` is the time the app has, `retry_delays` the pauses before an event goes again.
    `echoes` sends the app the events that its own messages cause, as Slack does.
    """

    bot_token = BOT_TOKEN
    app_token = APP_TOKEN
    signing_secret = SIGNING_SECRET
    team_id = TEAM_ID
    bot_user = BOT_USER

    def __init__(
        self,
        *,
        port: int = 0,
        scopes: frozenset[str] | None = None,
        rate: Rate | None = Rate(),  # noqa: B008
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        ack_seconds: float = ACK_SECONDS,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
        request_url: str | None = None,
        echoes: bool = True,
    ) -> None:
        views = ViewRoom(clock, TEAM_ID, APP_ID, BOT_ID)
        space = Workspace(clock, wall, People(TEAM_ID), views, Buckets(rate, clock), scopes)
        self.faults, self.recorder = Faults(), Recorder()
        self.sockets = Sockets(space, self.faults, ack_seconds)
        courier = Courier(space, self.recorder, self.sockets, retry_delays)
        super().__init__(space, courier, Hooks(space, self.faults, self.recorder))
        self._port, self._request_url, self._ack_seconds = port, request_url, ack_seconds
        self._session: aiohttp.ClientSession | None = None
        self._runner: web.AppRunner | None = None
        if echoes:
            space.tell = self._echo

    @property
    def url(self) -> str:
        """The base address of the Web API, for `base_url` and SLACK_API_URL; it ends with a slash."""
        return f"{self.space.base}/api/"

    @property
    def connections(self) -> int:
        """How many Socket Mode connections take envelopes now."""
        return sum(not line.leaving for line in self.sockets.lines)

    @property
    def calls(self) -> list[Call]:
        """Every call of the app, oldest first; `response_url` is the method of those."""
        return self.recorder.calls

    @property
    def deliveries(self) -> list[Delivered]:
        """Every attempt to deliver something to the app, oldest first."""
        return self.recorder.deliveries

    @property
    def people(self) -> list[Person]:
        """Everybody in the workspace."""
        return list(self.space.people.by_id.values())

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method, oldest first."""
        return self.recorder.calls_of(method)

    async def start(self) -> None:
        """Listen on 127.0.0.1; afterwards `url` is known."""
        api = Api(self.space, self.faults, self.recorder, BOT_TOKEN, APP_TOKEN, self.sockets.dial_address)
        app = web.Application(client_max_size=MOST_BODY_BYTES)
        app.router.add_route("*", "/api/{method}", api.answer)
        app.router.add_get("/link", self.sockets.answer)
        app.router.add_post("/respond/{name}", self.hooks.answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.space.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession()
        self.deliver_to(self._request_url)

    async def stop(self) -> None:
        """End what runs, close every connection and stop listening."""
        await self.courier.stop()
        await self.sockets.close()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._session is not None:
            await self._session.close()

    def deliver_to(self, request_url: str | None) -> None:
        """Deliver signed requests to this address from now on, or over Socket Mode with None."""
        self.courier.road = self._road(request_url)

    def _road(self, request_url: str | None) -> Road:
        if request_url is None:
            return self.sockets
        if self._session is None or not urlsplit(request_url).hostname:
            raise ValueError("start the local Slack first and give a whole address")
        return RequestUrl(request_url, SIGNING_SECRET, self.faults, self._session, self._ack_seconds)

    def add_person(self, name: str, email: str, *, id: str | None = None, **traits: Any) -> Person:
        """Add a member and return them.

        `traits` are `locale`, `tz`, `team_id`, `deleted`, `is_restricted`, `is_ultra_restricted`, `is_stranger`. Raise
        `ValueError` when the id is taken.
        """
        people = self.space.people
        return people.add(Person(id or people.next_id(), name, email, **{"team_id": TEAM_ID, **traits}))

    def add_channel(self, name: str, members: set[str], *, with_bot: bool = True) -> str:
        """Add a channel and return its id; without the app in it, writing there is refused."""
        channel = Channel(self.space.new_channel_id(), name, members | ({BOT_USER} if with_bot else set()))
        self.space.channels[channel.id] = channel
        return channel.id

    def fail_next(self, method: str, kind: str, times: int = 1, seconds: float = 1.0) -> None:
        """Let the next calls of a method (`*`: of any, `response_url`: of those) go wrong.

        `kind` is `500`, `429` (Retry-After `seconds`), `reset-before`, `reset-after` (the call is carried out first),
        `slow` (by `seconds`), or any error code of Slack's.
        """
        self.faults.add(method, Fault(kind, seconds), times)

    def next_delivery(self, **how: Any) -> None:
        """Let something happen to the next delivery to the app: `skew`, `spoilt`, `copies`, `ack_lost` (see `Mischief`)."""
        self.courier.mischief.append(Mischief(**how))

    async def go_away(self) -> None:
        """Refuse all calls and close all connections until `come_back`."""
        self.faults.away = True
        await self.sockets.close()

    async def come_back(self) -> None:
        """Answer again after `go_away`."""
        self.faults.away = False
        await self.space.announce()

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Send every connection a disconnect frame: `refresh_requested`, `warning` or `too_many_websockets`."""
        await self.sockets.disconnect(reason)

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:
        """Wait until `predicate` gives something true, asking again after every change, and return that.

        Raise `TimeoutError` after `timeout` seconds.
        """
        async with asyncio.timeout(timeout), self.space.changed:
            return await self.space.changed.wait_for(predicate)

    def _echo(self, event: Json) -> None:
        scope = "im:history" if event["channel_type"] == "im" else "channels:history"
        if self.space.may(scope):
            self.courier.run_on(self.courier.deliver(event_parcel(self.space, event)))
