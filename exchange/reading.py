"""Reads registry files of both formats into one import: all rows good, or every fault named and none taken."""

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from casework.registration import (
    BadFile,
    CommissionRow,
    ExamKey,
    ExamRow,
    Fault,
    RegistryFile,
    ResultRow,
    StaffRow,
)
from exchange.agreement import disagreements, unknown_exams, unknown_graders
from exchange.csv_file import csv_table
from exchange.headings import places_of, shown
from exchange.identity import without_identity_numbers
from exchange.rows import Found, Row, rows_of
from exchange.tables import MOST_BYTES, Table, refused
from exchange.xlsx_file import xlsx_tables

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Reading(NamedTuple):
    """What the files hold, what the person who imports them should know, and a digest that the same files have again."""

    file: RegistryFile
    remarks: list[str]
    digest: str


def _nothing(_: object) -> bool:
    return False


def read_files(
    files: Sequence[tuple[str, bytes]],
    known_exams: Callable[[ExamKey], bool] = _nothing,
    known_graders: Callable[[str], bool] = _nothing,
) -> Reading:
    """Reads files given as name and content; the kind of each table is known by its headings.

    `known_exams` and `known_graders` say whether the registry holds an exam, or a member of staff with that address (lower case).
    Raises BadFile with every fault of every file (A-271, A-273, D-12).
    """
    faults: list[Fault] = []
    remarks: list[str] = []
    found: list[Found[Row]] = []
    for name, content in files:
        for table in _tables(name, content, faults):
            clean, dropped = without_identity_numbers(table)
            remarks += dropped
            found += _rows(clean, faults)
    faults += disagreements(found) + unknown_exams(found, known_exams) + unknown_graders(found, known_graders)
    if faults:
        raise BadFile(faults)
    return Reading(_registry_file(found), remarks + _blank_remarks(found), _digest(files))


def _tables(name: str, content: bytes, faults: list[Fault]) -> list[Table]:
    try:
        tables = _opened(name, content)
    except BadFile as bad:
        faults += bad.faults
        return []
    if not tables:
        faults.append(Fault(name, 1, "", "a row of headings; the file is empty"))
    return tables


def _opened(name: str, content: bytes) -> list[Table]:
    if len(content) > MOST_BYTES:
        raise refused(name, 1, f"a file of at most {MOST_BYTES // 1_000_000} MB")
    if content.startswith(_OLD_EXCEL):
        raise refused(name, 1, "a workbook saved as .xlsx and without a password, or a CSV file")
    if content.startswith(_ZIP):
        return xlsx_tables(name, content)
    table = csv_table(name, content)
    return [table] if table else []


def _rows(table: Table, faults: list[Fault]) -> list[Found[Row]]:
    try:
        return rows_of(table, places_of(table), faults)
    except BadFile as bad:
        faults += bad.faults
        return []


def _registry_file(found: Sequence[Found[Row]]) -> RegistryFile:
    """The rows by kind in the order of the files, a row that is repeated word for word taken once."""
    rows = list(dict.fromkeys(row.row for row in found))
    return RegistryFile(
        exams=tuple(row for row in rows if isinstance(row, ExamRow)),
        results=tuple(row for row in rows if isinstance(row, ResultRow)),
        staff=tuple(row for row in rows if isinstance(row, StaffRow)),
        commissions=tuple(row for row in rows if isinstance(row, CommissionRow)),
    )


def _blank_remarks(found: Sequence[Found[Row]]) -> list[str]:
    """A warning for each exam that does not say whether explanations or appeals are open (A-060)."""
    return [
        f"{row.source}, row {row.number}: {row.places.heading.get(field) or shown(row.places.kind, field)} is blank, "
        "which counts as N for a new exam and leaves a known one as it is"
        for row in found
        if isinstance(row.row, ExamRow)
        for field in ("explanation_allowed", "appeal_allowed")
        if getattr(row.row, field) is None
    ]


def _digest(files: Sequence[tuple[str, bytes]]) -> str:
    """The same for the same contents, whatever the names and the order."""
    digests = sorted(hashlib.sha256(content).digest() for _, content in files)
    return hashlib.sha256(b"".join(digests)).hexdigest()
