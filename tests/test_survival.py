"""kill -9 after each step of a story: nothing is lost, nothing comes twice, nothing is half."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from casework.calendar import OSLO
from fristvakt.opening import open_store
from fristvakt.settings import Settings
from store.schema import metadata
from tests.appeals import AUTUMN, METTE, NB
from tests.mortal import Births, World, births, world
from tests.season import HANDLER, KARI, NEW_GRADER, SEASON, TALKER
from tests.stage import MONDAY

AT_ONCE = 2
Fresh = Callable[[], AbstractAsyncContextManager[str]]
Story = Callable[[World], Awaitable[None]]


def morning(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 8, 0, tzinfo=OSLO)


async def explanation(w: World) -> None:
    """A mail becomes a case, the grader is reminded and says "gitt", the student gets the letter."""
    await w.mail(KARI, "begrunnelse", "EXPH0300", "Hei, jeg ønsker begrunnelse for karakteren i EXPH0300.")
    await w.at(morning(11, 24))
    await w.says(TALKER, "gitt 1")


async def appeal(w: World) -> None:
    """An appeal gets its commission and its interim reply, is graded in Slack and by mail, decided on a page, and told."""
    await w.mail(KARI, "klage", "HIS2050", NB.appeal.format(course="HIS2050"))
    await w.at(morning(12, 16))
    await w.at(morning(12, 23))
    await w.says(NEW_GRADER, "ferdig 1")
    await w.mail(METTE, "sak", "Ferdig", "ferdig 1")
    await w.enters(METTE, "B")
    await w.act(HANDLER, 1, "tell")


PLAYS = [
    pytest.param("sqlite", explanation, 1, False, id="explanation-sqlite"),
    pytest.param("postgres", explanation, 1, True, id="explanation-postgres-late", marks=pytest.mark.postgres),
    pytest.param("sqlite", appeal, 2, True, id="appeal-sqlite-late"),
    pytest.param("postgres", appeal, 5, False, id="appeal-postgres", marks=pytest.mark.postgres),
]


@dataclass
class Ground:
    """Where a story is played again and again; `fresh` lends a database that holds the season and nothing else."""

    births: Births
    key: Path
    fresh: Fresh

    async def play(self, story: Story, dies_at: int = 0, *, late: bool = False) -> tuple[int, dict[str, Any]]:
        """How often the service died, and what everybody has in the end."""
        async with self.fresh() as url, world(self.births, url, self.key, dies_at, late=late) as w:
            await story(w)
            await w.ends()
            return w.deaths, await w.outcome()


async def take_season(url: str, key: Path, *first: str) -> None:
    async with await open_store(Settings(database_url=url, key_file=key)) as store:
        await store.upgrade()
        for statement in first:
            await store._write(lambda connection, statement=statement: connection.exec_driver_sql(statement))
        for file in (SEASON, AUTUMN):
            await store.write(lambda records, file=file: records.registry.take(file, str(len(file.exams)), MONDAY))


@pytest.fixture
def on_sqlite(tmp_path: Path, migrated_file: Path) -> Fresh:
    """A new file for each play."""
    files = (tmp_path / f"{number}.db" for number in count())

    @asynccontextmanager
    async def fresh() -> AsyncIterator[str]:
        url = f"sqlite:///{shutil.copy(migrated_file, next(files))}"
        await take_season(url, tmp_path / "key")
        yield url

    return fresh


@pytest.fixture
def on_postgres(tmp_path: Path, request: pytest.FixtureRequest) -> Fresh:
    """One database for each play at the same time, emptied before each."""
    new = request.getfixturevalue("new_database_url")
    free = [new("postgres") for _ in range(AT_ONCE)]
    empty = f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY CASCADE"

    @asynccontextmanager
    async def fresh() -> AsyncIterator[str]:
        url = free.pop()
        await take_season(url, tmp_path / "key", empty)
        yield url
        free.append(url)

    return fresh


@pytest.fixture
def fresh(request: pytest.FixtureRequest) -> Fresh:
    return request.getfixturevalue(f"on_{request.param}")


@pytest.fixture
async def ground(fresh: Fresh, tmp_path: Path) -> AsyncIterator[Ground]:
    async with births() as opened:
        yield Ground(opened, tmp_path / "key", fresh)


async def differences(ground: Ground, story: Story, stride: int, *, late: bool) -> tuple[int, dict[int, Any]]:
    """Kills after the first step, then after each further one until the story ends before: the last step, and what went wrong."""
    _, right = await ground.play(story)
    assert (right["cases"], right["faults"], right["unread"], right["unsent"]) == (["done"], [], [], [])
    steps, killed, wrong = count(1, stride), {0}, {}

    async def walk() -> None:
        for step in steps:
            deaths, outcome = await ground.play(story, step, late=late)
            if outcome != right:
                wrong[step] = {part: (outcome[part], right[part]) for part in right if outcome[part] != right[part]}
            if not deaths:
                return
            killed.add(step)

    await asyncio.gather(*(walk() for _ in range(AT_ONCE)))
    return max(killed), wrong


# "late" is when the next step begins, and those outside know of this one; what the database holds is then the same.
@pytest.mark.parametrize(("fresh", "story", "stride", "late"), PLAYS, indirect=["fresh"])
async def test_a_story_ends_alike_wherever_its_service_was_killed(
    ground: Ground, story: Story, stride: int, late: bool
):
    last, wrong = await differences(ground, story, stride, late=late)
    assert wrong == {}
    assert last > 30
