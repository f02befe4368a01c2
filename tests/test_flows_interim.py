"""The stories of the interim reply: asked about before, sent by itself on the day, changed by a person, made up after downtime."""

from datetime import date

import pytest

from casework.access import Move
from casework.case import Status
from tests import tongues
from tests.appeals import SIGURD, appeals, day, does, handler, interims, on_sqlite, open_keys, questions, sent_on
from tests.pleas import NB, Plea, in_each_language
from tests.season import GRADER, HANDLER, KARI
from tests.stage import Stage

START, END = date(2026, 11, 23), date(2027, 1, 22)


@pytest.mark.demand("A-047")
@in_each_language
async def test_the_interim_reply_goes_by_itself_at_eight_on_the_day(stage: Stage, plea: Plea) -> None:
    await appeals(stage, plea)
    stage.clock.to(day("2026-12-23"), 7, 59)
    await stage.tick()
    assert len(stage.letters(plea.student)) == 1

    await stage.morning(day("2026-12-23"))
    assert plea.interim in stage.letter(plea.student).subject


@pytest.mark.demand("A-212")
@in_each_language
async def test_the_promise_is_kept_by_a_second_notice(stage: Stage, plea: Plea) -> None:
    await appeals(stage, plea)
    await stage.morning(day("2026-12-23"))
    await stage.morning(day("2027-01-19"))
    assert plea.interim in stage.letter(plea.student).subject

    await stage.morning(day("2027-01-20"))
    assert plea.again in stage.letter(plea.student).subject


@pytest.mark.demand("A-210")
@on_sqlite
async def test_the_reply_tells_reason_date_and_law(stage: Stage) -> None:
    await appeals(stage, NB)
    await stage.morning(day("2026-12-23"))

    text = stage.letter(KARI).text
    wanted = ("De nye sensorene er ikke oppnevnt ennå.", "onsdag 20. januar 2027", "forvaltningsloven § 11 a", "1/2026")
    assert [said for said in wanted if said not in text] == []


@in_each_language
async def test_a_late_explanation_is_written_about_on_its_due_day(stage: Stage, plea: Plea) -> None:
    await stage.asks({"nb": tongues.NB, "nn": tongues.NN, "en": tongues.EN}[plea.language.value])
    await stage.morning(day("2026-12-04"))
    assert len(stage.letters(plea.student)) == 1

    await stage.morning(day("2026-12-07"))
    assert plea.late in stage.letter(plea.student).subject


@on_sqlite
async def test_an_explanation_given_before_its_due_day_brings_no_late_letter(stage: Stage) -> None:
    await stage.asks(tongues.NB)
    await stage.says(GRADER, "sendt 1")
    await stage.morning(day("2026-12-07"))

    assert not [letter for letter in stage.letters(KARI) if NB.late in letter.subject]


@on_sqlite
async def test_an_answer_on_the_last_evening_is_in_time(stage: Stage) -> None:
    await appeals(stage, NB)
    stage.clock.to(day("2026-12-22"), 23, 50)
    await does(stage, Move.WITHDRAW)
    await stage.morning(day("2026-12-23"))

    assert not [letter for letter in stage.letters(KARI) if NB.interim in letter.subject]


@pytest.mark.demand("A-209")
async def test_case_handlers_are_asked_five_working_days_before(stage: Stage) -> None:
    await appeals(stage, NB)
    await stage.morning(day("2026-12-15"))
    assert questions(stage) == []

    await stage.morning(day("2026-12-16"))
    assert [letter.subject for letter in questions(stage)] == [
        "[1/2026] Foreløpig svar skal ut onsdag 23. desember 2026"
    ]
    assert "foreløpig svar nærmer seg, sak 1" in stage.seen(HANDLER)
    assert "interim:1:1" in await open_keys(stage)


@on_sqlite
async def test_the_question_says_what_will_be_written(stage: Stage) -> None:
    await appeals(stage, NB)
    await stage.morning(day("2026-12-16"))

    text = questions(stage)[0].text
    assert "De nye sensorene er ikke oppnevnt ennå." in text
    assert "onsdag 20. januar 2027" in text


@on_sqlite
async def test_the_same_morning_twice_asks_and_sends_once(stage: Stage) -> None:
    await appeals(stage, NB)
    for morning in ("2026-12-16", "2026-12-16", "2026-12-17", "2026-12-23", "2026-12-23", "2026-12-24"):
        await stage.morning(day(morning))

    assert (len(questions(stage)), len(interims(stage, KARI))) == (1, 1)


async def test_case_handlers_are_told_when_it_went(stage: Stage) -> None:
    await appeals(stage, NB)
    await stage.morning(day("2026-12-23"))

    told = [letter for letter in stage.letters(SIGURD) if "Foreløpig svar er sendt" in letter.subject]
    assert "onsdag 20. januar 2027" in told[0].text
    assert "Sak 1: foreløpig svar er sendt. Studenten er lovet svar onsdag 20. januar 2027." in stage.seen(HANDLER)
    assert await open_keys(stage) == ["grader:1"]


async def test_a_case_handlers_date_and_reason_are_what_the_student_reads(stage: Stage) -> None:
    await appeals(stage, NB)
    await stage.morning(day("2026-12-16"))
    counter, now = stage.service.counter, stage.clock()
    await counter.choose_interim(await handler(stage), 1, Status.RECEIVED, day("2027-02-12"), now, via="test")
    await stage.morning(day("2026-12-23"))

    text = stage.letter(KARI).text
    assert "Saken din er mottatt, men behandlingen har ikke begynt ennå." in text
    assert "fredag 12. februar 2027" in text


@pytest.mark.demand("A-046")
@on_sqlite
async def test_the_case_stays_unfinished_until_the_final_answer(stage: Stage) -> None:
    await appeals(stage, NB)
    await stage.morning(day("2026-12-23"))

    assert "Én sak er ikke ferdig." in await stage.says(HANDLER, "sak")
    assert "Svar er lovet onsdag 20. januar 2027" in await stage.says(HANDLER, "sak 1")


@on_sqlite
async def test_a_week_of_downtime_is_made_up_once(stage: Stage) -> None:
    await appeals(stage, NB)
    stage.clock.to(day("2026-12-14"), 9)
    await stage.close()
    stage.clock.to(day("2026-12-28"), 10)
    await stage.open()
    await stage.service.settle()
    await stage.tick()
    await stage.morning(day("2026-12-29"))

    assert sent_on(stage, KARI) == [day("2026-12-28")]
    assert len(questions(stage)) == 0
