"""The stories of a group member whose told appeal date stands still while a fellow awaits an explanation (decision 8)."""

from dataclasses import replace
from datetime import date

import pytest

from casework.access import Move
from tests import pleas
from tests.appeals import complains, does, history, on_sqlite
from tests.rulemaking import EN, NB, NN, Decree, changes_rules, rulebook_with
from tests.season import EMILY, GRADER, KARI, NILS, SEASON, WRITTEN
from tests.stage import Stage
from tests.test_flows_together import imports

pytestmark = on_sqlite
ALL = tuple(replace(row, group="G1") for row in SEASON.results if row.exam == WRITTEN)
STOPPED = {
    NILS: (
        "Klagefristen din går ikkje no. Datoen vi har gitt deg, tysdag 8. desember 2026, gjeld ikkje",
        "nokon i gruppa di har bede om grunngjeving",
        "Klaga du har sendt, går vidare som før. Du treng ikkje gjere noko.",
    ),
    EMILY: (
        "is not running now. The date that we gave you, Tuesday 8 December 2026, does not apply",
        "somebody in your group has asked for an explanation",
        "The appeal that you have sent goes on as before. You do not need to do anything.",
    ),
    KARI: (
        "Klagefristen din løper ikke nå. Datoen vi har gitt deg, tirsdag 8. desember 2026, gjelder ikke",
        "en i gruppen din har bedt om begrunnelse",
        "Klagen du har sendt, går videre som før. Du trenger ikke gjøre noe.",
    ),
}
RUNS = {
    NILS: ("ikkje lenger stille", "til og med tysdag 8. desember 2026"),
    EMILY: ("no longer on hold", "until the end of Tuesday 8 December 2026"),
    KARI: ("ikke lenger stille", "til og med tirsdag 8. desember 2026"),
}
EACH = pytest.mark.parametrize(
    ("told", "asks"), [pytest.param(NN, NB, id="nn"), pytest.param(EN, NB, id="en"), pytest.param(NB, NN, id="nb")]
)
STANDING_STILL = ("står stille", "on hold")


def text(stage: Stage, address: str) -> str:
    return " ".join(stage.letter(address).text.split())


def stops(stage: Stage, address: str) -> list[str]:
    """The letters to that address by which it hears that a deadline stands still."""
    return [subject for subject in stage.subjects(address) if any(word in subject for word in STANDING_STILL)]


async def asks_for_it(stage: Stage, who: Decree = NB) -> None:
    await stage.mail(who.student, "begrunnelse", "TDT4100", who.asks)


async def told(stage: Stage, who: Decree = NN) -> None:
    """That member has appealed and been told 8 December."""
    await imports(stage, results=ALL)
    await stage.mail(who.student, "klage", "TDT4100", who.appeal)


async def told_without_appeal(stage: Stage) -> None:
    """Nils has asked for and been given his explanation on 23 November, and been told 14 December."""
    await imports(stage, results=ALL)
    await stage.mail(NILS, "begrunnelse", "TDT4100", NN.asks)
    await stage.says(GRADER, "sendt 1")


async def withdrawn_again(stage: Stage, day: date) -> None:
    """Kari asks, and takes it back that day."""
    await asks_for_it(stage)
    asked = stage.letter(KARI)
    stage.clock.to(day, 9)
    await stage.reply(KARI, asked, "Jeg trekker ønsket om begrunnelse.")
    await stage.reply(KARI, stage.letter(KARI), "Ja")


@EACH
async def test_a_member_hears_at_once_that_the_told_date_stands_still(stage: Stage, told: Decree, asks: Decree):
    await imports(stage, results=ALL)
    await stage.mail(told.student, "klage", "TDT4100", told.appeal)
    await asks_for_it(stage, asks)
    said = text(stage, told.student)
    assert [each for each in STOPPED[told.student] if each not in said] == []


async def test_who_asked_is_not_said(stage: Stage):
    await told(stage)
    await asks_for_it(stage)
    assert not any(word in text(stage, NILS) for word in ("Kari", "Nordmann", "1001", "2/2026"))


async def test_the_date_that_comes_of_the_explanation_is_told_after_it(stage: Stage):
    await told_without_appeal(stage)
    stage.clock.to(date(2026, 11, 24), 9)
    await asks_for_it(stage)
    assert "Vil du klage, kan du gjere det no òg" in text(stage, NILS)
    stage.clock.to(date(2026, 11, 26), 9)
    await stage.says(GRADER, "sendt 2")
    assert "torsdag 17. desember 2026" in text(stage, NILS)


async def test_it_is_told_once_however_many_ask(stage: Stage):
    await told(stage)
    await asks_for_it(stage)
    await asks_for_it(stage, EN)
    assert len(stops(stage, NILS)) == 1


async def test_nothing_is_told_of_a_day_while_one_of_two_still_waits(stage: Stage):
    await told(stage)
    await asks_for_it(stage)
    await asks_for_it(stage, EN)
    letters = len(stage.letters(NILS))
    await stage.says(GRADER, "sendt 2")
    assert len(stage.letters(NILS)) == letters


@EACH
async def test_who_waited_for_a_request_that_is_taken_back_hears_that_the_date_counts_again(
    stage: Stage, told: Decree, asks: Decree
):
    await imports(stage, results=ALL)
    await stage.mail(told.student, "klage", "TDT4100", told.appeal)
    await asks_for_it(stage, asks)
    await does(stage, Move.WITHDRAW, number=2)
    assert [
        each
        for each in RUNS[told.student]
        if each not in f"{stage.letter(told.student).subject} {text(stage, told.student)}"
    ] == []


