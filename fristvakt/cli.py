"""The command line: serve, check, import, dates, verify; what a person reads goes to stdout, faults in sentences to stderr."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from bot.tokens import SlackRefused
from casework.records import StoreError
from casework.registration import BadFile
from fristvakt import (
    case_cli,
    checking,
    dating,
    importing,
    letters_cli,
    mail_cli,
    opening,
    probing,
    rulebook_cli,
    verifying,
)
from fristvakt.service import Service
from fristvakt.settings import BadSettings, Settings, read_settings

T = TypeVar("T")
app = typer.Typer(
    help="Watches the deadlines of explanations and appeals.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its traceback shows the values of variables, and secrets are among them
)
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", help="A file of NAME=value lines under the environment.")
]


def main() -> None:
    """The entry point of the `fristvakt` command; ends with 2 and plain sentences when the settings do not hold, else with 1."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("apscheduler", "aiosqlite", "slack_bolt", "slack_sdk", "aiohttp.access", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    try:
        app()
    except BadSettings as bad:
        _complain(bad.sentences, 2)
    except (StoreError, SlackRefused, case_cli.Refused) as fault:
        _complain([str(fault)], 1)


app.add_typer(case_cli.app, name="case")
app.add_typer(mail_cli.app, name="mail")
app.add_typer(letters_cli.app, name="letters")
app.add_typer(rulebook_cli.app, name="rulebook")


@case_cli.app.callback()
def case(context: typer.Context, settings: SettingsFile = None) -> None:
    """Cases and tasks, as a registered member of staff (`--as ADDRESS`)."""
    context.obj = _settings(settings)


@mail_cli.app.callback()
def mail(context: typer.Context, settings: SettingsFile = None) -> None:
    """Mails that came in and letters that went out, for a case handler (`--as ADDRESS`)."""
    context.obj = _settings(settings)


@letters_cli.app.callback()
def letters(context: typer.Context, settings: SettingsFile = None) -> None:
    """The texts of the letters: look, copy, edit, and name who has approved them."""
    context.obj = _settings(settings)


@rulebook_cli.app.callback()
def rulebook(context: typer.Context, settings: SettingsFile = None) -> None:
    """Rulebooks and laws: look, check, rehearse, and put into effect by two persons."""
    context.obj = _settings(settings)


@app.command()
def serve(settings: SettingsFile = None) -> None:
    """Runs the service until it is told to stop (SIGTERM or Ctrl-C)."""
    asyncio.run(_serve(_settings(settings)))


@app.command()
def check(
    settings: SettingsFile = None,
    mail: Annotated[
        bool, typer.Option("--mail", help="With a running service: send a forged mail through the server in front.")
    ] = False,
    through: Annotated[str, typer.Option(help="HOST:PORT where that server takes mail from the world.")] = "",
) -> None:
    """Tells line by line whether the service would start and talk to everyone; exits 1 when it would not."""
    good, read = True, _settings(settings)
    for line in _run(probing.try_mail(read, through) if mail else checking.check(read)):
        typer.echo(f"{'ok  ' if line.good else 'FAIL'} {line.what}: {line.says}")
        good = good and line.good
    raise typer.Exit(0 if good else 1)


@app.command("forget-keys")
def forget(settings: SettingsFile = None) -> None:
    """Only when the key file is lost for good: gives up what its keys sealed and signed, so that a new one may be made."""
    typer.confirm("Sealed grades, links and reply addresses sent so far are lost for good. Go on?", abort=True)
    _run(opening.forget_keys(_settings(settings)))
    typer.echo("The next start makes a new key file.")


@app.command("import")
def import_files(files: list[Path], settings: SettingsFile = None) -> None:
    """Takes exams, results, graders and commissions from CSV or XLSX files: all rows, or none and every fault."""
    try:
        content = [(file.name, file.read_bytes()) for file in files]
    except OSError as fault:
        _complain([f"{fault.filename}: {fault.strerror}"], 1)
    try:
        taken, remarks = _run(importing.import_files(_settings(settings), content))
    except BadFile as bad:
        _complain([importing.sentence(fault) for fault in bad.faults], 1)
    for remark in remarks:
        typer.echo(remark)
    typer.echo(f"added {taken.added}, changed {taken.changed}, unchanged {taken.unchanged}")


@app.command()
def dates(
    settings: SettingsFile = None,
    explain: Annotated[bool, typer.Option(help="Every date with all the steps of its computation.")] = False,
    timeline: Annotated[int | None, typer.Option(help="Draws the clocks of that case instead; needs --as.")] = None,
    person: Annotated[str, typer.Option("--as", help="A case handler's registered e-mail address.")] = "",
) -> None:
    """Reads facts as JSON lines from stdin and writes the dates of the law as JSON lines, keys the rule ids."""
    if timeline is None:
        dating.answer_stdin(explain=explain)
    else:
        typer.echo(case_cli.drawn(_settings(settings), timeline, person))


@app.command()
def verify(
    settings: SettingsFile = None,
    heads: Annotated[Path | None, typer.Option(help="A folder of signed heads that was copied elsewhere.")] = None,
) -> None:
    """Replays every case from its journal and checks the chain of hashes and the signed heads; exits 1 when anything differs."""
    result = _run(verifying.verify(_settings(settings), heads))
    for sentence in result.faults:
        typer.echo(sentence, err=True)
    typer.echo(
        f"{result.cases} cases, {result.events} events, {result.heads} signed heads, {len(result.faults)} faults"
    )
    raise typer.Exit(1 if result.faults else 0)


def _settings(file: Path | None) -> Settings:
    return read_settings(os.environ, file)


async def _serve(settings: Settings) -> None:
    """A signal that comes while the service starts ends the start."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    service = Service(settings)
    try:
        await _unless(stop, service.start())
        gc.freeze()  # statements, letters and rules stay, and need not be looked through again and again
        await stop.wait()
    finally:
        await service.stop()


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Does the work, and leaves it when told to stop before it is done."""
    working, told = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, told}, return_when=asyncio.FIRST_COMPLETED)
    for task in (working, told):
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working


def _run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def _complain(sentences: list[str], code: int) -> Any:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    sys.exit(code)
