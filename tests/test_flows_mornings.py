"""The stories of the mornings: one digest a working day, silence when nothing is open, nothing twice and nothing forgotten."""

from datetime import date, timedelta

import pytest

from tests.season import GRADER, HANDLER, KARI, TALKER
from tests.stage import Stage
from tests.tongues import NB, NN, Tongue, in_each_language

MONDAY = date(2026, 11, 23)
SIGURD = "sigurd@example.no"


@pytest.mark.demand("A-075")
@in_each_language
async def test_each_working_morning_brings_one_digest_and_the_weekend_none(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)
    for days in range(1, 8):
        await stage.morning(MONDAY + timedelta(days=days))

    assert len(stage.digests(GRADER)) == 5


async def test_a_saturday_and_a_holiday_bring_no_digest(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.morning(date(2026, 11, 28))
    await stage.morning(date(2026, 12, 25))

    assert stage.digests(GRADER) == []


@pytest.mark.demand("A-075")
async def test_nobody_with_nothing_open_hears_anything(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.says(GRADER, "sendt 1")
    letters = len(stage.relay.mails)
    await stage.morning()

    assert (stage.digests(GRADER), stage.slack.read(TALKER), stage.slack.read(HANDLER)) == ([], [], [])
    assert len(stage.relay.mails) == letters


async def test_the_digest_has_last_dates_and_new_cases_first(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.morning()
    await stage.asks(NN)
    await stage.morning()

    rows = [block["text"]["text"] for block in stage.digests(GRADER)[-1]["blocks"] if "accessory" in block]
    assert [row.split("*")[1] for row in rows] == ["Sak 2", "Sak 1"]
    assert [row.split("Frist ")[1] for row in rows] == ["tirsdag 8. desember", "mandag 7. desember"]


@pytest.mark.demand("A-081", "A-239")
async def test_case_handlers_get_everything_unfinished_by_slack_and_by_mail(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.asks(NN, "EXPH0300")
    await stage.morning()

    assert "2 saker er ikke ferdige." in stage.digests(HANDLER)[0]["text"]
    assert all(said in stage.letter(SIGURD).text for said in ("Gro Grader:", "Tor Talker:", "mandag 7. desember 2026"))


async def test_no_digest_comes_before_its_hour(stage: Stage) -> None:
    await stage.asks(NB)
    stage.clock.to(date(2026, 11, 24), 7, 59)
    await stage.tick()

    assert stage.digests(GRADER) == []


async def test_a_second_tick_sends_nothing(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await stage.asks(NB)
    await stage.morning()
    before = len(stage.relay.mails), len(stage.slack.calls_of("chat.postMessage"))
    await stage.tick()
    await stage.later(minutes=1)
    await stage.tick()

    assert (len(stage.relay.mails), len(stage.slack.calls_of("chat.postMessage"))) == before


async def test_a_restart_in_the_morning_sends_no_second_digest(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.morning()
    await stage.restart()
    await stage.tick()

    assert len(stage.digests(GRADER)) == 1


async def test_a_missed_morning_is_made_up_at_start(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.close()
    stage.clock.to(date(2026, 11, 24), 10, 30)
    await stage.open()
    await stage.service.settle()

    assert len(stage.digests(GRADER)) == 1


async def test_a_missed_interim_reply_is_made_up_at_start(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.close()
    stage.clock.to(date(2026, 12, 9), 12)
    await stage.open()
    await stage.service.settle()

    assert [subject.split("] ")[1] for subject in stage.subjects(KARI)][1:] == [
        "Begrunnelsen din blir forsinket: TDT4100"
    ]
