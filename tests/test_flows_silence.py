"""The stories of graders who do not answer: a person is asked to look while there is still time (decision 30)."""

from datetime import date

import pytest

from casework.messages import Task
from tests.season import GRADER, HANDLER, TALKER
from tests.stage import Stage
from tests.tongues import NB, NN, Tongue, in_each_language

DUE = date(2026, 12, 7)
THREE_DAYS_BEFORE = date(2026, 12, 2)


async def silent(stage: Stage) -> list[Task]:
    open_tasks = await stage.service.store.read(lambda records: [each.task for each in records.open_tasks()])
    return [task for task in open_tasks if task.kind == "silent_grader"]


@pytest.fixture
async def asked(stage: Stage) -> Stage:
    """A grader has an explanation that is due in two weeks."""
    await stage.asks(NB)
    return stage


async def test_three_working_days_before_it_is_due_a_person_is_asked_to_look(asked: Stage) -> None:
    await asked.morning(date(2026, 12, 1))
    assert await silent(asked) == []

    await asked.morning(THREE_DAYS_BEFORE)
    (task,) = await silent(asked)
    assert (task.case, task.due) == (1, DUE)


@in_each_language
async def test_case_handlers_read_it_in_their_own_language(asked: Stage, tongue: Tongue) -> None:
    await asked.speaks(HANDLER, tongue)
    await asked.morning(THREE_DAYS_BEFORE)

    says = {"nb": "Sensor har ikke svart.", "nn": "Sensor har ikkje svart.", "en": "The examiner has not answered."}
    assert says[tongue.language] in asked.seen(HANDLER)


async def test_it_is_asked_once(asked: Stage) -> None:
    for day in (THREE_DAYS_BEFORE, date(2026, 12, 3), DUE, date(2026, 12, 8)):
        await asked.morning(day)

    assert len(await silent(asked)) == 1


async def test_a_task_that_was_settled_does_not_come_back(asked: Stage) -> None:
    await asked.morning(THREE_DAYS_BEFORE)
    await asked.press(HANDLER, "Ferdig")
    await asked.morning(date(2026, 12, 3))

    assert await silent(asked) == []


async def test_a_morning_that_was_missed_is_made_up_for(asked: Stage) -> None:
    await asked.morning(date(2026, 12, 9))

    (task,) = await silent(asked)
    assert task.due == date(2026, 12, 9)


async def test_an_explanation_that_was_given_asks_for_nothing(asked: Stage) -> None:
    await asked.says(GRADER, "sendt 1")
    await asked.morning(THREE_DAYS_BEFORE)

    assert await silent(asked) == []


async def test_the_task_is_done_when_the_explanation_is_given_after_all(asked: Stage) -> None:
    await asked.morning(THREE_DAYS_BEFORE)
    await asked.says(GRADER, "sendt 1")

    assert await silent(asked) == []


async def test_another_grader_who_is_silent_too_is_asked_about_anew(asked: Stage) -> None:
    await asked.morning(THREE_DAYS_BEFORE)
    await asked.says(HANDLER, "sak 1")
    await asked.press(HANDLER, "Send til sensor")
    await asked.fill(HANDLER, whom=[asked.option(HANDLER, "Tor Talker")])
    assert await silent(asked) == []

    await asked.morning(date(2026, 12, 3))
    assert len(await silent(asked)) == 1


async def test_only_what_is_nearly_due_is_asked_about(asked: Stage) -> None:
    asked.clock.to(date(2026, 11, 24), 9)
    await asked.asks(NN, "EXPH0300")
    await asked.morning(THREE_DAYS_BEFORE)

    assert [task.case for task in await silent(asked)] == [1]
    assert "EXPH0300" in asked.seen(TALKER)
