"""Every rule once as the test tables use it: how it is computed from one day, and what the date must carry."""

from collections.abc import Callable
from datetime import date

from casework.deadlines import duties, explanations, post, regrading, students, together
from casework.deadlines.explanations import Pause
from casework.deadlines.together import Group
from casework.deadlines.value import Deadline
from casework.laws import Law, Length, law
from casework.rulebook import AppealTarget
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
START = day("Wed 2025-05-28")
WEEK, TWO, THREE, MONTH = Length(1, "weeks"), Length(2, "weeks"), Length(3, "weeks"), Length(1, "months")
TARGET = AppealTarget(length=TWO, counted_from="receipt")
Computed = Callable[[date, Law], Deadline | None]


def in_first_week(day: date, act: Law) -> Deadline:
    return students.explanation_request(day, "individual", act)


def of_a_group(day: date, act: Law) -> Deadline | None:
    return together.appeal_of_member(Group("all_plus_grace", None, day), act)


def of_a_part(day: date, act: Law) -> Deadline:
    return together.appeal_of_part("part", day, None, act)


def of_a_whole(day: date, act: Law) -> Deadline:
    return together.appeal_of_part("course", None, day, act)


def after_a_result(day: date, act: Law) -> Deadline | None:
    return students.formal_error_after(None, day, act)


def with_tolerance(day: date, act: Law) -> Deadline:
    return students.explanation_request_at_once(day, "announcement", act, 7)


def no_more(day: date, act: Law) -> Deadline:
    return post.late_cap(day, "announcement", act)


def with_target(day: date, act: Law) -> Deadline:
    return duties.regrading_target(TARGET, day, day, act)


def without_target(day: date, act: Law) -> Deadline:
    return students.explanation_request_at_once(day, "individual", act)


def as_fs_shows(day: date, act: Law) -> Deadline:
    return students.explanation_request_raw(students.explanation_request(day, "individual", act))


def announced(day: date, act: Law) -> Deadline:
    return students.announcement(day, None, act)


def given(day: date, act: Law) -> Deadline:
    return explanations.explanation_done(day, [day], act)


def notified_again(day: date, act: Law) -> Deadline | None:
    return post.renotification(day, None, act)


def asked_back(day: date, act: Law) -> Deadline:
    return post.answer_to_question(day, WEEK, act)


def withdrawn(day: date, act: Law) -> Deadline:
    return regrading.withdrawal("decided", None, day, None, act)


def of_a_due_date(day: date, act: Law) -> Deadline:
    return duties.interim_for_explanation(on(day, act), act)


def on(day: date, act: Law) -> Deadline:
    return Deadline("D-EXPL-DUE", day, day, (), day, "request", None, act.name, act.explanation_due)


