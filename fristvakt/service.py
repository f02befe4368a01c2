"""The composition root: opens, wires, starts, waits for nothing, and stops in the opposite order."""

import asyncio
import contextlib
import errno
import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from aiohttp import web

from bot.app import Bot
from bot.pace import Pace
from bot.tokens import Keys
from casework.courier import Courier
from casework.desk.counter import Counter
from casework.desk.doors import Doors
from casework.desk.intake import Intake
from casework.desk.new_rules import NewRules
from casework.desk.tick import Ticks
from casework.desk.twins import Twins
from casework.desk.unplaced import Unplaced
from casework.exams import Language
from casework.office import Office
from casework.records import StoreError
from casework.registration import Taken
from fristvakt.adopting import Adoption
from fristvakt.approving import Approving
from fristvakt.health import add_health
from fristvakt.importing import take_files
from fristvakt.incoming import open_listener
from fristvakt.institution import open_office, open_signers, rulebook_text
from fristvakt.opening import open_heads, open_mint, open_store, trust_of
from fristvakt.schedule import Schedule
from fristvakt.settings import LOOPBACK, BadSettings, Settings, variable
from fristvakt.waking import WakingStore
from mailgateway.clamd import Clamd
from mailgateway.postman import Postman
from mailgateway.reader import Reader
from mailgateway.relay import Relay, Tls
from mailgateway.scanning import Scanning
from store.database import Database, utc_now
from web.app import Pages

log = logging.getLogger(__name__)

STOP_SECONDS = 5.0
FINISH_SECONDS = 1.0  # what a mail or a letter takes that goes well; a silent relay is not waited for


@contextlib.contextmanager
def _said_of(setting: str) -> Iterator[None]:
    """A port that cannot be opened is a matter of its setting."""
    try:
        yield
    except OSError as fault:
        taken = fault.errno == errno.EADDRINUSE
        why = "another program listens there; stop it or name another port" if taken else f"{fault.strerror}"
        raise BadSettings([f"{variable(setting)} cannot be opened: {why}."]) from None


