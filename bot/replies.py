"""An answer of the desk as a message: what was done and what the student was told, a list, a card, a question with buttons."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.buttons import Press, Value
from bot.cards import DATED, Reader, card, other_day_button, slot_words
from bot.lists import waiting_list
from bot.outgoing import Message, escape, outgoing, paragraph
from casework.access import CaseView, Move
from casework.desk.answers import (
    AllDone,
    Answer,
    Choice,
    Done,
    Help,
    Opened,
    Question,
    Reason,
    ResultChoice,
    Timed,
    ToWrite,
    Waiting,
)
from casework.exams import Channel

MOST_BUTTON_TEXT = 75
PASTED = frozenset({Move.ORAL_GIVEN, Move.NO_SHOW})


def reply(answer: Answer, reader: Reader, *, all_open: bool = False) -> Message:
    """The message for an answer. `all_open` when a list is everybody's, as case handlers see it."""
    match answer:
        case Done():
            return outgoing(done_words(answer, reader))
        case AllDone():
            return outgoing("\n".join(done_words(done, reader) for done in answer.done))
        case Waiting():
            return waiting_list(answer, reader, all_open=all_open)
        case Question():
            return question(answer, reader)
        case Opened():
            return outgoing(opened_words(answer, reader))
        case ToWrite():
            return outgoing(reader.say("grounds.mailed", number=answer.number))
        case Timed():
            return outgoing(timed_words(answer, reader))
        case Help():
            return help_message(reader)
        case _:
            return card(answer, reader)


def done_words(done: Done, reader: Reader) -> str:
    """What was done, what the student is told by it, and the sentence to paste into Inspera after a talk (A-124, A-125).

    Of a no-show that was heard and not recorded it tells why.
    """
    if done.withheld is not None:
        held = reader.day(done.withheld.day or reader.today)
        return reader.say(f"withheld.{done.withheld.proof}", number=done.view.number, day=held)
    day = reader.day(done.day or reader.today)
    sentence = reader.say(f"done.{done.move}", number=done.view.number, day=day)
    told = _told_words(done, reader) if done.told else ""
    return f"{sentence} {told}".strip() + _paste_words(done, reader)


def timed_words(timed: Timed, reader: Reader) -> str:
    """What was done about the times of a talk, and what may keep the student from using them (A-118)."""
    times = "; ".join(slot_words(slot, reader) for slot in timed.appointment.slots)
    said = reader.say(f"timed.{timed.event}", number=timed.view.number, times=times)
    return "\n".join((said, *(reader.say(f"concern.{concern}") for concern in timed.concerns)))


def _paste_words(done: Done, reader: Reader) -> str:
    if done.move not in PASTED or not isinstance(done.view, CaseView) or done.view.channel is not Channel.INSPERA:
        return ""
    day = done.day or reader.today
    when = "today" if day == reader.today else "day"
    return "\n" + reader.say(f"paste.{done.move}_{when}", day=reader.day(day))


def _told_words(done: Done, reader: Reader) -> str:
    deadline = done.view.new_deadline if isinstance(done.view, CaseView) else None
    return reader.say("told.deadline", day=reader.day(deadline)) if deadline else reader.say("told.letter")


def opened_words(opened: Opened, reader: Reader) -> str:
    """That a request was opened, or was open already."""
    kind = reader.say(f"kind.{opened.kind}")
    key = "opened.again" if opened.again else "opened.new"
    return reader.say(key, number=opened.number, kind=kind, exam=escape(opened.label))


def question(asked: Question, reader: Reader) -> Message:
    """What is asked back, each choice a button; without choices the sentence says what to write."""
    bare = asked.reason is Reason.WHICH_CASE and not asked.choices
    sentence = reader.say("ask.which_case_words" if bare else f"ask.{asked.reason}")
    buttons = [*_choice_buttons(asked, reader), *_result_buttons(asked.results, reader)]
    return outgoing(sentence, [paragraph(sentence), ActionsBlock(elements=buttons)] if buttons else ())


def _choice_buttons(asked: Question, reader: Reader) -> Iterator[ButtonElement]:
    for position, choice in enumerate(asked.choices):
        value = Value(number=choice.number, move=choice.move, day=choice.day).written()
        label = _choice_words(choice, asked.reason, reader)
        yield ButtonElement(text=label, action_id=Press.CHOOSE.id(position), value=value)
    dated = [choice for choice in asked.choices if choice.move in DATED]
    if asked.reason is Reason.WHICH_DAY and dated:
        yield other_day_button(dated[0].number, dated[0].move, reader)


def _choice_words(choice: Choice, reason: Reason, reader: Reader) -> str:
    if reason is Reason.WHICH_DAY and choice.day:
        return reader.day(choice.day)
    move = reader.say(f"move.{choice.move}")
    if choice.day is None or choice.day == reader.today:
        return reader.say("ask.choice", move=move, number=choice.number)
    return reader.say("ask.choice_day", move=move, number=choice.number, day=reader.day(choice.day))


def _result_buttons(results: tuple[ResultChoice, ...], reader: Reader) -> Iterator[ButtonElement]:
    for position, result in enumerate(results):
        value = Value(result=result.result_id, kind=result.kind).written()
        label = result.label[:MOST_BUTTON_TEXT]
        yield ButtonElement(text=label, action_id=Press.RESULT.id(position), value=value)


def help_message(reader: Reader) -> Message:
    """What a member of staff can write."""
    parts = [reader.say(key) for key in ("help.intro", "help.words", "help.commands")]
    return outgoing("\n".join(parts), [paragraph(part) for part in parts])


def oral_help(waiting: Waiting, reader: Reader, *, all_open: bool) -> Message:
    """How to say that an oral explanation was given, and the cases it may be said of."""
    return waiting_list(waiting, reader, intro=reader.say("help.oral"), all_open=all_open)
