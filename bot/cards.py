"""A case as a card: what it is, its dates, and as buttons the moves that are open to this reader now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ConfirmObject

from bot.buttons import Press, Value
from bot.outgoing import Message, escape, outgoing, paragraph, small
from bot.phrases import say
from casework.access import BlindView, CaseView, Move, View
from casework.appointments import Appointment, Stage
from casework.calendar import OSLO, day_in_words, day_of
from casework.case import CLOSED, Kind
from casework.exams import ExplanationForm, Language
from casework.interim import Forecast
from casework.invitations import Slot

# A move that counts from a day may have been made on another day than today.
DATED = (Move.ORAL_GIVEN, Move.NO_SHOW, Move.SENT)
CONFIRMED = frozenset({Move.WITHDRAW})


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, in which language, on which day in Oslo; `direct` when nobody but this person can read along (decision 23)."""

    language: Language
    today: date
    staff_id: int | None = None
    direct: bool = False

    def say(self, key: str, **fields: object) -> str:
        """The phrase in this reader's language."""
        return say(key, self.language, **fields)

    def day(self, day: date) -> str:
        """The day in words, with the year where it is not this one."""
        return day_in_words(day, self.language, with_year=day.year != self.today.year)


def card(view: View, reader: Reader, note: str = "") -> Message:
    """The card of a case. `note` is a sentence of ours above it. The notification text never has the candidate number (D-01)."""
    kind = reader.say("kind.regrading" if isinstance(view, BlindView) else f"kind.{view.kind}")
    exam = exam_label(view.course, view.part)
    state = _state(view, reader)
    text = reader.say("card.text", number=view.number, kind=kind, exam=exam, state=state)
    title = f"*{reader.say('title.case', number=view.number)} · {kind}*"
    lines = [title, " · ".join(_exam_facts(view, reader)), state, *_dates(view, reader)]
    blocks: list[Block] = [paragraph(note)] if note else []
    blocks.append(paragraph("\n".join(lines)))
    blocks += [small(" · ".join(marks))] if (marks := _marks(view, reader)) else []
    blocks += [ActionsBlock(elements=list(row)) for row in _rows(_buttons(view, reader))]
    return outgoing(f"{note} {text}".strip(), blocks)


def gone(reader: Reader) -> Message:
    """What stands in place of a card whose reader may no longer see the case."""
    return outgoing(reader.say("card.gone"))


def exam_label(course: str, part: str) -> str:
    """Course code and part, the only words that name an exam in Slack."""
    return escape(f"{course} {part}".strip())


def due_words(day: date, reader: Reader) -> str:
    """The deadline in words; one that has passed is said to have passed, as colour alone tells nothing."""
    return reader.say("card.overdue" if day < reader.today else "card.due", day=reader.day(day))


def _exam_facts(view: View, reader: Reader) -> Iterator[str]:
    yield exam_label(view.course, view.part)
    yield escape(view.term)
    if view.candidate and reader.direct:
        yield reader.say("card.candidate", candidate=escape(view.candidate))
    if isinstance(view, CaseView) and view.kind is Kind.EXPLANATION:
        yield reader.say("card.form", form=reader.say(f"form.{view.explanation_form}"))


def _state(view: View, reader: Reader) -> str:
    state = reader.say(f"status.{view.status}")
    if isinstance(view, BlindView) or view.outcome is None:
        return state
    ended = f", {reader.day(view.done_on)}" if view.done_on else ""
    return f"{state}: {reader.say(f'outcome.{view.outcome}')}{ended}"


def _dates(view: View, reader: Reader) -> Iterator[str]:
    if isinstance(view, BlindView):
        if view.target and view.status not in CLOSED:
            yield reader.say("card.target", day=reader.day(view.target))
        if view.done_by_me:
            yield reader.say("card.my_part_done")
    elif view.status in CLOSED:
        if view.new_deadline:
            yield reader.say("card.deadline", day=reader.day(view.new_deadline))
    else:
        yield from _open_dates(view, reader)


def _open_dates(view: CaseView, reader: Reader) -> Iterator[str]:
    if view.due:
        yield due_words(view.due, reader)
    if view.target and view.target != view.due:
        yield reader.say("card.target", day=reader.day(view.target))
    if view.interim:
        yield interim_words(view.interim, reader)
    elif view.interim_due:
        yield reader.say("card.interim", day=reader.day(view.interim_due))
    if view.promised:
        yield reader.say("card.promised", day=reader.day(view.promised))
    yield from talk_words(view.appointment, reader)


def _marks(view: View, reader: Reader) -> list[str]:
    return [] if isinstance(view, BlindView) else [reader.say(f"mark.{mark}") for mark in sorted(view.marks)]


