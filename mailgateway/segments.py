"""A header field as plain text, quoted strings and comments: the one reader of both for whoever must know where a word stands."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

_PLAIN = re.compile(r'[^"(]+')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.?)*("?)', re.DOTALL)
_IN_COMMENT = re.compile(r"\\.?|[()]", re.DOTALL)


class Kind(Enum):
    """What a segment is; a quoted string and a comment begin and end with their own signs."""

    PLAIN = auto()
    QUOTED = auto()
    COMMENT = auto()


class Segment(NamedTuple):
    """A piece of a field as it stands there; `ended` is false where a quoted string or a comment has no end."""

    kind: Kind
    text: str
    ended: bool = True


def segments_of(value: str) -> Iterator[Segment]:
    """The field's segments in their order, nothing left out (RFC 5322 §§ 3.2.2, 3.2.4): comments nest, a backslash in either hides
    what follows it, and no comment begins in a quoted string, nor the other way round.
    """
    place = 0
    while place < len(value):
        if plain := _PLAIN.match(value, place):
            segment = Segment(Kind.PLAIN, plain[0])
        elif quoted := _QUOTED.match(value, place):
            segment = Segment(Kind.QUOTED, quoted[0], quoted[1] == '"')
        else:
            segment = _comment(value, place)
        yield segment
        place += len(segment.text)


def _comment(value: str, start: int) -> Segment:
    depth = 0
    for found in _IN_COMMENT.finditer(value, start):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0:
            return Segment(Kind.COMMENT, value[start : found.end()])
    return Segment(Kind.COMMENT, value[start:], ended=False)


def without_comments(value: str) -> str:
    """The field with a space for each comment; quoted strings stay as they are."""
    return "".join(" " if segment.kind is Kind.COMMENT else segment.text for segment in segments_of(value))


def between_semicolons(value: str) -> list[str]:
    """The parts between semicolons outside quoted strings, without comments; always at least one."""
    parts = [""]
    for segment in segments_of(value):
        if segment.kind is Kind.PLAIN:
            first, *rest = segment.text.split(";")
            parts = [*parts[:-1], parts[-1] + first, *rest]
        else:
            parts[-1] += " " if segment.kind is Kind.COMMENT else segment.text
    return parts


def plain_text(value: str) -> str | None:
    """What stands outside quoted strings and comments; None where one of them does not end."""
    segments = list(segments_of(value))
    if not all(segment.ended for segment in segments):
        return None
    return "".join(segment.text for segment in segments if segment.kind is Kind.PLAIN)
