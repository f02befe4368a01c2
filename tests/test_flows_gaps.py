"""The stories of what a mail lacks: the time to answer, the first mail that counts, our own clock, and what follows silence."""

from datetime import date

import pytest

from casework.case import Kind, Status
from tests.season import KARI
from tests.stage import Stage
from tests.test_flows_questions import DOUBTFUL, ask_doubtfully
from tests.tongues import NB, Tongue, in_each_language

LAST_DAY, DAY_AFTER, THURSDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 3)
# what the question about the exam says, each an element of M-ACK-GAP
ELEMENTS = {
    "nb": (
        "Det som mangler, er hvilken eksamen det gjelder.",
        "Svar til og med mandag 30. november 2026 – én uke fra vi spurte mandag 23. november 2026 (forvaltningsloven § 11 fjerde ledd)",
        "avviser vi ingenting. En saksbehandler tar over",
        "Den første e-posten din teller for fristene dine",
        "står fristen vår for å gi deg begrunnelsen stille fra da til svaret kommer (forvaltningslovforskriften §§ 37 og 38)",
    ),
    "nn": (
        "Det som manglar, er kva eksamen det gjeld.",
        "Svar til og med måndag 30. november 2026 – éi veke frå vi spurde måndag 23. november 2026 (forvaltningslova § 11 fjerde ledd)",
        "avviser vi ingenting. Ein saksbehandlar tek over",
        "Den første e-posten din tel for fristane dine",
        "står fristen vår for å gi deg grunngjevinga stille frå då til svaret kjem (forvaltningslovforskrifta §§ 37 og 38)",
    ),
    "en": (
        "What is missing is which exam it is about.",
        "Please answer by the end of Monday 30 November 2026 – one week from our question on Monday 23 November 2026",
        "we do not reject anything: a case handler takes over",
        "Your first e-mail is the one that counts for your deadlines",
        "our own deadline for giving you the explanation stands still from then until your answer arrives",
    ),
}


async def answers_on(stage: Stage, day: date, words: str = "1") -> None:
    stage.clock.to(day, 10)
    await stage.reply(KARI, stage.letters(KARI)[0], words)


@in_each_language
async def test_the_question_says_what_is_missing_until_when_and_what_counts(stage: Stage, tongue: Tongue) -> None:
    await stage.mail(tongue.student, "begrunnelse", "", tongue.vague)

    text = stage.letter(tongue.student).text
    assert [said for said in ELEMENTS[tongue.language] if said not in text] == []


async def test_an_appeal_has_no_clock_of_ours_that_could_stand_still(stage: Stage) -> None:
    await stage.mail(KARI, "klage", "", "Jeg klager på karakteren min.")

    assert "Svar til og med mandag 30. november 2026" in stage.letter(KARI).text
    assert "står fristen vår" not in stage.letter(KARI).text


async def test_a_doubtful_mail_gets_a_time_to_answer_too(stage: Stage) -> None:
    await ask_doubtfully(stage, DOUBTFUL)

    text = stage.letter(KARI).text
    assert "Svar til og med mandag 30. november 2026" in text
    assert "Ønsker du begrunnelse, og svarer etter mandag 30. november 2026, står fristen vår" in text


async def test_within_the_time_no_clock_of_ours_waits(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", NB.vague)
    await answers_on(stage, LAST_DAY)

    case = await stage.case()
    assert (case.pauses, case.due) == ((), date(2026, 12, 7))


async def test_a_late_answer_stops_our_clock_by_the_days_it_was_late(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", NB.vague)
    await answers_on(stage, THURSDAY)

    case = await stage.case()
    assert (case.pauses, case.due) == (((DAY_AFTER, THURSDAY),), date(2026, 12, 9))
    assert "fristen sto stille i to dager" in stage.letter(KARI).text


async def test_a_late_answer_keeps_the_students_own_time(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", NB.vague)
    first = stage.clock()
    await answers_on(stage, THURSDAY)

    case = await stage.case()
    assert (case.received, case.in_time, case.status) == (first, True, Status.WITH_GRADER)


async def test_delays_of_two_questions_in_a_row_add_up(stage: Stage) -> None:
    await ask_doubtfully(stage, "Hei, hva gjør jeg nå?")
    await answers_on(stage, date(2026, 12, 2), "Begrunnelse")
    stage.clock.to(date(2026, 12, 11), 10)
    await stage.reply(KARI, stage.letter(KARI), "TDT4100")

    assert (await stage.case()).pauses == ((DAY_AFTER, date(2026, 12, 2)), (date(2026, 12, 10), date(2026, 12, 11)))


async def test_a_late_answer_to_an_appeal_stops_nothing(stage: Stage) -> None:
    await stage.mail(KARI, "klage", "", "Jeg klager på karakteren min.")
    await answers_on(stage, THURSDAY)

    case = await stage.case()
    assert (case.kind, case.pauses, case.interim_due) == (Kind.APPEAL, (), date(2026, 12, 23))


@pytest.mark.parametrize("box", ["begrunnelse", "klage"])
async def test_silence_is_never_a_rejection_but_a_task(stage: Stage, box: str) -> None:
    await stage.mail(KARI, box, "", NB.vague if box == "begrunnelse" else "Jeg klager på karakteren min.")
    await stage.morning(LAST_DAY)
    before = await stage.tasks()
    await stage.morning(DAY_AFTER)

    assert (before, await stage.tasks()) == (["several_results"], ["question_unanswered"])
    assert (await stage.cases(), len(stage.letters(KARI))) == (0, 1)


async def test_the_task_of_silence_is_asked_once(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", NB.vague)
    await stage.morning(DAY_AFTER)
    await stage.morning(THURSDAY)

    assert await stage.tasks() == ["question_unanswered"]


async def test_an_answer_settles_the_task_of_silence(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", NB.vague)
    await stage.morning(DAY_AFTER)
    await answers_on(stage, THURSDAY)

    assert (await stage.cases(), await stage.tasks()) == (1, [])


async def test_the_first_time_holds_also_when_the_task_was_put_aside(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", NB.vague)
    first = stage.clock()
    await stage.service.store.write(lambda records: records.settle(["mail:1"], stage.clock()))
    await answers_on(stage, THURSDAY)

    assert (await stage.case()).received == first
