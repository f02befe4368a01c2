"""Rows that contradict each other, and names that nobody knows."""

import pytest

from casework.registration import ExamKey
from exchange.reading import read_files
from tests.exchange.files import COMMISSIONS, EXAMS, GRADERS, RESULTS, faults_of, read


def test_same_exam_twice_with_other_values_names_both_rows() -> None:
    (fault,) = faults_of(EXAMS + "tdt4100;;høst 2026;N;J\n")
    assert (fault.row, fault.column) == (3, "Emnekode")
    assert fault.expected == "one row for each course, part and term; row 2 of 1.csv says otherwise"


def test_row_repeated_word_for_word_counts_once() -> None:
    assert len(read(EXAMS + "TDT4100;;2026H;J;J\n").file.exams) == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("TDT4100;2026H;10001;510002;per@student.example.no", "Kandidatnummer"),
        ("TDT4100;2026H;10002;510001;ola@student.example.no", "Studentnummer"),
        ("TDT4101;2026H;10009;510001;annen@student.example.no", "E-post"),
        ("TDT4101;2026H;10009;510002;ola@student.example.no", "E-post"),
    ],
)
def test_results_that_contradict_each_other_are_refused(row: str, column: str) -> None:
    (fault,) = faults_of(EXAMS + "TDT4101;;2026H;J;J\n", f"{RESULTS}{row}\n")
    assert (fault.row, fault.column) == (3, column)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Karin Sensor;kari@example.no;U0KARI;sensor", "E-post"),
        ("Karin Sensor;kari@example.no;U0KARI;saksbehandler", "Navn"),
        ("Per Sensor;per@example.no;U0KARI;sensor", "Slack-id"),
    ],
)
def test_staff_that_contradict_each_other_are_refused(row: str, column: str) -> None:
    (fault,) = faults_of(f"Navn;E-post;Slack-id;Rolle\nKari Sensor;kari@example.no;U0KARI;sensor\n{row}\n")
    assert (fault.row, fault.column) == (3, column)


@pytest.mark.demand("A-259")
def test_case_handler_may_also_stand_as_grader() -> None:
    text = "Navn;E-post;Rolle\nKari;kari@example.no;sensor\nKari;kari@example.no;saksbehandler\n"
    assert len(read(text).file.staff) == 2


def test_commission_with_two_lead_graders_is_refused() -> None:
    rows = "TDT4100;2026H;1;første;kari@example.no;J\nTDT4100;2026H;1;første;per@example.no;J\n"
    graders = GRADERS + "Per Sensor;per@example.no\n"
    (fault,) = faults_of(EXAMS, graders, f"Emnekode;Termin;Kommisjon;Runde;Sensor;Hovedansvarlig\n{rows}")
    assert (fault.row, fault.column) == (3, "Hovedansvarlig")


def test_grader_of_all_and_of_one_is_refused() -> None:
    rows = "TDT4100;2026H;1;første;kari@example.no;\nTDT4100;2026H;1;første;kari@example.no;10001\n"
    (fault,) = faults_of(EXAMS, GRADERS, f"Emnekode;Termin;Kommisjon;Runde;Sensor;Kandidatnummer\n{rows}")
    assert (fault.row, fault.column) == (3, "Kandidatnummer")


def test_result_of_unknown_exam_is_refused() -> None:
    (fault,) = faults_of(RESULTS)
    assert (fault.file, fault.row, fault.column) == ("1.csv", 2, "Emnekode")


@pytest.mark.demand("A-251")
def test_commission_of_unknown_grader_is_refused() -> None:
    (fault,) = faults_of(EXAMS, COMMISSIONS)
    assert (fault.file, fault.row, fault.column) == ("2.csv", 2, "Sensor")


def test_exams_and_graders_of_registry_are_known() -> None:
    exams, graders = {ExamKey("TDT4100", "", "2026H")}, {"kari@example.no"}
    files = [("r.csv", RESULTS.encode()), ("c.csv", COMMISSIONS.encode())]
    assert len(read_files(files, exams.__contains__, graders.__contains__).file.commissions) == 1
