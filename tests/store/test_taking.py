"""An import takes all rows or none, and an empty cell never overwrites."""

from dataclasses import replace
from datetime import date

import pytest

from casework.exams import Form, Language, Role, Round
from casework.registration import BadFile, CommissionRow, ExamKey, ExamRow, RegistryFile, ResultRow, StaffRow, Taken
from store.database import Database
from tests.store.sample import FILE, KEY, NOW


async def take(database: Database, file: RegistryFile, digest: str = "next") -> Taken:
    return await database.write(lambda records: records.registry.take(file, digest, NOW))


async def test_a_first_import_adds_every_row(database: Database) -> None:
    assert await take(database, FILE) == Taken(added=8)


async def test_the_same_file_again_changes_nothing(season: Database) -> None:
    assert await take(season, FILE, "sample") == Taken(unchanged=8)


async def test_the_same_rows_in_another_file_change_nothing(season: Database) -> None:
    assert await take(season, FILE) == Taken(unchanged=8)


@pytest.mark.demand("A-273")
async def test_an_empty_cell_never_overwrites(season: Database) -> None:
    file = RegistryFile(exams=(ExamRow(KEY, form=Form.ORAL),), results=(ResultRow(KEY, "101", "700001"),))

    assert await take(season, file) == Taken(changed=1, unchanged=1)
    ((_, exam),) = await season.read(lambda records: records.registry.results_of(1))
    assert (exam.form, exam.announced, exam.names[Language.NB]) == (Form.ORAL, date(2026, 11, 16), "Programmering")


@pytest.mark.parametrize(
    "changed",
    [
        {"grade": "B"},
        {"name": "Kari N."},
        {"candidate": "109"},
        {"group": "G1"},
        {"individual_start": date(2026, 12, 1)},
        {"announced_anew": date(2026, 12, 1)},
    ],
)
async def test_a_changed_cell_of_a_result_counts_as_one_row(season: Database, changed: dict[str, object]) -> None:
    row = replace(FILE.results[0], **changed)

    assert await take(season, RegistryFile(results=(row, FILE.results[1]))) == Taken(changed=1, unchanged=1)


async def test_a_new_grade_replaces_the_sealed_one(season: Database) -> None:
    await take(season, RegistryFile(results=(replace(FILE.results[0], grade="B"),)))

    assert await season.read(lambda records: records.registry.grade(1)) == "B"


async def test_a_new_address_makes_a_student_reachable_again(season: Database) -> None:
    await season.write(lambda records: records.registry.mark_undeliverable("kari@student.example.no"))
    await take(season, RegistryFile(results=(replace(FILE.results[0], email="new@student.example.no"),)))

    person = await season.read(lambda records: records.registry.person(1))
    assert person is not None
    assert (person.email, person.undeliverable) == ("new@student.example.no", False)


async def test_two_rows_of_one_person_give_both_roles(season: Database) -> None:
    rows = tuple(StaffRow("lead@example.no", role=role) for role in Role)
    await take(season, RegistryFile(staff=rows))

    lead = await season.read(lambda records: records.registry.staff(1))
    assert lead is not None
    assert lead.roles == frozenset(Role)


async def test_a_commission_is_as_its_last_file_says(season: Database) -> None:
    row = CommissionRow(KEY, "1", Round.FIRST, "Office@example.no", candidate="101")

    assert await take(season, RegistryFile(commissions=(row,))) == Taken(changed=1)
    (commission,) = await season.read(lambda records: records.registry.commissions(1))
    assert (commission.members, commission.candidates) == ((3,), frozenset({"101"}))


async def test_a_dossier_has_the_graders_of_its_own_candidate(season: Database) -> None:
    rows = tuple(CommissionRow(KEY, "1", Round.FIRST, "lead@example.no", candidate=each) for each in ("102", "103"))
    await take(season, RegistryFile(commissions=rows))

    dossiers = await season.read(lambda records: [records.dossier(which) for which in (1, 2)])
    assert [dossier and dossier.first_graders for dossier in dossiers] == [(), (1,)]


async def test_rows_that_name_the_unknown_are_refused_together(season: Database) -> None:
    unknown = ExamKey("XX1", "", "2026H")
    row = CommissionRow(unknown, "1", Round.FIRST, "nobody@example.no")
    with pytest.raises(BadFile) as refused:
        await take(season, RegistryFile(results=(replace(FILE.results[0], exam=unknown),), commissions=(row,)))

    faults = [(fault.file, fault.row, fault.column) for fault in refused.value.faults]
    assert faults == [("results", 2, "course"), ("commissions", 2, "course"), ("commissions", 2, "grader_email")]


async def test_a_refused_file_leaves_nothing_and_may_come_again(database: Database) -> None:
    with pytest.raises(BadFile):
        await take(database, replace(FILE, staff=()))

    assert await database.read(lambda records: records.registry.results_at("IN1000")) == []
    assert await take(database, FILE) == Taken(added=8)


async def test_more_rows_than_one_question_may_name_are_taken(season: Database) -> None:
    rows = tuple(ResultRow(KEY, str(number), str(number), grade="A") for number in range(2500))

    assert await take(season, RegistryFile(results=rows)) == Taken(added=2500)
    assert await take(season, RegistryFile(results=rows), "again") == Taken(unchanged=2500)
