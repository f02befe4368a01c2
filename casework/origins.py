"""Where each value of a rulebook or law comes from: the file and its line, and whether institution, faculty or course chose it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from casework.laws import packaged
from casework.toml_file import Path, TomlFile, leaves, read_toml

_OF_THEIR_OWN = ("faculty", "course")


class Origin(NamedTuple):
    """One value: its key, how it is written, whose choice it is ("institution", "faculty IE", "law"), and where it stands."""

    key: str
    value: str
    level: str
    file: str
    line: int
    source: str

    def __str__(self) -> str:
        where = f"{self.level}, {self.file} line {self.line}"
        return f"{self.key} = {self.value}  [{where}{f': {self.source}' if self.source else ''}]"


def origins_of_rulebook(text: str, name: str, faculty: str = "", course: str = "") -> list[Origin]:
    """Every value that holds at an exam of that course of that faculty ("" is none), from a text that is a good rulebook.

    A course's choice stands in place of its faculty's, and a faculty's in place of the institution's.
    """
    file = read_toml(text, name)
    found = {key: _institution(file, key) for key in file.data if key not in {"sources", *_OF_THEIR_OWN}}
    for table, code in zip(_OF_THEIR_OWN, (faculty.upper(), course.upper()), strict=True):
        local: Mapping[str, Any] = file.data.get(table, {}).get(code, {})
        for key in local.keys() - {"source"}:
            found[key] = list(_below(file, (table, code), key, f"{table} {code}", local["source"]))
    return [origin for origins in found.values() for origin in origins]


def origins_of_law(text: str, name: str) -> list[Origin]:
    """Every value of a law, those that it takes from the version it extends with the place where they stand there."""
    file = read_toml(text, name)
    inherited = file.data.get("extends")
    below = origins_of_law(packaged(inherited), f"{inherited}.toml") if inherited else []
    own = [origin for key in file.data for origin in _below(file, (), key, "law", "")]
    tables = {key.partition(".")[0] for key in file.data} | {"announced_from", "announced_until"}
    return [*own, *(each for each in below if each.key.partition(".")[0] not in tables)]


def _institution(file: TomlFile, key: str) -> list[Origin]:
    return list(_below(file, (), key, "institution", file.data.get("sources", {}).get(key, "")))


def _below(file: TomlFile, table: Path, key: str, level: str, source: str) -> Iterator[Origin]:
    values: Any = file.data
    for step in table:
        values = values[step]
    for path, value in leaves(values[key], (key,)):
        yield Origin(".".join(path), _as_written(value), level, file.name, file.line((*table, *path)), source)


def _as_written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_as_written, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)
