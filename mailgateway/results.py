"""Authentication-Results fields (RFC 8601) as servers write them: who says it, and what was found by which method."""

import re
from dataclasses import dataclass

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
    first, *rest = _split(without_comments(value))
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


def without_comments(value: str) -> str:
    """The value without comments, nested or not; quoted strings stay as they are."""
    out: list[str] = []
    quoted, depth, skip = False, 0, False
    for letter in value:
        if skip:
            skip = False
        elif letter == "\\" and (quoted or depth):
            skip = True
        elif letter == '"' and not depth:
            quoted = not quoted
        elif letter == "(" and not quoted:
            depth += 1
            continue
        elif letter == ")" and not quoted and depth:
            depth -= 1
            out.append(" ")
            continue
        if not depth:
            out.append(letter)
    return "".join(out)


def _split(value: str) -> list[str]:
    """The parts between semicolons outside quoted strings; always at least one."""
    parts, start, quoted, skip = [], 0, False, False
    for place, letter in enumerate(value):
        if skip:
            skip = False
        elif letter == "\\" and quoted:
            skip = True
        elif letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted:
            parts.append(value[start:place])
            start = place + 1
    return [*parts, value[start:]]
