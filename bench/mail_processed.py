"""Kept mail fully processed: understood, case, journal, receipt in the outbox; beside SQLite's one-row durable commits."""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC
from itertools import count
from pathlib import Path

from bench.season import DOMAIN, EXAMS, FULL, MANY, NOW, SMALL, Size, office, opened, populated
from bench.table import Row, compared
from casework.desk.intake import Intake
from casework.messages import Arrival, Verdict
from casework.office import Office
from mailgateway.addresses import Mint
from mailgateway.fingerprint import fingerprint
from mailgateway.reader import Reader
from mailgateway.trust import Trust
from store.database import Database

MAILS = 150
COMMITS = 1000
REPETITIONS = 5
TEXT = "Hei,\r\n\r\njeg ber om begrunnelse for karakteren min i {course}.\r\n\r\n{more}\r\nVennlig hilsen\r\nStudent {number}\r\n"
MORE = "Jeg lurer særlig på hvordan oppgave {} ble vurdert, og hva som skulle til for en bedre karakter.\r\n"


class Desk:
    """The reader with the real desk and store behind it, and students who have asked for nothing yet."""

    def __init__(self, database: Database, size: Size, office: Office) -> None:
        self._database = database
        self._students = count(size.cases + 1)
        mint = Mint(DOMAIN, [b"k" * 32])
        trust = Trust(fixed=Verdict.AUTHENTICATED)
        self._reader = Reader(database, Intake(database, office).receive, mint, trust, lambda: NOW.astimezone(UTC))

    async def rate(self) -> float:
        """Keeps new mails and then reads them; gives mails a second of the reading. RuntimeError when one opened no case."""
        await asyncio.gather(*(self._keep(next(self._students)) for _ in range(MAILS)))
        begun = time.perf_counter()
        read = await self._reader.read_kept()
        seconds = time.perf_counter() - begun
        if read != MAILS:
            raise RuntimeError(f"{read} of {MAILS} mails were read")
        return MAILS / seconds

    async def close(self) -> None:
        """Ends the process that understands mail."""
        await self._reader.close()

    async def _keep(self, student: int) -> int:
        raw, to = _mail(student), (f"begrunnelse@{DOMAIN}",)
        sender = f"s{student}@student.example.no"
        now = NOW.astimezone(UTC)
        return await self._database.keep(Arrival(now, "127.0.0.1", sender, to, raw, fingerprint(raw, to)))


def measure(*, full: bool) -> Iterator[Row]:
    """Two rows: beside the disk, and many cases beside few."""
    with tempfile.TemporaryDirectory() as folder:
        beside_disk, beside_few = asyncio.run(_measured(Path(folder), FULL if full else MANY))
    work = "mail fully processed"
    yield compared(work, "SQLite one-row durable commits", "/s", beside_disk, must=0.1, aim=0.2, more=True)
    size = f"{(FULL if full else MANY).cases:,}"
    yield compared(f"{work} at {size} cases", "at 1,000 cases", "/s", beside_few, must=0.9, aim=0.97, more=True)


async def _measured(folder: Path, many: Size) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    async with (
        await opened(await populated(folder / "few.db", SMALL)) as few_cases,
        await opened(await populated(folder / "many.db", many)) as many_cases,
    ):
        few, much = Desk(few_cases, SMALL, office(folder)), Desk(many_cases, many, office(folder))
        await few.rate()
        await much.rate()
        rates = [(await few.rate(), _commits(folder / "disk.db"), await much.rate()) for _ in range(REPETITIONS)]
        await few.close()
        await much.close()
        await _opened_all(few_cases, SMALL)
        await _opened_all(many_cases, many)
    return [(ours, disk) for ours, disk, _ in rates], [(ours, small) for small, _, ours in rates]


def _commits(path: Path) -> float:
    """Durable commits a second of one row of 4 KiB each, WAL and FULL."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, raw BLOB)")
    raw = bytes(4096)
    begun = time.perf_counter()
    for _ in range(COMMITS):
        connection.execute("INSERT INTO kept (raw) VALUES (?)", (raw,))
    seconds = time.perf_counter() - begun
    connection.close()
    return COMMITS / seconds


async def _opened_all(database: Database, size: Size) -> None:
    """RuntimeError unless every mail has opened its case and put a receipt into the outbox."""
    wanted = size.cases + MAILS * (REPETITIONS + 1)
    number = await database.write(lambda records: records.new_number())
    claimed = await database.write(lambda records: len(records.claim(NOW.astimezone(UTC), wanted)))
    if number != wanted + 1 or claimed < wanted - size.cases:
        raise RuntimeError("not every mail opened a case with its receipt")


def _mail(student: int) -> bytes:
    """About 4 KB of plain text that asks for the explanation of the student's own exam."""
    course = f"TST{1000 + 1 + student % EXAMS}"
    more = "".join(MORE.format(task) for task in range(1, 31))
    head = f"From: Student <s{student}@student.example.no>\r\nTo: begrunnelse@{DOMAIN}\r\nSubject: Begrunnelse {course}\r\n"
    fields = f"Message-ID: <{student}@student.example.no>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    return f"{head}{fields}\r\n{TEXT.format(course=course, more=more, number=student)}".encode()
