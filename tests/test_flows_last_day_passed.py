"""The stories of students whose last day to appeal has passed: no letter says that it is still to come, and none lets it pass unseen."""

from datetime import date

import pytest

from casework.access import Move
from casework.exams import Language
from casework.letters import Letters
from tests.appeals import does, on_sqlite
from tests.casework.letter_samples import FIELDS
from tests.season import GRADER, KARI
from tests.stage import Stage

ASKS = "Jeg ber om begrunnelse i TDT4100."
APPEALS = "Jeg klager på karakteren i TDT4100."
OVER = "Siste dag for å klage på karakteren var tirsdag 8. desember 2026"
OPEN = {Language.NB: "Du kan klage på karakteren til", Language.NN: "Du kan klage på", Language.EN: "You can appeal"}
TELLING = (
    "explanation_sent",
    "explanation_oral_given",
    "explanation_no_show",
    "explanation_late",
    "explanation_paused",
    "explanation_reopened",
)


async def asks_too_late(stage: Stage) -> None:
    """A request on 10 December, when both deadlines are over; a case handler lets a grader answer it all the same."""
    stage.clock.to(date(2026, 12, 10), 9)
    await stage.mail(KARI, "begrunnelse", "TDT4100", ASKS)
    await does(stage, Move.ASSIGN, whom=["gro@example.no"])


async def wants_to_withdraw(stage: Stage, day: date) -> str:
    await stage.mail(KARI, "begrunnelse", "TDT4100", ASKS)
    stage.clock.to(day, 9)
    await stage.reply(KARI, stage.letter(KARI), "Jeg trekker ønsket om begrunnelse.")
    return stage.letter(KARI).text


@on_sqlite
async def test_an_explanation_after_the_last_day_does_not_invite_to_appeal_until_a_day_that_is_gone(stage: Stage):
    await asks_too_late(stage)
    await stage.says(GRADER, "sendt 1")
    told = stage.letter(KARI).text
    assert OVER in told
    assert "til og med" not in told
    assert "Var du forhindret fra å klage i tide?" in told


@on_sqlite
async def test_an_appeal_that_was_made_in_time_needs_no_excuse(stage: Stage):
    await stage.mail(KARI, "klage", "TDT4100", APPEALS)
    stage.clock.to(date(2026, 12, 10), 9)
    await stage.mail(KARI, "begrunnelse", "TDT4100", ASKS)
    await does(stage, Move.ASSIGN, number=2, whom=["gro@example.no"])
    await stage.says(GRADER, "sendt 2")
    told = stage.letter(KARI).text
    assert OVER in told
    assert "Var du forhindret" not in told


@on_sqlite
async def test_a_rejected_request_says_until_when_the_grade_could_be_appealed(stage: Stage):
    await asks_too_late(stage)
    await does(stage, Move.REJECT)
    assert OVER in stage.letter(KARI).text


@on_sqlite
async def test_who_withdraws_reads_first_that_the_last_day_to_appeal_would_be_past(stage: Stage):
    """No deadline ran while the explanation was open (§ 11-10); without it the three weeks from the announcement are over."""
    assert OVER in await wants_to_withdraw(stage, date(2026, 12, 15))


@on_sqlite
async def test_who_withdraws_in_time_reads_first_which_day_it_will_be(stage: Stage):
    told = await wants_to_withdraw(stage, date(2026, 12, 1))
    assert "Siste dag for å klage på karakteren: tirsdag 8. desember 2026" in told


@on_sqlite
async def test_what_was_withdrawn_says_that_the_day_is_past(stage: Stage):
    await wants_to_withdraw(stage, date(2026, 12, 15))
    await stage.reply(KARI, stage.letter(KARI), "Ja")
    assert OVER in stage.letter(KARI).text


@on_sqlite
async def test_who_has_appealed_loses_no_day_by_withdrawing_the_request(stage: Stage):
    await stage.mail(KARI, "klage", "TDT4100", APPEALS)
    assert "Siste dag for å klage" not in await wants_to_withdraw(stage, date(2026, 12, 15))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("template", TELLING)
def test_no_letter_in_any_language_says_until_of_a_day_that_is_past(template: str, language: Language):
    letters, fields = Letters.packaged(), {**FIELDS, "kind": "explanation"}
    assert OPEN[language] in letters.write(template, language, **fields).body
    assert OPEN[language] not in letters.write(template, language, **{**fields, "appeal_over": True}).body
