"""The stories of robots that answer every letter: over real SMTP they fall silent within three letters, and a person is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from demo.relay import KeptMail
from tests.appeals import on_sqlite
from tests.robot import Answer, Robot, stage_with, until_silence
from tests.season import BY_MAIL, KARI
from tests.stage import DOMAIN, Stage
from tests.tongues import NB

STRANGER = "robot@example.com"
AWAY = "Jeg er bortreist og leser e-posten din senere."
Writes = Callable[[KeptMail, int], Answer]


def plainly(letter: KeptMail, number: int) -> Answer:
    """The same words under the letter's own subject."""
    return Answer(letter.recipients[0], AWAY, f"Re: {letter.view.subject}")


def changing(letter: KeptMail, number: int) -> Answer:
    """Other words and another subject each time, and nothing that ties them to the letter but its address."""
    return Answer(letter.recipients[0], f"{AWAY} ({number})", f"Melding {number}", threaded=False)


def under_new_names(letter: KeptMail, number: int) -> Answer:
    return Answer(f"robot{number}@example.com", AWAY, f"Re: {letter.view.subject}")


def to_the_front_door(letter: KeptMail, number: int) -> Answer:
    return Answer(letter.recipients[0], f"{AWAY} {number}", f"Svar {number}", f"begrunnelse@{DOMAIN}", threaded=False)


def quoting(letter: KeptMail, number: int) -> Answer:
    quoted = "\n".join(f"> {line}" for line in letter.view.text.splitlines())
    return Answer(
        letter.recipients[0], f"{AWAY}\n\n{letter.view.sender} skrev:\n{quoted}", f"SV: {letter.view.subject}"
    )


def sending_on(letter: KeptMail, number: int) -> Answer:
    """A mailbox that sends all its mail on to us."""
    text = f"-------- Videresendt melding --------\nFra: NTNU\n\n{letter.view.text}"
    return Answer(letter.recipients[0], text, f"VS: {letter.view.subject}", f"klage@{DOMAIN}", threaded=False)


def asking(letter: KeptMail, number: int) -> Answer:
    return Answer(letter.recipients[0], NB.request.format(course="TDT4100"), f"Svar {number}")


def agreeing(letter: KeptMail, number: int) -> Answer:
    return Answer(letter.recipients[0], "ok", f"Re: {letter.view.subject}")


def from_nobody(letter: KeptMail, number: int) -> Answer:
    return Answer(letter.recipients[0], AWAY, f"Re: {letter.view.subject}", envelope="")


ROBOTS = [plainly, changing, under_new_names, to_the_front_door, quoting, sending_on, asking, agreeing, from_nobody]


def letters_to(robot: Robot) -> int:
    """How many letters the robot's owner got, under whatever name."""
    return sum(one == robot.owner or one.startswith("robot") for mail in robot.mails for one in mail.recipients)


async def begins(stage: Stage, owner: str) -> None:
    """The first letter to the robot: a receipt, a case for a grader, or the neutral answer to a stranger."""
    if owner == STRANGER:
        await stage.mail(owner, "sak", "Hei", AWAY, settle=False)
    else:
        await stage.asks(NB, "TDT4100" if owner == KARI else "NORD1100", settle=False)


@on_sqlite
@pytest.mark.parametrize("writes", ROBOTS)
@pytest.mark.parametrize("owner", [KARI, BY_MAIL, STRANGER])
async def test_two_robots_fall_silent_within_three_letters(
    emptied_url: str, tmp_path: Path, owner: str, writes: Writes
) -> None:
    robot = Robot(owner, writes)
    async with stage_with(robot, emptied_url, tmp_path) as stage:
        await begins(stage, owner)
        await until_silence(stage, robot)

        assert 1 <= letters_to(robot) <= 3
        assert await stage.service.store.read(lambda records: [case["version"] for case in records.raw_cases()]) in (
            [1],
            [],
        )


@on_sqlite
@pytest.mark.parametrize("writes", [writes for writes in ROBOTS if writes is not from_nobody])
@pytest.mark.parametrize("owner", [KARI, BY_MAIL, STRANGER])
async def test_a_person_is_told_of_a_robot(emptied_url: str, tmp_path: Path, owner: str, writes: Writes) -> None:
    robot = Robot(owner, writes)
    async with stage_with(robot, emptied_url, tmp_path) as stage:
        await begins(stage, owner)
        await until_silence(stage, robot)

        assert await stage.tasks() != []


