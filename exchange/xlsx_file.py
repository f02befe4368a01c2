"""Reads an Excel workbook, each sheet one table, after weighing what it would unpack to."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import cast

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from casework.registration import BadFile
from exchange.identity import without_numbers
from exchange.tables import MOST_BYTES, MOST_COLUMNS, Cell, Line, Table, refused, table_of

MOST_ENTRIES = 1_000
_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_BROKEN = "an Excel workbook (.xlsx) that can be opened"


def xlsx_tables(name: str, content: bytes) -> list[Table]:
    """One table a sheet, empty sheets left out. Raises BadFile where the workbook is too heavy, broken or unsafe."""
    safe = _unpacked(name, content)
    try:
        return list(_sheets(name, safe))
    except BadFile:
        raise
    except Exception:  # a broken workbook can fail anywhere inside openpyxl, with any exception
        raise refused(name, 1, _BROKEN) from None


def _unpacked(name: str, content: bytes) -> io.BytesIO:
    """The workbook with its parts stored as they are: what a zip says of its own sizes is not believed."""
    safe = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(safe, "w") as parts:
            _weigh(name, packed.infolist())
            for entry in packed.infolist():
                parts.writestr(entry.filename, _part(name, packed, entry))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError):
        raise refused(name, 1, _BROKEN) from None
    safe.seek(0)
    return safe


def _weigh(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise refused(name, 1, f"a workbook of at most {MOST_ENTRIES} parts")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise refused(name, 1, f"a workbook of at most {MOST_BYTES // 1_000_000} MB when unpacked")
    if len({entry.filename for entry in entries}) < len(entries):
        raise refused(name, 1, _BROKEN)


def _part(name: str, packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One part, never more of it than it said; a declaration of entities is never needed in a workbook."""
    with packed.open(entry) as part:
        content = part.read(entry.file_size + 1)
    if any(declaration in content for declaration in _DECLARATIONS):
        raise refused(name, 1, "a workbook without document type declarations")
    return content


def _sheets(name: str, content: io.BytesIO) -> Iterator[Table]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions, which no value depends on
        book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                table = _sheet(name, sheet)
                if table is not None:
                    yield table
        finally:
            book.close()


def _sheet(name: str, sheet: object) -> Table | None:
    if not isinstance(sheet, ReadOnlyWorksheet):
        return None
    sheet.reset_dimensions()  # what the file says of its own size may be wrong by millions of rows
    rows = cast(Worksheet, sheet).iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
    lines = [
        Line(number, tuple(_cell(value) for value in values))
        for number, values in enumerate(rows, start=1)
        if any(value is not None for value in values)
    ]
    return table_of(f"{name} [{without_numbers(str(sheet.title))[0]}]", [_trimmed(line) for line in lines])


def _trimmed(line: Line) -> Line:
    """The line without the empty cells at its end."""
    length = len(line.cells)
    while length and not line.cells[length - 1]:
        length -= 1
    return Line(line.number, line.cells[:length])


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case bool():
            return "J" if value else "N"
        case datetime():
            return value.date()
        case date():
            return value
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()
