from dataclasses import replace
from datetime import timedelta

import pytest

from bot.announcer import Announcer
from bot.app import Bot
from casework.access import Move
from casework.case import Status
from casework.courier import Delivery, Fate
from casework.exams import Language
from casework.messages import Letter, Notice, NoticeKind
from casework.outgoing import Outgoing, SlackPost
from demo.slack import LocalSlack
from tests.bot.scripted import GRADER, HANDLER, NOW, ScriptedCounter, digest_line, view

KARI = "UKARI"
CARD = Notice("card:42:1", NoticeKind.CARD, GRADER.id, 42)
DIGEST = Notice("digest:2026-11-23:17", NoticeKind.DIGEST, GRADER.id, content={"lines": [digest_line()], "more": 0})
TASK = Notice("task:1:3", NoticeKind.TASK, HANDLER.id, 42, {"kind": "needs_grader", "case": 42})


@pytest.fixture
def announcer(bot: Bot) -> Announcer:
    return bot.announcer


def row(notice: Notice, tries: int = 1) -> Outgoing:
    return Outgoing(1, notice, NOW, tries)


async def posted(announcer: Announcer, notice: Notice) -> SlackPost:
    delivery = await announcer.send(row(notice))
    assert delivery.post is not None
    return delivery.post


async def test_a_new_card_is_posted_to_its_grader(announcer: Announcer, slack: LocalSlack) -> None:
    assert (await announcer.send(row(CARD))).fate is Fate.DONE
    assert slack.read(KARI)[-1]["text"] == "Sak 42: Begrunnelse i TDT4100 A. Venter på sensor."


async def test_where_a_card_stands_is_told_to_the_courier(announcer: Announcer, slack: LocalSlack) -> None:
    post = await posted(announcer, CARD)
    assert (post.channel, post.ts, post.cases) == (slack.space.direct(KARI).id, slack.read(KARI)[-1]["ts"], (42,))


async def test_the_candidate_number_is_in_the_blocks_and_not_in_the_text(
    announcer: Announcer, slack: LocalSlack
) -> None:
    await announcer.send(row(CARD))
    said = slack.read(KARI)[-1]
    assert "10042" not in said["text"]
    assert "10042" in str(said["blocks"])


