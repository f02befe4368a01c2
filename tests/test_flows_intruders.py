"""The story of everything else that may be tried: none of it moves a case, flags an address, or learns a fact."""

import json
from time import time

import pytest
from aiohttp import ClientSession

from casework.case import Status
from demo.relay import MailView
from demo.slack.chat import event_of, store
from demo.slack.http import sign
from demo.slack.payloads import event_parcel
from demo.slack.workspace import TEAM_ID
from tests.appeals import on_sqlite
from tests.intrusions import EVIL, INTRUSIONS
from tests.season import BY_MAIL, GRADER, KARI, NILS
from tests.stage import Stage
from tests.tongues import NB

FACTS = ("1/2026", "Kari", "1001", "Gro ", "sensor")


@pytest.fixture
async def opened(stage: Stage) -> Stage:
    await stage.asks(NB)
    return stage


def told_to_others(stage: Stage) -> list[MailView]:
    return [letter for address in (EVIL, NILS) for letter in stage.letters(address)]


@on_sqlite
@pytest.mark.parametrize("name", INTRUSIONS)
async def test_no_intrusion_moves_a_case_or_learns_a_fact(opened: Stage, name: str) -> None:
    before, cards = await opened.case(), len(opened.slack.read(GRADER))
    await INTRUSIONS[name](opened)

    assert (await opened.case(), await opened.cases()) == (before, 1)
    assert len(opened.slack.read(GRADER)) == cards
    assert not [
        fact for fact in FACTS for letter in told_to_others(opened) if fact in f"{letter.subject} {letter.text}"
    ]


@on_sqlite
@pytest.mark.parametrize("name", INTRUSIONS)
async def test_no_intrusion_flags_the_student_or_reaches_another_with_a_letter(opened: Stage, name: str) -> None:
    await INTRUSIONS[name](opened)

    assert not await opened.service.store.read(lambda records: records.registry.person_by_email(KARI).undeliverable)
    assert {mail.recipients for mail in opened.relay.mails} <= {
        (one,) for one in (KARI, NILS, EVIL, BY_MAIL, "gro@example.no")
    }
    assert [mail for mail in opened.relay.mails if b"\nBcc:" in mail.raw] == []


async def test_the_students_own_words_in_the_same_thread_do_count(opened: Stage) -> None:
    await opened.reply(KARI, opened.letter(KARI), NB.withdraw)
    await opened.reply(KARI, opened.letter(KARI), NB.yes)

    assert NB.withdrawn in opened.letter(KARI).subject


async def test_the_graders_own_words_do_count(opened: Stage) -> None:
    await opened.mail("gro@example.no", "sak", "Hei", "sendt 1")

    assert NB.ready in opened.letter(KARI).subject


async def test_a_true_report_of_the_students_letter_does_flag(opened: Stage) -> None:
    await opened.says(GRADER, "sendt 1")
    await opened.bounce(opened.relay.mailbox(KARI)[-1])

    assert await opened.service.store.read(lambda records: records.registry.person_by_email(KARI).undeliverable)


async def test_letters_from_before_a_new_key_can_still_be_answered(opened: Stage) -> None:
    file = opened.settings.key_file
    old = file.read_text()
    file.write_text(f"{'7' * 64}\n{old}")
    await opened.restart()
    await opened.reply(KARI, opened.letter(KARI), NB.withdraw)
    assert NB.sure in opened.letter(KARI).subject

    asked_with_the_new_key = opened.letter(KARI)
    await opened.reply(KARI, asked_with_the_new_key, NB.yes)
    assert NB.withdrawn in opened.letter(KARI).subject


SECRET = "0123456789abcdef"
with_a_signed_door = pytest.mark.parametrize("stage", [{"slack_signing_secret": SECRET}], indirect=True)


async def recorded(stage: Stage, words: str) -> bytes:
    """What Slack would post when the grader writes that to the bot."""
    space = stage.slack.space
    person = space.people.find(GRADER)
    channel = space.direct(person.id)
    written = {"type": "message", "user": person.id, "text": words, "ts": space.next_ts(), "team": TEAM_ID}
    message = store(space, channel, written)
    return json.dumps(event_parcel(space, event_of(space, channel, message), person).payload).encode()


async def posts(stage: Stage, body: bytes, age: float = 0, secret: str = SECRET) -> int:
    """Posts it with a signature made so many seconds ago; gives the status of the answer."""
    stamp, (host, port) = str(int(time() - age)), stage.service.http_address
    signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": sign(secret, stamp, body)}
    address, headers = f"http://{host}:{port}/slack/events", {"Content-Type": "application/json", **signed}
    async with ClientSession(headers=headers) as session, session.post(address, data=body) as answer:
        status = answer.status
    await stage.service.settle()
    return status


@with_a_signed_door
async def test_a_recorded_word_of_the_grader_is_refused_after_five_minutes(opened: Stage) -> None:
    before, body = await opened.case(), await recorded(opened, "sendt 1")
    assert [await posts(opened, body, age=age) for age in (301, 86_400, -301)] == [401, 401, 401]
    assert await opened.case() == before


@with_a_signed_door
async def test_a_recorded_word_that_comes_again_at_once_does_nothing_more(opened: Stage) -> None:
    body = await recorded(opened, "sendt 1")
    assert await posts(opened, body) == 200
    case, letters = await opened.case(), len(opened.letters(KARI))
    assert case.status is Status.DONE

    assert await posts(opened, body) == 200
    assert (await opened.case(), len(opened.letters(KARI))) == (case, letters)


@with_a_signed_door
async def test_a_word_signed_with_another_secret_is_refused(opened: Stage) -> None:
    before, body = await opened.case(), await recorded(opened, "sendt 1")
    assert (await posts(opened, body, secret=SECRET[::-1]), await opened.case()) == (401, before)


def test_there_are_forty_kinds() -> None:
    assert len(INTRUSIONS) >= 40
