"""Everything that is shown in Slack passes here: text and blocks together, within Slack's limits."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownTextObject, SectionBlock

Json = dict[str, Any]

MOST_BLOCKS = 50
MOST_IN_A_VIEW = 100
# Slack does not document this one: past about 13,200 characters it answers msg_blocks_too_long.
MOST_CHARACTERS = 13_000
MOST_TEXT = 4_000
MOST_SECTION_TEXT = 3_000


class TooMuch(ValueError):
    """A message of ours would be refused by Slack; what built it must show less."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message that Slack will take: the whole sentence for notifications and screen readers, and the blocks."""

    text: str
    blocks: tuple[Json, ...]

    @property
    def content(self) -> Json:
        """The arguments of chat.update and of a response_url."""
        return {"text": self.text, "blocks": list(self.blocks)}

    @property
    def post(self) -> Json:
        """The arguments of chat.postMessage; links in it are not unfolded."""
        return {**self.content, "unfurl_links": False, "unfurl_media": False}


def outgoing(text: str, blocks: Sequence[Block] = ()) -> Message:
    """The message of that text and those blocks, the text alone being its own block; TooMuch when Slack would refuse it."""
    drawn = drawn_blocks(blocks or (paragraph(text),), MOST_BLOCKS)
    if not text or len(text) > MOST_TEXT:
        raise TooMuch(f"a text has 1 to {MOST_TEXT} characters, not {len(text)}")
    # What is short with all its keys and braces need not be counted piece by piece.
    if len(json.dumps(drawn)) > MOST_CHARACTERS and characters(drawn) > MOST_CHARACTERS:
        raise TooMuch(f"the blocks of a message show at most {MOST_CHARACTERS} characters")
    return Message(text, drawn)


def drawn_blocks(blocks: Sequence[Block], most: int) -> tuple[Json, ...]:
    """The blocks as Slack takes them. SlackObjectFormationError and TooMuch for what breaks a limit."""
    if len(blocks) > most:
        raise TooMuch(f"{len(blocks)} blocks where {most} are allowed")
    drawn = tuple(block.to_dict() for block in blocks)
    named = [block["block_id"] for block in drawn if "block_id" in block]
    if len(named) != len(set(named)):
        raise TooMuch("two blocks have the same id")
    return drawn


def characters(part: Any) -> int:
    """How many characters of text the blocks show."""
    if isinstance(part, dict):
        own = part.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(characters(inner) for inner in part.values())
    return sum(characters(inner) for inner in part) if isinstance(part, list | tuple) else 0


def escape(text: str) -> str:
    """Foreign text in which nothing is a link, a mention or a channel to Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What a person typed, out of the form in which Slack hands it over."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class LineBlock(Block):
    """A paragraph of mrkdwn with a button beside it, drawn by ourselves: the library takes 80 µs, and a morning has 100,000 of them."""

    def __init__(self, text: str, label: str, action_id: str, value: str) -> None:
        super().__init__(type="section")
        if len(text) > MOST_SECTION_TEXT:
            raise TooMuch(f"a paragraph has at most {MOST_SECTION_TEXT} characters, not {len(text)}")
        shown = {"type": "plain_text", "text": label, "emoji": True}
        self._button = {"type": "button", "text": shown, "action_id": action_id, "value": value}
        self._text = {"type": "mrkdwn", "text": text}

    def to_dict(self, *args: object) -> Json:
        """The block as Slack takes it."""
        return {"type": "section", "text": self._text, "accessory": self._button}


def paragraph(text: str) -> SectionBlock:
    """One paragraph of mrkdwn; foreign parts must be escaped."""
    return SectionBlock(text=MarkdownTextObject(text=text))


def small(text: str) -> ContextBlock:
    """One paragraph in small grey letters."""
    return ContextBlock(elements=[MarkdownTextObject(text=text)])
