"""Appointments are kept with the change that made them, stand in their dossier, and the kept no-shows are found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.appointments import Appointment, Stage
from casework.case import Change, moved
from casework.invitations import Slot
from casework.refusals import Overtaken
from store.database import Database
from tests.store.sample import CLOCK, NOW, new_case, opening, save

SLOT = Slot(NOW + timedelta(days=2), 30, "rom B312")
OTHER = Slot(NOW + timedelta(days=3), 45, "https://video.example.no/æ")
FIRST = Appointment(1, 1, 2, Stage.OFFERED, (SLOT, OTHER), NOW)


def change(appointment: Appointment, version: int = 2) -> Change:
    made = moved(new_case(version=version - 1), "times_offered", NOW, CLOCK)
    return replace(made, appointments=(appointment,))


async def kept_in(season: Database) -> tuple[Appointment, ...]:
    return (await season.read(lambda records: records.dossier_of(1))).appointments


async def test_a_round_comes_back_with_every_field(season: Database) -> None:
    full = Appointment(
        1, 1, 2, Stage.PREVENTED, (SLOT, OTHER), NOW, OTHER, 3, NOW, NOW + timedelta(hours=1), "staff:2", "tentative"
    )
    await save(season, opening(), change(full))

    assert await kept_in(season) == (full,)


async def test_a_later_change_writes_the_same_round_anew_and_another_round_beside_it(season: Database) -> None:
    agreed, second = replace(FIRST, stage=Stage.AGREED, agreed=SLOT), replace(FIRST, round=2)
    await save(season, opening(), change(FIRST), change(agreed, 3), change(second, 4))

    assert await kept_in(season) == (agreed, second)
    assert (await season.read(lambda records: records.dossier_of(1))).appointment(1) == second


async def test_an_overtaken_change_leaves_its_appointment_out(season: Database) -> None:
    await save(season, opening(), change(FIRST))
    with pytest.raises(Overtaken):
        await save(season, change(replace(FIRST, stage=Stage.CANCELLED)))

    assert await kept_in(season) == (FIRST,)


async def test_many_dossiers_have_their_own_appointments(season: Database) -> None:
    await save(season, opening(), opening(2, result_id=2), change(FIRST))

    found = await season.read(lambda records: {each.result.id: each.appointments for each in records.dossiers([1, 2])})
    assert found == {1: (FIRST,), 2: ()}


async def test_the_agreed_times_of_a_grader_are_found(season: Database) -> None:
    agreed = replace(FIRST, stage=Stage.AGREED, agreed=SLOT)
    await save(season, opening(), opening(2, result_id=2), change(agreed))

    found = await season.read(lambda records: (records.agreed_with(2), records.agreed_with(1)))
    assert found == ({1: SLOT}, {})


@pytest.mark.parametrize(
    ("kept", "fields"),
    [
        ([1], {}),
        ([], {"no_show_said": None}),
        ([], {"excused": NOW}),
        ([], {"stage": Stage.CANCELLED}),
    ],
)
async def test_a_no_show_is_kept_until_it_is_excused_or_the_time_holds_no_more(
    season: Database, kept: list[int], fields: dict[str, object]
) -> None:
    said = replace(FIRST, stage=Stage.AGREED, agreed=SLOT, no_show_said=NOW)
    await save(season, opening(), change(replace(said, **fields)))

    assert list(await season.read(lambda records: records.no_shows_kept())) == kept
