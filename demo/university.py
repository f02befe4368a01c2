"""The pretend university: a local Slack, a local relay and the service as it is, around one clock that can be pushed."""

import asyncio
import shutil
import socket
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.pace import Pace
from casework.calendar import day_of
from casework.messages import Verdict
from demo.clock import FIRST_MOMENT, Clock, mornings
from demo.relay import LocalRelay
from demo.season import Season, read_season, settle_in
from demo.slack import LocalSlack
from fristvakt.institution import approve_all
from fristvakt.service import Service
from fristvakt.settings import LOOPBACK, Settings, read_settings

MAIL_DOMAIN = "eksamen.example.no"
APPROVER = "Demo Demonstrasjon"
LISTENERS = ("FRISTVAKT_SMTP_LISTEN", "FRISTVAKT_HTTP_LISTEN")


class RealWorld(Exception):
    """The environment names something outside this machine; the sentence says what to take away."""


def refuse_the_real_world(environment: Mapping[str, str]) -> None:
    """Raise `RealWorld` when the environment names a real Slack, a real relay, or a listener that others can reach."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        if environment.get(name):
            raise RealWorld(f"{name} is set. The demo never talks to a real Slack: take it away and start again.")
    others = {name for name in environment if name.startswith("SLACK_") and name.endswith("_TOKEN")}
    if any(environment[name] for name in others):
        raise RealWorld("A token of Slack is set. The demo never talks to a real Slack: take it away and start again.")
    slack = environment.get("SLACK_API_URL", "")
    if slack and urlsplit(slack).hostname not in LOOPBACK:
        raise RealWorld("SLACK_API_URL names a real Slack. The demo brings its own: take it away and start again.")
    for name in ("FRISTVAKT_RELAY", *LISTENERS):
        host = environment.get(name, "").rpartition(":")[0].strip("[]")
        if host and host not in LOOPBACK:
            raise RealWorld(f"{name} names another machine. The demo stays on this one: take it away and start again.")


class University:
    """Everything that runs around one `folder`, which is made anew at each start unless `keep` is set."""

    def __init__(self, folder: Path, environment: Mapping[str, str], *, keep: bool = False) -> None:
        refuse_the_real_world(environment)
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._environment = {name: environment[name] for name in LISTENERS if environment.get(name)}
        self.season: Season = read_season()
        self.clock = Clock(self._kept_moment())
        self.relay = LocalRelay(folder=folder / "mail", now=self.clock)
        self.slack = LocalSlack(rate=None, wall=lambda: self.clock().timestamp())
        self.pushing = asyncio.Lock()
        self._service: Service | None = None

    @property
    def service(self) -> Service:
        """The running service; raise `RuntimeError` before the start."""
        if self._service is None:
            raise RuntimeError("the university has not been started")
        return self._service

    async def start(self) -> None:
        """Start everything and import the season; what has started is stopped again when something fails."""
        try:
            await self.slack.start()
            settle_in(self.slack, self.season.staff)
            await self.relay.start()
            settings = self._settings()
            approve_all(settings, APPROVER, day_of(self.clock()))
            self._service = Service(settings, clock=self.clock, pace=Pace(0))
            await self._service.start()
            await self._service.take_files(list(self.season.files))
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop everything in the opposite order and keep the time."""
        if self._service is not None:
            await self._service.stop()
        await self.relay.stop()
        await self.slack.stop()
        self._keep_moment()

    async def push_to(self, moment: datetime) -> None:
        """Push the clock to a later moment, each 08:00 in between coming first, with all that it brings."""
        async with self.pushing:
            for morning in mornings(self.clock(), moment):
                await self._wake_at(morning)
            await self._wake_at(moment)

    async def _wake_at(self, moment: datetime) -> None:
        self.clock.set(moment)
        self._keep_moment()
        await self.service.tick()
        await self.service.settle()

    def _settings(self) -> Settings:
        return read_settings(self._environment, **self._own_settings())

    def _own_settings(self) -> dict[str, Any]:
        http = ("127.0.0.1", _free_port())
        listeners = {"smtp_listen": ("127.0.0.1", 0), "http_listen": http}
        chosen = {name.removeprefix("FRISTVAKT_").lower() for name in self._environment}
        public = self._environment.get("FRISTVAKT_HTTP_LISTEN", f"127.0.0.1:{http[1]}")
        return {
            **{name: value for name, value in listeners.items() if name not in chosen},
            "database_url": f"sqlite:///{self._folder / 'fristvakt.db'}",
            "key_file": self._folder / "fristvakt.key",
            "public_url": f"http://{public}",
            "relay": (self.relay.host, self.relay.port),
            "mail_domain": MAIL_DOMAIN,
            "mail_verdict": Verdict.AUTHENTICATED,
            "rulebook": "ntnu",
            "letters_approved": self._folder / "letters-approved.txt",
            "slack_bot_token": self.slack.bot_token,
            "slack_app_token": self.slack.app_token,
            "slack_api_url": self.slack.url,
        }

    def _kept_moment(self) -> datetime:
        kept = self._folder / "clock"
        return datetime.fromisoformat(kept.read_text(encoding="ascii")) if kept.is_file() else FIRST_MOMENT

    def _keep_moment(self) -> None:
        (self._folder / "clock").write_text(self.clock().isoformat(), encoding="ascii")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
