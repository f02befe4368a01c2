"""The law as data: which version holds on which day, what each says, and how a coming act takes over only what it changes."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.desk.rehearsing import parse_rules
from casework.exams import Language
from casework.laws import (
    LAWS,
    WITH_LENGTH,
    Law,
    Length,
    Provision,
    law,
    law_for,
    packaged,
    packaged_laws,
    parse_law,
)
from casework.toml_file import RulebookFault

COMING = law("law-2025")
NO_SECTION = "–"  # what no act regulates, such as a practice of the institution
CHANGED = {
    "interim_reply",
    "interim_explanation",
    "interim_again",
    "receipt",
    "complaint",
    "correction",
    "other_student",
    "mail_in_time",
    "mail_in_doubt",
    "late_appeal",
}


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def rules_of(held: Law) -> dict[str, Provision]:
    found = {field.name: getattr(held, field.name) for field in fields(held)}
    return {name: rule for name, rule in found.items() if isinstance(rule, Provision)}


class TestLawByDate:
    """Decision 1: a result announced before 1 August 2024 follows the act of 2005."""

    @pytest.mark.demand("D-04")
    @pytest.mark.parametrize(
        ("announced", "name"),
        [
            (date(1999, 5, 3), "law-2005"),
            (date(2024, 7, 31), "law-2005"),
            (date(2024, 8, 1), "law-2024"),
            (date(2030, 1, 1), "law-2024"),
        ],
    )
    def test_the_announcement_decides_the_law(self, announced: date, name: str) -> None:
        assert law_for(announced).name == name

    def test_no_day_lies_between_the_two_acts(self) -> None:
        until = law("law-2005").announced_until
        assert until is not None
        assert law("law-2024").announced_from == until + timedelta(days=1)

    def test_an_unknown_law_is_refused_by_name(self) -> None:
        with pytest.raises(RulebookFault, match="law-2005, law-2024"):
            law("law-1814")


class TestLawAsData:
    """The acts' own lengths and citations."""

    @pytest.mark.demand("A-048")
    @pytest.mark.parametrize(
        ("rule", "old", "new", "length"),
        [
            ("explanation_request", "§ 5-3", "§ 11-8", Length(1, "weeks")),
            ("explanation_due", "§ 5-3", "§ 11-8", Length(2, "weeks")),
            ("appeal", "§ 5-3", "§ 11-10", Length(3, "weeks")),
            ("formal_error", "§ 5-2", "§ 11-9", Length(3, "weeks")),
            ("regrading", "§ 5-3", "§ 11-11", None),
            ("interim_reply", "§ 11 a", "§ 11 a", Length(1, "months")),
        ],
    )
    def test_sections_and_lengths_of_both_acts(self, rule: str, old: str, new: str, length: Length | None) -> None:
        before, after = (getattr(law(name), rule) for name in ("law-2005", "law-2024"))
        assert (before.section, after.section) == (old, new)
        assert before.length == after.length == length

    @pytest.mark.parametrize("name", LAWS)
    def test_every_citation_names_its_section(self, name: str) -> None:
        held = law(name)
        rules = [getattr(held, field.name) for field in fields(held)]
        numbers = {
            (rule.section.split()[-1], rule.cited(language))
            for rule in rules
            if isinstance(rule, Provision) and rule.section != NO_SECTION
            for language in Language
        }
        assert all(number in citation for number, citation in numbers)

    def test_nynorsk_cites_the_act_in_nynorsk(self) -> None:
        assert law("law-2024").appeal.cited(Language.NN) == "universitets- og høgskulelova § 11-10 første ledd"

    def test_a_faulty_law_names_every_fault(self) -> None:
        text = packaged("law-2024").replace('"1 week"', '"one week"', 1).replace("[counting]", "[caunting]")
        with pytest.raises(RulebookFault) as refused:
            parse_law(text, "law-2030")
        length, counting = line_of(text, 'length = "one week"'), line_of(text, "[caunting]")
        assert refused.value.faults == (
            "law-2030.toml, line 1: counting: is missing: add it",
            f"law-2030.toml, line {length}: explanation_request.length: a number and a unit were expected, "
            'such as "3 weeks", "1 month" or "15 working days"',
            f"law-2030.toml, line {counting}: caunting: is no key of this file: did you mean counting?",
        )

    def test_a_rule_that_sets_a_length_is_refused_at_its_line_without_one(self) -> None:
        before, heading, table = packaged("law-2024").partition("\n[appeal]")
        text = before + heading + table.replace('length = "3 weeks"\n', "", 1)
        with pytest.raises(RulebookFault) as refused:
            parse_law(text, "law-2030")
        line = line_of(text, "[appeal]")
        assert refused.value.faults == (f"law-2030.toml, line {line}: appeal.length: is missing: add it",)

    @pytest.mark.parametrize("name", LAWS)
    def test_every_length_of_a_packaged_law_is_asked_of_others_too(self, name: str) -> None:
        assert {rule for rule, found in rules_of(law(name)).items() if found.length} <= WITH_LENGTH

    def test_a_law_that_only_extends_another_is_read_as_a_law(self) -> None:
        assert isinstance(parse_rules('extends = "law-2024"\nannounced_from = 2027-01-01\n', "law-2027.toml"), Law)


