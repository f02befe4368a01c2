"""The contradictions of the source documents, X-01 to X-26, where they are about dates: what was decided for each."""

from datetime import timedelta

import pytest

from casework.deadlines import duties, explanations, regrading, students
from casework.deadlines.chain import ResultDates, appeal_deadline, request_deadline
from casework.deadlines.together import Group
from casework.deadlines.wording import in_words, steps
from casework.exams import Form, Language
from casework.laws import Length, law
from casework.rulebook import INSTITUTIONS, AppealTarget, rulebook
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
FOUR_WEEKS = AppealTarget(length=Length(4, "weeks"), counted_from="receipt")


def appeal(**facts: object) -> object:
    known = ResultDates(**{key: day(fact) if isinstance(fact, str) else fact for key, fact in facts.items()})
    return appeal_deadline(known, request_deadline(known, NEW), NEW).date


@pytest.mark.parametrize("act", [OLD, NEW])
def test_x01_the_act_gives_an_appeal_no_date(act) -> None:
    """Five institutions' deadlines: none is printed as the law's; one month to the interim reply."""
    assert regrading.handling(act).date is None
    assert duties.interim_reply(day("Mon 2018-10-22"), act).date == day("Thu 2018-11-22")


@pytest.mark.parametrize("act", [OLD, NEW])
def test_x01_no_date_is_told_without_its_source(act) -> None:
    found = (regrading.handling(act), duties.interim_reply(day("Mon 2018-10-22"), act))
    assert all(deadline.source in steps(deadline)[0] or deadline.counted for deadline in found)
    assert all("§" in deadline.source for deadline in found)


def test_x02_four_weeks_and_one_month_are_two_dates() -> None:
    received, deadline = day("Thu 2026-01-15"), day("Thu 2026-02-05")
    assert duties.regrading_target(FOUR_WEEKS, received, deadline, NEW).date == day("Thu 2026-02-12")
    assert duties.interim_reply(received, NEW).raw == day("Sun 2026-02-15")


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_x02_no_institutions_target_replaces_the_interim_reply(name: str) -> None:
    received = day("Mon 2025-06-02")
    aim = rulebook(name).appeal_target
    assert duties.interim_reply(received, NEW).date == day("Wed 2025-07-02")
    assert aim is None or duties.regrading_target(aim, received, received, NEW).rule == "D-TARGET"


def test_x03_two_weeks_run_whatever_the_marking_tool_can_do() -> None:
    """The tool that sends nothing before a whole test is graded moves no date: only the student's own delay does."""
    due = explanations.explanation_due_after(day("Tue 2024-12-03"), [], NEW)
    assert (due.rule, due.date) == ("D-EXPL-DUE", day("Tue 2024-12-17"))


def test_x06_oral_exams_at_once_with_a_local_tolerance() -> None:
    oral = ResultDates(Form.ORAL, day("Mon 2025-06-02"))
    days = [request_deadline(oral, NEW, tolerance).date for tolerance in (0, 1)]
    assert days == [day("Mon 2025-06-02"), day("Tue 2025-06-03")]


def test_x09_an_explanation_nobody_asked_for_still_extends() -> None:
    """Unsolicited explanations that FS makes cases of."""
    assert appeal(announced="Mon 2025-06-02", explanation_given="Mon 2025-06-16") == day("Mon 2025-07-07")


def test_x10_a_supplement_never_restarts_the_clock() -> None:
    """What was sent stands; the first notice counts."""
    done = explanations.explanation_done(day("Thu 2025-06-12"), [day("Fri 2025-06-13"), day("Fri 2025-06-20")], NEW)
    assert done.date == day("Fri 2025-06-13")


@pytest.mark.parametrize(("steps_apart", "further"), [(1, False), (2, True)])
def test_x12_two_grades_apart_are_not_final_yet(steps_apart: int, further: bool) -> None:
    assert (regrading.further_assessment(steps_apart, NEW) is not None) is further


@pytest.mark.parametrize("language", list(Language))
def test_x12_the_student_hears_no_grade_and_no_direction(language: Language) -> None:
    found = regrading.further_assessment(2, NEW)
    assert found is not None
    assert not {"gunst", "ugunst", "favour", "higher", "lower", "to", "two"} & set(in_words(found, language).split())


def test_x13_the_further_assessment_is_a_setting() -> None:
    assert {rulebook(name).third_assessment_procedure for name in ("ntnu", "nmbu")} == {"third", "joint"}


@pytest.mark.parametrize("act", [OLD, NEW])
def test_x15_the_interim_reply_has_a_date_of_its_own(act) -> None:
    found = duties.interim_reply(day("Sat 2026-01-31"), act)
    assert (found.rule, found.date) == ("D-INTERIM", day("Fri 2026-02-27"))


def test_x19_a_complaint_counts_from_knowledge() -> None:
    """FS counts 21 days from the announcement; the act from when the student knew or should have known."""
    known, announced = day("Mon 2025-06-16"), day("Mon 2025-06-02")
    found = students.formal_error(known, NEW)
    assert found.date == day("Mon 2025-07-07")
    assert found.raw != announced + timedelta(days=21)


def test_x21_a_diploma_pauses_no_clock() -> None:
    """Nothing that is known of a result is a diploma, so nothing of it can stop a date."""
    assert not [name for name in ResultDates._fields if "diploma" in name]


def test_x23_a_student_who_did_not_come_has_three_weeks_to_appeal() -> None:
    missed = explanations.no_show(day("Mon 2025-06-16"), NEW).last_day
    assert students.appeal_after_explanation(missed, NEW).date == day("Mon 2025-07-07")


def test_x24_the_talk_counts_not_the_day_of_typing() -> None:
    """Told on a Wednesday of a talk on Monday: three weeks from Monday."""
    given = explanations.explanation_talked(day("Mon 2025-06-16"), NEW).last_day
    assert students.appeal_after_explanation(given, NEW).date == day("Mon 2025-07-07")


@pytest.mark.parametrize(
    ("policy", "expected"), [("all_plus_grace", "Thu 2025-07-03"), ("requester_only", "Mon 2025-06-23")]
)
def test_x25_a_group_member_has_the_later_of_two_dates(policy: str, expected: str) -> None:
    """One asked on Thursday, all got the explanation a week later."""
    group = Group(policy, day("Thu 2025-06-05"), day("Thu 2025-06-12"))
    assert appeal(announced="Mon 2025-06-02", group=group) == day(expected)


def test_x26_what_a_source_leaves_out_changes_no_date() -> None:
    """A sentence that breaks off in its source: every date there is has a section or says whose practice it is."""
    provisions = [value for name in NEW.__dataclass_fields__ if hasattr(value := getattr(NEW, name), "section")]
    assert all(each.section and each.en for each in provisions)
