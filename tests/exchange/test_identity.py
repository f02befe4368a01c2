"""National identity numbers go before anything else happens; all numbers here are made up and only fit the control digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.identity import is_identity_number, without_numbers
from tests.exchange.files import EXAMS, faults_of, read


def numbered(first_eight: str) -> str:
    """Those eight digits with the first three that make them an identity number."""
    return next(f"{first_eight}{end:03}" for end in range(1000) if is_identity_number(f"{first_eight}{end:03}"))


ORDINARY = numbered("01019012")
D_NUMBER = numbered("41019012")
HEADINGS = "Emnekode;Termin;Kandidatnummer;Studentnummer;Navn"


@pytest.mark.parametrize(
    "number", [ORDINARY, D_NUMBER, f"{ORDINARY[:6]} {ORDINARY[6:]}", f"{ORDINARY[:6]}-{ORDINARY[6:]}"]
)
def test_numbers_are_found_in_running_text(number: str) -> None:
    assert without_numbers(f"Ola ({number}) Nordmann") == ("Ola () Nordmann", 1)


def test_number_without_its_leading_zero_is_found() -> None:
    assert without_numbers(ORDINARY.removeprefix("0")) == ("", 1)


@pytest.mark.parametrize("text", ["510001", "10001", "4791234567", "12345678901", "2026-11-16", f"{ORDINARY}1", ""])
def test_other_numbers_are_left_as_they_are(text: str) -> None:
    assert without_numbers(text) == (text, 0)


@given(st.integers(0, 10**11 - 1))
def test_changing_one_digit_makes_number_ordinary(number: int) -> None:
    digits = f"{number:011}"
    changed = f"{digits[:-1]}{(int(digits[-1]) + 1) % 10}"
    assert not (is_identity_number(digits) and is_identity_number(changed))


@pytest.mark.demand("D-12")
def test_number_in_name_is_dropped_and_said_so() -> None:
    reading = read(EXAMS, f"{HEADINGS}\nTDT4100;2026H;10001;510001;Ola {ORDINARY}\n")
    assert reading.file.results[0].name == "Ola"
    assert reading.remarks == ["2.csv, column Navn: 1 national identity number dropped, none kept"]


@pytest.mark.demand("D-12")
@pytest.mark.parametrize("heading", ["Fødselsnummer", "personnr.", "FNR", "National ID", "Fødselsnummer (11 siffer)"])
def test_column_headed_so_is_dropped_whole(heading: str) -> None:
    rows = "TDT4100;2026H;10001;510001;Ola;hva som helst\nTDT4100;2026H;10002;510002;Per;123\n"
    reading = read(EXAMS, f"{HEADINGS};{heading}\n{rows}")
    assert reading.remarks == [f"2.csv, column {heading}: 2 national identity numbers dropped, none kept"]


@pytest.mark.demand("D-12")
def test_number_as_student_number_is_fault_that_hides_it() -> None:
    (fault,) = faults_of(EXAMS, f"{HEADINGS}\nTDT4100;2026H;10001;{ORDINARY};Ola\n")
    assert fault.column == "Studentnummer"
    assert ORDINARY not in repr(fault)


def test_number_in_heading_is_not_repeated() -> None:
    assert ORDINARY not in repr(faults_of(f"Emnekode;Termin;Ola {ORDINARY}\nTDT4100;2026H;x\n"))
