"""The stories of requests by slash command, of the case handlers' tasks and lists, and of the command line."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.access import Move
from casework.calendar import OSLO
from casework.case import Kind, Status
from casework.refusals import NoSuchTask
from tests import tongues
from tests.appeals import (
    APPEALED,
    AUTUMN,
    appeals,
    asked_in_database,
    complains,
    does,
    handler,
    history,
    on_sqlite,
    staff_at,
    status,
    take,
)
from tests.pleas import EN, NB, NN, Plea, in_each_language
from tests.season import EMILY, EXTERNAL_GRADER, GRADER, HANDLER, KARI, NEW_GRADER, NILS, TALKER
from tests.stage import Stage

STUDENTS = {KARI: "U0KARI0001", NILS: "U0NILS0001", EMILY: "U0EMILY001"}
ASKS = {NB: tongues.NB, NN: tongues.NN, EN: tongues.EN}
WHICH = {
    NB: "Hvilket resultat gjelder det?",
    NN: "Kva resultat gjeld det?",
    EN: "Which result is it?",
}
OPENED = {
    NB: "Sak 1 er opprettet: Klage på karakter i FYS1120",
    NN: "Sak 1 er oppretta: Klage på karakter i FYS1120",
    EN: "Case 1 is opened: Grade appeal, FYS1120",
}


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await take(stage, AUTUMN)
    for email, user in STUDENTS.items():
        stage.slack.add_person("Student", email, id=user)
        asked_in_database(stage, "UPDATE people SET slack_id = :user WHERE email = :email", user=user, email=email)
    return stage


@in_each_language
async def test_a_registered_student_appeals_by_command(stage: Stage, plea: Plea) -> None:
    said = await stage.command(STUDENTS[plea.student], "/klage", "FYS1120")

    assert said.startswith(OPENED[plea])
    assert plea.received in stage.letter(plea.student).subject
    assert await status(stage) is Status.WITH_COMMISSION


@on_sqlite
@in_each_language
async def test_a_registered_student_asks_for_an_explanation_by_command(stage: Stage, plea: Plea) -> None:
    await stage.command(STUDENTS[plea.student], "/begrunnelse", "fys1120")

    assert ASKS[plea].received in stage.letter(plea.student).subject
    assert "Sak 1: Begrunnelse i FYS1120." in stage.card(GRADER)["text"]


@on_sqlite
@in_each_language
async def test_several_results_are_offered_as_buttons(stage: Stage, plea: Plea) -> None:
    user = STUDENTS[plea.student]
    assert await stage.command(user, "/klage") == WHICH[plea]

    await stage.press(user, "FYS1120 2026H")
    assert (await stage.case()).kind is Kind.APPEAL
    assert OPENED[plea] in stage.seen(user)


@on_sqlite
async def test_the_same_command_twice_makes_one_case(stage: Stage) -> None:
    await stage.command(STUDENTS[KARI], "/klage", "FYS1120")

    assert "Det er alt bedt om dette: sak 1" in await stage.command(STUDENTS[KARI], "/klage", "FYS1120")
    assert await stage.cases() == 1


@on_sqlite
async def test_another_students_button_opens_nothing(stage: Stage) -> None:
    await stage.command(STUDENTS[KARI], "/klage")
    pressed = stage.slack.read(STUDENTS[KARI])[-1]["blocks"]
    await stage.command(STUDENTS[EMILY], "/klage")
    own = stage.slack.read(STUDENTS[EMILY])[-1]["blocks"]

    assert {value(button) for button in pressed}.isdisjoint(value(button) for button in own)
    assert await stage.cases() == 0


def value(block: dict) -> str:
    return str([element.get("value") for element in block.get("elements", [])] or block)


@on_sqlite
async def test_a_slack_user_nobody_has_registered_opens_nothing(stage: Stage) -> None:
    stage.slack.add_person("Kari Nordmann", KARI, id="U0STRANGER")

    assert "Jeg kjenner ikke Slack-brukeren din ennå." in await stage.command("U0STRANGER", "/klage", "FYS1120")
    assert await stage.cases() == 0


@in_each_language
async def test_a_case_handler_appeals_on_behalf_of_a_candidate(stage: Stage, plea: Plea) -> None:
    candidate = {NB: "1001", NN: "1002", EN: "1003"}[plea]
    await stage.command(HANDLER, "/klage", f"FYS1120 {candidate}")

    assert "Sak 1 er opprettet" in await stage.fill(HANDLER)
    assert plea.received in stage.letter(plea.student).subject


@on_sqlite
async def test_a_first_grader_asks_on_behalf_of_the_own_candidate(stage: Stage) -> None:
    await stage.command(GRADER, "/begrunnelse", "TDT4100 1001")

    assert "Sak 1 er opprettet" in await stage.fill(GRADER)
    assert (await history(stage))[0].actor.who == f"staff:{(await staff_at(stage, 'gro@example.no')).id}"


@on_sqlite
@pytest.mark.parametrize("user", [TALKER, NEW_GRADER, EXTERNAL_GRADER])
async def test_a_grader_of_another_exam_is_refused_in_the_form(stage: Stage, user: str) -> None:
    await stage.command(user, "/klage", "FYS1120 1001")
    answer = await stage.slack.submit(user, stage.slack.modal(user), {})

    assert "Du kan bare registrere saker for kandidater du har sensurert." in answer.errors["course"]
    assert (await stage.cases(), stage.subjects(KARI)) == (0, [])


@on_sqlite
async def test_the_form_asks_again_for_a_candidate_that_is_not_there(stage: Stage) -> None:
    await stage.command(HANDLER, "/klage", "FYS1120 9999")
    answer = await stage.slack.submit(HANDLER, stage.slack.modal(HANDLER), {})

    assert "Jeg finner ikke noe resultat som passer." in answer.errors["candidate"]


async def test_a_task_is_settled_once(stage: Stage) -> None:
    await stage.mail("fremmed@example.org", "klage", "Hei", "Jeg klager på karakteren i FYS1120.")
    counter, staff, now = stage.service.counter, await handler(stage), stage.clock()
    task = (await counter.waiting(staff, now)).tasks[0]
    await counter.settle_task(staff, task.id, now, via="test")

    assert await stage.tasks() == []
    with pytest.raises(NoSuchTask):
        await counter.settle_task(staff, task.id, now, via="test")


async def test_a_case_handler_says_which_result_a_mail_meant(stage: Stage) -> None:
    await stage.mail(KARI, "klage", "Klage", "Jeg klager på karakteren min.")
    first = stage.clock()
    await stage.later(hours=50)
    counter, staff, now = stage.service.counter, await handler(stage), stage.clock()
    task = (await counter.waiting(staff, now)).tasks[0]
    offered = {choice.label: choice for choice in await counter.task_choices(staff, task.id, now)}
    await counter.choose_result(staff, task.id, offered["FYS1120 2026H"].result_id, now, via="test")
    await stage.service.settle()

    case = await stage.case()
    assert (case.kind, case.received, await stage.tasks()) == (Kind.APPEAL, first, [])
    assert NB.received in stage.letter(KARI).subject


@on_sqlite
async def test_a_grader_settles_no_task(stage: Stage) -> None:
    await complains(stage, NB)
    counter, now = stage.service.counter, stage.clock()
    task = (await counter.waiting(await handler(stage), now)).tasks[0]

    with pytest.raises(NoSuchTask):
        await counter.settle_task(await staff_at(stage, "gro@example.no"), task.id, now, via="test")


async def four_cases(stage: Stage) -> None:
    """An explanation with a grader, an appeal without, a complaint, and an appeal with new graders."""
    await stage.asks(tongues.NB)
    await appeals(stage, NN)
    await complains(stage, EN)
    await appeals(stage, EN, APPEALED)


async def test_the_morning_mail_lists_everything_unfinished_by_owner_and_date(stage: Stage) -> None:
    await four_cases(stage)
    await stage.morning()

    text = stage.letter("sigurd@example.no").text
    mine, rest = text.index("Gro Grader:"), text.index("Uten eier:")
    assert text.index("- 1: begrunnelse, TDT4100") > mine
    assert all(
        text.index(line) > rest for line in ("- 2: klage på karakter", "- 3: klage på formelle feil", "- 4: klage")
    )
    assert "Foreløpig svar senest onsdag 23. desember 2026" in text


async def test_the_morning_list_in_slack_shows_everything_unfinished_by_owner(stage: Stage) -> None:
    await four_cases(stage)
    await stage.morning()

    shown = stage.seen(HANDLER).split("God morgen!")[-1]
    assert f"Venter på sensor · Hos <@{GRADER}> · Frist mandag 7. desember" in shown
    assert shown.index("*Sak 1*") > shown.index("*Sak 2*")
    assert all(f"*Sak {number}*" in shown for number in (1, 2, 3, 4))
    assert "4 saker er ikke ferdige." in shown


@on_sqlite
async def test_a_finished_case_leaves_the_list(stage: Stage) -> None:
    await four_cases(stage)
    await does(stage, Move.ANNUL_REGRADE, 3)
    await stage.morning()

    assert "- 3:" not in stage.letter("sigurd@example.no").text


@pytest.mark.demand("D-31")
@on_sqlite
async def test_new_graders_whom_slack_does_not_reach_get_one_blind_letter(stage: Stage) -> None:
    await stage.slack.go_away()
    await appeals(stage, NB, APPEALED)
    for _ in range(10):
        await stage.later(minutes=15)
    await stage.slack.come_back()
    await stage.later(minutes=30)

    twins = [letter for letter in stage.letters("nina@example.no") if "klagesensur i FYS1120" in letter.subject]
    assert len(twins) == 1
    assert stage.seen(NEW_GRADER).count("Sak 1: Klagesensur i FYS1120. Hos kommisjonen.") == 1


async def cli(stage: Stage, *words: str) -> tuple[int, str]:
    """`fristvakt case …` in a process of its own, as a case handler at a keyboard."""
    settings = stage.settings
    known = {
        "FRISTVAKT_DATABASE_URL": settings.database_url,
        "FRISTVAKT_KEY_FILE": str(settings.key_file),
        "FRISTVAKT_LETTERS_APPROVED": str(settings.letters_approved),
        "FRISTVAKT_MAIL_DOMAIN": settings.mail_domain,
        "PATH": "/usr/bin:/bin",
        "USER": "siri",
    }
    command = (
        sys.executable,
        "-c",
        "from fristvakt.cli import main; main()",
        "case",
        *words,
        "--as",
        "siri@example.no",
    )
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, env=known, stdout=pipe, stderr=pipe)
    out, error = await process.communicate()
    return process.returncode, (out + error).decode()


@on_sqlite
async def test_a_complaint_is_worked_from_the_command_line(stage: Stage, tmp_path: Path) -> None:
    stage.clock.moment = datetime.now(UTC).astimezone(OSLO)
    await complains(stage, NB)
    assert "1\tformal_error\tTDT4100" in (await cli(stage, "list"))[1]

    statement = tmp_path / "uttalelse.txt"
    statement.write_text("Vi fant ingen feil som kan ha virket inn.")
    code, draft = await cli(stage, "do", "1", "forward", "--reasons", str(statement), "--draft")
    assert (code, "Vi fant ingen feil som kan ha virket inn." in draft) == (0, True)
    given = ("do", "1", "forward", "--reasons", str(statement), "--meeting", "2026-12-15")
    assert await cli(stage, *given) == (0, "case 1: forward, the student is told\n")
    assert "Vi fant ingen feil" in (await cli(stage, "grounds", "1"))[1]
    await stage.later(minutes=5)
    assert NB.forwarded in stage.letter(KARI).subject


@on_sqlite
async def test_the_command_line_refuses_with_the_same_sentence(stage: Stage) -> None:
    await complains(stage, NB)
    code, said = await cli(stage, "do", "1", "reject")

    assert code != 0
    assert "Det er ikke du som kan gjøre dette i sak 1." in said
