"""The stories of new rules: one case handler loads them, another one sees what they would change and puts them into effect (D-35)."""

import re

import pytest

from casework.links import Purpose
from demo.relay import MailView
from tests import tongues
from tests.appeals import SIGURD, on_sqlite, open_keys, staff_at
from tests.rulemaking import (
    FOUR_WEEKS,
    NB,
    SIRI,
    TWO_WEEKS,
    WITH_TARGET,
    Decree,
    in_each_language,
    in_effect,
    loads,
)
from tests.season import HANDLER
from tests.stage import Stage, words


async def appealed(stage: Stage, decree: Decree = NB) -> None:
    await stage.mail(decree.student, "klage", "TDT4100", decree.appeal)


async def reads(stage: Stage, decree: Decree) -> None:
    """The case handler in Slack reads that language."""
    await stage.speaks(
        HANDLER, next(each for each in (tongues.NB, tongues.NN, tongues.EN) if each.language is decree.language)
    )


async def looks(stage: Stage, decree: Decree = NB) -> str:
    """The case handler in Slack presses the button of the newest message that has one; gives what the form shows."""
    await stage.press(HANDLER, decree.look)
    return words(stage.slack.modal(HANDLER))


async def puts_into_effect(stage: Stage) -> str:
    return await stage.fill(HANDLER)


def submit(stage: Stage) -> object:
    return stage.slack.modal(HANDLER).get("submit")


@pytest.mark.demand("D-35")
@in_each_language
async def test_a_second_person_sees_before_and_after_in_slack_and_confirms(stage: Stage, decree: Decree) -> None:
    await reads(stage, decree)
    await appealed(stage, decree)
    await loads(stage, FOUR_WEEKS)
    assert decree.listed in await looks(stage, decree)

    assert decree.holds in await puts_into_effect(stage)
    await stage.tick()
    assert in_effect(stage) == "4 weeks"


@pytest.mark.demand("D-35")
async def test_nothing_changes_until_the_second_person_has_confirmed(stage: Stage) -> None:
    await appealed(stage)
    await loads(stage, FOUR_WEEKS)
    await looks(stage)
    await stage.tick()
    assert (in_effect(stage), (await stage.case()).version) == ("3 weeks", 1)


@pytest.mark.demand("D-35")
@in_each_language
async def test_who_loaded_the_rules_may_look_but_not_confirm(stage: Stage, decree: Decree) -> None:
    await reads(stage, decree)
    await appealed(stage, decree)
    await loads(stage, FOUR_WEEKS, person=SIRI)
    await stage.says(HANDLER, "sak")
    assert decree.own in await looks(stage, decree)
    assert submit(stage) is None


@on_sqlite
async def test_a_form_that_the_loader_sends_off_all_the_same_is_refused(stage: Stage) -> None:
    await appealed(stage)
    await loads(stage, FOUR_WEEKS, person=SIRI)
    await stage.says(HANDLER, "sak")
    await looks(stage)
    assert NB.own in await puts_into_effect(stage)
    await stage.tick()
    assert in_effect(stage) == "3 weeks"


@on_sqlite
async def test_the_notice_counts_what_would_change(stage: Stage) -> None:
    await appealed(stage)
    await loads(stage, FOUR_WEEKS)
    said = "Datoer som blir flyttet: 1. Åpne saker det gjelder: 1."
    assert said in stage.slack.read(HANDLER)[-1]["text"]


@on_sqlite
async def test_who_loaded_them_gets_no_notice_but_a_task(stage: Stage) -> None:
    await loads(stage, FOUR_WEEKS, person=SIRI)
    assert (stage.slack.read(HANDLER), await open_keys(stage)) == ([], ["rules:1"])


@pytest.mark.demand("D-35")
@in_each_language
async def test_what_has_changed_since_the_look_is_shown_before_anything_happens(stage: Stage, decree: Decree) -> None:
    await reads(stage, decree)
    await loads(stage, FOUR_WEEKS)
    await looks(stage, decree)
    await appealed(stage, decree)
    shown = await puts_into_effect(stage)
    assert [said for said in (decree.again, decree.listed) if said not in shown] == []
    assert in_effect(stage) == "3 weeks"

    assert decree.holds in await puts_into_effect(stage)


