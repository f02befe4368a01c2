"""`fristvakt rulebook …`: what holds and where it comes from, what a change would do, and how two persons put it into effect (D-35)."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

import typer

from casework.calendar import OSLO, day_of
from casework.desk.adopting import Adopting
from casework.desk.counter import Counter
from casework.desk.rehearsing import compared, parse_rules
from casework.laws import LAWS, Law, packaged
from casework.loaded_rules import RULEBOOK, LoadedRules
from casework.office import Office
from casework.origins import origins_of_law, origins_of_rulebook
from casework.records import StoreError
from casework.refusals import Refusal
from casework.rehearsal import Rehearsal
from casework.rulebook import INSTITUTIONS
from casework.toml_file import RulebookFault
from fristvakt.adopting import office_in_effect
from fristvakt.case_cli import As, Refused, registered
from fristvakt.institution import open_office
from fristvakt.opening import open_store
from fristvakt.settings import BadSettings, Settings
from store.database import Database

T = TypeVar("T")
app = typer.Typer(
    help="Rulebooks and laws: look, check, rehearse, and put into effect by two persons.", no_args_is_help=True
)
PACKAGED = (*INSTITUTIONS, *LAWS)
Which = Annotated[str, typer.Argument(help="A packaged rulebook or law by its name, or a TOML file.")]


class Source(NamedTuple):
    """A text and the file that people know it as."""

    text: str
    file: str


@app.command()
def show(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="A name or a file; without it, what is in effect.")] = "",
    faculty: Annotated[str, typer.Option(help="With the choices of that faculty.")] = "",
    course: Annotated[str, typer.Option(help="With the choices of that course.")] = "",
) -> None:
    """Every value that holds, with the file, the line and the level it comes from."""
    settings: Settings = context.obj
    text, file = _source(which) if which else _run(context, lambda store, _: _in_effect(store, settings))
    with _faults_said():
        is_law = isinstance(parse_rules(text, file), Law)
    found = origins_of_law(text, file) if is_law else origins_of_rulebook(text, file, faculty, course)
    for origin in found:
        typer.echo(origin)


@app.command()
def check(files: list[Path]) -> None:
    """Reads files as rulebooks or laws; exits 1 and says every fault with its line when one does not load."""
    good = True
    for file in files:
        try:
            rules = parse_rules(_source(str(file)).text, str(file))
        except (RulebookFault, Refused) as fault:
            good = False
            _say(fault.faults if isinstance(fault, RulebookFault) else [str(fault)], err=True)
        else:
            typer.echo(f"{file}: good ({'law ' + rules.name if isinstance(rules, Law) else 'rulebook ' + rules.id})")
    raise typer.Exit(0 if good else 1)


@app.command()
def diff(context: typer.Context, before: Which, after: Which) -> None:
    """Which choices differ, and which dates of open cases would move, were the second in effect in place of the first; changes nothing."""
    with _faults_said():
        first, second = (parse_rules(*_source(which)) for which in (before, after))
    if isinstance(first, Law) is not isinstance(second, Law):
        raise Refused("A law and a rulebook cannot be compared.")
    if isinstance(second, Law) and second.announced_from is None:
        typer.echo(
            f"{second.name} has no start and does not hold: rehearsed as if it held for every case under the first."
        )

    async def work(store: Database, office: Office) -> Rehearsal:
        today = day_of(datetime.now(UTC))
        return await store.read(lambda records: compared(records, office, first, second, today))

    _tell(_run(context, work))


@app.command()
def load(context: typer.Context, file: Path, person: As) -> None:
    """Keeps a rulebook or a law for a second person to confirm, and shows what it would change; nothing changes yet."""
    text, name = _source(str(file)).text, file.name
    with _faults_said():
        digest, rehearsal = _as_person(context, person, lambda turn: turn.load(text, name))
    _tell(rehearsal)
    typer.echo(
        "loaded; another case handler confirms it in Slack, on the page of the link that was mailed, or from an account of their own "
        f"with: fristvakt rulebook confirm {digest} --as ADDRESS"
    )


@app.command()
def confirm(context: typer.Context, digest: str, person: As) -> None:
    """Puts into effect what another case handler has loaded, if it still changes what was shown then."""
    with _faults_said():
        _tell(_as_person(context, person, lambda turn: turn.confirm(digest)).changes)
    typer.echo("in effect: a running service takes it within a minute")


@app.command()
def log(context: typer.Context) -> None:
    """Every rulebook and law that was ever loaded: when and by whom, and since when it holds and who confirmed it."""

    async def work(store: Database, _: Office) -> tuple[Sequence[LoadedRules], dict[int, str]]:
        return await store.read(lambda r: (r.all_rules(), {each.id: each.name for each in r.registry.all_staff()}))

    loaded, names = _run(context, work)
    for each in loaded:
        typer.echo(_logged(each, names))


def _logged(loaded: LoadedRules, names: Mapping[int, str]) -> str:
    held = "waits for a second person"
    if loaded.confirmed_by is not None and loaded.confirmed_at is not None:
        held = f"in effect since {_minute(loaded.confirmed_at)}, confirmed by {names[loaded.confirmed_by]} ({loaded.confirmed_via})"
    loader = f"loaded {_minute(loaded.loaded_at)} by {names[loaded.loaded_by]} ({loaded.loaded_via})"
    return f"{loaded.kind} {loaded.name}, {loaded.digest[:12]}: {loader}, {held}"


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(OSLO):%Y-%m-%d %H:%M}"


async def _in_effect(store: Database, settings: Settings) -> Source:
    """The rulebook that was confirmed last, else the one that the settings named first."""
    held = await store.read(lambda records: records.confirmed_rules())
    confirmed = [(each, each.confirmed_at) for each in held if each.kind == RULEBOOK and each.confirmed_at]
    if not confirmed:
        return await _first(store, settings)
    newest, since = confirmed[-1]
    return Source(newest.text, f"{newest.name}.toml, confirmed {day_of(since)},")


async def _first(store: Database, settings: Settings) -> Source:
    named, first = _source(settings.rulebook), await store.read(lambda records: records.first_rulebook())
    if first is None or first.text == named.text:
        return named
    return Source(first.text, f"what the settings named first, {day_of(first.since)},")


def _source(which: str) -> Source:
    if which in PACKAGED:
        return Source(packaged(which), f"{which}.toml")
    try:
        return Source(Path(which).read_text(encoding="utf-8"), which)
    except (OSError, UnicodeDecodeError) as fault:
        names = ", ".join(PACKAGED)
        raise Refused(f"{which} is neither one of {names} nor a UTF-8 text file ({type(fault).__name__}).") from None


def _as_person(context: typer.Context, person: str, turn: Callable[[Adopting], T]) -> T:
    async def work(store: Database, office: Office) -> T:
        staff = await registered(Counter(store, office), person)
        via, now = f"cli:{getpass.getuser()}", datetime.now(UTC)
        try:
            return await store.write(lambda records: turn(Adopting(records, office, staff, now, via)))
        except Refusal as refusal:
            raise Refused(refusal.say(staff.language)) from None

    return _run(context, work)


def _run(context: typer.Context, work: Callable[[Database, Office], Awaitable[T]]) -> T:
    settings: Settings = context.obj
    return asyncio.run(_within(settings, work))


async def _within(settings: Settings, work: Callable[[Database, Office], Awaitable[T]]) -> T:
    async with await open_store(settings) as store:
        if not await store.is_current():
            raise StoreError(
                "The database's tables are not those of this version: start the service once, then try again."
            )
        return await work(store, await _office(settings, store))


async def _office(settings: Settings, store: Database) -> Office:
    """The office in effect. A rulebook that this version cannot read any more must not keep its successor from being loaded."""
    try:
        return await office_in_effect(settings, store)
    except BadSettings as bad:
        _say(bad.sentences, err=True)
        typer.echo(
            "everything here is compared with the rulebook of the settings; load one that this version can read",
            err=True,
        )
        return open_office(settings)


@contextmanager
def _faults_said() -> Iterator[None]:
    """A text that does not load is said fault by fault, and ends with 1."""
    try:
        yield
    except RulebookFault as fault:
        _say(fault.faults, err=True)
        raise typer.Exit(1) from None


def _tell(rehearsal: Rehearsal) -> None:
    _say(rehearsal.lines)
    choices, dates = len(rehearsal.choices), len(rehearsal.dates)
    differ = "1 choice differs" if choices == 1 else f"{choices} choices differ"
    typer.echo(f"{differ}, {dates} {'date' if dates == 1 else 'dates'} of open cases would move")


def _say(lines: Sequence[str], *, err: bool = False) -> None:
    for line in lines:
        typer.echo(line, err=err)
