"""Stories of caps: what they keep back is in a person's list, and nobody can use up a student's answers (mail.md § 4.4)."""

import pytest

from casework.messages import TaskKind, Verdict
from tests.stage import Stage
from tests.tongues import KARI, NB

ODD = (
    "Hei, blir det jul i år?",
    "Hvem har skrevet oppgaven?",
    "Hva spiser sensor til frokost?",
    "Går trikken på søndag?",
)


@pytest.fixture
async def asked(stage: Stage) -> Stage:
    """Kari has a case, and has had all the answers of a day."""
    await stage.asks(NB)
    receipt = stage.letter(KARI)
    for odd in ODD[:3]:
        await stage.reply(KARI, receipt, odd)
    return stage


async def told(stage: Stage) -> list[int | None]:
    """The mails that a task names."""
    return await stage.service.store.read(lambda records: [each.task.mail for each in records.open_tasks()])


async def written_as(stage: Stage, verdict: Verdict) -> None:
    """From now on the server in front says that of every sender."""
    stage.settings = stage.settings.model_copy(update={"mail_verdict": verdict})
    await stage.restart()


async def test_a_withdrawal_is_asked_to_be_confirmed_after_all_other_answers_of_the_day(asked: Stage) -> None:
    await asked.reply(KARI, asked.letters(KARI)[0], NB.withdraw)

    assert NB.sure in asked.letter(KARI).subject


async def test_the_withdrawal_of_that_day_is_done_when_it_is_confirmed(asked: Stage) -> None:
    await asked.reply(KARI, asked.letters(KARI)[0], NB.withdraw)
    await asked.reply(KARI, asked.letter(KARI), NB.yes)

    assert (await asked.case()).status == "withdrawn"


async def test_a_question_about_status_that_gets_no_answer_is_a_task_that_names_it(asked: Stage) -> None:
    for odd in ("Hva er status i saken min?", "Hei, hva er status på saken min?"):
        await asked.reply(KARI, asked.letters(KARI)[0], odd)

    assert len(set(await told(asked))) == len(ODD[:3]) + 2


async def test_even_withdrawals_end_within_three_a_day_and_a_person_reads_the_rest(stage: Stage) -> None:
    await stage.asks(NB)
    receipt = stage.letter(KARI)
    for number in range(5):
        await stage.reply(KARI, receipt, f"Jeg trekker saken {'nå ' * number}takk")

    assert sum(NB.sure in subject for subject in stage.subjects(KARI)) == 3
    assert await stage.tasks() == [TaskKind.CAPPED, TaskKind.CAPPED]


async def test_mails_in_a_students_name_do_not_use_up_the_students_answers(stage: Stage) -> None:
    await stage.asks(NB)
    receipt = stage.letter(KARI)
    await written_as(stage, Verdict.UNKNOWN)
    for number in range(12):
        await stage.mail(KARI, "sak", f"Hei {number}", f"{ODD[0]} {number}")
    await written_as(stage, Verdict.AUTHENTICATED)
    for odd in (*ODD[:2], NB.withdraw):
        await stage.reply(KARI, receipt, odd)

    assert stage.subjects(KARI)[-1].count(NB.sure) == 1
    assert sum(NB.puzzled in subject for subject in stage.subjects(KARI)) == 2
