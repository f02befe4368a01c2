"""Forms that were sent off → a verb of the desk; a refusal stands at its field, so that it can be mended there."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.buttons import read_value
from bot.cards import Reader, interim_words
from bot.forms import Field, Form, chosen_day, chosen_people, chosen_promise, filled_in
from bot.outgoing import Json, outgoing
from bot.replies import reply
from bot.staff import VIA, Reception, visitor_in
from bot.surfaces import answer, complained
from casework.access import Move
from casework.case import Kind
from casework.desk.answers import Question
from casework.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Modals:
    """What happens when a form is sent off."""

    reception: Reception

    def register(self, app: AsyncApp) -> None:
        """Hangs the forms on the app."""
        admit = [self.reception.admit]
        app.view(Form.DAY.value, middleware=admit)(self.day_given)
        app.view(Form.WHOM.value, middleware=admit)(self.people_named)
        app.view(Form.INTERIM.value, middleware=admit)(self.interim_chosen)
        app.view(Form.REQUEST.value, middleware=admit)(self.request_made)

    async def day_given(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """A move that was made on another day."""
        visitor, view = visitor_in(context), body["view"]
        number, move = read_value(view["private_metadata"]).case(), Move(filled_in(view, Field.MOVE))
        staff, now, day = visitor.staff, self.reception.clock(), chosen_day(view)
        try:
            done = await self.reception.counter.act(staff, number, move, now, via=VIA, day=day, once=body["trigger_id"])
        except Refusal as refusal:
            return complained(Field.DAY, refusal.say(visitor.reader.language))
        return await answer(body, client, reply(done, visitor.reader), visitor.reader)

    async def people_named(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """A move that names people: who explains, or who grades anew."""
        visitor, view = visitor_in(context), body["view"]
        value, whom = read_value(view["private_metadata"]), chosen_people(view)
        number, move, now = value.case(), value.verb(), self.reception.clock()
        try:
            done = await self.reception.counter.act(
                visitor.staff, number, move, now, via=VIA, whom=whom, once=body["trigger_id"]
            )
        except Refusal as refusal:
            return complained(Field.WHOM, refusal.say(visitor.reader.language))
        return await answer(body, client, reply(done, visitor.reader), visitor.reader)

    async def interim_chosen(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Another reason or date for the next interim reply."""
        visitor, view, now = visitor_in(context), body["view"], self.reception.clock()
        number, reader = read_value(view["private_metadata"]).case(), visitor.reader
        reason, expected = chosen_promise(view)
        try:
            says = await self.reception.counter.choose_interim(visitor.staff, number, reason, expected, now, via=VIA)
        except Refusal as refusal:
            return complained(Field.EXPECTED, refusal.say(reader.language))
        changed = reader.say("interim.changed", number=number, says=interim_words(says, reader))
        return await answer(body, client, outgoing(changed), reader)

    async def request_made(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """A request on behalf of a candidate."""
        visitor, view = visitor_in(context), body["view"]
        course, part, candidate = (filled_in(view, field) for field in (Field.COURSE, Field.PART, Field.CANDIDATE))
        kind, staff, now = Kind(filled_in(view, Field.KIND)), visitor.staff, self.reception.clock()
        try:
            opened = await self.reception.counter.request_for(staff, kind, course, part, candidate, now, via=VIA)
        except Refusal as refusal:
            return complained(Field.COURSE, refusal.say(visitor.reader.language))
        if isinstance(opened, Question):
            return complained(*_to_mend(opened, visitor.reader))
        return await answer(body, client, reply(opened, visitor.reader), visitor.reader)


def _to_mend(asked: Question, reader: Reader) -> tuple[Field, str]:
    sentence = reader.say(f"ask.{asked.reason}")
    if not asked.results:
        return Field.CANDIDATE, sentence
    return Field.PART, f"{sentence} {', '.join(result.label for result in asked.results)}"
