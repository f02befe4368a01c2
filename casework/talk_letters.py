"""The letters about times for a talk, and the invitation that each of the two gets with theirs (decision 21, M-EXPL-CALL)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from casework.appointments import Appointment
from casework.calendar import day_of, last_working_day_on_or_before
from casework.case import Case
from casework.dossier import Dossier
from casework.exams import Language, Staff
from casework.invitations import Invitation, Party, Slot
from casework.messages import Letter
from casework.office import Office

_CASE: Mapping[Language, str] = {Language.NB: "Sak", Language.NN: "Sak", Language.EN: "Case"}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TalkLetters:
    """What goes out about the times of one case as it is now; `said` is what a student wrote beside, word for word, for the grader."""

    case: Case
    dossier: Dossier
    grader: Staff
    office: Office

    def offered(self, found: Appointment, at: datetime, *, again: bool = False) -> Letter:
        """The numbered times to the student, and until when to answer: a working day before the first of them.

        `again` is whether they are asked back, since the answer was not certain.
        """
        first = last_working_day_on_or_before(found.offers[0].day - _ONE_DAY)
        key = f"oral-times:{self.case.number}:{found.round}"
        return self._to_student(
            key, "oral_times", offers=list(found.offers), choose_by=max(day_of(at), first), again=again
        )

    def called(self, found: Appointment, talk: Slot, was: Slot | None, said: str) -> tuple[Letter, Letter]:
        """A time holds, `was` being the one that it takes the place of."""
        student = self._to_student(
            found.invitation_key(Party.STUDENT), "oral_call", talk=talk, was=was, examiner=self.grader.name
        )
        grader = self._to_grader(found.invitation_key(Party.GRADER), "oral_call_grader", talk=talk, was=was, said=said)
        return self._invited(found, talk, student, grader)

    def reopened(self, after: Appointment, talk: Slot | None, said: str) -> tuple[Letter, Letter]:
        """The student was prevented, or none of the times fits: other times are to be offered."""
        which = f"{self.case.number}:{self.case.version}"
        due = self.office.clocks(self.dossier).explanation_due(self.case)
        student = self._to_student(f"oral-new-time:{which}", "oral_new_time", talk=talk)
        grader = self._to_grader(f"oral-wanted:{which}", "oral_times_wanted", talk=talk, said=said, due=due)
        return self._invited(after, talk, student, grader, cancelled=True) if talk else (student, grader)

    def taken_back(self, after: Appointment, talk: Slot | None, *, closed: bool, yours: bool) -> tuple[Letter, ...]:
        """An agreed time is taken back from both, times that were only offered from the student, unless the case is closed.

        `yours` is whether the grader keeps the case, and so is to offer others.
        """
        key = f"oral-cancelled:{self.case.number}:{self.case.version}"
        if talk is None and closed:
            return ()
        student = self._to_student(f"{key}:{Party.STUDENT}", "oral_cancelled", talk=talk, closed=closed)
        if talk is None:
            return (student,)
        grader = self._to_grader(f"{key}:{Party.GRADER}", "oral_cancelled_grader", talk=talk, yours=yours)
        return self._invited(after, talk, student, grader, cancelled=True)

    def excused(self, found: Appointment) -> Letter:
        """What the student said after the talk had begun is noted, and a case handler looks at it."""
        return self._to_student(f"oral-excused:{self.case.number}:{found.round}", "oral_excused", talk=found.agreed)

    def _to_student(self, key: str, template: str, **fields: Any) -> Letter:
        return self.office.to_student(key, template, self.case, self.dossier, **fields)

    def _to_grader(self, key: str, template: str, **fields: object) -> Letter:
        known = {"number": self.case.number, "exam": self.dossier.exam, **fields}
        return self.office.to_staff(key, template, self.grader, known, case=self.case)

    def _invited(
        self, found: Appointment, slot: Slot, student: Letter, grader: Letter, *, cancelled: bool = False
    ) -> tuple[Letter, Letter]:
        """The same letters with an invitation each, which names the case and the course and nobody."""

        def invitation(party: Party, language: Language) -> Invitation:
            summary = f"{_CASE[language]} {self.case.number}: {self.dossier.exam.course}"
            return Invitation(found.round, party, found.sequence, slot, summary, cancelled=cancelled)

        return (
            replace(student, invitation=invitation(Party.STUDENT, self.case.language)),
            replace(grader, invitation=invitation(Party.GRADER, self.grader.language)),
        )
