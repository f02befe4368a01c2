"""The three clocks of one result: what its dossier says happened, as the dates of the law."""

from datetime import date

from casework.calendar import day_of
from casework.case import Case, Kind, Status
from casework.deadlines import (
    Deadline,
    ResultDates,
    appeal_deadline,
    complaint,
    explanation_due,
    explanation_request,
    formal_error_after,
    interim_for_explanation,
    interim_reply,
    regrading_target,
    request_deadline,
)
from casework.dossier import Dossier
from casework.rulebook import Law, Rulebook, law, law_for


class Clocks:
    """The dates of a dossier as they stand now. A case keeps the law it was opened under (decision 1)."""

    def __init__(self, dossier: Dossier, rulebook: Rulebook) -> None:
        self._dossier = dossier
        self._tolerance = rulebook.oral_tolerance_days
        self._known = _known(dossier)
        self.law = _law_of(dossier, self._known.known_announcement)

    @property
    def announced(self) -> date | None:
        """D-ANN: the day that the student's clocks start from, None when nobody knows it (decision 4)."""
        return self._known.known_announcement

    def explanation_request(self) -> Deadline:
        """Until when an explanation may be asked for (§ 11-8)."""
        return request_deadline(self._known, self.law, self._tolerance)

    def explanation_due(self, requested: date) -> Deadline:
        """Until when an explanation asked for on that day must be given (§ 11-8 third paragraph)."""
        return explanation_due(requested, self.law)

    def interim(self, received: date) -> Deadline:
        """Until when an interim reply is due on what was received that day (forvaltningsloven § 11 a)."""
        return interim_reply(received, self.law)

    def appeal(self) -> Deadline:
        """Until when the grade may be appealed, or why no deadline runs (§ 11-10); never earlier than what a letter has told."""
        return appeal_deadline(self._known, self.explanation_request(), self.law, self._dossier.told_deadline)

    def explanation_request_of_regrade(self, told: date) -> Deadline:
        """D-NEWEXPL: until when an explanation of the new grade may be asked for, from the day the student was told of it."""
        return explanation_request(told, "regrade", self.law)

    def formal_error_after(self, appeal_told: date) -> Deadline | None:
        """D-FORMAL-EXT: until when a formal error may be complained about after the appeal's result (§ 11-9 sixth paragraph)."""
        return formal_error_after(None, appeal_told, self.law)

    def complaint(self, told: date) -> Deadline:
        """D-COMPLAINT: until when a decision of ours, told that day, may be complained about (forvaltningsloven § 29)."""
        return complaint(told, self.law)

    def interim_for_explanation(self, requested: date) -> Deadline:
        """D-EXPL-INTERIM: when the student must hear that the explanation will be late (forvaltningsloven § 11 a)."""
        return interim_for_explanation(self.explanation_due(requested), self.law)

    def regrading_target(self, case: Case, rulebook: Rulebook) -> date | None:
        """D-TARGET: the institution's own aim for the new grade (decision 11); None where it has none, or the case is no appeal."""
        if rulebook.appeal_target is None or case.kind is not Kind.APPEAL:
            return None
        received, deadline = day_of(case.received), self.appeal().date
        return regrading_target(rulebook.appeal_target, received, deadline or received, self.law).date


def _law_of(dossier: Dossier, announced: date | None) -> Law:
    if dossier.cases:
        return law(dossier.cases[0].law)
    return law_for(announced or date.max)


def _known(dossier: Dossier) -> ResultDates:
    exam, explanation, complaint = dossier.exam, _explanation(dossier), _complaint(dossier)
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
    )


def _explanation(dossier: Dossier) -> Case | None:
    """The request that the clocks depend on: one asked for in time, the open one first; a rejected or withdrawn one counts no more."""
    counting = [c for c in dossier.of_kind(Kind.EXPLANATION) if c.in_time and (c.is_open or c.status is Status.DONE)]
    return max(counting, key=lambda case: (case.is_open, case.number), default=None)


def _complaint(dossier: Dossier) -> Case | None:
    """The complaint on formal errors that the clocks depend on: an open one first, else the one decided last."""
    counting = [c for c in dossier.of_kind(Kind.FORMAL_ERROR) if c.is_open or c.status is Status.DONE]
    return max(counting, key=lambda case: (case.is_open, case.done_on or date.min), default=None)


def _day(case: Case | None) -> date | None:
    return day_of(case.received) if case else None
