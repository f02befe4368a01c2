"""The bot with the real desk behind it: the registry, the store on SQLite and the courier."""

import pytest

from bot.buttons import Press
from casework.access import Move
from casework.case import Kind
from demo.slack import LocalSlack
from tests.bot.house import KARI, OLA, House


@pytest.fixture
async def with_case(house: House, slack: LocalSlack) -> House:
    """A case handler has asked on behalf of the candidate, and the courier has been."""
    form = (await slack.command(OLA, "/begrunnelse", "TDT4100 10042")).view
    await slack.submit(OLA, form or {})
    await house.courier.send_due()
    return house


async def test_the_graders_card_is_posted_with_its_buttons(with_case: House, slack: LocalSlack) -> None:
    said = slack.read(KARI)[-1]
    assert said["text"] == "Sak 1: Begrunnelse i TDT4100. Venter på sensor."
    assert said["blocks"][-1]["elements"][0]["action_id"] == Press.TAKE.id(Move.ORAL_GIVEN)


@pytest.mark.demand("A-010")
async def test_a_short_message_closes_the_case_and_redraws_the_card(with_case: House, slack: LocalSlack) -> None:
    await slack.dm(KARI, "gitt 1")
    await with_case.courier.send_due()
    card, _, answer = slack.read(KARI)
    assert card["text"] == "Sak 1: Begrunnelse i TDT4100. Ferdig: gitt muntlig, mandag 23. november."
    assert "Studenten får nå brev om at klagefristen er mandag 14. desember." in answer["text"]


async def test_ok_in_the_thread_of_the_card_is_enough(with_case: House, slack: LocalSlack) -> None:
    card = slack.read(KARI)[-1]
    await slack.dm(KARI, "ok", thread_ts=card["ts"])
    assert slack.read(KARI)[-1]["text"].startswith("Sak 1: muntlig begrunnelse er registrert som gitt")


async def test_a_button_pressed_twice_is_done_once(with_case: House, slack: LocalSlack) -> None:
    card = slack.read(KARI)[-1]
    for _ in range(2):
        await slack.click(KARI, card, Press.TAKE.id(Move.ORAL_GIVEN))
    first, second = slack.read(KARI)[-2:]
    assert "muntlig begrunnelse er registrert" in first["text"]
    assert second["text"].startswith("Sak 1 er allerede ferdig.")


async def test_muntlig_with_a_day_counts_from_that_day(with_case: House, slack: LocalSlack) -> None:
    answer = await slack.command(KARI, "/muntlig", "1 gitt i dag")
    assert answer.text.startswith("Sak 1: muntlig begrunnelse er registrert som gitt mandag 23. november.")


async def test_an_impossible_day_is_refused_in_the_form(with_case: House, slack: LocalSlack) -> None:
    opened = await slack.click(KARI, slack.read(KARI)[-1], Press.OTHER_DAY.id(1))
    answer = await slack.submit(KARI, opened.view or {}, {"day": "2026-12-20"})
    assert "kan ikke stemme for sak 1" in answer.errors["day"]


async def test_sak_and_help_are_understood_by_the_desk(with_case: House, slack: LocalSlack) -> None:
    assert (await slack.command(KARI, "/sak")).text.startswith("Én sak venter på deg.")
    assert "«gitt 42»" in (await slack.command(KARI, "/sak", "hjelp")).text


async def test_the_same_request_again_opens_no_second_case(with_case: House, slack: LocalSlack) -> None:
    form = (await slack.command(OLA, "/begrunnelse", "TDT4100 10042")).view
    answer = await slack.submit(OLA, form or {})
    assert "Det er alt bedt om dette: sak 1" in str(answer.view)


@pytest.mark.demand("A-037")
async def test_an_appeal_asked_for_on_behalf_waits_for_the_explanation(with_case: House, slack: LocalSlack) -> None:
    form = (await slack.command(OLA, "/klage", "TDT4100 10042")).view
    await slack.submit(OLA, form or {}, {"kind": Kind.APPEAL.value})
    shown = await slack.command(OLA, "/sak", "2")
    assert "Venter på begrunnelsen" in shown.text
