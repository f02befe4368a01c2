"""What a file says of parts, of oral exams that adjust, and of grades that were announced anew."""

from datetime import date

import pytest

from tests.exchange.files import EXAMS, faults_of, read

HELD = date(2026, 11, 2)


def exam(heading: str, cell: str) -> object:
    (found,) = read(f"Emnekode;Termin;Del;{heading};Begrunnelse;Klage\nTDT4100;2026H;1;{cell};J;J\n").file.exams
    return found


@pytest.mark.parametrize("heading", ["Klages på", "Blir klaga på", "Appealed as", "appealed_as"])
@pytest.mark.parametrize(("cell", "meant"), [("del", "part"), ("Emnet", "course"), ("COURSE", "course"), ("", None)])
def test_what_is_appealed_of_a_part_is_read(heading: str, cell: str, meant: str | None) -> None:
    assert exam(heading, cell).appealed_as == meant


@pytest.mark.parametrize(("cell", "meant"), [("J", True), ("N", False), ("", None)])
def test_an_oral_exam_that_adjusts_is_read(cell: str, meant: bool | None) -> None:
    assert exam("Muntlig justerer", cell).oral_adjusts is meant


@pytest.mark.parametrize("heading", ["Eksamensdato", "Exam date"])
def test_the_day_of_the_exam_is_read(heading: str) -> None:
    assert exam(heading, "02.11.2026").held == HELD


@pytest.mark.parametrize("heading", ["Kunngjort på nytt", "Kunngjort på ny", "Announced anew"])
def test_the_day_of_a_new_announcement_is_read(heading: str) -> None:
    text = f"Emnekode;Termin;Kandidatnummer;Studentnummer;{heading}\nTDT4100;2026H;1001;5001;2026-11-02\n"
    (result,) = read(EXAMS, text).file.results
    assert result.announced_anew == HELD


def test_anything_else_is_neither_part_nor_course() -> None:
    (fault,) = faults_of("Emnekode;Termin;Klages på;Begrunnelse;Klage\nTDT4100;2026H;begge;J;J\n")
    assert (fault.column, fault.expected) == ("Klages på", "del or emne (part, course)")
