"""The signed heads: once a day, never over what is there, and what was cut off, changed or forged since is told."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fristvakt.heads import Heads, kept_in
from fristvakt.keys import read_signing_keys
from fristvakt.settings import BadSettings
from fristvakt.verifying import verified
from store.database import Database
from tests.fristvakt.test_verifying import Tamper, tamper
from tests.stage import Stage
from tests.store.sample import NOW, closing, fill, opening, save
from tests.tongues import NB

__all__ = ["tamper"]

TOMORROW = NOW + timedelta(days=1)
CUT_OFF = "DELETE FROM journal WHERE case_number = 3", "DELETE FROM cases WHERE number = 3"


class Signing:
    """A database with three cases and six events, whose head is signed."""

    def __init__(self, store: Database, folder: Path) -> None:
        self.store = store
        self.folder = folder / "heads"
        self.keys = read_signing_keys(folder / "journal.pem", self.folder)
        self.heads = Heads(self.folder, self.keys)

    async def sign(self, now: datetime = NOW) -> None:
        await self.heads.sign(self.store, now)

    async def faults(self) -> list[str]:
        public = [key.public_key() for key in self.keys]
        kept = await asyncio.to_thread(list, kept_in(self.folder))
        return (await self.store.read(lambda records: verified(records, kept, public))).faults

    def files(self) -> list[str]:
        return [each.file.name for each in kept_in(self.folder)]

    def change(self, **fields: object) -> None:
        """The head of the first day, changed by hand."""
        file = self.folder / "2026-11-23.json"
        given = json.loads(file.read_text())
        file.unlink()
        file.write_text(json.dumps(given | fields))


@pytest.fixture
async def signing(database: Database, tmp_path: Path) -> Signing:
    await fill(database)
    for number in (1, 2, 3):
        await save(database, opening(number), closing(number))
    return Signing(database, tmp_path)


def cut(tamper: Tamper) -> None:
    """Takes the last case away with all its events, as somebody who has the password would."""
    tamper("DELETE FROM outgoing WHERE case_number = 3")
    tamper("DELETE FROM tasks WHERE case_number = 3")
    for statement in CUT_OFF:
        tamper(statement)


async def test_a_case_cut_off_with_its_events_is_found_by_the_signed_head(signing: Signing, tamper: Tamper):
    await signing.sign()
    cut(tamper)
    assert await signing.faults() == [
        "the journal ends at row 4, but the head signed on 2026-11-23 names row 6: its end was cut off"
    ]


async def test_without_a_head_nobody_could_tell(signing: Signing, tamper: Tamper):
    cut(tamper)
    assert await signing.faults() == []


async def test_a_journal_that_grows_fits_all_its_heads(signing: Signing):
    await signing.sign()
    await save(signing.store, opening(4))
    await signing.sign(TOMORROW)
    assert (signing.files(), await signing.faults()) == (["2026-11-23.json", "2026-11-24.json"], [])


async def test_what_was_cut_off_and_written_anew_is_found(signing: Signing, tamper: Tamper):
    await signing.sign()
    cut(tamper)
    await save(signing.store, opening(5), closing(5), opening(6))
    assert await signing.faults() == ["the journal up to row 6 is not what was signed on 2026-11-23"]


async def test_a_head_is_signed_once_a_day_and_never_written_over(signing: Signing):
    await signing.sign()
    first = (signing.folder / "2026-11-23.json").read_bytes()
    await save(signing.store, opening(4))
    await Heads(signing.folder, signing.keys).sign(signing.store, NOW + timedelta(hours=3))
    assert (signing.folder / "2026-11-23.json").read_bytes() == first


async def test_the_day_is_the_one_in_oslo(signing: Signing):
    await signing.sign(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    assert signing.files() == ["2026-11-24.json"]


async def test_nothing_is_signed_before_anything_has_happened(database: Database, tmp_path: Path):
    signing = Signing(database, tmp_path)
    await signing.sign()
    assert signing.files() == []


@pytest.mark.parametrize("fields", [{"rows": 4}, {"day": "2026-11-22"}, {"root": "00" * 32}, {"signature": "x"}])
async def test_a_head_that_was_changed_is_none_of_ours(signing: Signing, fields: dict[str, object]):
    await signing.sign()
    signing.change(**fields)
    assert await signing.faults() == ["2026-11-23.json is no head that we have signed"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"peaks": 1}', "\x00"])
async def test_a_file_that_is_no_head_is_told(signing: Signing, text: str):
    await signing.sign()
    (signing.folder / "x.json").write_text(text)
    assert await signing.faults() == ["x.json is no head that we have signed"]


async def test_a_head_that_somebody_else_signed_is_none_of_ours(signing: Signing):
    await Heads(signing.folder, [Ed25519PrivateKey.generate()]).sign(signing.store, NOW)
    assert await signing.faults() == ["2026-11-23.json is no head that we have signed"]


async def test_heads_signed_before_a_change_of_key_still_count(signing: Signing):
    await signing.sign()
    signing.keys = (Ed25519PrivateKey.generate(), *signing.keys)
    signing.heads = Heads(signing.folder, signing.keys)
    await signing.sign(TOMORROW)
    assert await signing.faults() == []


async def test_after_a_backup_was_put_back_the_next_head_is_true_again(signing: Signing, tamper: Tamper):
    await signing.sign()
    cut(tamper)
    await signing.sign(TOMORROW)
    (signing.folder / "2026-11-23.json").unlink()
    assert await signing.faults() == []


def test_a_signing_key_is_made_for_its_owner_only(tmp_path: Path):
    keys = read_signing_keys(tmp_path / "journal.pem", tmp_path / "heads")
    assert (len(keys), (tmp_path / "journal.pem").stat().st_mode & 0o777) == (1, 0o600)


def faulty_keys(folder: Path) -> Iterator[Path]:
    for name, text in {"words": "x", "empty": ""}.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o600)
        yield folder / name


def test_what_is_no_signing_key_is_refused(tmp_path: Path):
    for file in faulty_keys(tmp_path):
        with pytest.raises(BadSettings, match="must hold Ed25519 private keys"):
            read_signing_keys(file, tmp_path / "heads")


async def test_a_lost_signing_key_is_asked_for_and_not_replaced(signing: Signing, tmp_path: Path):
    await signing.sign()
    (tmp_path / "journal.pem").unlink()
    with pytest.raises(BadSettings, match="put it back from your backup, or move both away to begin anew"):
        read_signing_keys(tmp_path / "journal.pem", signing.folder)


async def test_the_service_signs_each_day_by_itself(stage: Stage):
    await stage.asks(NB)
    await stage.morning()
    await stage.morning()
    kept = await asyncio.to_thread(list, kept_in(stage.settings.heads_folder))
    assert [each.head.day for each in kept] == ["2026-11-24", "2026-11-25"]
