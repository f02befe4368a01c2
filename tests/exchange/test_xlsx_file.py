"""Excel workbooks, the honest and the hostile."""

import io
import struct
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from exchange.reading import read_files
from tests.exchange.files import faults_of, saved, with_part, workbook

EXAMS: list[list[object]] = [
    ["Emnekode", "Termin", "Kunngjort", "Begrunnelse", "Klage"],
    ["TDT4100", "2026H", datetime(2026, 11, 17), True, "N"],
]
RESULTS: list[list[object]] = [
    ["Emnekode", "Termin", "Kandidatnummer", "Studentnummer"],
    ["TDT4100", "2026H", 10001, 510001.0],
]
SHEET = "xl/worksheets/sheet1.xml"


def test_each_sheet_is_one_table_of_import() -> None:
    file = read_files([("season.xlsx", workbook(Emner=EXAMS, Resultater=RESULTS, Tomt=[]))]).file
    assert (len(file.exams), len(file.results)) == (1, 1)


def test_excel_dates_and_booleans_are_read_as_such() -> None:
    exam = read_files([("e.xlsx", workbook(Emner=EXAMS))]).file.exams[0]
    assert (exam.announced, exam.explanation_allowed, exam.appeal_allowed) == (date(2026, 11, 17), True, False)


def test_numbers_in_cells_become_plain_digits() -> None:
    result = read_files([("s.xlsx", workbook(E=EXAMS, R=RESULTS))]).file.results[0]
    assert (result.candidate, result.student_number) == ("10001", "510001")


def test_fault_names_file_sheet_and_row() -> None:
    rows = [["Navn", "E-post"], [], [], ["Kari", "kari"]]
    (fault,) = faults_of(("g.xlsx", workbook(Sensorer=rows)))
    assert (fault.file, fault.row, fault.column) == ("g.xlsx [Sensorer]", 4, "E-post")


def test_date_that_excel_made_of_text_is_said_so() -> None:
    rows: list[list[object]] = [["Emnekode", "Del", "Termin"], ["TDT4100", date(2026, 2, 1), "2026H"]]
    (fault,) = faults_of(("e.xlsx", workbook(Emner=rows)))
    assert fault.expected == "text; the spreadsheet has made a date of it"


def test_value_far_to_the_right_is_not_lost() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Navn", "E-post"])
    sheet.cell(2, 101, "x")
    assert faults_of(("g.xlsx", saved(book)))[0].column == "column 101"


def test_workbook_that_unpacks_too_large_is_refused() -> None:
    bomb = with_part(workbook(Emner=EXAMS), "xl/media/image1.png", bytes(50_000_001))
    (fault,) = faults_of(("bomb.xlsx", bomb))
    assert fault.expected == "a workbook of at most 50 MB when unpacked"


def test_workbook_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(with_part(workbook(Emner=EXAMS), "xl/x.bin", bytes(60_000_000)))
    claimed = struct.pack("<I", 60_000_000)
    small = bytes(content).replace(claimed, struct.pack("<I", 10))
    assert len(faults_of(("lie.xlsx", small))) == 1


def test_workbook_of_too_many_parts_is_refused() -> None:
    parts = io.BytesIO()
    with zipfile.ZipFile(parts, "w") as packed:
        for number in range(1_001):
            packed.writestr(f"{number}.xml", "")
    assert faults_of(("many.xlsx", parts.getvalue()))[0].expected == "a workbook of at most 1000 parts"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_sheet_that_declares_entities_is_refused(encoding: str) -> None:
    sheet = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet>&e;</worksheet>'
    hostile = with_part(workbook(Emner=EXAMS), SHEET, sheet.encode(encoding))
    assert faults_of(("x.xlsx", hostile))[0].expected == "a workbook without document type declarations"


@pytest.mark.parametrize("cut", [30, 500, -30])
def test_broken_workbook_is_refused_without_traceback(cut: int) -> None:
    (fault,) = faults_of(("cut.xlsx", workbook(Emner=EXAMS)[:cut]))
    assert fault.expected == "an Excel workbook (.xlsx) that can be opened"


def test_workbook_with_broken_xml_is_refused() -> None:
    (fault,) = faults_of(("x.xlsx", with_part(workbook(Emner=EXAMS), SHEET, b"<worksheet><row")))
    assert fault.expected == "an Excel workbook (.xlsx) that can be opened"


def test_workbook_without_any_rows_is_refused() -> None:
    (fault,) = faults_of(("empty.xlsx", workbook(Tomt=[])))
    assert fault.expected == "a row of headings; the file is empty"
