"""What a mail mentions, held against the person's results: one result, or a question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casework.exams import Exam, Result
from casework.messages import Mentions

Candidacy = tuple[Result, Exam]


@dataclass(frozen=True, slots=True)
class Match:
    """The results that fit what was mentioned; `named` is whether anything in the mail named an exam at all (A-027)."""

    fitting: tuple[Candidacy, ...]
    named: bool

    @property
    def only(self) -> Candidacy | None:
        """The one result that is meant, or None when a question must be asked."""
        return self.fitting[0] if self.named and len(self.fitting) == 1 else None


def match(mentions: Mentions, candidacies: Sequence[Candidacy]) -> Match:
    """The person's results that fit every kind of thing the mail mentions.

    A course, candidate number or group names an exam; a part or a term alone only narrows.
    A part mentioned where the course has none is kept narrow on purpose: nothing fits, and the student is asked (A-029).
    """
    named = bool(mentions.courses or mentions.candidates or mentions.groups)
    return Match(tuple(c for c in candidacies if all(fits(c) for fits in _conditions(mentions))), named)


def _conditions(mentions: Mentions) -> list[Callable[[Candidacy], bool]]:
    courses, parts = frozenset(mentions.courses), frozenset(map(_plain, mentions.parts))
    terms, candidates, groups = frozenset(mentions.terms), frozenset(mentions.candidates), frozenset(mentions.groups)
    checks: list[tuple[frozenset[str], Callable[[Candidacy], bool]]] = [
        (courses, lambda c: c[1].course in courses),
        (parts, lambda c: _plain(c[1].part) in parts),
        (terms, lambda c: c[1].term in terms),
        (candidates, lambda c: c[0].candidate in candidates),
        (groups, lambda c: c[0].group in groups),
    ]
    return [fits for wanted, fits in checks if wanted]


def _plain(part: str) -> str:
    """A part as both "del 2", "Part 2" and "2" name it."""
    return part.casefold().removeprefix("delemne").removeprefix("del").removeprefix("part").strip()
