"""The staff's side of the stage: what they write, press and see in the local Slack."""

from collections.abc import Iterator

from demo.slack import Json, LocalSlack
from demo.slack.screen import placed_elements
from fristvakt.service import Service
from tests.season import SEASON


class SlackSide:
    """What people do and see in Slack."""

    slack: LocalSlack
    service: Service | None

    async def says(self, user: str, text: str, under: str | None = None) -> str:
        """Writes to the bot, if so in the thread under a message, and gives what it answers."""
        await self.slack.dm(user, text, under)
        await self.service.settle()
        return self.answer(user)

    async def command(self, user: str, command: str, text: str = "") -> str:
        """Gives a slash command and returns what only that user then reads."""
        answer = await self.slack.command(user, command, text)
        await self.service.settle()
        return answer.text

    async def press(self, user: str, label: str, screen: Json | None = None) -> str:
        """Presses the newest button with that label, or the one on that screen, and gives what the bot answers."""
        for seen in [screen] if screen else reversed(self.slack.read(user)):
            for _, button in placed_elements(seen.get("blocks", [])):
                if button["type"] == "button" and button["text"]["text"] == label:
                    await self.slack.click(user, seen, button["action_id"], button.get("value"))
                    await self.service.settle()
                    return self.answer(user)
        raise LookupError(f"no button {label!r}")

    async def fill(self, user: str, **values: object) -> str:
        """Fills in the form that is open and sends it off; gives what stands in its place."""
        answer = await self.slack.submit(user, self.slack.modal(user), values)
        await self.service.settle()
        return words(answer.view)

    def option(self, user: str, label: str) -> str:
        """The value of the choice with that label in the form that is open."""
        for _, element in placed_elements(self.slack.modal(user)["blocks"]):
            for option in element.get("options", []):
                if option["text"]["text"] == label:
                    return option["value"]
        raise LookupError(f"no choice {label!r}")

    def buttons(self, screen: Json) -> list[str]:
        return [button["text"]["text"] for _, button in placed_elements(screen["blocks"]) if button["type"] == "button"]

    def card(self, user: str, number: int = 1) -> Json:
        """The card of the case as the user sees it now."""
        return next(seen for seen in self.slack.read(user) if f"Sak {number}:" in seen["text"])

    def digests(self, user: str) -> list[Json]:
        return [seen for seen in self.slack.read(user) if seen["text"].startswith("God morgen!")]

    def answer(self, user: str) -> str:
        """What the bot wrote last."""
        return words([seen for seen in self.slack.read(user) if seen["user"] != user][-1])

    def seen(self, user: str) -> str:
        """Everything that the user sees in the conversation with the bot, as text."""
        return "\n".join(words(message) for message in self.slack.read(user))

    def posts(self) -> list[Json]:
        """Everything of ours that anybody sees in Slack: messages, answers to commands, and the Home tabs."""
        users = [row.slack_id for row in SEASON.staff if row.slack_id]
        written = [seen for user in users for seen in self.slack.read(user) if seen["user"] != user]
        return written + [home for user in users if (home := self.slack.home(user))]


def words(part: object) -> str:
    """Every text of a Slack message and its blocks, a line each."""
    return "\n".join(_texts(part))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, inner in part.items():
            if name == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _texts(inner)
