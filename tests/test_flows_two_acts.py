"""The stories of a result whose announcement is corrected across 1 August 2024, when one act took the other's place (decision 1)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.appeals import complains, history, on_sqlite
from tests.pleas import NB
from tests.season import KARI, SEASON, WRITTEN
from tests.stage import Stage
from tests.test_flows_together import imports

pytestmark = on_sqlite
OLD, NEW = date(2024, 7, 30), date(2024, 8, 5)
EXAM = next(row for row in SEASON.exams if row.key == WRITTEN)
ACTS = {OLD: ("law-2005", "§ 5-3"), NEW: ("law-2024", "§ 11-10")}
CORRECTED = pytest.mark.parametrize(("first", "then"), [(OLD, NEW), (NEW, OLD)], ids=["old to new", "new to old"])


async def announced(stage: Stage, day: date) -> None:
    await imports(stage, replace(EXAM, announced=day, protocol_created=day))


async def appealed(stage: Stage, first: date) -> None:
    stage.clock.to(date(2024, 8, 6), 9)
    await announced(stage, first)
    await stage.mail(KARI, "klage", "TDT4100", "Jeg klager på karakteren i TDT4100.")


@CORRECTED
async def test_a_new_case_follows_the_act_of_the_announcement_as_it_is_now(stage: Stage, first: date, then: date):
    await appealed(stage, first)
    await announced(stage, then)
    await complains(stage, NB)
    assert (await stage.case(2)).law == ACTS[then][0]


@CORRECTED
async def test_the_open_case_follows_it_too_and_the_journal_keeps_what_it_was(stage: Stage, first: date, then: date):
    await appealed(stage, first)
    await announced(stage, then)
    event = (await history(stage, 1))[-1]
    assert ((await stage.case()).law, event.facts["because"]) == (ACTS[then][0], "import")
    assert event.facts["before"]["law"] == ACTS[first][0]


async def test_the_letter_on_the_moved_date_cites_the_act_that_holds(stage: Stage):
    await appealed(stage, OLD)
    assert ACTS[OLD][1] in stage.letter(KARI).text
    await announced(stage, NEW)
    text = stage.letter(KARI).text
    assert "Siste dag for å klage på karakteren: mandag 26. august 2024" in " ".join(text.split())
    assert (ACTS[NEW][1] in text, ACTS[OLD][1] in text) == (True, False)


async def test_a_date_that_was_told_under_the_other_act_is_not_shortened(stage: Stage):
    await appealed(stage, NEW)
    await announced(stage, OLD)
    assert (await stage.case()).told_deadline == date(2024, 8, 26)


async def test_a_closed_case_keeps_the_act_that_its_letters_cited(stage: Stage):
    await appealed(stage, OLD)
    await stage.reply(KARI, stage.letter(KARI), "Jeg trekker klagen.")
    await stage.reply(KARI, stage.letter(KARI), "Ja")
    await announced(stage, NEW)
    await complains(stage, NB)
    assert ((await stage.case(1)).law, (await stage.case(2)).law) == ("law-2005", "law-2024")
