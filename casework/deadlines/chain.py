"""Which date wins when a result has several: what is known of it → the one appeal deadline, with what it was chosen before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from casework.deadlines import students
from casework.deadlines.duties import explanation_due
from casework.deadlines.value import Deadline, Note, Start, no_date
from casework.exams import Form
from casework.rulebook import Law


@dataclass(frozen=True, slots=True)
class ResultDates:
    """What is known of one student's one result; every date is a day in Europe/Oslo, None where nothing happened or is known.

    `explanation_requested` without `explanation_given`, and `formal_complaint_received` without
    `formal_decision_received`, are open.
    """

    form: Form = Form.WRITTEN
    announced: date | None = None
    protocol_created: date | None = None
    individual_start: date | None = None
    unit_deadline: date | None = None
    explanation_requested: date | None = None
    explanation_given: date | None = None
    formal_complaint_received: date | None = None
    formal_decision_received: date | None = None

    @property
    def known_announcement(self) -> date | None:
        """The announcement of D-ANN, None when nobody knows it."""
        return students.later_of(self.announced, self.protocol_created)


def request_deadline(known: ResultDates, law: Law, oral_tolerance_days: int = 0) -> Deadline:
    """Until when an explanation may be asked for: D-EXPL-REQ, or at once for all but written exams.

    An individual start replaces the announcement, but never shortens the week that the act gives from the announcement.
    """
    announced = known.known_announcement
    start = students.later_of(announced, known.individual_start)
    if start is None:
        return no_date("D-EXPL-REQ", "announcement_unknown", law, law.explanation_request)
    reason: Start = "announcement" if start == announced else "individual"
    if known.form is Form.WRITTEN:
        return students.explanation_request(start, reason, law)
    return students.explanation_request_at_once(start, reason, law, oral_tolerance_days)


def asked_in_time(known: ResultDates, request: Deadline) -> bool:
    """Whether an explanation was asked for by the last day of `request`; a request is never late while no such day is known."""
    asked = known.explanation_requested
    return asked is not None and (request.date is None or asked <= request.date)


def due_deadline(known: ResultDates, request: Deadline, law: Law) -> Deadline | None:
    """D-EXPL-DUE of the request, marked when it came too late: a person decides whether that one is answered (decision 6)."""
    if known.explanation_requested is None:
        return None
    due = explanation_due(known.explanation_requested, law)
    return due if asked_in_time(known, request) else replace(due, notes=("late_request",))


def appeal_deadline(known: ResultDates, request: Deadline, law: Law, shown: date | None = None) -> Deadline:
    """The last day to appeal the grade, or why there is none (decision 5, § 11-10).

    `request` is what `request_deadline` gave for the same facts. `shown` is the latest deadline that a letter has told
    the student: what is told is never shortened (I13). The answer's rule says which date won and `over` which lost.
    """
    if known.form is not Form.WRITTEN:
        return students.not_appealable(law)
    if known.known_announcement is None and known.individual_start is None:
        return no_date("D-APP", "announcement_unknown", law, law.appeal)
    if known.formal_complaint_received and not known.formal_decision_received:
        return students.appeal_pending_decision(law)
    in_time = asked_in_time(known, request)
    if in_time and not known.explanation_given:
        return students.appeal_pending_explanation(law)
    late = known.explanation_requested is not None and not in_time
    return _never_shortened(_latest(known, late, law), law, shown)


def _latest(known: ResultDates, late_request: bool, law: Law) -> Deadline:
    """The latest of what the act gives and what the institution has set; the institution can only prolong."""
    unit = students.appeal_by_unit(known.unit_deadline, law) if known.unit_deadline else None
    own = students.appeal_individual(known.individual_start, law) if known.individual_start else None
    candidates = [*_by_the_act(known, late_request, law), *_first(unit, own)]
    best = max(candidates, key=_last_day)
    notes = (*_contradictions(known, late_request), *_lifted(best, unit, own))
    if len(candidates) == 1 and not notes:
        return best
    everything = [*candidates, own] if unit and own else candidates
    return replace(best, over=tuple(other for other in everything if other is not best), notes=notes)


def _by_the_act(known: ResultDates, late_request: bool, law: Law) -> Iterator[Deadline]:
    """The dates that § 11-10 gives, which nothing can shorten.

    An explanation that nobody is known to have asked for (sent to all with the grades, or to a group) extends like one
    asked for in time: FS counts so, and in doubt the student has the longer time. Only a late request extends nothing.
    """
    announced = known.known_announcement
    if announced:
        yield students.appeal(announced, law)
    if known.explanation_given and not late_request:
        yield students.appeal_after_explanation(known.explanation_given, law)
    if known.formal_decision_received:
        yield students.appeal_after_formal_decision(known.formal_decision_received, law)


def _first(*deadlines: Deadline | None) -> list[Deadline]:
    """The first that is there, in a list: a unit date replaces an individual one."""
    return [deadline for deadline in deadlines if deadline][:1]


def _last_day(deadline: Deadline) -> date:
    return deadline.last_day


def _contradictions(known: ResultDates, late_request: bool) -> Iterator[Note]:
    """What a case handler should know of the facts; they decide nothing."""
    if late_request:
        yield "late_request"
    pairs = (
        (known.explanation_requested, known.explanation_given),
        (known.formal_complaint_received, known.formal_decision_received),
    )
    if any(asked and answered and answered < asked for asked, answered in pairs):
        yield "answer_before_request"


def _lifted(best: Deadline, unit: Deadline | None, own: Deadline | None) -> Iterator[Note]:
    if unit and unit.last_day < best.last_day:
        yield "unit_lifted"
    if own and not unit and own.last_day < best.last_day:
        yield "individual_lifted"
    if unit and own and unit.last_day < own.last_day:
        yield "unit_before_individual"


def _never_shortened(deadline: Deadline, law: Law, shown: date | None) -> Deadline:
    if shown is None or shown <= deadline.last_day:
        return deadline
    return Deadline("D-APP-SHOWN", shown, shown, (), shown, "shown", None, law.name, law.appeal, over=(deadline,))
