"""The stories of the case handlers: what the machine must not decide, and what a person decides instead."""

from datetime import date

import pytest

from casework.case import Mark, Status
from tests.appeals import founds
from tests.season import GRADER, HANDLER, KARI, NILS, TALKER
from tests.stage import Stage
from tests.tongues import NB, NN, Tongue, in_each_language

AFTER_THE_LAST_DAY = date(2026, 11, 25)
DAY_OF_THE_GRADE = date(2026, 11, 17)
OUT_OF_THE_ORDINARY = [
    pytest.param("TDT4100", AFTER_THE_LAST_DAY, {Mark.LATE}, id="late"),
    pytest.param("STEN1000", date(2026, 11, 23), {Mark.NOT_OPENED_FOR}, id="N in the column"),
    pytest.param("MUNT1000", date(2026, 11, 18), {Mark.LATE, Mark.AT_ONCE}, id="oral exam, the day after"),
]


@pytest.mark.demand("A-061")
@pytest.mark.demand("A-003", "A-008", "D-07")
@pytest.mark.parametrize(("course", "day", "marks"), OUT_OF_THE_ORDINARY)
async def test_a_request_out_of_the_ordinary_goes_to_a_person(
    stage: Stage, course: str, day: date, marks: set[Mark]
) -> None:
    stage.clock.to(day, 9)
    await stage.asks(NB, course)

    case = await stage.case()
    assert (case.status, case.marks, await stage.tasks()) == (Status.RECEIVED, marks, ["needs_decision"])


@pytest.mark.demand("D-07")
async def test_a_late_request_is_receipted_and_not_refused(stage: Stage) -> None:
    stage.clock.to(AFTER_THE_LAST_DAY, 9)
    await stage.asks(NB)

    assert stage.subjects(KARI) == [f"[1/2026] {NB.received}: TDT4100"]
    assert "En saksbehandler ser på saken" in stage.letter(KARI).text


async def test_a_late_request_is_no_graders_yet(stage: Stage) -> None:
    stage.clock.to(AFTER_THE_LAST_DAY, 9)
    await stage.asks(NB)

    assert stage.slack.read(GRADER) == []
    assert "Ny oppgave: må avgjøres, sak 1." in stage.seen(HANDLER)


async def test_a_request_in_the_last_minute_is_in_time(stage: Stage) -> None:
    stage.clock.to(date(2026, 11, 24), 23, 59)
    await stage.asks(NB)

    assert (await stage.case()).status is Status.WITH_GRADER


@pytest.mark.demand("A-008")
async def test_an_oral_exam_is_explained_at_once_when_asked_on_its_day(stage: Stage) -> None:
    stage.clock.to(DAY_OF_THE_GRADE, 14)
    await stage.asks(NB, "MUNT1000")

    assert "Venter på sensor" in stage.card(TALKER)["text"]
    assert await stage.tasks() == []


async def test_a_case_handler_sends_a_late_request_to_the_grader_after_all(stage: Stage) -> None:
    stage.clock.to(AFTER_THE_LAST_DAY, 9)
    await stage.asks(NB)
    await stage.press(HANDLER, "Vis saken")
    await stage.press(HANDLER, "Send til sensor")
    await stage.fill(HANDLER)

    assert "Venter på sensor" in stage.card(GRADER)["text"]
    assert await stage.tasks() == []


async def test_a_late_request_that_is_answered_does_not_move_the_appeal_deadline(stage: Stage) -> None:
    stage.clock.to(AFTER_THE_LAST_DAY, 9)
    await stage.asks(NB)
    await stage.says(HANDLER, "sak 1")
    await stage.press(HANDLER, "Send til sensor")
    await stage.fill(HANDLER)
    await stage.says(GRADER, "sendt 1")

    assert "8. desember 2026" in stage.letter(KARI).text
    assert "flytter ikke klagefristen" in stage.letter(KARI).text


async def test_a_case_handler_names_who_shall_explain(stage: Stage) -> None:
    stage.clock.to(AFTER_THE_LAST_DAY, 9)
    await stage.asks(NB)
    await stage.says(HANDLER, "sak 1")
    await stage.press(HANDLER, "Send til sensor")
    await stage.fill(HANDLER, whom=[stage.option(HANDLER, "Tor Talker")])

    assert "Venter på sensor" in stage.card(TALKER)["text"]


@pytest.mark.demand("A-142", "A-227", "D-07")
@in_each_language
async def test_a_rejection_by_a_case_handler_tells_rule_and_how_to_appeal(stage: Stage, tongue: Tongue) -> None:
    stage.clock.to(AFTER_THE_LAST_DAY, 9)
    await stage.asks(tongue)
    await founds(stage, "Avvis")

    assert tongue.rejected in stage.letter(tongue.student).subject
    assert all(said in stage.letter(tongue.student).text for said in ("§ 11-8", "§ 28", "Siri Saksbehandler"))


async def test_a_rejected_case_is_closed_and_its_task_settled(stage: Stage) -> None:
    stage.clock.to(AFTER_THE_LAST_DAY, 9)
    await stage.asks(NB)
    page = await founds(stage, "Avvis")

    assert "Det er avgjort" in page
    assert ((await stage.case()).status, await stage.tasks()) == (Status.REJECTED, [])


@pytest.mark.demand("A-142")
@in_each_language
async def test_a_withdrawal_recorded_by_a_case_handler_tells_the_student(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)
    await stage.says(HANDLER, "sak 1")
    await stage.press(HANDLER, "Registrer som trukket")

    assert tongue.withdrawn in stage.letter(tongue.student).subject
    assert "Trukket" in stage.card(GRADER)["text"]


async def test_a_grader_can_neither_reject_nor_withdraw_a_case(stage: Stage) -> None:
    await stage.asks(NB)

    assert not {"Avvis", "Registrer som trukket"} & set(stage.buttons(stage.card(GRADER)))
    assert "Det er ikke du som kan gjøre dette i sak 1." in await stage.says(GRADER, "trekk 1")


async def test_a_case_handler_asks_on_behalf_of_a_candidate(stage: Stage) -> None:
    await stage.command(HANDLER, "/begrunnelse", "TDT4100 1002")
    shown = await stage.fill(HANDLER)

    assert "Sak 1 er opprettet" in shown
    assert NN.received in stage.letter(NILS).subject


@pytest.mark.demand("A-239")
async def test_the_list_of_case_handlers_shows_everything_unfinished(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.asks(NN, "EXPH0300")
    await stage.mail(KARI, "sak", "Hei", NB.puzzling)

    listed = await stage.says(HANDLER, "sak")
    assert "2 saker er ikke ferdige." in listed
    assert "Én oppgave venter på en saksbehandler." in listed
