"""The stories of robots that answer every letter: over real SMTP they fall silent within three letters, and a person is told."""

import pytest

from tests.season import BY_MAIL, KARI
from tests.stage import Stage, header
from tests.tongues import NB

STRANGER = "robot@example.com"
AWAY = "Jeg er bortreist og leser e-posten din senere."
MANY = 12  # rounds, more than any cap


async def answer_everything(stage: Stage, robot: str, **fields: str) -> int:
    """The robot answers each new letter as soon as it comes; gives how many letters it got before silence fell."""
    answered = 0
    for _ in range(MANY):
        new = stage.letters(robot)[answered:]
        if not new:
            break
        for letter in new:
            to = header(letter, "Reply-To")
            await stage.mail(robot, to, f"Re: {letter.subject}", AWAY, answers=letter, **fields)
        answered += len(new)
    return answered


async def test_robot_that_nobody_knows_falls_silent(stage: Stage) -> None:
    await stage.mail(STRANGER, "klage", "Hei", AWAY)
    assert await answer_everything(stage, STRANGER) == 3
    assert (await stage.tasks()).count("capped") == 1


async def test_robot_of_a_student_falls_silent_and_moves_nothing(stage: Stage) -> None:
    await stage.asks(NB)
    before = await stage.case()
    assert await answer_everything(stage, KARI) == 3
    assert (await stage.tasks()).count("capped") == 1
    assert await stage.case() == before


async def test_robot_of_a_grader_falls_silent(stage: Stage) -> None:
    await stage.mail(BY_MAIL, "sak", "Hei", AWAY)
    assert await answer_everything(stage, BY_MAIL) == 3
    assert (await stage.tasks()).count("capped") == 1


@pytest.mark.parametrize(
    ("name", "value"), [("Auto_Submitted", "auto-replied"), ("X_Autoreply", "yes"), ("Precedence", "auto_reply")]
)
async def test_robot_that_says_so_gets_no_second_letter(stage: Stage, name: str, value: str) -> None:
    await stage.asks(NB)
    assert await answer_everything(stage, KARI, **{name: value}) == 1
    assert "capped" not in await stage.tasks()


async def test_robot_may_write_again_the_next_day(stage: Stage) -> None:
    await stage.mail(STRANGER, "klage", "Hei", AWAY)
    await answer_everything(stage, STRANGER)
    await stage.later(days=2)
    await stage.mail(STRANGER, "klage", "Hei", AWAY)
    assert len(stage.letters(STRANGER)) == 4


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
