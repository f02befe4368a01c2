"""Texts that hold none of some pieces of words are not gone through: no match may be lost by it."""

import re
from collections.abc import Iterable, Sequence
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from mailgateway.doubts import FAMILY
from mailgateway.reservations import _BESIDES, _CHANGED, _CONSULTS, _DRAFT, _NOT_MEANT
from mailgateway.stems import _ASKING, asking
from mailgateway.wording import ASKS, IN_PASSING, NO_ASK, POINTED, THOUGHT

UNKNOWN = "\0"  # stands for whatever text
MOST = 4000  # texts at once; what has more is taken apart
ASKING = [*POINTED, *NO_ASK, *THOUGHT, IN_PASSING, *(pattern for _, patterns in ASKS for pattern in patterns)]
STEMS = tuple(_ASKING.replace("\n", "").split("|"))


def texts(nodes: Iterable[Any]) -> set[str] | None:
    """Every text that these nodes of a parsed pattern match one after the other, UNKNOWN in it; None when there are too many."""
    found = {""}
    for node in nodes:
        more = texts_of(node)
        if more is None or len(found) * len(more) > MOST:
            return None
        found = {one + other for one, other in product(found, more)}
    return found


def texts_of(node: Any) -> set[str] | None:
    what, told = node
    if what is op.LITERAL:
        return {chr(told).lower()}
    if what is op.IN and all(kind is op.LITERAL for kind, _ in told):
        return {chr(code).lower() for _, code in told}
    if what is op.SUBPATTERN:
        return texts(told[3])
    if what is op.BRANCH:
        ways = [texts(branch) for branch in told[1]]
        return None if None in ways else set().union(*(way for way in ways if way is not None))
    if what in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return {""}
    if what is op.MAX_REPEAT and told[:2] == (0, 1):
        inner = texts(told[2])
        return inner and inner | {""}
    return {UNKNOWN}


def always_holds(nodes: Sequence[Any], stems: Sequence[str]) -> bool:
    """Whether every way through these nodes passes one of the stems."""
    if any(passes(nodes[start:], stems) for start in range(len(nodes))):
        return True
    return any(all(always_holds(list(way), stems) for way in ways) for ways in map(ways_through, nodes) if ways)


def passes(nodes: Sequence[Any], stems: Sequence[str]) -> bool:
    left = {""}
    for node in nodes:
        more = texts_of(node)
        if more is None or len(left) * len(more) > MOST:
            return False
        left = {one + other for one, other in product(left, more)}
        left = {text for text in left if not any(stem in text for stem in stems)}
        if not left:
            return True
    return False


def ways_through(node: Any) -> list[Any]:
    what, told = node
    if what is op.BRANCH:
        return list(told[1])
    if what is op.SUBPATTERN:
        return [told[3]]
    return []


def holds(pattern: re.Pattern[str], stems: Sequence[str]) -> bool:
    return always_holds(list(_parser.parse(pattern.pattern, pattern.flags)), stems)


@pytest.mark.parametrize("pattern", ASKING, ids=lambda pattern: pattern.pattern[11:51])
def test_nobody_asks_without_a_piece_of_a_word_that_is_looked_for(pattern):
    assert holds(pattern, STEMS)


@pytest.mark.parametrize(
    "rare",
    [FAMILY, _CHANGED, _CONSULTS, _NOT_MEANT, _DRAFT, *_BESIDES.values()],
    ids=["family", "changed", "consults", "not meant", "draft", *_BESIDES],
)
def test_a_rare_pattern_matches_nothing_without_one_of_its_stems(rare):
    assert holds(rare.pattern, rare.stems)


def test_a_pattern_that_can_match_without_a_stem_is_found_out():
    assert not holds(re.compile("(?:slette?|stopp) saken"), ("slette", "stopp"))


@pytest.mark.parametrize("stem", STEMS)
def test_each_piece_is_found_within_a_sentence(stem):
    assert asking().search(f"xx{stem}xx")
