"""The Slack app: every listener, the one handler of errors, and how it is started and stopped."""

import asyncio
import contextlib
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable
from datetime import datetime

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.actions import Actions
from bot.adopting import Adopting
from bot.announcer import Announcer
from bot.cards import Reader
from bot.commands import Commands
from bot.conversation import Conversation
from bot.home import Home
from bot.linking import Linking
from bot.modals import Modals
from bot.outgoing import Json, escape, outgoing
from bot.pace import Pace
from bot.staff import LANGUAGE, Profiles, Reception, asker, sent_at
from bot.surfaces import answer
from bot.timing import Timing
from bot.tokens import Identity, Keys, SlackAway, check_tokens
from bot.turns import Busy, Turns
from casework.calendar import day_of
from casework.desk.counter import Counter
from casework.exams import Language, Staff
from casework.refusals import Refusal

log = logging.getLogger(__name__)

CALL_SECONDS = 10.0
PING_SECONDS = 5.0
AWAY_SECONDS = 30.0
STOP_SECONDS = 5.0
FRAMES_LOGGED = 4


class OrderlyApp(AsyncApp):
    """Bolt, serving each person's requests one at a time and in the order in which they were sent."""

    def __init__(self, *, clock: Callable[[], datetime], **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self._turns = Turns()
        self._clock = clock

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Waits for the person's turn and then does what Bolt does."""
        sent = sent_at(req.body)
        async with self._turns.turn(asker(req.body), self._clock().timestamp() if sent is None else sent):
            return await super().async_dispatch(req)


class _Socket(AsyncSocketModeHandler):
    """Socket Mode that knows what it has not yet answered."""

    def __init__(self, app: AsyncApp, app_token: str, busy: Busy, ping_seconds: float) -> None:
        super().__init__(app, app_token, ping_interval=ping_seconds)
        self._busy = busy

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        with self._busy:
            await super().handle(client, req)


class Bot:
    """Slack's side of the service. Make it inside the running loop.

    `counter` is the desk, `staff` finds a member of staff by id, `clock` gives aware UTC. `announcer` is the courier's sender of
    notices. `ping_seconds` is how often a socket is checked, `away_seconds` how long to wait for a Slack that is away at start.
    """

    def __init__(
        self,
        keys: Keys,
        counter: Counter,
        staff: Callable[[int], Awaitable[Staff | None]],
        clock: Callable[[], datetime],
        *,
        pace: Pace | None = None,
        ping_seconds: float = PING_SECONDS,
        away_seconds: float = AWAY_SECONDS,
    ) -> None:
        self._keys = keys
        self._clock = clock
        self._ping_seconds, self._away_seconds = ping_seconds, away_seconds
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CALL_SECONDS))
        self._web = self._client(keys.bot_token)
        reception = Reception(counter, Profiles(self._web, clock), clock, self._team)
        # The courier tries again by itself; a client that waits for a Slack that is away would hold up the letters behind it.
        sending = self._client(keys.bot_token)
        sending.retry_handlers = []
        self.announcer = Announcer(sending, counter, Profiles(sending, clock), staff, clock, pace)
        self.app = self._built(reception)
        self._busy = Busy()
        self._identity: Identity | None = None
        self._socket: _Socket | None = None
        self._knocking: asyncio.Task[None] | None = None

    def _client(self, token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=self._keys.api_url, session=self._session)

    def _built(self, reception: Reception) -> AsyncApp:
        async def authorize() -> AuthorizeResult:  # Bolt takes a method's `self` for an argument that it does not know.
            return await self._authorize()

        app = OrderlyApp(
            clock=self._clock,
            name="slack_bolt.listeners",  # Bolt sets the level of the logger with that name
            client=self._client(None),
            authorize=authorize,
            signing_secret=self._keys.signing_secret,
            request_verification_enabled=bool(self._keys.signing_secret),
            process_before_response=True,
        )
        home = Home(reception)
        Linking(reception).register(app)
        adopting, timing, actions = Adopting(reception), Timing(reception), Actions(reception, home)
        for part in (Commands(reception), Conversation(reception), Modals(reception), home, adopting, timing, actions):
            part.register(app)
        app.error(self._explain)
        return app

    def _team(self) -> str:
        return self._identity.team_id if self._identity else ""

    async def _authorize(self) -> AuthorizeResult:
        if self._identity is None:
            self._identity = await check_tokens(self._web)
        return self._identity.authorized(self._keys.bot_token)

    async def start(self) -> None:
        """Checks the tokens and opens the socket. Raises SlackRefused; a Slack that is away is waited for in the background."""
        try:
            await self._connect()
        except SlackAway as away:
            log.warning("%s; trying again every %g seconds", away, self._away_seconds)
            self._knocking = asyncio.create_task(self._connect_later())

    async def _connect(self) -> None:
        self._identity = await check_tokens(self._web, self._keys.app_token)
        if self._keys.app_token:
            self._socket = _Socket(self.app, self._keys.app_token, self._busy, self._ping_seconds)
            await self._socket.connect_async()  # type: ignore[no-untyped-call]

    async def _connect_later(self) -> None:
        while True:
            await asyncio.sleep(self._away_seconds)
            try:
                await self._connect()
            except SlackAway:
                continue
            except Exception as error:
                log.error("Slack stays away: %s", error)
            return

    async def stop(self, patience: float = STOP_SECONDS) -> None:
        """Answers what is under way, closes the socket, and waits for what came in meanwhile, each at most `patience` seconds."""
        if self._knocking is not None:
            self._knocking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._knocking
        await self._busy.idle(patience)
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        if not await self._busy.idle(patience):
            log.warning("Slack requests were still under way after %g seconds", patience)
        await self._session.close()

    @property
    def is_connected(self) -> bool:
        """Whether Slack has taken our tokens and, in Socket Mode, the socket is open."""
        session = self._socket.client.current_session if self._socket else None
        return self._identity is not None and (not self._keys.app_token or (session is not None and not session.closed))

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """The aiohttp handler of POST /slack/events: signed requests only; 404 without a signing secret."""
        if not self._keys.signing_secret:
            return web.Response(status=404)
        with self._busy:
            return await to_aiohttp_response(await self.app.async_dispatch(await to_bolt_request(request)))

    async def _explain(
        self, error: Exception, body: Json, context: AsyncBoltContext, client: AsyncWebClient
    ) -> BoltResponse:
        reader = Reader(context.get(LANGUAGE, Language.NB), day_of(self._clock()))
        try:
            return await answer(body, client, outgoing(_sentence(error, reader)), reader, replace=False)
        except Exception as second:
            log.error("the person could not be told: %s", type(second).__name__)
            return BoltResponse(status=500, body="")


def _sentence(error: Exception, reader: Reader) -> str:
    if isinstance(error, Refusal):
        return escape(error.say(reader.language))
    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_LOGGED:]
    path = " > ".join(f"{frame.name}:{frame.lineno}" for frame in frames)
    log.error("reference %s: %s at %s", reference, type(error).__name__, path)
    return reader.say("error.ours", reference=reference)
