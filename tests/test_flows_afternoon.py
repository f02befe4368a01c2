"""The stories of the afternoon question: the day a talk was agreed for, its grader is asked once whether it was held (decision 28)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from casework import appointments
from casework.calendar import OSLO
from casework.case import Actor, Outcome, moved
from casework.invitations import Slot
from casework.records import Records
from demo.slack import Json
from tests.season import BY_MAIL, KARI, TALKER
from tests.stage import Stage
from tests.stage_slack import words
from tests.tongues import EN, NB, NN, Tongue, in_each_language

THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
ASKED = {
    NB: "Sak 1 i EXPH0300: Ble den muntlige begrunnelsen gitt i dag?",
    NN: "Sak 1 i EXPH0300: Blei den munnlege grunngjevinga gitt i dag?",
    EN: "Case 1, EXPH0300: Was the oral explanation given today?",
}
GIVEN = {NB: "Gitt", NN: "Gitt", EN: "Given"}
PASTED = {
    NB: "«Kandidaten har i dag fått muntlig begrunnelse.»",
    NN: "«Kandidaten har i dag fått munnleg grunngjeving.»",
    EN: "“The candidate was given an oral explanation today.”",
}
BY_LETTER = {
    NB: "Sak 1: ble begrunnelsen gitt?",
    NN: "Sak 1: blei grunngjevinga gitt?",
    EN: "Case 1: was the explanation given?",
}


async def agreed(stage: Stage, tongue: Tongue = NB, course: str = "EXPH0300", hour: int = 10, minute: int = 15) -> None:
    """A student has asked, and the grader and the student have agreed on a time on Thursday."""
    await stage.asks(tongue, course)
    await stage.service.store.write(lambda records: _agree(records, stage, Slot(_on(THURSDAY, hour, minute), 30, "")))


def _agree(records: Records, stage: Stage, slot: Slot) -> None:
    case = records.dossier_of(1).case(1)
    change = moved(case, "time_agreed", stage.clock(), Actor("person:1", "test"))
    made = appointments.begun(1, 1, case.grader_id, (slot,), stage.clock())
    records.save(replace(change, appointments=(made,)))


def _on(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OSLO)


async def ticks(stage: Stage, hour: int, minute: int = 0, day: date = THURSDAY) -> None:
    stage.clock.to(day, hour, minute)
    await stage.tick()


def questions(stage: Stage, user: str = TALKER) -> list[Json]:
    return [seen for seen in stage.slack.read(user) if seen["user"] != user and "Gitt" in stage.buttons(seen)]


@pytest.mark.demand("A-126", "A-128")
@in_each_language
async def test_the_grader_is_asked_in_the_afternoon_and_answers_with_a_button(stage: Stage, tongue: Tongue) -> None:
    await stage.speaks(TALKER, tongue)
    await agreed(stage, tongue)
    await ticks(stage, 15)
    assert ASKED[tongue] in stage.seen(TALKER)

    await stage.press(TALKER, GIVEN[tongue])
    assert PASTED[tongue] in words(stage.slack.read(TALKER))
    assert (await stage.case()).outcome is Outcome.ORAL_GIVEN


@pytest.mark.demand("A-126")
@in_each_language
async def test_a_grader_without_slack_is_asked_by_letter_and_answers_it(stage: Stage, tongue: Tongue) -> None:
    await stage.speaks(BY_MAIL, tongue)
    await agreed(stage, tongue, "NORD1100")
    await ticks(stage, 15)
    (asked,) = [letter for letter in stage.letters(BY_MAIL) if letter.subject.endswith(BY_LETTER[tongue])]

    await stage.reply(BY_MAIL, asked, tongue.given)
    assert (await stage.case()).outcome is Outcome.ORAL_GIVEN


@pytest.mark.parametrize(
    ("talk", "early", "late"),
    [((10, 15), (14, 59), (15, 0)), ((14, 0), (15, 29), (15, 30)), ((16, 0), (17, 29), (17, 30))],
)
async def test_it_comes_at_three_or_an_hour_after_a_later_talk(
    stage: Stage, talk: tuple[int, int], early: tuple[int, int], late: tuple[int, int]
) -> None:
    await agreed(stage, hour=talk[0], minute=talk[1])
    await ticks(stage, *early)
    assert questions(stage) == []

    await ticks(stage, *late)
    assert len(questions(stage)) == 1


async def test_it_is_asked_once(stage: Stage) -> None:
    await agreed(stage)
    await ticks(stage, 15)
    await ticks(stage, 16)
    await stage.restart()
    await ticks(stage, 15, day=FRIDAY)

    assert len(questions(stage)) == 1


async def test_it_is_not_asked_when_the_grader_has_said_so_already(stage: Stage) -> None:
    await agreed(stage)
    stage.clock.to(THURSDAY, 11)
    await stage.says(TALKER, "gitt 1")
    await ticks(stage, 15)

    assert questions(stage) == []


async def test_it_is_not_asked_about_a_student_who_is_said_not_to_have_come_while_that_waits_for_its_proof(
    stage: Stage,
) -> None:
    await stage.asks(NB, "EXPH0300")
    stage.clock.to(THURSDAY, 8)
    await stage.says(TALKER, "1 tid i dag kl 10.15, rom B312")
    stage.clock.to(THURSDAY, 11)
    await stage.says(TALKER, "ikke møtt 1")
    await ticks(stage, 15)

    assert ((await stage.case()).is_open, questions(stage)) == (True, [])


async def test_it_is_asked_on_a_saturday_too(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    saturday = date(2026, 11, 28)
    await stage.service.store.write(lambda records: _agree(records, stage, Slot(_on(saturday, 10, 0), 30, "")))
    await ticks(stage, 15, day=saturday)

    assert len(questions(stage)) == 1


async def test_what_was_missed_while_the_service_stood_still_is_asked_with_its_day(stage: Stage) -> None:
    await agreed(stage)
    await ticks(stage, 9, day=FRIDAY)

    assert "gitt torsdag 26. november?" in stage.seen(TALKER)


async def test_a_button_of_the_day_after_counts_from_the_day_of_the_talk(stage: Stage) -> None:
    await agreed(stage)
    await ticks(stage, 15)
    stage.clock.to(FRIDAY, 9)
    await stage.press(TALKER, "Gitt")

    assert (await stage.case()).done_on == THURSDAY


async def test_the_question_shows_no_name_and_no_candidate_number(stage: Stage) -> None:
    await agreed(stage)
    await ticks(stage, 15)

    (question,) = questions(stage)
    assert [shown for shown in ("Kari", KARI, "1001", "5001") if shown in words(question)] == []


async def test_a_grader_whom_slack_does_not_reach_for_an_hour_is_asked_by_letter(stage: Stage) -> None:
    await agreed(stage)
    await stage.slack.go_away()
    await ticks(stage, 15)
    for minutes in (1, 5, 15, 15, 15, 15):
        await stage.later(minutes=minutes)

    assert len([subject for subject in stage.subjects("tor@example.no") if BY_LETTER[NB] in subject]) == 1


async def test_no_show_by_the_button_is_noted_and_recorded_when_it_is_proved(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.says(TALKER, "1 tid tor 26.11 kl 10.15, rom B312")
    await ticks(stage, 15)
    await stage.press(TALKER, "Ikke møtt", questions(stage)[0])
    await ticks(stage, 15, day=FRIDAY)

    assert ((await stage.case()).outcome, (await stage.case()).done_on) == (Outcome.NO_SHOW, THURSDAY)


async def test_a_talk_that_was_moved_is_asked_about_on_its_new_day(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.says(TALKER, "1 tid tor 26.11 kl 10.15, rom B312")
    await stage.says(TALKER, "flytt 1 til fre 27.11 kl 13")
    await ticks(stage, 16)
    assert questions(stage) == []

    await ticks(stage, 16, day=FRIDAY)
    assert len(questions(stage)) == 1


async def test_a_talk_that_was_taken_back_is_not_asked_about(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.says(TALKER, "1 tid tor 26.11 kl 10.15, rom B312")
    await stage.says(TALKER, "avlys 1")
    await ticks(stage, 16)

    assert questions(stage) == []
