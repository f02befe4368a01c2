"""`fristvakt mail …`: case handlers look after mails and letters, which Slack must not hold; who read what is logged."""

import asyncio
import getpass
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from casework.calendar import OSLO
from casework.desk.counter import Counter
from casework.desk.papers import Papers
from casework.exams import Staff
from casework.files import KeptFile, Scan, Scanned, Weight
from casework.messages import IncomingMail, Intent, KeptMail
from casework.outgoing import LetterPath
from casework.records import Found, Records
from fristvakt.case_cli import As, Refused, registered
from fristvakt.evidence import keep_evidence
from fristvakt.institution import open_office
from fristvakt.letter_lines import file_line, whole_letter
from fristvakt.masking import Mask, NotShown
from fristvakt.opening import open_mint, open_store, trust_of
from fristvakt.settings import Settings
from mailgateway.clamd import Clamd
from mailgateway.forwards import quoted_sender
from mailgateway.parsing import parse
from mailgateway.understood import Understanding
from store.database import Database

log = logging.getLogger(__name__)

T = TypeVar("T")
app = typer.Typer(help="Mails that came in and letters that went out, for a case handler.", no_args_is_help=True)
Which = Annotated[str, typer.Argument(help="A mail by its number, as 17, or a letter, as L17.")]
Work = Callable[[Database, Staff], Awaitable[T]]
AGAINST = {
    **dict.fromkeys(Weight, "what is in it cannot be looked through"),
    Weight.ACTIVE: "it may run something where it is opened",
}


@app.command("list")
def list_mails(context: typer.Context, person: As) -> None:
    """The mails and letters that wait as tasks, the earliest day first."""
    for task in _run(context, person, lambda store, _: store.read(lambda records: records.open_tasks())):
        about = f"mail {task.task.mail}" if task.task.mail is not None else f"letter L{task.task.outgoing}"
        if about != "letter LNone":
            case = task.task.case or "–"
            typer.echo(f"{about}\ttask {task.id}\t{task.task.kind}\tcase {case}\tdue {task.task.due}")


@app.command()
def show(
    context: typer.Context,
    which: Which,
    person: As,
    whole: Annotated[bool, typer.Option("--whole", help="With what the mail quotes or forwards.")] = False,
) -> None:
    """One mail and what it says, or one letter and what became of it. That you read it is logged."""
    letter, number = _named(which)
    if letter:
        path = _run(context, person, lambda store, staff: _letter(store, staff, number))
        for line in whole_letter(path, _mask(context.obj).letter(path)):
            typer.echo(line)
        return

    async def read(store: Database, staff: Staff) -> tuple[KeptMail, Found | None]:
        return await _mail(store, staff, number), await store.read(lambda records: records.found(number))

    kept, found = _run(context, person, read)
    mail, parsed = _understood(kept, context.obj), parse(kept.raw)
    _print(mail, found, _mask(context.obj), whole=whole)
    if quoted := quoted_sender(mail.elided, parsed.returned):
        typer.echo(f"note: the quoted mail names {quoted} as its sender, which nothing proves")
    for remark in parsed.remarks:
        typer.echo(f"note: {remark}")
    files = _run(context, person, lambda store, staff: store.read(lambda r: Papers(r, staff).files(number)))
    for line in map(file_line, files):
        typer.echo(line)
    for attachment in () if files else parsed.attachments:
        typer.echo(f"attachment: {attachment.name} ({attachment.type}, {attachment.size} bytes)")


@app.command()
def raw(context: typer.Context, which: Which, person: As) -> None:
    """The bytes of a mail as they came, or of a letter as the relay was given them, to be saved for a mail program.

    While a link in them still works, a copy without it; the bytes themselves when its days are over.
    """
    letter, number = _named(which)
    mask = _mask(context.obj)

    async def final(store: Database, staff: Staff) -> bytes:
        path = await _letter(store, staff, number)
        content = await store.read(lambda records: records.final_of(number))
        if content is None:
            raise Refused(f"Letter L{number} has not been built yet; see `fristvakt mail show L{number}`.")
        return mask.octets(content, mask.codes(path))

    async def came(store: Database, staff: Staff) -> bytes:
        return mask.octets((await _mail(store, staff, number)).raw)

    try:
        typer.echo(_run(context, person, final if letter else came), nl=False)
    except NotShown:
        raise Refused(f"{which} holds a link that still works and cannot be shown until its days are over.") from None


