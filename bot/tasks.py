"""A case handler's tasks: what happened, what to do, and one click for it; in lists and as notices."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    Option,
    PlainTextObject,
    StaticSelectElement,
)

from bot.buttons import Press, Value
from bot.cards import Reader, due_words, interim_button, interim_words, show_button
from bot.outgoing import Message, outgoing, paragraph, small
from bot.rules import in_effect_words, rules_button, rules_notice
from casework.calendar import OSLO
from casework.desk.adopting import IN_EFFECT
from casework.desk.answers import Chore, ResultChoice
from casework.messages import Task, TaskKind
from casework.reception import times_of
from casework.records import OpenTask

MOST_BUTTONS = 5
MOST_LABEL = 75

Offers = Mapping[int, tuple[ResultChoice, ...]]


def task_blocks(tasks: Sequence[OpenTask], offers: Offers, reader: Reader, most: int) -> Iterator[Block]:
    """Two blocks a task, at most `most` tasks; what is left out is counted."""
    if tasks:
        yield paragraph(f"*{tasks_summed_up(len(tasks), reader)}*")
    for task in tasks[:most]:
        yield paragraph(_words(task, reader))
        yield ActionsBlock(elements=[*_buttons(task, offers.get(task.id, ()), reader)])
    if len(tasks) > most:
        yield small(reader.say("list.more", count=len(tasks) - most))


def task_notice(chore: Chore, reader: Reader) -> Message:
    """The notice of a new task."""
    if chore.pending:
        return rules_notice(chore.pending, reader)
    task = chore.task
    text = _new(task.task.kind, task.task.case, reader)
    says = interim_words(chore.says, reader) if chore.says else ""
    words = paragraph(f"{_words(task, reader)}\n{says}".strip())
    return outgoing(f"{text} {says}".strip(), [words, ActionsBlock(elements=[*_buttons(task, chore.choices, reader)])])


def plain_notice(content: Mapping[str, Any], reader: Reader) -> Message:
    """The notice of something that is told and not asked: that an interim reply was sent, with what it promised; that rules hold."""
    if content["kind"] == IN_EFFECT:
        counts = reader.say("rules.counts", **{key: content[key] for key in ("differing", "dates", "cases")})
        return outgoing(in_effect_words(str(content["rules"]), str(content["name"]), counts, reader))
    number, expected = content.get("case"), content.get("expected")
    if number is None or not expected:
        text = _new(content["kind"], number, reader)
    else:
        text = reader.say("interim.sent", number=number, expected=reader.day(date.fromisoformat(str(expected))))
    buttons = [] if number is None else [ActionsBlock(elements=[show_button(int(number), reader)])]
    return outgoing(text, [paragraph(text), *buttons])


def tasks_summed_up(count: int, reader: Reader) -> str:
    """One sentence: how many tasks wait."""
    return reader.say("tasks.one") if count == 1 else reader.say("tasks.many", count=count)


def settled_words(task: OpenTask, reader: Reader) -> str:
    """That the task is done."""
    return reader.say("tasks.done", number=task.id, kind=reader.say(f"task.{task.task.kind}"))


def _new(kind: str, number: int | None, reader: Reader) -> str:
    words = reader.say(f"task.{kind}")
    return reader.say("tasks.new" if number is None else "tasks.new_case", kind=words, number=number)


def _words(open_task: OpenTask, reader: Reader) -> str:
    task = open_task.task
    kind = reader.say(f"task.{task.kind}")
    title = reader.say("tasks.title", kind=kind[:1].upper() + kind[1:], number=open_task.id)
    facts = " · ".join([due_words(task.due, reader), *_about(task, reader)])
    return f"{title}\n{reader.say(f'todo.{task.kind}', mail=task.mail)}\n{facts}"


def _about(task: Task, reader: Reader) -> Iterator[str]:
    if task.deadline is not None:
        yield reader.say("tasks.deadline", day=reader.day(task.deadline))
    if times := times_of(task):
        yield reader.say("tasks.times", **{name: _moment(times.get(name)) for name in ("received", "kept", "dated")})
    if task.kind is TaskKind.DATES_DISAGREE:
        days = {name: reader.day(date.fromisoformat(str(task.facts[name]))) for name in ("unit", "own")}
        yield reader.say("tasks.two_dates", about=task.about, **days)
    if task.case is not None:
        yield reader.say("tasks.case", number=task.case)
    if task.mail is not None:
        yield reader.say("tasks.mail", mail=task.mail)


def _moment(moment: datetime | None) -> str:
    """A time in Oslo to the second, which decides on a last day."""
    return f"{moment.astimezone(OSLO):%Y-%m-%d %H:%M:%S}" if moment else "–"


def _buttons(
    task: OpenTask, choices: tuple[ResultChoice, ...], reader: Reader
) -> Iterator[ButtonElement | StaticSelectElement]:
    if len(choices) > MOST_BUTTONS:
        yield _select(task, choices, reader)
    else:
        yield from (_result_button(task, choice) for choice in choices)
    rules = task.task.facts.get("rules")
    if isinstance(rules, int):
        yield rules_button(rules, reader)
    if task.task.kind is TaskKind.MAIL_UNREADABLE:
        again = Value(task=task.id).written()
        yield ButtonElement(text=reader.say("button.again"), action_id=Press.AGAIN.id(task.id), value=again)
    yield _done_button(task, reader)
    number = task.task.case
    if number is not None and task.task.kind is TaskKind.INTERIM_ASKED:
        yield interim_button(number, reader)
    if number is not None:
        yield show_button(number, reader)


def _done_button(task: OpenTask, reader: Reader) -> ButtonElement:
    done = reader.say("button.done")
    sure = ConfirmObject(
        title=reader.say("ask.sure"),
        text=reader.say("tasks.sure", number=task.id),
        confirm=done,
        deny=reader.say("button.cancel"),
    )
    return ButtonElement(text=done, action_id=Press.DONE.id(task.id), value=Value(task=task.id).written(), confirm=sure)


def _result_button(task: OpenTask, choice: ResultChoice) -> ButtonElement:
    action_id = Press.MEANT.id(choice.result_id)
    return ButtonElement(text=choice.label[:MOST_LABEL], action_id=action_id, value=_meant(task, choice))


def _select(task: OpenTask, choices: tuple[ResultChoice, ...], reader: Reader) -> StaticSelectElement:
    return StaticSelectElement(
        action_id=Press.MEANT.id(task.id),
        placeholder=PlainTextObject(text=reader.say("tasks.which")),
        options=[Option(value=_meant(task, choice), text=choice.label[:MOST_LABEL]) for choice in choices],
    )


def _meant(task: OpenTask, choice: ResultChoice) -> str:
    return Value(task=task.id, result=choice.result_id).written()
