"""The stories of a complaint on formal errors: received, decided here or by the board, never simply closed; and the three clocks."""

from datetime import date

import pytest

from casework.access import Move
from casework.case import Mark, Outcome, Status
from casework.exams import Language
from casework.refusals import NotNow, NotYours
from tests import tongues
from tests.appeals import (
    APPEALED,
    AUTUMN,
    appeals,
    complains,
    day,
    decided,
    does,
    founds,
    history,
    on_sqlite,
    open_keys,
    status,
    take,
)
from tests.pleas import NB, Plea, in_each_language
from tests.season import GRADER, HANDLER, KARI
from tests.stage import Stage

DECISIONS = [
    pytest.param(Move.ANNUL_REGRADE, Outcome.ANNULLED_REGRADE, "får ny sensur", id="new grading"),
    pytest.param(Move.ANNUL_NEW_EXAM, Outcome.ANNULLED_NEW_EXAM, "ny eksamen", id="new exam"),
]
ASKS_ANEW = {
    Language.NB: "Jeg vil gjerne ha en begrunnelse for karakteren i FYS1120.",
    Language.NN: "Eg vil gjerne ha ei grunngjeving for karakteren i FYS1120.",
    Language.EN: "I would like an explanation of my grade in FYS1120.",
}
FORMAL_WAITS = {
    Language.NB: "Siste dag for å klage på formelle feil: fristen for å klage på formelle feil løper ikke mens",
    Language.NN: "Siste dag for å klage på formelle feil: fristen for å klage på formelle feil går ikkje medan",
    Language.EN: "Last day to complain about formal errors: no deadline for complaints on formal errors runs while",
}
FORMAL_ANEW = {
    Language.NB: "Siste dag for å klage på formelle feil: mandag 11. januar 2027 – tre uker fra begrunnelsen",
    Language.NN: "Siste dag for å klage på formelle feil: måndag 11. januar 2027 – tre veker frå",
    Language.EN: "Last day to complain about formal errors: Monday 11 January 2027 – three weeks from",
}
NEVER = [Move.REJECT, Move.TELL, Move.ASSIGN, Move.START, Move.BOARD_UPHELD]


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await take(stage, AUTUMN)
    return stage


@in_each_language
async def test_a_complaint_is_receipted_and_given_to_a_case_handler(stage: Stage, plea: Plea) -> None:
    await complains(stage, plea)

    assert stage.subjects(plea.student) == [f"[1/2026] {plea.formal_received}: TDT4100"]
    assert (await status(stage), await stage.tasks()) == (Status.WITH_HANDLER, ["needs_decision"])


@on_sqlite
async def test_a_complaint_is_never_called_late_by_machine(stage: Stage) -> None:
    stage.clock.to(date(2027, 3, 1), 9)
    await complains(stage, NB)

    case = await stage.case()
    assert (case.marks, case.in_time, case.status) == (frozenset(), True, Status.WITH_HANDLER)


@on_sqlite
@pytest.mark.parametrize("move", NEVER)
async def test_a_complaint_is_closed_in_no_other_way(stage: Stage, move: Move) -> None:
    await complains(stage, NB)

    with pytest.raises((NotNow, NotYours)):
        await does(stage, move)
    assert await status(stage) is Status.WITH_HANDLER


@on_sqlite
async def test_the_card_of_a_complaint_offers_no_rejection(stage: Stage) -> None:
    await complains(stage, NB)
    await stage.says(HANDLER, "sak 1")

    shown = stage.buttons(stage.slack.read(HANDLER)[-1])
    decisions = ["Opphev: ny sensur", "Opphev: ny eksamen", "Send til klagenemnda"]
    others = ["Når ble feilen kjent …", "Registrer som trukket"]
    assert (shown[:5], "Avvis" in shown) == ([*decisions, *others], False)


@on_sqlite
@pytest.mark.parametrize(("move", "outcome", "says"), DECISIONS)
async def test_a_decision_in_favour_is_told_with_rule_and_complaint(
    stage: Stage, move: Move, outcome: Outcome, says: str
) -> None:
    await complains(stage, NB)
    await does(stage, move)

    text = stage.letter(KARI).text
    assert (await stage.case()).outcome is outcome
    assert all(said in text for said in (says, "§ 11-9", "NTNUs nemnd for studentsaker", "Siri Saksbehandler"))


@in_each_language
async def test_the_decision_closes_the_case_and_its_task(stage: Stage, plea: Plea) -> None:
    await complains(stage, plea)
    await founds(stage, "Opphev: ny sensur")

    assert plea.formal_decided in stage.letter(plea.student).subject
    assert (await status(stage), await stage.tasks()) == (Status.DONE, [])


@in_each_language
async def test_a_forwarded_complaint_stays_open_and_the_student_need_not_complain_again(
    stage: Stage, plea: Plea
) -> None:
    await complains(stage, plea)
    await founds(stage, "Send til klagenemnda", reasons="Vi fant ingen slik feil.", meeting="2026-12-15")

    assert plea.forwarded in stage.letter(plea.student).subject
    assert (await status(stage), (await stage.case()).is_open) == (Status.WITH_BOARD, True)


