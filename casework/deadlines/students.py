"""The students' dates: until when an explanation may be asked for, a grade appealed, a formal error complained about."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from casework.deadlines.counting import end_of, forward, rolled
from casework.deadlines.value import Deadline, Start, no_date, on_its_day
from casework.laws import Law, Length, Provision


@lru_cache(8192)
def announcement(unit_announced: date | None, protocol_created: date | None, law: Law) -> Deadline:
    """D-ANN: the later of the unit's announcement date and the day the result was created (decision 4).

    Both missing: no date, and a case handler is asked. A start is never moved.
    """
    day = later_of(unit_announced, protocol_created)
    if day is None:
        return no_date("D-ANN", "announcement_unknown", law, law.announcement)
    return on_its_day("D-ANN", day, "announcement", law, law.announcement)


def explanation_request(start: date, reason: Start, law: Law) -> Deadline:
    """D-EXPL-REQ: the last day to ask for an explanation of a written exam's grade (§ 11-8 first paragraph)."""
    return forward("D-EXPL-REQ", start, reason, law, law.explanation_request)


def explanation_request_by_knowledge(known: date, announced: date, law: Law) -> Deadline:
    """D-EXPL-REQ-OLD: one week from when the grade was known, at most three weeks from its announcement (act of 2005 § 5-3).

    Only for a result that was announced, or is asked about, otherwise than electronically; the act of 2024 has no such
    branch, and LookupError says so. Knowledge cannot be older than the announcement. No live case asks for it: no file tells how
    a grade was announced, and by it the last day to ask of all was 21 August 2024.
    """
    week, at_latest = law.explanation_by_knowledge, law.explanation_at_latest
    if week is None or at_latest is None:
        raise LookupError(f"{law.name} counts no request from knowledge of the grade")
    from_knowledge = forward("D-EXPL-REQ-OLD", max(known, announced), "grade_known", law, week)
    cap = forward("D-EXPL-REQ-OLD", announced, "announcement", law, at_latest)
    return from_knowledge if from_knowledge.last_day <= cap.last_day else cap


def explanation_of_regrade(announced: date, law: Law) -> Deadline:
    """D-NEWEXPL: the last day to ask for an explanation of a new grade; it gives no new appeal (§§ 11-8, 11-11; NMBU 2021)."""
    return forward("D-NEWEXPL", announced, "regrade", law, law.explanation_request)


def explanation_request_at_once(
    start: date, reason: Start, law: Law, tolerance_days: int = 0, tolerated: Provision | None = None
) -> Deadline:
    """D-EXPL-REQ-ORAL: the day the grade of an oral, performing or practical exam is told (§ 11-8 second paragraph).

    "At once" is no deadline of a length and stays on its day; a local tolerance in days is one, and moves as such (decision 7).
    The days are the institution's, set where `tolerated` says.
    """
    length = Length(tolerance_days, "days")
    raw = end_of(start, length)
    day, moved = rolled(raw) if tolerance_days else (raw, ())
    counted = law.counting if tolerance_days else None
    by = tolerated if tolerated and tolerance_days else law.explanation_at_once
    return Deadline("D-EXPL-REQ-ORAL", day, raw, moved, start, reason, length, law.name, by, counted)


@lru_cache(8192)
def explanation_request_raw(request: Deadline) -> Deadline:
    """D-EXPL-REQ-RAW: the same day unmoved, as FS shows it; for case handlers, never for a refusal (decision 3)."""
    return replace(request, rule="D-EXPL-REQ-RAW", date=request.raw, moved=(), counted=None)


def appeal(announced: date, law: Law) -> Deadline:
    """D-APP: the last day to appeal a grade, from its announcement (§ 11-10 first paragraph)."""
    return forward("D-APP", announced, "announcement", law, law.appeal)


def appeal_after_explanation(given: date, law: Law) -> Deadline:
    """D-APP-EXT: the same from the explanation, `given` being the day it was available and notified, or talked (decision 6)."""
    return forward("D-APP-EXT", given, "explanation", law, law.appeal)


