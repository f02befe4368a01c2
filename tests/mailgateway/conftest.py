"""A listener on a real port, with a store that only keeps."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from mailgateway.server import Listener
from tests.mailgateway.memory import Memory
from tests.mailgateway.talking import DOMAIN, Talk, greeted

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LOOPBACK = (ip_network("127.0.0.0/8"),)
Start = Callable[..., Awaitable[int]]


@pytest.fixture
def store() -> Memory:
    return Memory()


@pytest.fixture
async def start(store: Memory) -> AsyncIterator[Start]:
    """Starts a listener with these options and gives its port."""
    running: list[Listener] = []

    async def begin(*, lmtp: bool = False, **options: object) -> int:
        settings = {"peers": LOOPBACK, "clock": lambda: NOW, "on_kept": lambda: None} | options
        running.append(Listener(store, DOMAIN, **settings))
        return (await running[-1].start("127.0.0.1", 0, lmtp=lmtp))[1]

    yield begin
    for listener in running:
        await listener.stop(2)


@pytest.fixture
async def talk(start: Start) -> AsyncIterator[Talk]:
    """A sender that has said hello."""
    async with greeted(await start()) as talk:
        yield talk
