"""Facts in, dates out: the contract of the dates command, as somebody from outside would check it."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casework.deadlines.in_json import Answer
from casework.facts import dates_for, dates_in_json, explained_dates_for
from casework.stated_facts import DAYS, SELDOM, BadFacts
from tests.casework.days import day, facts_of

RULES = {"D-ANN", "D-EXPL-REQ", "D-EXPL-REQ-RAW", "D-EXPL-DUE", "D-APP", "D-INTERIM"}
ISO = st.dates(min_value=day("Sun 1995-01-01"), max_value=day("Fri 2100-12-31")).map(str)
CLOSE = st.dates(min_value=day("Mon 2025-11-03"), max_value=day("Fri 2026-02-27")).map(str)
# Every fact that the short answer depends on, near enough in time for the clocks to restart each other.
HISTORIES = st.fixed_dictionaries(
    {"announced": CLOSE},
    optional={
        "form": st.sampled_from(["written", "oral"]),
        "law": st.sampled_from(["law-2005", "law-2024"]),
        "institution": st.sampled_from(["ntnu", "hvl", "nord"]),
        "appealed_as": st.sampled_from(["part", "course"]),
        "pauses": st.just([["2025-12-08", "2025-12-12"]]),
        **dict.fromkeys((*DAYS[1:], *SELDOM, "group_requested", "group_given", "talked", "missed"), CLOSE),
    },
)
ANY_FACTS = st.fixed_dictionaries(
    {}, optional={"form": st.sampled_from(["written", "oral"]), **dict.fromkeys(DAYS, ISO)}
)


def dates(**texts: str) -> dict[str, Answer]:
    return dates_for(facts_of(**texts))


class TestPublicExamples:
    """Dates that the student ombud and others have published."""

    @pytest.mark.parametrize(
        ("facts", "rule", "expected"),
        [
            ({"announced": "Tue 2017-12-05"}, "D-APP", "Wed 2017-12-27"),
            (
                {
                    "announced": "Tue 2017-12-05",
                    "explanation_requested": "Mon 2017-12-11",
                    "explanation_given": "Wed 2017-12-13",
                },
                "D-APP",
                "Wed 2018-01-03",
            ),
            ({"appeal_received": "Mon 2018-10-22"}, "D-INTERIM", "Thu 2018-11-22"),
            ({"explanation_requested": "Sun 2018-12-02"}, "D-EXPL-DUE", "Mon 2018-12-17"),
            ({"appeal_received": "Mon 2017-12-18"}, "D-INTERIM", "Thu 2018-01-18"),
            ({"announced": "Tue 2016-01-05"}, "D-APP", "Tue 2016-01-26"),
        ],
    )
    def test_the_published_date_comes_out(self, facts: dict[str, str], rule: str, expected: str) -> None:
        assert dates(**facts)[rule]["date"] == str(day(expected))


class TestAnswers:
    """Keys, raw days, days passed over, reasons and sources."""

    def test_a_moved_date_lists_each_day_and_reason(self) -> None:
        found = dates(announced="Thu 2025-12-18")["D-EXPL-REQ"]
        assert (found["raw"], found["date"]) == ("2025-12-25", "2025-12-29")
        assert found["moved"] == [
            {"date": "2025-12-25", "reason": "Christmas Day"},
            {"date": "2025-12-26", "reason": "Second Day of Christmas"},
            {"date": "2025-12-27", "reason": "Saturday"},
            {"date": "2025-12-28", "reason": "Sunday"},
        ]

    def test_the_fs_date_stays_unmoved(self) -> None:
        found = dates(announced="Thu 2025-12-18")["D-EXPL-REQ-RAW"]
        assert (found["date"], found["moved"]) == ("2025-12-25", [])

    def test_why_and_source_are_english_sentences(self) -> None:
        found = dates(announced="Tue 2024-12-03")["D-APP"]
        assert found["why"] == "Three weeks from the announcement on Tuesday 3 December 2024."
        assert "§ 11-10 first paragraph" in found["source"]

    def test_the_interim_reply_is_moved_backwards(self) -> None:
        found = dates(appeal_received="Sat 2026-01-31")["D-INTERIM"]
        assert (found["raw"], found["date"]) == ("2026-02-28", "2026-02-27")
        assert found["moved"] == [{"date": "2026-02-28", "reason": "Saturday"}]

    @pytest.mark.parametrize(
        ("facts", "rules"),
        [
            ({}, set()),
            ({"announced": "Mon 2025-06-02"}, {"D-ANN", "D-EXPL-REQ", "D-EXPL-REQ-RAW", "D-APP"}),
            ({"individual_start": "Mon 2025-06-02"}, {"D-EXPL-REQ", "D-EXPL-REQ-RAW", "D-APP"}),
            ({"explanation_requested": "Mon 2025-06-02"}, {"D-EXPL-DUE"}),
            ({"unit_deadline": "Mon 2025-06-02"}, set()),
            ({"form": "oral"}, {"D-APP"}),
        ],
    )
    def test_rules_without_their_facts_are_left_out(self, facts: dict[str, str], rules: set[str]) -> None:
        assert set(dates(**facts)) == rules

    def test_a_missing_date_says_why(self) -> None:
        found = dates(
            announced="Mon 2025-06-02", explanation_requested="Tue 2025-06-03", unit_deadline="Mon 2025-09-01"
        )
        assert (found["D-APP"]["date"], found["D-APP"]["raw"], found["D-APP"]["moved"]) == (None, None, [])
        assert found["D-APP"]["why"].startswith("No appeal deadline runs while the explanation is awaited")

    def test_null_counts_as_an_absent_fact(self) -> None:
        assert dates_for({"announced": "2025-06-02", "unit_deadline": None}).keys() >= {"D-APP"}

    @given(ANY_FACTS)
    def test_any_true_dates_get_an_answer(self, facts: dict[str, str]) -> None:
        found = dates_for(facts)
        assert set(found) <= RULES
        assert all(answer["why"].endswith(".") for answer in found.values())


class TestExplained:
    """With every step of each computation, for a person who checks it."""

    def test_the_steps_tell_rule_start_moves_and_law(self) -> None:
        found = explained_dates_for(facts_of(announced="Thu 2025-12-18"))["D-EXPL-REQ"]
        assert found["explain"] == [
            "Rule D-EXPL-REQ: Universities and University Colleges Act (LOV-2024-03-08-9) § 11-8 first paragraph.",
            "One week from the announcement on Thursday 18 December 2025.",
            "Counted by Courts of Justice Act (LOV-1915-08-13-5) §§ 148, 149.",
            "Not moved: Thursday 25 December 2025.",
            "Thursday 25 December 2025 is no working day: Christmas Day.",
            "Friday 26 December 2025 is no working day: Second Day of Christmas.",
            "Saturday 27 December 2025 is no working day.",
            "Sunday 28 December 2025 is no working day.",
            "The date is Monday 29 December 2025.",
            "Version of the law: law-2024.",
        ]

    def test_the_dates_it_was_chosen_before_are_told(self) -> None:
        facts = facts_of(announced="Mon 2025-06-02", explanation_given="Mon 2025-06-16", unit_deadline="Mon 2025-06-30")
        steps = explained_dates_for(facts)["D-APP"]["explain"]
        assert [step.split(",")[0] for step in steps if step.startswith("Chosen")] == [
            "Chosen before D-APP",
            "Chosen before D-APP-UNIT",
        ]

    @given(ANY_FACTS | HISTORIES)
    @example({"announced": "2025-12-03", "regraded": "2026-01-20", "explanation_requested": "2026-01-22"})
    def test_everything_else_is_as_without_them(self, facts: dict[str, object]) -> None:
        explained, short = explained_dates_for(facts), dates_for(facts)
        assert all(answer["explain"] for answer in explained.values())
        assert {rule: {key: explained[rule][key] for key in short[rule]} for rule in short} == short

    @given(HISTORIES)
    @example({"announced": "2025-01-10", "regraded": "2026-02-20"})
    def test_a_late_appeal_is_never_cut_off_before_the_last_day_to_appeal(self, facts: dict[str, object]) -> None:
        found = explained_dates_for(facts)
        appeal, cap = found["D-APP"]["date"], found["D-LATE-CAP"]["date"] if "D-LATE-CAP" in found else None
        assert appeal is None or (cap is not None and appeal <= cap)

    @given(ANY_FACTS)
    def test_written_at_once_it_is_the_same_text(self, facts: dict[str, str]) -> None:
        assert b"".join(dates_in_json(facts)).decode() == json.dumps(dates_for(facts), ensure_ascii=False)


class TestLaw:
    """Decision 1, and the fact that overrules it."""

    @pytest.mark.parametrize(
        ("facts", "section"),
        [
            ({"announced": "Wed 2024-07-31"}, "§ 5-3"),
            ({"announced": "Thu 2024-08-01"}, "§ 11-10"),
            ({"announced": "Wed 2024-07-31", "protocol_created": "Thu 2024-08-01"}, "§ 11-10"),
            ({"announced": "Wed 2024-07-31", "law": "law-2024"}, "§ 11-10"),
            ({"announced": "Thu 2024-08-01", "law": "law-2005"}, "§ 5-3"),
        ],
    )
    def test_the_citation_is_that_of_the_case(self, facts: dict[str, str], section: str) -> None:
        assert section in dates(**facts)["D-APP"]["source"]

    def test_the_old_act_is_softer_on_explanations(self) -> None:
        found = dates(announced="Mon 2023-12-04", explanation_requested="Wed 2023-12-06")
        assert found["D-EXPL-DUE"]["why"].startswith("Normally two weeks from the request")

    def test_without_announcement_the_first_day_known_decides(self) -> None:
        assert "§ 5-3" in dates(explanation_requested="Wed 2024-07-31")["D-EXPL-DUE"]["source"]


class TestBadFacts:
    """Each refusal names the key and never the value."""

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            ({"announced": "3.12.2024"}, "announced: an ISO date such as 2024-12-03 was expected"),
            ({"announced": "2024-W49-2"}, "announced: an ISO date such as 2024-12-03 was expected"),
            ({"announced": "2024-12.03"}, "announced: an ISO date such as 2024-12-03 was expected"),
            ({"announced": "2024.12-03"}, "announced: an ISO date such as 2024-12-03 was expected"),
            ({"announced": "+2024-2-03"}, "announced: an ISO date such as 2024-12-03 was expected"),
            ({"announced": []}, "announced: an ISO date such as 2024-12-03 was expected"),
            ({"announced": "1994-12-31"}, "announced: a day from 1995-01-01 to 2100-12-31 was expected"),
            ({"announced": "2101-01-01"}, "announced: a day from 1995-01-01 to 2100-12-31 was expected"),
            ({"announced": 20241203}, "announced: an ISO date such as 2024-12-03 was expected"),
            ({"unit_deadline": "2025-02-29"}, "unit_deadline: there is no such day in the calendar"),
            ({"announced": "0202-12-03"}, "announced: a day from 1995-01-01 to 2100-12-31 was expected"),
            ({"form": "essay"}, "form: one of written, oral, practical, performing was expected"),
            ({"law": "2024"}, "law: one of law-2005, law-2024 was expected"),
            ({"anounced": "2024-12-03"}, "anounced: no such fact"),
        ],
    )
    def test_what_cannot_be_read_is_refused(self, facts: dict[str, object], sentence: str) -> None:
        with pytest.raises(BadFacts) as refused:
            dates_for(facts)
        assert str(refused.value).startswith(sentence)
