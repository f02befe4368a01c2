"""Headings in three languages, unknown ones, missing ones."""

import pytest

from exchange.headings import COLUMNS, FileKind, places_of
from exchange.tables import Line, Table
from tests.exchange.files import faults_of, read


def table(*headings: str) -> Table:
    return Table("1.csv", 1, headings, (Line(2, ("x",)),))


@pytest.mark.parametrize("kind", list(FileKind))
def test_every_kind_is_recognised_in_both_languages(kind: FileKind) -> None:
    for headings in ([column.shown for column in COLUMNS[kind]], [column.english for column in COLUMNS[kind]]):
        assert places_of(table(*headings)).kind is kind


@pytest.mark.parametrize("kind", list(FileKind))
def test_every_heading_means_one_column_of_its_kind(kind: FileKind) -> None:
    names = [name for column in COLUMNS[kind] for name in column.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("EMNEKODE", "course"),
        ("course  code", "course"),
        ("Emnenamn", "name_nn"),
        ("Kunngjeringsdato", "announced"),
        ("Via Studentweb (J/N)", "via_studentweb"),
        ("Grunngjeving", "explanation_allowed"),
    ],
)
def test_headings_of_exams_are_read_in_many_spellings(heading: str, field: str) -> None:
    others = [name for name in ("Emne", "Termin", "Kanal") if not (name == "Emne" and field == "course")]
    assert places_of(table(*others, heading)).place[field] == len(others)


def test_unknown_heading_is_refused_with_known_ones() -> None:
    (fault,) = faults_of("Emnekode;Termin;Farge\nTDT4100;2026H;blå\n")
    assert (fault.row, fault.column) == (1, "Farge")
    assert "Emnekode / Course code, Del / Part, Termin / Term" in fault.expected


def test_missing_required_heading_is_refused_by_name() -> None:
    (fault,) = faults_of("Emnekode;Begrunnelse;Klage\nTDT4100;J;J\n")
    assert (fault.column, fault.expected) == ("Termin / Term", "a column with this heading in a file of exams")


def test_same_column_under_two_headings_is_refused() -> None:
    (fault,) = faults_of("Emnekode;Termin;Semester\nTDT4100;2026H;2026H\n")
    assert (fault.column, fault.expected) == ("Semester", "one column only for Termin / Term")


def test_file_without_headings_is_refused_without_quoting_it() -> None:
    (fault,) = faults_of("Kari Hemmelig;kari@example.no\nPer Hemmelig;per@example.no\n")
    assert "graders: Navn / Name, E-post / E-mail" in fault.expected
    assert "Hemmelig" not in repr(fault)


def test_headings_below_blank_lines_keep_row_numbers() -> None:
    (fault,) = faults_of("\n\nNavn;E-post\n\nKari;kari\n")
    assert fault.row == 5


def test_column_without_heading_and_values_is_ignored() -> None:
    assert len(read("Navn;;E-post;\nKari;;kari@example.no;\n").file.staff) == 1
