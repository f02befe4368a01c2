"""A kept mail ends in one place, whoever reads it and however often it fails."""

from datetime import date, datetime, timedelta

import pytest

from casework.messages import Arrival, TaskKind
from casework.records import Found
from casework.refusals import Overtaken
from store.database import Database
from tests.store.sample import NOW, keep, opening, save, unread


async def test_a_kept_mail_comes_back_as_it_was_received(database: Database) -> None:
    mail_id = await keep(database, "Hei \0 på deg")

    (mail,) = await unread(database)
    assert (mail.id, mail.kept, mail.raw.decode(), mail.rcpt_to) == (mail_id, NOW, "Hei \0 på deg", ("sak@example.no",))
    assert (mail.peer, mail.mail_from, mail.tls) == ("127.0.0.1", "kari@student.example.no", "TLSv1.3")


async def test_the_same_fingerprint_again_is_the_same_mail(database: Database) -> None:
    first, again, other = await keep(database), await keep(database), await keep(database, "other")

    assert first == again != other
    assert [mail.id for mail in await unread(database)] == [first, other]


async def test_an_envelope_that_is_no_text_is_kept_all_the_same(database: Database) -> None:
    arrival = Arrival(NOW, "peer", "\udce5\0@example.no", ("sak\udce5@example.no",), b"raw", b"print")
    mail_id = await database.keep(arrival)

    mail = await database.read(lambda records: records.mail(mail_id))
    assert mail is not None
    assert (mail.mail_from, mail.rcpt_to) == (r"\udce5\x00@example.no", ("sak\udce5@example.no",))


async def test_an_understood_mail_is_read_no_more_but_kept(database: Database) -> None:
    mail_id = await keep(database)
    await database.write(lambda records: records.understood(mail_id, "machine", None, NOW))

    assert await unread(database) == []
    assert await database.read(lambda records: records.mail(mail_id)) is not None


async def test_the_oldest_mail_that_waits_is_known_by_its_time(database: Database) -> None:
    assert await database.read(lambda records: records.unread_since()) is None
    first = await keep(database, "one", NOW)
    await keep(database, "two", NOW + timedelta(minutes=5))
    assert await database.read(lambda records: records.unread_since()) == NOW
    await database.write(lambda records: records.understood(first, "machine", None, NOW))
    assert await database.read(lambda records: records.unread_since()) == NOW + timedelta(minutes=5)


async def test_a_mail_read_by_two_opens_one_case(season: Database) -> None:
    mail_id = await keep(season)
    await save(season, opening(1), opening(2))
    await season.write(lambda records: records.understood(mail_id, "case", 1, NOW))

    with pytest.raises(Overtaken):
        await season.write(lambda records: records.understood(mail_id, "case", 2, NOW))


async def test_a_mail_given_to_a_person_may_end_in_a_case_later(season: Database) -> None:
    mail_id = await keep(season)
    await save(season, opening(1))
    await season.write(lambda records: records.understood(mail_id, "task", None, NOW))
    await season.write(lambda records: records.ended(mail_id, "case", 1, NOW))

    assert await unread(season) == []


async def test_the_third_failure_sets_a_mail_aside_with_a_task(database: Database) -> None:
    mail_id = await keep(database)
    given = [await database.write(lambda records: records.not_understood(mail_id, "ref", NOW)) for _ in range(3)]

    (asked,) = await database.read(lambda records: records.open_tasks())
    assert (given, await unread(database)) == ([None, None, asked.task], [])
    assert (asked.task.kind, asked.task.mail, asked.task.due) == (TaskKind.MAIL_UNREADABLE, mail_id, date(2026, 11, 24))


async def waits(database: Database, minutes: float) -> bool:
    """Whether a mail is still kept from being read so long after its last try."""
    now = NOW + timedelta(minutes=minutes)
    return not await database.read(lambda records: records.unread(9, now=now))


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 5)])
async def test_the_next_try_waits_for_a_fault_to_pass(database: Database, tries: int, minutes: int) -> None:
    await set_aside(database, tries)
    assert [await waits(database, passed) for passed in (0, minutes - 0.1, minutes)] == [True, True, False]


