"""Buttons → a verb of the desk; rights are asked again at the press, and an old button answers sensibly."""

import re
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.buttons import OldButton, Press, pressed
from bot.cards import card
from bot.forms import day_form, interim_form, people_form
from bot.home import Home
from bot.lists import waiting_list
from bot.outgoing import Json, Message, outgoing
from bot.replies import done_words, opened_words, reply
from bot.staff import VIA, Reception, Visitor, visitor_in
from bot.surfaces import acknowledged, answer, is_copy, show_view
from bot.tasks import settled_words
from bot.why import why_message
from casework.access import PAUSES, Move
from casework.desk.answers import Answer, Done
from casework.desk.deciding import GROUNDED
from casework.refusals import NotYours

# The moves that name people, and those that mean a day, both asked for in a form.
NAMING = frozenset({Move.ASSIGN, Move.NAME_COMMISSION})
OF_A_DAY = frozenset({*PAUSES, Move.RESUME, Move.KNEW, Move.SEEN})


@dataclass(frozen=True, slots=True)
class Actions:
    """What happens when a button is pressed."""

    reception: Reception
    home: Home

    def register(self, app: AsyncApp) -> None:
        """Hangs the buttons on the app; the last one takes whatever nobody else knows."""
        admit = [self.reception.admit]
        app.action(Press.SHOW.pattern, middleware=admit)(self.show)
        app.action(Press.WHY.pattern, middleware=admit)(self.why)
        app.action(Press.TAKE.pattern, middleware=admit)(self.take)
        app.action(Press.CHOOSE.pattern, middleware=admit)(self.choose)
        app.action(Press.OTHER_DAY.pattern, middleware=admit)(self.other_day)
        app.action(Press.RESULT.pattern, middleware=admit)(self.result)
        app.action(Press.DONE.pattern, middleware=admit)(self.settle)
        app.action(Press.MEANT.pattern, middleware=admit)(self.meant)
        app.action(Press.AGAIN.pattern, middleware=admit)(self.again)
        app.action(Press.INTERIM.pattern, middleware=admit)(self.interim)
        app.action(re.compile(".*"), middleware=admit)(self.unknown)

    async def show(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Shows the card of a case in a list."""
        visitor = visitor_in(context)
        view = await self.reception.counter.show(visitor.staff, pressed(body).case(), self.reception.clock())
        return await answer(body, client, card(view, visitor.reader), visitor.reader)

    async def why(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Tells how the dates of a case came about, to the person who asks and nobody else."""
        visitor = visitor_in(context)
        told = await self.reception.counter.why(visitor.staff, pressed(body).case())
        return await answer(body, client, why_message(told, visitor.reader), visitor.reader)

    async def take(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Takes a move. The posted card is redrawn by the courier; one that only this person was shown is redrawn here."""
        visitor, value = visitor_in(context), pressed(body)
        if value.move in NAMING:
            return await self._ask_whom(body, client, visitor)
        if value.move in OF_A_DAY:
            return await self.other_day(body, context, client)
        if value.move in GROUNDED:
            return await self._ask_grounds(body, client, visitor)
        taken = await self._act(body, visitor)
        copy = is_copy(body)
        message = _redrawn(taken, visitor) if copy else reply(taken, visitor.reader)
        response = await answer(body, client, message, visitor.reader, replace=copy)
        if body.get("view"):
            await self.home.publish(client, visitor)
        return response

    async def choose(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Takes one of the choices of a question, whose place the answer takes."""
        visitor = visitor_in(context)
        taken = await self._act(body, visitor)
        return await answer(body, client, reply(taken, visitor.reader), visitor.reader, replace=True)

    async def other_day(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Opens the form for another day."""
        visitor, value = visitor_in(context), pressed(body)
        await show_view(body, client, day_form(value.case(), value.verb(), visitor.reader))
        return acknowledged()

    async def result(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """A student says which of the own results is meant."""
        visitor, value = visitor_in(context), pressed(body)
        if value.result is None or value.kind is None:
            raise OldButton
        student, now = visitor.student, self.reception.clock()
        opened = await self.reception.counter.request_own(student, value.kind, "", now, via=VIA, result_id=value.result)
        return await answer(body, client, reply(opened, visitor.reader), visitor.reader, replace=True)

    async def settle(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """A case handler has seen to a task."""
        visitor, now = visitor_in(context), self.reception.clock()
        task = await self.reception.counter.settle_task(visitor.staff, pressed(body).job(), now, via=VIA)
        return await self._seen_to(body, client, visitor, settled_words(task, visitor.reader))

    async def meant(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """A case handler says which result a task's mail meant."""
        visitor, value, now = visitor_in(context), pressed(body), self.reception.clock()
        task, result = value.job(), value.choice()
        opened = await self.reception.counter.choose_result(visitor.staff, task, result, now, via=VIA)
        return await self._seen_to(body, client, visitor, opened_words(opened, visitor.reader))

    async def again(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """A case handler has a mail that was set aside read once more."""
        visitor, now = visitor_in(context), self.reception.clock()
        task = await self.reception.counter.read_again(visitor.staff, pressed(body).job(), now, via=VIA)
        return await self._seen_to(body, client, visitor, visitor.reader.say("tasks.again", mail=task.task.mail))

    async def interim(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Opens the form for what the next interim reply will say."""
        visitor, now = visitor_in(context), self.reception.clock()
        says = await self.reception.counter.forecast(visitor.staff, pressed(body).case(), now)
        await show_view(body, client, interim_form(says, visitor.reader))
        return acknowledged()

    async def unknown(self) -> BoltResponse:
        """A button that no version of today draws."""
        raise OldButton

    async def _seen_to(self, body: Json, client: AsyncWebClient, visitor: Visitor, sentence: str) -> BoltResponse:
        """Says what was done: in place of the notice, above the list as it is now, or over App Home, which is redrawn."""
        message = outgoing(sentence)
        if is_copy(body) and not body.get("view"):
            waiting = await self.reception.counter.waiting(visitor.staff, self.reception.clock())
            message = waiting_list(waiting, visitor.reader, note=sentence, all_open=visitor.sees_all)
        response = await answer(body, client, message, visitor.reader, replace=True)
        if body.get("view"):
            await self.home.publish(client, visitor)
        return response

    async def _ask_whom(self, body: Json, client: AsyncWebClient, visitor: Visitor) -> BoltResponse:
        value, staff = pressed(body), visitor.staff
        colleagues = await self.reception.counter.colleagues(staff, value.case())
        if not colleagues:
            raise NotYours(number=value.case())
        await show_view(body, client, people_form(value.case(), value.verb(), colleagues, visitor.reader))
        return acknowledged()

    async def _ask_grounds(self, body: Json, client: AsyncWebClient, visitor: Visitor) -> BoltResponse:
        """A decision is written on a page and not in Slack, which holds no reasons (D-01)."""
        value, now = pressed(body), self.reception.clock()
        asked = await self.reception.counter.ask_grounds(visitor.staff, value.case(), value.verb(), now, via=VIA)
        return await answer(body, client, reply(asked, visitor.reader), visitor.reader)

    async def _act(self, body: Json, visitor: Visitor) -> Answer:
        value, now = pressed(body), self.reception.clock()
        return await self.reception.counter.act(
            visitor.staff, value.case(), value.verb(), now, via=VIA, day=value.day, once=body["trigger_id"]
        )


def _redrawn(taken: Answer, visitor: Visitor) -> Message:
    if not isinstance(taken, Done):
        return reply(taken, visitor.reader)
    return card(taken.view, visitor.reader, done_words(taken, visitor.reader))
