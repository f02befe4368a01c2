"""The institution's own dates: when it owes an explanation, an interim reply, a grade."""

from datetime import date
from functools import lru_cache

from casework.calendar import working_days_before
from casework.deadlines.counting import backward, end_of, forward, length_of
from casework.deadlines.value import Deadline, Start
from casework.laws import Law, Provision
from casework.rulebook import AppealTarget


def explanation_due(requested: date, law: Law) -> Deadline:
    """D-EXPL-DUE: the last day to give an explanation (§ 11-8 third paragraph), D-EXPL-DUE-OLD under the act of 2005.

    It counts from the request's arrival, also of a late one. Our own aim is `target`, the unmoved day or the last
    working day before it (decision 3). Moved under forvaltningslovforskriften § 41.
    """
    if law.explanation_due.normally:
        return explanation_normally_due(requested, law)
    return forward("D-EXPL-DUE", requested, "request", law, law.explanation_due, law.own_counting)


def explanation_normally_due(requested: date, law: Law) -> Deadline:
    """D-EXPL-DUE-OLD: the same two weeks, which the act of 2005 softens by "normally" (its § 5-3 second paragraph)."""
    return forward("D-EXPL-DUE-OLD", requested, "request", law, law.explanation_due, law.own_counting)


@lru_cache(8192)
def interim_reply(received: date, law: Law) -> Deadline:
    """D-INTERIM: the last day for an interim reply to an appeal or a complaint (forvaltningsloven § 11 a third paragraph).

    `raw` is the legal day, one calendar month after receipt, not moved forward; `date` is the day it is sent at the
    latest, the last working day on or before (decision 10).
    """
    length = length_of(law.interim_reply)
    raw = end_of(received, length)
    return backward(
        "D-INTERIM",
        raw,
        received,
        "receipt",
        law,
        law.interim_reply,
        length=length,
        counted=law.counting,
        notes=("sent_before",),
    )


def interim_for_explanation(due: Deadline, law: Law) -> Deadline:
    """D-EXPL-INTERIM: word that an explanation will be late, on or before its due date (forvaltningsloven § 11 a)."""
    return backward("D-EXPL-INTERIM", due.last_day, due.last_day, "due", law, law.interim_explanation)


def interim_again(promised: date, law: Law) -> Deadline:
    """D-INTERIM-2: when the next word is due once an answer has been promised: on that day or the last working day before (decision 10)."""
    return backward("D-INTERIM-2", promised, promised, "promise", law, law.interim_again, notes=("sent_before",))


def interim_asked_on(interim: Deadline, working_days: int = 5) -> date:
    """The day a case handler is asked what the interim reply shall say: that many working days before it goes (decision 10)."""
    return working_days_before(interim.last_day, working_days)


def regrading_target(
    target: AppealTarget, received: date, appeal_deadline: date | None, law: Law, decided: Provision | None = None
) -> Deadline | None:
    """D-TARGET: the institution's own aim for the new grade (decision 11), on the last working day on or before.

    Counted from the receipt of the appeal or from the last day to appeal, None while that one does not run; it never
    replaces the interim reply. `decided` is where the institution has set it, without which the act's rule on regrading is cited.
    """
    start: date | None
    reason: Start
    start, reason = (received, "receipt") if target.counted_from == "receipt" else (appeal_deadline, "appeal_deadline")
    if start is None:
        return None
    raw = end_of(start, target.length)
    return backward("D-TARGET", raw, start, reason, law, decided or law.regrading, length=target.length)


def first_grading(exam: date, law: Law) -> Deadline:
    """D-GRADE: the last day of the first grading: 15 working days after the exam (§ 11-7), three weeks under the act of 2005."""
    return forward("D-GRADE", exam, "exam", law, law.first_grading)