# what is computed, its rule, the reason of its start, its length, and the names of its provision and of the one of counting
RULES: list[tuple[Computed, str, str, Length | None, str, str]] = [
    (announced, "D-ANN", "announcement", None, "announcement", ""),
    (in_first_week, "D-EXPL-REQ", "individual", WEEK, "explanation_request", "counting"),
    (as_fs_shows, "D-EXPL-REQ-RAW", "individual", WEEK, "explanation_request", ""),
    (without_target, "D-EXPL-REQ-ORAL", "individual", Length(0, "days"), "explanation_at_once", ""),
    (with_tolerance, "D-EXPL-REQ-ORAL", "announcement", Length(7, "days"), "explanation_at_once", "counting"),
    (duties.explanation_due, "D-EXPL-DUE", "request", TWO, "explanation_due", "own_counting"),
    (students.explanation_of_regrade, "D-NEWEXPL", "regrade", WEEK, "explanation_request", "counting"),
    (given, "D-EXPL-DONE", "available", None, "explanation_given", ""),
    (explanations.explanation_talked, "D-EXPL-DONE", "talk", None, "explanation_given", ""),
    (explanations.no_show, "D-EXPL-NOSHOW", "appointment", None, "explanation_given", ""),
    (students.appeal, "D-APP", "announcement", THREE, "appeal", "counting"),
    (students.appeal_after_explanation, "D-APP-EXT", "explanation", THREE, "appeal", "counting"),
    (students.appeal_after_formal_decision, "D-APP-FORMAL", "formal_decision", THREE, "appeal", "counting"),
    (students.appeal_of_regrade, "D-APP-REGRADE", "regrade", THREE, "appeal_of_regrade", "counting"),
    (students.appeal_individual, "D-APP-IND", "individual", THREE, "appeal", "counting"),
    (students.appeal_by_unit, "D-APP-UNIT", "unit", None, "unit_deadline", "counting"),
    (of_a_group, "D-APP-GROUP", "group_explanation", THREE, "group_appeal", "counting"),
    (together.grace_of_member, "D-APP-GROUP", "last_day_of_group", WEEK, "group_grace", "counting"),
    (of_a_part, "D-APP-PART", "part", THREE, "part_appeal", "counting"),
    (of_a_whole, "D-APP-PART", "whole_course", THREE, "part_appeal", "counting"),
    (students.formal_error, "D-FORMAL", "knowledge", THREE, "formal_error", "counting"),
    (after_a_result, "D-FORMAL-EXT", "appeal_result", THREE, "formal_error_after", "counting"),
    (students.complaint_of_other_student, "D-FORMAL-2", "notice", THREE, "other_student", "counting"),
    (students.complaint, "D-COMPLAINT", "notice", THREE, "complaint", "counting"),
    (duties.interim_reply, "D-INTERIM", "receipt", MONTH, "interim_reply", "counting"),
    (of_a_due_date, "D-EXPL-INTERIM", "due", None, "interim_explanation", ""),
    (duties.interim_again, "D-INTERIM-2", "promise", None, "interim_again", ""),
    (with_target, "D-TARGET", "receipt", TWO, "regrading", ""),
    (duties.first_grading, "D-GRADE", "exam", Length(15, "working_days"), "first_grading", "counting"),
    (withdrawn, "D-WITHDRAW", "decided", None, "withdrawal", ""),
    (post.receipt, "D-ACK", "mail", None, "receipt", ""),
    (asked_back, "D-ACK-GAP", "question", WEEK, "correction", "counting"),
    (notified_again, "D-RENOTIFY", "notice_sent", WEEK, "renotification", ""),
    (no_more, "D-LATE-CAP", "announcement", Length(12, "months"), "late_appeal", "counting"),
    (post.next_digest, "D-DAILY", "digest", Length(1, "working_days"), "grader_digest", ""),
]
# what runs nowhere: its rule, why, and the name of its provision
NOWHERE: list[tuple[Callable[[Law], Deadline | None], str, str, str]] = [
    (lambda act: students.announcement(None, None, act), "D-ANN", "announcement_unknown", "announcement"),
    (students.appeal_pending_explanation, "D-APP-PEND", "explanation_pending", "appeal"),
    (students.appeal_pending_decision, "D-APP-PEND", "formal_pending", "appeal"),
    (students.not_appealable, "D-APP-NA", "not_appealable", "not_appealable"),
    (students.final_grade, "D-APP-FINAL", "final", "regrading"),
    (together.group_pending, "D-APP-GROUP", "group_pending", "group_appeal"),
    (lambda act: together.appeal_of_part("course", None, None, act), "D-APP-PART", "whole_course_open", "part_appeal"),
    (students.forwarded_to_board, "D-FORMAL-BOARD", "with_the_board", "board"),
    (regrading.handling, "D-HANDLE", "no_fixed_date", "handling"),
    (lambda act: regrading.further_assessment(2, act), "D-THIRD", "further_assessment", "further_assessment"),
    (lambda act: regrading.new_oral_exam(True, True, act), "D-ORAL2", "new_oral_exam", "new_oral_exam"),
    (
        lambda act: explanations.explanation_done(None, [], act),
        "D-EXPL-DONE",
        "explanation_not_given",
        "explanation_given",
    ),
    (
        lambda act: explanations.explanation_due_after(START, [Pause(START)], act),
        "D-EXPL-DUE-STOP",
        "paused",
        "explanation_paused",
    ),
    (
        lambda act: regrading.withdrawal("published", START, START, None, act),
        "D-WITHDRAW",
        "until_published",
        "withdrawal",
    ),
]
