"""What hangs together with a result: the course of a part, the other members of a group."""

from dataclasses import replace
from datetime import date

import pytest

from casework.case import Kind, Status
from casework.dossier import Dossier
from casework.registration import ExamKey, ExamRow, RegistryFile, ResultRow
from store.database import Database
from tests.store.sample import FILE, KEY, NOW, opening, save

ESSAY = ExamKey("IN1000", "Essay", "2026H")
KARI, OLA = 1, 2


async def take(store: Database, file: RegistryFile) -> None:
    await store.write(lambda records: records.registry.take(file, str(file), NOW))


async def dossier(store: Database, result_id: int) -> Dossier:
    found = await store.read(lambda records: records.dossier(result_id))
    assert found is not None
    return found


async def grouped(store: Database, kari: str, ola: str) -> None:
    rows = zip(FILE.results, (kari, ola), strict=True)
    await take(store, RegistryFile(results=tuple(replace(row, group=group) for row, group in rows)))


@pytest.mark.parametrize(
    ("announced", "created", "expected"),
    [
        (date(2026, 12, 7), None, date(2026, 12, 7)),
        (date(2026, 12, 7), date(2026, 12, 9), date(2026, 12, 9)),
    ],
)
async def test_a_part_knows_when_its_course_was_announced(
    season: Database, announced: date, created: date | None, expected: date
) -> None:
    essay = ExamRow(
        ESSAY, announced=date(2026, 11, 20), appealed_as="course", oral_adjusts=True, held=date(2026, 11, 2)
    )
    result = ResultRow(ESSAY, "201", "700001")
    await take(season, RegistryFile((ExamRow(KEY, announced=announced, protocol_created=created), essay), (result,)))
    found = await dossier(season, 3)
    assert (found.whole_course, found.exam.appealed_as, found.exam.oral_adjusts) == (expected, "course", True)
    assert found.exam.held == date(2026, 11, 2)


async def test_a_whole_course_is_no_part_of_itself(season: Database) -> None:
    assert (await dossier(season, KARI)).whole_course is None


async def test_a_course_brings_its_parts_along_when_it_changes(season: Database) -> None:
    await take(
        season, RegistryFile((ExamRow(ESSAY, announced=date(2026, 11, 20)),), (ResultRow(ESSAY, "201", "700001"),))
    )
    await save(season, opening(1, result_id=3))
    whole = (await dossier(season, KARI)).exam.id
    found = await season.read(lambda records: records.dossiers_at([whole]))
    assert [each.result.id for each in found] == [3]


async def test_a_member_sees_what_the_others_of_the_group_asked_for(season: Database) -> None:
    await grouped(season, "G1", "G1")
    await save(season, opening(1), opening(2, result_id=OLA, kind=Kind.APPEAL))
    assert [case.number for case in (await dossier(season, OLA)).fellows] == [1]
    assert (await dossier(season, KARI)).fellows == ()


@pytest.mark.parametrize(("kari", "ola"), [("G1", "G2"), ("", "")])
async def test_who_is_in_no_group_together_sees_nothing(season: Database, kari: str, ola: str) -> None:
    await grouped(season, kari, ola)
    await save(season, opening(1))
    assert (await dossier(season, OLA)).fellows == ()


async def test_many_dossiers_know_their_groups_too(season: Database) -> None:
    await grouped(season, "G1", "G1")
    await save(season, opening(1))
    found = await season.read(lambda records: list(records.dossiers([KARI, OLA])))
    assert [len(each.fellows) for each in found] == [0, 1]


async def test_members_with_a_case_are_found(season: Database) -> None:
    await grouped(season, "G1", "G1")
    await save(season, opening(1))
    ola = await dossier(season, OLA)
    assert list(await season.read(lambda records: records.of_fellows(ola))) == [KARI]


@pytest.mark.parametrize(("waiting", "found"), [(True, [KARI]), (False, [])])
async def test_a_closed_case_whose_told_deadline_stands_still_is_gone_through(
    season: Database, waiting: bool, found: list[int]
) -> None:
    done = {"status": Status.DONE, "told_deadline": date(2026, 1, 8), "told_waiting": waiting}
    await save(season, opening(1, **done))
    assert list(await season.read(lambda records: records.running(date(2026, 6, 1), 0, 10))) == found