async def test_a_card_that_stands_already_is_redrawn_in_place(
    announcer: Announcer, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["card"] = await posted(announcer, CARD)
    counter.answers["look"] = (GRADER, view(status=Status.DONE, moves=()))
    delivery = await announcer.send(row(replace(CARD, key="card:42:2")))
    assert (delivery.fate, delivery.answer) == (Fate.DONE, "redrawn")
    assert [message["text"] for message in slack.read(KARI)] == ["Sak 42: Begrunnelse i TDT4100 A. Ferdig."]


async def test_a_card_that_somebody_deleted_is_posted_anew(
    announcer: Announcer, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    post = await posted(announcer, CARD)
    counter.answers["card"] = SlackPost(post.channel, "1.000000", (42,))
    assert (await announcer.send(row(CARD))).answer == "ok"


async def test_a_card_whose_reader_lost_the_case_is_taken_away(
    announcer: Announcer, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["card"] = await posted(announcer, CARD)
    counter.answers["look"] = None
    assert (await announcer.send(row(CARD))).fate is Fate.DONE
    assert slack.read(KARI)[-1]["text"] == "Denne saken er ikke lenger hos deg."


async def test_the_digest_is_posted_with_its_cases(announcer: Announcer, slack: LocalSlack) -> None:
    post = await posted(announcer, DIGEST)
    assert post.cases == (42,)
    assert slack.read(KARI)[-1]["text"].startswith("God morgen! Én sak venter på deg.")


async def test_a_task_is_posted_to_its_case_handler(announcer: Announcer, slack: LocalSlack) -> None:
    await announcer.send(row(TASK))
    assert slack.read(HANDLER.slack_id)[-1]["text"] == "Ny oppgåve: manglar sensor, sak 42."


async def test_every_message_carries_its_key(announcer: Announcer, slack: LocalSlack) -> None:
    await announcer.send(row(DIGEST))
    metadata = slack.calls_of("chat.postMessage")[0].args["metadata"]
    assert metadata == {"event_type": "fristvakt", "event_payload": {"key": DIGEST.key}}


async def test_a_message_that_came_through_unheard_is_not_posted_twice(announcer: Announcer, slack: LocalSlack) -> None:
    slack.fail_next("chat.postMessage", "reset-after")
    first = await announcer.send(row(DIGEST))
    second = await announcer.send(row(DIGEST, tries=2))
    assert (first.fate, second.fate, second.answer) == (Fate.LATER, Fate.DONE, "stood there already")
    assert len(slack.read(KARI)) == 1


async def test_a_message_that_never_arrived_is_posted_at_the_second_try(
    announcer: Announcer, slack: LocalSlack
) -> None:
    slack.fail_next("chat.postMessage", "reset-before")
    await announcer.send(row(DIGEST))
    assert (await announcer.send(row(DIGEST, tries=2))).answer == "ok"
    assert len(slack.read(KARI)) == 1


@pytest.mark.demand("D-27")
async def test_too_many_messages_wait_as_long_as_slack_asks(announcer: Announcer, slack: LocalSlack) -> None:
    slack.fail_next("chat.postMessage", "429", seconds=7)
    assert await announcer.send(row(DIGEST)) == Delivery(Fate.LATER, "ratelimited", wait=timedelta(seconds=7))


@pytest.mark.parametrize("fault", ["500", "reset-before", "internal_error", "fatal_error", "service_unavailable"])
async def test_a_slack_that_is_unwell_is_tried_again(announcer: Announcer, slack: LocalSlack, fault: str) -> None:
    slack.fail_next("chat.postMessage", fault)
    assert (await announcer.send(row(DIGEST))).fate is Fate.LATER


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive", "missing_scope", "not_authed"])
async def test_trouble_with_our_token_waits_for_a_person(announcer: Announcer, slack: LocalSlack, code: str) -> None:
    slack.fail_next("chat.postMessage", code)
    assert await announcer.send(row(DIGEST)) == Delivery(Fate.LATER, code)


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "cannot_dm_bot", "invalid_blocks"])
async def test_a_channel_that_is_gone_is_given_up(announcer: Announcer, slack: LocalSlack, code: str) -> None:
    slack.fail_next("chat.postMessage", code)
    assert await announcer.send(row(DIGEST)) == Delivery(Fate.NEVER, code)


async def test_a_user_who_is_gone_is_given_up(announcer: Announcer, slack: LocalSlack) -> None:
    slack.space.person(KARI).deleted = True
    assert await announcer.send(row(DIGEST)) == Delivery(Fate.NEVER, "user_disabled")


async def test_a_user_whom_slack_never_knew_is_given_up(
    announcer: Announcer, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["look"] = (replace(GRADER, slack_id="U0NOBODY"), view())
    assert (await announcer.send(row(CARD))).fate is Fate.NEVER


async def test_a_guest_is_sent_no_case(announcer: Announcer, slack: LocalSlack) -> None:
    slack.space.person(KARI).is_restricted = True
    assert await announcer.send(row(CARD)) == Delivery(Fate.NEVER, "outsider")
    assert slack.calls_of("chat.postMessage") == []


async def test_staff_without_a_slack_id_are_given_up(announcer: Announcer, counter: ScriptedCounter) -> None:
    counter.answers["look"] = (replace(GRADER, slack_id=""), view())
    assert await announcer.send(row(CARD)) == Delivery(Fate.NEVER, "no Slack id")


async def test_staff_whom_nobody_knows_are_given_up(announcer: Announcer) -> None:
    assert await announcer.send(row(replace(DIGEST, to=999))) == Delivery(Fate.NEVER, "no such staff")


async def test_a_card_is_in_the_readers_own_language(
    announcer: Announcer, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["look"] = (replace(GRADER, language=Language.EN), view(moves=(Move.SENT,)))
    await announcer.send(row(CARD))
    assert slack.read(KARI)[-1]["text"] == "Case 42: Explanation, TDT4100 A. Waits for the examiner."


async def test_a_letter_is_not_for_the_announcer(announcer: Announcer) -> None:
    letter = Letter("k", "a@example.no", Language.NB, "receipt", "1", "", "Subject", "Body")
    with pytest.raises(TypeError):
        await announcer.send(Outgoing(1, letter, NOW, 1))


ASKED = replace(TASK, content={"kind": "needs_grader", "case": 42, "task": "grader:42"})


async def test_a_task_is_told_as_it_is_now_with_its_buttons(
    announcer: Announcer, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    await announcer.send(row(ASKED))
    said = slack.read(HANDLER.slack_id)[-1]
    assert counter.calls_of("task_at") == [{"key": "grader:42"}]
    assert [button["action_id"] for button in said["blocks"][1]["elements"]] == ["done.7", "show.42"]


async def test_a_task_that_has_been_seen_to_is_told_to_nobody(
    announcer: Announcer, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["task_at"] = None
    assert await announcer.send(row(ASKED)) == Delivery(Fate.DONE, "seen to already")
    assert slack.read(HANDLER.slack_id) == []
