"""The faculty of an exam, from a file's column."""

import pytest

from tests.exchange.files import faults_of, read


@pytest.mark.parametrize("heading", ["Fakultet", "fakultet", "Faculty", "Fakultetskode", "Faculty code"])
def test_a_faculty_is_read_under_each_heading(heading: str) -> None:
    (exam,) = read(f"Emnekode;Termin;{heading};Begrunnelse;Klage\nTDT4100;2026H;ie;J;J\n").file.exams
    assert exam.faculty == "IE"


def test_a_file_without_the_column_says_nothing_of_it() -> None:
    (exam,) = read("Emnekode;Termin;Begrunnelse;Klage\nTDT4100;2026H;J;J\n").file.exams
    assert exam.faculty is None


def test_a_sentence_is_no_faculty_code() -> None:
    (fault,) = faults_of("Emnekode;Termin;Fakultet;Begrunnelse;Klage\nTDT4100;2026H;Det humanistiske fakultet;J;J\n")
    assert (fault.row, fault.column, fault.expected) == (2, "Fakultet", "a faculty code such as IE")