@app.command()
def file(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="A file by its number, as F3; `show` names them.")],
    person: As,
    to: Annotated[Path, typer.Option(help="The file to write; there must be none of that name.")],
    despite: Annotated[
        list[str] | None, typer.Option(help="The very word that speaks against it, as infected or too_heavy.")
    ] = None,
) -> None:
    """Takes a file out, scanned first where a scanner is set up. What speaks against it must be named to get it all the same."""
    number = which.upper().removeprefix("F")
    if not number.isdecimal():
        raise Refused("Write the number of a file, as F3.")

    async def work(store: Database, staff: Staff) -> tuple[KeptFile, bytes]:
        kept = await store.read(lambda records: Papers(records, staff).file(int(number)))
        kept = _shown(kept, f"file F{number}", staff)
        content = await store.read(lambda records: records.content_of(kept.digest))
        if content is None:
            raise Refused(
                f"File F{number} was not kept ({kept.left_out}): it stands in `fristvakt mail raw {kept.mail}` only."
            )
        return kept, content

    kept, content = _run(context, person, work)
    scanned = _scanned(kept, content, context, person)
    _let_out(kept, scanned, frozenset(despite or ()))
    try:
        shown = _mask(context.obj).octets(content)
        keep_evidence(to, shown)
    except NotShown:
        raise Refused(f"{which} holds a link that still works and cannot be shown until its days are over.") from None
    except OSError as fault:
        raise Refused(f"{to} cannot be written: {fault.strerror}.") from None
    note = "" if shown == content else " of the file itself; this is a copy without a link in it that still works"
    typer.echo(f"{to}: {len(shown)} bytes, SHA-256 {kept.digest}{note}")


def _scanned(kept: KeptFile, content: bytes, context: typer.Context, person: str) -> Scanned:
    """What the scanner says now, which knows more than when the file came, and is kept; else what it said then, and why."""
    where = context.obj.clamd
    scanned = Scanned(Scan.WAITING, away=True) if where is None else asyncio.run(Clamd(where).scan(content))
    if not scanned.away:
        now = datetime.now(UTC)
        _run(context, person, lambda store, _: store.write(lambda r: r.scanned(kept.digest, scanned, now)))
        return scanned
    if kept.scan in {Scan.CLEAN, Scan.INFECTED}:
        return Scanned(kept.scan, kept.found, away=True)
    return scanned


def _let_out(kept: KeptFile, scanned: Scanned, despite: frozenset[str]) -> None:
    """Raises Refused with each word that speaks against the file and was not named."""
    against = {} if kept.weight is Weight.FINE else {kept.weight.value: AGAINST[kept.weight]}
    if scanned.scan is Scan.WAITING:
        typer.echo("not scanned for viruses: no scanner is set up (FRISTVAKT_CLAMD)", err=True)
    elif scanned.scan is Scan.CLEAN:
        when = " when it came; the scanner cannot be reached now" if scanned.away else ""
        typer.echo(f"scanned for viruses{when}: none found", err=True)
    else:
        against[scanned.scan.value] = scanned.why
    if left := sorted(against.keys() - despite):
        why = "; ".join(f"{word} ({against[word]})" for word in left)
        words = " ".join(f"--despite {word}" for word in left)
        raise Refused(f"File F{kept.id} is {why}. To take it all the same, add {words}.")


