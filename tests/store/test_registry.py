"""What the registry tells of exams and people, and the grades that it tells to few."""

import pytest
from sqlalchemy import select, text

from casework.exams import Language, Role, Round
from casework.records import StoreError
from store.database import Database, open_database
from store.registry_tables import grades
from store.sealing import Sealer
from tests.conftest import SEALING_KEY
from tests.store.sample import KEY, opening, save


async def test_a_student_is_found_by_id_and_by_address(season: Database) -> None:
    by_id, by_email, unknown = await season.read(
        lambda records: (
            records.registry.person(1),
            records.registry.person_by_email("KARI@student.example.no"),
            records.registry.person_by_email("nobody@example.no"),
        )
    )
    assert by_id == by_email
    assert (by_id and by_id.language, unknown) == (Language.NN, None)


async def test_an_address_of_two_students_is_nobodys(season: Database) -> None:
    await season._write(lambda connection: connection.execute(text("UPDATE people SET email = 'same@example.no'")))

    assert await season.read(lambda records: records.registry.person_by_email("same@example.no")) is None


async def test_a_student_is_found_by_a_confirmed_slack_id(season: Database) -> None:
    await season._write(lambda connection: connection.execute(text("UPDATE people SET slack_id = 'U9' WHERE id = 1")))

    person = await season.read(lambda records: records.registry.person_by_slack("U9"))
    assert person is not None
    assert person.id == 1


async def test_results_come_with_their_exam_by_student_and_course(season: Database) -> None:
    own, course = await season.read(
        lambda records: (records.registry.results_of(2), records.registry.results_at("IN1000"))
    )
    assert [(result.candidate, exam.names) for result, exam in own] == [("102", {Language.NB: "Programmering"})]
    assert [result.candidate for result, _ in course] == ["101", "102"]


@pytest.mark.demand("A-258")
async def test_staff_are_found_by_id_address_and_slack(season: Database) -> None:
    registry = await season.read(
        lambda records: (
            records.registry.staff(1),
            records.registry.staff_by_email("Lead@example.no"),
            records.registry.staff_by_slack("U1"),
        )
    )
    assert len(set(registry)) == 1
    assert registry[0] is not None


async def test_an_empty_slack_id_is_nobodys(season: Database) -> None:
    assert await season.read(lambda records: records.registry.staff_by_slack("")) is None


async def test_case_handlers_are_those_with_the_role(season: Database) -> None:
    handlers, everybody = await season.read(
        lambda records: (records.registry.case_handlers(), records.registry.all_staff())
    )
    assert [each.roles for each in handlers] == [frozenset({Role.CASE_HANDLER})]
    assert len(everybody) == 3


async def test_a_commission_has_its_lead_grader_first(season: Database) -> None:
    (commission,) = await season.read(lambda records: records.registry.commissions(1))

    assert (commission.members, commission.candidates) == ((1, 2), frozenset())


async def test_an_undeliverable_address_is_marked_in_any_spelling(season: Database) -> None:
    await season.write(lambda records: records.registry.mark_undeliverable("OLA@student.example.no"))

    marked = await season.read(lambda records: [records.registry.person(which) for which in (1, 2)])
    assert [person and person.undeliverable for person in marked] == [False, True]


async def test_grades_open_with_the_key_and_are_sealed_in_the_table(season: Database) -> None:
    opened = await season.read(lambda records: [records.registry.grade(which) for which in (1, 2, 99)])
    sealed = await season._read(lambda connection: connection.execute(select(grades.c.sealed)).scalars().all())

    assert opened == ["C", "NotPass", None]
    assert {len(each) for each in sealed} == {60}


async def test_another_key_opens_no_grade(season: Database, database_url: str) -> None:
    async with await open_database(database_url, b"another key of sixteen bytes") as other:
        with pytest.raises(StoreError):
            await other.read(lambda records: records.registry.grade(1))


async def test_a_grade_moved_to_another_result_does_not_open(season: Database) -> None:
    for change in ("DELETE FROM grades WHERE result_id = 2", "UPDATE grades SET result_id = 2"):
        await season._write(lambda connection, change=change: connection.execute(text(change)))

    with pytest.raises(StoreError):
        await season.read(lambda records: records.registry.grade(2))


async def test_a_named_commission_gets_the_next_number_of_its_exam(season: Database) -> None:
    appointed = await season.write(lambda records: records.registry.appoint(1, Round.APPEAL, (2, 3), "101"))

    assert (appointed.number, appointed.members, appointed.candidates) == ("2", (2, 3), frozenset({"101"}))
    assert (await season.read(lambda records: records.registry.commissions(1)))[-1] == appointed


async def test_the_exams_are_named_as_files_name_them(season: Database) -> None:
    assert await season.read(lambda records: records.registry.exam_keys()) == frozenset({KEY})


async def test_the_new_grade_of_an_appeal_is_sealed_beside_the_old_one(season: Database) -> None:
    await save(season, opening())
    for grade in ("A", "B"):
        await season.write(lambda records, grade=grade: records.registry.seal_new_grade(1, grade))

    kept = select(grades.c.sealed).where(grades.c.case_number == 1)
    (sealed,) = await season._read(lambda connection: connection.execute(kept).scalars().all())
    assert Sealer(SEALING_KEY).open("case:1", sealed) == "B"
    assert await season.read(lambda records: records.registry.grade(1)) == "C"


async def test_a_linked_slack_user_is_the_student_in_place_of_any_other(season: Database) -> None:
    for slack_id in ("U8", "U9"):
        await season.write(lambda records, slack_id=slack_id: records.registry.link_slack(1, slack_id))

    known = await season.read(lambda records: [records.registry.person_by_slack(each) for each in ("U8", "U9")])
    assert [person and person.id for person in known] == [None, 1]


async def test_a_slack_user_is_one_students_only(season: Database) -> None:
    await season.write(lambda records: records.registry.link_slack(1, "U9"))

    with pytest.raises(StoreError):
        await season.write(lambda records: records.registry.link_slack(2, "U9"))


async def test_results_are_found_by_their_ids_and_unknown_ones_left_out(season: Database) -> None:
    found = await season.read(lambda records: records.registry.results_named([2, 99]))

    assert [(result.candidate, exam.course) for result, exam in found] == [("102", "IN1000")]