class Service:
    """Everything that `fristvakt serve` runs, in one loop. `clock` gives aware UTC; only the demo has another than the real one.

    `pace` is how fast Slack is posted to; a local Slack needs none.
    """

    def __init__(
        self, settings: Settings, clock: Callable[[], datetime] = utc_now, *, pace: Pace | None = None
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._pace = pace
        self._rules_are_new = True  # they may have changed while this process was down
        self._stop = asyncio.Event()
        self._mail_came = asyncio.Event()
        self._post_waits = asyncio.Event()
        self._file_waits = asyncio.Event()
        self._scanning: Scanning | None = None
        self._running: list[asyncio.Task[None]] = []
        self.bot: Bot | None = None
        self.store: Database
        self.office: Office
        self.counter: Counter
        self.smtp_address: tuple[str, int]
        self.lmtp_address: tuple[str, int] | None = None
        self.http_address: tuple[str, int]

    async def start(self) -> None:
        """Opens the database, then everything that uses it; raises BadSettings, StoreError, SlackRefused."""
        self.store = await open_store(self.settings, self._clock)
        self._mint = open_mint(self.settings)
        self.office = open_office(self.settings)
        self._adoption = Adoption(self.office)
        self._heads = open_heads(self.settings)
        self._approving = Approving(self.office, self.settings.letters_approved)
        await self.store.upgrade()
        await self._adoption.hold(self.store, rulebook_text(self.settings), self._clock())
        await self._adoption.see(self.store)
        self._desk_store = WakingStore(self.store, self._wake)
        await self._approving.see(self._desk_store, self._clock())
        self.counter = Counter(self._desk_store, self.office)
        self._ticks = Ticks(self._desk_store, self.office)
        self._mail_waits = timedelta(minutes=self.settings.mail_alarm_minutes)
        self._unplaced = Unplaced(self._desk_store, self.office, self._mail_waits)
        self._new_rules = NewRules(self._desk_store, self.office)
        intake = Intake(self._desk_store, self.office)
        self._reader = Reader(self.store, intake.receive, self._mint, trust_of(self.settings), self._clock)
        await self._start_slack()
        self._courier = self._make_courier()
        await self._start_listener()
        with _said_of("http_listen"):
            self.http_address = await self._start_http()
        self._running = [
            asyncio.create_task(self._reader.run(self._stop, self._mail_came)),
            asyncio.create_task(self._courier.run(self._stop, self._post_waits)),
        ]
        if self.settings.clamd is not None:
            self._scanning = Scanning(self.store, Clamd(self.settings.clamd), self._clock)
            self._running.append(asyncio.create_task(self._scanning.run(self._stop, self._file_waits)))
        self._schedule = Schedule(self._knock, self._clock)
        await self._schedule.start()
        self._say_how_it_runs()

    async def stop(self) -> None:
        """Takes nothing more in, finishes what is under way, and closes; all in seconds. What waits is in the database."""
        self._stop.set()
        if hasattr(self, "_schedule"):
            self._schedule.stop()
        if hasattr(self, "_listener"):
            await self._listener.stop(STOP_SECONDS)
        if self.bot is not None:
            await self.bot.stop()
        if hasattr(self, "_http"):
            await self._http.cleanup()
        self._mail_came.set()
        self._wake()
        if self._running:
            await asyncio.wait(self._running, timeout=FINISH_SECONDS)
        if hasattr(self, "_reader"):
            await self._reader.close()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if hasattr(self, "store"):
            await self.store.close()

    async def tick(self) -> None:
        """One knock of the schedule at the present moment."""
        await self._schedule.knock()

    async def settle(self) -> None:
        """Reads all kept mail, scans its files and sends all that is due, until nothing is left to do now."""
        while await self._reader.read_kept() + await self._courier.send_due():
            continue
        if self._scanning is not None:
            await self._scanning.scan_waiting()

    async def take_files(self, files: Sequence[tuple[str, bytes]]) -> tuple[Taken, list[str]]:
        """Imports files into the registry: all rows or none. Raises BadFile."""
        return await take_files(self._desk_store, self.office, files, self._clock(), "service")

    def _wake(self) -> None:
        """What a transaction of the desk may have left to do is done at once."""
        self._post_waits.set()
        self._file_waits.set()

    async def _start_slack(self) -> None:
        if not self.settings.has_slack:
            return
        keys = Keys(
            self.settings.slack_bot_token.get_secret_value(),
            self.settings.slack_app_token.get_secret_value(),
            self.settings.slack_signing_secret.get_secret_value(),
            self.settings.slack_api_url,
        )
        self.bot = Bot(keys, self.counter, self.counter.colleague, self._clock, pace=self._pace)
        await self.bot.start()

    def _make_courier(self) -> Courier:
        settings = self.settings
        relay = Relay(
            *settings.relay, Tls(settings.relay_tls), settings.relay_user, settings.relay_password.get_secret_value()
        )
        name, signers = self.office.rulebook.mail_name.text(Language.NB), open_signers(settings)
        postman = Postman(self._mint, relay, name, signers=signers)
        announcer = self.bot.announcer if self.bot is not None else None
        return Courier(self.store, postman, announcer, self._clock, Twins(self.office).write)

    async def _start_listener(self) -> None:
        self._listener = open_listener(self.settings, self.store, self._clock, self._mail_came.set)
        with _said_of("smtp_listen"):
            self.smtp_address = await self._listener.start(*self.settings.smtp_listen)
        if self.settings.lmtp_listen is not None:
            with _said_of("lmtp_listen"):
                self.lmtp_address = await self._listener.start(*self.settings.lmtp_listen, lmtp=True)

    async def _start_http(self) -> tuple[str, int]:
        app = web.Application()
        add_health(
            app,
            {
                "database": self._database_answers,
                "slack": self._slack_answers,
                "relay": self._relay_answers,
                "listener": self._listener_answers,
                "mail": self._mail_is_read,
            },
            {"mail_placed": self._mail_is_placed},
        )
        Pages(Doors(self._desk_store, self.office, self._reader.words_of), self.office, self._clock).add_to(app)
        if self.bot is not None:
            app.router.add_post("/slack/events", self.bot.receive)
        self._http = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
        await self._http.setup()
        host, port = self.settings.http_listen
        site = web.TCPSite(self._http, host, port)
        await site.start()
        bound = self._http.addresses[0]
        return str(bound[0]), int(bound[1])

    async def _database_answers(self) -> bool:
        try:
            await self.store.read(lambda records: records.has_been("ready"))
        except StoreError:
            return False
        return True

    async def _slack_answers(self) -> bool:
        return self.bot is None or self.bot.is_connected

    async def _relay_answers(self) -> bool:
        return self._courier.relay_answers

    async def _listener_answers(self) -> bool:
        return self._listener.is_listening

    async def _mail_is_read(self) -> bool:
        """Whether no kept mail has waited long for a reader: it would have ended in a case, or as a task by now."""
        try:
            since = await self.store.read(lambda records: records.unread_since())
        except StoreError:
            return False
        return since is None or self._clock() - since < self._mail_waits

    async def _mail_is_placed(self) -> bool:
        """Whether no mail waits that the case handlers were told of: also one that was set aside and waits for a person."""
        try:
            return not await self._unplaced.is_any(self._clock())
        except StoreError:
            return False

    async def _knock(self, now: datetime) -> None:
        self._rules_are_new |= await self._adoption.see(self.store)
        if self._rules_are_new:
            await self._new_rules.apply(now)
            self._rules_are_new = False
        await self._approving.see(self._desk_store, now)
        if waiting := await self._unplaced.alarm(now):
            minutes = self.settings.mail_alarm_minutes
            log.error(
                "%d mails have not found their place in %d minutes, first mail %d", len(waiting), minutes, waiting[0]
            )
        await self._ticks.tick(now)
        await self._heads.sign(self.store, now)

    def _say_how_it_runs(self) -> None:
        log.info("mail at %s:%d, pages at http://%s:%d", *self.smtp_address, *self.http_address)
        if self.lmtp_address is not None:
            log.info("mail by LMTP at %s:%d", *self.lmtp_address)
        if self.bot is None:
            log.info("no Slack tokens: the service runs with mail only")
        if self.settings.mail_domain in LOOPBACK:
            log.warning(
                "letters come from @%s, where nobody can answer: set FRISTVAKT_MAIL_DOMAIN", self.settings.mail_domain
            )
        if self.settings.authserv_id is None:
            verdict = self.settings.unchecked_verdict.value
            log.warning("no mail server stands in front: every sender counts as %s (FRISTVAKT_MAIL_VERDICT)", verdict)
        if waiting := self.office.unapproved:
            log.warning(
                "%d letter texts wait for somebody to approve them: fristvakt letters approve NAME", len(waiting)
            )
