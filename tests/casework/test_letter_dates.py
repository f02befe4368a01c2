"""Which dates a letter tells: those of its fields that its text says, whatever else it was given."""

import pytest

from casework.deadlines import students
from casework.exams import Language
from casework.laws import law
from casework.letter_dates import told_in
from casework.messages import RuleDate
from casework.recomputing import MovedDate
from tests.casework.cases import ANNOUNCED
from tests.casework.days import day
from tests.casework.messages import MESSAGES

LAW = law("law-2024")
APPEAL = students.appeal(ANNOUNCED, LAW)
TOLD = RuleDate("D-APP", day("Tue 2026-12-08"), "§ 11-10", "law-2024")
# each message with the rules whose dates its letter tells, in the order of its fields
RULES = {
    "M-ACK explanation": ("D-EXPL-DUE", "D-APP-PEND"),
    "M-ACK appeal": ("D-APP", "D-INTERIM", "D-EXPL-REQ"),
    "M-ACK-GAP": ("D-ACK-GAP",),
    "M-EXPL-READY": ("D-APP-EXT",),
    "M-RESULT-SAME": ("D-NEWEXPL", "D-FORMAL-EXT"),
    "M-REJECT": ("D-APP", "D-COMPLAINT"),
    "M-FORMAL-FORWARD": (),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("message", RULES)
def test_a_letter_carries_the_rules_whose_dates_it_tells(message: str, language: Language) -> None:
    assert sorted(each.rule for each in MESSAGES[message](language).dates) == sorted(RULES[message])


@pytest.mark.parametrize(
    ("body", "fields", "expected"),
    [
        ("til og med tirsdag 8. desember 2026.", [APPEAL], (TOLD,)),
        ("ingen dato her", [APPEAL], ()),
        ("tirsdag 8. desember 2026", [[APPEAL], APPEAL], (TOLD,)),
        ("tirsdag 8. desember 2026", [[MovedDate(APPEAL, ANNOUNCED)]], (TOLD,)),
        ("tirsdag 8. desember 2026", ["tirsdag 8. desember 2026", 8, None], ()),
    ],
)
def test_only_what_the_text_says_is_told(body: str, fields: list[object], expected: tuple[RuleDate, ...]) -> None:
    assert told_in(body, fields, Language.NB) == expected


def test_it_reads_as_rule_day_section_and_law() -> None:
    assert str(TOLD) == "D-APP 2026-12-08 (§ 11-10, law-2024)"
    assert str(TOLD._replace(day=None)) == "D-APP none (§ 11-10, law-2024)"