@on_sqlite
@pytest.mark.parametrize(
    ("name", "value"), [("Auto-Submitted", "auto-replied"), ("X-Autoreply", "yes"), ("Precedence", "auto_reply")]
)
async def test_a_robot_that_says_so_gets_no_second_letter(
    emptied_url: str, tmp_path: Path, name: str, value: str
) -> None:
    robot = Robot(KARI, lambda letter, _: Answer(KARI, AWAY, letter.view.subject, fields={name: value}))
    async with stage_with(robot, emptied_url, tmp_path) as stage:
        await begins(stage, KARI)
        await until_silence(stage, robot)

        assert (letters_to(robot), await stage.tasks()) == (1, [])


@on_sqlite
async def test_a_mailbox_that_sends_our_letters_back_unchanged_gets_no_more(emptied_url: str, tmp_path: Path) -> None:
    robot = Robot(KARI, plainly)
    async with stage_with(robot, emptied_url, tmp_path) as stage:
        robot.hands_back = f"begrunnelse@{DOMAIN}"
        await begins(stage, KARI)
        await until_silence(stage, robot)

        assert (letters_to(robot), robot.written, await stage.cases()) == (1, 1, 1)


@pytest.mark.parametrize("sender", [f"begrunnelse@{DOMAIN}", f"KLAGE+1@{DOMAIN}", f"sak@{DOMAIN}"])
async def test_mail_in_our_own_name_is_never_answered_and_a_person_is_told(stage: Stage, sender: str) -> None:
    for number in range(4):
        await stage.mail(sender, "begrunnelse", f"Hei {number}", f"{NB.request.format(course='TDT4100')} {number}")

    assert (stage.relay.mails, await stage.cases(), await stage.tasks()) == ([], 0, ["mail_loop"])


async def test_a_robots_writer_may_write_again_the_next_day(stage: Stage) -> None:
    for number in range(5):
        await stage.mail(STRANGER, "klage", f"Hei {number}", AWAY)
    assert (len(stage.letters(STRANGER)), (await stage.tasks()).count("capped")) == (3, 1)

    await stage.later(days=2)
    await stage.mail(STRANGER, "klage", "Hei", AWAY)
    assert len(stage.letters(STRANGER)) == 4


async def test_the_same_words_twice_in_a_case_are_answered_once(stage: Stage) -> None:
    await stage.asks(NB)
    receipt = stage.letter(KARI)
    await stage.reply(KARI, receipt, AWAY)
    await stage.reply("kari.hjemme@example.com", receipt, f"  {AWAY.upper()}  ")

    assert (stage.letters("kari.hjemme@example.com"), len(stage.letters(KARI))) == ([], 2)
    assert sorted(await stage.tasks()) == ["capped", "not_understood", "unknown_sender"]


async def test_other_words_in_between_let_a_question_be_asked_again(stage: Stage) -> None:
    await stage.asks(NB)
    receipt = stage.letter(KARI)
    await stage.reply(KARI, receipt, NB.withdraw)
    await stage.reply(KARI, stage.letter(KARI), "Nei")
    await stage.reply(KARI, receipt, NB.withdraw)

    assert [NB.sure in subject for subject in stage.subjects(KARI)] == [False, True, True]


async def test_every_mail_that_got_no_answer_waits_for_a_person(stage: Stage) -> None:
    for number in range(5):
        await stage.mail(STRANGER, "klage", f"Hei {number}", AWAY)
    assert (await stage.tasks()).count("unknown_sender") == 5


async def test_others_are_answered_while_one_is_not(stage: Stage) -> None:
    for number in range(5):
        await stage.mail(STRANGER, "klage", f"Hei {number}", AWAY)
    await stage.asks(NB)
    assert len(stage.letters(KARI)) == 1


async def test_request_above_the_cap_opens_its_case_and_gets_its_receipt(stage: Stage) -> None:
    for number in range(4):
        await stage.mail(KARI, "sak", f"Hei {number}", AWAY)
    await stage.asks(NB)
    assert (await stage.cases(), len(stage.letters(KARI))) == (1, 4)
