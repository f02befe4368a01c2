"""Which date wins when a result has several: what is known of it → the one appeal deadline, with what it was chosen before."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from casework.deadlines import students, together
from casework.deadlines.duties import explanation_due
from casework.deadlines.explanations import Pause, explanation_due_after
from casework.deadlines.together import Group
from casework.deadlines.value import Deadline, Note, Start, no_date
from casework.exams import AppealedAs, Form
from casework.laws import Law, Provision

LAST_DAY = attrgetter("date")


class ResultDates(NamedTuple):
    """What is known of one student's one result; every date is a day in Europe/Oslo, None where nothing happened or is known.

    `explanation_requested` without `explanation_given`, `formal_complaint_received` without `formal_decision_received`,
    and `appeal_received` without `appeal_told` are open. `regraded` is the announcement of a grade set anew after a
    formal error. `grade_known` is set only where the act of 2005 counts from knowledge. `appealed_as` is None for an exam
    that is the whole course, else the exam is a part, announced on `announced`, of a course announced on `whole_course`.
    `taken_as_in_time` is a request for an explanation that was in time once, or that a person has excused (decision 6).
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
    appeal_received: date | None = None
    formal_error_known: date | None = None
    appeal_told: date | None = None
    regraded: date | None = None
    grade_known: date | None = None
    appealed_as: AppealedAs | None = None
    whole_course: date | None = None
    group: Group | None = None
    pauses: tuple[Pause, ...] = ()
    taken_as_in_time: bool = False

    @property
    def known_announcement(self) -> date | None:
        """The announcement of D-ANN, None when nobody knows it."""
        return students.later_of(self.announced, self.protocol_created)


class Choice(NamedTuple):
    """The date that won, those it was chosen before, and what a person should know of the choice."""

    best: Deadline
    over: tuple[Deadline, ...] = ()
    notes: tuple[Note, ...] = ()


def request_deadline(
    known: ResultDates, law: Law, oral_tolerance_days: int = 0, tolerated: Provision | None = None
) -> Deadline:
    """Until when an explanation may be asked for: D-EXPL-REQ, or at once for all but written exams.

    An individual start replaces the announcement, but never shortens the week that the act gives from the announcement;
    nor does knowledge of the grade under the act of 2005 (D-EXPL-REQ-OLD). `tolerated` is where the institution sets the
    tolerance of an oral exam.
    """
    announced = known.known_announcement
    start = students.later_of(announced, known.individual_start)
    if start is None:
        return no_date("D-EXPL-REQ", "announcement_unknown", law, law.explanation_request)
    reason: Start = "announcement" if start == announced else "individual"
    if known.form is not Form.WRITTEN:
        return students.explanation_request_at_once(start, reason, law, oral_tolerance_days, tolerated)
    request = students.explanation_request(start, reason, law)
    if known.grade_known and announced and law.explanation_by_knowledge:
        by_knowledge = students.explanation_request_by_knowledge(known.grade_known, announced, law)
        return max(by_knowledge, request, key=LAST_DAY)
    return request


def asked_in_time(known: ResultDates, request: Deadline) -> bool:
    """Whether an explanation was asked for by the last day of `request`, or counts so; never late while no such day is known."""
    asked = known.explanation_requested
    return asked is not None and (request.date is None or asked <= request.date or known.taken_as_in_time)


def due_deadline(known: ResultDates, request: Deadline, law: Law) -> Deadline | None:
    """D-EXPL-DUE of the request after its pauses, marked when it came too late: then a person decides on it (decision 6)."""
    if known.explanation_requested is None:
        return None
    if known.pauses:
        due = explanation_due_after(known.explanation_requested, known.pauses, law)
    else:
        due = explanation_due(known.explanation_requested, law)
    return due if asked_in_time(known, request) else _marked_late(due)


@lru_cache(4096)
def _marked_late(due: Deadline) -> Deadline:
    return replace(due, notes=(*due.notes, "late_request"))


def appeal_deadline(known: ResultDates, request: Deadline, law: Law, shown: date | None = None) -> Deadline:
    """The last day to appeal the grade, or why there is none (decision 5, § 11-10).

    `request` is what `explanation_deadline` gave for the same facts. `shown` is the latest deadline that a letter has told
    the student: what is told is never shortened (I13). The answer's rule says which date won and `over` which lost.
    """
    return never_before(put_together(appeal_choice(known, request, law)), shown, "D-APP-SHOWN")


