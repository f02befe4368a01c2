"""Reads a CSV file, whichever of the usual encodings and delimiters it was saved with."""

import codecs
import csv
import io

from exchange.tables import Line, Table, refused, table_of

DELIMITERS = ";,\t"


def csv_table(name: str, content: bytes) -> Table | None:
    """The table of that file; None where it is empty. Raises BadFile where it cannot be read as CSV."""
    text = _decoded(name, content)
    return table_of(name, _lines(name, text))


def _decoded(name: str, content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise refused(name, 1, "a CSV file in UTF-8 or Windows-1252; this one is UTF-16")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _western(name, content)
    if "\0" in text:
        raise refused(name, 1, "a CSV file of text; this one has binary data in it")
    return text


def _western(name: str, content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as wrong:
        row = content.count(b"\n", 0, wrong.start) + 1
        raise refused(name, row, "text in UTF-8 or Windows-1252") from None


def _lines(name: str, text: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    lines: list[Line] = []
    try:
        for number, cells in enumerate(reader, start=1):
            lines.append(Line(number, tuple(cell.strip() for cell in cells)))
    except csv.Error:
        raise refused(name, len(lines) + 1, "values in matching double quotes, or without quotes") from None
    return lines


def _delimiter(text: str) -> str:
    """The delimiter that the heading line has most of, outside quotes."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = "".join(heading.split('"')[::2])
    return max(DELIMITERS, key=unquoted.count)
