"""Authentication-Results fields (RFC 8601) as servers write them: who says it, and what was found by which method."""

import re
from dataclasses import dataclass

from mailgateway.segments import between_semicolons

_PAIR = re.compile(r"""\s*([A-Za-z0-9._-]{1,60})(?:\s*/\s*\d{1,3})?\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;"]*)""")


@dataclass(frozen=True, slots=True)
class Result:
    """What one method found: "dmarc", "pass", and what it was found of: ("header.from", "student.example.no"); all in lower case."""

    method: str
    result: str
    properties: tuple[tuple[str, str], ...]

    def value(self, name: str) -> str:
        """The property of that name, "" where there is none, or where there are several that differ."""
        values = {value for key, value in self.properties if key == name}
        return values.pop() if len(values) == 1 else ""


def results_in(value: str) -> tuple[str, tuple[Result, ...]]:
    """One Authentication-Results field: who says it, and what; "" where the first words are a result, as Exchange Online writes."""
    first, *rest = between_semicolons(value)
    if "=" in first:
        return "", tuple(_result(segment) for segment in (first, *rest))
    words = first.split()
    return (words[0].strip('"').lower() if words else ""), tuple(_result(segment) for segment in rest)


def _result(segment: str) -> Result:
    pairs: list[tuple[str, str]] = []
    place = 0
    while found := _PAIR.match(segment, place):
        pairs.append((found[1].lower(), found[2].strip('"').lower()))
        place = found.end()
    if not pairs:
        return Result("", "", ())
    return Result(pairs[0][0], pairs[0][1], tuple(pairs[1:]))