@on_sqlite
async def test_the_interim_replies_go_on_while_the_board_has_the_case(stage: Stage) -> None:
    await complains(stage, NB)
    await does(stage, Move.FORWARD)
    await stage.morning(day("2026-12-23"))

    letter = stage.letter(KARI)
    assert NB.interim in letter.subject
    assert "nemnda for studentsaker, men er ikke avgjort ennå" in letter.text


@in_each_language
async def test_the_board_does_not_uphold_and_the_appeal_deadline_runs_from_there(stage: Stage, plea: Plea) -> None:
    await complains(stage, plea)
    await does(stage, Move.FORWARD)
    stage.clock.to(day("2026-12-14"), 9)
    await does(stage, Move.BOARD_UPHELD)

    assert plea.not_upheld in stage.letter(plea.student).text
    case = await stage.case()
    assert (case.status, case.told_deadline) == (Status.DONE, day("2027-01-04"))


@on_sqlite
async def test_the_boards_own_decision_cannot_be_complained_about_again(stage: Stage) -> None:
    await complains(stage, NB)
    await does(stage, Move.FORWARD)
    await does(stage, Move.ANNUL_NEW_EXAM)

    text = stage.letter(KARI).text
    assert "Klageinstansen har avgjort klagen din." in text
    assert "Du kan klage på denne avgjørelsen" not in text


@on_sqlite
async def test_no_appeal_deadline_runs_while_a_complaint_is_open(stage: Stage) -> None:
    await complains(stage, NB)
    stage.clock.to(day("2026-12-21"), 9)
    await appeals(stage, NB, APPEALED)
    await appeals(stage, NB)

    assert Mark.LATE in (await stage.case(2)).marks
    assert Mark.LATE not in (await stage.case(3)).marks


@on_sqlite
async def test_the_decision_starts_the_appeal_deadline_anew(stage: Stage) -> None:
    await complains(stage, NB)
    stage.clock.to(day("2026-12-21"), 9)
    await does(stage, Move.FORWARD)
    await does(stage, Move.BOARD_UPHELD)

    assert "til og med mandag 11. januar 2027" in stage.letter(KARI).text
    stage.clock.to(day("2027-01-11"), 9)
    await appeals(stage, NB)
    assert Mark.LATE not in (await stage.case(2)).marks


@on_sqlite
async def test_an_explanation_given_after_the_decision_moves_the_deadline_on(stage: Stage) -> None:
    await stage.asks(tongues.NB)
    await complains(stage, NB)
    await does(stage, Move.FORWARD, 2)
    await does(stage, Move.BOARD_UPHELD, 2)
    stage.clock.to(day("2026-12-04"), 9)
    await stage.says(GRADER, "sendt 1")

    assert (await stage.case(1)).told_deadline == day("2026-12-28")


@on_sqlite
async def test_the_result_of_an_appeal_starts_the_clock_of_formal_errors(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)
    stage.clock.to(day("2026-12-14"), 9)
    await decided(stage)
    await does(stage, Move.TELL)

    assert "skriv hva som var feil, til og med mandag 4. januar 2027" in stage.letter(KARI).text


class TestExplanationOfTheNewGrading:
    """An explanation asked for after the appeal's result holds the clock of formal errors, then restarts it (§ 11-9 sixth paragraph)."""

    async def asked(self, stage: Stage, plea: Plea) -> str:
        """The receipt of a request on the last day; the result told 29 December as the day for formal errors."""
        await appeals(stage, plea, APPEALED)
        stage.clock.to(day("2026-12-08"), 9)
        await decided(stage)
        await does(stage, Move.TELL)
        stage.clock.to(day("2026-12-15"), 9)
        await stage.mail(plea.student, "begrunnelse", APPEALED.course, ASKS_ANEW[plea.language])
        return " ".join(stage.letter(plea.student).text.split())

    @in_each_language
    async def test_the_receipt_says_that_no_deadline_for_formal_errors_runs(self, stage: Stage, plea: Plea) -> None:
        assert FORMAL_WAITS[plea.language] in await self.asked(stage, plea)

    @in_each_language
    async def test_the_letter_that_it_is_given_says_the_new_day(self, stage: Stage, plea: Plea) -> None:
        await self.asked(stage, plea)
        stage.clock.to(day("2026-12-21"), 9)
        await does(stage, Move.SENT, 2)
        assert FORMAL_ANEW[plea.language] in " ".join(stage.letter(plea.student).text.split())

    @on_sqlite
    async def test_an_explanation_of_the_first_grade_says_nothing_of_formal_errors(self, stage: Stage) -> None:
        await stage.asks(tongues.NB)
        await stage.says(GRADER, "sendt 1")
        assert "klage på formelle feil" not in "".join(letter.text for letter in stage.letters(KARI))


@on_sqlite
async def test_a_withdrawn_complaint_tells_the_appeal_deadline_that_runs_again(stage: Stage) -> None:
    await complains(stage, NB)
    await stage.reply(KARI, stage.letter(KARI), "Jeg trekker klagen.")
    await stage.reply(KARI, stage.letter(KARI), "Ja")

    assert (await status(stage), await open_keys(stage)) == (Status.WITHDRAWN, [])
    assert "8. desember 2026" in stage.letter(KARI).text
    assert [event.name for event in await history(stage)] == ["received", "withdrawn"]
