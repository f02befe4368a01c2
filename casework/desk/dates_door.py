"""The page of a student's link to the dates of a case: it shows them on a line and in words, and there is nothing to press."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.desk.door import Door, State
from casework.exams import Language
from casework.links import Link
from casework.office import Office
from casework.records import Records
from casework.why import why_for_student


@dataclass(frozen=True, slots=True)
class DatesVisitor:
    """The student with a valid link, within one transaction."""

    records: Records
    office: Office
    link: Link
    now: datetime

    def look(self) -> Door:
        """The dates as they stand now; gone when the link is too old or another's."""
        dossier = self.records.dossier_of(self.link.subject)
        if dossier is None or dossier.person.id != self.link.who or self.now >= self.link.expires:
            return Door(self.link.purpose, State.GONE, dossier.person.language if dossier else Language.NB)
        case = dossier.case(self.link.subject)
        why = why_for_student(case, self.office.clocks(dossier), case.language)
        return Door(
            self.link.purpose,
            State.OPEN,
            case.language,
            self.office.reference(case),
            dossier.exam.course,
            dossier.exam.part,
            received=case.received,
            clocks=why.rows,
            told=why.told,
        )

    def enter(self, given: Mapping[str, str]) -> Door:
        """There is nothing to do here, so it shows the same."""
        return self.look()