@app.command()
def retry(context: typer.Context, which: Which, person: As) -> None:
    """Has a mail that was set aside read once more (what counts is still when it was received), or a failed letter sent once more."""
    letter, number = _named(which)
    now = datetime.now(UTC)

    async def again(store: Database, staff: Staff) -> bool:
        def work(records: Records) -> bool:
            papers = Papers(records, staff)
            if letter:
                return papers.letter(number) is not None and records.send_again(number, now)
            return papers.mail(number) is not None and records.read_again(number, now)

        return await store.write(work)

    name, done = (f"letter L{number}", "given up") if letter else (f"mail {number}", "set aside")
    if not _run(context, person, again):
        raise Refused(f"{name[0].upper()}{name[1:]} was not {done}; see `fristvakt mail list`.")
    typer.echo(f"{name}: the service {'sends' if letter else 'reads'} it again within seconds")


async def _mail(store: Database, staff: Staff, number: int) -> KeptMail:
    kept = await store.read(lambda records: Papers(records, staff).mail(number))
    return _shown(kept, f"mail {number}", staff)


async def _letter(store: Database, staff: Staff, number: int) -> LetterPath:
    path = await store.read(lambda records: Papers(records, staff).letter(number))
    return _shown(path, f"letter L{number}", staff)


def _shown(found: T | None, name: str, staff: Staff) -> T:
    """What was asked for, and a line of log that says who saw it."""
    if found is None:
        raise Refused(f"There is no {name}.")
    log.info("%s shown to staff %d by cli:%s", name, staff.id, getpass.getuser())
    return found


def _named(which: str) -> tuple[bool, int]:
    """Whether "L17" or "17" names a letter, and its number."""
    number = which.upper().removeprefix("L")
    if not number.isdecimal():
        raise Refused("Write the number of a mail, as 17, or of a letter, as L17.")
    return which.upper().startswith("L"), int(number)


def _understood(kept: KeptMail, settings: Settings) -> IncomingMail:
    try:
        return Understanding(open_mint(settings), trust_of(settings))(kept)
    except Exception as error:
        fault = type(error).__name__
        raise Refused(
            f"Mail {kept.id} cannot be read ({fault}): save it with `fristvakt mail raw` for a mail program."
        ) from None


def _mask(settings: Settings) -> Mask:
    return Mask(open_office(settings).links, datetime.now(UTC))


def _print(mail: IncomingMail, found: Found | None, mask: Mask, *, whole: bool) -> None:
    times = {"received": mail.received, "kept here": mail.kept, "dated by itself": mail.dated}
    for name, moment in times.items():
        typer.echo(f"{name}: {moment.astimezone(OSLO):%Y-%m-%d %H:%M:%S}" if moment else f"{name}: –")
    verdict, because = (found.verdict, found.because) if found else (mail.verdict, mail.verdict_because)
    typer.echo(f"from: {mail.sender or 'not exactly one sender'} ({verdict})")
    for field in because.splitlines():
        typer.echo(f"checked: {field}")
    typer.echo(f"to: {', '.join(mail.boxes) or 'none of our addresses'}")
    typer.echo(f"understood as: {_understanding(mail.intent)}")
    typer.echo(mask.text(f"subject: {mail.subject}\n\n{mail.text}\n"))
    if whole:
        typer.echo(mask.text(f"--- quoted or forwarded ---\n{mail.elided}\n"))
    elif mail.elided:
        typer.echo("--- more is quoted or forwarded: add --whole ---\n")


def _understanding(intent: Intent) -> str:
    """What the mail was taken for, and the words that decided."""
    what = intent.ask.value if intent.sure else f"not certain, perhaps {' or '.join(intent.asks) or intent.ask.value}"
    words = ", ".join(f"“{words}”" for words in intent.because)
    not_meant = f"; not meant: {', '.join(intent.mentions.denied)}" if intent.mentions.denied else ""
    return f"{what} ({words}){not_meant}" if words else f"{what}{not_meant}"


def _run(context: typer.Context, person: str, work: Work[T]) -> T:
    """Runs the work for a registered case handler. Raises Refused for anybody else."""
    return asyncio.run(_within(context.obj, person, work))


async def _within(settings: Settings, person: str, work: Work[T]) -> T:
    async with await open_store(settings) as store:
        staff = await registered(Counter(store, open_office(settings)), person)
        if not staff.is_case_handler:
            raise Refused("Mail is for case handlers only.")
        return await work(store, staff)
