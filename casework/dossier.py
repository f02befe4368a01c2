"""One student's one result: its exam, its cases and who graded it first, the facts that bind all dates together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from casework.appointments import Appointment
from casework.case import Case, Change, Kind, Outcome, Status
from casework.exams import Commission, Exam, Person, Result

ANNULLED = frozenset({Outcome.ANNULLED_REGRADE, Outcome.ANNULLED_NEW_EXAM})


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that the dates of one result depend on. `first_graders` are staff ids, the lead grader first.

    `commissions` are those of the exam's later rounds, for appeals. `whole_course` is the day on which the course of a part was
    announced as a whole. `fellows` are the explanations that the other members of the student's group have asked for. `appointments`
    are every round of finding a time for a talk in its explanations, the oldest first.
    """

    exam: Exam
    result: Result
    person: Person
    cases: tuple[Case, ...] = ()
    first_graders: tuple[int, ...] = ()
    commissions: tuple[Commission, ...] = ()
    whole_course: date | None = None
    fellows: tuple[Case, ...] = ()
    appointments: tuple[Appointment, ...] = ()

    def case(self, number: int) -> Case:
        """The case with that number, which must be one of this dossier's."""
        return next(case for case in self.cases if case.number == number)

    def with_case(self, case: Case) -> "Dossier":
        """The dossier as it is once that case has changed, or is there."""
        others = tuple(other for other in self.cases if other.number != case.number)
        return replace(self, cases=tuple(sorted((*others, case), key=lambda each: each.number)))

    def after(self, change: Change) -> "Dossier":
        """The dossier as it is once that change of one of its cases is kept."""
        key = {(each.case, each.round) for each in change.appointments}
        others = (each for each in self.appointments if (each.case, each.round) not in key)
        times = sorted((*others, *change.appointments), key=lambda each: (each.case, each.round))
        return replace(self.with_case(change.case), appointments=tuple(times))

    def with_commission(self, commission: Commission) -> "Dossier":
        """The dossier with one commission more."""
        return replace(self, commissions=(*self.commissions, commission))

    def appointment(self, number: int) -> Appointment | None:
        """The newest round of finding a time in that case; None while no time was ever offered."""
        return next((each for each in reversed(self.appointments) if each.case == number), None)

    def of_kind(self, kind: Kind) -> Iterator[Case]:
        """The cases of that kind, oldest first."""
        return (case for case in self.cases if case.kind is kind)

    def open_case(self, kind: Kind) -> Case | None:
        """The unfinished case of that kind, if there is one."""
        return next((case for case in self.of_kind(kind) if case.is_open), None)

    @property
    def regraded(self) -> Case | None:
        """The told appeal whose grade stands, which is final (§ 11-11); None again once a formal error has undone the grading."""
        told = (case for case in self.of_kind(Kind.APPEAL) if case.status is Status.DONE)
        last = max(told, key=lambda case: case.number, default=None)
        undone = last is not None and any(
            case.outcome in ANNULLED and (case.done_on or date.min) >= (last.done_on or date.min)
            for case in self.of_kind(Kind.FORMAL_ERROR)
        )
        return None if undone else last

    @property
    def told_deadline(self) -> date | None:
        """The latest appeal deadline that any letter has shown; never shortened (I13)."""
        return max((case.told_deadline for case in self.cases if case.told_deadline), default=None)

    @property
    def told_request(self) -> date | None:
        """The latest day that any letter has shown for asking for an explanation; never shortened (I13)."""
        return max((case.told_request for case in self.cases if case.told_request), default=None)

    def appeal_graders(self, case: Case) -> tuple[int, ...]:
        """The staff ids of the new graders of that appeal; none while it has no commission."""
        return next((each.members for each in self.commissions if each.id == case.commission_id), ())

    def explainers(self, case: Case) -> tuple[int, ...]:
        """Who may explain the grade that the case asks about, the lead grader first: those who set it."""
        return self.appeal_graders(case) or self.first_graders


class DossiersKept(Protocol):
    """How dossiers are read, as part of the records."""

    def dossier(self, result_id: int) -> Dossier | None: ...
    def dossiers(self, result_ids: Iterable[int]) -> Iterable[Dossier]:
        """The dossiers of those results, by result; to be read inside the transaction."""
        ...

    def dossiers_at(self, exam_ids: Iterable[int]) -> Sequence[Dossier]:
        """The dossiers with a case at those exams and at the other parts of their courses."""
        ...

    def of_fellows(self, dossier: Dossier) -> Sequence[int]:
        """The results of the other members of the dossier's group that have a case."""
        ...

    def running(self, since: date, after: int, limit: int) -> Sequence[int]:
        """The next results above `after` that have an open case, or whose student was told an appeal deadline on `since` or later, or that
        it stands still.
        """
        ...

    def dossier_of(self, number: int) -> Dossier | None:
        """The dossier that holds that case."""
        ...
