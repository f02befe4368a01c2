"""`fristvakt case …`: the verbs of the desk on the command line, for a person who holds the role; the OS user is logged."""

import asyncio
import getpass
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from casework.access import BlindView, Move, View
from casework.case import Kind, Status
from casework.deadlines.timeline import as_text, rows_of
from casework.desk.answers import Answer, Done, Question, Waiting
from casework.desk.counter import Counter
from casework.desk.papers import CasePapers
from casework.exams import Staff
from casework.grounds import Grounds
from casework.refusals import Refusal
from fristvakt.adopting import office_in_effect
from fristvakt.case_lines import answer_lines, draft_of, forecast_line, view_lines
from fristvakt.evidence import keep_evidence, write_evidence
from fristvakt.institution import open_office
from fristvakt.letter_lines import file_line, letter_line, mail_line
from fristvakt.masking import Mask
from fristvakt.opening import open_heads, open_store
from fristvakt.settings import BadSettings, Settings

log = logging.getLogger(__name__)

T = TypeVar("T")
app = typer.Typer(help="Cases and tasks, as a registered member of staff.", no_args_is_help=True)
As = Annotated[
    str, typer.Option("--as", help="Your registered e-mail address; what you may do is asked of the registry.")
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it happened, as 2026-11-23.")]

Written = Annotated[Path | None, typer.Option(help="A text file in UTF-8, written to the student.")]

Work = Callable[[Counter, Staff, datetime, str], Awaitable[T]]


@app.command("list")
def list_cases(context: typer.Context, person: As) -> None:
    """What waits: for a case handler everything unfinished and the open tasks."""
    waiting: Waiting = _run(context, person, lambda c, s, now, via: c.waiting(s, now))
    for line in waiting.lines:
        typer.echo(
            f"{line.number}\t{line.kind}\t{line.course} {line.part}\t{line.term}\t{line.status}\tdue {line.due or '–'}"
        )
    for task in waiting.tasks:
        typer.echo(f"task {task.id}\t{task.task.kind}\tcase {task.task.case or '–'}\tdue {task.task.due}")


@app.command()
def show(context: typer.Context, number: int, person: As) -> None:
    """One case as you may see it; for a case handler with its letters and mails, which `fristvakt mail show` tells more of."""

    async def work(counter: Counter, staff: Staff, now: datetime, via: str) -> tuple[View, CasePapers]:
        view = await counter.show(staff, number, now)
        sees = staff.is_case_handler and not isinstance(view, BlindView)
        return view, await counter.papers(staff, number) if sees else CasePapers()

    view, papers = _run(context, person, work)
    for line in (
        *view_lines(view),
        *map(letter_line, papers.letters),
        *map(mail_line, papers.mails),
        *map(file_line, papers.files),
    ):
        typer.echo(line)


@app.command()
def evidence(
    context: typer.Context,
    number: int,
    person: As,
    to: Annotated[Path, typer.Option(help="The ZIP file to write; there must be none of that name.")],
) -> None:
    """Everything that proves what happened in a case, as a ZIP file that anybody can check. That you took it is logged."""
    content = asyncio.run(_evidence(context.obj, person, number))
    try:
        keep_evidence(to, content)
    except OSError as fault:
        raise Refused(f"{to} cannot be written: {fault.strerror}.") from None
    typer.echo(f"{to}: {len(content)} bytes; to check it, unzip it and run python check_evidence.py there")


@app.command()
def say(context: typer.Context, words: str, person: As) -> None:
    """The short words that Slack takes: "gitt 42 i går", "42 ikke møtt", "sendt 42", "42 tid tor 10.15"; `hjelp` lists them."""
    _say(_run(context, person, lambda c, s, now, via: c.hear(s, words, now, via=via)))


@app.command()
def do(
    context: typer.Context,
    number: int,
    move: Move,
    person: As,
    day: Day = None,
    whom: Annotated[
        list[str] | None, typer.Option(help="A grader's e-mail address; several times for a commission.")
    ] = None,
    facts: Written = None,
    reasons: Written = None,
    meeting: Day = None,
    draft: Annotated[bool, typer.Option("--draft", help="Shows the student's letter and does nothing.")] = False,
) -> None:
    """Takes a move on a case; `show` says which are open to you now. A rejection and a decision need --facts and --reasons."""
    grounds = Grounds(_written(facts), _written(reasons), meeting.date() if meeting else None)

    async def work(counter: Counter, staff: Staff, now: datetime, via: str) -> Done:
        named = tuple([(await registered(counter, address)).id for address in whom or []])
        counted = day.date() if day else None
        return await counter.act(staff, number, move, now, via=via, day=counted, whom=named, grounds=grounds)

    if draft:
        typer.echo(draft_of(_run(context, person, lambda c, s, now, via: c.draft(s, number, move, grounds, now))))
    else:
        _say(_run(context, person, work))


@app.command()
def grounds(context: typer.Context, number: int, person: As) -> None:
    """What case handlers have written as the grounds of the decisions in a case. That you read it is logged."""
    for text in _run(context, person, lambda c, s, now, via: c.written(s, number, now)):
        typer.echo(f"--- {text.name} (version {text.version}) ---\n{text.text}\n")


@app.command("open")
def open_request(
    context: typer.Context,
    kind: Kind,
    course: str,
    candidate: str,
    person: As,
    part: Annotated[str, typer.Option(help="The part, where the course has several.")] = "",
) -> None:
    """Opens a request that reached you outside Fristvakt, on behalf of a candidate; the student gets the receipt."""
    _say(_run(context, person, lambda c, s, now, via: c.request_for(s, kind, course, part, candidate, now, via=via)))


@app.command()
def task(
    context: typer.Context,
    task_id: int,
    person: As,
    result: Annotated[
        int | None, typer.Option(help="The result that the mail meant; without it the task is done.")
    ] = None,
) -> None:
    """Settles a task, or says which result its mail meant; `--result 0` lists the choices."""
    if result == 0:
        for choice in _run(context, person, lambda c, s, now, via: c.task_choices(s, task_id, now)):
            typer.echo(f"{choice.result_id}\t{choice.kind}\t{choice.label}")
    elif result is not None:
        chosen = result
        _say(_run(context, person, lambda c, s, now, via: c.choose_result(s, task_id, chosen, now, via=via)))
    else:
        _run(context, person, lambda c, s, now, via: c.settle_task(s, task_id, now, via=via))
        typer.echo(f"task {task_id}: done")


@app.command()
def interim(
    context: typer.Context,
    number: int,
    person: As,
    expected: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date to promise.")] = None,
    reason: Annotated[Status | None, typer.Option(help="The state whose approved sentence is the reason.")] = None,
) -> None:
    """Shows what the next interim reply will say, or changes its date or reason."""
    promised: date | None = expected.date() if expected else None
    if promised or reason:
        says = _run(context, person, lambda c, s, now, via: c.choose_interim(s, number, reason, promised, now, via=via))
    else:
        says = _run(context, person, lambda c, s, now, via: c.forecast(s, number, now))
    typer.echo(forecast_line(says))


def _run(context: typer.Context, person: str, work: Work[T]) -> T:
    settings: Settings = context.obj
    return run_as(settings, person, work)


def drawn(settings: Settings, number: int, person: str) -> str:
    """The clocks of that case's result as lines of text, in the language of the case handler who asks."""

    async def work(counter: Counter, staff: Staff, now: datetime, via: str) -> str:
        clocks = await counter.clocks(staff, number, now)
        return f"{clocks.result}\n{as_text(rows_of(clocks.three(), staff.language))}"

    return run_as(settings, person, work)


def run_as(settings: Settings, person: str, work: Work[T]) -> T:
    """Runs the work as that person. A refusal is its sentence on stderr and exit code 1."""
    return asyncio.run(_within(settings, person, work))


async def _within(settings: Settings, person: str, work: Work[T]) -> T:
    async with await open_store(settings) as store:
        counter = Counter(store, await office_in_effect(settings, store))
        staff = await registered(counter, person)
        try:
            return await work(counter, staff, datetime.now(UTC), f"cli:{getpass.getuser()}")
        except Refusal as refusal:
            raise Refused(refusal.say(staff.language)) from None


async def _evidence(settings: Settings, person: str, number: int) -> bytes:
    async with await open_store(settings) as store:
        staff = await registered(Counter(store, open_office(settings)), person)
        via = f"cli:{getpass.getuser()}"
        log.info("evidence of case %d taken by staff %d, %s", number, staff.id, via)
        try:
            now, heads = datetime.now(UTC), open_heads(settings)
            return await write_evidence(store, heads, Mask(open_office(settings).links, now), staff, number, now, via)
        except Refusal as refusal:
            raise Refused(refusal.say(staff.language)) from None


class Refused(Exception):
    """A rule says no; the message is the sentence in the person's language."""


async def registered(counter: Counter, address: str) -> Staff:
    """The member of staff with that address; BadSettings when there is none."""
    staff = await counter.colleague_at(address)
    if staff is None:
        raise BadSettings([f"{address} is no registered grader or case handler: import the person first."])
    return staff


def _say(answer: Answer | None) -> None:
    for line in answer_lines(answer):
        typer.echo(line)
    if isinstance(answer, Question):
        raise typer.Exit(1)


def _written(file: Path | None) -> str:
    """What stands in a file; it is not given on the command line, where others could read it."""
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(f"{file} cannot be read as UTF-8 text ({type(fault).__name__}).") from None
