"""Proof that the database is whole: every case replayed from its events, the chain of hashes from end to end, and the signed heads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casework.case import Case
from casework.records import Records, StoreError
from fristvakt.heads import Kept, compared, kept_in
from fristvakt.keys import read_signing_keys
from fristvakt.opening import open_store
from fristvakt.settings import Settings
from store.journal import first_break
from store.types import plain


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and each fault as a sentence with numbers only."""

    cases: int
    events: int
    heads: int
    faults: list[str] = field(default_factory=list)


async def verify(settings: Settings, copied: Path | None = None) -> Verified:
    """Verifies the database that the settings name and changes nothing; `copied` is a folder of heads kept elsewhere.

    Raises StoreError when it cannot be read, BadSettings without the key that signed the heads.
    """
    keys = [key.public_key() for key in read_signing_keys(settings.signing_key_file, settings.heads_folder)]
    heads = [*kept_in(settings.heads_folder), *(kept_in(copied) if copied else ())]
    async with await open_store(settings) as store:
        if not await store.is_current():
            raise StoreError(
                "The database's tables are not those of this version: start the service once, then verify."
            )
        return await store.read(lambda records: verified(records, heads, keys))


def verified(records: Records, heads: Sequence[Kept] = (), keys: Iterable[Ed25519PublicKey] = ()) -> Verified:
    """Replays every event: the last frame of the film must be the case as its row says it is, and every head must fit."""
    events = list(records.raw_journal())
    films = _replayed(events)
    frames = {int(case["number"]): case for case in records.raw_cases()}
    faults = [f"case {number} differs from its journal" for number in sorted(_differing(films, frames))]
    broken = first_break(events)
    if broken is not None:
        faults.append(f"the chain of the journal is broken at row {broken}")
    faults += compared(heads, keys, (event["hash"] for event in events))
    return Verified(len(frames), len(events), len(heads), faults)


def _replayed(events: Iterable[Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    """A case that was opened before a field was there has that field as a new case has it."""
    unset = {each.name: plain(each.default) for each in fields(Case) if each.default is not MISSING}
    films: dict[int, dict[str, Any]] = {}
    for event in events:
        films.setdefault(int(event["case"]), dict(unset)).update(event["changes"])
    return films


def _differing(films: Mapping[int, Any], frames: Mapping[int, Any]) -> set[int]:
    return {number for number in films.keys() | frames.keys() if films.get(number) != frames.get(number)}
