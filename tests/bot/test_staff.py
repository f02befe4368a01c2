from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import Bot
from bot.staff import Profiles, asker, is_direct, sent_at
from demo.slack import LocalSlack
from tests.bot.scripted import GRADER, NOW, ScriptedCounter

NEWCOMER = "UNEW"


def known(counter: ScriptedCounter) -> None:
    counter.people[NEWCOMER] = replace(GRADER, id=99, slack_id=NEWCOMER)


@pytest.mark.demand("A-258")
async def test_an_unknown_user_is_told_how_to_be_registered(bot: Bot, slack: LocalSlack) -> None:
    slack.add_person("Ny", "ny@example.no", id=NEWCOMER)
    answer = await slack.command(NEWCOMER, "/sak")
    assert answer.text.startswith("Jeg kjenner ikke Slack-brukeren din ennå.")
    assert NEWCOMER in answer.text


async def test_an_unknown_user_is_answered_in_the_language_of_their_slack(bot: Bot, slack: LocalSlack) -> None:
    slack.add_person("Ny", "ny@example.no", id=NEWCOMER, locale="de-DE")
    assert (await slack.command(NEWCOMER, "/sak")).text.startswith("I do not know your Slack user yet.")


@pytest.mark.parametrize(
    "traits",
    [{"is_restricted": True}, {"is_ultra_restricted": True}, {"is_stranger": True}, {"team_id": "T0OTHER"}],
)
async def test_a_registered_outsider_is_refused_politely(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter, traits: dict[str, object]
) -> None:
    known(counter)
    slack.add_person("Gjest", "gjest@example.no", id=NEWCOMER, **traits)
    answer = await slack.command(NEWCOMER, "/sak", "42")
    assert answer.text.startswith("Jeg kan bare snakke om saker med faste medlemmer")
    assert counter.asked == []


async def test_an_outsiders_message_is_answered_and_not_heard(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    known(counter)
    slack.add_person("Gjest", "gjest@example.no", id=NEWCOMER, is_restricted=True)
    await slack.dm(NEWCOMER, "gitt 42")
    assert slack.read(NEWCOMER)[-1]["text"].startswith("Jeg kan bare snakke om saker")
    assert counter.asked == []


async def test_a_profile_is_asked_for_once_a_day(bot: Bot, slack: LocalSlack) -> None:
    for _ in range(3):
        await slack.command(GRADER.slack_id, "/sak")
    assert len(slack.calls_of("users.info")) == 1


async def test_a_profile_older_than_a_day_is_asked_for_again(bot: Bot, slack: LocalSlack) -> None:
    moments = iter([NOW, NOW + timedelta(hours=25), NOW + timedelta(hours=25)])
    profiles = Profiles(bot._web, lambda: next(moments))
    await profiles.of(GRADER.slack_id)
    await profiles.of(GRADER.slack_id)
    assert len(slack.calls_of("users.info")) == 2


async def test_without_slacks_word_nobody_comes_in(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    slack.fail_next("users.info", "internal_error")
    answer = await slack.command(GRADER.slack_id, "/sak", "42")
    assert answer.text.startswith("Noe gikk galt hos oss")
    assert counter.asked == []


@pytest.mark.parametrize(
    "body",
    [
        {"user_id": "U1"},
        {"user": {"id": "U1"}},
        {"event": {"user": "U1"}},
        {"event": {"message": {"user": "U1"}}},
    ],
)
def test_the_asker_is_found_in_every_kind_of_request(body: dict[str, object]) -> None:
    assert asker(body) == "U1"


def test_a_request_that_names_nobody_has_no_asker() -> None:
    assert asker({"type": "url_verification"}) == ""


def test_the_time_of_a_request_is_slacks_own() -> None:
    assert sent_at({"event": {"event_ts": "12.5"}}) == 12.5
    assert sent_at({"actions": [{"action_ts": "13.5"}]}) == 13.5
    assert sent_at({"command": "/sak"}) is None


def test_only_a_direct_channel_is_direct() -> None:
    assert is_direct({"channel_id": "D1"})
    assert not is_direct({"channel_id": "C1"})
    assert not is_direct({"container": {"type": "view"}})
