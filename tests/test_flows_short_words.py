"""The stories of short answers by mail: they count only as the answer to a question of ours, from the person we asked (mail.md § 2.5)."""

import pytest

from casework.case import Outcome, Status
from casework.exams import ExplanationForm
from casework.registration import ExamRow
from demo.relay import MailView
from tests.season import BY_MAIL, KARI, MANUAL
from tests.stage import Stage, header
from tests.tongues import NB, NN, Tongue, in_each_language

GIVEN = {"nb": "Gitt.", "nn": "Gjeve.", "en": "Given."}


@pytest.fixture
async def asked(stage: Stage) -> Stage:
    """A grader without Slack has been told by letter of a case of either form."""
    await stage.asks(NB, "NORD1100")
    return stage


async def answers(stage: Stage, words: str, letter: MailView | None = None, sender: str = BY_MAIL) -> None:
    await stage.reply(sender, letter or stage.letter(BY_MAIL), words)


async def is_still_open(stage: Stage) -> bool:
    return (await stage.case()).status is Status.WITH_GRADER


async def by_mail(stage: Stage, form: ExplanationForm) -> None:
    """From now on that exam is explained in that form."""
    await stage.registers(exams=(ExamRow(MANUAL, explanation_form=form),))


@in_each_language
async def test_given_under_the_letter_from_the_one_it_asked_is_accepted(asked: Stage, tongue: Tongue) -> None:
    await answers(asked, GIVEN[tongue.language])

    assert (await asked.case()).outcome is Outcome.ORAL_GIVEN


async def test_given_a_second_time_changes_nothing(asked: Stage) -> None:
    letter = asked.letter(BY_MAIL)
    await answers(asked, "Gitt.", letter)
    await answers(asked, "Gitt!", letter)

    assert ((await asked.case()).version, len(asked.letters(KARI))) == (2, 2)


@pytest.mark.parametrize(
    "sender", ["ukjent@example.com", "gro@example.no", "egil@example.org", KARI, "siri@example.no"]
)
async def test_given_from_another_address_than_the_one_asked_changes_nothing(asked: Stage, sender: str) -> None:
    await answers(asked, "Gitt.", sender=sender)

    assert await is_still_open(asked)


async def test_given_from_an_unknown_address_goes_to_a_person_with_its_case(asked: Stage) -> None:
    await answers(asked, "Gitt.", sender="ukjent@example.com")

    (task,) = await asked.service.store.read(lambda records: [each.task for each in records.open_tasks()])
    assert (task.kind, task.case) == ("unknown_sender", 1)


@pytest.mark.parametrize("words", ["Gitt.", "sendt", "ok", "ja", "👍"])
async def test_a_short_word_without_a_question_is_asked_back(asked: Stage, words: str) -> None:
    await asked.mail(BY_MAIL, "sak", "Hei", words)

    assert await is_still_open(asked)
    assert "et nytt svar" in asked.letter(BY_MAIL).subject


@pytest.mark.parametrize(
    "words", ["Gitt.\n\nStudenten lurte også på når hun kan klage, kan dere svare henne?", "Gitt, men"]
)
async def test_given_with_more_text_changes_nothing(asked: Stage, words: str) -> None:
    await answers(asked, words)

    assert await is_still_open(asked)
    assert "et nytt svar" in asked.letter(BY_MAIL).subject


async def test_a_longer_text_of_a_grader_is_read_by_a_person(asked: Stage) -> None:
    await answers(asked, "Gitt.\n\nStudenten lurte også på når hun kan klage, kan dere svare henne?")

    assert await asked.tasks() == ["not_understood"]


@pytest.mark.parametrize("words", ["ok", "OK!", "Ja takk", "👍", "Godkjent"])
async def test_ok_under_a_letter_that_does_not_say_what_it_does_is_asked_back(stage: Stage, words: str) -> None:
    await by_mail(stage, ExplanationForm.WRITTEN)
    await stage.asks(NB, "NORD1100")
    await answers(stage, words)

    assert await is_still_open(stage)


@pytest.mark.parametrize(
    ("form", "says", "outcome"),
    [
        (ExplanationForm.WRITTEN, "«ok», som her betyr «sendt 1»", Outcome.SENT),
        (ExplanationForm.ORAL, "«ok», som her betyr «gitt 1»", Outcome.ORAL_GIVEN),
    ],
)
async def test_ok_under_a_list_of_one_case_does_what_the_list_says(
    stage: Stage, form: ExplanationForm, says: str, outcome: Outcome
) -> None:
    await by_mail(stage, form)
    await stage.asks(NB, "NORD1100")
    await stage.morning()
    assert says in stage.letter(BY_MAIL).text

    await answers(stage, "ok")
    assert (await stage.case()).outcome is outcome


async def test_ok_under_a_list_of_a_case_of_either_form_is_asked_back(asked: Stage) -> None:
    await asked.morning()
    assert "«ok»" not in asked.letter(BY_MAIL).text

    await answers(asked, "ok")
    assert await is_still_open(asked)


async def test_ok_under_a_list_of_two_cases_is_asked_back(stage: Stage) -> None:
    await by_mail(stage, ExplanationForm.WRITTEN)
    await stage.asks(NB, "NORD1100")
    await stage.asks(NN, "NORD1100")
    await stage.morning()
    assert "«ok»" not in stage.letter(BY_MAIL).text

    await answers(stage, "ok")
    assert [(await stage.case(number)).status for number in (1, 2)] == [Status.WITH_GRADER] * 2


@pytest.mark.parametrize("subject", ["VS: 1 sak venter på deg", "Fwd: 1 sak venter på deg", "Videresendt: Liste"])
async def test_ok_above_a_list_that_is_sent_on_is_nothing(stage: Stage, subject: str) -> None:
    await by_mail(stage, ExplanationForm.WRITTEN)
    await stage.asks(NB, "NORD1100")
    await stage.morning()
    letter = stage.letter(BY_MAIL)
    await stage.mail(BY_MAIL, header(letter, "Reply-To"), subject, "ok", answers=letter)

    assert await is_still_open(stage)


async def test_ok_through_a_mailing_list_is_nothing(stage: Stage) -> None:
    await by_mail(stage, ExplanationForm.WRITTEN)
    await stage.asks(NB, "NORD1100")
    await stage.morning()
    letter = stage.letter(BY_MAIL)
    await stage.mail(BY_MAIL, header(letter, "Reply-To"), "Sv: Liste", "ok", answers=letter, List_Id="<a.example.no>")

    assert await is_still_open(stage)


@pytest.mark.parametrize("words", ["Ja", "ok", "Bekreft"])
async def test_a_students_yes_to_no_question_withdraws_nothing(stage: Stage, words: str) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), words)

    assert await is_still_open(stage)


@pytest.mark.parametrize(
    ("sender", "words"),
    [
        ("mor@example.com", "Ja"),
        ("nils@student.example.no", "Ja"),
        ("gro@example.no", "Ja"),
        (KARI, "Ja, men først vil jeg vite hvorfor"),
        (KARI, "Kanskje"),
        (KARI, "ok"),
    ],
)
async def test_only_the_students_own_yes_withdraws(stage: Stage, sender: str, words: str) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    await stage.reply(sender, stage.letter(KARI), words)

    assert await is_still_open(stage)


async def test_the_students_yes_to_the_question_withdraws_once(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    question = stage.letter(KARI)
    await stage.reply(KARI, question, "Ja")
    await stage.reply(KARI, question, "Ja!")

    assert (await stage.case()).status is Status.WITHDRAWN
    assert len([subject for subject in stage.subjects(KARI) if NB.withdrawn in subject]) == 1
