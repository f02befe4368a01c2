"""The three clocks of one result: what its dossier says happened, as the dates of the law."""

from datetime import date

from casework.calendar import day_of
from casework.case import Case, Kind, Mark, Status
from casework.deadlines import (
    Deadline,
    Group,
    Pause,
    ResultDates,
    ThreeClocks,
    announcement,
    cap_of_late_appeal,
    complaint,
    explanation_due_after,
    explanation_of_regrade,
    first_grading,
    formal_error_after,
    grace_of_member,
    handling,
    interim_again,
    interim_for_explanation,
    interim_reply,
    regrading_target,
    three_clocks,
)
from casework.dossier import Dossier
from casework.exams import AppealedAs, Exam
from casework.laws import Law, Laws, packaged_laws
from casework.rulebook import Rulebook


class Clocks:
    """The dates of a dossier as they stand now. A case keeps the law it was opened under while that covers the announcement (decision 1).

    `rulebook` is what holds at the dossier's own exam, its faculty's and its course's choices among them.
    """

    def __init__(self, dossier: Dossier, rulebook: Rulebook, laws: Laws | None = None) -> None:
        self._dossier = dossier
        self.rulebook = rulebook.for_exam(dossier.exam.faculty, dossier.exam.course)
        self._known = _known(dossier, self.rulebook)
        self.law = _law_of(dossier, self._known.known_announcement, laws or packaged_laws())

    @property
    def open_cases(self) -> list[Case]:
        """The dossier's cases that somebody still owes an answer."""
        return [case for case in self._dossier.cases if case.is_open]

    @property
    def told_by(self) -> Case | None:
        """The case whose letter has told the latest appeal deadline, None where no letter has told any."""
        told = [case for case in self._dossier.cases if case.told_deadline]
        return max(told, key=lambda case: case.told_deadline or date.min, default=None)

    @property
    def result(self) -> str:
        """What the dates are of: course code and part."""
        return self._dossier.exam.label

    @property
    def announced(self) -> date | None:
        """D-ANN: the day that the student's clocks start from, None when nobody knows it (decision 4)."""
        return self._known.known_announcement

    def announcement(self) -> Deadline:
        """D-ANN with where it comes from, or that nobody knows it (decision 4)."""
        return announcement(self._known.announced, self._known.protocol_created, self.law)

    def first_grading(self) -> Deadline | None:
        """D-GRADE: until when the grade was due after the exam (§ 11-7); None where the day of the exam is not known."""
        held = self._dossier.exam.held
        return first_grading(held, self.law) if held else None

    def promise(self, promised: date) -> Deadline:
        """D-INTERIM-2: when the next word is due once an answer has been promised for that day (forvaltningsloven § 11 a)."""
        return interim_again(promised, self.law)

    def explanation_request(self) -> Deadline:
        """Until when an explanation may be asked for (§ 11-8): of the new grade once the student has been told of one."""
        return self.three().explanation

    def explanation_due(self, case: Case) -> Deadline:
        """Until when the explanation that the case asks for must be given (§ 11-8 third paragraph), after the student's own delays.

        No date while such a delay lasts (forvaltningslovforskriften § 38).
        """
        pauses = [Pause(start, end) for start, end in case.pauses]
        return explanation_due_after(day_of(case.received), pauses, self.law)

    def interim(self, received: date) -> Deadline:
        """Until when an interim reply is due on what was received that day (forvaltningsloven § 11 a)."""
        return interim_reply(received, self.law)

    def appeal(self) -> Deadline:
        """Until when the grade may be appealed, or why no deadline runs (§ 11-10); never earlier than what a letter has told."""
        return self.three().appeal

    def group_grace(self) -> Deadline | None:
        """D-APP-GROUP by hand: until when a case handler may let in a member who did not ask; None for anybody else (decision 8)."""
        appeal, group = self.appeal(), self._known.group
        if (
            group is None
            or group.policy == "requester_only"
            or self._known.explanation_requested
            or appeal.date is None
        ):
            return None
        return grace_of_member(appeal.date, self.law)

    def cap_of_late_appeal(self) -> Deadline | None:
        """D-LATE-CAP: after which day no late appeal can be taken on; None while no deadline for appeals runs."""
        return cap_of_late_appeal(self._known, self.appeal(), self.law)

    def three(self) -> ThreeClocks:
        """The explanation's clock, the appeal's and the formal error's, each as the others have restarted it (L-08)."""
        return three_clocks(
            self._known,
            self.law,
            oral_tolerance_days=self.rulebook.oral_tolerance_days,
            tolerated=self.rulebook.cited("oral_tolerance_days"),
            shown=self._dossier.told_deadline,
            shown_request=self._dossier.told_request,
        )

    def explanation_request_of_regrade(self, told: date) -> Deadline:
        """D-NEWEXPL: until when an explanation of the new grade may be asked for, from the day the student was told of it."""
        return explanation_of_regrade(told, self.law)

    def formal_error_after(self, appeal_told: date) -> Deadline | None:
        """D-FORMAL-EXT: until when a formal error may be complained about after the appeal's result (§ 11-9 sixth paragraph)."""
        return formal_error_after(None, appeal_told, self.law)

    def complaint(self, told: date) -> Deadline:
        """D-COMPLAINT: until when a decision of ours, told that day, may be complained about (forvaltningsloven § 29)."""
        return complaint(told, self.law)

    def interim_for_explanation(self, case: Case) -> Deadline | None:
        """D-EXPL-INTERIM: when the student must hear that the explanation will be late (forvaltningsloven § 11 a).

        None while the student's own delay lasts.
        """
        due = self.explanation_due(case)
        return interim_for_explanation(due, self.law) if due.date else None

    def handling(self) -> Deadline:
        """D-HANDLE: that the act sets no day for the new grade (§ 11-11 first paragraph)."""
        return handling(self.law)

    @property
    def target_is_known(self) -> bool:
        """Whether it can be said now what the target is, or that there is none: not while the deadline that it counts from stands still."""
        target = self.rulebook.appeal_target
        return target is None or target.counted_from == "receipt" or self.appeal().date is not None

    def reply(self, case: Case) -> Deadline | None:
        """When the student of an open case hears from us at the latest: by the law, or as was promised; None while a delay lasts."""
        if case.promised:
            return self.promise(case.promised)
        if case.kind is Kind.EXPLANATION:
            return self.interim_for_explanation(case)
        return self.interim(day_of(case.received))

    def regrading_target(self, case: Case) -> Deadline | None:
        """D-TARGET: the institution's own aim for the new grade (decision 11).

        None where it has none, where the case is no appeal, and while the deadline that it counts from does not run.
        """
        target = self.rulebook.appeal_target
        if target is None or case.kind is not Kind.APPEAL:
            return None
        decided = self.rulebook.cited("appeal_target")
        return regrading_target(target, day_of(case.received), self.appeal().date, self.law, decided)