async def test_a_mail_that_only_needs_more_time_is_tried_again_at_once(database: Database) -> None:
    mail_id = await keep(database)
    await database.write(lambda records: records.not_understood(mail_id, "ref", NOW, at_once=True))
    assert not await waits(database, 0)


async def test_a_mail_read_again_at_a_persons_word_does_not_wait(database: Database) -> None:
    mail_id = await set_aside(database)
    await database.write(lambda records: records.read_again(mail_id, NOW))
    assert not await waits(database, 0)


async def unplaced(database: Database, before: datetime = NOW) -> list[int]:
    return list(await database.read(lambda records: records.unplaced(before)))


async def test_mails_without_a_place_are_those_to_be_read_and_those_set_aside(database: Database) -> None:
    unread_, aside, placed = await keep(database, "one"), await keep(database, "two"), await keep(database, "three")
    for _ in range(3):
        await database.write(lambda records: records.not_understood(aside, "ref", NOW))
    await database.write(lambda records: records.understood(placed, "task", None, NOW))

    assert await unplaced(database) == [unread_, aside]
    assert await unplaced(database, NOW - timedelta(seconds=1)) == []


async def test_a_mail_that_a_person_has_settled_has_its_place(database: Database) -> None:
    await set_aside(database)
    (asked,) = await database.read(lambda records: records.open_tasks())
    await database.write(lambda records: records.settle([asked.task.key], NOW))
    assert await unplaced(database) == []


async def test_a_mail_set_aside_keeps_the_time_it_was_received(database: Database) -> None:
    mail_id = await keep(database)
    for _ in range(3):
        await database.write(lambda records: records.not_understood(mail_id, "ref", NOW))

    mail = await database.read(lambda records: records.mail(mail_id))
    assert mail is not None
    assert (mail.kept, mail.tries) == (NOW, 3)


async def set_aside(database: Database, tries: int = 3) -> int:
    mail_id = await keep(database)
    for _ in range(tries):
        await database.write(lambda records: records.not_understood(mail_id, "ref", NOW))
    return mail_id


async def test_a_mail_set_aside_is_read_once_more_with_its_own_time(database: Database) -> None:
    mail_id = await set_aside(database)

    assert await database.write(lambda records: records.read_again(mail_id, NOW))
    assert [(mail.id, mail.kept) for mail in await unread(database)] == [(mail_id, NOW)]
    assert await database.read(lambda records: records.open_tasks()) == []


async def test_a_mail_that_fails_once_more_becomes_a_task_again(database: Database) -> None:
    mail_id = await set_aside(database)
    await database.write(lambda records: records.read_again(mail_id, NOW))
    await database.write(lambda records: records.not_understood(mail_id, "ref", NOW))

    (asked,) = await database.read(lambda records: records.open_tasks())
    assert (asked.task.mail, await unread(database)) == (mail_id, [])


@pytest.mark.parametrize("tries", [0, 2])
async def test_a_mail_that_was_not_set_aside_is_not_read_again(database: Database, tries: int) -> None:
    mail_id = await set_aside(database, tries)

    assert not await database.write(lambda records: records.read_again(mail_id, NOW))


async def test_mail_that_failed_is_told_apart_from_new_mail(database: Database) -> None:
    failed, new = await keep(database, "one"), await keep(database, "two")
    await database.write(lambda records: records.not_understood(failed, "ref", NOW))

    assert [mail.id for mail in await database.read(lambda records: records.unread(9, failed=True))] == [failed]
    assert [mail.id for mail in await database.read(lambda records: records.unread(9, failed=False))] == [new]


async def test_the_last_words_in_a_case_are_those_of_its_newest_mail(season: Database) -> None:
    await save(season, opening(1), opening(2))
    for words, case in ((b"first", 1), (b"second", 1), (b"other", 2), (None, 1)):
        mail_id = await keep(season, f"{words!r}")
        await season.write(
            lambda records, i=mail_id, w=words, c=case: records.understood(i, "task", c, NOW, Found(w, "unknown", ""))
        )

    assert await season.read(lambda records: records.last_said(1, NOW)) == b"second"
    assert await season.read(lambda records: records.last_said(1, NOW + timedelta(seconds=1))) is None
