"""The form for the times of a talk, pure: days and clocks of Oslo, whatever zone Slack shows other times in, and a place."""

from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import (
    DatePickerElement,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
    TimePickerElement,
)

from bot.buttons import Value
from bot.cards import Reader
from bot.forms import Form, filled_in, form_of
from bot.outgoing import Json
from casework.invitations import Slot
from casework.reading_times import LONGEST_PLACE
from casework.spoken_clocks import Doubt, Doubtful, instant

MOST_TIMES = 3
PLACE = "place"
SENTENCES = {Doubt.IMPOSSIBLE: "times.no_such_hour", Doubt.WHICH_HOUR: "times.twice"}


@dataclass(frozen=True, slots=True)
class Missing(Exception):
    """A field of the form that cannot stand as it is; `phrase` says why."""

    field: str
    phrase: str


def times_form(number: int, reader: Reader, first: date, *, moves: bool = False) -> Json:
    """The form for up to three times of which the student chooses, or for the one that a talk `moves` to.

    `first` is the day that the first picker shows.
    """
    blocks: list[InputBlock] = []
    for position in range(1, 2 if moves else MOST_TIMES + 1):
        day = DatePickerElement(action_id=_day(position), initial_date=first.isoformat() if position == 1 else None)
        clock = TimePickerElement(action_id=_clock(position))
        blocks.append(_input(_day(position), day, reader.say("label.time_day", place=position), position > 1))
        blocks.append(_input(_clock(position), clock, reader.say("label.time_clock", place=position), position > 1))
    line = PlainTextInputElement(action_id=PLACE, max_length=LONGEST_PLACE)
    blocks.append(_input(PLACE, line, reader.say("label.place"), moves, reader.say("modal.place_hint")))
    form, title = (Form.MOVE_TIME, "title.move_time") if moves else (Form.TIMES, "title.times")
    return form_of(form, title, "button.send", tuple(blocks), reader) | {
        "private_metadata": Value(number=number).written()
    }


def chosen_times(view: Json, minutes: int) -> tuple[Slot, ...]:
    """The times that were filled in, each of that length; Missing where a day has no clock, a clock no day, or both no meaning."""
    place = " ".join(filled_in(view, PLACE).split())
    positions = range(1, MOST_TIMES + 1) if Form(view["callback_id"]) is Form.TIMES else (1,)
    starts = (_start(view, position) for position in positions)
    return tuple(Slot(each, minutes, place) for each in starts if each is not None)


def _start(view: Json, position: int) -> datetime | None:
    day, clock = filled_in(view, _day(position)), filled_in(view, _clock(position))
    if not day and not clock:
        return None
    if not day or not clock:
        raise Missing(_clock(position) if day else _day(position), "times.half")
    hour, minute = map(int, clock.split(":"))
    try:
        return instant(date.fromisoformat(day), (hour, minute))
    except Doubtful as doubtful:
        raise Missing(_clock(position), SENTENCES[doubtful.doubt]) from None


def first_field() -> str:
    """Where a refusal of all the times is said."""
    return _day(1)


def _day(position: int) -> str:
    return f"day{position}"


def _clock(position: int) -> str:
    return f"clock{position}"


def _input(
    field: str,
    element: DatePickerElement | TimePickerElement | PlainTextInputElement,
    label: str,
    optional: bool,
    hint: str = "",
) -> InputBlock:
    said = PlainTextObject(text=hint) if hint else None
    return InputBlock(block_id=field, label=PlainTextObject(text=label), element=element, hint=said, optional=optional)
