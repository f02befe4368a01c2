"""What waits for a person as a list: in Slack's answers, the morning digest, and App Home."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from slack_sdk.models.blocks import Block

from bot.buttons import Press, Value
from bot.cards import Reader, due_words, exam_label, time_words
from bot.outgoing import LineBlock, Message, escape, outgoing, paragraph, small
from bot.tasks import task_blocks, tasks_summed_up
from casework.appointments import Appointment
from casework.case import Kind
from casework.desk.answers import Waiting
from casework.desk.lists import talk_facts
from casework.exams import ExplanationForm
from casework.records import Line

MOST_ROWS = 20
MOST_TASKS = 10
MOST_HOME_ROWS = 50
MOST_HOME_TASKS = 18


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list. `candidate` is empty unless the reader is the case's own grader, alone with us; `owner` says whose it is.

    `warned` says why it is urgent, `talk` how far a time for a talk has been found; both may be "".
    """

    number: int
    kind: str
    exam: str
    term: str
    candidate: str
    status: str
    due: date | None
    is_new: bool = False
    owner: str = ""
    talk: str = ""
    warned: str = ""
    nobody: bool = False


def row_of(line: Line, reader: Reader, found: Appointment | None = None) -> Row:
    """A line of the desk as this reader may see it (decision 23)."""
    own = reader.staff_id is not None and reader.staff_id in (line.holder, line.grader_id)
    candidate = line.candidate if own and reader.direct else ""
    exam = exam_label(line.course, line.part)
    talk = _talk(talk_facts(found), reader)
    return Row(line.number, line.kind, exam, line.term, candidate, line.status, line.due, talk=talk)


def row_from(content: Mapping[str, Any], reader: Reader, *, own: bool) -> Row:
    """A line of a digest as the outbox kept it; only in a grader's `own` list does the candidate number stand (decision 23)."""
    due = content.get("due")
    return Row(
        number=int(content["number"]),
        kind=str(content["kind"]),
        exam=exam_label(str(content["course"]), str(content.get("part") or "")),
        term=str(content.get("term") or ""),
        candidate=str(content.get("candidate") or "") if own else "",
        status=str(content["status"]),
        due=date.fromisoformat(str(due)) if due else None,
        is_new=bool(content.get("new")),
        owner="" if own else _held_by(content, reader),
        talk=_talk(content, reader),
        warned=_warned(content, reader),
        nobody=bool(content.get("nobody")),
    )


def _talk(content: Mapping[str, Any], reader: Reader) -> str:
    """How far a time for a talk has been found; the place stands on the card only."""
    if "starts" in content:
        return reader.say("talk.agreed", time=time_words(datetime.fromisoformat(str(content["starts"])), reader))
    return reader.say(f"list.talk_{content['talk']}") if "talk" in content else ""


def _warned(content: Mapping[str, Any], reader: Reader) -> str:
    warn = content.get("urgent")
    return reader.say(f"urgent.{warn}", day=reader.day(date.fromisoformat(str(content["urgent_day"])))) if warn else ""


def _held_by(content: Mapping[str, Any], reader: Reader) -> str:
    """Whose the case is: Slack shows the name behind the id; said where nobody has it, "" where a commission has."""
    slack_id = content.get("owner")
    if slack_id is None:
        return reader.say("list.held_by_nobody") if content.get("nobody") else ""
    return reader.say("list.held_by", owner=f"<@{slack_id}>") if slack_id else reader.say("list.held_by_mail")


def waiting_list(
    waiting: Waiting, reader: Reader, *, intro: str = "", note: str = "", all_open: bool = False
) -> Message:
    """What waits for a person as a message. `all_open` when the list is everybody's, as case handlers see it (A-239).

    `intro` stands above the list, `note` above it and first in the text, as it is news.
    """
    rows = [row_of(line, reader, waiting.talks.get(line.number)) for line in waiting.lines]
    blocks: list[Block] = [paragraph(said) for said in (note, intro) if said]
    summary = summed_up(rows, len(rows), reader, all_open=all_open)
    blocks += [paragraph(f"*{summary}*"), *case_blocks(rows, reader, MOST_ROWS)]
    blocks += task_blocks(waiting.tasks, waiting.offers, reader, MOST_TASKS)
    return outgoing(f"{note} {summary}".strip(), blocks)


