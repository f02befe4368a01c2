"""Nothing in the journal can be changed, removed or swapped unseen."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import text

from casework.case import Actor
from store.database import Database
from store.journal import first_break
from tests.store.sample import NOW, closing, opening, save


@pytest.fixture
async def written(season: Database) -> Database:
    """Six events of three cases."""
    for number in (1, 2, 3):
        await save(season, opening(number), closing(number))
    return season


async def rows(database: Database) -> list[Mapping[str, Any]]:
    return await database.read(lambda records: list(records.raw_journal()))


async def test_an_untouched_journal_has_no_break(written: Database) -> None:
    chain = await rows(written)

    assert [row["seq"] for row in chain] == [1, 2, 3, 4, 5, 6]
    assert first_break(chain) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET at = '2026-11-01T08:00:00.000000Z' WHERE seq = 3",
        "UPDATE journal SET changes = '{}' WHERE seq = 3",
        "UPDATE journal SET facts = '{\"mail\":2}' WHERE seq = 3",
        "UPDATE journal SET who = 'staff:3' WHERE seq = 3",
        "UPDATE journal SET hash = 'abc' WHERE seq = 3",
    ],
)
async def test_a_changed_row_breaks_the_chain_there(written: Database, change: str) -> None:
    await written._write(lambda connection: connection.execute(text(change.replace(":", r"\:"))))

    assert first_break(await rows(written)) == 3


@pytest.mark.demand("D-03")
async def test_a_removed_row_breaks_the_chain_after_it(written: Database) -> None:
    await written._write(lambda connection: connection.execute(text("DELETE FROM journal WHERE seq = 3")))

    assert first_break(await rows(written)) == 4


async def test_a_removed_row_closed_up_still_breaks_the_chain(written: Database) -> None:
    await written._write(lambda connection: connection.execute(text("DELETE FROM journal WHERE seq = 3")))
    for seq in (4, 5, 6):
        shift = text(f"UPDATE journal SET seq = {seq - 1} WHERE seq = {seq}")
        await written._write(lambda connection, shift=shift: connection.execute(shift))

    assert first_break(await rows(written)) == 3


async def test_two_swapped_rows_break_the_chain(written: Database) -> None:
    for before, after in ((3, 0), (4, 3), (0, 4)):
        swap = text(f"UPDATE journal SET seq = {after} WHERE seq = {before}")
        await written._write(lambda connection, swap=swap: connection.execute(swap))

    assert first_break(await rows(written)) == 3


async def test_history_tells_a_case_in_order_and_json_form(written: Database) -> None:
    first, second = await written.read(lambda records: records.history(2))

    assert (first.name, first.at, first.actor, first.facts) == ("received", NOW, Actor("clock", "tick"), {"mail": 1})
    assert second.changes == {"status": "done", "marks": ["late"], "version": 2}


async def test_raw_rows_can_be_read_beside_each_other(written: Database) -> None:
    pairs = await written.read(lambda records: list(zip(records.raw_cases(), records.raw_journal(), strict=False)))

    assert [(case["number"], event["seq"]) for case, event in pairs] == [(1, 1), (2, 2), (3, 3)]
