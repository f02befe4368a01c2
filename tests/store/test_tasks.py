"""What a person is asked is asked once and settled once."""

from dataclasses import replace
from datetime import date, timedelta

from store.database import Database
from tests.store.sample import NOW, TODAY, opening, save, task


async def test_open_tasks_come_by_their_day(database: Database) -> None:
    later = task("later", TODAY + timedelta(days=1))
    await database.write(lambda records: records.post([later, task("now")]))

    assert [each.task for each in await database.read(lambda records: records.open_tasks())] == [task("now"), later]


async def test_a_settled_task_leaves_the_list_and_stays_known(database: Database) -> None:
    await database.write(lambda records: records.post([task("one")]))
    await database.write(lambda records: records.settle(["one", "unknown"], NOW))

    found = await database.read(
        lambda records: (records.open_tasks(), records.task_by_key("one"), records.task(1) is not None)
    )
    assert found == ([], None, True)


async def test_a_settled_task_is_not_asked_again(database: Database) -> None:
    for _ in range(2):
        await database.write(lambda records: records.post([task("one")]))
        await database.write(lambda records: records.settle(["one"], NOW))

    assert await database.read(lambda records: records.open_tasks()) == []


async def test_a_change_of_a_case_asks_and_settles(season: Database) -> None:
    await save(season, opening().telling(task("another", date(2026, 12, 1))), opening(2).settling("task:1"))

    left = await season.read(lambda records: records.open_tasks())
    assert [each.task.key for each in left] == ["task:2", "another"]


async def test_a_task_keeps_what_settling_it_needs(database: Database) -> None:
    facts = {"results": [3, 5], "received": "2026-11-23T08:00:00+00:00", "day": TODAY}
    await database.write(lambda records: records.post([replace(task("one"), facts=facts)]))

    kept = await database.read(lambda records: records.task_by_key("one"))
    assert kept.task.facts == {**facts, "day": TODAY.isoformat()}


async def test_only_the_first_time_of_a_key_is_the_first(database: Database) -> None:
    times = [await database.write(lambda records: records.first_time("tick", NOW)) for _ in range(2)]
    known = await database.read(lambda records: (records.has_been("tick"), records.has_been("tock")))

    assert (times, known) == ([True, False], (True, False))


async def test_an_unknown_task_is_none(database: Database) -> None:
    assert await database.read(lambda records: (records.task(1), records.task_by_key("one"))) == (None, None)
