"""The forms, pure: a request for a candidate, a move made on another day, whom a move names, what an interim reply says."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from slack_sdk.models.blocks import (
    DatePickerElement,
    InputBlock,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)

from bot.buttons import OldButton, Value
from bot.cards import DATED, Reader
from bot.outgoing import MOST_IN_A_VIEW, Json, drawn_blocks
from casework.access import Move
from casework.case import Kind, Status
from casework.exams import Staff
from casework.interim import Forecast

MOST_OPTIONS = 100
MOST_OPTION_TEXT = 75
MOST_NAMED = 10

_COURSE = re.compile(r"(?=.*\d)(?=.*[^\W\d])[\w-]{4,20}")
_CANDIDATE = re.compile(r"\d{1,8}")


class Form(StrEnum):
    """The callback id of a form."""

    REQUEST = "request"
    DAY = "day"
    WHOM = "whom"
    INTERIM = "interim"
    RULES = "rules"
    TIMES = "times"
    MOVE_TIME = "move_time"


class Field(StrEnum):
    """The block id and the action id of a field."""

    KIND = "kind"
    COURSE = "course"
    PART = "part"
    CANDIDATE = "candidate"
    MOVE = "move"
    DAY = "day"
    WHOM = "whom"
    EXPECTED = "expected"
    REASON = "reason"


def request_form(kind: Kind, words: str, reader: Reader) -> Json:
    """The form for staff who ask on behalf of a candidate; what was typed after the command is filled in."""
    course = next((word.upper() for word in words.split() if _COURSE.fullmatch(word)), None)
    candidate = next((word for word in words.split() if _CANDIDATE.fullmatch(word)), None)
    kinds = [Option(value=each, text=reader.say(f"kind.{each}")) for each in Kind]
    chosen = next(option for option in kinds if option.value == kind)
    radio = RadioButtonsElement(action_id=Field.KIND, options=kinds, initial_option=chosen)
    blocks = (
        _input(Field.KIND, radio, reader),
        _input(Field.COURSE, _line(Field.COURSE, course, 20), reader),
        _input(Field.PART, _line(Field.PART, None, 60), reader, hint="modal.part_hint"),
        _input(Field.CANDIDATE, _line(Field.CANDIDATE, candidate, 20), reader),
    )
    return form_of(Form.REQUEST, "title.request", "button.send", blocks, reader)


def day_form(number: int, move: Move, reader: Reader) -> Json:
    """The form that asks what happened on which day; today is filled in."""
    moves = [Option(value=each, text=reader.say(f"move.{each}")) for each in (DATED if move in DATED else (move,))]
    chosen = next((option for option in moves if option.value == move), moves[0])
    radio = RadioButtonsElement(action_id=Field.MOVE, options=moves, initial_option=chosen)
    picker = DatePickerElement(action_id=Field.DAY, initial_date=reader.today.isoformat())
    blocks = (_input(Field.MOVE, radio, reader), _input(Field.DAY, picker, reader))
    form = form_of(Form.DAY, "title.day", "button.save", blocks, reader)
    return form | {"private_metadata": Value(number=number).written()}


def people_form(number: int, move: Move, colleagues: Sequence[Staff], reader: Reader) -> Json:
    """The form that asks whom a move names; empty means those whom the registry knows."""
    ordered = sorted(colleagues, key=lambda staff: staff.name.casefold())
    few = len(ordered) <= MOST_OPTIONS
    select = StaticMultiSelectElement(
        action_id=Field.WHOM,
        options=[_person(staff, reader) for staff in ordered] if few else None,
        option_groups=None if few else _groups(ordered, reader),
        max_selected_items=1 if move is Move.ASSIGN else MOST_NAMED,
    )
    blocks = (_input(Field.WHOM, select, reader, hint=f"modal.{move}_hint"),)
    form = form_of(Form.WHOM, "title.whom", "button.save", blocks, reader)
    return form | {"private_metadata": Value(number=number, move=move).written()}


def interim_form(says: Forecast, reader: Reader) -> Json:
    """The form for what the next interim reply will say (decision 10); what it would say is filled in."""
    reasons = [Option(value=state, text=_shortened(sentence)) for state, sentence in says.reasons]
    chosen = next(option for option in reasons if option.value == says.reason)
    picker = DatePickerElement(action_id=Field.EXPECTED, initial_date=says.expected.isoformat())
    select = StaticSelectElement(action_id=Field.REASON, options=reasons, initial_option=chosen)
    blocks = (_input(Field.EXPECTED, picker, reader), _input(Field.REASON, select, reader))
    form = form_of(Form.INTERIM, "title.interim", "button.save", blocks, reader)
    return form | {"private_metadata": Value(number=says.number).written()}


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= MOST_OPTION_TEXT else f"{sentence[: MOST_OPTION_TEXT - 2].rstrip()} …"


def _person(staff: Staff, reader: Reader) -> Option:
    name = reader.say("modal.external", name=staff.name) if staff.external else staff.name
    return Option(value=str(staff.id), text=name[:MOST_OPTION_TEXT])


def _groups(ordered: Sequence[Staff], reader: Reader) -> list[OptionGroup]:
    """Slack shows at most a hundred options in a group."""
    slices = [ordered[start : start + MOST_OPTIONS] for start in range(0, len(ordered), MOST_OPTIONS)]
    return [
        OptionGroup(label=f"{part[0].name[:30]} – {part[-1].name[:30]}", options=[_person(s, reader) for s in part])
        for part in slices
    ]


def _line(field: Field, initial: str | None, most: int) -> PlainTextInputElement:
    return PlainTextInputElement(action_id=field, initial_value=initial, max_length=most)


def _input(field: Field, element: Any, reader: Reader, hint: str = "") -> InputBlock:
    label = PlainTextObject(text=reader.say(f"label.{field}"))
    said = PlainTextObject(text=reader.say(hint)) if hint else None
    return InputBlock(block_id=field, label=label, element=element, hint=said, optional=bool(hint))


def form_of(form: Form, title: str, submit: str, blocks: tuple[InputBlock, ...], reader: Reader) -> Json:
    """A modal of those fields; `title` and `submit` are keys of phrases."""
    return {
        "type": "modal",
        "callback_id": form.value,
        "title": _plain(reader.say(title)),
        "submit": _plain(reader.say(submit)),
        "close": _plain(reader.say("button.cancel")),
        "blocks": list(drawn_blocks(blocks, MOST_IN_A_VIEW)),
    }


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def filled_in(view: Json, field: str) -> str:
    """What a field of a form that was sent off holds, "" when it was left empty; OldButton when the form has no such field."""
    held = _held(view, field)
    option = held.get("selected_option") or {}
    return str(
        held.get("value") or held.get("selected_date") or held.get("selected_time") or option.get("value") or ""
    ).strip()


def chosen_day(view: Json) -> date:
    """The day that was picked."""
    return date.fromisoformat(filled_in(view, Field.DAY))


def chosen_promise(view: Json) -> tuple[Status, date]:
    """The reason and the day that were chosen for an interim reply."""
    return Status(filled_in(view, Field.REASON)), date.fromisoformat(filled_in(view, Field.EXPECTED))


def chosen_people(view: Json) -> tuple[int, ...]:
    """The staff ids that were chosen, in that order."""
    return tuple(int(option["value"]) for option in _held(view, Field.WHOM).get("selected_options") or ())


def _held(view: Json, field: str) -> Json:
    try:
        held: Json = view["state"]["values"][field][field]
    except KeyError:
        raise OldButton from None
    return held
