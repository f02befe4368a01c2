"""`fristvakt letters` as people type it: copied, edited, approved by name, and what was edited since waits again."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from casework.letters import Letters
from fristvakt.case_cli import Refused
from fristvakt.cli import app
from fristvakt.opening import open_store
from fristvakt.settings import read_settings
from tests.store.sample import letter

ALL = len(Letters.packaged().versions) + 1


@pytest.fixture
def env(tmp_path: Path) -> Path:
    """A settings file that names a folder of its own for everything."""
    file = tmp_path / "settings.env"
    file.write_text(
        f"FRISTVAKT_DATABASE_URL=sqlite:///{tmp_path / 'fristvakt.db'}\nFRISTVAKT_KEY_FILE={tmp_path / 'key'}\n"
        f"FRISTVAKT_LETTERS_APPROVED={tmp_path / 'approved.txt'}\n"
    )
    return file


def letters(env: Path, *words: str) -> str:
    return CliRunner().invoke(app, ["letters", "--settings", str(env), *words], catch_exceptions=False).output


def nobodys(env: Path) -> list[str]:
    return [line.split("\t")[0] for line in letters(env, "list").splitlines() if line.endswith("\tnobody")]


def test_every_text_is_listed_with_its_version_and_nobody_at_first(env: Path) -> None:
    assert len(nobodys(env)) == ALL


def test_a_name_approves_all_texts_as_they_are(env: Path) -> None:
    assert letters(env, "approve", "Kari Nordmann") == f"{ALL} texts approved by Kari Nordmann, {ALL} in all\n"
    assert "nb/status\t" in letters(env, "list")
    assert nobodys(env) == []


def test_one_letter_can_be_approved_alone_in_its_three_languages(env: Path) -> None:
    assert letters(env, "approve", "Kari", "--letter", "status").startswith("3 texts approved")
    assert len(nobodys(env)) == ALL - 3


def test_approving_again_adds_nothing(env: Path, tmp_path: Path) -> None:
    letters(env, "approve", "Kari")
    before = (tmp_path / "approved.txt").read_text()
    assert letters(env, "approve", "Ola").startswith("0 texts approved")
    assert (tmp_path / "approved.txt").read_text() == before


@pytest.mark.demand("D-43")
def test_a_copy_that_is_edited_waits_to_be_named_again(env: Path, tmp_path: Path) -> None:
    letters(env, "copy", str(tmp_path / "own"))
    env.write_text(f"{env.read_text()}FRISTVAKT_LETTERS={tmp_path / 'own'}\n")
    letters(env, "approve", "Kari")
    file = tmp_path / "own" / "nn" / "status.txt"
    file.write_text(file.read_text().replace("Hei!", "Hei."))
    assert nobodys(env) == ["nn/status"]


def test_a_copy_overwrites_nothing(env: Path, tmp_path: Path) -> None:
    (tmp_path / "own" / "nb").mkdir(parents=True)
    (tmp_path / "own" / "nb" / "status.txt").write_text("mine")
    letters(env, "copy", str(tmp_path / "own"))
    assert (tmp_path / "own" / "nb" / "status.txt").read_text() == "mine"


def test_a_text_is_shown_as_it_is_written(env: Path) -> None:
    assert "{{ words.status(status) }}" in letters(env, "show", "nb/status")
    assert "to_assign nn: Dei nye sensorane er ikkje oppnemnde enno." in letters(env, "show", "interim_reasons")


@pytest.mark.parametrize(
    "words", [["show", "nb/nothing"], ["approve", "Kari", "--letter", "nothing"], ["approve", " "]]
)
def test_what_cannot_be_done_is_refused(env: Path, words: list[str]) -> None:
    with pytest.raises(Refused):
        letters(env, *words)


async def hold(env: Path) -> None:
    """A letter was written in a version of text and reasons that nobody approved then."""
    async with await open_store(read_settings({}, env)) as store:
        await store.upgrade()
        old = replace(letter("a"), template="status", version="0-00000000+0-11111111", approver="")
        await store.write(lambda records: records.post([old]))


def test_letters_that_wait_in_an_earlier_version_are_listed_and_approved_on_demand(env: Path) -> None:
    asyncio.run(hold(env))
    assert "nn/status\t0-00000000\tletters wait in this version" in letters(env, "list")
    assert letters(env, "approve", "Kari").startswith(f"{ALL} texts")
    assert letters(env, "approve", "Kari", "--waiting").startswith("2 texts")