def _buttons(view: View, reader: Reader) -> Iterator[ButtonElement]:
    for position, move in enumerate(view.moves):
        yield ButtonElement(
            text=reader.say(f"move.{move}"),
            action_id=Press.TAKE.id(move),
            value=Value(number=view.number, move=move).written(),
            style="danger" if move is Move.REJECT else ("primary" if position == 0 else None),
            confirm=_confirmation(view.number, move, reader) if move in CONFIRMED else None,
        )
    dated = next((move for move in view.moves if move in DATED), None)
    if dated:
        yield other_day_button(view.number, dated, reader)
    if isinstance(view, CaseView):
        yield from talk_buttons(view, reader)
    if isinstance(view, CaseView) and view.interim:
        yield interim_button(view.number, reader)
    if view.status not in CLOSED:
        value = Value(number=view.number).written()
        yield ButtonElement(text=reader.say("button.why"), action_id=Press.WHY.id(view.number), value=value)


def _rows(buttons: Iterator[ButtonElement]) -> Iterator[tuple[ButtonElement, ...]]:
    """As many buttons in one row as Slack takes."""
    while row := tuple(islice(buttons, ActionsBlock.elements_max_length)):
        yield row


def interim_words(says: Forecast, reader: Reader) -> str:
    """What the next interim reply will say, and when it goes out."""
    due, expected = reader.day(says.due), reader.day(says.expected)
    return reader.say("interim.says", due=due, reason=escape(says.sentence), expected=expected)


def interim_button(number: int, reader: Reader) -> ButtonElement:
    """The button that opens the form for another reason or date."""
    value = Value(number=number).written()
    return ButtonElement(text=reader.say("button.change"), action_id=Press.INTERIM.id(number), value=value)


def other_day_button(number: int, move: Move, reader: Reader) -> ButtonElement:
    """The button that asks for another day than those offered."""
    value = Value(number=number, move=move).written()
    return ButtonElement(text=reader.say("button.other_day"), action_id=Press.OTHER_DAY.id(number), value=value)


def show_button(number: int, reader: Reader) -> ButtonElement:
    """The button beside a line of a list."""
    value = Value(number=number).written()
    return ButtonElement(text=reader.say("button.show"), action_id=Press.SHOW.id(number), value=value)


def _confirmation(number: int, move: Move, reader: Reader) -> ConfirmObject:
    asked = reader.say("ask.sure_text", move=reader.say(f"move.{move}"), number=number)
    yes, no = reader.say(f"move.{move}"), reader.say("button.cancel")
    return ConfirmObject(title=reader.say("ask.sure"), text=asked, confirm=yes, deny=no)


def talk_words(appointment: Appointment | None, reader: Reader) -> Iterator[str]:
    """How far a time has been found. The place is the grader's own words and stands only where nobody else reads along (decision 23)."""
    if appointment is None:
        return
    if appointment.talk:
        yield reader.say("talk.agreed", time=slot_words(appointment.talk, reader))
    elif appointment.stage is Stage.OFFERED:
        offered = "; ".join(slot_words(slot, reader) for slot in appointment.offers)
        yield reader.say("talk.offered", times=offered)
    elif appointment.stage is Stage.PREVENTED:
        yield reader.say("talk.wanted")
    elif appointment.stage is Stage.CANCELLED:
        yield reader.say("talk.cancelled")


def slot_words(slot: Slot, reader: Reader) -> str:
    """ "torsdag 26. november kl. 10.15, rom B312" in Oslo's time."""
    place = f", {escape(slot.place)}" if slot.place and reader.direct else ""
    return f"{time_words(slot.starts, reader)}{place}"


def time_words(starts: datetime, reader: Reader) -> str:
    """The day and the clock in Oslo."""
    local = starts.astimezone(OSLO)
    return reader.say("talk.time", day=reader.day(day_of(starts)), hour=f"{local:%H}", minute=f"{local:%M}")


def talk_buttons(view: CaseView, reader: Reader) -> Iterator[ButtonElement]:
    """What may be done about a time: offer some, or move or take back the one that holds and is not past."""
    if Move.ORAL_GIVEN not in view.moves or view.explanation_form is ExplanationForm.WRITTEN:
        return
    value = Value(number=view.number).written()
    talk = view.appointment.talk if view.appointment else None
    if talk is None or talk.day < reader.today:
        yield ButtonElement(text=reader.say("button.times"), action_id=Press.TIMES.id(view.number), value=value)
        return
    yield ButtonElement(text=reader.say("button.move_time"), action_id=Press.MOVE_TIME.id(view.number), value=value)
    asked = reader.say("talk.sure", number=view.number, time=time_words(talk.starts, reader))
    yes, no = reader.say("button.cancel_time"), reader.say("button.cancel")
    sure = ConfirmObject(title=reader.say("ask.sure"), text=asked, confirm=yes, deny=no)
    yield ButtonElement(text=yes, action_id=Press.CANCEL_TIME.id(view.number), value=value, confirm=sure)
