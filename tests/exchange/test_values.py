"""Single cells as people and spreadsheets write them."""

from datetime import date

import pytest

from casework.exams import Form, Language, Role, Round
from exchange import values
from exchange.tables import Cell
from exchange.values import Unreadable


@pytest.mark.parametrize(
    "cell", ["2026-11-16", "16.11.2026", "16. 11. 2026", "2026-11-16 00:00:00", date(2026, 11, 16)]
)
def test_dates_are_read_in_every_usual_form(cell: Cell) -> None:
    assert values.day(cell) == date(2026, 11, 16)


@pytest.mark.parametrize("cell", ["16/11/2026", "16.11.26", "31.02.2026", "46342", "1926-11-16", "i dag"])
def test_anything_else_is_no_date(cell: str) -> None:
    with pytest.raises(Unreadable, match="a date such as 2026-11-16"):
        values.day(cell)


@pytest.mark.parametrize(
    "cell", ["2026H", "H2026", "høst 2026", "2026 HØST", "haust 2026", "autumn 2026", "2026-H", "Fall 2026", "2026h"]
)
def test_autumn_terms_all_become_one_code(cell: str) -> None:
    assert values.term(cell) == "2026H"


@pytest.mark.parametrize(
    ("cell", "term"), [("vår 2027", "2027V"), ("2027 VÅR", "2027V"), ("spring 2027", "2027V"), ("sommer 2027", "2027S")]
)
def test_spring_and_summer_terms_become_codes(cell: str, term: str) -> None:
    assert values.term(cell) == term


@pytest.mark.parametrize("cell", ["2026", "H", "2026X", "2026H2027", "26H", date(2026, 8, 1)])
def test_half_a_term_is_not_read(cell: Cell) -> None:
    with pytest.raises(Unreadable, match="a term such as 2026H"):
        values.term(cell)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("J", True), ("ja", True), ("Y", True), ("YES", True), ("N", False), ("Nei", False), ("no", False)],
)
def test_yes_and_no_are_read_in_both_languages(cell: str, meant: bool) -> None:
    assert values.yes_or_no(cell) is meant


@pytest.mark.demand("A-271")
@pytest.mark.parametrize(
    ("cell", "grade"),
    [
        ("A", "A"),
        ("f", "F"),
        ("Pass", "Pass"),
        ("NotPass", "NotPass"),
        ("bestått", "Pass"),
        ("Ikke bestått", "NotPass"),
        ("ikkje bestått", "NotPass"),
        ("Not passed", "NotPass"),
    ],
)
def test_grades_become_what_inspera_writes(cell: str, grade: str) -> None:
    assert values.grade(cell) == grade


@pytest.mark.parametrize("cell", ["G", "AB", "4", "A+", "best"])
def test_other_grades_are_refused_without_showing_them(cell: str) -> None:
    with pytest.raises(Unreadable) as refused:
        values.grade(cell)
    assert cell not in str(refused.value).split()


@pytest.mark.parametrize(
    ("parse", "cell", "meant"),
    [
        (values.form, "Utøvande", Form.PERFORMING),
        (values.form, "munnleg", Form.ORAL),
        (values.language, "Nynorsk", Language.NN),
        (values.role, "case  handler", Role.CASE_HANDLER),
        (values.exam_round, "Klage", Round.APPEAL),
        (values.external, "EKSTERN", True),
        (values.course, " tdt 4100", "TDT4100"),
        (values.slack_id, "u0grader1", "U0GRADER1"),
        (values.text(10), "Del\u00a0 1", "Del 1"),
    ],
)
def test_words_are_read_in_any_case(parse: values.Parser[object], cell: str, meant: object) -> None:
    assert parse(cell) == meant


@pytest.mark.parametrize("cell", ["Ola.Nordmann@Student.Example.NO", "o'hara+x@a-b.example.no"])
def test_addresses_become_small_letters(cell: str) -> None:
    assert values.email(cell) == cell.lower()


@pytest.mark.parametrize(
    "cell",
    [
        "ola",
        "ola@",
        "@x.no",
        "ola@x",
        "ola@x..no",
        "o la@x.no",
        "ola@x.no,per@x.no",
        "Ola <ola@x.no>",
        "ola@x.no\nBcc: y",
        ".o@x.no",
    ],
)
def test_what_is_no_single_address_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable, match="an e-mail address"):
        values.email(cell)


@pytest.mark.parametrize(
    ("parse", "cell"),
    [
        (values.text(5), "for langt"),
        (values.text(50), "skjult\u202etekst"),
        (values.text(50), "#N/A"),
        (values.text(50), date(2026, 2, 1)),
        (values.candidate, "10 001"),
        (values.candidate, "١٢٣"),
        (values.slack_id, "C0CHANNEL"),
        (values.channel, "papir"),
    ],
)
def test_other_cells_that_do_not_fit_are_refused(parse: values.Parser[object], cell: Cell) -> None:
    with pytest.raises(Unreadable):
        parse(cell)