def never_before(deadline: Deadline, shown: date | None, rule: str) -> Deadline:
    """The deadline, or under that rule the later one which a letter has shown the student (I13); no date stays no date."""
    if deadline.date is None or shown is None or shown <= deadline.date:
        return deadline
    return Deadline(rule, shown, shown, (), shown, "shown", None, deadline.law, deadline.provision, over=(deadline,))


def put_together(choice: Choice) -> Deadline:
    """The date that won, carrying those that it was chosen before and what a person should know of the choice."""
    best, over, notes = choice
    return best if over == best.over and notes == best.notes else replace(best, over=over, notes=notes)


def appeal_choice(known: ResultDates, request: Deadline, law: Law) -> Choice:
    """The same as `appeal_deadline`, not yet put together."""
    none_runs = _no_appeal(known, law)
    if none_runs:
        return Choice(none_runs)
    in_time = asked_in_time(known, request)
    if in_time and not known.explanation_given:
        return Choice(students.appeal_pending_explanation(law))
    if known.group and known.group.is_open:
        return Choice(together.group_pending(law))
    return _latest(known, known.explanation_requested is not None and not in_time, law)


def _no_appeal(known: ResultDates, law: Law) -> Deadline | None:
    """Why no appeal deadline exists or runs, an awaited explanation apart."""
    if known.form is not Form.WRITTEN:
        return students.not_appealable(law)
    if known.appeal_told and (known.regraded is None or known.regraded < known.appeal_told):
        return students.final_grade(law)
    if not (known.announced or known.protocol_created or known.individual_start):
        return no_date("D-APP", "announcement_unknown", law, law.appeal)
    if known.formal_complaint_received and not known.formal_decision_received:
        return students.appeal_pending_decision(law)
    if known.appealed_as == "course" and known.whole_course is None:
        return together.appeal_of_part("course", known.known_announcement, None, law)
    return None


def _latest(known: ResultDates, late_request: bool, law: Law) -> Choice:
    """The latest of what the act gives and what the institution has set; the institution can only prolong."""
    unit = students.appeal_by_unit(known.unit_deadline, law) if known.unit_deadline else None
    own = students.appeal_individual(known.individual_start, law) if known.individual_start else None
    candidates = _by_the_act(known, late_request, law)
    set_here = unit or own  # a unit date replaces an individual one
    if set_here:
        candidates.append(set_here)
    best = max(candidates, key=LAST_DAY)
    if unit and own:
        candidates.append(own)
    over = tuple([other for other in candidates if other is not best])
    return Choice(best, over, (*_contradictions(known, late_request), *_lifted(best, unit, own)))


def _by_the_act(known: ResultDates, late_request: bool, law: Law) -> list[Deadline]:
    """The dates that § 11-10 gives, which nothing can shorten.

    An explanation that nobody is known to have asked for (sent to all with the grades, or to a group) extends like one
    asked for in time: FS counts so, and in doubt the student has the longer time. Only a late request extends nothing.
    """
    found = []
    announced = known.known_announcement
    if announced and known.appealed_as:
        found.append(together.appeal_of_part(known.appealed_as, announced, known.whole_course, law))
    elif announced:
        found.append(students.appeal(announced, law))
    if known.explanation_given and not late_request:
        found.append(students.appeal_after_explanation(known.explanation_given, law))
    if known.formal_decision_received:
        found.append(students.appeal_after_formal_decision(known.formal_decision_received, law))
    if known.regraded:
        found.append(students.appeal_of_regrade(known.regraded, law))
    of_group = together.appeal_of_member(known.group, law) if known.group else None
    return [*found, of_group] if of_group else found


def _contradictions(known: ResultDates, late_request: bool) -> tuple[Note, ...]:
    """What a case handler should know of the facts; they decide nothing."""
    asked: tuple[Note, ...] = ("late_request",) if late_request else ()
    if _answered_before(known.explanation_requested, known.explanation_given) or _answered_before(
        known.formal_complaint_received, known.formal_decision_received
    ):
        return (*asked, "answer_before_request")
    return asked


def _answered_before(asked: date | None, answered: date | None) -> bool:
    return asked is not None and answered is not None and answered < asked


def _lifted(best: Deadline, unit: Deadline | None, own: Deadline | None) -> tuple[Note, ...]:
    """Which date of the institution the act has lifted, and whether its two dates need a person's look."""
    if unit is None:
        return ("individual_lifted",) if own and own.last_day < best.last_day else ()
    lifted: tuple[Note, ...] = ("unit_lifted",) if unit.last_day < best.last_day else ()
    return (*lifted, "unit_before_individual") if own and unit.last_day < own.last_day else lifted
