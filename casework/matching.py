"""What a mail mentions, held against the person's results: one result, or a question."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casework.exams import Exam, Result
from casework.messages import Mentions

Candidacy = tuple[Result, Exam]

_SHORTEST_NAME = 6  # letters; a shorter one is a word like any other
_BEFORE_A_NAME = frozenset(("i", "på", "in", "for", "of", "emnet", "faget", "kurset", "course", "eksamen", "exam"))
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Match:
    """The results that fit what was mentioned; `named` is whether anything in the mail named an exam at all (A-027).

    `offered` are those to ask about: also the person's results at other courses that the mail names.
    """

    fitting: tuple[Candidacy, ...]
    named: bool
    offered: tuple[Candidacy, ...] = ()

    @property
    def only(self) -> Candidacy | None:
        """The one result that is meant, or None when a question must be asked."""
        return self.fitting[0] if self.named and len(self.fitting) == 1 and len(self.offered) == 1 else None


def match(mentions: Mentions, candidacies: Sequence[Candidacy], said: str = "") -> Match:
    """The person's results that fit every kind of thing the mail mentions.

    A course, candidate number or group names an exam; a part or a term alone only narrows.
    A part mentioned where the course has none is kept narrow on purpose: nothing fits, and the student is asked (A-029).
    Where no course code is mentioned, an exam may be named in full in what was `said`.
    """
    called = [] if mentions.courses else [c for c in candidacies if _is_called(c[1], said)]
    fitting = [c for c in called or candidacies if all(fits(c) for fits in _conditions(mentions))]
    courses = {exam.course for _, exam in fitting}
    others = [c for c in candidacies if c[1].course in mentions.courses and c[1].course not in courses]
    named = bool(called or mentions.courses or mentions.candidates or mentions.groups)
    return Match(tuple(fitting), named, (*fitting, *others))


def _is_called(exam: Exam, said: str) -> bool:
    """Whether the exam's name in any language stands there, with or without what follows its comma.

    A name of one word is a word like any other unless it begins the subject or stands where an exam is named ("i statistikk").
    """
    words = f" {' '.join(_WORD.findall(said.casefold()))} "
    names = {" ".join(_WORD.findall(name.casefold().partition(",")[0])) for name in exam.names.values()}
    for name in names:
        before, found, _ = words.partition(f" {name} ") if len(name) >= _SHORTEST_NAME else ("", "", "")
        if found and (" " in name or not before or before.rpartition(" ")[2] in _BEFORE_A_NAME):
            return True
    return False


def _conditions(mentions: Mentions) -> list[Callable[[Candidacy], bool]]:
    courses, parts = frozenset(mentions.courses), frozenset(map(_plain, mentions.parts))
    terms, candidates = frozenset(mentions.terms), frozenset(mentions.candidates)
    groups = frozenset(map(_plain_group, mentions.groups))
    checks: list[tuple[frozenset[str], Callable[[Candidacy], bool]]] = [
        (courses, lambda c: c[1].course in courses),
        (parts, lambda c: _plain(c[1].part) in parts),
        (terms, lambda c: c[1].term in terms),
        (candidates, lambda c: c[0].candidate in candidates),
        (groups, lambda c: _plain_group(c[0].group) in groups),
    ]
    return [fits for wanted, fits in checks if wanted]


def _plain(part: str) -> str:
    """A part as both "del 2", "Part 2" and "2" name it."""
    return part.casefold().removeprefix("delemne").removeprefix("del").removeprefix("part").strip()


def _plain_group(group: str) -> str:
    """A group as both "Gruppe 4" and "4" name it."""
    return group.casefold().removeprefix("gruppe").removeprefix("group").strip()
