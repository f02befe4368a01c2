"""What is to go out goes out once: leased, counted, retried, and given up only with a task."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.invitations import Invitation, Party, Slot
from casework.messages import Automatic, Letter, RuleDate, TaskKind, Urgency
from casework.outgoing import Queue, SlackPost
from casework.records import OpenTask
from store.database import Database, open_database
from store.post_tables import attempts
from tests.conftest import SEALING_KEY
from tests.store.sample import NOW, card, letter, opening, save, task


async def post(database: Database, *messages: object) -> None:
    await database.write(lambda records: records.post(messages))


async def claim(database: Database, after: timedelta = timedelta(), limit: int = 10) -> list[tuple[str, int]]:
    claimed = await database.write(lambda records: records.claim(NOW + after, limit))
    return [(each.message.key, each.tries) for each in claimed]


@pytest.mark.demand("D-43")
async def test_letters_and_notices_come_back_as_they_were_written(season: Database) -> None:
    await save(season, change := opening())

    claimed = await season.write(lambda records: records.claim(NOW, 10))
    assert [each.message for each in claimed] == [*change.letters, *change.notices]
    assert {(each.written, each.final) for each in claimed} == {(NOW, None)}


async def test_a_letter_keeps_its_invitation(season: Database) -> None:
    talk = Slot(NOW + timedelta(days=3), 30, "rom B312")
    invitation = Invitation(1, Party.GRADER, 2, talk, "Sak 1: TDT4100", "Ring på", cancelled=True)
    await post(season, replace(letter("call:1"), invitation=invitation))

    claimed = await season.write(lambda records: records.claim(NOW, 1))
    assert [each.message.invitation for each in claimed] == [invitation]


async def test_a_letter_keeps_the_dates_that_it_tells(season: Database) -> None:
    told = (
        RuleDate("D-APP", date(2026, 12, 8), "§ 11-10", "law-2024"),
        RuleDate("D-APP-PEND", None, "§ 11-10", "law-2024"),
    )
    await post(season, replace(letter("dated:1"), dates=told))

    claimed = await season.write(lambda records: records.claim(NOW, 1))
    assert [(each.message.dates, each.message.invitation) for each in claimed] == [(told, None)]


async def test_a_key_that_is_there_already_is_left_alone(season: Database) -> None:
    await save(season, opening(), opening(2).telling(letter("receipt:1")))

    assert sorted(await claim(season)) == [("card:1:1", 1), ("card:2:1", 1), ("receipt:1", 1), ("receipt:2", 1)]


async def test_the_most_urgent_are_claimed_first_and_no_more_than_asked(season: Database) -> None:
    await save(season, opening().telling(letter("digest", Urgency.DIGEST), letter("letter", Urgency.LETTER)))

    assert [key for key, _ in await claim(season, limit=3)] == ["receipt:1", "letter", "card:1:1"]


async def test_letters_wait_while_only_notices_are_claimed(season: Database) -> None:
    await save(season, opening())

    claimed = await season.write(lambda records: records.claim(NOW, 10, Queue.NOTICES))
    assert [each.message.key for each in claimed] == ["card:1:1"]
    assert await claim(season) == [("receipt:1", 1)]


async def test_a_lease_holds_for_two_minutes_and_then_counts_another_try(season: Database) -> None:
    await save(season, opening())
    await claim(season, limit=1)

    assert await claim(season, timedelta(seconds=119)) == [("card:1:1", 1)]
    assert await claim(season, timedelta(seconds=120)) == [("receipt:1", 2)]


async def test_what_was_sent_is_not_claimed_again(season: Database) -> None:
    await save(season, opening())
    await season.write(lambda records: records.sent(1, NOW, "250 ok"))

    assert await claim(season, timedelta(days=1)) == [("card:1:1", 1)]


async def test_what_must_wait_is_claimed_from_its_moment_on(season: Database) -> None:
    await save(season, opening())
    await claim(season)
    await season.write(lambda records: records.later(1, NOW + timedelta(minutes=5), "451 later"))

    assert await claim(season, timedelta(minutes=1)) == []
    assert await claim(season, timedelta(minutes=5), limit=1) == [("receipt:1", 2)]


async def about(database: Database, outgoing_id: int) -> list[OpenTask]:
    tasks = await database.read(lambda records: records.open_tasks())
    return [each for each in tasks if each.task.outgoing == outgoing_id]


async def test_a_letter_given_up_is_a_task_for_the_next_day(season: Database) -> None:
    await save(season, opening())
    await season.write(lambda records: records.gave_up(1, NOW, "550 no"))

    [failed] = await about(season, 1)
    assert (failed.task.kind, failed.task.due, failed.task.case) == (TaskKind.LETTER_FAILED, date(2026, 11, 24), 1)


async def test_a_notice_given_up_names_itself_as_one(season: Database) -> None:
    await save(season, opening())
    await season.write(lambda records: records.gave_up(2, NOW, "channel_not_found"))

    [failed] = await about(season, 2)
    assert (failed.task.kind, failed.task.outgoing) == (TaskKind.NOTICE_FAILED, 2)


@pytest.mark.demand("D-06")
async def test_every_answer_is_kept_with_its_fate(season: Database) -> None:
    await save(season, opening())
    await season.write(lambda records: records.later(1, NOW, "451 later"))
    await season.write(lambda records: records.sent(1, NOW, "250 ok"))

    kept = await season._read(lambda connection: connection.execute(select(attempts.c.fate, attempts.c.answer)).all())
    assert [tuple(row) for row in kept] == [("later", "451 later"), ("sent", "250 ok")]


async def test_the_first_final_bytes_of_a_letter_stay(season: Database) -> None:
    await save(season, opening())
    await season.write(lambda records: records.built(1, b"first", "<1@example.no>"))
    await season.write(lambda records: records.built(1, b"second", "<2@example.no>"))

    claimed = await season.write(lambda records: records.claim(NOW, 1))
    assert claimed[0].final == b"first"


async def test_an_id_gives_its_key_and_the_address_of_a_letter(season: Database) -> None:
    await save(season, opening())

    asked = await season.read(
        lambda records: [(records.key_of(which), records.recipient_of(which)) for which in (1, 2, 99)]
    )
    assert asked == [("receipt:1", "kari@student.example.no"), ("card:1:1", None), (None, None)]


async def test_two_stores_that_claim_at_once_get_different_rows(season: Database, database_url: str) -> None:
    await save(season, *(opening(number) for number in range(1, 21)))
    async with await open_database(database_url, SEALING_KEY) as other:
        batches = await asyncio.gather(*(claim(store, limit=5) for store in (season, other) * 5))

    keys = [key for batch in batches for key, _ in batch]
    assert len(keys) == len(set(keys)) == 40


async def test_posting_without_a_case_takes_messages_and_tasks(database: Database) -> None:
    await post(database, letter("alone"), task("look"), task("look"))

    assert len(await database.read(lambda records: records.open_tasks())) == 1


async def test_a_redrawn_card_stays_one_post_with_its_latest_cases(season: Database) -> None:
    await save(season, opening())
    for cases in ((1,), (1, 2)):
        post = SlackPost("D1", "1.1", cases)
        await season.write(lambda records, post=post: records.posted(2, card("card:1:1"), post))

    found = await season.read(lambda records: (records.card(1, 1), records.cases_under("D1", "1.1")))
    assert found == (SlackPost("D1", "1.1", (1, 2)), (1, 2))


async def test_a_place_without_a_post_names_no_case(season: Database) -> None:
    assert await season.read(lambda records: (records.card(1, 1), records.cases_under("D1", "9.9"))) == (None, ())


async def test_a_letter_is_found_by_its_key_with_address_and_time(database: Database) -> None:
    await post(database, letter("receipt:1"))

    found, none = await database.read(lambda records: [records.letter_at(key) for key in ("receipt:1", "receipt:2")])
    assert (found and found.to, none) == ("kari@student.example.no", None)


def answer(key: str, to: str = "kari@student.example.no", case: int | None = None) -> Letter:
    return replace(letter(key, case=case), to=to, automatic=Automatic.REPLIED)


async def test_answers_of_machines_are_counted_by_address_and_case(season: Database) -> None:
    answers = answer("a"), answer("b", case=1), answer("c", to="ola@example.no")
    await save(season, opening().telling(*answers))

    found = await season.read(lambda records: records.answered("kari@student.example.no", NOW))
    assert sorted(found, key=str) == [(1, answers[1].template), (None, answers[0].template)]
    assert await season.read(lambda records: records.answers_since(NOW)) == {answers[0].template: 3}


async def test_answers_of_machines_before_the_moment_do_not_count(season: Database) -> None:
    await save(season, opening().telling(answer("a")))

    after = NOW + timedelta(seconds=1)
    assert await season.read(lambda records: records.answered("kari@student.example.no", after)) == []
    assert await season.read(lambda records: records.answers_since(after)) == {}
