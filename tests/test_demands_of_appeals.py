"""What the routines of the universities demand of appeals and complaints, told as stories where no other test tells it whole."""

from datetime import date

import pytest

from casework.access import Move
from casework.case import Mark, Status
from tests.appeals import APPEALED, AUTUMN, GROUNDS, all_grade, appeals, does, on_sqlite, status, take
from tests.pleas import NB
from tests.season import EXTERNAL_GRADER, GRADER, HANDLER, KARI, NEW_GRADER, NILS, TALKER
from tests.stage import Stage
from tests.test_flows_together import IN_GROUP, imports

LAST_DAY = date(2026, 12, 8)

pytestmark = on_sqlite


@pytest.mark.demand("A-009")
@pytest.mark.parametrize(
    ("day", "marks"),
    [
        pytest.param(LAST_DAY, frozenset(), id="three weeks after the announcement"),
        pytest.param(date(2026, 12, 9), frozenset({Mark.LATE}), id="the day after"),
    ],
)
async def test_an_appeal_is_in_time_to_the_last_minute_of_three_weeks(stage: Stage, day: date, marks: frozenset[Mark]):
    stage.clock.to(day, 23, 59)
    await appeals(stage, NB)
    assert (await stage.case()).marks == marks


@pytest.mark.demand("A-020")
async def test_a_student_follows_an_appeal_from_step_to_step(stage: Stage):
    await take(stage, AUTUMN)
    await appeals(stage, NB, APPEALED)
    followed = []
    for step in (None, all_grade):
        if step:
            await step(stage)
            stage.clock.to(date(2026, 11, 25), 9)
        await stage.mail(KARI, "klage", "FYS1120", "Hvordan går det med klagen min i FYS1120?")
        followed.append(stage.letter(KARI).text)
    assert "Klagen er hos de nye sensorene" in followed[0]
    assert "skal bli enige om én karakter" in followed[1]
    assert all("/l/" in text for text in followed)


@pytest.mark.demand("A-015")
@pytest.mark.demand("A-225")
async def test_formal_errors_at_an_oral_exam_are_complained_about_as_at_any_other(stage: Stage):
    await stage.mail(KARI, "formellfeil", "MUNT1000", NB.formal.format(course="MUNT1000"))
    assert (await stage.case()).marks == frozenset()
    await does(stage, Move.ANNUL_NEW_EXAM)
    assert GROUNDS.reasons in stage.letter(KARI).text


@pytest.mark.demand("A-045")
async def test_a_case_handler_lets_a_late_member_of_a_group_in(stage: Stage):
    await imports(stage, results=IN_GROUP)
    await stage.mail(KARI, "begrunnelse", "TDT4100", "Jeg ber om begrunnelse i TDT4100.")
    await stage.says(GRADER, "sendt 1")
    stage.clock.to(date(2026, 12, 21), 9)
    await stage.mail(NILS, "klage", "TDT4100", "Eg klagar på karakteren i TDT4100.")
    assert await status(stage, 2) is Status.RECEIVED
    await does(stage, Move.START, number=2)
    assert await status(stage, 2) is Status.TO_ASSIGN


@pytest.mark.demand("A-074")
async def test_what_is_for_case_handlers_reaches_no_grader(stage: Stage):
    """A late request is a case handler's matter, and so is a complaint."""
    stage.clock.to(date(2026, 12, 10), 9)
    await stage.mail(KARI, "begrunnelse", "TDT4100", "Jeg ber om begrunnelse i TDT4100.")
    await stage.mail(KARI, "formellfeil", "TDT4100", NB.formal.format(course="TDT4100"))
    await stage.morning()
    assert [stage.slack.read(user) for user in (GRADER, TALKER, NEW_GRADER)] == [[], [], []]
    assert "Ny oppgave" in stage.seen(HANDLER)


@pytest.mark.demand("A-086")
async def test_the_case_handler_hears_when_both_have_graded(stage: Stage):
    await take(stage, AUTUMN)
    await appeals(stage, NB, APPEALED)
    before, told = len(stage.slack.read(HANDLER)), []
    for grader in (NEW_GRADER, EXTERNAL_GRADER):
        await stage.says(grader, "ferdig 1")
        told.append([each["text"] for each in stage.slack.read(HANDLER)[before:]])
    assert told == [[], ["Ny oppgave: må avgjøres, sak 1."]]
