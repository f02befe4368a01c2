"""The stories after an appeal: the grade is final, new graders explain it, and only a formal error undoes it."""

import re

import pytest

from casework.access import Move
from casework.case import Mark, Status
from casework.exams import Language
from tests.appeals import APPEALED, AUTUMN, appeals, complains, day, does, on_sqlite, take, told
from tests.pleas import EN, NB, NN, Plea, in_each_language
from tests.season import GRADER, KARI, NEW_GRADER
from tests.stage import Stage

REGRADE_ASKED = {
    NB: "Jeg ønsker begrunnelse for den nye karakteren.",
    NN: "Eg ønskjer grunngjeving for den nye karakteren.",
    EN: "I would like an explanation of the new grade.",
}


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await take(stage, AUTUMN)
    return stage


@pytest.mark.demand("A-085")
@in_each_language
async def test_the_new_graders_explain_the_new_grade(stage: Stage, plea: Plea) -> None:
    await told(stage, plea)
    await stage.reply(plea.student, stage.letter(plea.student), REGRADE_ASKED[plea])

    case = await stage.case(2)
    assert (case.status, case.marks) == (Status.WITH_GRADER, frozenset())
    assert "Sak 2: Begrunnelse i FYS1120." in stage.card(NEW_GRADER, 2)["text"]


FORMAL_ERRORS = {
    Language.NB: "Siste dag for å klage på formelle feil",
    Language.NN: "Siste dag for å klage på formelle feil",
    Language.EN: "Last day to complain about formal errors",
}


@on_sqlite
async def test_the_first_graders_do_not_explain_the_new_grade(stage: Stage) -> None:
    await told(stage)
    await stage.reply(KARI, stage.letter(KARI), REGRADE_ASKED[NB])

    assert "Jeg finner ingen sak 2" in await stage.says(GRADER, "sendt 2")
    assert "registrert som sendt" in await stage.says(NEW_GRADER, "sendt 2")


@on_sqlite
@in_each_language
async def test_an_explanation_of_the_new_grade_opens_no_new_appeal(stage: Stage, plea: Plea) -> None:
    await told(stage, plea)
    await stage.reply(plea.student, stage.letter(plea.student), REGRADE_ASKED[plea])
    await stage.says(NEW_GRADER, "sendt 2")

    letter = stage.letter(plea.student)
    assert plea.ready in letter.subject
    assert (await stage.case(2)).told_deadline is None
    dated = [line for line in letter.text.splitlines() if re.search(r"14\. desember|14 December", line)]
    assert [re.sub(r":.*", "", line) for line in dated] == [FORMAL_ERRORS[plea.language]]


@pytest.mark.demand("A-085")
@on_sqlite
@pytest.mark.parametrize(("asked", "late"), [("2026-11-30", False), ("2026-12-01", True)])
async def test_the_new_grade_is_explained_when_asked_for_within_a_week(stage: Stage, asked: str, late: bool) -> None:
    await told(stage)
    result = stage.letter(KARI)
    stage.clock.to(day(asked), 10)
    await stage.reply(KARI, result, REGRADE_ASKED[NB])

    assert (Mark.LATE in (await stage.case(2)).marks) is late


@on_sqlite
@in_each_language
async def test_an_appeal_against_the_new_grade_goes_to_a_person(stage: Stage, plea: Plea) -> None:
    await told(stage, plea)
    await appeals(stage, plea, APPEALED)

    case = await stage.case(2)
    assert (case.status, case.marks, await stage.tasks()) == (Status.RECEIVED, {Mark.FINAL}, ["needs_decision"])


@on_sqlite
async def test_an_appeal_against_the_new_grade_is_rejected_with_its_reason(stage: Stage) -> None:
    await told(stage)
    await appeals(stage, NB, APPEALED)
    await does(stage, Move.REJECT, 2)

    text = stage.letter(KARI).text
    assert "§ 11-11" in text
    assert "Den er endelig, og derfor kan den ikke påklages på nytt." in text


@on_sqlite
async def test_a_formal_error_undoes_a_final_grade(stage: Stage) -> None:
    await told(stage)
    await complains(stage, NB, APPEALED)
    await does(stage, Move.ANNUL_REGRADE, 2)
    await appeals(stage, NB, APPEALED)

    assert Mark.FINAL not in (await stage.case(3)).marks
