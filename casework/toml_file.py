"""A TOML file whose faults name their lines, which the standard reader does not tell."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

Parsed = TypeVar("Parsed")
Path = tuple[str, ...]

_NO_KEY = "is no key of this file: "
_EXPECTED = {
    "missing": "is missing: add it",
    "extra_forbidden": _NO_KEY,
    "unexpected_keyword_argument": _NO_KEY,
}
_WHERE = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)")
KEY = "[key]"  # how a fault of a key itself, not of its value, ends its path


class RulebookFault(Exception):
    """A rulebook or law that does not load; `faults` are sentences, each with the file, the line, the key and what was expected."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What a text says: `data` as the standard reader gives it, `lines` the line (from 1) on which each key first stands."""

    name: str
    data: Mapping[str, Any]
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of that key; of one that is not there, the line of the table that it belongs to; 1 for the file itself."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a file: on which line, under which key, and what was expected there."""

    line: int
    key: str
    says: str


def read_toml(text: str, name: str) -> TomlFile:
    """Reads a text that people know as the file `name`; RulebookFault with the line when it is no TOML."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = _WHERE.fullmatch(str(fault))
        says, line = (found[1], found[2]) if found else (str(fault), None)
        line = line or str(max(1, len(text.splitlines())))
        raise RulebookFault((f"{name}, line {line}: this is no TOML: {says}",)) from None
    return TomlFile(name, data, _lines_of(text))


def validated(
    adapter: TypeAdapter[Parsed], file: TomlFile, data: Mapping[str, Any], faults: Iterable[Fault] = ()
) -> Parsed:
    """The value that `data`, read from the file, stands for; RulebookFault with every fault by line, those given among them."""
    found = list(faults)
    try:
        value = adapter.validate_python(data)
    except ValidationError as fault:
        known = _names(adapter.json_schema())
        found += [_fault(file, error, known) for error in fault.errors()]
    if found:
        raise RulebookFault(tuple(f"{file.name}, line {each.line}: {each.key}: {each.says}" for each in sorted(found)))
    return value


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value below with its path, in the order of the file."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, (*path, str(key)))
    else:
        yield path, value


def _fault(file: TomlFile, error: Any, known: Collection[str]) -> Fault:
    path = tuple(str(step) for step in error["loc"] if step != KEY)
    says = _EXPECTED.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    if says is _NO_KEY:
        meant = get_close_matches(path[-1], known, 1)
        says += f"did you mean {meant[0]}?" if meant else "take it away"
        if path[-1] in known:
            says = "holds for all of the file and cannot be set here: take it away"
    return Fault(file.line(path), ".".join(path) or "the whole", says)


def _names(schema: Any) -> frozenset[str]:
    """The keys that a schema knows, at any depth."""
    if isinstance(schema, list):
        return frozenset().union(*map(_names, schema))
    if not isinstance(schema, Mapping):
        return frozenset()
    own = schema.get("properties", {})
    return frozenset(own if isinstance(own, Mapping) else ()).union(*map(_names, schema.values()))


def _lines_of(text: str) -> Mapping[Path, int]:
    """Each path's first line. The text is read statement by statement, a statement being the fewest lines that are TOML by themselves."""
    found: dict[Path, int] = {}
    table: Path = ()
    pending: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        pending.append(line)
        statement = _statement("\n".join(pending))
        if statement is None:
            continue
        first, pending = number - len(pending) + 1, []
        paths = list(_paths(statement))
        if line.lstrip().startswith("[") and paths and first == number:
            table = paths[-1]
            paths = [table[: place + 1] for place in range(len(table))]
        else:
            paths = [(*table, *path) for path in paths]
        for path in paths:
            found.setdefault(path, first)
    return found


def _statement(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _paths(value: object, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, list):
        for inner in value:
            yield from (below for below in _paths(inner, path) if below != path)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
