"""The stories of an appeal from the joint step to the end: the grade entered or the outcome recorded, told, and what is left to ask."""

import re

import pytest

from casework.access import Move
from casework.case import Outcome, Status
from tests.appeals import (
    APPEALED,
    AUTUMN,
    all_grade,
    appeals,
    decided,
    does,
    graded_by_hand,
    history,
    new_grades,
    on_sqlite,
    open_keys,
    page,
    status,
    take,
    told,
)
from tests.pleas import EN, NB, NN, Plea, in_each_language
from tests.season import KARI, NEW_GRADER
from tests.stage import Stage

ENTERED = [
    pytest.param("B", Outcome.IN_FAVOUR, id="in favour"),
    pytest.param("C", Outcome.UNCHANGED, id="unchanged"),
    pytest.param("D", Outcome.AGAINST, id="against"),
]
OUTCOMES = [
    pytest.param(NB, Move.IN_FAVOUR, NB.in_favour, id="nb, in favour"),
    pytest.param(NN, Move.UNCHANGED, NN.unchanged, id="nn, unchanged"),
    pytest.param(EN, Move.AGAINST, EN.against, id="en, against"),
]


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await take(stage, AUTUMN)
    return stage


async def test_the_lead_grader_gets_the_page_when_all_have_graded(stage: Stage) -> None:
    letter = await graded_by_hand(stage)

    shown = await page(stage, letter)
    assert (shown[0], await status(stage), new_grades(stage)) == (200, Status.JOINT, 0)
    assert "kandidatnummer 1001" in letter.text


@on_sqlite
async def test_only_the_lead_grader_gets_the_page(stage: Stage) -> None:
    await graded_by_hand(stage)

    assert stage.letters("nina@example.no") == []
    assert "/l/" not in stage.seen(NEW_GRADER)


@pytest.mark.parametrize(("grade", "outcome"), ENTERED)
async def test_the_grade_that_is_entered_decides_the_appeal(stage: Stage, grade: str, outcome: Outcome) -> None:
    letter = await graded_by_hand(stage)

    assert (await page(stage, letter, grade))[0] == 200
    case = await stage.case()
    assert (case.status, case.outcome, new_grades(stage)) == (Status.DECIDED, outcome, 1)


async def test_the_page_takes_the_grade_once(stage: Stage) -> None:
    letter = await graded_by_hand(stage)
    await page(stage, letter, "B")
    await page(stage, letter, "D")

    assert (await stage.case()).outcome is Outcome.IN_FAVOUR


@on_sqlite
@pytest.mark.parametrize("grade", ["", "G", "Pass"])
async def test_the_page_asks_again_when_no_grade_of_the_scale_is_chosen(stage: Stage, grade: str) -> None:
    letter = await graded_by_hand(stage)

    assert (await page(stage, letter, grade))[0] == 400
    assert (await status(stage), new_grades(stage)) == (Status.JOINT, 0)


@on_sqlite
async def test_the_page_is_gone_when_a_case_handler_has_decided(stage: Stage) -> None:
    letter = await graded_by_hand(stage)
    await does(stage, Move.UNCHANGED)

    assert (await page(stage, letter, "B"))[0] == 410
    assert (await stage.case()).outcome is Outcome.UNCHANGED


@pytest.mark.demand("A-199")
@in_each_language
async def test_two_grades_apart_is_assessed_once_more_before_anything_is_told(stage: Stage, plea: Plea) -> None:
    letter = await graded_by_hand(stage, plea)
    await page(stage, letter, "A")

    assert plea.once_more in stage.letter(plea.student).subject
    assert (await status(stage), await open_keys(stage)) == (Status.FURTHER, ["further:1"])


@pytest.mark.demand("A-203")
@on_sqlite
@in_each_language
async def test_the_letter_of_the_further_assessment_has_neither_grade_nor_direction(stage: Stage, plea: Plea) -> None:
    letter = await graded_by_hand(stage, plea)
    await page(stage, letter, "A")

    text = stage.letter(plea.student).text
    assert not re.search(r"\b[A-F]\b(?!2)|gunst|favour|bedre|betre|better|dårl|lower", text.replace("FYS", ""))


@on_sqlite
async def test_the_further_assessment_is_decided_by_a_case_handler(stage: Stage) -> None:
    letter = await graded_by_hand(stage)
    await page(stage, letter, "A")
    await does(stage, Move.IN_FAVOUR)

    assert (await status(stage), await open_keys(stage)) == (Status.DECIDED, ["tell:1"])


@on_sqlite
async def test_the_exam_system_needs_the_outcome_from_a_case_handler(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)
    await all_grade(stage)

    assert (await status(stage), await open_keys(stage)) == (Status.JOINT, ["outcome:1"])
    assert all("/l/" not in letter.text for letter in stage.letters("nina@example.no"))


@pytest.mark.demand("A-198")
@on_sqlite
@pytest.mark.parametrize(("plea", "move", "says"), OUTCOMES)
async def test_the_student_reads_how_the_appeal_ended(stage: Stage, plea: Plea, move: Move, says: str) -> None:
    await told(stage, plea, move)

    text = stage.letter(plea.student).text
    assert says in text
    assert plea.final in text
    assert await status(stage) is Status.DONE


@pytest.mark.demand("A-181")
@on_sqlite
async def test_the_result_letter_tells_where_and_until_when_to_ask(stage: Stage) -> None:
    await told(stage)

    text = stage.letter(KARI).text
    assert "StudentWeb fra mandag 23. november 2026" in text
    assert "be om den til og med mandag 30. november 2026" in text
    assert "til og med mandag 14. desember 2026" in text


@on_sqlite
async def test_nothing_is_told_before_a_case_handler_says_so(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)
    await decided(stage)

    assert len(stage.letters(KARI)) == 1
    assert (await status(stage), await open_keys(stage)) == (Status.DECIDED, ["tell:1"])


@on_sqlite
async def test_a_told_appeal_leaves_no_task_behind(stage: Stage) -> None:
    await told(stage)

    assert await open_keys(stage) == []
    assert (await history(stage))[-1].name == "told"


@on_sqlite
async def test_nobody_sees_a_grade_in_slack_or_in_a_letter(stage: Stage) -> None:
    letter = await graded_by_hand(stage)
    await page(stage, letter, "B")
    await does(stage, Move.TELL)

    sent = [str(call.args) for call in stage.slack.calls]
    read = [kept.view.text + kept.view.subject for kept in stage.relay.mails]
    assert not [
        text for text in sent + read if re.search(r"\bkarakter(?:en)? (?:er |ble )?[A-F]\b|«[A-F]»|: [A-F]\b", text)
    ]
