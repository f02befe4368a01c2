"""Real situations, each counted by hand on a wall calendar from the text of the law, against what `fristvakt dates` answers."""

import pytest

from casework.facts import explained_dates_for
from tests.casework.days import day

JUNE = "Mon 2026-06-01"  # an announcement with no holiday near it: three weeks end on Mon 2026-06-22
ASKED = {"announced": JUNE, "explanation_requested": "Fri 2026-06-05"}


def situation(told: str, facts: dict[str, object], **expected: str | None) -> object:
    return pytest.param(facts, {rule.replace("_", "-"): date for rule, date in expected.items()}, id=told)


def stated(value: object) -> object:
    """Days with their weekdays become ISO days, in lists of pauses too."""
    if isinstance(value, list):
        return [stated(each) for each in value]
    return day(value).isoformat() if isinstance(value, str) and " " in value else value


SITUATIONS = [
    # domstolloven § 148: leap years and months without the number
    situation("three weeks onto 29 February", {"announced": "Tue 2028-02-08"}, D_APP="Tue 2028-02-29"),
    situation(
        "a month from 31 January in a leap year", {"appeal_received": "Mon 2028-01-31"}, D_INTERIM="Tue 2028-02-29"
    ),
    situation("a month from 30 January otherwise", {"appeal_received": "Fri 2026-01-30"}, D_INTERIM="Fri 2026-02-27"),
    situation("a month from 31 October", {"appeal_received": "Sat 2026-10-31"}, D_INTERIM="Mon 2026-11-30"),
    situation("a month over New Year", {"appeal_received": "Fri 2027-12-31"}, D_INTERIM="Mon 2028-01-31"),
    situation("July stops nothing", {"appeal_received": "Wed 2026-07-01"}, D_INTERIM="Fri 2026-07-31"),
    # § 149: Christmas and New Year
    situation("onto Christmas Eve", {"announced": "Thu 2026-12-03"}, D_APP="Thu 2026-12-24"),
    situation("onto Christmas Day, a Friday", {"announced": "Fri 2026-12-04"}, D_APP="Mon 2026-12-28"),
    situation("onto New Year's Eve", {"announced": "Thu 2026-12-10"}, D_APP="Thu 2026-12-31"),
    situation("onto New Year's Day, a Friday", {"announced": "Fri 2026-12-11"}, D_APP="Mon 2027-01-04"),
    situation(
        "an explanation due on Christmas Day", {"explanation_requested": "Fri 2026-12-11"}, D_EXPL_DUE="Mon 2026-12-28"
    ),
    situation(
        "an explanation due on Christmas Eve", {"explanation_requested": "Thu 2026-12-10"}, D_EXPL_DUE="Thu 2026-12-24"
    ),
    # § 149: Easter, 1 and 17 May, Ascension Day, Whitsun
    situation("onto Maundy Thursday", {"announced": "Thu 2027-03-04"}, D_APP="Tue 2027-03-30"),
    situation("onto the Wednesday before it", {"announced": "Wed 2027-03-03"}, D_APP="Wed 2027-03-24"),
    situation("onto 1 May, a Friday", {"announced": "Fri 2026-04-10"}, D_APP="Mon 2026-05-04"),
    situation("onto 17 May and Whit Monday at once", {"announced": "Mon 2027-04-26"}, D_APP="Tue 2027-05-18"),
    situation("onto 17 May, a Sunday", {"announced": "Sun 2026-04-26"}, D_APP="Mon 2026-05-18"),
    situation("onto 17 May, a Wednesday", {"announced": "Wed 2028-04-26"}, D_APP="Thu 2028-05-18"),
    situation("onto 17 May, the Friday before Whitsun", {"announced": "Fri 2024-04-26"}, D_APP="Tue 2024-05-21"),
    situation("onto Ascension Day", {"announced": "Thu 2026-04-23"}, D_APP="Fri 2026-05-15"),
    # the clocks that change are no days
    situation("over the night of spring", {"announced": "Mon 2026-03-09"}, D_APP="Mon 2026-03-30"),
    situation("over the night of autumn", {"announced": "Mon 2026-10-05"}, D_APP="Mon 2026-10-26"),
    # § 11-10: what the three weeks run from
    situation(
        "a result announced, and created anew a week later",
        {"announced": JUNE, "protocol_created": "Mon 2026-06-08"},
        D_ANN="Mon 2026-06-08",
        D_APP="Mon 2026-06-29",
    ),
    situation(
        "an explanation after the first deadline",
        {**ASKED, "explanation_given": "Mon 2026-08-10"},
        D_APP="Mon 2026-08-31",
    ),
    situation(
        "an explanation together with the grade", {"announced": JUNE, "explanation_given": JUNE}, D_APP="Mon 2026-06-22"
    ),
    situation(
        "a talk and later a text: the text counts",
        {**ASKED, "talked": "Tue 2026-06-09", "explanation_given": "Fri 2026-06-12"},
        D_APP="Fri 2026-07-03",
    ),
    situation(
        "asked for on day eight",
        {"announced": JUNE, "explanation_requested": "Tue 2026-06-09", "explanation_given": "Tue 2026-06-16"},
        D_APP="Mon 2026-06-22",
    ),
    situation(
        "asked for on the Monday that a Saturday moved to",
        {
            "announced": "Sat 2026-05-30",
            "explanation_requested": "Mon 2026-06-08",
            "explanation_given": "Mon 2026-06-22",
        },
        D_EXPL_REQ="Mon 2026-06-08",
        D_EXPL_REQ_RAW="Sat 2026-06-06",
        D_APP="Mon 2026-07-13",
    ),
    situation("asked for and not given", ASKED, D_APP=None),
    situation(
        "a complaint that is open", {"announced": JUNE, "formal_complaint_received": "Wed 2026-06-10"}, D_APP=None
    ),
    situation(
        "the board's decision in September",
        {
            "announced": JUNE,
            "formal_complaint_received": "Wed 2026-06-10",
            "formal_decision_received": "Fri 2026-09-04",
        },
        D_APP="Fri 2026-09-25",
    ),
    situation(
        "a grade set anew after a complaint",
        {
            "announced": JUNE,
            "formal_complaint_received": "Wed 2026-06-10",
            "formal_decision_received": "Thu 2026-08-20",
            "regraded": "Tue 2026-09-01",
        },
        D_APP="Tue 2026-09-22",
        D_NEWEXPL="Tue 2026-09-08",
    ),
    situation(
        "a grade that new graders set",
        {"announced": JUNE, "appeal_received": "Mon 2026-06-15", "appeal_told": "Thu 2026-12-17"},
        D_APP=None,
        D_NEWEXPL="Thu 2026-12-24",
    ),
    situation(
        "formal errors after the new grade",
        {"announced": JUNE, "appeal_received": "Mon 2026-06-15", "appeal_told": "Fri 2026-12-04"},
        D_FORMAL="Mon 2026-12-28",
    ),
    situation("an oral exam", {"announced": "Fri 2026-06-05", "form": "oral"}, D_EXPL_REQ="Fri 2026-06-05", D_APP=None),
    situation(
        "an oral exam with a day more",
        {"announced": "Fri 2026-06-05", "form": "oral", "institution": "hvl"},
        D_EXPL_REQ="Mon 2026-06-08",
    ),
    # groups and parts
    situation(
        "a member who did not ask",
        {"announced": JUNE, "group_requested": "Wed 2026-06-03", "group_given": "Wed 2026-06-10"},
        D_APP="Wed 2026-07-01",
        D_APP_GROUP="Wed 2026-07-08",
    ),
    situation(
        "the same at Nord",
        {
            "announced": JUNE,
            "group_requested": "Wed 2026-06-03",
            "group_given": "Wed 2026-06-10",
            "institution": "nord",
        },
        D_APP="Mon 2026-06-22",
    ),
    situation("a member while another's is open", {"announced": JUNE, "group_requested": "Wed 2026-06-03"}, D_APP=None),
    situation("a group whose only asker withdrew", {"announced": JUNE}, D_APP="Mon 2026-06-22"),
    situation(
        "a part of a course announced later",
        {"announced": JUNE, "appealed_as": "course", "whole_course": "Mon 2026-06-15"},
        D_APP="Mon 2026-07-06",
    ),
    situation("a part of a course not announced yet", {"announced": JUNE, "appealed_as": "course"}, D_APP=None),
    # what the institution has set
    situation(
        "a unit's Saturday in August", {"announced": JUNE, "unit_deadline": "Sat 2026-08-15"}, D_APP="Mon 2026-08-17"
    ),
    situation(
        "a unit's date before the law's", {"announced": JUNE, "unit_deadline": "Mon 2026-06-15"}, D_APP="Mon 2026-06-22"
    ),
    situation(
        "a unit's date before an own start's",
        {"announced": JUNE, "individual_start": "Mon 2026-06-08", "unit_deadline": "Wed 2026-06-24"},
        D_APP="Wed 2026-06-24",
    ),
    situation("an own start", {"announced": JUNE, "individual_start": "Mon 2026-06-08"}, D_APP="Mon 2026-06-29"),
    # forvaltningslovforskriften §§ 37, 38: the student's own delays
    situation(
        "paused twice",
        {
            "explanation_requested": JUNE,
            "pauses": [["Wed 2026-06-03", "Fri 2026-06-05"], ["Wed 2026-06-10", "Mon 2026-06-15"]],
        },
        D_EXPL_DUE="Mon 2026-06-22",
    ),
    situation(
        "two pauses that overlap",
        {
            "explanation_requested": JUNE,
            "pauses": [["Wed 2026-06-03", "Mon 2026-06-08"], ["Fri 2026-06-05", "Wed 2026-06-10"]],
        },
        D_EXPL_DUE="Mon 2026-06-22",
    ),
    situation(
        "a pause that lasts", {"explanation_requested": JUNE, "pauses": [["Wed 2026-06-03", None]]}, D_EXPL_DUE=None
    ),
    situation(
        "a pause after the end",
        {"explanation_requested": JUNE, "pauses": [["Sat 2026-06-20", "Thu 2026-06-25"]]},
        D_EXPL_DUE="Mon 2026-06-15",
    ),
    # forvaltningsloven § 11 a: promises
    situation("promised for Christmas Day", {"promised": "Fri 2026-12-25"}, D_INTERIM_2="Thu 2026-12-24"),
    situation("promised for Easter Monday", {"promised": "Mon 2027-03-29"}, D_INTERIM_2="Wed 2027-03-24"),
    situation("promised for 17 May", {"promised": "Sun 2026-05-17"}, D_INTERIM_2="Fri 2026-05-15"),
    situation(
        "a further assessment has no day, the reply has",
        {"appeal_received": "Mon 2026-06-15", "steps_apart": 2},
        D_THIRD=None,
        D_INTERIM="Wed 2026-07-15",
    ),
    # § 11-7 and the two acts
    situation(
        "fifteen working days before New Year",
        {"exam": "Wed 2026-12-09", "announced": "Wed 2026-12-30"},
        D_GRADE="Thu 2026-12-31",
    ),
    situation(
        "three weeks under the act before",
        {"exam": "Wed 2023-12-06", "announced": "Wed 2023-12-20"},
        D_GRADE="Wed 2023-12-27",
    ),
]


@pytest.mark.parametrize(("facts", "expected"), SITUATIONS)
def test_the_law_on_a_wall_calendar(facts: dict[str, object], expected: dict[str, str | None]) -> None:
    found = explained_dates_for({key: stated(value) for key, value in facts.items()})
    assert {rule: found[rule]["date"] for rule in expected} == {rule: stated(date) for rule, date in expected.items()}
