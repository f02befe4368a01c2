"""Small registry files that the tests of this folder change one thing of."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from casework.registration import BadFile, Fault
from exchange.reading import Reading, read_files

EXAMS = "Emnekode;Del;Termin;Begrunnelse;Klage\nTDT4100;;2026H;J;J\n"
RESULTS = "Emnekode;Termin;Kandidatnummer;Studentnummer;E-post\nTDT4100;2026H;10001;510001;ola@student.example.no\n"
GRADERS = "Navn;E-post\nKari Sensor;kari@example.no\n"
COMMISSIONS = "Emnekode;Termin;Kommisjon;Runde;Sensor\nTDT4100;2026H;1;første;kari@example.no\n"


def read(*texts: str) -> Reading:
    """Reads CSV texts as files named 1.csv, 2.csv …"""
    return read_files([(f"{number}.csv", text.encode()) for number, text in enumerate(texts, start=1)])


def faults_of(*files: str | tuple[str, bytes]) -> list[Fault]:
    """The faults of files that must be refused; a text alone is a CSV file."""
    named = [
        file if isinstance(file, tuple) else (f"{at}.csv", file.encode()) for at, file in enumerate(files, start=1)
    ]
    try:
        read_files(named)
    except BadFile as bad:
        return bad.faults
    raise AssertionError("taken, though it should be refused")


def workbook(**sheets: Iterable[Sequence[object]]) -> bytes:
    """An Excel workbook with those sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part more, or in place of the one of that name."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, part)
    return changed.getvalue()
