"""The verbs of a talk about a grade: times offered, one agreed, moved or taken back, and a student who is prevented."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum

from casework.appointments import Appointment, Stage, agreed, begun, cancelled, over, prevented
from casework.appointments import moved as at_another_time
from casework.calendar import OSLO, day_of, is_working_day, working_days_after
from casework.case import Actor, Case, Change, Kind, Outcome, Status, moved
from casework.dossier import Dossier
from casework.exams import Staff
from casework.invitations import MOST_TIMES, Slot
from casework.messages import Task, TaskKind
from casework.office import Office
from casework.procedure import next_day, redrawn
from casework.refusals import AlreadyDone, NotAnnounced, NotNow
from casework.talk_letters import TalkLetters
from casework.talk_refusals import NoPlace, NoSuchTime, TimeAgreed, TimePassed, TimesOffered, TimeTaken


class Concern(StrEnum):
    """Why times may not let a student use the right to an explanation (A-118); it is said and never stops an offer."""

    AFTER_DUE = "after_due"
    SHORT_NOTICE = "short_notice"
    OUTSIDE_HOURS = "outside_hours"


def concerns(
    case: Case, dossier: Dossier, slots: tuple[Slot, ...], office: Office, at: datetime
) -> tuple[Concern, ...]:
    """What is to be said against those times."""
    rulebook = office.rulebook_at(dossier.exam)
    soonest = working_days_after(day_of(at), rulebook.oral_notice_working_days)
    found = {
        Concern.AFTER_DUE: any(case.due is not None and slot.day > case.due for slot in slots),
        Concern.SHORT_NOTICE: all(slot.day < soonest for slot in slots),
        Concern.OUTSIDE_HOURS: any(not _in_hours(slot, rulebook.oral_hours) for slot in slots),
    }
    return tuple(concern for concern, holds in found.items() if holds)


@dataclass(frozen=True, slots=True)
class Talks:
    """One step about the times of one explanation, taken by `actor` at `at` (aware UTC). `grader` is who holds the talk, and has
    agreed on the times in `busy` with other students.

    Every verb raises AlreadyDone for a closed case and NotNow when it does not fit what was offered or agreed so far.
    """

    case: Case
    dossier: Dossier
    grader: Staff
    office: Office
    at: datetime
    actor: Actor
    busy: tuple[Slot, ...] = ()

    def offer(self, slots: tuple[Slot, ...]) -> Change:
        """The grader offers times, of which the student chooses one (A-117, A-123); a single one is a call and holds at once.

        While a time holds that has not begun, another single one moves it. Raises NotAnnounced, NoSuchTime, NoPlace, TimePassed,
        TimeAgreed and TimesOffered.
        """
        must_be_with_grader(self.case)
        before = self.dossier.appointment(self.case.number)
        holds = before.holds_at(self.at) if before else None
        slots = tuple(sorted(dict.fromkeys(slots), key=lambda slot: slot.starts))
        if holds is not None:  # what is only moved stays where it is
            slots = tuple(replace(slot, place=slot.place or holds.place) for slot in slots)
        self._must_be_possible(slots)
        if before is not None and holds is not None:
            if len(slots) > 1 or slots[0] == holds:
                raise TimeAgreed(number=self.case.number, day=holds.day)
            return self._called("time_moved", at_another_time(before, slots[0]), slots[0], was=holds)
        if before is not None and before.stage is Stage.OFFERED and before.offers == slots:
            raise TimesOffered(number=self.case.number)
        fresh = begun(self.case.number, before.round + 1 if before else 1, self.grader.id, slots, self.at)
        if fresh.talk is not None:
            change = self._called("time_agreed", fresh, fresh.talk)
        else:
            change = self._changed("times_offered", fresh, offers=[slot.starts for slot in slots])
            change = change.telling(self._letters(change).offered(fresh, self.at))
        left = (over(before),) if before is not None and before.is_open else ()
        return replace(change, appointments=(*left, *change.appointments)).settling(*_asked(before))

    def agree(self, number: int, *, round: int | None = None, said: str = "") -> Change:
        """The student chooses the time with that number, counted from 1, of those offered last; both get an invitation (A-122).

        `round` is that of the letter that was answered, where it is known; `said` what else the grader must read. Raises NoSuchTime,
        TimePassed, TimeTaken when another student was first, and TimeAgreed when that time holds already.
        """
        found = self._newest()
        if (round is not None and round != found.round) or not 1 <= number <= len(found.offers):
            raise NoSuchTime(number=self.case.number)
        slot = found.offers[number - 1]
        if found.talk == slot:
            raise TimeAgreed(number=self.case.number, day=slot.day)
        if found.stage is not Stage.OFFERED:
            raise NotNow(number=self.case.number)
        if slot.starts <= self.at:
            raise TimePassed(number=self.case.number)
        if any(slot.starts < other.ends and other.starts < slot.ends for other in self.busy):
            raise TimeTaken(number=self.case.number)
        return self._called("time_agreed", agreed(found, slot), slot, said=said)

    def prevent(self, *, said: str = "", when: datetime | None = None) -> Change:
        """The student cannot come, or none of the times fits: the grader is asked for others, and the student is told (A-120).

        `when` is when the student said so (aware UTC), where that is not now: the time at which the mail was received.
        Once an agreed time has begun it is for a case handler to judge, and no no-show is recorded meanwhile (X-23).
        """
        found = self._newest()
        if not found.is_open or found.excused is not None:
            raise NotNow(number=self.case.number)
        told = when or self.at
        if found.talk is None or told < found.talk.starts:
            return self._reopened(found, said, told)
        change = self._changed("excuse_said", replace(found, excused=told))
        task = Task(excuse_key(found), TaskKind.ORAL_EXCUSE, next_day(self.at), self.case.number)
        return change.telling(self._letters(change).excused(found), task)

    def new_time(self) -> Change:
        """A case handler accepts what the student said after the talk had begun: other times are to be offered."""
        found = self._newest()
        if found.talk is None or found.excused is None:
            raise NotNow(number=self.case.number)
        return self._reopened(found, "", found.excused)

    def cancel(self) -> Change:
        """The agreed time is taken back, or the times that were offered are."""
        found = self._newest()
        if found.stage is not Stage.OFFERED and found.holds_at(self.at) is None:
            raise NotNow(number=self.case.number)
        change = self._changed("time_cancelled", cancelled(found))
        return change.telling(*self._letters(change).taken_back(cancelled(found), found.talk, closed=False, yours=True))

    def noted(self, word: str) -> Change:
        """The student's calendar answers "accepted" or "tentative" to the time that holds."""
        found = self._newest()
        if found.talk is None:
            raise NotNow(number=self.case.number)
        return self._changed("time_noted", replace(found, noted=word), noted=word)

    def _reopened(self, found: Appointment, said: str, when: datetime) -> Change:
        after = prevented(found, when)
        change = self._changed("time_prevented", after)
        return change.telling(*self._letters(change).reopened(after, found.talk, said)).settling(*_asked(found))

    def _called(self, name: str, after: Appointment, talk: Slot, *, was: Slot | None = None, said: str = "") -> Change:
        change = self._changed(name, after)
        return change.telling(*self._letters(change).called(after, talk, was, said))

    def _changed(self, name: str, after: Appointment, **facts: object) -> Change:
        return changed(self.case, name, after, self.at, self.actor, **facts)

    def _letters(self, change: Change) -> TalkLetters:
        return TalkLetters(change.case, self.dossier, self.grader, self.office)

    def _newest(self) -> Appointment:
        must_be_with_grader(self.case)
        found = self.dossier.appointment(self.case.number)
        if found is None:
            raise NotNow(number=self.case.number)
        return found

    def _must_be_possible(self, slots: tuple[Slot, ...]) -> None:
        if not 1 <= len(slots) <= MOST_TIMES:
            raise NoSuchTime(number=self.case.number)
        if not all(slot.place for slot in slots):
            raise NoPlace(number=self.case.number)
        if slots[0].starts <= self.at:
            raise TimePassed(number=self.case.number)
        announced = self.office.clocks(self.dossier).announced
        if announced is None or announced > slots[0].day:
            raise NotAnnounced(number=self.case.number)


