"""The stories of an explanation, from a student's mail to the letter with the new appeal deadline, over real SMTP and the local Slack."""

from datetime import date

import pytest

from casework.case import Outcome, Status
from tests.season import GRADER, KARI, TALKER
from tests.stage import Stage, header
from tests.tongues import NB, Tongue, in_each_language


@pytest.mark.demand("D-09")
@in_each_language
async def test_a_request_by_mail_gets_one_receipt_with_time_dates_and_section(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)

    assert stage.subjects(tongue.student) == [f"[1/2026] {tongue.received}: TDT4100"]
    assert all(said in stage.letter(tongue.student).text for said in (tongue.exact_time, tongue.due, tongue.section))


async def test_the_receipt_answers_the_mail_in_its_thread(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "TDT4100", NB.request.format(course="TDT4100"))

    sent = stage.mails[0].split(b"Message-ID: ")[1].split(b"\r\n")[0].decode()
    assert header(stage.letter(KARI), "In-Reply-To") == sent


async def test_the_grader_sees_a_card_at_once(stage: Stage) -> None:
    await stage.asks(NB)

    assert stage.card(GRADER)["text"] == "Sak 1: Begrunnelse i TDT4100. Venter på sensor."


@in_each_language
async def test_a_written_explanation_ends_with_the_letter_of_the_new_deadline(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)
    await stage.speaks(GRADER, tongue)

    assert tongue.heard_sent in await stage.says(GRADER, tongue.sent)
    assert tongue.ready in stage.letter(tongue.student).subject
    assert tongue.until_monday in stage.letter(tongue.student).text


async def test_a_finished_case_redraws_its_card_without_buttons(stage: Stage) -> None:
    await stage.asks(NB)
    posted = stage.card(GRADER)["ts"]
    await stage.says(GRADER, "sendt 1")

    card = stage.card(GRADER)
    assert card["text"].endswith("Ferdig: begrunnelse sendt, mandag 23. november.")
    assert (card["ts"], stage.buttons(card)) == (posted, [])


@pytest.mark.demand("A-124")
@in_each_language
async def test_an_oral_explanation_given_today_moves_the_appeal_deadline(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue, "EXPH0300")
    await stage.speaks(TALKER, tongue)

    assert tongue.heard_given in await stage.says(TALKER, tongue.given)
    assert tongue.talked in stage.letter(tongue.student).subject
    assert tongue.until_monday in stage.letter(tongue.student).text


@pytest.mark.demand("A-036", "A-039", "A-054", "A-127")
@in_each_language
async def test_an_explanation_given_yesterday_counts_from_yesterday(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue, "EXPH0300")
    await stage.speaks(TALKER, tongue)
    await stage.morning()

    assert tongue.heard_yesterday in await stage.says(TALKER, tongue.given_yesterday)
    assert (await stage.case()).told_deadline == date(2026, 12, 14)


async def test_the_button_of_the_card_registers_a_talk(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.press(TALKER, "Gitt muntlig")

    assert (await stage.case()).outcome is Outcome.ORAL_GIVEN
    assert NB.talked in stage.letter(KARI).subject


async def test_the_form_of_the_card_registers_another_day(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.later(days=2)
    await stage.press(TALKER, "En annen dag …")
    await stage.fill(TALKER, move="oral_given", day="2026-11-24")

    assert (await stage.case()).done_on == date(2026, 11, 24)


@in_each_language
async def test_the_command_muntlig_registers_a_talk(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue, "EXPH0300")
    await stage.speaks(TALKER, tongue)

    assert tongue.heard_given in await stage.command(TALKER, "/muntlig", tongue.given)


@in_each_language
async def test_the_command_muntlig_registers_an_earlier_no_show(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue, "EXPH0300")
    await stage.says(TALKER, "tid 1 tirsdag kl 10, rom B312")
    await stage.later(days=3)
    await stage.command(TALKER, "/muntlig", f"{tongue.no_show} 24.11.")

    assert (await stage.case()).done_on == date(2026, 11, 24)


@pytest.mark.parametrize("ok", ["ok", "jau", "yes", "👍"])
async def test_ok_in_the_thread_under_the_digest_confirms_the_talk(stage: Stage, ok: str) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.morning()
    await stage.says(TALKER, ok, under=stage.digests(TALKER)[0]["ts"])

    assert (await stage.case()).outcome is Outcome.ORAL_GIVEN
    assert NB.until_tuesday in stage.letter(KARI).text


@pytest.mark.demand("A-125")
@in_each_language
async def test_a_no_show_counts_as_given_and_says_so(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue, "EXPH0300")
    await stage.says(TALKER, "tid 1 i dag kl 10.15, rom B312")
    await stage.speaks(TALKER, tongue)
    await stage.later(hours=26)

    assert tongue.heard_no_show in await stage.says(TALKER, tongue.no_show)
    assert tongue.not_held in stage.letter(tongue.student).subject
    assert tongue.until_monday in stage.letter(tongue.student).text


async def test_sak_lists_what_waits_and_shows_one_case(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.command(GRADER, "/sak")
    assert "Én sak venter på deg. Første frist er mandag 7. desember." in stage.answer(GRADER)

    await stage.command(GRADER, "/sak", "1")
    assert stage.answer(GRADER).startswith("Sak 1: Begrunnelse i TDT4100. Venter på sensor.")


async def test_nothing_waits_once_the_explanation_is_sent(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.says(GRADER, "sendt 1")

    assert "Ingen saker venter på deg." in await stage.says(GRADER, "sak")
    assert (await stage.case()).status is Status.DONE
