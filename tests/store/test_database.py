"""A transaction is whole or absent, whoever is cancelled, killed or refused."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from casework.records import Records, StoreError
from casework.refusals import NotNow
from store.database import Database, open_database
from tests.conftest import SEALING_KEY
from tests.store.sample import NOW, closing, counts, keep, letter, opening, save, unread

ROOT = Path(__file__).parents[2]


async def steps(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


async def cancelled_after(number: int, work: object) -> None:
    task = asyncio.create_task(work)
    await steps(number)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_write_gives_what_its_work_gives(database: Database) -> None:
    assert await database.write(lambda records: records.new_number()) == 1


async def test_a_refusal_leaves_nothing_behind(season: Database) -> None:
    def refused(records: Records) -> None:
        records.save(opening())
        raise NotNow(number=1)

    with pytest.raises(NotNow):
        await season.write(refused)

    assert await season.write(counts) == (0, 0, 0, 0)


async def test_an_error_of_the_driver_tells_no_sql_and_no_data(season: Database) -> None:
    await save(season, opening())
    with pytest.raises(StoreError) as failed:
        await save(season, opening())

    assert str(failed.value).startswith("the database failed: ")
    assert "cases" not in str(failed.value)


async def test_the_store_works_on_after_an_error(season: Database) -> None:
    for _ in range(3):
        with pytest.raises(StoreError):
            await save(season, opening(1, result_id=99))
    await save(season, opening())

    assert await season.write(counts) == (1, 1, 2, 1)


async def test_reading_must_not_change_anything(season: Database) -> None:
    with pytest.raises(StoreError):
        await season.read(lambda records: records.save(opening()))

    assert await season.write(counts) == (0, 0, 0, 0)


async def test_a_cancelled_save_is_whole_or_absent_at_every_await(season: Database) -> None:
    for number in range(1, 25):
        await cancelled_after(number, save(season, opening(number)))

    cases, events, messages, tasks = await season.write(counts)
    assert (events, messages, tasks) == (cases, 2 * cases, cases)


async def test_a_cancelled_keep_leaves_the_next_ones_working(database: Database) -> None:
    for number in range(25):
        await cancelled_after(number, keep(database, f"cancelled {number}"))
    mail_id = await keep(database, "last")

    assert (await unread(database))[-1].id == mail_id


async def test_a_cancelled_read_leaves_the_next_ones_working(season: Database) -> None:
    for number in range(25):
        await cancelled_after(number, season.read(lambda records: records.registry.all_staff()))

    assert len(await season.read(lambda records: records.registry.all_staff())) == 3


async def test_writers_wait_for_each_other_and_lose_nothing(database: Database, database_url: str) -> None:
    async with await open_database(database_url, SEALING_KEY) as other:
        numbers = await asyncio.gather(
            *(store.write(lambda records: records.new_number()) for store in (database, other) * 20)
        )
    assert sorted(numbers) == list(range(1, 41))


async def test_mails_that_wait_together_share_a_commit(database: Database) -> None:
    transactions = 0
    write = database._write

    async def counted(work: object) -> object:
        nonlocal transactions
        transactions += 1
        return await write(work)

    database._write = counted
    ids = await asyncio.gather(*(keep(database, f"mail {number}") for number in range(50)))

    assert (len(set(ids)), transactions) == (50, 1)


async def test_mails_that_cannot_be_kept_are_refused_each(empty_url: str) -> None:
    async with await open_database(empty_url, SEALING_KEY) as database:
        answers = await asyncio.gather(*(keep(database, f"{number}") for number in range(3)), return_exceptions=True)

    assert [type(answer) for answer in answers] == [StoreError] * 3


async def test_closing_waits_for_the_mails_that_wait(database_url: str) -> None:
    database = await open_database(database_url, SEALING_KEY)
    keeping = asyncio.create_task(keep(database))
    await steps(1)
    await database.close()

    assert await keeping == 1


async def test_a_killed_process_has_kept_its_mail_and_no_half_case(database_url: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.store.dying", database_url, cwd=ROOT,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    mail_id = int(await process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    await process.communicate()

    async with await open_database(database_url, SEALING_KEY) as database:
        assert [mail.id for mail in await unread(database)] == [mail_id]
        assert await database.write(counts) == (0, 0, 0, 0)


async def test_the_clock_of_the_store_dates_what_is_posted(database_url: str) -> None:
    async with await open_database(database_url, SEALING_KEY, clock=lambda: NOW) as database:
        await database.write(lambda records: records.post([letter("one")]))
        claimed = await database.write(lambda records: records.claim(NOW, 1))

    assert [each.written for each in claimed] == [NOW]


@pytest.mark.parametrize("address", ["nonsense", "mysql://host/name", "sqlite://"])
async def test_an_address_that_is_no_database_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match=r"database|file"):
        await open_database(address, SEALING_KEY)


async def test_a_server_that_is_away_is_a_store_error(tmp_path: Path) -> None:
    async with await open_database(f"postgresql://nobody@/none?host={tmp_path}", SEALING_KEY) as database:
        with pytest.raises(StoreError):
            await database.write(counts)


async def test_a_file_that_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, but long enough to look like one" * 100)

    with pytest.raises(StoreError):
        await open_database(f"sqlite:///{tmp_path / 'notes.txt'}", SEALING_KEY)


async def test_a_reader_sees_one_snapshot_beside_a_writer(season: Database) -> None:
    await save(season, opening())
    frames = await asyncio.gather(
        season.read(lambda records: (list(records.raw_cases()), list(records.raw_journal()))),
        save(season, closing()),
        season.read(lambda records: (list(records.raw_cases()), list(records.raw_journal()))),
    )
    for cases, events in (frames[0], frames[2]):
        assert cases[0]["version"] == len(events)


async def test_moments_are_readable_text_in_the_tables(season: Database) -> None:
    await save(season, opening())

    at = await season._read(lambda connection: connection.execute(text("SELECT at FROM journal")).scalar())
    assert at == "2026-11-23T08:00:00.000000Z"


async def test_a_closed_store_refuses_and_closes_again(database_url: str) -> None:
    database = await open_database(database_url, SEALING_KEY)
    await database.close()
    await database.close()

    for work in (database.read(counts), database.write(counts), keep(database)):
        with pytest.raises(StoreError, match="closed"):
            await work
