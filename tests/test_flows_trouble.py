"""The stories of what goes wrong around the service: restarts, a Slack that is away, a relay that says later or never."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from casework.case import Status
from casework.exams import Role
from casework.messages import IncomingMail, KeptMail
from casework.registration import StaffRow
from mailgateway.worker import Worker
from tests.season import GRADER, HANDLER, KARI
from tests.stage import Stage, header
from tests.tongues import NB, NN, Tongue, in_each_language

RECEIPT = f"[1/2026] {NB.received}: TDT4100"
GRO = "gro@example.no"


@in_each_language
async def test_a_restart_right_after_the_250_loses_no_mail(stage: Stage, tongue: Tongue) -> None:
    await stage.stand_still()
    await stage.asks(tongue, settle=False)
    assert await stage.cases() == 0

    await stage.restart()
    await stage.service.settle()
    assert (await stage.cases(), len(stage.letters(tongue.student))) == (1, 1)


async def test_a_mail_read_after_a_restart_keeps_its_own_time(stage: Stage) -> None:
    await stage.stand_still()
    await stage.asks(NB, settle=False)
    kept = stage.clock()
    stage.clock.moment += timedelta(hours=3)
    await stage.restart()
    await stage.service.settle()

    assert (await stage.case()).received == kept


def broken(mail: KeptMail) -> IncomingMail:
    """A reader with a fault of ours."""
    raise ValueError("the words of the mail")


def read_by(stage: Stage, understand: Callable[[KeptMail], IncomingMail]) -> None:
    """From now on the service understands mail in that way."""
    for lane in (stage.service._reader._fresh, stage.service._reader._failed):
        lane.worker.close()
        lane.worker = Worker(understand)


async def test_a_mail_that_cannot_be_read_is_told_and_read_again_with_its_own_time(stage: Stage) -> None:
    sound = stage.service._reader._fresh.worker._understand
    read_by(stage, broken)
    await stage.asks(NB)
    kept = stage.clock()
    for minutes in (1, 5):
        await stage.later(minutes=minutes)
    await stage.later(hours=20)
    assert (await stage.cases(), await stage.tasks()) == (0, ["mail_unreadable"])

    read_by(stage, sound)
    await stage.press(HANDLER, "Les på nytt")
    assert ((await stage.case()).received, stage.subjects(KARI), await stage.tasks()) == (kept, [RECEIPT], [])


async def ready(stage: Stage) -> tuple[int, bool]:
    """What a watcher reads: the status, and whether every mail has its place."""
    host, port = stage.service.http_address
    async with ClientSession() as session, session.get(f"http://{host}:{port}/readyz") as answer:
        return answer.status, (await answer.json())["mail_placed"]


def alarms(stage: Stage) -> int:
    return sum("e-post venter for lenge" in seen["text"] for seen in stage.slack.read(HANDLER))


async def minutes_pass(stage: Stage, *each: int) -> None:
    for minutes in each:
        stage.clock.moment += timedelta(minutes=minutes)
        await stage.tick()


async def test_a_mail_without_a_place_is_an_alarm_once(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    read_by(stage, broken)
    await stage.asks(NB)
    await minutes_pass(stage, 1, 5, 3)
    assert (alarms(stage), "mail_waits" in await stage.tasks(), await ready(stage)) == (0, False, (200, True))

    await minutes_pass(stage, 1, 10, 30)
    assert (alarms(stage), (await stage.tasks()).count("mail_waits"), await ready(stage)) == (1, 1, (200, False))
    assert caplog.text.count("1 mails have not found their place in 10 minutes") == 1


async def test_a_mail_that_was_set_aside_for_an_hour_is_a_case_from_when_it_came(stage: Stage) -> None:
    sound = stage.service._reader._fresh.worker._understand
    read_by(stage, broken)
    await stage.asks(NB)
    kept = stage.clock()
    await minutes_pass(stage, 1, 5, 54)
    read_by(stage, sound)
    await stage.press(HANDLER, "Les på nytt")

    (receipt,) = stage.letters(KARI)
    assert ((await stage.case()).received, "09.00" in receipt.text) == (kept, True)
    await minutes_pass(stage, 1)
    assert (await stage.tasks(), await ready(stage)) == ([], (200, True))


async def test_mails_that_wait_together_are_one_alarm(stage: Stage) -> None:
    read_by(stage, broken)
    for tongue in (NB, NN):
        await stage.asks(tongue)
    await minutes_pass(stage, 1, 5, 4, 1)
    assert alarms(stage) == 1


async def test_a_mail_that_fails_later_is_an_alarm_of_its_own(stage: Stage) -> None:
    read_by(stage, broken)
    await stage.asks(NB)
    await minutes_pass(stage, 1, 5, 5)
    await stage.asks(NN)
    await minutes_pass(stage, 1, 5, 5)
    assert alarms(stage) == 2


@pytest.mark.parametrize("stage", [{"mail_alarm_minutes": 60}], indirect=True)
async def test_how_long_a_mail_may_wait_is_a_setting(stage: Stage) -> None:
    read_by(stage, broken)
    await stage.asks(NB)
    await minutes_pass(stage, 1, 5, 50)
    assert alarms(stage) == 0
    await minutes_pass(stage, 5)
    assert alarms(stage) == 1


async def test_a_case_handler_whom_slack_does_not_reach_gets_the_alarm_by_mail(stage: Stage) -> None:
    await stage.registers(StaffRow(name="Hege Hansen", email="hege@example.no", role=Role.CASE_HANDLER))
    read_by(stage, broken)
    await stage.asks(NB)
    await minutes_pass(stage, 1, 5, 5, 5)
    told = [
        letter for letter in stage.letters("hege@example.no") if "e-post har ikke funnet plassen sin" in letter.text
    ]
    assert len(told) == 1


async def test_a_restart_before_the_courier_sent_sends_everything_once(stage: Stage) -> None:
    await stage.stand_still()
    await stage.asks(NB, settle=False)
    await stage.only_read()
    assert (await stage.cases(), stage.relay.mails, stage.slack.read(GRADER)) == (1, [], [])

    await stage.restart()
    await stage.service.settle()
    assert (stage.subjects(KARI), len(stage.slack.read(GRADER))) == ([RECEIPT], 1)


async def test_a_restart_between_word_and_letter_sends_the_letter_once(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.stand_still()
    await stage.slack.dm(GRADER, "sendt 1")
    assert ((await stage.case()).status, len(stage.letters(KARI))) == (Status.DONE, 1)

    await stage.restart()
    await stage.service.settle()
    assert [NB.ready in subject for subject in stage.subjects(KARI)] == [False, True]


async def test_what_a_dead_process_had_claimed_goes_out_when_its_lease_ends(stage: Stage) -> None:
    await stage.stand_still()
    await stage.asks(NB, settle=False)
    await stage.only_read()
    await stage.claim_and_die()
    await stage.restart()
    await stage.service.settle()
    assert stage.relay.mails == []

    await stage.later(minutes=2)
    assert (stage.subjects(KARI), len(stage.slack.read(GRADER))) == ([RECEIPT], 1)


async def test_a_slack_that_is_away_for_an_hour_gets_everything_once(stage: Stage) -> None:
    await stage.slack.go_away()
    await stage.asks(NB)
    await stage.morning()
    for minutes in (1, 5, 15, 15, 15):
        await stage.later(minutes=minutes)
    await stage.slack.come_back()
    await stage.later(minutes=15)
    await stage.later(minutes=15)

    cards = [seen for seen in stage.slack.read(GRADER) if seen["text"].startswith("Sak 1:")]
    assert (len(cards), len(stage.digests(GRADER)), len(stage.digests(HANDLER))) == (1, 1, 1)


async def test_a_student_does_not_notice_that_slack_is_away(stage: Stage) -> None:
    await stage.slack.go_away()
    await stage.asks(NB)

    assert stage.subjects(KARI) == [RECEIPT]


async def test_a_card_that_slack_kept_without_telling_us_is_not_posted_again(stage: Stage) -> None:
    stage.slack.fail_next("chat.postMessage", "reset-after")
    await stage.asks(NB)
    await stage.later(minutes=1)

    assert len(stage.slack.read(GRADER)) == 1


@pytest.mark.parametrize("fault", ["429", "500", "reset-before", "internal_error"])
async def test_a_card_that_slack_puts_off_comes_later(stage: Stage, fault: str) -> None:
    stage.slack.fail_next("chat.postMessage", fault)
    await stage.asks(NB)
    assert stage.slack.read(GRADER) == []

    await stage.later(minutes=1)
    assert (len(stage.slack.read(GRADER)), await stage.tasks()) == (1, [])


async def test_a_grader_who_has_left_slack_becomes_a_task_and_gets_a_letter(stage: Stage) -> None:
    stage.slack.fail_next("chat.postMessage", "channel_not_found")
    await stage.asks(NB)

    assert await stage.tasks() == ["notice_failed"]
    assert NB.assigned in stage.letter(GRO).subject


async def test_a_grader_whom_slack_does_not_reach_for_an_hour_gets_a_letter(stage: Stage) -> None:
    await stage.slack.go_away()
    await stage.asks(NB)
    assert stage.letters(GRO) == []

    for minutes in (1, 5, 15, 15, 15, 15):
        await stage.later(minutes=minutes)
    assert [NB.assigned in subject for subject in stage.subjects(GRO)] == [True]


@in_each_language
async def test_a_letter_that_the_relay_puts_off_goes_out_a_minute_later(stage: Stage, tongue: Tongue) -> None:
    stage.relay.answer_next("RCPT", "451 4.3.0 try again later")
    await stage.asks(tongue)
    assert stage.letters(tongue.student) == []

    await stage.later(minutes=1)
    assert [tongue.received in subject for subject in stage.subjects(tongue.student)] == [True]


async def test_the_waits_for_the_relay_grow(stage: Stage) -> None:
    stage.relay.answer_next("DATA", "451 4.3.0 try again later", times=3)
    await stage.asks(NB)
    got = []
    for minutes in (1, 1, 4, 1, 14):
        await stage.later(minutes=minutes)
        got.append(len(stage.letters(KARI)))

    assert got == [0, 0, 0, 0, 1]


async def test_a_letter_sent_twice_is_recognisably_the_same(stage: Stage) -> None:
    stage.relay.drop_next("after-dot")
    await stage.asks(NB)
    await stage.later(minutes=1)

    first, second = stage.letters(KARI)
    assert header(first, "Message-ID") == header(second, "Message-ID")


@in_each_language
async def test_a_letter_that_the_relay_refuses_for_good_becomes_a_task(stage: Stage, tongue: Tongue) -> None:
    stage.relay.answer_next("RCPT", "550 5.1.1 no such user")
    await stage.asks(tongue)
    await stage.later(hours=1)

    assert (await stage.tasks(), stage.letters(tongue.student)) == (["letter_failed"], [])


async def test_one_refused_address_does_not_keep_others_from_their_letters(stage: Stage) -> None:
    stage.relay.answer_next("RCPT", "550 5.1.1 no such user", address=KARI)
    await stage.asks(NB)
    await stage.asks(NN)

    assert [NN.received in subject for subject in stage.subjects(NN.student)] == [True]


async def test_a_relay_that_never_answers_becomes_a_task_after_three_days(stage: Stage) -> None:
    stage.relay.answer_next("RCPT", "451 4.3.0 try again later", times=100)
    await stage.asks(NB)
    for _ in range(13):
        await stage.later(hours=6)

    assert "letter_failed" in await stage.tasks()
