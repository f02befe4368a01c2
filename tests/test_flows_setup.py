"""The stories of a service that is set up otherwise: without Slack, before anybody approved the letters, without a verdict."""

import pytest

from casework.case import Outcome
from fristvakt.institution import approve_all
from tests.season import GRADER, HANDLER, KARI, TALKER
from tests.stage import Stage
from tests.tongues import NB

GRO, SIRI = "gro@example.no", "siri@example.no"
without_slack = pytest.mark.parametrize(
    "stage", [{"slack_bot_token": "", "slack_app_token": ""}], indirect=True, ids=["without Slack"]
)
unapproved = pytest.mark.parametrize("stage", [{"approved": False}], indirect=True, ids=["unapproved"])


@without_slack
async def test_without_slack_a_grader_is_told_and_answers_by_mail(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(GRO, stage.letter(GRO), "sendt 1")

    assert (await stage.case()).outcome is Outcome.SENT
    assert NB.ready in stage.letter(KARI).subject


@without_slack
async def test_without_slack_the_morning_lists_go_by_mail(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.morning()

    assert NB.morning in stage.letter(GRO).subject
    assert stage.letter(SIRI).subject.startswith("Dette er ikke ferdig")


@without_slack
async def test_without_slack_nothing_counts_as_failed(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.morning()

    assert await stage.tasks() == []


@unapproved
async def test_letters_wait_until_somebody_has_approved_them(stage: Stage) -> None:
    await stage.asks(NB)
    assert (stage.relay.mails, await stage.cases()) == ([], 1)

    approve_all(stage.settings, "Kari Jurist", stage.clock().date())
    await stage.restart()
    await stage.service.settle()
    assert [NB.received in subject for subject in stage.subjects(KARI)] == [True]


@pytest.mark.demand("D-43")
@unapproved
async def test_a_running_service_lets_letters_go_when_they_are_approved(stage: Stage) -> None:
    await stage.asks(NB)
    assert "letter_held" in await stage.tasks()
    approve_all(stage.settings, "Kari Jurist", stage.clock().date())
    await stage.tick()

    assert [NB.received in subject for subject in stage.subjects(KARI)] == [True]
    assert await stage.tasks() == []


@unapproved
async def test_slack_goes_on_while_letters_wait(stage: Stage) -> None:
    await stage.asks(NB)

    assert "begrunnelsen er registrert som sendt" in await stage.says(GRADER, "sendt 1")


async def test_a_mail_in_another_language_is_answered_in_it(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", "Hello, I would like an explanation of my grade in TDT4100, please.")

    assert stage.subjects(KARI) == ["[1/2026] We have received your request for an explanation: TDT4100"]


async def test_a_word_in_the_thread_under_a_card_needs_no_number(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.says(TALKER, "gitt i dag", under=stage.card(TALKER)["ts"])

    assert (await stage.case()).outcome is Outcome.ORAL_GIVEN


async def test_a_case_handler_can_say_it_for_the_grader(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.says(HANDLER, "sendt 1")

    assert "Ferdig: begrunnelse sendt" in stage.card(GRADER)["text"]
