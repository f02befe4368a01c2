"""Short direct messages and thread replies: heard by the desk, answered in their thread, never echoed and never logged."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.outgoing import Json, outgoing, unescape
from bot.phrases import say
from bot.replies import reply
from bot.staff import VIA, Reception
from bot.surfaces import acknowledged, answer
from casework.exams import Person


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person wrote to us. `thread` is the message it was written under, "" for none; `once` keeps it from counting twice."""

    text: str
    channel: str
    thread: str
    once: str


def typed(body: Json) -> Typed | None:
    """What a message event says; None when no person wrote anything new to us directly.

    A corrected message is heard as a new one, known by its correction: Slack tells of redrawn and unfolded messages in the same way.
    """
    event = body["event"]
    if event.get("channel_type") != "im":
        return None
    if event.get("subtype") is None:
        return _heard(event, event["channel"], body["event_id"])
    before, after = event.get("previous_message") or {}, event.get("message") or {}
    edited = (after.get("edited") or {}).get("ts")
    if event["subtype"] != "message_changed" or not edited or after.get("text") == before.get("text"):
        return None
    return _heard(after, event["channel"], f"edit:{event['channel']}:{after['ts']}:{edited}")


def _heard(message: Json, channel: str, once: str) -> Typed | None:
    text = unescape(str(message.get("text") or "")).strip()
    if message.get("bot_id") or message.get("subtype") or not message.get("user") or not text:
        return None
    thread = message.get("thread_ts")
    return Typed(text, channel, thread if thread and thread != message["ts"] else "", once)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Direct messages."""

    reception: Reception

    def register(self, app: AsyncApp) -> None:
        """Hangs the event on the app."""
        app.event("message")(self.listen)

    async def listen(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Has the desk hear what was written, and answers in the thread."""
        said = typed(body)
        if said is None:
            return acknowledged()
        visitor = await self.reception.visitor(body, context)
        if isinstance(visitor.person, Person):
            told = say("student.help", visitor.person.language)
            return await answer(body, client, outgoing(told), visitor.reader)
        counter, now = self.reception.counter, self.reception.clock()
        under = await counter.cases_under(said.channel, said.thread) if said.thread else ()
        heard = await counter.hear(visitor.staff, said.text, now, via=VIA, under=under, once=said.once)
        if heard is None:
            return acknowledged()
        return await answer(body, client, reply(heard, visitor.reader, all_open=visitor.sees_all), visitor.reader)