def _law_of(dossier: Dossier, announced: date | None, laws: Laws) -> Law:
    """The law that the first case was opened under, unless the announcement lies outside of it, as it was unknown or has been corrected.

    Then the announcement decides, as for a first case (decision 1).
    """
    opened = (
        laws.named(case.law) for case in dossier.cases if announced is None or Mark.NO_ANNOUNCEMENT not in case.marks
    )
    return next((law for law in opened if announced is None or law.covers(announced)), laws.on(announced or date.max))


def _known(dossier: Dossier, rulebook: Rulebook) -> ResultDates:
    exam, explanation, complaint = dossier.exam, _explanation(dossier), _complaint(dossier)
    regraded, appeal = dossier.regraded, dossier.open_case(Kind.APPEAL)
    return ResultDates(
        form=exam.form,
        announced=exam.announced,
        protocol_created=exam.protocol_created,
        individual_start=dossier.result.individual_start,
        unit_deadline=exam.unit_deadline,
        explanation_requested=_day(explanation),
        explanation_given=explanation.done_on if explanation else None,
        formal_complaint_received=_day(complaint),
        formal_decision_received=complaint.done_on if complaint else None,
        appeal_received=_day(appeal or regraded),
        appeal_told=regraded.done_on if regraded else None,
        formal_error_known=complaint.error_known if complaint else None,
        regraded=dossier.result.announced_anew,
        appealed_as=_appealed_as(dossier.exam, rulebook),
        whole_course=dossier.whole_course,
        group=_group(dossier, rulebook),
        pauses=tuple(Pause(start, end) for start, end in explanation.pauses) if explanation else (),
        taken_as_in_time=explanation is not None,
    )


def _appealed_as(exam: Exam, rulebook: Rulebook) -> AppealedAs | None:
    """What is appealed of a part: the institution's choice, or what the registry says where it leaves that to the exam."""
    if not exam.part:
        return None
    return exam.appealed_as if rulebook.part_exam_appeal == "exam_decides" else rulebook.part_exam_appeal


def _group(dossier: Dossier, rulebook: Rulebook) -> Group | None:
    """What the fellow members asked for in time, and when the last of them got it (decision 8); None where nobody has asked."""
    asked = [case for case in dossier.fellows if _counts(case)]
    if not asked:
        return None
    still_open = any(case.is_open for case in asked)
    given = None if still_open else max(case.done_on or date.min for case in asked)
    return Group(rulebook.group_extension, max(day_of(case.received) for case in asked), given)


def _counts(case: Case) -> bool:
    """Whether a request for an explanation moves any clock: asked for in time, and neither rejected nor withdrawn."""
    return case.in_time and (case.is_open or case.status is Status.DONE)


def _explanation(dossier: Dossier) -> Case | None:
    """The request that the clocks depend on, the open one first."""
    counting = filter(_counts, dossier.of_kind(Kind.EXPLANATION))
    return max(counting, key=lambda case: (case.is_open, case.number), default=None)


def _complaint(dossier: Dossier) -> Case | None:
    """The complaint on formal errors that the clocks depend on: an open one first, else the one decided last."""
    counting = [c for c in dossier.of_kind(Kind.FORMAL_ERROR) if c.is_open or c.status is Status.DONE]
    return max(counting, key=lambda case: (case.is_open, case.done_on or date.min), default=None)


def _day(case: Case | None) -> date | None:
    return day_of(case.received) if case else None
