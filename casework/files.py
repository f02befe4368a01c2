"""Files that came with a mail: what is kept of them, and why one was left out or is handed out only on a clear word."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

MEGABYTE = 1024 * 1024
LARGEST = 25 * MEGABYTE  # octets of one file (mail.md § 7)
MOST = 50  # files of one mail
ALL_TOGETHER = 40 * MEGABYTE


class LeftOut(StrEnum):
    """Why a file was not kept with its mail; the mail itself is kept whole."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"


class Weight(StrEnum):
    """What a look at a file says; anything but `fine` is handed out only to somebody who says so in that word."""

    FINE = "fine"
    ACTIVE = "active"  # a page, a script, a macro, or a name that a machine would run
    UNKNOWN_KIND = "unknown_kind"
    ENCRYPTED = "encrypted"
    TOO_HEAVY = "too_heavy"
    BROKEN = "broken"


class Scan(StrEnum):
    """What a virus scanner says of a file; all but `clean` is handed out only to somebody who says so in that word."""

    WAITING = "waiting"  # nobody has been asked yet
    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNED = "unscanned"


class Scanned(NamedTuple):
    """The answer, and what was found or why nothing was looked for; `away` when the scanner itself was not there."""

    scan: Scan
    why: str = ""
    away: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came: `name` made safe, `given` as it was written, `kind` as it was declared; no content where it was left out."""

    name: str
    given: str
    kind: str
    size: int
    weight: Weight = Weight.FINE
    left_out: LeftOut | None = None
    content: bytes = field(default=b"", repr=False)


def told_left_out(files: Sequence[File]) -> dict[str, object] | None:
    """What a letter tells of the files that could not be taken, None where all could."""
    left_out = [{"name": file.name[:80], "why": file.left_out} for file in files if file.left_out is not None]
    return {"files": left_out[:20], "largest": LARGEST // MEGABYTE, "most": MOST} if left_out else None


class KeptFile(NamedTuple):
    """A file of a mail as it is listed; `digest` is the SHA-256 of its content, empty where it was left out.

    `scanned` is when the scanner was asked last (aware UTC), `found` what it found or why it did not look.
    """

    id: int
    mail: int
    case: int | None
    name: str
    kind: str
    size: int
    weight: Weight
    left_out: LeftOut | None
    digest: str
    scan: Scan = Scan.WAITING
    found: str = ""
    scanned: datetime | None = None


class Files(Protocol):
    """Files kept by the hash of their content, each once; plain calls inside one transaction."""

    def keep_files(self, mail_id: int, files: Sequence[File], now: datetime) -> None:
        """Keeps the files of a mail in their order."""
        ...

    def files_of_mail(self, mail_id: int) -> Sequence[KeptFile]: ...
    def files_of_case(self, number: int) -> Sequence[KeptFile]:
        """The files of all mails of a case, the oldest first."""
        ...

    def file(self, file_id: int) -> KeptFile | None: ...
    def to_scan(self, before: datetime) -> str | None:
        """The digest of a content that nobody was asked about, else of one that was last tried by then and not looked through."""
        ...

    def scanned(self, digest: str, scanned: Scanned, now: datetime) -> None:
        """A scanner was asked about that content; its newest answer counts."""
        ...

    def content_of(self, digest: str) -> bytes | None:
        """The content with that hash."""
        ...