async def test_who_waited_past_the_date_reads_how_to_appeal_all_the_same(stage: Stage):
    await told_without_appeal(stage)
    stage.clock.to(date(2026, 11, 24), 9)
    await withdrawn_again(stage, date(2026, 12, 16))
    said = text(stage, NILS)
    assert "Siste dag for å klage på karakteren var måndag 14. desember 2026" in said
    assert "Har du venta med å klage fordi fristen stod stille?" in said


async def test_a_second_request_after_that_stops_it_again(stage: Stage):
    await told(stage)
    await withdrawn_again(stage, date(2026, 11, 23))
    await asks_for_it(stage)
    assert len([subject for subject in stops(stage, NILS) if "ikkje lenger" not in subject]) == 2


async def test_a_member_who_was_told_no_date_hears_nothing(stage: Stage):
    await imports(stage, results=ALL)
    await asks_for_it(stage)
    assert stage.letters(NILS) == []


async def test_where_only_who_asks_gets_longer_time_no_other_date_stands_still(stage: Stage):
    await changes_rules(
        stage, rulebook_with('group_extension = "all', 'group_extension = "requester_only" # "all'), "ntnu.toml"
    )
    await told(stage)
    await asks_for_it(stage)
    assert stops(stage, NILS) == []


async def test_a_rule_by_which_only_who_asks_gets_it_lets_the_date_run_again(stage: Stage):
    await told(stage)
    await asks_for_it(stage)
    await changes_rules(
        stage, rulebook_with('group_extension = "all', 'group_extension = "requester_only" # "all'), "ntnu.toml"
    )
    assert RUNS[NILS][1] in text(stage, NILS)


async def test_who_is_put_into_the_group_later_hears_it_then(stage: Stage):
    await imports(stage, results=tuple(row for row in ALL if row.email == KARI))
    await stage.mail(NILS, "klage", "TDT4100", NN.appeal)
    await asks_for_it(stage)
    assert stops(stage, NILS) == []
    await imports(stage, results=ALL)
    assert len(stops(stage, NILS)) == 1


@pytest.mark.parametrize("stage", [{"mail_verdict": "unknown"}], indirect=True)
async def test_a_request_that_nobody_has_confirmed_is_told_to_nobody_else(stage: Stage):
    await told(stage)
    await does(stage, Move.CONFIRM_SENDER)
    await asks_for_it(stage)
    assert stops(stage, NILS) == []
    await does(stage, Move.CONFIRM_SENDER, number=2)
    assert len(stops(stage, NILS)) == 1


async def test_the_journal_says_that_the_group_stopped_it(stage: Stage):
    await told(stage)
    await asks_for_it(stage)
    event = (await history(stage, 1))[-1]
    assert (event.actor.via, event.facts["because"], event.changes["told_waiting"]) == ("case:2", "group", True)


async def test_a_day_that_two_cases_have_told_is_spoken_of_once(stage: Stage):
    await told_without_appeal(stage)
    await stage.mail(NILS, "klage", "TDT4100", NN.appeal)
    assert (await stage.case(1)).told_deadline == (await stage.case(2)).told_deadline
    await asks_for_it(stage)
    assert len(stops(stage, NILS)) == 1


async def test_a_day_that_another_letter_has_told_since_is_not_told_again(stage: Stage):
    await told(stage)
    await asks_for_it(stage)
    await stage.mail(NILS, "begrunnelse", "TDT4100", NN.asks)
    await stage.says(GRADER, "sendt 2")
    stage.clock.to(date(2026, 11, 26), 9)
    letters = len(stage.letters(NILS))
    await stage.says(GRADER, "sendt 3")
    assert ((await stage.case(1)).told_waiting, len(stage.letters(NILS)) - letters) == (False, 1)


async def test_nothing_is_told_of_a_grade_that_does_not_stand(stage: Stage):
    await told_without_appeal(stage)
    await complains(stage, pleas.NN)
    await does(stage, Move.ANNUL_REGRADE, number=2)
    await asks_for_it(stage)
    assert stops(stage, NILS) == []


async def test_a_late_request_that_is_excused_stops_the_day_too(stage: Stage):
    await told(stage)
    stage.clock.to(date(2026, 11, 26), 9)
    await asks_for_it(stage)
    assert stops(stage, NILS) == []
    await does(stage, Move.EXCUSE, number=2)
    assert len(stops(stage, NILS)) == 1


@pytest.mark.parametrize("stage", [{"mail_verdict": "unknown"}], indirect=True)
@pytest.mark.parametrize(("day", "sent"), [(23, True), (26, False)], ids=["answered", "late"])
async def test_nor_does_a_fellow_whose_request_stops_nothing_make_it_certain(stage: Stage, day: int, sent: bool):
    """Emily's has been answered, or came too late; only Kari's stops the day, and who wrote that is not known."""
    await told(stage)
    await does(stage, Move.CONFIRM_SENDER)
    stage.clock.to(date(2026, 11, day), 9)
    await asks_for_it(stage, EN)
    await does(stage, Move.CONFIRM_SENDER, number=2)
    if sent:
        await stage.says(GRADER, "sendt 2")
    before = len(stops(stage, NILS))
    stage.clock.to(date(2026, 11, 24), 9)
    await asks_for_it(stage)
    assert len(stops(stage, NILS)) == before
