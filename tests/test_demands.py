"""Demands that no other story shows: what nobody is asked for, what waits for a person, and what never leaves the house."""

import logging
import re
from dataclasses import replace
from datetime import date

import pytest

from casework.case import Outcome, Status
from casework.exams import Channel, ExplanationForm, Round
from casework.registration import CommissionRow, ExamKey, ExamRow, RegistryFile, ResultRow
from tests.season import BY_MAIL, GRADER, KARI, NEW_GRADER, SEASON, TALKER, WRITTEN, exam
from tests.stage import Stage, words
from tests.tongues import NB

PLAIN = "Jeg ønsker begrunnelse for karakteren i TDT4100."
AFTER_THE_LAST_DAY = date(2026, 11, 26)
SECRETS = ("Kari", "Nordmann", KARI, "migrene", "karakter C", "karakteren C")


def with_settings(**settings: object) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("stage", [settings], indirect=True)


async def take(stage: Stage, **rows: object) -> None:
    file = RegistryFile(**rows)
    await stage.service.store.write(lambda records: records.registry.take(file, repr(file), stage.clock()))


@pytest.mark.demand("A-007")
async def test_results_and_mornings_alone_open_no_case(stage: Stage) -> None:
    await stage.morning()

    assert await stage.cases() == 0
    assert stage.slack.read(GRADER) == []


@pytest.mark.demand("A-004", "A-005")
async def test_a_request_without_any_reason_goes_straight_to_the_grader(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "Begrunnelse", PLAIN)

    assert (await stage.case()).status is Status.WITH_GRADER


@pytest.mark.demand("A-006", "A-018", "A-145", "A-282")
async def test_the_receipt_guides_and_names_a_person(stage: Stage) -> None:
    await stage.asks(NB)

    wanted = ("frivillig", "https://", "Ta kontakt med", "svar på denne e-posten", "referansen 1/2026")
    assert [words for words in wanted if words not in stage.letter(KARI).text] == []


@pytest.mark.demand("A-018")
async def test_a_student_can_ask_where_the_case_stands(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), "Når får jeg svar?")

    assert "Saken er hos sensor" in stage.letter(KARI).text


@pytest.mark.demand("A-029")
async def test_a_course_with_parts_is_asked_about_part_by_part(stage: Stage) -> None:
    part = replace(WRITTEN, part="Del 2")
    row = replace(SEASON.results[0], exam=part, candidate="7001")
    await take(stage, exams=(exam(part, ExplanationForm.WRITTEN),), results=(row,))
    await stage.asks(NB)
    assert await stage.cases() == 0

    await stage.reply(KARI, stage.letter(KARI), "kandidat 7001")
    assert await stage.cases() == 1


@pytest.mark.demand("D-07")
async def test_no_morning_ever_rejects_a_late_request(stage: Stage) -> None:
    stage.clock.to(AFTER_THE_LAST_DAY, 9)
    await stage.asks(NB)
    for _ in range(30):
        await stage.morning()

    assert (await stage.case()).is_open


@pytest.mark.demand("A-055", "A-109")
async def test_nothing_is_given_before_the_grade_is_announced(stage: Stage) -> None:
    await take(stage, exams=(ExamRow(WRITTEN, announced=date(2026, 12, 1)),))
    await stage.asks(NB)
    await stage.says(GRADER, "sendt 1")

    assert (await stage.case()).status is Status.WITH_GRADER


