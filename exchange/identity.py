"""Drops Norwegian national identity numbers before anything else sees a file (D-12)."""

import re
from collections import Counter

from exchange.tables import Cell, Line, Table, plain

_WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
_NUMBER = re.compile(r"(?<!\d)(\d{2}[ .]?\d{2}[ .]?\d{2})[ \u00a0.-]?(\d{5})(?!\d)")
_SHORTENED = re.compile(r"\d{10}")  # a spreadsheet takes the leading zero of a number away
_HEADING = re.compile(
    r".*(fødsels|foedsels|fodsels|person|identitets)(nummer|nr).*|fnr|pnr|dnr|dnummer|ssn|socialsecuritynumber|"
    r"(national|norwegian)(identity|identification)?(id|number|no|nr)"
)


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits end in the two control digits of a fødselsnummer or D-number (modulo 11)."""
    if len(digits) != 11:
        return False
    numbers = [int(digit) for digit in digits]
    return all(sum(map(int.__mul__, numbers, weights)) % 11 == 0 for weights in _WEIGHTS)


def without_numbers(text: str) -> tuple[str, int]:
    """The text without its identity numbers, and how many there were."""
    if _SHORTENED.fullmatch(text) and is_identity_number(f"0{text}"):
        return "", 1
    dropped = 0

    def emptied(found: re.Match[str]) -> str:
        nonlocal dropped
        if not is_identity_number(re.sub(r"\D", "", found.group())):
            return found.group()
        dropped += 1
        return ""

    kept = _NUMBER.sub(emptied, text)
    return (kept.strip(), dropped) if dropped else (text, 0)


def without_identity_numbers(table: Table) -> tuple[Table, list[str]]:
    """The table without identity numbers, columns headed so emptied, and a remark for each column that had any."""
    headings = tuple(without_numbers(heading)[0] for heading in table.headings)
    emptied = frozenset(place for place, heading in enumerate(headings) if _HEADING.fullmatch(plain(heading)))
    dropped: Counter[int] = Counter()
    lines = tuple(_scrubbed(line, emptied, dropped) for line in table.lines)
    remarks = [_remark(table.source, headings, place, count) for place, count in sorted(dropped.items()) if count]
    kept = tuple("" if place in emptied else heading for place, heading in enumerate(headings))
    return Table(table.source, table.heading_row, kept, lines), remarks


def _scrubbed(line: Line, emptied: frozenset[int], dropped: Counter[int]) -> Line:
    cells: list[Cell] = []
    for place, cell in enumerate(line.cells):
        clean, count = ("", int(bool(cell))) if place in emptied else _clean(cell)
        dropped[place] += count
        cells.append(clean)
    return Line(line.number, tuple(cells))


def _clean(cell: Cell) -> tuple[Cell, int]:
    return without_numbers(cell) if isinstance(cell, str) else (cell, 0)


def _remark(source: str, headings: tuple[str, ...], place: int, count: int) -> str:
    column = headings[place] if place < len(headings) and headings[place] else f"number {place + 1}"
    numbers = "national identity number" if count == 1 else "national identity numbers"
    return f"{source}, column {column}: {count} {numbers} dropped, none kept"