def appeal_after_formal_decision(received: date, law: Law) -> Deadline:
    """D-APP-FORMAL: the same from the day the student received the final decision on formal errors (§ 11-10 first paragraph)."""
    return forward("D-APP-FORMAL", received, "formal_decision", law, law.appeal)


def appeal_of_regrade(announced: date, law: Law) -> Deadline:
    """D-APP-REGRADE: the last day to appeal a grade set anew after a formal error (§ 11-9 second paragraph)."""
    return forward("D-APP-REGRADE", announced, "regrade", law, law.appeal_of_regrade)


def appeal_individual(start: date, law: Law) -> Deadline:
    """D-APP-IND: three weeks from the start that is set for this one student (UiO 2020; § 11-10 first paragraph)."""
    return forward("D-APP-IND", start, "individual", law, law.appeal)


@lru_cache(8192)
def appeal_by_unit(fixed: date, law: Law) -> Deadline:
    """D-APP-UNIT: the date that the institution has fixed for the whole exam, moved as any student deadline (UiO 2020)."""
    day, moved = rolled(fixed)
    return Deadline(
        "D-APP-UNIT", day, fixed, moved, fixed, "unit", None, law.name, law.unit_deadline or law.appeal, law.counting
    )


def appeal_pending_explanation(law: Law) -> Deadline:
    """D-APP-PEND: no deadline runs while an explanation asked for in time is open; an appeal is accepted (§ 11-10)."""
    return no_date("D-APP-PEND", "explanation_pending", law, law.appeal)


def appeal_pending_decision(law: Law) -> Deadline:
    """D-APP-PEND: no deadline runs while a complaint on formal errors is open; an appeal is accepted (§ 11-10)."""
    return no_date("D-APP-PEND", "formal_pending", law, law.appeal)


def not_appealable(law: Law) -> Deadline:
    """D-APP-NA: an exam that cannot be graded anew has no appeal (§ 11-10 fourth paragraph); rejecting one needs a person."""
    return no_date("D-APP-NA", "not_appealable", law, law.not_appealable)


def final_grade(law: Law) -> Deadline:
    """D-APP-FINAL: a grade that new graders set on appeal is final (§ 11-11; forvaltningslovforskriften § 32)."""
    return no_date("D-APP-FINAL", "final", law, law.regrading)


def formal_error(known: date, law: Law) -> Deadline:
    """D-FORMAL: from the day the student knew or should have known of the error (§ 11-9); never rejected by machine."""
    return forward("D-FORMAL", known, "knowledge", law, law.formal_error)


def formal_error_after(given: date | None, appeal_result: date | None, law: Law) -> Deadline | None:
    """D-FORMAL-EXT: from the later of explanation and appeal result (§ 11-9 sixth paragraph); None when neither is there."""
    start = later_of(given, appeal_result)
    if start is None:
        return None
    reason: Start = "explanation" if start == given else "appeal_result"
    return forward("D-FORMAL-EXT", start, reason, law, law.formal_error_after)


def forwarded_to_board(law: Law) -> Deadline:
    """D-FORMAL-BOARD: no error found: the case shall go to the appeal body, with no deadline for the student (§ 11-9 third paragraph)."""
    return no_date("D-FORMAL-BOARD", "with_the_board", law, law.board)


def complaint_of_other_student(notified: date, law: Law) -> Deadline:
    """D-FORMAL-2: three weeks from the notice, for a student whose exam was annulled in somebody else's case (§ 11-9 fourth paragraph).

    No live case asks for it, as no file tells the day of such a notice; D-FORMAL gives the same day when the notice is what was known.
    """
    return forward("D-FORMAL-2", notified, "notice", law, law.other_student)


def complaint(told: date, law: Law) -> Deadline:
    """D-COMPLAINT: against a decision of the institution's own, from when its notice reached the student (forvaltningsloven § 29)."""
    return forward("D-COMPLAINT", told, "notice", law, law.complaint)


def later_of(one: date | None, other: date | None) -> date | None:
    """The later of two days that may be missing."""
    return max(one, other) if one and other else one or other
