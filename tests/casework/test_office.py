"""What the exam office puts into every letter, whatever it is about."""

import pytest

from casework.exams import Language
from tests.casework.cases import EXAM, GRO, OFFICE

ADDRESS = "sak+e4aqcaib2bfvcn2d3nro62ak@eksamen.example.no"  # whoever writes to it answers a letter to a student


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS.upper()])
def test_reply_address_in_words_passed_on_is_masked(address: str) -> None:
    fields = {"number": 1, "exam": EXAM, "said": f"Tirsdag passer.\n\nNTNU <{address}> schrieb:"}
    body = OFFICE.to_staff("time:1", "grader_time_answer", GRO, fields).body
    assert "Tirsdag passer." in body
    assert address not in body


@pytest.mark.parametrize("said", ["Ring meg på sak+vakt@example.no", "kari@student.example.no"])
def test_other_addresses_in_words_passed_on_stay(said: str) -> None:
    letter = OFFICE.to_sender("x", "grader_time_answer", Language.NB, GRO.email, number=1, exam=EXAM, said=said)
    assert said in letter.body
