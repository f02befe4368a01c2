"""App Home: what waits for this person, first."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock
from slack_sdk.web.async_client import AsyncWebClient

from bot.lists import home_blocks
from bot.outgoing import Json, paragraph
from bot.staff import Reception, Visitor
from bot.surfaces import acknowledged, home_of
from casework.exams import Person


@dataclass(frozen=True, slots=True)
class Home:
    """The app's own page."""

    reception: Reception

    def register(self, app: AsyncApp) -> None:
        """Hangs the event on the app."""
        app.event("app_home_opened")(self.opened)

    async def opened(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Draws the page when it is opened; the Messages tab draws itself."""
        if body["event"].get("tab") == "home":
            await self.publish(client, await self.reception.visitor(body, context))
        return acknowledged()

    async def publish(self, client: AsyncWebClient, visitor: Visitor) -> None:
        """Draws this person's page as things are now."""
        await client.views_publish(user_id=visitor.slack_id, view=home_of(await self._blocks(visitor)))

    async def _blocks(self, visitor: Visitor) -> list[Block]:
        reader = visitor.reader
        header = HeaderBlock(text=reader.say("title.app"))
        if isinstance(visitor.person, Person):
            return [header, paragraph(reader.say("student.help"))]
        waiting = await self.reception.counter.waiting(visitor.person, self.reception.clock())
        listed = home_blocks(waiting, reader, all_open=visitor.sees_all)
        words = [paragraph(reader.say(key)) for key in ("help.intro", "help.words", "help.commands")]
        return [header, *listed, DividerBlock(), *words]
