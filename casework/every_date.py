"""Every date of the law that stated facts allow, each under the id of its rule: what `fristvakt dates --explain` opens."""

from collections.abc import Iterator

from casework.deadlines import (
    Deadline,
    ThreeClocks,
    announcement,
    answer_to_question,
    cap_of_late_appeal,
    complaint,
    complaint_of_other_student,
    due_deadline,
    explanation_done,
    explanation_request_raw,
    explanation_talked,
    first_grading,
    forwarded_to_board,
    further_assessment,
    grace_of_member,
    handling,
    interim_again,
    interim_for_explanation,
    interim_reply,
    new_oral_exam,
    next_digest,
    no_show,
    receipt,
    regrading_target,
    renotification,
    request_deadline,
    three_clocks,
    withdrawal,
)
from casework.exams import Form
from casework.stated_facts import Stated

Dated = tuple[str, Deadline]


def every_date(said: Stated) -> Iterator[Dated]:
    """The dates in the order of the acts. The rule that won may be another one than the one it is asked for by, as D-APP-EXT for D-APP."""
    days, tolerated = said.oral_tolerance_days, said.tolerated
    request = request_deadline(said.known, said.law, days, tolerated)
    three = three_clocks(said.known, said.law, oral_tolerance_days=days, tolerated=tolerated)
    yield from _of_first_grade(said)
    yield from _of_explanation(said, request, three)
    yield from _of_appeal(said, request, three)
    yield from _of_regrading(said, three)
    yield from _of_formal_error(said, three)
    yield from _of_mail(said)


def _of_first_grade(said: Stated) -> Iterator[Dated]:
    known, law, _, further = said
    if "exam" in further:
        yield "D-GRADE", first_grading(further["exam"], law)
    if known.known_announcement:
        yield "D-ANN", announcement(known.announced, known.protocol_created, law)


def _of_explanation(said: Stated, request: Deadline, three: ThreeClocks) -> Iterator[Dated]:
    known, law, _, further = said
    if request.date:
        yield "D-EXPL-REQ", request
        yield "D-EXPL-REQ-RAW", explanation_request_raw(request)
    due = due_deadline(known, three.explanation, law)
    if due:
        yield "D-EXPL-DUE", due
    if due and due.date:
        yield "D-EXPL-INTERIM", interim_for_explanation(due, law)
    if "missed" in further:
        yield "D-EXPL-NOSHOW", no_show(further["missed"], law)
    elif "talked" in further:
        yield "D-EXPL-DONE", explanation_talked(further["talked"], law)
    elif known.explanation_given or known.explanation_requested:
        given = known.explanation_given
        yield "D-EXPL-DONE", explanation_done(given, [given] if given else [], law)


def _of_appeal(said: Stated, request: Deadline, three: ThreeClocks) -> Iterator[Dated]:
    known, law, _, _ = said
    if request.date or known.form is not Form.WRITTEN:
        yield "D-APP", three.appeal
    if three.appeal.rule == "D-APP-GROUP" and three.appeal.date:
        yield "D-APP-GROUP", grace_of_member(three.appeal.date, law)
    cap = cap_of_late_appeal(known, three.appeal, law)
    if cap:
        yield "D-LATE-CAP", cap


def _of_regrading(said: Stated, three: ThreeClocks) -> Iterator[Dated]:
    known, law, institution, further = said
    received = known.appeal_received
    if received:
        yield "D-HANDLE", handling(law)
        yield "D-INTERIM", interim_reply(received, law)
        cutoff = institution.withdrawal_cutoff if institution else "decided"
        ends = (further.get(fact) or known.appeal_told for fact in ("first_done", "decided", "published"))
        done, decided, published = ends  # whoever has been told the result can withdraw no more
        yield "D-WITHDRAW", withdrawal(cutoff, done, decided, published, law)
    if received and institution and institution.appeal_target:
        decided = institution.cited("appeal_target")
        target = regrading_target(institution.appeal_target, received, three.appeal.date, law, decided)
        yield from [("D-TARGET", target)] if target else []
    if "promised" in further:
        yield "D-INTERIM-2", interim_again(further["promised"], law)
    third = further_assessment(further.get("steps_apart", 0), law)
    oral = new_oral_exam(further.get("written_changed", False), further.get("oral_adjusts", False), law)
    yield from [(asked.rule, asked) for asked in (third, oral) if asked]
    if three.explanation.rule == "D-NEWEXPL":
        yield "D-NEWEXPL", three.explanation


def _of_formal_error(said: Stated, three: ThreeClocks) -> Iterator[Dated]:
    known, law, _, further = said
    if known.known_announcement:
        yield "D-FORMAL", three.formal_error
    if "forwarded" in further:
        yield "D-FORMAL-BOARD", forwarded_to_board(law)
    if "annulled" in further:
        yield "D-FORMAL-2", complaint_of_other_student(further["annulled"], law)
    if "refused" in further:
        yield "D-COMPLAINT", complaint(further["refused"], law)


def _of_mail(said: Stated) -> Iterator[Dated]:
    known, law, institution, further = said
    asked = (known.explanation_requested, known.formal_complaint_received, known.appeal_received)
    last = max((day for day in asked if day), default=None)
    if last:
        yield "D-ACK", receipt(last, law)
    if "notified" in further:
        days = institution.renotify_days if institution else None
        again = renotification(further["notified"], further.get("opened"), law, days)
        yield from [("D-RENOTIFY", again)] if again else []
    if "asked_back" in further and institution:
        yield "D-ACK-GAP", answer_to_question(further["asked_back"], institution.answer_time, law)
    if "reminded" in further:
        yield "D-DAILY", next_digest(further["reminded"], law)
