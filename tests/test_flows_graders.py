"""The stories of graders: without Slack, in doubt, in a hurry, and at somebody else's case."""

import asyncio

import pytest

from casework.case import Outcome, Status
from tests.season import BY_MAIL, GRADER, HANDLER, KARI, TALKER
from tests.stage import Stage
from tests.tongues import NB, NN, Tongue, in_each_language


@in_each_language
async def test_a_grader_without_slack_is_told_by_mail(stage: Stage, tongue: Tongue) -> None:
    await stage.speaks(BY_MAIL, tongue)
    await stage.asks(NB, "NORD1100")

    assert [tongue.assigned in subject for subject in stage.subjects(BY_MAIL)] == [True]


@in_each_language
async def test_a_grader_without_slack_gets_the_morning_list_by_mail(stage: Stage, tongue: Tongue) -> None:
    await stage.speaks(BY_MAIL, tongue)
    await stage.asks(NB, "NORD1100")
    await stage.morning()

    assert tongue.morning in stage.letter(BY_MAIL).subject
    assert "NORD1100" in stage.letter(BY_MAIL).text


@pytest.mark.demand("A-256")
@in_each_language
async def test_a_grader_without_slack_answers_the_list_with_a_short_word(stage: Stage, tongue: Tongue) -> None:
    await stage.speaks(BY_MAIL, tongue)
    await stage.asks(NB, "NORD1100")
    await stage.morning()
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), tongue.given)

    assert stage.letter(BY_MAIL).subject == f"[1/2026] {tongue.registered}"
    assert ((await stage.case()).outcome, NB.until_tuesday in stage.letter(KARI).text) == (Outcome.ORAL_GIVEN, True)


@in_each_language
async def test_a_word_without_a_number_answers_the_letter_of_its_case(stage: Stage, tongue: Tongue) -> None:
    await stage.speaks(BY_MAIL, tongue)
    await stage.asks(NB, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), tongue.sent.removesuffix(" 1"))

    assert (await stage.case()).outcome is Outcome.SENT


async def test_what_a_grader_writes_unclearly_by_mail_is_asked_back(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "Gitt C, godt arbeid")

    assert stage.letter(BY_MAIL).subject == "[1/2026] Jeg trenger et nytt svar"
    assert (await stage.case()).status is Status.WITH_GRADER


@pytest.mark.demand("A-070")
async def test_ok_under_a_case_of_free_form_asks_which_it_was(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "ok")

    assert "«gitt 1»" in stage.letter(BY_MAIL).text
    assert (await stage.case()).status is Status.WITH_GRADER


@in_each_language
async def test_ambiguous_words_are_asked_back_and_a_button_settles_it(stage: Stage, tongue: Tongue) -> None:
    await stage.speaks(GRADER, tongue)
    await stage.asks(NB)
    await stage.says(GRADER, tongue.unclear)
    assert (await stage.case()).status is Status.WITH_GRADER

    await stage.press(GRADER, tongue.button)
    assert (await stage.case()).outcome is Outcome.SENT


@pytest.mark.parametrize(
    "doubt", ["gitt 1?", "ikke gitt 1", "gitt 1 i morgen", "gitt 1 til Kari", "kandidat 1 gitt", "1 B"]
)
async def test_doubtful_words_change_nothing_at_all(stage: Stage, doubt: str) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.says(TALKER, doubt)

    assert (await stage.case()).version == 1


async def test_ok_under_a_digest_of_two_cases_asks_which_case(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.asks(NN, "EXPH0300")
    await stage.morning()
    asked = await stage.says(TALKER, "ok", under=stage.digests(TALKER)[0]["ts"])
    assert "Hvilken sak gjelder det?" in asked

    await stage.press(TALKER, "Gitt muntlig: sak 2")
    assert [(await stage.case(number)).status for number in (1, 2)] == [Status.WITH_GRADER, Status.DONE]


async def test_one_message_registers_several_cases(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.asks(NN, "EXPH0300")
    await stage.says(TALKER, "gitt 1 og 2")

    assert [(await stage.case(number)).status for number in (1, 2)] == [Status.DONE, Status.DONE]


async def test_a_corrected_message_counts_as_a_new_one(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    sent = await stage.slack.dm(TALKER, "gitt 11")
    await stage.slack.edit(TALKER, sent.ts, "gitt 1")

    assert (await stage.case()).status is Status.DONE


@in_each_language
async def test_somebody_elses_case_is_no_such_case(stage: Stage, tongue: Tongue) -> None:
    await stage.speaks(TALKER, tongue)
    await stage.asks(NB)

    assert tongue.no_such in await stage.says(TALKER, tongue.sent)
    assert tongue.no_such in await stage.command(TALKER, "/sak", "1")


async def test_a_case_that_does_not_exist_sounds_the_same(stage: Stage) -> None:
    await stage.asks(NB)
    others, none = await stage.says(TALKER, "sak 1"), await stage.says(TALKER, "sak 7")

    assert none == others.replace("1", "7")


@pytest.mark.demand("A-104")
@in_each_language
async def test_a_second_click_says_that_it_is_done(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(NB)
    old = stage.card(GRADER)
    await stage.press(GRADER, "Sendt", old)
    await stage.speaks(GRADER, tongue)

    assert tongue.done_before in await stage.press(GRADER, "Sendt", old)
    assert len(stage.letters(KARI)) == 2


async def test_two_quick_clicks_make_one_change(stage: Stage) -> None:
    await stage.asks(NB)
    card = stage.card(GRADER)
    await asyncio.gather(stage.press(GRADER, "Sendt", card), stage.press(GRADER, "Sendt", card))

    assert ((await stage.case()).version, len(stage.letters(KARI))) == (2, 2)


async def test_two_people_at_the_same_moment_make_one_change(stage: Stage) -> None:
    await stage.asks(NB)
    await asyncio.gather(stage.press(GRADER, "Sendt"), stage.says(HANDLER, "sendt 1"))

    assert ((await stage.case()).version, len(stage.letters(KARI))) == (2, 2)


async def test_a_click_that_slack_delivers_twice_counts_once(stage: Stage) -> None:
    await stage.asks(NB)
    stage.slack.next_delivery(copies=2)
    answer = await stage.press(GRADER, "Sendt")

    assert "registrert som sendt" in answer
    assert ((await stage.case()).version, len(stage.letters(KARI))) == (2, 2)


async def test_a_message_that_slack_delivers_twice_is_answered_once(stage: Stage) -> None:
    await stage.asks(NB)
    stage.slack.next_delivery(copies=2)
    await stage.says(GRADER, "sendt 1")

    answers = [seen for seen in stage.slack.read(GRADER) if "Sak 1: begrunnelsen" in seen["text"]]
    assert len(answers) == 1