def home_blocks(waiting: Waiting, reader: Reader, *, all_open: bool) -> list[Block]:
    """The same for App Home, which takes twice as many blocks."""
    rows = [row_of(line, reader, waiting.talks.get(line.number)) for line in waiting.lines]
    summary = paragraph(f"*{summed_up(rows, len(rows), reader, all_open=all_open)}*")
    tasks = task_blocks(waiting.tasks, waiting.offers, reader, MOST_HOME_TASKS)
    return [summary, *case_blocks(rows, reader, MOST_HOME_ROWS), *tasks]


def oral_only(waiting: Waiting) -> Waiting:
    """The explanations that are or may be given orally."""
    written = ExplanationForm.WRITTEN
    oral = (line for line in waiting.lines if line.kind == Kind.EXPLANATION and line.explanation_form != written)
    return Waiting(tuple(oral), (), waiting.today, talks=waiting.talks)


def digest(content: Mapping[str, Any], reader: Reader, *, own: bool) -> Message:
    """The morning's list: a grader's `own` cases, the new ones first and how to answer, or everything unfinished (A-239).

    In everybody's list the urgent ones stand first.
    """
    rows = [row_from(line, reader, own=own) for line in content["lines"]]
    if not own:
        shown, hidden = rows[:MOST_ROWS], rows[MOST_ROWS:]
        calm = sorted((row for row in shown if not row.warned), key=_by_owner_and_date)
        rows = [*(row for row in shown if row.warned), *calm, *hidden]
    more = int(content.get("more") or 0)
    summed = summed_up(rows, len(rows) + more, reader, all_open=not own)
    urgent = int(content.get("urgent") or 0)
    pressing = f"{reader.say('digest.urgent', count=urgent)} " if urgent else ""
    summary = f"{reader.say('digest.hello')} {pressing}{summed}"
    blocks: list[Block] = [paragraph(f"*{summary}*"), *case_blocks(rows, reader, MOST_ROWS, more)]
    tasks = int(content.get("tasks") or 0)
    blocks += [paragraph(tasks_summed_up(tasks, reader))] if tasks else []
    unknown = int(content.get("no_next_exam") or 0)
    blocks += [small(reader.say("digest.no_next_exam", count=unknown))] if unknown and rows else []
    blocks += [small(reader.say("digest.hint", number=rows[0].number))] if rows else []
    return outgoing(summary, blocks)


def _by_owner_and_date(row: Row) -> tuple[bool, str, date]:
    """Those that nobody has come first."""
    return not row.nobody, row.owner, row.due or date.max


def summed_up(rows: Sequence[Row], count: int, reader: Reader, *, all_open: bool = False) -> str:
    """One sentence for notifications: how many cases, and the first deadline."""
    if not count:
        return reader.say("list.none")
    one, many = ("list.open_one", "list.open_many") if all_open else ("list.one", "list.many")
    sentence = reader.say(one) if count == 1 else reader.say(many, count=count)
    first = min((row.due for row in rows if row.due), default=None)
    if first is None:
        return sentence
    key = "list.first_overdue" if first < reader.today else "list.next_due"
    return f"{sentence} {reader.say(key, day=reader.day(first))}"


def case_blocks(rows: Sequence[Row], reader: Reader, most: int, more: int = 0) -> Iterator[Block]:
    """One section a case with a button to its card, at most `most`; what is left out is counted."""
    for row in rows[:most]:
        value = Value(number=row.number).written()
        yield LineBlock(_row_words(row, reader), reader.say("button.show"), Press.SHOW.id(row.number), value)
    left = len(rows[most:]) + more
    if left:
        yield small(reader.say("list.more", count=left))


def _row_words(row: Row, reader: Reader) -> str:
    new = f"{reader.say('list.new')} · " if row.is_new else ""
    warned = f"*{row.warned}*\n" if row.warned else ""
    title = f"{warned}{new}*{reader.say('title.case', number=row.number)}* · {reader.say(f'kind.{row.kind}')}"
    facts = [row.exam, escape(row.term)]
    facts += [reader.say("card.candidate", candidate=escape(row.candidate))] if row.candidate else []
    dates = f" · {due_words(row.due, reader)}" if row.due else ""
    owner = f" · {row.owner}" if row.owner else ""
    talk = f" · {row.talk}" if row.talk else ""
    return f"{title}\n{' · '.join(facts)}\n{reader.say(f'status.{row.status}')}{talk}{owner}{dates}"
