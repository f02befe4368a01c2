"""One case read by its number through the store, beside one hop of aiosqlite to the same row."""

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import aiosqlite

from bench.season import SMALL, opened, populated
from bench.table import Row, compared

READS = 400
REPETITIONS = 7


def measure(*, full: bool) -> Iterator[Row]:
    """One row: the whole dossier of the case, with exam, result, student and graders."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = asyncio.run(_measured(Path(folder)))
    yield compared("reading one case by key", "one aiosqlite hop", "ms", pairs, must=6, aim=2)


async def _measured(folder: Path) -> list[tuple[float, float]]:
    path = await populated(folder / "bench.db", SMALL)
    async with await opened(path) as database, aiosqlite.connect(path, isolation_level=None) as raw:

        async def ours(number: int) -> object:
            return await database.read(lambda records: records.dossier_of(number))

        async def hop(number: int) -> object:
            return await raw.execute_fetchall("SELECT * FROM cases WHERE number = ?", (number,))

        await _mean(ours)
        await _mean(hop)
        return [(await _mean(ours), await _mean(hop)) for _ in range(REPETITIONS)]


async def _mean(read: Callable[[int], Awaitable[object]]) -> float:
    """Milliseconds a read, over different cases."""
    numbers = random.sample(range(1, SMALL.cases + 1), READS)
    begun = time.perf_counter()
    for number in numbers:
        if not await read(number):
            raise RuntimeError("the case was not found")
    return (time.perf_counter() - begun) / READS * 1000
