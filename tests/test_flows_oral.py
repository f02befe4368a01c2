"""The story of an appeal whose written grade changes where an oral exam adjusts it: a new oral exam before the grade is final (§ 11-11)."""

from datetime import date

import pytest

from casework.access import Move
from casework.case import Outcome, Status
from casework.desk.imports import Imports
from casework.exams import ExplanationForm
from casework.registration import RegistryFile
from tests.appeals import APPEALED, AUTUMN, all_grade, appeals, does, on_sqlite, open_keys, status, take
from tests.pleas import EN, NB, NN, Plea
from tests.season import NEW_GRADER, exam
from tests.stage import Stage, numbers

SAYS = {
    NB.language: ("Du skal opp til ny muntlig eksamen: FYS1120", "§ 11-11 fjerde ledd"),
    NN.language: ("Du skal opp til ny munnleg eksamen: FYS1120", "§ 11-11 fjerde ledd"),
    EN.language: ("You are to take a new oral exam: FYS1120", "§ 11-11 fourth paragraph"),
}


async def graded(stage: Stage, plea: Plea = NB, adjusts: bool = True) -> None:
    """Both new graders of an exam that an oral exam adjusts are done."""
    await take(stage, AUTUMN)
    adjusted = exam(APPEALED, ExplanationForm.WRITTEN, oral_adjusts=adjusts)
    taking = Imports(stage.service.store, stage.service.office)
    await taking.take(RegistryFile(exams=(adjusted,)), f"adjusts-{next(numbers)}", stage.clock(), "test")
    await appeals(stage, plea, APPEALED)
    await all_grade(stage)


@pytest.mark.demand("A-197")
@pytest.mark.parametrize("plea", [NB, NN, EN], ids=lambda plea: plea.language.value)
async def test_the_student_is_told_of_a_new_oral_exam_and_of_no_grade(stage: Stage, plea: Plea):
    await graded(stage, plea)
    await does(stage, Move.IN_FAVOUR)

    letter, (subject, section) = stage.letter(plea.student), SAYS[plea.language]
    text = " ".join(letter.text.split())
    assert (letter.subject, section in text) == (f"[1/2026] {subject}", True)
    assert not [word for word in ("gunst", "favour", "bedre", "betre", "better", "dårligere", "worse") if word in text]


@on_sqlite
async def test_the_grade_is_decided_only_after_it(stage: Stage):
    await graded(stage)
    await does(stage, Move.IN_FAVOUR)
    assert (await status(stage), (await stage.case()).outcome) == (Status.NEW_ORAL, None)

    await does(stage, Move.AGAINST)
    assert (await status(stage), (await stage.case()).outcome) == (Status.DECIDED, Outcome.AGAINST)


@on_sqlite
async def test_a_case_handler_has_it_as_a_task_until_then(stage: Stage):
    await graded(stage)
    await does(stage, Move.IN_FAVOUR)
    assert "oral:1" in await open_keys(stage)
    await does(stage, Move.UNCHANGED)
    assert "oral:1" not in await open_keys(stage)


@on_sqlite
@pytest.mark.parametrize(("move", "adjusts"), [(Move.UNCHANGED, True), (Move.IN_FAVOUR, False)])
async def test_no_new_oral_exam_where_nothing_changed_or_nothing_adjusts(stage: Stage, move: Move, adjusts: bool):
    await graded(stage, adjusts=adjusts)
    await does(stage, move)
    assert await status(stage) is Status.DECIDED


@on_sqlite
async def test_the_new_graders_see_no_difference(stage: Stage):
    """Whatever comes after their own part is the same to them (decision 15)."""
    await graded(stage)
    before = len(stage.slack.read(NEW_GRADER))
    await does(stage, Move.IN_FAVOUR)
    assert (await stage.case()).status is Status.NEW_ORAL
    assert "Ferdig" in stage.card(NEW_GRADER)["text"]
    assert len(stage.slack.read(NEW_GRADER)) == before


@on_sqlite
async def test_the_interim_reply_tells_of_it_truly(stage: Stage):
    await graded(stage)
    await does(stage, Move.IN_FAVOUR)
    await stage.morning(date(2026, 12, 23))
    text = " ".join(stage.letter(NB.student).text.split())
    assert "Det skal holdes en ny muntlig eksamen før karakteren er endelig." in text