@pytest.mark.demand("A-082", "A-103", "A-113", "A-127")
async def test_a_sent_explanation_is_told_with_its_place(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.says(GRADER, "sendt 1")

    assert (await stage.case()).status is Status.DONE
    assert [words for words in ("Inspera", "§ 11-10") if words not in stage.letter(KARI).text] == []


@pytest.mark.demand("A-100")
async def test_another_grader_of_the_commission_may_say_sent(stage: Stage) -> None:
    lead = CommissionRow(WRITTEN, "1", Round.FIRST, "gro@example.no", lead=True)
    await take(stage, commissions=(lead, CommissionRow(WRITTEN, "1", Round.FIRST, "nina@example.no")))
    await stage.asks(NB)
    await stage.says(NEW_GRADER, "sendt 1")

    assert (await stage.case()).status is Status.DONE


@pytest.mark.demand("A-289")
async def test_a_case_without_a_grader_is_a_task_for_case_handlers(stage: Stage) -> None:
    new = ExamKey("NYTT1000", "", "2026H")
    row = replace(SEASON.results[0], exam=new)
    await take(stage, exams=(exam(new, ExplanationForm.WRITTEN),), results=(row,))
    await stage.asks(NB, "NYTT1000")

    assert await stage.tasks() == ["needs_grader"]


@pytest.mark.demand("A-283", "D-40")
@with_settings(slack_bot_token="", slack_app_token="")
async def test_a_whole_story_needs_no_slack_and_no_browser(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "sendt 1")

    assert (await stage.case()).status is Status.DONE
    assert stage.slack.calls == []


async def secret_story(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "Begrunnelse", f"{PLAIN} Jeg hadde migrene.\n\nMvh Kari Nordmann")
    await stage.morning()
    await stage.says(GRADER, "gitt 1 til Kari Nordmann, karakter C")
    await stage.says(GRADER, "sendt 1")


@pytest.mark.demand("D-01")
async def test_nothing_about_the_student_ever_reaches_slack(stage: Stage) -> None:
    await secret_story(stage)

    sent = " ".join(str(call.args) for call in stage.slack.calls)
    assert "TDT4100" in sent
    assert [secret for secret in SECRETS if secret in sent] == []


@pytest.mark.demand("D-29")
async def test_no_letter_of_a_story_holds_the_grade(stage: Stage) -> None:
    await secret_story(stage)

    texts = " ".join(letter.text for letter in stage.letters(KARI))
    assert re.findall(r"(?<![\w§-])[A-F](?![\w-])", texts) == []


@pytest.mark.demand("D-39")
async def test_the_log_of_a_story_holds_no_secret(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await secret_story(stage)
    await stage.restart()

    keys = stage.settings.key_file.read_text(encoding="ascii").split()
    secrets = (*SECRETS, *keys, stage.slack.bot_token, stage.slack.app_token)
    assert [secret for secret in secrets if secret in caplog.text] == []


@pytest.mark.demand("D-43")
@with_settings(approved=False)
async def test_no_letter_leaves_before_somebody_approved_it(stage: Stage) -> None:
    await stage.asks(NB)

    assert (await stage.cases(), stage.letters(KARI)) == (1, [])


PARTS = tuple(ExamKey("KUNS1500", part, "2026H") for part in ("1", "2"))


@pytest.fixture
async def in_parts(stage: Stage) -> Stage:
    """A course whose portfolio and talk are graded one by one, outside the digital exam, by a grader without Slack."""
    await take(
        stage,
        exams=tuple(exam(key, ExplanationForm.GRADER_CHOOSES, channel=Channel.MANUAL) for key in PARTS),
        results=tuple(ResultRow(key, "1001", "5001", grade="C") for key in PARTS),
        commissions=tuple(CommissionRow(key, "1", Round.FIRST, BY_MAIL, lead=True) for key in PARTS),
    )
    return stage


@pytest.mark.demand("A-016")
async def test_a_part_outside_the_digital_exam_is_handled_by_mail_from_request_to_deadline(in_parts: Stage) -> None:
    await in_parts.mail(KARI, "begrunnelse", "KUNS1500", "Jeg ber om begrunnelse i KUNS1500 del 2.")
    await in_parts.reply(BY_MAIL, in_parts.letter(BY_MAIL), "sendt 1")

    assert (await in_parts.case()).outcome is Outcome.SENT
    assert "KUNS1500 Emne KUNS1500, del 2, høsten 2026" in in_parts.letter(KARI).text
    assert NB.until_monday in in_parts.letter(KARI).text


@pytest.mark.demand("A-027")
@pytest.mark.parametrize("part", ["1", "2"])
async def test_a_case_is_made_on_the_part_that_is_named(in_parts: Stage, part: str) -> None:
    await in_parts.mail(KARI, "begrunnelse", "", f"Jeg ber om begrunnelse i KUNS1500 del {part}.")

    dossier = await in_parts.service.store.read(lambda records: records.dossier_of(1))
    assert (dossier.exam.part, dossier.person.email) == (part, KARI)
    assert f"del {part}, høsten 2026" in in_parts.letter(KARI).text


@pytest.mark.demand("A-027")
@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Jeg ber om begrunnelse i KUNS1500.", id="no part"),
        pytest.param("Jeg ber om begrunnelse i KUNS1500 del 3.", id="a part that is not there"),
        pytest.param("Jeg ber om begrunnelse i KUNS1500 del 1, kandidatnummer 1002.", id="another's number"),
    ],
)
async def test_no_part_and_no_student_is_guessed(in_parts: Stage, words: str) -> None:
    await in_parts.mail(KARI, "begrunnelse", "", words)

    assert (await in_parts.cases(), len(await in_parts.tasks())) == (0, 1)


@pytest.mark.demand("A-128")
async def test_a_talk_that_no_exam_system_hears_of_is_in_every_mornings_list_until_its_grader_says_so(
    stage: Stage,
) -> None:
    await stage.asks(NB, "EXPH0300")
    for day in (24, 25, 26):
        await stage.morning(date(2026, 11, day))
    assert ["Sak 1" in words(each) for each in stage.digests(TALKER)] == [True] * 3

    await stage.says(TALKER, "gitt 1")
    await stage.morning(date(2026, 11, 27))
    assert len(stage.digests(TALKER)) == 3
