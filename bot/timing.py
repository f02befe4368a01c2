"""Times of talks by buttons and forms → a verb of the desk; what was typed is heard elsewhere."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.buttons import Press, pressed, read_value
from bot.forms import Form
from bot.outgoing import Json
from bot.replies import reply
from bot.staff import VIA, Reception, visitor_in
from bot.surfaces import acknowledged, answer, complained, show_view
from bot.times_form import Missing, chosen_times, first_field, times_form
from casework.refusals import Refusal
from casework.spoken_times import TimesSaid, TimesVerb


@dataclass(frozen=True, slots=True)
class Timing:
    """A grader offers times, moves the one that holds, or takes it back."""

    reception: Reception

    def register(self, app: AsyncApp) -> None:
        """Hangs the buttons and the forms on the app."""
        admit = [self.reception.admit]
        app.action(Press.TIMES.pattern, middleware=admit)(self.ask)
        app.action(Press.MOVE_TIME.pattern, middleware=admit)(self.ask_anew)
        app.action(Press.CANCEL_TIME.pattern, middleware=admit)(self.cancel)
        app.view(Form.TIMES.value, middleware=admit)(self.filled)
        app.view(Form.MOVE_TIME.value, middleware=admit)(self.filled)

    async def ask(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Opens the form for the times to offer."""
        return await self._open(body, context, client, moves=False)

    async def ask_anew(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Opens the form for the time that the talk is moved to."""
        return await self._open(body, context, client, moves=True)

    async def _open(
        self, body: Json, context: AsyncBoltContext, client: AsyncWebClient, *, moves: bool
    ) -> BoltResponse:
        visitor, number = visitor_in(context), pressed(body).case()
        usual = await self.reception.counter.usual_times(visitor.staff, number, self.reception.clock())
        await show_view(body, client, times_form(number, visitor.reader, usual.first, moves=moves))
        return acknowledged()

    async def cancel(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Takes back the time that holds."""
        visitor, number, now = visitor_in(context), pressed(body).case(), self.reception.clock()
        timed = await self.reception.counter.set_times(
            visitor.staff, number, TimesSaid(TimesVerb.CANCEL, number), now, via=VIA
        )
        return await answer(body, client, reply(timed, visitor.reader), visitor.reader)

    async def filled(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """The form was sent off; what cannot stand is said at its field."""
        visitor, view, now = visitor_in(context), body["view"], self.reception.clock()
        number, counter = read_value(view["private_metadata"]).case(), self.reception.counter
        verb = TimesVerb.MOVE if Form(view["callback_id"]) is Form.MOVE_TIME else TimesVerb.OFFER
        try:
            usual = await counter.usual_times(visitor.staff, number, now)
            slots = chosen_times(view, usual.minutes)
            timed = await counter.set_times(visitor.staff, number, TimesSaid(verb, number, slots), now, via=VIA)
        except Missing as missing:
            return complained(missing.field, visitor.reader.say(missing.phrase))
        except Refusal as refusal:
            return complained(first_field(), refusal.say(visitor.reader.language))
        return await answer(body, client, reply(timed, visitor.reader), visitor.reader)
