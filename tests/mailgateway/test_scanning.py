"""Files are scanned behind the mails they came with, once each, and again when that could not be done."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from casework.files import File, Scan, Weight
from casework.messages import Arrival
from mailgateway.clamd import Clamd
from mailgateway.scanning import Scanning
from store.database import Database, open_database
from tests.mailgateway.breaking import NOW
from tests.mailgateway.scanner import EICAR, LIMIT, scanner

NOWHERE = ("127.0.0.1", 1)


class Clock:
    moment = NOW

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_database(f"sqlite:///{tmp_path / 'test.db'}", b"s" * 32, lambda: NOW)
    await database.upgrade()
    await database.keep(Arrival(NOW, "peer", "", ("sak@eksamen.example.no",), b"x", b"print"))
    yield database
    await database.close()


async def came(store: Database, *contents: bytes) -> None:
    files = [File("a", "a", "text/plain", len(each), Weight.FINE, content=each) for each in contents]
    await store.write(lambda records: records.keep_files(1, files, NOW))


async def said(store: Database) -> list[tuple[Scan, str]]:
    return [(each.scan, each.found) for each in await store.read(lambda records: records.files_of_mail(1))]


async def test_each_file_is_asked_about_once(store: Database, clock: Clock) -> None:
    await came(store, b"Hei", EICAR, b"Hei")
    async with scanner() as port:
        scanning = Scanning(store, Clamd(("127.0.0.1", port)), clock)
        assert [await scanning.scan_waiting(), await scanning.scan_waiting()] == [2, 0]
    assert await said(store) == [(Scan.CLEAN, ""), (Scan.INFECTED, "Eicar-Signature"), (Scan.CLEAN, "")]


async def test_files_wait_for_a_scanner_that_is_away(
    store: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await came(store, b"en", b"to")
    scanning = Scanning(store, Clamd(NOWHERE), clock)
    assert [await scanning.scan_waiting(), await scanning.scan_waiting()] == [0, 0]
    assert (await said(store), caplog.text.count("cannot be reached")) == ([(Scan.WAITING, "")] * 2, 1)

    async with scanner() as port:
        assert await Scanning(store, Clamd(("127.0.0.1", port)), clock).scan_waiting() == 2


async def test_a_file_that_was_not_looked_through_is_tried_again_after_an_hour(store: Database, clock: Clock) -> None:
    await came(store, bytes(LIMIT + 1))
    async with scanner() as port:
        scanning = Scanning(store, Clamd(("127.0.0.1", port)), clock)
        asked = [await scanning.scan_waiting()]
        for minutes in (59, 1):
            clock.moment += timedelta(minutes=minutes)
            asked.append(await scanning.scan_waiting())
    assert (asked, (await said(store))[0][0]) == ([1, 0, 1], Scan.UNSCANNED)


async def test_a_file_that_just_came_goes_before_one_that_is_tried_again(store: Database, clock: Clock) -> None:
    await came(store, bytes(LIMIT + 1))
    async with scanner() as port:
        await Scanning(store, Clamd(("127.0.0.1", port)), clock).scan_waiting()
    clock.moment += timedelta(hours=2)
    await came(store, b"Hei")
    files = await store.read(lambda records: records.files_of_mail(1))
    assert await store.read(lambda records: records.to_scan(clock())) == files[1].digest


async def test_it_scans_when_it_is_woken_and_stops_when_told(store: Database, clock: Clock) -> None:
    stop, wake = asyncio.Event(), asyncio.Event()
    async with scanner() as port:
        running = asyncio.create_task(Scanning(store, Clamd(("127.0.0.1", port)), clock).run(stop, wake, pause=3600))
        await came(store, EICAR)
        wake.set()
        async with asyncio.timeout(20):
            while (await said(store))[0][0] is Scan.WAITING:
                continue
            stop.set()
            wake.set()
            await running
    assert (await said(store))[0][0] is Scan.INFECTED
