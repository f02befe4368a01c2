"""Letters whose text nobody has approved wait, seen by a person, until somebody has (decisions 29, 30)."""

from dataclasses import replace
from datetime import timedelta

from casework.approvals import HeldText
from casework.messages import TaskKind
from store.database import Database
from tests.store.sample import NOW, letter


async def hold(database: Database, *keys: str, version: str = "1-0") -> None:
    letters = [replace(letter(key), approver="", version=version) for key in keys]
    await database.write(lambda records: records.post(letters))


async def claimed(database: Database) -> list[tuple[str, str]]:
    found = await database.write(lambda records: records.claim(NOW + timedelta(days=9), 10))
    return [(each.message.key, each.message.approver) for each in found]


async def held(database: Database) -> list[HeldText]:
    return list(await database.read(lambda records: records.held_texts()))


async def test_a_letter_that_nobody_approved_is_not_claimed(season: Database) -> None:
    await hold(season, "a", "b")

    (text,) = await held(season)
    assert (await claimed(season), text.version, text.letters) == ([], "1-0", 2)


async def test_a_person_is_asked_once_for_each_text_and_version(season: Database) -> None:
    await hold(season, "a", "b")
    await hold(season, "c", version="2-0")

    asked = await season.read(lambda records: records.open_tasks())
    assert [each.task.kind for each in asked] == [TaskKind.LETTER_HELD] * 2


async def test_what_is_approved_goes_out_with_its_approver_and_the_task_is_done(season: Database) -> None:
    await hold(season, "a")
    await hold(season, "b", version="2-0")
    first, _ = await held(season)
    await season.write(lambda records: records.release(first, "Kari Nordmann", NOW))

    assert await claimed(season) == [("a", "Kari Nordmann")]
    assert [each.version for each in await held(season)] == ["2-0"]
    assert len(await season.read(lambda records: records.open_tasks())) == 1


async def test_what_is_let_go_is_dated_when_it_is_let_go(season: Database) -> None:
    await hold(season, "a")
    (text,) = await held(season)
    later = NOW + timedelta(days=8)
    await season.write(lambda records: records.release(text, "Kari Nordmann", later))

    (letter,) = await season.write(lambda records: records.claim(later, 10))
    assert letter.written == later
