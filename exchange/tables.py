"""What every file becomes first: one table with a heading line and numbered rows."""

import re
from dataclasses import dataclass
from datetime import date

from casework.registration import BadFile, Fault

# Stripped text ("" where the cell was empty), or a date where the spreadsheet itself said that it is one.
Cell = str | date

MOST_BYTES = 50_000_000
MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the headings; `number` is the row as a person counts it, the first row of the file being 1."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the row."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file or one sheet of a workbook; `source` is how faults and remarks name it."""

    source: str
    heading_row: int
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def table_of(source: str, lines: list[Line]) -> Table | None:
    """The table whose headings stand in the first line that is not blank; None where every line is blank."""
    filled = [line for line in lines if not line.is_blank]
    if not filled:
        return None
    first = filled[0]
    if len(first.cells) > MOST_COLUMNS:
        raise refused(source, first.number, f"at most {MOST_COLUMNS} columns")
    return Table(source, first.number, tuple(str(cell) for cell in first.cells), tuple(filled[1:]))


def plain(heading: str) -> str:
    """A heading without case, spaces, signs and what stands in parentheses, for comparing."""
    return "".join(sign for sign in re.sub(r"\(.*?\)", "", heading).casefold() if sign.isalnum())


def refused(source: str, row: int, expected: str) -> BadFile:
    """The refusal of a whole file or sheet."""
    return BadFile([Fault(source, row, "", expected)])