@on_sqlite
async def test_rules_that_others_have_overtaken_must_be_loaded_again(stage: Stage) -> None:
    await loads(stage, FOUR_WEEKS)
    await looks(stage)
    await loads(stage, TWO_WEEKS)
    await looks(stage)
    stage.clock.moment = stage.clock.moment.replace(minute=5)
    await puts_into_effect(stage)
    await stage.press(HANDLER, NB.look, stage.slack.read(HANDLER)[0])
    assert "Last inn filen på nytt" in words(stage.slack.modal(HANDLER))


@on_sqlite
async def test_rules_are_put_into_effect_once(stage: Stage) -> None:
    await loads(stage, FOUR_WEEKS)
    await looks(stage)
    await puts_into_effect(stage)
    assert "venter ikke lenger på bekreftelse" in await looks(stage)


@on_sqlite
async def test_the_task_is_done_when_the_rules_hold(stage: Stage) -> None:
    await loads(stage, FOUR_WEEKS)
    await looks(stage)
    await puts_into_effect(stage)
    assert await open_keys(stage) == []


# by mail and on a page


def question(stage: Stage) -> MailView:
    return next(letter for letter in reversed(stage.letters(SIGURD)) if "/l/r." in letter.text)


async def looks_by_link(stage: Stage) -> str:
    return (await stage.opens(question(stage)))[1]


async def confirms_by_link(stage: Stage, shown: str) -> tuple[int, str]:
    seen = re.search(r'name="seen" value="(\w+)"', shown)
    return await stage.opens(question(stage), seen=seen[1] if seen else "")


@pytest.mark.demand("D-35")
@in_each_language
async def test_a_second_person_without_slack_confirms_on_a_page(stage: Stage, decree: Decree) -> None:
    tongue = next(each for each in (tongues.NB, tongues.NN, tongues.EN) if each.language is decree.language)
    await stage.speaks(SIGURD, tongue)
    await appealed(stage, decree)
    await loads(stage, FOUR_WEEKS, person=SIRI)
    shown = await looks_by_link(stage)
    assert decree.listed in shown

    assert (await confirms_by_link(stage, shown))[0] == 200
    await stage.tick()
    assert in_effect(stage) == "4 weeks"


async def test_looking_at_the_page_changes_nothing(stage: Stage) -> None:
    await loads(stage, FOUR_WEEKS, person=SIRI)
    for _ in range(2):
        await looks_by_link(stage)
    await stage.tick()
    assert in_effect(stage) == "3 weeks"


@on_sqlite
async def test_the_page_confirms_only_what_it_has_shown(stage: Stage) -> None:
    await loads(stage, FOUR_WEEKS, person=SIRI)
    shown = await looks_by_link(stage)
    await appealed(stage)
    status, again = await confirms_by_link(stage, shown)
    assert (status, NB.again in again, NB.listed in again) == (400, True, True)
    assert (await confirms_by_link(stage, again))[0] == 200


@on_sqlite
async def test_the_page_works_once(stage: Stage) -> None:
    await loads(stage, FOUR_WEEKS, person=SIRI)
    shown = await looks_by_link(stage)
    await confirms_by_link(stage, shown)
    assert "Reglene gjelder fra nå" in await looks_by_link(stage)
    assert len(await stage.service.store.read(lambda records: records.confirmed_rules())) == 1


@on_sqlite
async def test_somebody_who_is_no_case_handler_any_more_has_no_page(stage: Stage) -> None:
    await loads(stage, FOUR_WEEKS, person=SIRI)
    links, grader = stage.service.office.links, await staff_at(stage, "gro@example.no")
    address = links.url(links.make(Purpose.RULES, 1, grader.id, stage.clock()))
    assert (await stage.opens(address))[0] == 410


@pytest.mark.demand("A-290")
@on_sqlite
async def test_the_other_case_handlers_hear_that_the_rules_hold(stage: Stage) -> None:
    await loads(stage, WITH_TARGET, person=SIRI, name="own.toml")
    await confirms_by_link(stage, await looks_by_link(stage))
    assert "Regelbok ntnu gjelder fra nå." in stage.seen(HANDLER)


@on_sqlite
async def test_who_has_no_slack_hears_it_by_mail(stage: Stage) -> None:
    await loads(stage, FOUR_WEEKS)
    await looks(stage)
    await puts_into_effect(stage)
    assert stage.subjects(SIGURD) == ["Nye regler gjelder fra nå: law-2024"]
