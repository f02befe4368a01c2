"""The table of demands: complete, counted right, and every claim in it shown by a test that names it."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
TEXT = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
STATES = ("done", "guard", "outside", "not yet")
SHOWN = ("done", "guard")
LINES = re.compile(r"S[0-4]:\d+(?:-\d+)?")
ALL = [f"A-{number:03}" for number in range(1, 293)] + [f"D-{number:02}" for number in range(1, 44)]

Function = ast.FunctionDef | ast.AsyncFunctionDef


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def sections() -> dict[str, list[list[str]]]:
    """The lines of each table, by the heading above it."""
    parts = re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
    tables = {part.partition("\n")[0]: re.findall(r"^\|.*\|$", part, re.MULTILINE)[2:] for part in parts}
    return {heading: [cells(line) for line in lines] for heading, lines in tables.items()}


SECTIONS = sections()
SUMMARY = SECTIONS.pop("Summary")
ROWS = [row for rows in SECTIONS.values() for row in rows]
CLAIMED = [row for row in ROWS if row[3] in SHOWN]


@cache
def marked() -> frozenset[tuple[str, str]]:
    """Each demand with the file and name of a test that is marked with it."""
    return frozenset(pair for file in TESTS.rglob("test_*.py") for pair in marks_of(file))


def marks_of(file: Path) -> Iterator[tuple[str, str]]:
    for function in functions_of(file):
        for mark in function.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.demand":
                yield from ((str(ast.literal_eval(demand)), place(file, function)) for demand in mark.args)


def functions_of(file: Path) -> Iterator[Function]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def place(file: Path, function: Function) -> str:
    return f"{file.relative_to(ROOT).as_posix()}::{function.name}"


def named(row: list[str]) -> list[str]:
    """The tests that a row names, without the class that they stand in."""
    found = re.findall(r"`(tests/[\w/]+\.py)::(?:\w+::)?(\w+)`", row[4])
    return [f"{file}::{name}" for file, name in found]


def counts(rows: list[list[str]]) -> list[str]:
    found = Counter(row[3] for row in rows)
    return [str(count) for count in (*(found[state] for state in STATES), len(rows))]


def faulty(rows: list[list[str]], holds: Callable[[list[str]], bool]) -> list[str]:
    """The ids of the rows that do not hold."""
    return [row[0] for row in rows if not holds(row)]


def test_every_demand_stands_there_exactly_once() -> None:
    assert sorted(row[0] for row in ROWS) == sorted(ALL)


def test_every_row_has_words_and_a_known_state() -> None:
    assert faulty(ROWS, lambda row: len(row) == 5 and all(row) and row[3] in STATES) == []


def test_every_source_is_a_line_of_a_document_or_the_law() -> None:
    assert faulty(ROWS, lambda row: row[1] == "law" or set(row[1].split("; ")) <= set(LINES.findall(row[1]))) == []


def test_every_claim_names_a_test_and_no_other_row_does() -> None:
    assert faulty(ROWS, lambda row: bool(named(row)) == (row[3] in SHOWN)) == []


def test_every_test_that_is_named_exists_and_is_marked_so() -> None:
    assert faulty(CLAIMED, lambda row: {(row[0], test) for test in named(row)} <= marked()) == []


def test_every_marked_test_has_a_row_that_claims_it() -> None:
    assert {demand for demand, _ in marked()} - {row[0] for row in CLAIMED} == set()


def test_the_summary_counts_every_group_and_all() -> None:
    wanted = [[heading, *counts(rows)] for heading, rows in SECTIONS.items()]
    assert [*wanted, ["all", *counts(ROWS)]] == SUMMARY