class TestComingAct:
    """L-25: LOV-2025-06-20-81 is adopted, not in force, and changes general administrative law only."""

    @given(st.dates())
    def test_a_law_without_a_start_never_holds(self, announced: date) -> None:
        assert law_for(announced).name != COMING.name

    def test_it_holds_from_its_start_once_it_has_one(self) -> None:
        laws = packaged_laws().having(replace(COMING, announced_from=date(2027, 1, 1)))
        assert [laws.on(day).name for day in (date(2026, 12, 31), date(2027, 1, 1))] == ["law-2024", "law-2025"]

    def test_it_changes_only_what_it_changes(self) -> None:
        before, after = rules_of(law("law-2024")), rules_of(COMING)
        differing = {name for name, rule in after.items() if rule.en != before[name].en}
        assert differing == CHANGED

    @pytest.mark.parametrize(
        ("rule", "section"),
        [("interim_reply", "§ 17"), ("interim_again", "§ 17"), ("complaint", "§ 63"), ("mail_in_time", "§ 64")],
    )
    def test_its_own_sections_are_cited(self, rule: str, section: str) -> None:
        assert rules_of(COMING)[rule].section == section

    def test_lengths_are_the_same_as_before(self) -> None:
        before, after = rules_of(law("law-2024")), rules_of(COMING)
        assert {name: rule.length for name, rule in after.items()} == {name: r.length for name, r in before.items()}

    def test_sending_decides_where_arrival_did(self) -> None:
        assert (law("law-2024").mail_counts, COMING.mail_counts) == ("arrival", "sending")

    def test_days_are_never_inherited_from_the_law_before(self) -> None:
        assert parse_law('extends = "law-2005"\n', "law-2030").announced_until is None

    @pytest.mark.parametrize(
        ("days", "fault"),
        [
            ("announced_from = 0", "line 2: announced_from: a day was expected, such as 2024-08-01, without quotes"),
            ("announced_from = 2030-01-01T08:00:00", "line 2: announced_from: a day was expected"),
            (
                "announced_from = 2030-01-01\nannounced_until = 2029-12-31",
                "line 3: announced_until: is before announced_from: change one of them",
            ),
        ],
    )
    def test_days_that_cannot_be_are_refused_at_their_line(self, days: str, fault: str) -> None:
        with pytest.raises(RulebookFault, match=fault):
            parse_law(f'extends = "law-2024"\n{days}\n', "law-2030")

    def test_a_law_may_hold_for_one_day(self) -> None:
        days = "announced_from = 2030-01-01\nannounced_until = 2030-01-01"
        assert parse_law(f'extends = "law-2024"\n{days}\n', "law-2030").covers(date(2030, 1, 1))

    def test_an_unknown_law_before_is_refused_with_its_line(self) -> None:
        with pytest.raises(RulebookFault, match=r"law-2030\.toml, line 2: extends: one of law-2005"):
            parse_law('# a comment\nextends = "law-1814"\n', "law-2030")


class TestLaws:
    """The versions that an office knows."""

    def test_a_version_with_a_known_name_takes_its_place(self) -> None:
        longer = replace(law("law-2024").appeal, length=Length(4, "weeks"))
        laws = packaged_laws().having(replace(law("law-2024"), appeal=longer))
        assert laws.named("law-2024").appeal.length == Length(4, "weeks")

    def test_what_comes_with_the_code_stays_as_it_is(self) -> None:
        packaged_laws().having(replace(COMING, announced_from=date(2020, 1, 1)))
        assert law_for(date(2026, 1, 1)).name == "law-2024"

    def test_a_new_law_takes_over_from_the_one_in_force(self) -> None:
        new = replace(COMING, name="law-2030", announced_from=date(2030, 1, 1))
        assert packaged_laws().before(new).name == "law-2024"
