"""Who approved which version of which text; what nobody has named waits, and so does whatever was changed since (decision 29, D-43)."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

REASONS = "interim_reasons"
JOINED = "+"
_LINE = re.compile(r"(?P<text>\S+) (?P<version>[^\s+]+): (?P<by>.*\S), (?P<on>\d{4}-\d{2}-\d{2})")


class BadApprovals(Exception):
    """A list of approvals that cannot be read; the sentence names the file and the line."""


@dataclass(frozen=True, slots=True)
class Approval:
    """That `by` approved the text `text` ("nb/status", or "interim_reasons") as it stood in `version`, on that day in Oslo."""

    text: str
    version: str
    by: str
    on: date

    def __str__(self) -> str:
        return f"{self.text} {self.version}: {self.by}, {self.on}"


class Approvals:
    """All that has been approved; it never changes."""

    def __init__(self, given: Iterable[Approval] = ()) -> None:
        self._by: Mapping[tuple[str, str], str] = {(each.text, each.version): each.by for each in given}

    @classmethod
    def parse(cls, written: str, name: str) -> "Approvals":
        """The approvals in the lines of a file that people know as `name`; BadApprovals for the first line that is none."""
        lines = ((number, line.strip()) for number, line in enumerate(written.splitlines(), start=1))
        return cls([_approval(line, name, number) for number, line in lines if line and not line.startswith("#")])

    def approver(self, text: str, version: str) -> str:
        """Who approved that version of the text, "" when nobody has.

        A letter that gives one of the interim reasons has the versions of both, joined by a plus, and needs both to be approved.
        """
        own, _, reasons = version.partition(JOINED)
        needed = [(text, own), *([(REASONS, reasons)] if reasons else [])]
        names = [self._by.get(each, "") for each in needed]
        return ", ".join(dict.fromkeys(names)) if all(names) else ""


class HeldText(NamedTuple):
    """A text, such as "nb/status", and a version of it in which so many letters wait for somebody to approve it."""

    text: str
    version: str
    letters: int


class LettersHeld(Protocol):
    """What is kept of letters that wait, as part of the records."""

    def held_texts(self) -> Sequence[HeldText]:
        """The texts and versions in which letters wait."""
        ...

    def release(self, held: HeldText, approver: str, now: datetime) -> None:
        """The letters of that text and version go out after all, approved by that person (D-43)."""
        ...


def fingerprint(*texts: str) -> str:
    """Eight digits that stand for exactly these texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:8]


def _approval(line: str, name: str, number: int) -> Approval:
    found = _LINE.fullmatch(line)
    try:
        if found is not None:
            return Approval(found["text"], found["version"], found["by"], date.fromisoformat(found["on"]))
    except ValueError:
        pass
    raise BadApprovals(
        f"{name}, line {number}: a text, its version, a name and a day were expected, "
        'such as "nb/status 1-3f9a1c27: Kari Nordmann, 2026-01-31"'
    )
