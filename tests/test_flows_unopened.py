"""The story of a decision that nobody has seen the student open: one more notice after a week, and never another (D-RENOTIFY)."""

from datetime import date

import pytest

from casework.access import Move
from tests.appeals import AUTUMN, does, history, on_sqlite, take, told
from tests.pleas import EN, NB, NN, Plea
from tests.season import HANDLER, KARI
from tests.stage import Stage

SUBJECTS = {
    NB.language: "Påminnelse: Klagen din er avgjort: FYS1120",
    NN.language: "Påminning: Klaga di er avgjord: FYS1120",
    EN.language: "Reminder: Your appeal has been decided: FYS1120",
}


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await take(stage, AUTUMN)
    return stage


def reminders(stage: Stage, plea: Plea = NB) -> list[str]:
    return [letter.subject for letter in stage.letters(plea.student) if SUBJECTS[plea.language] in letter.subject]


@pytest.mark.parametrize("plea", [NB, NN, EN], ids=lambda plea: plea.language.value)
async def test_the_student_is_notified_once_more_after_a_week(stage: Stage, plea: Plea):
    await told(stage, plea)
    for number in range(24, 30):
        await stage.morning(date(2026, 11, number))
    assert reminders(stage, plea) == []

    for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 7)):
        await stage.morning(day)
    assert reminders(stage, plea) == [f"[1/2026] {SUBJECTS[plea.language]}"]


@on_sqlite
async def test_the_reminder_names_its_source_and_no_grade(stage: Stage):
    await told(stage)
    await stage.morning(date(2026, 11, 30))
    text = " ".join(stage.letter(KARI).text.split())
    assert "eForvaltningsforskriften § 8 femte ledd" in text
    assert not [word for word in ("gunst", "uendret") if word in text]


@on_sqlite
async def test_a_decision_that_was_seen_is_not_notified_again(stage: Stage):
    await told(stage)
    stage.clock.to(date(2026, 11, 26), 9)
    await stage.command(HANDLER, "/sak", "1")
    await stage.press(HANDLER, "Studenten har åpnet den …")
    await stage.fill(HANDLER, day="2026-11-25")
    await stage.morning(date(2026, 12, 1))
    assert ((await stage.case()).seen_on, reminders(stage)) == (date(2026, 11, 25), [])


@on_sqlite
async def test_the_journal_keeps_that_it_went_out(stage: Stage):
    await told(stage, NB, Move.UNCHANGED)
    await stage.morning(date(2026, 11, 30))
    assert [event.name for event in await history(stage)][-2:] == ["told", "notified_again"]


@on_sqlite
async def test_a_case_that_was_withdrawn_has_no_decision_to_notify(stage: Stage):
    await stage.mail(KARI, "klage", "FYS1120", "Jeg klager på karakteren i FYS1120.")
    await does(stage, Move.WITHDRAW)
    await stage.morning(date(2026, 11, 30))
    assert reminders(stage) == []
