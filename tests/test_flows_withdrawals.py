"""The stories of appeals that are withdrawn, come too late, or cannot be graded anew."""

import re

import pytest

from casework.access import Move
from casework.case import Mark, Status
from tests.appeals import (
    APPEALED,
    AUTUMN,
    BY_HAND,
    appeals,
    day,
    does,
    graded_by_hand,
    history,
    new_grades,
    on_sqlite,
    page,
    status,
    take,
)
from tests.pleas import NB, Plea, in_each_language
from tests.season import KARI, NEW_GRADER, ORAL_EXAM
from tests.stage import Stage

CUT_OFFS = [
    pytest.param("registered", Status.WITH_COMMISSION, True, id="registered, nobody done"),
    pytest.param("registered", Status.JOINT, False, id="registered, all done"),
    pytest.param("decided", Status.JOINT, True, id="decided, all done"),
    pytest.param("decided", Status.FURTHER, True, id="decided, assessed once more"),
    pytest.param("decided", Status.DECIDED, False, id="decided, the grade is final"),
    pytest.param("published", Status.DECIDED, True, id="published, the grade is final"),
]


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await take(stage, AUTUMN)
    return stage


@pytest.mark.demand("A-143")
@on_sqlite
@in_each_language
async def test_a_withdrawal_is_confirmed_and_takes_the_card_buttons_away(stage: Stage, plea: Plea) -> None:
    await appeals(stage, plea, APPEALED)
    await stage.reply(plea.student, stage.letter(plea.student), plea.withdraw)
    assert plea.sure in stage.letter(plea.student).subject
    await stage.reply(plea.student, stage.letter(plea.student), plea.yes)

    assert plea.withdrawn in stage.letter(plea.student).subject
    assert stage.card(NEW_GRADER)["text"].endswith("Trukket.")
    assert stage.buttons(stage.card(NEW_GRADER)) == []


@on_sqlite
async def test_a_withdrawn_appeal_leaves_no_task_behind(stage: Stage) -> None:
    await appeals(stage, NB)
    await does(stage, Move.WITHDRAW)

    assert (await status(stage), await stage.tasks()) == (Status.WITHDRAWN, [])


@pytest.mark.demand("A-143")
@on_sqlite
@pytest.mark.parametrize(("cut_off", "when", "may"), CUT_OFFS)
async def test_a_withdrawal_is_taken_until_the_institutions_moment(
    stage: Stage, cut_off: str, when: Status, may: bool
) -> None:
    await brought_to(stage, when)
    with_cut_off(stage, cut_off)
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    answer = stage.letter(KARI)
    await stage.reply(KARI, answer, NB.yes)

    assert await status(stage) is (Status.WITHDRAWN if may else when)
    assert ("kan ikke trekkes lenger" in answer.subject) is not may


@pytest.mark.demand("A-143")
@on_sqlite
async def test_a_yes_that_comes_too_late_withdraws_nothing(stage: Stage) -> None:
    letter = await graded_by_hand(stage)
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    question = stage.letter(KARI)
    await page(stage, letter, "B")
    await stage.reply(KARI, question, NB.yes)

    assert await status(stage) is Status.DECIDED
    assert "kan ikke trekkes lenger" in stage.letter(KARI).subject


async def test_a_withdrawal_destroys_the_sealed_new_grade(stage: Stage) -> None:
    await brought_to(stage, Status.FURTHER)
    assert new_grades(stage) == 1
    await does(stage, Move.WITHDRAW)

    assert (new_grades(stage), await status(stage)) == (0, Status.WITHDRAWN)
    assert "assessed_further" in [event.name for event in await history(stage)]


async def brought_to(stage: Stage, status: Status) -> None:
    """An appeal of the exam outside the exam system, as far as that status."""
    if status is Status.WITH_COMMISSION:
        await appeals(stage, NB, BY_HAND)
        return
    letter = await graded_by_hand(stage)
    grade = {Status.FURTHER: "A", Status.DECIDED: "B"}.get(status)
    if grade:
        await page(stage, letter, grade)


def with_cut_off(stage: Stage, cut_off: str) -> None:
    """Another institution's choice of the moment (decision 18), from now on."""
    office = stage.service.office
    object.__setattr__(office, "rulebook", office.rulebook.model_copy(update={"withdrawal_cutoff": cut_off}))


@on_sqlite
async def test_an_appeal_after_the_deadline_goes_to_a_case_handler(stage: Stage) -> None:
    stage.clock.to(day("2026-12-09"), 9)
    await appeals(stage, NB, APPEALED)

    assert (await status(stage), await stage.tasks()) == (Status.RECEIVED, ["needs_decision"])
    assert Mark.LATE in (await stage.case()).marks


@on_sqlite
async def test_a_late_appeal_is_taken_on_by_a_case_handler(stage: Stage) -> None:
    stage.clock.to(day("2026-12-09"), 9)
    await appeals(stage, NB, APPEALED)
    await does(stage, Move.START)

    assert (await status(stage), await stage.tasks()) == (Status.WITH_COMMISSION, [])


@on_sqlite
@in_each_language
async def test_an_exam_that_cannot_be_graded_anew_goes_to_a_person_with_advice(stage: Stage, plea: Plea) -> None:
    await appeals(stage, plea, ORAL_EXAM)

    assert (await status(stage), (await stage.case()).marks) == (Status.RECEIVED, {Mark.NOT_REGRADABLE})
    assert re.search(r"[Ff]ormelle feil kan du|complain about formal errors", stage.letter(plea.student).text)


@on_sqlite
@in_each_language
async def test_a_rejected_late_appeal_names_rule_date_and_complaint(stage: Stage, plea: Plea) -> None:
    stage.clock.to(day("2026-12-09"), 9)
    await appeals(stage, plea, APPEALED)
    await does(stage, Move.REJECT)

    letter = stage.letter(plea.student)
    assert plea.rejected in letter.subject
    assert all(said in letter.text for said in ("§ 11-10", "8", "§§ 28", "30", "Siri Saksbehandler"))
