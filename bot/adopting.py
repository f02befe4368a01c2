"""Case handlers look at rules that somebody else has loaded, and put them into effect (D-35); who loaded them cannot."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.buttons import Press, pressed, read_value
from bot.forms import Form
from bot.outgoing import Json, escape, outgoing
from bot.rules import counted_words, in_effect_words, rules_form
from bot.staff import VIA, Reception, Visitor, visitor_in
from bot.surfaces import acknowledged, answer, in_its_place, notice, show_view
from casework.refusals import LookAgain, Refusal, SecondPersonNeeded


@dataclass(frozen=True, slots=True)
class Adopting:
    """The list of what rules would change, and the form that puts them into effect."""

    reception: Reception

    def register(self, app: AsyncApp) -> None:
        """Hangs the button and the form on the app."""
        admit = [self.reception.admit]
        app.action(Press.RULES.pattern, middleware=admit)(self.look)
        app.view(Form.RULES.value, middleware=admit)(self.confirmed)

    async def look(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Opens the list as it is now, or turns its page.

        To go through thousands of cases takes seconds, and a form must be opened within three: so a word stands there first.
        """
        visitor, value = visitor_in(context), pressed(body)
        if (body.get("view") or {}).get("type") != "modal":
            wait = notice(outgoing(visitor.reader.say("rules.reading")), visitor.reader)
            opened = await client.views_open(trigger_id=body["trigger_id"], view=wait)
            body = {**body, "view": opened["view"]}
        try:
            form = await self._form(visitor, value.loaded(), value.page or 0)
        except Refusal as refusal:
            form = notice(outgoing(escape(refusal.say(visitor.reader.language))), visitor.reader)
        await show_view(body, client, form)
        return acknowledged()

    async def confirmed(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Puts the rules into effect; when they would change something else by now, shows that instead."""
        visitor, value = visitor_in(context), read_value(body["view"]["private_metadata"])
        rules_id, now, reader = value.loaded(), self.reception.clock(), visitor.reader
        try:
            taken = await self.reception.counter.confirm_rules(visitor.staff, rules_id, value.seen or "", now, via=VIA)
        except LookAgain as again:
            return in_its_place(await self._form(visitor, rules_id, 0, again.say(reader.language)))
        rules, changes = taken.rules, taken.changes
        said = in_effect_words(rules.kind, rules.name, counted_words(changes, reader), reader)
        return await answer(body, client, outgoing(said), reader)

    async def _form(self, visitor: Visitor, rules_id: int, page: int, note: str = "") -> Json:
        staff, reader = visitor.staff, visitor.reader
        pending = await self.reception.counter.pending_rules(staff, rules_id, self.reception.clock())
        own = pending.loader.id == staff.id
        note = SecondPersonNeeded().say(reader.language) if own else note
        return rules_form(pending, reader, page, note, may_confirm=not own)
