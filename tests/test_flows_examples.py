"""The worked examples of the design as stories, C11 to C13, and the table that says which example is tested where."""

import re
from datetime import date
from pathlib import Path

import pytest

from casework.access import Move
from casework.case import Status
from tests.appeals import AUTUMN, asked_in_database, does, on_sqlite, status, take
from tests.pleas import NB, NN
from tests.season import EXTERNAL_GRADER, GRADER, KARI, NEW_GRADER
from tests.stage import Stage

HERE = Path(__file__).parent
# Which examples there are: published ones with dates, derived vectors, scenarios. W8 to W11 were never given out.
NAMED = {
    "casework/test_examples.py": "w1 w2 w3 w4 w5 w6 w7 w12 w13 w14 w15 w16 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10",
    "test_flows_examples.py": "c11 c12 c13",
}


@pytest.mark.parametrize("file", NAMED)
def test_every_example_has_the_test_that_bears_its_name(file: str):
    found = set(re.findall(r"def test_([wc]\d+)_", (HERE / file).read_text(encoding="utf-8")))
    assert found == set(NAMED[file].split())


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await take(stage, AUTUMN)
    return stage


@on_sqlite
@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        pytest.param({"rulebook": "nmbu"}, Status.WITHDRAWN, id="NMBU: until published"),
        pytest.param({"rulebook": "hvl"}, Status.JOINT, id="HVL: until the examiner has registered"),
    ],
    indirect=["stage"],
)
async def test_c11_withdrawn_after_the_graders_were_done_and_before_anything_was_told(stage: Stage, expected: Status):
    await stage.mail(KARI, "klage", "FYS1120", NB.appeal.format(course="FYS1120"))
    for grader in (NEW_GRADER, EXTERNAL_GRADER):
        await stage.says(grader, "ferdig 1")
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    await stage.reply(KARI, stage.letter(KARI), "Ja")
    assert await status(stage) is expected


@on_sqlite
async def test_c12_who_writes_nynorsk_gets_every_letter_in_nynorsk(stage: Stage):
    """Kari is registered with bokmål."""
    await stage.mail(
        KARI, "begrunnelse", "FYS1120", "Hei! Eg bed om grunngjeving for karakteren i FYS1120. Helsing Kari"
    )
    await stage.mail(KARI, "klage", "FYS1120", NN.appeal.format(course="FYS1120"))
    await stage.morning(date(2026, 12, 7))
    await stage.says(GRADER, "sendt 1")
    await stage.morning(date(2026, 12, 23))
    for grader in (NEW_GRADER, EXTERNAL_GRADER):
        await stage.says(grader, "ferdig 2")
    for move in (Move.IN_FAVOUR, Move.TELL):
        await does(stage, move, 2)
    sent = asked_in_database(stage, f"SELECT template, language FROM outgoing WHERE to_address = '{KARI}'")
    assert {language for _, language in sent} == {"nn"}
    assert len(sent) >= 6


@on_sqlite
async def test_c13_a_diploma_is_told_of_and_blocks_nothing_by_itself(stage: Stage):
    """Whether one was issued stands in other systems: the student reads that it can be held back, and a person sees to it."""
    await stage.mail(KARI, "klage", "FYS1120", NB.appeal.format(course="FYS1120"))
    assert "kan vitnemålet bli holdt tilbake" in " ".join(stage.letter(KARI).text.split())
    assert await status(stage) is Status.WITH_COMMISSION
