"""What stands around the service in these tests: a local Slack, a local relay, and settings that name them."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.scopes import SCOPES
from demo.relay import LocalRelay
from demo.slack import LocalSlack
from fristvakt.settings import Settings, read_settings, variable
from tests.approved import everything_in

SECRET = "geheim-1234567890"


@dataclass
class Around:
    """`given` are all settings by their variables, as an environment has them."""

    slack: LocalSlack
    relay: LocalRelay
    given: dict[str, str]

    def settings(self, **more: object) -> Settings:
        return read_settings(self.given, **more)


@asynccontextmanager
async def surroundings(folder: Path, scopes: frozenset[str] = SCOPES) -> AsyncIterator[Around]:
    slack, relay = LocalSlack(rate=None, scopes=scopes), LocalRelay()
    await slack.start()
    await relay.start()
    values = {
        "database_url": f"sqlite:///{folder / 'fristvakt.db'}",
        "smtp_listen": "127.0.0.1:0",
        "http_listen": "127.0.0.1:0",
        "relay": f"127.0.0.1:{relay.port}",
        "mail_domain": "eksamen.example.no",
        "key_file": str(folder / "fristvakt.key"),
        "letters_approved": str(everything_in(folder)),
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.url,
    }
    try:
        yield Around(slack, relay, {variable(field): value for field, value in values.items()})
    finally:
        await relay.stop()
        await slack.stop()


@contextmanager
def taken_port() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
