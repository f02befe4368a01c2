"""What `fristvakt dates --explain` opens: every rule, by the facts that call for it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from casework.facts import dates_for, explained_dates_for
from casework.stated_facts import FACTS, BadFacts
from tests.casework.days import day, facts_of
from tests.casework.test_renderings import SECTIONS

Ways = Callable[[Mapping[str, object]], Mapping[str, Any]]
ANNOUNCED = {"announced": "Mon 2025-06-02"}
APPEALED = {**ANNOUNCED, "appeal_received": "Tue 2025-06-10"}
ASKED = {**ANNOUNCED, "explanation_requested": "Thu 2025-06-05"}


def iso(text: str | None) -> str | None:
    return str(day(text)) if text else None


def explained(facts: dict[str, object]) -> dict[str, dict[str, object]]:
    texts = {key: value for key, value in facts.items() if isinstance(value, str)}
    return explained_dates_for({**facts, **facts_of(**texts)})


class TestEachRule:
    """Facts, the key of the answer, the rule that won, its date."""

    @pytest.mark.parametrize(
        ("facts", "key", "rule", "expected"),
        [
            ({"exam": "Wed 2025-05-28"}, "D-GRADE", "D-GRADE", "Fri 2025-06-20"),
            ({"exam": "Mon 2024-07-01"}, "D-GRADE", "D-GRADE", "Mon 2024-07-22"),
            (ANNOUNCED, "D-EXPL-REQ", "D-EXPL-REQ", "Tue 2025-06-10"),
            ({**ANNOUNCED, "form": "oral"}, "D-EXPL-REQ", "D-EXPL-REQ-ORAL", "Mon 2025-06-02"),
            (
                {**ANNOUNCED, "form": "oral", "institution": "hvl"},
                "D-EXPL-REQ",
                "D-EXPL-REQ-ORAL",
                "Tue 2025-06-03",
            ),
            (
                {"announced": "Mon 2019-06-03", "grade_known": "Mon 2019-06-17"},
                "D-EXPL-REQ",
                "D-EXPL-REQ-OLD",
                "Mon 2019-06-24",
            ),
            (ASKED, "D-EXPL-INTERIM", "D-EXPL-INTERIM", "Thu 2025-06-19"),
            (ASKED, "D-EXPL-DONE", "D-EXPL-DONE", None),
            ({**ASKED, "talked": "Tue 2025-06-10"}, "D-EXPL-DONE", "D-EXPL-DONE", "Tue 2025-06-10"),
            ({**ASKED, "talked": "Tue 2025-06-10"}, "D-APP", "D-APP-EXT", "Tue 2025-07-01"),
            ({**ASKED, "missed": "Tue 2025-06-10"}, "D-EXPL-NOSHOW", "D-EXPL-NOSHOW", "Tue 2025-06-10"),
            ({**ASKED, "missed": "Tue 2025-06-10"}, "D-APP", "D-APP-EXT", "Tue 2025-07-01"),
            (
                {**ASKED, "pauses": [["2025-06-10", "2025-06-13"]]},
                "D-EXPL-DUE",
                "D-EXPL-DUE-STOP",
                "Mon 2025-06-23",
            ),
            ({**ASKED, "pauses": [["2025-06-10", None]]}, "D-EXPL-DUE", "D-EXPL-DUE-STOP", None),
            (
                {**ANNOUNCED, "group_requested": "Thu 2025-06-05", "group_given": "Thu 2025-06-12"},
                "D-APP",
                "D-APP-GROUP",
                "Thu 2025-07-03",
            ),
            (
                {**ANNOUNCED, "group_requested": "Thu 2025-06-05", "group_given": "Thu 2025-06-12"},
                "D-APP-GROUP",
                "D-APP-GROUP",
                "Thu 2025-07-10",
            ),
            (
                {**ANNOUNCED, "group_given": "Thu 2025-06-12", "institution": "nord"},
                "D-APP",
                "D-APP",
                "Mon 2025-06-23",
            ),
            ({**ANNOUNCED, "group_requested": "Thu 2025-06-05"}, "D-APP", "D-APP-GROUP", None),
            ({**ANNOUNCED, "appealed_as": "part"}, "D-APP", "D-APP-PART", "Mon 2025-06-23"),
            ({**ANNOUNCED, "appealed_as": "course"}, "D-APP", "D-APP-PART", None),
            (
                {**ANNOUNCED, "appealed_as": "course", "whole_course": "Mon 2025-06-16"},
                "D-APP",
                "D-APP-PART",
                "Mon 2025-07-07",
            ),
            (
                {**ANNOUNCED, "formal_decision_received": "Tue 2025-07-01", "regraded": "Mon 2025-08-11"},
                "D-APP",
                "D-APP-REGRADE",
                "Mon 2025-09-01",
            ),
            ({**ANNOUNCED, "regraded": "Mon 2025-08-11"}, "D-NEWEXPL", "D-NEWEXPL", "Mon 2025-08-18"),
            ({**APPEALED, "appeal_told": "Mon 2025-08-11"}, "D-APP", "D-APP-FINAL", None),
            ({**APPEALED, "appeal_told": "Mon 2025-08-11"}, "D-NEWEXPL", "D-NEWEXPL", "Mon 2025-08-18"),
            ({**APPEALED, "appeal_told": "Mon 2025-08-11"}, "D-FORMAL", "D-FORMAL-EXT", "Mon 2025-09-01"),
            (ANNOUNCED, "D-LATE-CAP", "D-LATE-CAP", "Tue 2026-06-02"),
            (APPEALED, "D-HANDLE", "D-HANDLE", None),
            ({**APPEALED, "institution": "oslomet"}, "D-TARGET", "D-TARGET", "Mon 2025-07-21"),
            (APPEALED, "D-WITHDRAW", "D-WITHDRAW", None),
            ({**APPEALED, "appeal_told": "Mon 2025-08-11"}, "D-WITHDRAW", "D-WITHDRAW", "Mon 2025-08-11"),
            (
                {**APPEALED, "institution": "hvl", "first_done": "Mon 2025-06-30"},
                "D-WITHDRAW",
                "D-WITHDRAW",
                "Mon 2025-06-30",
            ),
            (
                {**APPEALED, "institution": "nmbu", "published": "Fri 2025-08-01", "decided": "Mon 2025-07-28"},
                "D-WITHDRAW",
                "D-WITHDRAW",
                "Fri 2025-08-01",
            ),
            ({**APPEALED, "promised": "Sun 2025-08-10"}, "D-INTERIM-2", "D-INTERIM-2", "Fri 2025-08-08"),
            ({**APPEALED, "steps_apart": 2}, "D-THIRD", "D-THIRD", None),
            ({**APPEALED, "written_changed": True, "oral_adjusts": True}, "D-ORAL2", "D-ORAL2", None),
            ({**ANNOUNCED, "formal_error_known": "Mon 2025-06-16"}, "D-FORMAL", "D-FORMAL", "Mon 2025-07-07"),
            ({**ANNOUNCED, "forwarded": "Mon 2025-06-16"}, "D-FORMAL-BOARD", "D-FORMAL-BOARD", None),
            ({"annulled": "Mon 2025-06-16"}, "D-FORMAL-2", "D-FORMAL-2", "Mon 2025-07-07"),
            ({"refused": "Mon 2025-06-16"}, "D-COMPLAINT", "D-COMPLAINT", "Mon 2025-07-07"),
            (APPEALED, "D-ACK", "D-ACK", "Tue 2025-06-10"),
            ({"notified": "Fri 2025-06-13"}, "D-RENOTIFY", "D-RENOTIFY", "Fri 2025-06-20"),
            ({"asked_back": "Fri 2025-06-13", "institution": "ntnu"}, "D-ACK-GAP", "D-ACK-GAP", "Fri 2025-06-20"),
            ({"reminded": "Fri 2025-06-06"}, "D-DAILY", "D-DAILY", "Tue 2025-06-10"),
        ],
    )
    def test_the_rule_answers_with_its_date(
        self, facts: dict[str, object], key: str, rule: str, expected: str | None
    ) -> None:
        found = explained(facts)[key]
        assert (found["rule"], found["date"]) == (rule, iso(expected))

    @pytest.mark.parametrize(
        ("facts", "key"),
        [
            (ASKED, "D-INTERIM"),
            ({**APPEALED, "institution": "ntnu"}, "D-TARGET"),
            ({**APPEALED, "steps_apart": 1}, "D-THIRD"),
            ({**APPEALED, "written_changed": True}, "D-ORAL2"),
            ({"notified": "Fri 2025-06-13", "opened": "Sat 2025-06-14"}, "D-RENOTIFY"),
            ({**ASKED, "pauses": [["2025-06-10", None]]}, "D-EXPL-INTERIM"),
            ({**ANNOUNCED, "group_given": "Thu 2025-06-12", "institution": "nord"}, "D-APP-GROUP"),
            (
                {
                    **ASKED,
                    "form": "oral",
                },
                "D-LATE-CAP",
            ),
        ],
    )
    def test_a_rule_whose_facts_are_missing_is_left_out(self, facts: dict[str, object], key: str) -> None:
        assert key not in explained(facts)

    def test_keys_are_ids_of_the_catalogue(self) -> None:
        everything = {**APPEALED, **ASKED, "exam": "Tue 2025-05-20", "notified": "Fri 2025-06-13", "steps_apart": 3}
        assert explained(everything).keys() <= SECTIONS.keys()


OSLOMET = "FOR-2023-06-15-1310 § 7-3 (4)"
HVL = "https://www.hvl.no/student/eksamen/grunngjeving-og-klage/be-om-grunngjeving/"


class TestOwnChoicesOfInstitutions:
    """What the act leaves to the institution is cited from where the institution has set it."""

    @pytest.mark.parametrize(
        ("facts", "key", "expected", "section", "cited"),
        [
            ({**APPEALED, "institution": "oslomet"}, "D-TARGET", "Mon 2025-07-21", "§ 7-3", OSLOMET),
            ({**APPEALED, "institution": "nord"}, "D-TARGET", "Tue 2025-08-05", "–", "https://www.nord.no/"),
            ({**ANNOUNCED, "form": "oral", "institution": "hvl"}, "D-EXPL-REQ", "Tue 2025-06-03", "–", HVL),
            ({**ANNOUNCED, "form": "oral", "institution": "ntnu"}, "D-EXPL-REQ", "Mon 2025-06-02", "§ 11-8", "Univ"),
            ({**ANNOUNCED, "form": "oral"}, "D-EXPL-REQ", "Mon 2025-06-02", "§ 11-8", "Universities"),
            ({**ANNOUNCED, "unit_deadline": "Mon 2025-06-30"}, "D-APP", "Mon 2025-06-30", "–", "fixed by the inst"),
            (
                {"announced": "Mon 2019-06-03", "unit_deadline": "Mon 2019-07-01"},
                "D-APP",
                "Mon 2019-07-01",
                "–",
                "fixed by the inst",
            ),
        ],
    )
    def test_the_date_names_its_own_source(
        self, facts: dict[str, object], key: str, expected: str, section: str, cited: str
    ) -> None:
        found = explained(facts)[key]
        assert (found["date"], found["section"]) == (iso(expected), section)
        assert str(found["source"]).startswith(cited)


class TestCapOfLateAppeals:
    """Forvaltningsloven § 31 third paragraph, by analogy: a year after the grade that can be appealed, and never before the deadline."""

    @pytest.mark.parametrize(
        ("facts", "appeal", "cap", "reason"),
        [
            ({"announced": "Fri 2025-01-10"}, "Fri 2025-01-31", "Mon 2026-01-12", "announcement"),
            (
                {
                    "announced": "Fri 2025-01-10",
                    "formal_complaint_received": "Mon 2025-01-20",
                    "formal_decision_received": "Sat 2026-01-10",
                    "regraded": "Fri 2026-02-20",
                },
                "Fri 2026-03-13",
                "Mon 2027-02-22",
                "regrade",
            ),
            (
                {"announced": "Wed 2025-12-03", "appealed_as": "course", "whole_course": "Mon 2026-06-22"},
                "Mon 2026-07-13",
                "Tue 2027-06-22",
                "whole_course",
            ),
            (
                {"announced": "Wed 2025-12-03", "appealed_as": "part", "whole_course": "Mon 2026-06-22"},
                "Wed 2025-12-24",
                "Thu 2026-12-03",
                "announcement",
            ),
            (
                {"announced": "Fri 2025-01-10", "unit_deadline": "Fri 2026-03-13"},
                "Fri 2026-03-13",
                "Fri 2026-03-13",
                "last_to_appeal",
            ),
        ],
    )
    def test_it_counts_from_the_grade_that_can_be_appealed(
        self, facts: dict[str, object], appeal: str, cap: str, reason: str
    ) -> None:
        found = explained(facts)
        assert (found["D-APP"]["date"], found["D-LATE-CAP"]["date"]) == (iso(appeal), iso(cap))
        assert (found["D-LATE-CAP"]["section"], found["D-LATE-CAP"]["start_reason"]) == ("§ 31", reason)

    def test_where_the_deadline_is_later_the_year_is_told_as_what_it_was_chosen_before(self) -> None:
        found = explained({"announced": "Fri 2025-01-10", "unit_deadline": "Fri 2026-03-13"})["D-LATE-CAP"]
        assert "The last day to appeal itself, Friday 13 March 2026." in str(found["explain"])
        assert "Chosen before D-LATE-CAP, Monday 12 January 2026" in str(found["explain"])


class TestShortAnswers:
    """The six rules of the short answer follow from the seldom facts too, and no key is added by them."""

    def test_seldom_facts_move_the_six_dates(self) -> None:
        found = dates_for(facts_of(**ANNOUNCED, regraded="Mon 2025-08-11", formal_decision_received="Tue 2025-07-01"))
        assert found["D-APP"]["date"] == iso("Mon 2025-09-01")
        assert set(found) == {"D-ANN", "D-EXPL-REQ", "D-EXPL-REQ-RAW", "D-APP"}

    @pytest.mark.parametrize("ways", [dates_for, explained_dates_for])
    @pytest.mark.parametrize(
        ("requested", "given", "expected", "paragraphs"),
        [
            ("Thu 2026-01-22", None, None, "§ 11-10 first paragraph"),
            ("Thu 2026-01-22", "Sun 2026-02-01", "Mon 2026-02-23", "§ 11-10 first paragraph;"),
            ("Tue 2026-01-27", "Sun 2026-02-01", "Mon 2026-02-23", "§ 11-10 first paragraph;"),
            ("Wed 2026-01-28", "Sun 2026-02-01", "Tue 2026-02-10", "§ 11-10 first paragraph, cf. § 11-9"),
        ],
    )
    def test_an_explanation_of_a_new_grade_counts_when_asked_for_in_its_week(
        self, ways: Ways, requested: str, given: str | None, expected: str | None, paragraphs: str
    ) -> None:
        """§§ 11-8, 11-10: D-NEWEXPL, not the first week, says whether the request extends the appeal."""
        asked = {"explanation_requested": requested, **({"explanation_given": given} if given else {})}
        found = ways(facts_of(announced="Wed 2025-12-03", regraded="Tue 2026-01-20", **asked))["D-APP"]
        assert found["date"] == iso(expected)
        assert paragraphs in found["source"]

    @pytest.mark.parametrize("ways", [dates_for, explained_dates_for])
    @pytest.mark.parametrize("anew", ["regraded", "appeal_told"])
    @pytest.mark.parametrize(("requested", "late"), [("Tue 2026-01-27", False), ("Wed 2026-01-28", True)])
    def test_a_request_is_late_only_after_the_week_of_the_new_grade(
        self, ways: Ways, anew: str, requested: str, late: bool
    ) -> None:
        facts = facts_of(announced="Wed 2025-12-03", explanation_requested=requested, **{anew: "Tue 2026-01-20"})
        assert ("asked for too late" in ways(facts)["D-EXPL-DUE"]["why"]) is late

    def test_an_institutions_tolerance_holds(self) -> None:
        found = dates_for(facts_of(**ANNOUNCED, form="oral", institution="hvl"))
        assert found["D-EXPL-REQ"]["date"] == iso("Tue 2025-06-03")


class TestWhatIsWrong:
    """Each refusal names the key and what was expected."""

    @pytest.mark.parametrize(
        ("fact", "sentence"),
        [
            ({"regraded": "soon"}, "regraded: an ISO date such as 2024-12-03 was expected"),
            ({"steps_apart": 6}, "steps_apart: a whole number from 0 to 5 was expected"),
            ({"steps_apart": True}, "steps_apart: a whole number from 0 to 5 was expected"),
            ({"steps_apart": "2"}, "steps_apart: a whole number from 0 to 5 was expected"),
            ({"oral_adjusts": "yes"}, "oral_adjusts: true or false was expected"),
            ({"appealed_as": "half"}, "appealed_as: part or course was expected"),
            ({"appealed_as": {}}, "appealed_as: part or course was expected"),
            ({"institution": "oxford"}, "institution: one of ntnu, uio"),
            ({"institution": ["ntnu"]}, "institution: one of ntnu, uio"),
            ({"pauses": "2025-06-10"}, "pauses: a list such as"),
            ({"pauses": [["2025-06-10"]]}, "pauses: a list such as"),
            ({"pauses": [[None, "2025-06-10"]]}, "pauses: an ISO date such as"),
            ({"pauses": [["2025-06-13", "2025-06-10"]]}, "pauses: the end of a pause lies before its start"),
            ({"pauses": [["2025-06-10", None]] * 51}, "pauses: a list such as"),
            ({"pauzes": []}, "pauzes: no such fact; the facts are "),
        ],
    )
    def test_what_cannot_be_read_is_refused(self, fact: dict[str, object], sentence: str) -> None:
        with pytest.raises(BadFacts) as refused:
            dates_for(fact)
        assert str(refused.value).startswith(sentence)

    @pytest.mark.parametrize("key", sorted(FACTS))
    def test_null_counts_as_absent(self, key: str) -> None:
        assert (
            explained_dates_for({"announced": "2025-06-02", key: None} if key != "announced" else {key: None})
            is not None
        )
        assert dates_for({key: None}) == {}
