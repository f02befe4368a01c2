"""The answer to "why?" on a card, pure: the clocks drawn on a line, and under each name how its date came about."""

from slack_sdk.models.blocks import Block

from bot.cards import Reader
from bot.outgoing import MOST_SECTION_TEXT, Message, escape, outgoing, paragraph
from casework.deadlines.timeline import as_narrow_text
from casework.why import Why


def why_message(why: Why, reader: Reader) -> Message:
    """The whole computation. What is drawn is also said, so that nothing is lost to a screen reader."""
    title = reader.say("why.title", number=why.number)
    drawn = as_narrow_text(why.rows)
    blocks: list[Block] = [paragraph(f"*{title}* · {escape(why.result)}")]
    blocks += [paragraph(f"```\n{escape(drawn)}\n```")] if drawn else []
    blocks += [paragraph(_said(name, sentences)) for name, sentences in why.told]
    return outgoing(f"{title}: {', '.join(name for name, _ in why.told)}", blocks)


def _said(name: str, sentences: tuple[str, ...]) -> str:
    lines = "\n".join(f"• {escape(sentence)}" for sentence in sentences)
    return f"*{escape(name)}*\n{lines}"[:MOST_SECTION_TEXT]
