"""The morning's digest of all graders, from the rows to the texts that go out, beside reading the same rows raw."""

import asyncio
import contextlib
import gc
import shutil
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any

from bench.season import HANDLER_EVERY, MANY, NOW, Size, office, opened, populated
from bench.table import Row, compared
from bot.cards import Reader
from bot.lists import digest
from casework.calendar import day_of
from casework.desk.digests import Digests
from casework.exams import Language
from casework.messages import Letter
from casework.outgoing import Outgoing
from store.database import Database

SIZE = Size(MANY.open_cases, MANY.open_cases, MANY.graders, waiting=0)
REPETITIONS = 3
AT_ONCE = 40
GRADER = 13  # the place of grader_id in a row
ROWS = """
SELECT c.number, c.kind, c.status, e.course, e.part, e.term, r.candidate, e.explanation_form, c.received, c.due, c.target,
    c.interim_due, c.promised, c.grader_id, c.handler_id, c.marks
FROM cases c JOIN results r ON r.id = c.result_id JOIN exams e ON e.id = r.exam_id
WHERE c.status NOT IN ('done', 'rejected', 'withdrawn') ORDER BY c.grader_id, c.due, c.number
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds until all was in the outbox, and of the raw reading; the longest stall in milliseconds."""

    written: float
    raw: float
    stall: float


@dataclass
class Stalls:
    """How long the event loop was not free, in milliseconds."""

    longest: float = 0.0

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Watches the loop until the end of the block."""
        watcher = asyncio.create_task(self._watch())
        yield
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher

    async def _watch(self) -> None:
        pause = 0.002
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(pause)
            self.longest = max(self.longest, (time.perf_counter() - begun - pause) * 1000)


def measure(*, full: bool) -> Iterator[Row]:
    """Two rows: the time until every text is durably in the outbox, and the longest stall until all Slack messages are drawn."""
    with tempfile.TemporaryDirectory() as folder:
        runs = asyncio.run(_measured(Path(folder)))
    work = f"digest of {SIZE.open_cases:,} open cases, {SIZE.graders:,} texts in the outbox"
    pairs = [(run.written, run.raw) for run in runs]
    yield compared(work, "the same rows read raw and joined into texts", "s", pairs, must=3, aim=1.5)
    longest = median(run.stall for run in runs)
    yield Row("longest stall of the event loop meanwhile", "", "ms", longest, None, longest, 100, 20)


async def _measured(folder: Path) -> list[Run]:
    path = await populated(folder / "bench.db", SIZE)
    return [await _run(Path(shutil.copy(path, folder / f"{number}.db"))) for number in range(REPETITIONS)]


async def _run(path: Path) -> Run:
    """One morning on its own copy of the database; RuntimeError when a text is missing."""
    now, watch, desk = NOW.astimezone(UTC), Stalls(), office(path.parent)
    async with await opened(path) as database:
        gc.freeze()  # as the service does when it has started
        async with watch.watched():
            begun = time.perf_counter()
            await Digests(database, desk).send(now)
            written = time.perf_counter() - begun
            sent = await _shown(database, now)
    if sent != SIZE.graders + SIZE.graders // HANDLER_EVERY:
        raise RuntimeError(f"{sent} digests for {SIZE.graders} graders")
    return Run(written, _raw(path), watch.longest)


async def _shown(database: Database, now: datetime) -> int:
    """Takes every digest out of the outbox as the courier does, and makes of each notice the message that Slack shows."""
    shown = 0
    while taken := await database.write(lambda records: records.claim(now, AT_ONCE)):
        for outgoing in taken:
            shown += bool(_text(outgoing, now))
            await asyncio.sleep(0)
    return shown


def _text(outgoing: Outgoing, now: datetime) -> str:
    message = outgoing.message
    if isinstance(message, Letter):
        return message.body
    return digest(message.content, Reader(Language.NB, day_of(now), message.to, direct=True), own=True).text


def _raw(path: Path) -> float:
    """Seconds of one query over a plain connection, a line of text a case and a text a grader."""
    connection = sqlite3.connect(path)
    begun = time.perf_counter()
    rows = connection.execute(ROWS).fetchall()
    texts = ["\n".join(map(_line, lines)) for _, lines in groupby(rows, key=itemgetter(GRADER))]
    seconds = time.perf_counter() - begun
    connection.close()
    if len(rows) != SIZE.open_cases or len(texts) != SIZE.graders:
        raise RuntimeError("not every case was read")
    return seconds


def _line(row: tuple[Any, ...]) -> str:
    number, _, _, course, part, term, candidate, _, _, due, *_ = row
    return f"{number}: {course} {part} {term}, candidate {candidate}, until {due}"
