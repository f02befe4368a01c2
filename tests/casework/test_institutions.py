"""The twelve packaged institutions, value by value, as their own regulations, routines and pages have it."""

import pytest

from casework.rulebook import INSTITUTIONS, Rulebook, rulebook

# Target of the regrading; who decides the form of an explanation; whether it may raise the grade; until when an appeal can be withdrawn;
# the further assessment and whether it sees the grades; what is appealed of a part; who of a group has longer; days for an oral exam.
VALUES = """
ntnu        -                          faculty             no             decided     third  blind  exam_decides  all_plus_grace  0
uio         1 months, receipt          examiner            no             decided     third  blind  exam_decides  all_plus_grace  0
nmbu        4 weeks, receipt           examiner            in_favour      published   joint  blind  exam_decides  all_plus_grace  0
uib         -                          faculty             no             decided     joint  sees   course        all_plus_grace  0
uit         -                          examiner            no             decided     joint  blind  part          all_plus_grace  0
oslomet     4 weeks, appeal_deadline   faculty             no             decided     third  blind  exam_decides  all_plus_grace  0
hvl         -                          examiner            no             registered  joint  blind  exam_decides  all_plus_grace  1
usn         -                          examiner            no             decided     third  blind  exam_decides  all_plus_grace  0
nord        8 weeks, receipt           course_responsible  no             decided     joint  blind  exam_decides  requester_only  0
kristiania  6 weeks, appeal_deadline   examiner            no             decided     third  blind  exam_decides  all_plus_grace  0
nla         3 months, appeal_deadline  examiner            obvious_error  decided     third  sees   exam_decides  all_plus_grace  0
molde       3 weeks, appeal_deadline   course_responsible  no             decided     joint  sees   course        all_plus_grace  0
"""
ROWS = [tuple(cell for cell in line.split("  ") if cell) for line in VALUES.strip().splitlines()]


def values(book: Rulebook) -> tuple[str, ...]:
    target = book.appeal_target
    return (
        f"{target.length.count} {target.length.unit}, {target.counted_from}" if target else "-",
        book.explanation_form,
        book.explanation_may_raise_grade,
        book.withdrawal_cutoff,
        book.third_assessment_procedure,
        "sees" if book.third_sees_grades else "blind",
        book.part_exam_appeal,
        book.group_extension,
        str(book.oral_tolerance_days),
    )


@pytest.mark.parametrize("row", [pytest.param(row, id=row[0]) for row in ROWS])
def test_an_institution_has_the_values_of_its_sources(row: tuple[str, ...]) -> None:
    assert values(rulebook(row[0])) == tuple(cell.strip() for cell in row[1:])


def test_the_table_holds_every_institution() -> None:
    assert {row[0] for row in ROWS} == set(INSTITUTIONS)


def test_bergens_faculty_of_law_has_five_weeks_from_the_last_day_to_appeal() -> None:
    target = rulebook("uib").for_exam("JUR", "JUS111").appeal_target
    assert target is not None
    assert (target.length.count, target.length.unit, target.counted_from) == (5, "weeks", "appeal_deadline")


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_what_the_law_fixes_is_the_same_everywhere(name: str) -> None:
    """One week to the second notice, in the portal (eForvaltningsforskriften § 8), and no shorter deadline for pre-tests any more."""
    book = rulebook(name)
    assert (book.renotify_days, book.decision_channel, book.pre_test_appeal_days) == (7, "portal", None)
