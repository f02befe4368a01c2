"""Whole imports: the demo's samples, every fault at once, remarks and the digest."""

from datetime import date
from pathlib import Path

import pytest

from casework.exams import Channel, ExplanationForm, Form, Language, Role, Round
from casework.registration import BadFile, CommissionRow, ExamKey, ExamRow, Fault, ResultRow, StaffRow
from exchange.reading import Reading, read_files
from tests.exchange.files import COMMISSIONS, EXAMS, GRADERS, RESULTS, faults_of, read, workbook

TDT4100 = ExamKey("TDT4100", "", "2026H")
SAMPLES = Path(__file__).parents[2] / "demo" / "samples"


@pytest.fixture(scope="module")
def season() -> Reading:
    return read_files([(file.name, file.read_bytes()) for file in sorted(SAMPLES.glob("*.csv"))])


def test_samples_of_demo_are_taken_without_remark(season: Reading) -> None:
    file = season.file
    assert [len(rows) for rows in (file.exams, file.results, file.staff, file.commissions)] == [4, 15, 7, 5]
    assert season.remarks == []


@pytest.mark.demand("A-001", "A-056", "A-057")
def test_samples_hold_exams_with_every_field(season: Reading) -> None:
    assert season.file.exams[1] == ExamRow(
        ExamKey("EXPH0300", "Del 1", "2026H"),
        "Examen philosophicum, etikk",
        "Examen philosophicum, etikk",
        "Examen philosophicum, Ethics",
        Form.WRITTEN,
        date(2026, 11, 16),
        date(2026, 11, 16),
        None,
        True,
        True,
        False,
        ExplanationForm.ORAL,
        Channel.INSPERA,
    )


def test_samples_hold_results_with_every_field(season: Reading) -> None:
    assert season.file.results[3] == ResultRow(
        TDT4100,
        "10004",
        "510004",
        "Jonas Tveitmoen",
        "jonas.tveitmoen@student.example.no",
        Language.NB,
        None,
        date(2026, 11, 19),
        "D",
    )


def test_samples_hold_staff_and_their_commissions(season: Reading) -> None:
    kari = "kari.nordengen@example.no"
    expected = StaffRow(kari, "Kari Nordengen", "U0GRADER1", False, Role.GRADER, Language.NB)
    assert season.file.staff[0] == expected
    assert season.file.commissions[0] == CommissionRow(TDT4100, "1", Round.FIRST, kari, lead=True)


def test_samples_give_someone_two_results_in_one_course(season: Reading) -> None:
    ingrid = [row.exam.part for row in season.file.results if row.student_number == "510001"]
    assert ingrid == ["", "Del 1", "Del 2"]


def test_samples_have_staff_without_slack_and_an_external(season: Reading) -> None:
    assert sum(row.slack_id is None for row in season.file.staff) == 1
    assert sum(row.external is True for row in season.file.staff) == 1


@pytest.mark.demand("A-273")
def test_empty_cells_become_nothing_at_all() -> None:
    row = read(EXAMS, RESULTS + "TDT4100;2026H;10002;510002;\n").file.results[1]
    assert row == ResultRow(TDT4100, "10002", "510002")


def test_files_in_any_order_may_name_each_other() -> None:
    file = read(COMMISSIONS, RESULTS, GRADERS, EXAMS).file
    assert (len(file.exams), len(file.results), len(file.staff), len(file.commissions)) == (1, 1, 1, 1)


def test_every_fault_of_every_file_is_told() -> None:
    faults = faults_of("Emnekode;Termin;Kunngjort;Klage\nTDT4100;i år;17/11;kanskje\n", "E-post\nkari\n", "")
    places = [(fault.file, fault.row, fault.column) for fault in faults]
    assert places == [
        ("1.csv", 2, "Termin"),
        ("1.csv", 2, "Kunngjort"),
        ("1.csv", 2, "Klage"),
        ("2.csv", 2, "E-post"),
        ("3.csv", 1, ""),
    ]


def test_fault_says_what_was_expected_instead() -> None:
    faults = faults_of("Emnekode;Termin;Kunngjort\nTDT4100;2026H;17/11\n")
    assert faults == [Fault("1.csv", 2, "Kunngjort", "a date such as 2026-11-16 or 16.11.2026")]


def test_fault_never_shows_what_stood_in_cell() -> None:
    text = "Emnekode;Termin;Kandidatnummer;Studentnummer;Navn;E-post\nTDT4100;2026H;hemmelig;hem meleg;#hemmelig;hemmelig.no\n"
    faults = faults_of(EXAMS, text)
    assert len(faults) == 4
    assert "hem" not in repr(faults)


def test_required_cell_that_is_empty_is_fault() -> None:
    faults = faults_of(EXAMS, "Emnekode;Termin;Kandidatnummer;Studentnummer\nTDT4100;2026H;10001;\n")
    assert faults == [Fault("2.csv", 2, "Studentnummer", "a value; this cell may not be empty")]


def test_value_under_no_heading_is_fault() -> None:
    assert faults_of("Navn;E-post\nKari;kari@example.no;ekstra\n")[0].column == "column 3"


@pytest.mark.demand("A-060")
def test_blank_permission_is_remarked_row_by_row() -> None:
    remarks = read("Emnekode;Termin;Begrunnelse;Klage\nTDT4100;2026H;;J\nTDT4101;2026H;N;\n").remarks
    assert [remark.partition(" is blank")[0] for remark in remarks] == [
        "1.csv, row 2: Begrunnelse",
        "1.csv, row 3: Klage",
    ]


@pytest.mark.demand("A-022")
def test_missing_permission_column_is_remarked_as_well() -> None:
    remarks = read("Emnekode;Termin;Klage\nTDT4100;2026H;J\n").remarks
    assert remarks[0].startswith("1.csv, row 2: Begrunnelse / Explanation is blank, which counts as N")


def test_digest_depends_on_contents_and_nothing_else() -> None:
    one, other = ("a.csv", EXAMS.encode()), ("b.csv", GRADERS.encode())
    assert read_files([one, other]).digest == read_files([("x.csv", other[1]), ("y.csv", one[1])]).digest
    assert read_files([one]).digest != read_files([one, other]).digest


def test_file_over_fifty_megabytes_is_refused_unread() -> None:
    assert faults_of(("big.csv", b"x" * 50_000_001))[0].expected == "a file of at most 50 MB"


def test_old_or_locked_workbook_is_refused_clearly() -> None:
    assert "saved as .xlsx" in faults_of(("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1"))[0].expected


def test_workbook_and_csv_can_stand_together() -> None:
    content = workbook(Emner=[["Emnekode", "Termin", "Begrunnelse", "Klage"], ["TDT4100", "2026H", "J", "J"]])
    assert len(read_files([("a.xlsx", content), ("b.csv", RESULTS.encode())]).file.results) == 1


def test_nothing_is_taken_where_one_file_is_bad() -> None:
    with pytest.raises(BadFile):
        read(EXAMS, RESULTS.replace("10001", "ti"))
