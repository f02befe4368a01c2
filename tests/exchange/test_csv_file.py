"""CSV as spreadsheets and people save it."""

import codecs

import pytest

from exchange.reading import read_files
from tests.exchange.files import faults_of, read

LINES = "Navn;E-post\nBjørg Ærlig;bjorg@example.no\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_usual_encodings_give_same_name(encoding: str) -> None:
    assert read_files([("g.csv", LINES.encode(encoding))]).file.staff[0].name == "Bjørg Ærlig"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_usual_delimiters_give_same_row(delimiter: str) -> None:
    assert read(LINES.replace(";", delimiter)).file.staff[0].email == "bjorg@example.no"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(end: str) -> None:
    assert len(read(LINES.replace("\n", end)).file.staff) == 1


def test_quoted_values_may_hold_delimiters_and_quotes() -> None:
    assert read('Navn,E-post\n"Ærlig, Bjørg ""Bibbi""",b@example.no\n').file.staff[0].name == 'Ærlig, Bjørg "Bibbi"'


def test_delimiter_in_quoted_heading_does_not_count() -> None:
    assert read('"Navn (a;b;c)",E-post\nBjørg,b@example.no\n').file.staff[0].name == "Bjørg"


def test_blank_lines_are_skipped_and_counted() -> None:
    (fault,) = faults_of("Navn;E-post\n\n;\nBjørg;b\n")
    assert fault.row == 4


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (codecs.BOM_UTF16_LE + LINES.encode("utf-16-le"), 1),
        (LINES.encode().replace(b"j", b"\0"), 1),
        ("Navn;E-post\nBj".encode("cp1252") + b"\x81;b@example.no\n", 2),
        (b'Navn;E-post\n"Kari;k@example.no\n', 2),
        (b'Navn;E-post\n"Ka"ri;k@example.no\n', 2),
        (b"", 1),
        (b"\n;;\n", 1),
        (b";" * 200 + b"x", 1),
    ],
)
def test_file_that_is_no_csv_is_refused(content: bytes, row: int) -> None:
    (fault,) = faults_of(("g.csv", content))
    assert (fault.file, fault.row, fault.column) == ("g.csv", row, "")
