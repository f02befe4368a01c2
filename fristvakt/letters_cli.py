"""`fristvakt letters …`: the texts that a jurist edits and approves, and who has approved which version (decision 29, D-43)."""

import asyncio
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from casework.approvals import REASONS
from casework.calendar import day_of
from casework.exams import Language
from casework.office import Office
from casework.records import StoreError
from fristvakt.adopting import office_in_effect
from fristvakt.approving import add_approvals
from fristvakt.case_cli import Refused
from fristvakt.institution import open_office
from fristvakt.opening import open_store
from fristvakt.settings import Settings
from store.database import utc_now

app = typer.Typer(help="The texts of the letters, and who has approved them.", no_args_is_help=True)
Named = Annotated[
    list[str] | None, typer.Option("--letter", help="Only this text, in all its languages; may be given several times.")
]


@app.command("list")
def list_texts(context: typer.Context) -> None:
    """Every text with its version and who has approved it as it is now."""
    office, waiting = _opened(context.obj)
    for text, version in sorted(office.texts.items()):
        typer.echo(f"{text}\t{version}\t{office.approvals.approver(text, version) or 'nobody'}")
    for text, version in waiting:
        typer.echo(f"{text}\t{version}\tletters wait in this version")


@app.command()
def show(context: typer.Context, text: str) -> None:
    """One text as it is written, such as nb/status; `interim_reasons` are the sentences of the interim reply."""
    office, _ = _opened(context.obj)
    if text == REASONS:
        for state, words in office.rulebook.interim_reasons.sentences.items():
            typer.echo("\n".join(f"{state} {language}: {words.text(language)}" for language in Language))
    elif text in office.letters.versions:
        typer.echo(office.letters.source(text), nl=False)
    else:
        raise Refused(f"There is no text {text}; see `fristvakt letters list`.")


@app.command()
def copy(folder: Path) -> None:
    """Writes the packaged letters into a folder, to be edited there and named in FRISTVAKT_LETTERS; overwrites nothing."""
    packaged = resources.files("casework") / "letters"
    for language in Language:
        (folder / language).mkdir(parents=True, exist_ok=True)
        for source in (packaged / language).iterdir():
            target = folder / language / source.name
            if source.name.endswith(".txt") and not target.exists():
                target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    typer.echo(f"Edit the letters in {folder}, and set FRISTVAKT_LETTERS to it.")


@app.command()
def approve(
    context: typer.Context,
    name: str,
    letter: Named = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Also the earlier versions in which letters wait to go out.")
    ] = False,
) -> None:
    """Says that the person NAME has approved the texts as they are now. A running service lets their letters go within a minute."""
    settings: Settings = context.obj
    office, held = _opened(settings)
    if not name.strip() or not name.isprintable():
        raise Refused("Write the name of the person who has approved the texts.")
    wanted = [*((text, office.texts[text]) for text in office.unapproved), *(held if waiting else ())]
    chosen = sorted({pair for pair in wanted if not letter or pair[0].rpartition("/")[2] in letter})
    _expect_known(letter or (), office)
    add_approvals(settings.letters_approved, chosen, name.strip(), day_of(utc_now()))
    typer.echo(f"{len(chosen)} texts approved by {name.strip()}, {len(office.texts)} in all")


def _expect_known(named: Iterable[str], office: Office) -> None:
    known = {text.rpartition("/")[2] for text in office.texts}
    if unknown := [each for each in named if each not in known]:
        raise Refused(f"There is no letter {unknown[0]}; see `fristvakt letters list`.")


def _opened(settings: Settings) -> tuple[Office, list[tuple[str, str]]]:
    """The office in effect, and the texts with the versions in which letters wait that nobody has approved."""
    return asyncio.run(_looked(settings))


async def _looked(settings: Settings) -> tuple[Office, list[tuple[str, str]]]:
    try:
        async with await open_store(settings) as store:
            if await store.is_current():
                office = await office_in_effect(settings, store)
                held = await store.read(lambda records: records.held_texts())
                return office, [part for each in held for part in _parts(each.text, each.version, office)]
    except StoreError:
        pass  # before the first start there is no database to ask
    return open_office(settings), []


def _parts(text: str, version: str, office: Office) -> Iterable[tuple[str, str]]:
    """What must still be approved before a letter in that version goes out: its own text, and the interim reasons it gives."""
    own, _, reasons = version.partition("+")
    pairs = [(text, own), *([(REASONS, reasons)] if reasons else [])]
    return (pair for pair in pairs if not office.approvals.approver(*pair))
