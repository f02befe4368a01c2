"""The new grading of an appeal: what the act asks for on the way to a final grade, and until when the appeal can be withdrawn."""

from datetime import date
from typing import Literal

from casework.deadlines.value import Deadline, Start, Why, no_date, on_its_day
from casework.grades import FURTHER_STEPS
from casework.laws import Law

Cutoff = Literal["registered", "decided", "published"]


def handling(law: Law) -> Deadline:
    """D-HANDLE: an appeal has no fixed date, only "without undue delay" (§ 11-11 first paragraph); D-INTERIM and D-TARGET have."""
    return no_date("D-HANDLE", "no_fixed_date", law, law.handling)


def further_assessment(steps_apart: int, law: Law) -> Deadline | None:
    """D-THIRD: two grades or more apart are assessed once more before the grade is final (§ 11-11 third paragraph); else None.

    `steps_apart` has no sign: neither the grade nor its direction is told meanwhile.
    """
    if steps_apart < FURTHER_STEPS:
        return None
    return no_date("D-THIRD", "further_assessment", law, law.further_assessment)


def new_oral_exam(written_changed: bool, oral_adjusts: bool, law: Law) -> Deadline | None:
    """D-ORAL2: a new oral exam, where it adjusts a written grade that has changed (§ 11-11 fourth paragraph); else None."""
    if not (written_changed and oral_adjusts):
        return None
    return no_date("D-ORAL2", "new_oral_exam", law, law.new_oral_exam)


def withdrawal(
    cutoff: Cutoff, registered: date | None, decided: date | None, published: date | None, law: Law
) -> Deadline:
    """D-WITHDRAW: the day on which the appeal could last be withdrawn, no date while it still can (decision 18).

    The days are those of the first new grader's "done", of the final grade and of its announcement; `cutoff` is the
    institution's choice among them.
    """
    ends: dict[Cutoff, tuple[date | None, Start, Why]] = {
        "registered": (registered, "registered", "until_registered"),
        "decided": (decided, "decided", "until_decided"),
        "published": (published, "published", "until_published"),
    }
    day, reason, why = ends[cutoff]
    if day is None:
        return no_date("D-WITHDRAW", why, law, law.withdrawal)
    return on_its_day("D-WITHDRAW", day, reason, law, law.withdrawal)
