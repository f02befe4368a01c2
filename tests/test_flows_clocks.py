"""The stories of clocks that a case handler sees to: a student's delay, a late request that is taken on, when an error was known."""

from datetime import date

import pytest

from casework.access import Move
from casework.case import Mark, Status
from casework.exams import ExplanationForm
from casework.registration import ExamKey, ResultRow
from tests.appeals import does, on_sqlite
from tests.rulemaking import EN, NB, NN, Decree, in_each_language
from tests.season import HANDLER, KARI, exam
from tests.stage import Stage
from tests.test_flows_dates import imports

SAYS = {
    NB.language: ("Fristen for begrunnelsen står stille: TDT4100", "fristen sto stille i tre dager"),
    NN.language: ("Fristen for grunngjevinga står stille: TDT4100", "fristen stod stille i tre dagar"),
    EN.language: ("The time for your explanation stands still: TDT4100", "the clock stood still for three days"),
}


async def asks(stage: Stage, decree: Decree = NB) -> None:
    await stage.mail(decree.student, "begrunnelse", "TDT4100", decree.asks)


async def on_a_day(stage: Stage, button: str, day: date) -> str:
    """The case handler opens the case in Slack, presses the button, and gives the day in its form."""
    await stage.command(HANDLER, "/sak", "1")
    await stage.press(HANDLER, button)
    return await stage.fill(HANDLER, day=day.isoformat())


class TestStudentsDelay:
    """D-EXPL-DUE-STOP: no day counts while the student asks for a later date."""

    @in_each_language
    async def test_the_student_is_told_when_it_stops_and_when_it_runs_again(self, stage: Stage, decree: Decree):
        await asks(stage, decree)
        stage.clock.to(date(2026, 11, 27), 9)
        await does(stage, Move.PAUSE)
        stage.clock.to(date(2026, 11, 30), 9)
        await does(stage, Move.RESUME)

        stopped, runs = stage.letters(decree.student)[-2:]
        subject, stood_still = SAYS[decree.language]
        assert stopped.subject == f"[1/2026] {subject}"
        assert stood_still in " ".join(runs.text.split())

    @on_sqlite
    async def test_the_day_is_given_in_a_form_in_slack(self, stage: Stage):
        await asks(stage)
        stage.clock.to(date(2026, 11, 27), 9)
        await on_a_day(stage, "Studenten ba om utsettelse …", date(2026, 11, 25))
        assert (await stage.case()).pauses == ((date(2026, 11, 25), None),)

        stage.clock.to(date(2026, 12, 1), 9)
        await on_a_day(stage, "Fristen går igjen …", date(2026, 11, 30))
        assert (await stage.case()).due == date(2026, 12, 14)

    @on_sqlite
    @pytest.mark.parametrize(
        ("button", "why"),
        [
            ("Studenten ba om utsettelse …", "fordi du har bedt om et senere tidspunkt ("),
            ("Venter på svar fra studenten …", "fordi vi venter på svar fra deg ("),
        ],
    )
    async def test_the_student_reads_which_delay_the_case_handler_named(self, stage: Stage, button: str, why: str):
        await asks(stage)
        stage.clock.to(date(2026, 11, 27), 9)
        await on_a_day(stage, button, date(2026, 11, 25))
        assert why in " ".join(stage.letter(KARI).text.split())

    @on_sqlite
    async def test_a_day_that_cannot_be_is_refused_in_the_form(self, stage: Stage):
        await asks(stage)
        await on_a_day(stage, "Studenten ba om utsettelse …", date(2026, 11, 20))
        assert ((await stage.case()).pauses, (await stage.case()).due) == ((), date(2026, 12, 7))

    @on_sqlite
    async def test_nobody_is_told_of_a_delay_of_ours_meanwhile(self, stage: Stage):
        await asks(stage)
        await does(stage, Move.PAUSE)
        for number in range(24, 31):
            await stage.morning(date(2026, 11, number))
        await stage.morning(date(2026, 12, 7))
        assert [letter.subject for letter in stage.letters(KARI) if "forsinket" in letter.subject] == []


class TestLateRequest:
    """Decision 6: asked for too late it extends nothing, unless a person takes it as one in time."""

    @on_sqlite
    async def test_the_appeals_clock_waits_for_it_once_it_is_excused(self, stage: Stage):
        stage.clock.to(date(2026, 11, 25), 9)
        await asks(stage)
        assert (await stage.case()).told_deadline == date(2026, 12, 8)

        await does(stage, Move.EXCUSE)
        assert "ngen klagefrist løper mens vi venter på begrunnelsen" in " ".join(stage.letter(KARI).text.split())
        assert ((await stage.case()).status, (await stage.case()).marks) == (Status.WITH_GRADER, frozenset())

    @on_sqlite
    @pytest.mark.parametrize(("excused", "last"), [(True, date(2026, 12, 21)), (False, date(2026, 12, 8))])
    async def test_only_then_does_the_explanation_extend(self, stage: Stage, excused: bool, last: date):
        stage.clock.to(date(2026, 11, 25), 9)
        await asks(stage)
        await does(stage, Move.EXCUSE if excused else Move.ASSIGN)
        stage.clock.to(date(2026, 11, 30), 9)
        await does(stage, Move.SENT)
        assert (await stage.case()).told_deadline == last

    @on_sqlite
    async def test_an_appeal_waits_for_it(self, stage: Stage):
        stage.clock.to(date(2026, 11, 25), 9)
        await stage.mail(KARI, "klage", "TDT4100", NB.appeal)
        await asks(stage)
        assert (await stage.case(1)).waits_for is None
        await does(stage, Move.EXCUSE, 2)
        assert ((await stage.case(1)).status, (await stage.case(1)).waits_for) == (Status.WAITING, 2)


class TestKnownError:
    """D-FORMAL: from when the student knew, as a case handler judges; nothing is rejected by it (decision 9)."""

    @on_sqlite
    async def test_the_day_is_given_in_a_form_and_shown_in_the_clocks(self, stage: Stage):
        await stage.mail(KARI, "formellfeil", "TDT4100", "Jeg klager på formelle feil ved eksamen i TDT4100.")
        await on_a_day(stage, "Når ble feilen kjent …", date(2026, 11, 2))
        case = await stage.case()
        assert (case.error_known, case.status, case.marks) == (date(2026, 11, 2), Status.WITH_HANDLER, frozenset())
        assert Mark.LATE not in case.marks


@on_sqlite
@pytest.mark.parametrize(
    ("announced", "law", "section"),
    [(date(2024, 7, 31), "law-2005", "§ 5-3"), (date(2024, 8, 1), "law-2024", "§ 11-8")],
)
async def test_a_request_before_its_announcement_is_known_follows_the_act_of_that_day_later(
    stage: Stage, announced: date, law: str, section: str
):
    """Decision 1: the announcement says which act holds, also where the registry tells it only after the case was opened."""
    old = ExamKey("GAML1000", "", "2024V")
    unknown = exam(old, ExplanationForm.WRITTEN, announced=None, protocol_created=None)
    await imports(stage, unknown, results=(ResultRow(old, "1001", "5001", grade="C"),))
    await stage.mail(KARI, "begrunnelse", "GAML1000", "Jeg ber om begrunnelse i GAML1000.")
    assert (await stage.case()).law == "law-2024"

    await imports(stage, exam(old, ExplanationForm.WRITTEN, announced=announced, protocol_created=announced))
    assert (await stage.case()).law == law
    await stage.mail(KARI, "begrunnelse", "GAML1000", "Når får jeg svar om GAML1000?")
    assert section in stage.letter(KARI).text
