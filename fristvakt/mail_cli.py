"""`fristvakt mail …`: case handlers read the mails that wait as tasks, which Slack must not hold; who read what is logged."""

import asyncio
import getpass
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import typer

from casework.calendar import OSLO
from casework.desk.counter import Counter
from casework.exams import Staff
from casework.messages import IncomingMail, Intent, KeptMail
from casework.records import Found, Records
from fristvakt.case_cli import As, Refused, registered
from fristvakt.institution import open_office
from fristvakt.opening import open_mint, open_store, trust_of
from fristvakt.settings import Settings
from mailgateway.parsing import parse
from mailgateway.understanding import understand
from store.database import Database

log = logging.getLogger(__name__)

T = TypeVar("T")
app = typer.Typer(help="Mails that wait for a case handler.", no_args_is_help=True)
Work = Callable[[Database, Staff], Awaitable[T]]


@app.command("list")
def list_mails(context: typer.Context, person: As) -> None:
    """The mails that wait as tasks, the earliest day first."""
    for task in _read(context, person, lambda records: records.open_tasks()):
        if task.task.mail is not None:
            case = task.task.case or "–"
            typer.echo(f"mail {task.task.mail}\ttask {task.id}\t{task.task.kind}\tcase {case}\tdue {task.task.due}")


@app.command()
def show(
    context: typer.Context,
    mail_id: int,
    person: As,
    whole: Annotated[bool, typer.Option("--whole", help="With what the mail quotes or forwards.")] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="The bytes as they came, to be saved as a file for a mail program.")
    ] = False,
) -> None:
    """One mail: when it was received, from whom, and what it says. That you read it is logged."""

    async def work(store: Database, staff: Staff) -> tuple[KeptMail, Found | None]:
        kept, found = await store.read(lambda records: (records.mail(mail_id), records.found(mail_id)))
        if kept is None:
            raise Refused(f"There is no mail {mail_id}.")
        log.info("mail %d shown to staff %d by cli:%s", mail_id, staff.id, getpass.getuser())
        return kept, found

    kept, found = _run(context, person, work)
    if raw:
        typer.echo(kept.raw, nl=False)
    else:
        _print(_understood(kept, context.obj), found, whole=whole)
        parsed = parse(kept.raw)
        for remark in parsed.remarks:
            typer.echo(f"note: {remark}")
        for attachment in parsed.attachments:
            typer.echo(f"attachment: {attachment.name} ({attachment.type}, {attachment.size} bytes)")


@app.command()
def retry(context: typer.Context, mail_id: int, person: As) -> None:
    """Has a mail that was set aside read once more; what counts is still when it was received."""

    async def work(store: Database, staff: Staff) -> bool:
        return await store.write(lambda records: records.read_again(mail_id, datetime.now(UTC)))

    if not _run(context, person, work):
        raise Refused(f"Mail {mail_id} was not set aside; see `fristvakt mail list`.")
    typer.echo(f"mail {mail_id}: the service reads it again within seconds")


def _understood(kept: KeptMail, settings: Settings) -> IncomingMail:
    try:
        return understand(kept, open_mint(settings), trust_of(settings))
    except Exception as error:
        fault = type(error).__name__
        raise Refused(f"Mail {kept.id} cannot be read ({fault}): save it with --raw for a mail program.") from None


def _print(mail: IncomingMail, found: Found | None, *, whole: bool) -> None:
    typer.echo(f"received: {mail.received.astimezone(OSLO):%Y-%m-%d %H:%M:%S}")
    verdict, because = (found.verdict, found.because) if found else (mail.verdict, mail.verdict_because)
    typer.echo(f"from: {mail.sender or 'not exactly one sender'} ({verdict})")
    for field in because.splitlines():
        typer.echo(f"checked: {field}")
    typer.echo(f"to: {', '.join(mail.boxes) or 'none of our addresses'}")
    typer.echo(f"understood as: {_understanding(mail.intent)}")
    typer.echo(f"subject: {mail.subject}\n\n{mail.text}\n")
    if whole:
        typer.echo(f"--- quoted or forwarded ---\n{mail.elided}\n")
    elif mail.elided:
        typer.echo("--- more is quoted or forwarded: add --whole ---\n")


def _understanding(intent: Intent) -> str:
    """What the mail was taken for, and the words that decided."""
    what = intent.ask.value if intent.sure else f"not certain, perhaps {' or '.join(intent.asks) or intent.ask.value}"
    words = ", ".join(f"“{words}”" for words in intent.because)
    return f"{what} ({words})" if words else what


def _read(context: typer.Context, person: str, work: Callable[[Records], T]) -> T:
    async def reading(store: Database, staff: Staff) -> T:
        return await store.read(work)

    return _run(context, person, reading)


def _run(context: typer.Context, person: str, work: Work[T]) -> T:
    """Runs the work for a registered case handler. Raises Refused for anybody else."""
    return asyncio.run(_within(context.obj, person, work))


async def _within(settings: Settings, person: str, work: Work[T]) -> T:
    async with await open_store(settings) as store:
        staff = await registered(Counter(store, open_office(settings)), person)
        if not staff.is_case_handler:
            raise Refused("Mail is for case handlers only.")
        return await work(store, staff)
