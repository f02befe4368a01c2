"""The slash commands: words → a verb of the desk → an answer that only the asker sees."""

import re
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.forms import request_form
from bot.lists import oral_only
from bot.outgoing import Json, Message, unescape
from bot.replies import oral_help, reply
from bot.staff import VIA, Reception, Visitor, visitor_in
from bot.surfaces import acknowledged, answer, show_view
from casework.case import Kind
from casework.desk.answers import Answer
from casework.exams import Person

_NUMBER = re.compile(r"#?(\d{1,9})(/\d{4})?")


@dataclass(frozen=True, slots=True)
class Commands:
    """`/sak`, `/muntlig`, `/begrunnelse` and `/klage`."""

    reception: Reception

    def register(self, app: AsyncApp) -> None:
        """Hangs the commands on the app."""
        admit = [self.reception.admit]
        app.command("/sak", middleware=admit)(self.case)
        app.command("/muntlig", middleware=admit)(self.oral)
        app.command("/begrunnelse", middleware=admit)(self.explanation)
        app.command("/klage", middleware=admit)(self.appeal)

    async def case(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """`/sak` lists what waits, `/sak 42` shows a case, anything else is heard as a short message."""
        visitor = visitor_in(context)
        if not words_of(body):
            waiting = await self.reception.counter.waiting(visitor.staff, self.reception.clock())
            return await answer(body, client, _shown(waiting, visitor), visitor.reader)
        return await self._looked_or_heard(body, client, visitor)

    async def oral(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """`/muntlig 42 gitt [day]`, `/muntlig 42 ikke møtt [day]`; alone it tells how and lists the oral cases."""
        visitor = visitor_in(context)
        if words_of(body):
            return await self._looked_or_heard(body, client, visitor)
        waiting = await self.reception.counter.waiting(visitor.staff, self.reception.clock())
        listed = oral_help(oral_only(waiting), visitor.reader, all_open=visitor.sees_all)
        return await answer(body, client, listed, visitor.reader)

    async def explanation(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """`/begrunnelse`: a student's own request, or the form for staff on behalf of a candidate."""
        return await self._request(Kind.EXPLANATION, body, visitor_in(context), client)

    async def appeal(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """`/klage`: the same for an appeal."""
        return await self._request(Kind.APPEAL, body, visitor_in(context), client)

    async def _looked_or_heard(self, body: Json, client: AsyncWebClient, visitor: Visitor) -> BoltResponse:
        words, now, counter = words_of(body), self.reception.clock(), self.reception.counter
        number = case_number(words)
        if number is not None:
            view = await counter.show(visitor.staff, number, now)
            return await answer(body, client, _shown(view, visitor), visitor.reader)
        heard = await counter.hear(visitor.staff, words, now, via=VIA, once=body["trigger_id"])
        return acknowledged() if heard is None else await answer(body, client, _shown(heard, visitor), visitor.reader)

    async def _request(self, kind: Kind, body: Json, visitor: Visitor, client: AsyncWebClient) -> BoltResponse:
        words = words_of(body)
        if not isinstance(visitor.person, Person):
            await show_view(body, client, request_form(kind, words, visitor.reader))
            return acknowledged()
        now = self.reception.clock()
        opened = await self.reception.counter.request_own(visitor.person, kind, words, now, via=VIA)
        return await answer(body, client, _shown(opened, visitor), visitor.reader)


def words_of(body: Json) -> str:
    """What was typed after the command."""
    return unescape(str(body.get("text") or "")).strip()


def case_number(words: str) -> int | None:
    """The case number when the words are nothing else: "42", "#42", "42/2026"."""
    found = _NUMBER.fullmatch(words)
    return int(found[1]) if found else None


def _shown(answered: Answer, visitor: Visitor) -> Message:
    return reply(answered, visitor.reader, all_open=visitor.sees_all)
