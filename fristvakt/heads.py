"""The head of the journal, signed once a day into a file of its own, so that nothing of it can be cut off or changed unseen."""

import asyncio
import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from casework.calendar import day_of
from casework.records import Store
from fristvakt.keys import write_once
from store.merkle import Tree
from store.types import canonical, moment_text

PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Head:
    """How far the journal went at a moment: its rows, the hash of the last one, and the root of the tree over the texts of all hashes.

    `peaks` let the next head be computed from the new rows alone. `key` is the signing key's public part; both are hexadecimal.
    """

    day: str
    signed_at: str
    rows: int
    hash: str
    root: str
    peaks: tuple[tuple[int, str], ...]
    key: str
    signature: str = ""

    @property
    def signed(self) -> bytes:
        """The bytes that the signature is over: canonical JSON of everything but itself."""
        return canonical({name: value for name, value in self.as_json().items() if name != "signature"}).encode()

    def as_json(self) -> Mapping[str, Any]:
        """The fields as its file has them."""
        return {name: getattr(self, name) for name in type(self).__dataclass_fields__}

    @classmethod
    def of(cls, text: str) -> "Head":
        """The head that a file holds. Raises ValueError when it holds none."""
        try:
            given = json.loads(text)
            peaks = tuple((int(height), str(peak)) for height, peak in given.pop("peaks"))
            return cls(**given, peaks=peaks)
        except (TypeError, KeyError, AttributeError):
            raise ValueError("no head of a journal") from None

    def is_signed_by(self, keys: Iterable[Ed25519PublicKey]) -> bool:
        """Whether one of these keys has signed it."""
        for key in keys:
            with contextlib.suppress(InvalidSignature, ValueError):
                key.verify(bytes.fromhex(self.signature), self.signed)
                return True
        return False


class Growing:
    """Rows of the journal as they come, and the head that stands for them."""

    def __init__(self, after: Head | None = None) -> None:
        peaks = after.peaks if after else ()
        self._tree = Tree((height, bytes.fromhex(peak)) for height, peak in peaks)
        self.rows = after.rows if after else 0
        self.hash = after.hash if after else ""

    def add(self, hashed: str) -> None:
        """The next row, by its hash."""
        self._tree.add(hashed.encode())
        self.rows, self.hash = self.rows + 1, hashed

    @property
    def root(self) -> str:
        """The root of the tree so far."""
        return self._tree.root().hex()

    def head(self, now: datetime, key: Ed25519PrivateKey) -> Head:
        """The signed head of what has come so far; `now` is aware UTC."""
        peaks = tuple((height, peak.hex()) for height, peak in self._tree.peaks)
        public = key.public_key().public_bytes_raw().hex()
        head = Head(day_of(now).isoformat(), moment_text(now), self.rows, self.hash, self.root, peaks, public)
        return replace(head, signature=key.sign(head.signed).hex())


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the folder: its head, None when it holds none."""

    file: Path
    head: Head | None


class Signed(NamedTuple):
    """A file of the folder that holds a head of ours."""

    file: Path
    head: Head


class Heads:
    """The folder of signed heads, one file a day, written once; copied elsewhere they prove what the journal held."""

    def __init__(self, folder: Path, keys: Sequence[Ed25519PrivateKey]) -> None:
        self._folder = folder
        self._keys = tuple(keys)
        self._signed: date | None = None

    def kept(self) -> Iterator[Kept]:
        """Every file, the oldest first."""
        return kept_in(self._folder)

    def own(self) -> Iterator[Signed]:
        """Those that we have signed ourselves, the oldest first."""
        public = [key.public_key() for key in self._keys]
        for each in self.kept():
            if each.head is not None and each.head.is_signed_by(public):
                yield Signed(each.file, each.head)

    def signature(self, content: bytes) -> str:
        """The newest key's signature over other bytes, in hexadecimal."""
        return self._keys[0].sign(content).hex()

    async def sign(self, store: Store, now: datetime) -> None:
        """Signs the journal as it is now, if no head of this day is there yet and anything has ever happened."""
        day = day_of(now)
        if day == self._signed:
            return
        file = self._folder / f"{day}.json"
        if not await asyncio.to_thread(file.exists):
            head = await self.present(store, now)
            if not head.rows:
                return
            await asyncio.to_thread(self._keep, file, head)
        self._signed = day

    async def present(self, store: Store, now: datetime) -> Head:
        """The signed head of the journal as it is now; nothing is written."""
        growing = Growing(await self._base(store))
        while hashes := await store.read(lambda records: records.journal_hashes(growing.rows, PAGE)):
            await asyncio.to_thread(_add_all, growing, hashes)
        return growing.head(now, self._keys[0])

    async def _base(self, store: Store) -> Head | None:
        """The head to go on from: the newest, if the journal still holds its last row."""
        last = await asyncio.to_thread(self._last)
        if last is None:
            return None
        there = await store.read(lambda records: records.journal_hashes(last.rows - 1, 1))
        return last if list(there) == [last.hash] else None

    def _last(self) -> Head | None:
        """The newest head that we have signed ourselves."""
        return max((each.head for each in self.own()), key=lambda head: head.rows, default=None)

    def _keep(self, file: Path, head: Head) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        write_once(file, json.dumps(head.as_json(), indent=1) + "\n", 0o444)


def kept_in(folder: Path) -> Iterator[Kept]:
    """Every file of a folder of heads, the oldest first."""
    for file in sorted(folder.glob("*.json")):
        try:
            yield Kept(file, Head.of(file.read_text(encoding="ascii")))
        except (OSError, ValueError):
            yield Kept(file, None)


def _add_all(growing: Growing, hashes: Iterable[str]) -> None:
    for hashed in hashes:
        growing.add(hashed)


def compared(heads: Iterable[Kept], keys: Iterable[Ed25519PublicKey], hashes: Iterable[str]) -> Iterator[str]:
    """A sentence for each head that is not ours or does not fit the journal with these hashes, from its first row on."""
    known, waiting = tuple(keys), []
    for each in heads:
        if each.head is None or not each.head.is_signed_by(known):
            yield f"{each.file.name} is no head that we have signed"
        else:
            waiting.append(each.head)
    waiting.sort(key=lambda head: (head.rows, head.day), reverse=True)
    growing = Growing()
    for hashed in hashes:
        growing.add(hashed)
        while waiting and waiting[-1].rows == growing.rows:
            head = waiting.pop()
            if (head.hash, head.root) != (growing.hash, growing.root):
                yield f"the journal up to row {head.rows} is not what was signed on {head.day}"
    for head in reversed(waiting):
        yield f"the journal ends at row {growing.rows}, but the head signed on {head.day} names row {head.rows}: its end was cut off"
