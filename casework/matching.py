"""What a mail mentions, held against the person's results: one result, or a question."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casework.exams import Exam, Result
from casework.messages import Mentions

Candidacy = tuple[Result, Exam]

_SHORTEST_NAME = 6  # letters; a shorter one is a word like any other
_BEFORE_A_NAME = frozenset(
    ("i", "på", "in", "for", "of", "emnet", "faget", "kurset", "course", "eksamen", "exam", "både", "båe", "both")
)
_DENYING = frozenset(("ikke", "ikkje", "not"))
_WORD = re.compile(r"\w+")
_BOTH_WORDS = ("begge", "både", "båe", "both")  # both patterns begin with one of these
_BOTH = re.compile(r"\b(?:både|båe|both)\b[^.!?\n]{1,80}?\b(?:og|and)\b", re.IGNORECASE)
_BOTH_OF_THEM = re.compile(
    r"\b(?:begge|båe|both)(?: (?:to|of them|mine|my|de|dei|the))*"
    r"(?: (?:exams?|courses?|subjects?|grades?|results?|fag|emne|karakter|eksam|takk|please)|\s*(?:$|[.,!?<:;)\n]))",
    re.IGNORECASE,
)


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
    Where no course code is mentioned, an exam may be named in full in what was `said`; an exam named beside the code of another
    (that may stand in a signature) is offered too, and so is everything where one exam of "both" was found alone.
    """
    candidacies = [c for c in candidacies if c[1].course not in mentions.denied]
    called = [c for c in candidacies if _is_called(c[1], said)]
    among = candidacies if mentions.courses else called or candidacies
    fitting = [c for c in among if all(fits(c) for fits in _conditions(mentions))]
    courses = {exam.course for _, exam in fitting}
    beside = {exam.course for _, exam in called} | set(mentions.courses)
    others = [c for c in candidacies if c[1].course in beside - courses]
    if len(fitting) == 1 and not others and _is_one_of_both(fitting[0][1], said):
        others = [c for c in candidacies if c not in fitting]
    named = bool(called or mentions.courses or mentions.candidates or mentions.groups)
    return Match(tuple(fitting), named, (*fitting, *others))


def _is_one_of_both(exam: Exam, said: str) -> bool:
    """Whether the exam stands between "both" and "and", or is one of "both" that the mail is about."""
    small = said.lower()
    if not any(word in small for word in _BOTH_WORDS):
        return False
    return _BOTH_OF_THEM.search(said) is not None or any(
        exam.course in both[0].upper() or _is_called(exam, both[0]) for both in _BOTH.finditer(said)
    )


def _is_called(exam: Exam, said: str) -> bool:
    """Whether the exam's name in any language stands there, with or without what follows its comma, and is not denied.

    A name of one word is a word like any other unless it begins the subject or stands where an exam is named ("i statistikk").
    """
    said = said.casefold()
    names = {" ".join(_WORD.findall(name.casefold().partition(",")[0])) for name in exam.names.values()}
    names = {name for name in names if len(name) >= _SHORTEST_NAME and all(word in said for word in name.split())}
    if not names:
        return False
    words = f" {' '.join(_WORD.findall(said))} "
    return any(_is_meant(name, words.split(f" {name} ")) for name in names)


def _is_meant(name: str, around: Sequence[str]) -> bool:
    """Whether one of the places of a name, which stand between these pieces of a text, names the exam."""
    for place, piece in enumerate(around[:-1]):
        before = piece.split()[-2:]
        is_first = place == 0 and not before
        if (" " in name or is_first or _BEFORE_A_NAME & set(before[-1:])) and not _DENYING & set(before):
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
