"""The stories of what Slack and the log never hear: names, grades, addresses, words of a mail, candidate numbers in notifications."""

import re
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from demo.slack import Json
from tests.appeals import founds
from tests.season import EMILY, GRADER, HANDLER, KARI, NILS, SEASON, TALKER
from tests.stage import Stage, words
from tests.tongues import EN, NB, NN

SECRET = "Mormor ble innlagt kvelden i forveien"
NAMES = {name for row in SEASON.results for name in row.name.split()}
NUMBERS = {row.student_number for row in SEASON.results}
CANDIDATES = {row.candidate for row in SEASON.results}
ADDRESSES = {KARI, NILS, EMILY, "student.example.no", "gro@example.no", "gunnhild@example.no", "example.com"}
PRIVATE = NAMES | NUMBERS | ADDRESSES | {SECRET, "Mormor", "innlagt", "forveien"}
GRADE = re.compile(r"\b[A-F]\b")

Story = Callable[[Stage], Awaitable[None]]


async def given_and_sent(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "TDT4100", NB.request.format(course="TDT4100") + f"\n\n{SECRET}.")
    await stage.asks(NN, "EXPH0300")
    await stage.asks(EN, "NORD1100")
    await stage.morning()
    await stage.says(GRADER, "sendt 1")
    await stage.press(TALKER, "Gitt muntlig")


async def looked_at_by_everybody(stage: Stage) -> None:
    await stage.asks(NB)
    for user in (GRADER, TALKER, HANDLER):
        await stage.command(user, "/sak")
        await stage.says(user, "sak 1")
        await stage.slack.open_home(user)
    await stage.press(HANDLER, "Registrer som trukket")


async def rejected(stage: Stage) -> None:
    stage.clock.to(date(2026, 11, 25), 9)
    await stage.asks(NB)
    await founds(stage, "Avvis", facts=f"Hendt: {SECRET}", reasons=f"Vurdert: {SECRET}")


async def odd_mail(stage: Stage) -> None:
    await stage.mail("kari.privat@example.com", "begrunnelse", SECRET, "Kandidat 1001 i TDT4100 ber om begrunnelse.")
    await stage.mail(KARI, "sak", SECRET, NB.puzzling)
    await stage.mail(NILS, "begrunnelse", "", NN.vague)
    stage.relay.answer_next("RCPT", f"550 5.1.1 <{KARI}>: no such user", address=KARI)
    await stage.asks(NB)
    await stage.morning()


async def a_grader_who_tells_too_much(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.says(GRADER, "Kari Nordmann har fått C, gitt 1")
    await stage.reply("gunnhild@example.no", stage.letter(KARI), "Kari Nordmann fikk D")


STORIES = [given_and_sent, looked_at_by_everybody, rejected, odd_mail, a_grader_who_tells_too_much]
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)


def tells(said: str, secret: str) -> bool:
    """Whether the secret stands there; a student number not where it is a part of a longer one, as of Slack's own times."""
    return re.search(rf"(?<!\d){secret}(?!\d)" if secret.isdigit() else re.escape(secret), said) is not None


def told(stage: Stage) -> list[str]:
    """Every call of ours to Slack, and what people got to see of our answers."""
    return [str(call.args) for call in stage.slack.calls] + [words(post) for post in stage.posts()]


def notification(post: Json) -> str:
    """What a telephone shows of it; a Home tab shows nothing."""
    return str(post.get("text", ""))


@each_story
async def test_slack_is_told_no_name_address_grade_or_word_of_a_mail(stage: Stage, story: Story) -> None:
    await story(stage)

    assert {secret for secret in PRIVATE for said in told(stage) if tells(said, secret)} == set()
    assert [said for said in map(words, stage.posts()) if GRADE.search(said)] == []


@each_story
async def test_no_notification_and_no_case_handler_gets_a_candidate_number(stage: Stage, story: Story) -> None:
    await story(stage)

    assert [text for text in map(notification, stage.posts()) for number in CANDIDATES if number in text] == []
    assert [number for number in CANDIDATES if number in stage.seen(HANDLER)] == []


async def test_the_grader_of_the_case_sees_the_candidate_number(stage: Stage) -> None:
    await stage.asks(NB)

    assert "Kandidat 1001" in stage.seen(GRADER)


@each_story
async def test_the_log_holds_nothing_private(stage: Stage, story: Story, caplog: pytest.LogCaptureFixture) -> None:
    await story(stage)

    assert {secret for secret in PRIVATE | CANDIDATES if tells(caplog.text, secret)} == set()
