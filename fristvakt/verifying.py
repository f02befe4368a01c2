"""Proof that the database is whole: every case replayed from its events, and the chain of hashes from end to end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casework.records import Records, StoreError
from fristvakt.opening import open_store
from fristvakt.settings import Settings
from store.journal import first_break


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and each fault as a sentence with numbers only."""

    cases: int
    events: int
    faults: list[str] = field(default_factory=list)


async def verify(settings: Settings) -> Verified:
    """Verifies the database that the settings name and changes nothing. Raises StoreError when it cannot be read."""
    async with await open_store(settings) as store:
        if not await store.is_current():
            raise StoreError(
                "The database's tables are not those of this version: start the service once, then verify."
            )
        return await store.read(verified)


def verified(records: Records) -> Verified:
    """Replays every event: the last frame of the film must be the case as its row says it is."""
    events = list(records.raw_journal())
    films = _replayed(events)
    frames = {int(case["number"]): case for case in records.raw_cases()}
    faults = [f"case {number} differs from its journal" for number in sorted(_differing(films, frames))]
    broken = first_break(events)
    if broken is not None:
        faults.append(f"the chain of the journal is broken at row {broken}")
    return Verified(len(frames), len(events), faults)


def _replayed(events: Iterable[Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    films: dict[int, dict[str, Any]] = {}
    for event in events:
        films.setdefault(int(event["case"]), {}).update(event["changes"])
    return films


def _differing(films: Mapping[int, Any], frames: Mapping[int, Any]) -> set[int]:
    return {number for number in films.keys() | frames.keys() if films.get(number) != frames.get(number)}
