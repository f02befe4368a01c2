"""Talks in Slack: the afternoon question whether one was held."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.buttons import Press, Value
from bot.cards import Reader, exam_label
from bot.outgoing import Message, outgoing, paragraph
from casework.access import CaseView, Move

ANSWERS = (Move.ORAL_GIVEN, Move.NO_SHOW)


def held_question(view: CaseView, content: Mapping[str, Any], reader: Reader) -> Message:
    """Whether the talk of that case was held on its day: one button for each answer, which takes the question's place (A-126)."""
    day = date.fromisoformat(str(content["day"]))
    key = "talk.held_today" if day == reader.today else "talk.held_day"
    asked = reader.say(key, number=view.number, exam=exam_label(view.course, view.part), day=reader.day(day))
    buttons = [
        ButtonElement(
            text=reader.say(f"talk.{move}"),
            action_id=Press.CHOOSE.id(move),
            value=Value(number=view.number, move=move, day=day).written(),
            style="primary" if move is Move.ORAL_GIVEN else None,
        )
        for move in ANSWERS
    ]
    return outgoing(asked, [paragraph(asked), ActionsBlock(elements=buttons)])
