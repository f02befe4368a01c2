"""A member of staff at the desk about times for a talk: offers, moves and takes them back, whichever way it was said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from casework.access import may_arrange, may_see, view_for
from casework.calendar import day_of, working_days_after
from casework.case import Actor, Change
from casework.desk.answers import Timed
from casework.desk.invited import talks
from casework.desk.keeping import keep
from casework.dossier import Dossier
from casework.exams import Staff
from casework.invitations import Slot
from casework.office import Office
from casework.records import Records
from casework.refusals import AlreadyDone, NoSuchCase, NotNow, NotYours
from casework.spoken_times import TimesSaid, TimesVerb
from casework.talks import Talks, concerns


class UsualTimes(NamedTuple):
    """How many minutes a talk takes, and the first day to offer, in Oslo."""

    minutes: int
    first: date


@dataclass(frozen=True, slots=True)
class Timekeeping:
    """One member of staff's turn, within one transaction: the case's grader, or a case handler. `now` is aware UTC, `via` the way.

    Raises NoSuchCase, NotYours, AlreadyDone, NotNow, NoGrader and what the verbs of `Talks` raise.
    """

    records: Records
    office: Office
    staff: Staff
    now: datetime
    via: str

    def usual(self, number: int) -> UsualTimes:
        """The usual length of a talk at the case's exam, and the first day that gives the student due notice (A-118)."""
        rulebook = self.office.rulebook_at(self._dossier(number).exam)
        first = working_days_after(day_of(self.now), rulebook.oral_notice_working_days)
        return UsualTimes(rulebook.oral_minutes, first)

    def take(self, said: TimesSaid, number: int) -> Timed:
        """Does what was said about times in that case."""
        if said.verb is TimesVerb.CANCEL:
            return self.cancel(number)
        return self.move(number, said.slots) if said.verb is TimesVerb.MOVE else self.offer(number, said.slots)

    def offer(self, number: int, slots: tuple[Slot, ...]) -> Timed:
        """Offers times; a single one holds at once, and moves a time that holds already."""
        return self._taken(number, lambda talks: talks.offer(slots), slots)

    def move(self, number: int, slots: tuple[Slot, ...]) -> Timed:
        """Moves the agreed time to another one; NotNow where none holds."""
        found = self._dossier(number).appointment(number)
        if found is None or found.holds_at(self.now) is None:
            raise NotNow(number=number)
        return self.offer(number, slots)

    def cancel(self, number: int) -> Timed:
        """Takes back the time that holds, or the times that were offered."""
        return self._taken(number, lambda talks: talks.cancel(), ())

    def _taken(self, number: int, verb: Callable[[Talks], Change], slots: tuple[Slot, ...]) -> Timed:
        dossier = self._dossier(number)
        case = dossier.case(number)
        if not may_arrange(case, dossier, self.staff):
            raise NotYours(number=number)
        if not case.is_open:
            raise AlreadyDone(number=number)
        actor = Actor(f"staff:{self.staff.id}", self.via)
        change = verb(talks(self.records, self.office, case, dossier, at=self.now, actor=actor))
        keep(self.records, change, dossier, self.office)
        doubtful = concerns(case, dossier, slots, self.office, self.now) if slots else ()
        after = dossier.after(change)
        numbers = self.office.rulebook.slack.candidate_numbers
        view = view_for(change.case, after, self.staff, numbers)
        return Timed(view, change.event.name, change.appointments[-1], doubtful)

    def _dossier(self, number: int) -> Dossier:
        dossier = self.records.dossier_of(number)
        if dossier is None or not may_see(dossier.case(number), dossier, self.staff):
            raise NoSuchCase(number=number)
        return dossier
