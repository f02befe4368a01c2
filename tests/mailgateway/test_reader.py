"""Kept mail read from a real database and given to a desk."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from casework.messages import Arrival, Ask, Box, IncomingMail, KeptMail, Verdict
from casework.records import Records
from mailgateway.fingerprint import fingerprint
from mailgateway.reader import Reader
from mailgateway.worker import Stopped
from store.database import Database, open_database
from tests.mailgateway.breaking import MINT, NOW, TRUST

DOMAIN = MINT.domain


class Desk:
    """Marks each mail as understood; fails on those whose subject says so."""

    def __init__(self, store: Database) -> None:
        self.store = store
        self.seen: list[IncomingMail] = []
        self.done = asyncio.Event()
        self.has_no_memory = False

    async def receive(self, mail: IncomingMail, now: datetime) -> None:
        if self.has_no_memory:
            raise MemoryError
        if "umulig" in mail.subject:
            raise RuntimeError(f"secret: {mail.text}")
        await self.store.write(lambda records: records.understood(mail.id, "task", None, now))
        self.seen.append(mail)
        self.done.set()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_database(f"sqlite:///{tmp_path / 'test.db'}", b"s" * 32, lambda: NOW)
    await database.upgrade()
    yield database
    await database.close()


@pytest.fixture
def desk(store: Database) -> Desk:
    return Desk(store)


class Clock:
    """Stands still until it is pushed."""

    moment = NOW

    def __call__(self) -> datetime:
        return self.moment

    def push(self, minutes: int) -> None:
        self.moment += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def reader(store: Database, desk: Desk, clock: Clock) -> AsyncIterator[Reader]:
    reader = Reader(store, desk.receive, MINT, TRUST, clock, first=10.0, again=10.0)
    yield reader
    await reader.close()


async def keep(store: Database, subject: str, to: str = "begrunnelse", text: str = "TDT4100") -> int:
    raw = f"From: kari@student.example.no\r\nSubject: {subject}\r\n\r\n{text}\r\n".encode()
    rcpt = (f"{to}@{DOMAIN}",)
    return await store.keep(Arrival(NOW, "127.0.0.1", "kari@student.example.no", rcpt, raw, fingerprint(raw, rcpt)))


async def test_who_stops_waiting_for_another_reading_leaves_nothing_half_begun(reader: Reader) -> None:
    readings = [asyncio.create_task(reader.read_kept()) for _ in range(2)]
    await asyncio.sleep(0)
    readings[1].cancel()
    first, second = await asyncio.gather(*readings, return_exceptions=True)

    # What is begun and never awaited would warn, which is an error here.
    assert (first, type(second)) == (0, asyncio.CancelledError)


async def test_kept_mail_reaches_the_desk_understood(store: Database, reader: Reader, desk: Desk) -> None:
    mail_id = await keep(store, "[begrunnelse - TDT4100]")
    assert await reader.read_kept() == 1
    mail = desk.seen[0]
    assert (mail.id, mail.sender, mail.boxes) == (mail_id, "kari@student.example.no", (Box.EXPLANATION,))
    assert (mail.intent.ask, mail.intent.sure, mail.verdict) == (Ask.EXPLANATION, True, Verdict.AUTHENTICATED)


async def test_mail_that_was_read_is_not_read_again(store: Database, reader: Reader, desk: Desk) -> None:
    await keep(store, "hei")
    await reader.read_kept()
    assert await reader.read_kept() == 0
    assert len(desk.seen) == 1


async def test_one_bad_mail_does_not_stop_the_rest(store: Database, reader: Reader, desk: Desk) -> None:
    for subject in ("en", "umulig", "to"):
        await keep(store, subject)
    assert await reader.read_kept() == 2
    assert [mail.subject for mail in desk.seen] == ["en", "to"]


async def test_bad_mail_is_set_aside_after_three_tries(store: Database, reader: Reader, clock: Clock) -> None:
    await keep(store, "umulig")
    for minutes in (0, 1, 5):
        clock.push(minutes)
        await reader.read_kept()
    assert await store.read(lambda records: list(records.unread(10))) == []
    assert len(await store.read(lambda records: list(records.open_tasks()))) == 1


async def test_tries_are_minutes_apart_however_often_the_reader_looks(store: Database, reader: Reader) -> None:
    await keep(store, "umulig")
    for _ in range(5):
        await reader.read_kept()
    assert [kept.tries for kept in await store.read(lambda records: records.unread(9))] == [1]


async def test_fault_that_passes_sets_no_mail_aside(store: Database, reader: Reader, desk: Desk, clock: Clock) -> None:
    await keep(store, "hei")
    desk.has_no_memory = True
    for minutes in (0, 1):
        clock.push(minutes)
        assert await reader.read_kept() == 0
    desk.has_no_memory = False
    clock.push(5)
    assert await reader.read_kept() == 1


async def test_log_of_a_bad_mail_holds_no_word_of_it(
    store: Database, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    mail_id = await keep(store, "umulig", text="hemmelig tekst")
    with caplog.at_level(logging.DEBUG, logger="mailgateway"):
        await reader.read_kept()
    assert f"mail {mail_id} not understood, reference" in caplog.text
    assert not {"hemmelig", "umulig", "kari"} & set(caplog.text.replace(":", " ").split())


async def test_more_mail_than_one_batch_is_all_read(store: Database, reader: Reader, desk: Desk) -> None:
    for number in range(60):
        await keep(store, f"nr {number}")
    assert await reader.read_kept() == 60


async def test_mails_are_understood_while_those_before_them_are_placed(store: Database) -> None:
    class FirstWaits(Desk):
        """Places nothing before more mail than one batch has been asked for."""

        async def receive(self, mail: IncomingMail, now: datetime) -> None:
            await asyncio.wait_for(more.wait(), 30)
            await super().receive(mail, now)

    class Asked:
        def __init__(self) -> None:
            self.times = 0
            self.write = store.write

        async def read(self, work: Callable[[Records], Sequence[KeptMail]]) -> Sequence[KeptMail]:
            self.times += 1
            if self.times == 2:
                more.set()
            return await store.read(work)

    more, desk = asyncio.Event(), FirstWaits(store)
    ids = [await keep(store, f"{number}") for number in range(60)]
    reader = Reader(Asked(), desk.receive, MINT, TRUST, lambda: NOW, first=10.0)  # type: ignore[arg-type]
    assert await reader.read_kept() == 60
    assert [mail.id for mail in desk.seen] == ids
    await reader.close()


async def test_mails_reach_the_desk_in_their_order(store: Database, reader: Reader, desk: Desk) -> None:
    ids = [await keep(store, f"{number}") for number in range(20)]
    await reader.read_kept()
    assert [mail.id for mail in desk.seen] == ids


async def test_reader_wakes_when_it_is_told_to(store: Database, reader: Reader, desk: Desk) -> None:
    stop, wake = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(reader.run(stop, wake, pause=3600))
    await keep(store, "hei")
    wake.set()
    await asyncio.wait_for(desk.done.wait(), 10)
    stop.set()
    wake.set()
    await asyncio.wait_for(running, 10)


async def test_reader_goes_on_after_a_fault_of_the_store(store: Database, desk: Desk) -> None:
    class Away:
        async def read(self, work: object) -> None:
            stop.set()
            raise OSError("secret path")

    stop, wake = asyncio.Event(), asyncio.Event()
    await Reader(Away(), desk.receive, MINT, TRUST, lambda: NOW).run(stop, wake, pause=0.01)  # type: ignore[arg-type]
    assert stop.is_set()


async def test_mail_that_takes_too_long_is_read_again_apart_from_the_others(store: Database, desk: Desk) -> None:
    reader = Reader(store, desk.receive, MINT, TRUST, lambda: NOW, first=0.0, again=10.0)
    mail_id = await keep(store, "hei")
    assert await reader.read_kept() == 1
    assert (await store.read(lambda records: records.mail(mail_id))).tries == 1
    await reader.close()


async def asked(store: Database) -> list[tuple[str, int | None]]:
    tasks = await store.read(lambda records: records.open_tasks())
    return [(each.task.kind.value, each.task.mail) for each in tasks]


async def test_mail_that_cannot_be_read_twice_in_a_row_is_set_aside_without_waiting(
    store: Database, desk: Desk
) -> None:
    reader = Reader(store, desk.receive, MINT, TRUST, lambda: NOW, first=0.0, again=0.0)
    mail_id = await keep(store, "hei")
    await reader.read_kept()

    assert await asked(store) == [("mail_unreadable", mail_id)]
    await reader.close()


async def test_second_reading_is_not_waited_for_until_the_next_look(store: Database, desk: Desk) -> None:
    reader = Reader(store, desk.receive, MINT, TRUST, lambda: NOW, first=0.0, again=10.0)
    await keep(store, "hei")
    stop, wake = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(reader.run(stop, wake, pause=600))
    async with asyncio.timeout(60):
        await desk.done.wait()
    stop.set()
    wake.set()
    await running

    assert [mail.subject for mail in desk.seen] == ["hei"]
    await reader.close()


async def test_mail_that_was_set_aside_unread_keeps_its_time_when_it_is_read_again(store: Database, desk: Desk) -> None:
    hasty = Reader(store, desk.receive, MINT, TRUST, lambda: NOW, first=0.0, again=0.0)
    mail_id = await keep(store, "hei")
    await hasty.read_kept()
    await hasty.close()
    later = NOW + timedelta(days=1)
    await store.write(lambda records: records.read_again(mail_id, later))
    patient = Reader(store, desk.receive, MINT, TRUST, lambda: later, first=10.0, again=10.0)
    await patient.read_kept()
    await patient.close()

    assert [(mail.subject, mail.received) for mail in desk.seen] == [("hei", NOW)]


async def test_closed_reader_leaves_its_mail_as_it_is(store: Database, reader: Reader, desk: Desk) -> None:
    await keep(store, "hei")
    await reader.close()
    with pytest.raises(Stopped):
        await reader.read_kept()
    assert [kept.tries for kept in await store.read(lambda records: records.unread(9))] == [0]