def finished(change: Change, dossier: Dossier, grader: Staff, office: Office) -> Change:
    """The same change with what it means for a time that was offered or agreed: a case that is closed, or that another grader gets,
    takes back from both what has not begun.
    """
    case, found = change.case, dossier.after(change).appointment(change.case.number)
    given_away = found is not None and case.is_open and case.grader_id != found.grader_id
    if found is None or not found.is_open or not (given_away or not case.is_open):
        return change
    held_early = found.talk is not None and case.outcome is Outcome.ORAL_GIVEN and case.done_on == found.talk.day
    if found.talk is not None and (found.holds_at(change.event.at) is None or held_early):
        return replace(change, appointments=(over(found),))
    letters = TalkLetters(case, dossier, grader, office)
    taken_back = letters.taken_back(cancelled(found), found.talk, closed=not case.is_open, yours=False)
    return replace(change, appointments=(cancelled(found),)).telling(*taken_back)


def changed(case: Case, name: str, after: Appointment, at: datetime, actor: Actor, **facts: object) -> Change:
    """The change that an event makes to an appointment, the case itself staying where it is."""
    change = moved(case, name, at, actor, after.facts(**facts))
    return replace(change, appointments=(after,)).telling(redrawn(change.case))


def must_be_with_grader(case: Case) -> None:
    """Raises AlreadyDone and NotNow for a case in which no time can be spoken of."""
    if not case.is_open:
        raise AlreadyDone(number=case.number)
    if case.kind is not Kind.EXPLANATION or case.status is not Status.WITH_GRADER:
        raise NotNow(number=case.number)


def excuse_key(found: Appointment) -> str:
    """The key of the task that asks a case handler to judge an excuse."""
    return f"excuse:{found.case}:{found.round}"


def unproved_key(case: int, found: Appointment | None) -> str:
    """The key of the task that asks a case handler to judge a no-show."""
    return f"no-show:{case}:{found.round if found else 0}"


def talk_tasks(case: Case, dossier: Dossier) -> tuple[str, ...]:
    """The keys of all that a case handler may have been asked about the talk of that case."""
    rounds = (each for each in dossier.appointments if each.case == case.number)
    return (unproved_key(case.number, None), *(key for found in rounds for key in _asked(found)))


def _asked(found: Appointment | None) -> tuple[str, ...]:
    return (excuse_key(found), unproved_key(found.case, found)) if found else ()


def _in_hours(slot: Slot, hours: tuple[time, time]) -> bool:
    first, last = hours
    starts, ends = slot.starts.astimezone(OSLO).time(), slot.ends.astimezone(OSLO).time()
    return is_working_day(slot.day) and first <= starts < ends <= last
