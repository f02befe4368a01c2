import asyncio
from typing import Any

import pytest

from bot.app import Bot
from bot.conversation import Typed, typed
from casework.access import Move
from casework.desk.answers import Choice, Done, Question, Reason
from casework.exams import Language
from casework.refusals import AlreadyDone
from demo.slack import LocalSlack
from tests.bot.scripted import STUDENT_SLACK, TODAY, ScriptedCounter, view

KARI = "UKARI"


def body(**event: Any) -> dict[str, Any]:
    usual = {"type": "message", "channel_type": "im", "channel": "D1", "user": KARI, "text": "gitt 42", "ts": "1.0"}
    return {"event_id": "Ev1", "event": usual | event}


def changed(text: str, before: str, **message: Any) -> dict[str, Any]:
    after = {"user": KARI, "ts": "1.0", "text": text, "edited": {"user": KARI, "ts": "2.0"}} | message
    return body(subtype="message_changed", message=after, previous_message={"text": before}, text=None, user=None)


def test_a_direct_message_is_heard_once_by_its_event() -> None:
    assert typed(body()) == Typed("gitt 42", "D1", "", "Ev1")


def test_a_reply_in_a_thread_names_the_message_above_it() -> None:
    assert typed(body(thread_ts="0.5")) == Typed("gitt 42", "D1", "0.5", "Ev1")


def test_a_corrected_message_is_heard_once_by_its_correction() -> None:
    assert typed(changed("gitt 42", "git 42")) == Typed("gitt 42", "D1", "", "edit:D1:1.0:2.0")


@pytest.mark.parametrize(
    "ignored",
    [
        body(channel_type="channel"),
        body(subtype="message_deleted"),
        body(subtype="file_share"),
        body(bot_id="B1"),
        body(text="  "),
        body(user=None),
        changed("gitt 42", "gitt 42"),
        changed("gitt 42", "git 42", edited=None),
        changed("gitt 42", "git 42", bot_id="B1"),
    ],
)
def test_what_no_person_newly_wrote_to_us_is_not_heard(ignored: dict[str, Any]) -> None:
    assert typed(ignored) is None


def test_what_slack_escaped_is_heard_as_it_was_typed() -> None:
    said = typed(body(text="gitt 42 &amp; 43 &lt;3"))
    assert said is not None
    assert said.text == "gitt 42 & 43 <3"


async def test_a_short_message_is_answered_in_its_thread(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["hear"] = Done(Move.ORAL_GIVEN, view(), TODAY)
    asked = await slack.dm(KARI, "gitt 42")
    said = slack.read(KARI)[-1]
    assert said["thread_ts"] == asked.ts
    assert said["text"].startswith("Sak 42: muntlig begrunnelse er registrert")


async def test_a_reply_under_a_notice_is_heard_with_its_cases(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers |= {"hear": Done(Move.SENT, view(), TODAY), "cases_under": (42,)}
    first = await slack.dm(KARI, "hei")
    await slack.dm(KARI, "ok", thread_ts=first.ts)
    assert [call["under"] for call in counter.calls_of("hear")] == [(), (42,)]


async def test_a_corrected_message_is_heard_again(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["hear"] = Question(Reason.NOT_UNDERSTOOD)
    first = await slack.dm(KARI, "git 42")
    await slack.edit(KARI, first.ts, "gitt 42")
    assert [call["text"] for call in counter.calls_of("hear")] == ["git 42", "gitt 42"]


async def test_a_deleted_message_is_acknowledged_and_forgotten(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["hear"] = Question(Reason.NOT_UNDERSTOOD)
    first = await slack.dm(KARI, "git 42")
    assert (await slack.delete(KARI, first.ts)).acked
    assert len(counter.calls_of("hear")) == 1


async def test_what_was_heard_before_is_not_answered_again(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["hear"] = None
    await slack.dm(KARI, "gitt 42")
    assert slack.calls_of("chat.postMessage") == []


async def test_our_own_messages_are_never_heard(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["hear"] = Question(Reason.NOT_UNDERSTOOD)
    await slack.dm(KARI, "git 42")
    await slack.wait_for(lambda: len(slack.deliveries) == 2)
    assert len(counter.calls_of("hear")) == 1


async def test_a_refusal_is_said_in_the_thread(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["hear"] = AlreadyDone(number=42)
    asked = await slack.dm(KARI, "gitt 42")
    said = slack.read(KARI)[-1]
    assert (said["thread_ts"], said["text"]) == (asked.ts, AlreadyDone(number=42).say(Language.NB))


async def test_what_is_unclear_is_asked_back_with_buttons(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["hear"] = Question(Reason.WHICH_CASE, (Choice(42, Move.SENT), Choice(43, Move.SENT)))
    await slack.dm(KARI, "sendt")
    assert len(slack.read(KARI)[-1]["blocks"][1]["elements"]) == 2


async def test_a_student_is_told_what_to_write(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    await slack.dm(STUDENT_SLACK, "hello")
    assert "`/begrunnelse TDT4100`" in slack.read(STUDENT_SLACK)[-1]["text"]
    assert counter.calls_of("hear") == []


@pytest.mark.demand("D-41")
async def test_what_a_person_wrote_is_neither_echoed_nor_logged(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter, caplog: pytest.LogCaptureFixture
) -> None:
    counter.answers["hear"] = ValueError("secret words")
    await slack.dm(KARI, "secret words")
    assert "secret" not in slack.read(KARI)[-1]["text"]
    assert "secret" not in caplog.text


@pytest.mark.demand("D-26")
async def test_an_event_that_comes_twice_is_heard_under_one_key(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["hear"] = Done(Move.SENT, view(), TODAY)
    slack.next_delivery(copies=2)
    await slack.dm(KARI, "sendt 42")
    assert len({call["once"] for call in counter.calls_of("hear")}) == 1


async def test_two_quick_messages_of_one_person_keep_their_order(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["hear"] = Done(Move.SENT, view(), TODAY)
    await asyncio.gather(*(slack.dm(KARI, f"sendt {number}") for number in range(10)))
    assert [call["text"] for call in counter.calls_of("hear")] == [f"sendt {number}" for number in range(10)]
