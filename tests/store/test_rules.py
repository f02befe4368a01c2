"""Rulebooks and laws as they are kept: loaded, confirmed, in order; and a database of the first version upgraded."""

from dataclasses import replace
from datetime import timedelta

from alembic import command
from sqlalchemy import Connection, text

from casework.loaded_rules import LoadedRules
from casework.registration import ExamRow, RegistryFile
from store.database import Database, open_database
from store.migrating import _config
from tests.conftest import SEALING_KEY
from tests.store.sample import KEY, NOW

LOADED = LoadedRules("rulebook", "own", "d1", "id = 1", "s1", 1, "cli:kari", NOW)


async def load(database: Database, *loaded: LoadedRules) -> None:
    for each in loaded:
        await database.write(lambda records, each=each: records.load_rules(each))


async def confirm(database: Database, digest: str, hours: int = 0) -> None:
    def work(records: object) -> None:
        records.confirm_rules(records.loaded_rules(digest), 3, "cli:ola", NOW + timedelta(hours=hours))

    await database.write(work)


async def test_what_was_loaded_waits_as_it_was_written(season: Database) -> None:
    await load(season, LOADED)

    assert await season.read(lambda records: records.loaded_rules("d1")) == replace(LOADED, id=1)


async def test_the_last_of_two_equal_texts_is_the_one_that_waits(season: Database) -> None:
    await load(season, LOADED, replace(LOADED, loaded_by=2))

    assert (await season.read(lambda records: records.loaded_rules("d1"))).loaded_by == 2


async def test_nothing_is_confirmed_by_loading_alone(season: Database) -> None:
    await load(season, LOADED)

    assert await season.read(lambda records: records.confirmed_rules()) == []


async def test_what_is_confirmed_waits_no_more(season: Database) -> None:
    await load(season, LOADED)
    await confirm(season, "d1")

    assert await season.read(lambda records: records.loaded_rules("d1")) is None


async def test_who_confirmed_and_when_is_kept(season: Database) -> None:
    await load(season, LOADED)
    await confirm(season, "d1")

    (kept,) = await season.read(lambda records: records.confirmed_rules())
    assert (kept.confirmed_by, kept.confirmed_via, kept.confirmed_at) == (3, "cli:ola", NOW)


async def test_confirmed_ones_come_in_the_order_of_confirmation(season: Database) -> None:
    await load(season, LOADED, replace(LOADED, digest="d2"))
    await confirm(season, "d2")
    await confirm(season, "d1", hours=1)

    kept = await season.read(lambda records: records.confirmed_rules())
    assert [each.digest for each in kept] == ["d2", "d1"]


def of_the_first_version(connection: Connection) -> None:
    command.upgrade(_config(connection), "0001")
    columns = "course, part, term, name_nb, name_nn, name_en, form, explanation_form, channel"
    flags = "explanation_allowed, appeal_allowed, via_studentweb"
    values = "'IN1000', '', '2026H', '', '', '', 'written', 'written', 'manual', true, true, false"
    connection.execute(text(f"INSERT INTO exams ({columns}, {flags}) VALUES ({values})"))


async def test_exams_of_the_first_version_get_an_empty_faculty(empty_url: str) -> None:
    async with await open_database(empty_url, SEALING_KEY) as database:
        await database._write(of_the_first_version)
        await database.upgrade()

        assert await database._read(lambda c: c.execute(text("SELECT faculty FROM exams")).scalar()) == ""


async def test_an_import_gives_an_exam_its_faculty(season: Database) -> None:
    file = RegistryFile(exams=(ExamRow(KEY, faculty="MN"),))
    await season.write(lambda records: records.registry.take(file, "next", NOW))

    ((_, exam),) = await season.read(lambda records: records.registry.results_of(1))
    assert exam.faculty == "MN"
