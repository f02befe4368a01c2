"""The law as data and the institutions' choices: what loads, what holds when, and what is refused with which words."""

from dataclasses import fields
from datetime import date
from importlib import resources

import pytest

from casework.case import CLOSED, Status
from casework.exams import Language
from casework.rulebook import (
    INSTITUTIONS,
    LAWS,
    Length,
    Provision,
    Rulebook,
    RulebookFault,
    approved,
    law,
    law_for,
    parse_law,
    parse_rulebook,
    rulebook,
)

NOT_A_CHOICE = {"id", "version", "name", "mail_name", "contact", "guidance", "sources", "letters_approved_by"}


def packaged(name: str) -> str:
    return (resources.files("casework") / "rulebooks" / f"{name}.toml").read_text(encoding="utf-8")


class TestLawByDate:
    """Decision 1: a result announced before 1 August 2024 follows the act of 2005."""

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
        assert (law("law-2024").announced_from - until).days == 1

    def test_an_unknown_law_is_refused_by_name(self) -> None:
        with pytest.raises(RulebookFault, match="law-2005, law-2024"):
            law("law-1814")


class TestLawAsData:
    """The acts' own lengths and citations."""

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
        before, after = (getattr(law(name), rule) for name in LAWS)
        assert (before.section, after.section) == (old, new)
        assert before.length == after.length == length

    @pytest.mark.parametrize("name", LAWS)
    def test_every_citation_names_its_section(self, name: str) -> None:
        held = law(name)
        rules = [getattr(held, field.name) for field in fields(held)]
        numbers = {
            (rule.section.split()[-1], rule.cited(language))
            for rule in rules
            if isinstance(rule, Provision)
            for language in Language
        }
        assert all(number in citation for number, citation in numbers)

    def test_nynorsk_cites_the_act_in_nynorsk(self) -> None:
        assert law("law-2024").appeal.cited(Language.NN) == "universitets- og høgskulelova § 11-10 første ledd"

    def test_a_faulty_law_names_every_fault(self) -> None:
        text = packaged("law-2024").replace('"1 week"', '"one week"').replace("[counting]", "[caunting]")
        with pytest.raises(RulebookFault) as refused:
            parse_law(text, "law-2030")
        assert refused.value.faults == (
            'law-2030.toml: explanation_request.length: a number and a unit were expected, such as "3 weeks", '
            '"1 month" or "15 working days"',
            "law-2030.toml: counting: is missing",
            "law-2030.toml: caunting: is no key of this file",
        )


class TestInstitutions:
    """The packaged rulebooks."""

    @pytest.mark.parametrize("name", INSTITUTIONS)
    def test_every_choice_has_its_source(self, name: str) -> None:
        book = rulebook(name)
        chosen = {field for field in Rulebook.model_fields if getattr(book, field) is not None}
        assert chosen - NOT_A_CHOICE == set(book.sources)

    @pytest.mark.parametrize("name", INSTITUTIONS)
    def test_every_open_state_has_a_reason(self, name: str) -> None:
        reasons = rulebook(name).interim_reasons
        sentences = [reasons.sentence(state, tongue) for state in set(Status) - CLOSED for tongue in Language]
        assert all(sentence.endswith(".") for sentence in sentences)

    @pytest.mark.parametrize("name", INSTITUTIONS)
    def test_nothing_is_approved_in_a_packaged_rulebook(self, name: str) -> None:
        assert rulebook(name).letters_approved_by == rulebook(name).interim_reasons.approved_by == ""

    def test_an_approver_is_named_on_letters_and_reasons(self) -> None:
        book = approved(rulebook("ntnu"), "Demo")
        assert (book.letters_approved_by, book.interim_reasons.approved_by) == ("Demo", "Demo")

    def test_institutions_differ_where_their_sources_do(self) -> None:
        assert rulebook("ntnu").third_assessment_procedure == "third"
        assert rulebook("nmbu").third_assessment_procedure == "joint"

    def test_an_unknown_institution_is_refused_by_name(self) -> None:
        with pytest.raises(RulebookFault, match="ntnu, uio, nmbu"):
            rulebook("hogwarts")


class TestOwnRulebook:
    """What an institution's own file is told."""

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            ("interim_expected_weeks = 4\n", "", "own.toml: interim_expected_weeks: is missing"),
            ("hold_until_deadline = false", "hold_till = 1", "own.toml: hold_till: is no key of this file"),
            ("[interim_reasons.sentences.joint]", "[slack.x]", "a sentence is missing for the state joint"),
            ("[sources]\n", '[sources]\nowls = "x"\n', "own.toml: the whole: sources names owls"),
            ('withdrawal_cutoff = "decided"', 'withdrawal_cutoff = "never"', "own.toml: withdrawal_cutoff: Input"),
            ('id = "ntnu"', "id = ", "own.toml: this is no TOML"),
        ],
    )
    def test_a_faulty_rulebook_does_not_load(self, old: str, new: str, fault: str) -> None:
        with pytest.raises(RulebookFault) as refused:
            parse_rulebook(packaged("ntnu").replace(old, new), "own.toml")
        assert fault in str(refused.value)

    def test_a_rulebook_without_reasons_does_not_load(self) -> None:
        text = packaged("ntnu").partition("[interim_reasons]")[0]
        with pytest.raises(RulebookFault, match=r"own\.toml: interim_reasons: is missing"):
            parse_rulebook(text, "own.toml")
