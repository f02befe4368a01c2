"""A talk about a grade as it is agreed: the times that were offered, the one that holds, and all that a no-show must rest on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from casework.calendar import OSLO, day_in_words
from casework.exams import Language
from casework.invitations import Party, Slot


def in_words(slot: Slot, language: Language) -> str:
    """ "torsdag 26. november 2026 kl. 10.15–10.45, rom B312", "Thursday 26 November 2026 at 10:15–10:45, room B312"; hours of Oslo."""
    at, hours = ("at", "%H:%M") if language is Language.EN else ("kl.", "%H.%M")
    starts, ends = (moment.astimezone(OSLO).strftime(hours) for moment in (slot.starts, slot.ends))
    place = f", {slot.place}" if slot.place else ""
    return f"{day_in_words(slot.day, language)} {at} {starts}–{ends}{place}"


class Stage(StrEnum):
    """How far the two have come."""

    OFFERED = "offered"  # the student is to choose
    AGREED = "agreed"  # a time holds, and both have been invited
    PREVENTED = "prevented"  # the student cannot come, or no time fits: the grader is to offer others
    CANCELLED = "cancelled"  # the time was taken back, or nobody needs it any more
    OVER = "over"  # the agreed time has passed and nothing more hangs on it


@dataclass(frozen=True, slots=True)
class Appointment:
    """One round of finding a time in a case; a new one begins when the student was prevented. Moments are aware UTC.

    `sequence` is that of the invitation (RFC 5545 § 3.8.7.4), raised whenever the time is moved or taken back. `excused` is when the
    student said that they were prevented. `no_show_said` is when it was said that the student did not come, by `no_show_by` (as an
    actor's `who`): kept until it is proved. `noted` is what the student's calendar answered last: accepted or tentative.
    """

    case: int
    round: int
    grader_id: int
    stage: Stage
    offers: tuple[Slot, ...]
    offered: datetime
    agreed: Slot | None = None
    sequence: int = 0
    excused: datetime | None = None
    no_show_said: datetime | None = None
    no_show_by: str = ""
    noted: str = ""

    @property
    def talk(self) -> Slot | None:
        """The time that holds; None when none does."""
        return self.agreed if self.stage is Stage.AGREED else None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What the student may come to: the time that holds, else the times that were offered."""
        return (self.talk,) if self.talk else self.offers

    @property
    def keeps_no_show(self) -> bool:
        """Whether a no-show was said that is still to be proved."""
        return self.no_show_said is not None and self.stage is Stage.AGREED and self.excused is None

    @property
    def is_open(self) -> bool:
        """Whether the student is to choose, or a time holds."""
        return self.stage in {Stage.OFFERED, Stage.AGREED}

    def holds_at(self, now: datetime) -> Slot | None:
        """The agreed time if it has not begun by then."""
        return self.talk if self.talk and now < self.talk.starts else None

    def invitation_key(self, party: Party) -> str:
        """The key of the letter that invites that party to the time as it holds now."""
        return f"oral-call:{self.case}:{self.round}:{self.sequence}:{party.value}"

    def facts(self, **more: object) -> Mapping[str, object]:
        """What the journal holds of it: its numbers and times, never its place."""
        talk: Mapping[str, object] = (
            {"starts": self.agreed.starts, "minutes": self.agreed.minutes} if self.agreed else {}
        )
        return {"round": self.round, "sequence": self.sequence, **talk, **more}


class Delivery(NamedTuple):
    """What is known of the student's invitation: when a relay took it (aware UTC, None as long as none has), and whether it came to
    nothing: bounced, refused or given up. `unread` is whether a mail in the case waits for a person, who may find an excuse in it.
    """

    accepted: datetime | None = None
    failed: bool = False
    unread: bool = False


class Proof(StrEnum):
    """What stands against recording a no-show now, PROVED being nothing."""

    PROVED = "proved"
    WAITS = "waits"  # the invitation may still come back
    NO_TIME = "no_time"  # no time was agreed here
    NOT_BEGUN = "not_begun"
    EXCUSED = "excused"  # the student said that they were prevented
    NOT_REACHED = "not_reached"  # the invitation did not come through, or not before the talk
    UNREAD = "unread"  # a mail that nobody has read yet may hold an excuse


def proof_of(appointment: Appointment | None, delivery: Delivery, now: datetime, to_bounce: timedelta) -> Proof:
    """Whether a no-show can be recorded at `now`: an agreed time that is over, an invitation that a relay took before it began and that
    has not come back in the time `to_bounce`, and no excuse, nor a mail that may be one (decision 21).
    """
    if appointment is not None and appointment.excused is not None:
        return Proof.EXCUSED
    talk = appointment.talk if appointment is not None else None
    if talk is None:
        return Proof.NO_TIME
    if now < talk.starts:
        return Proof.NOT_BEGUN
    if delivery.failed or delivery.accepted is None or delivery.accepted >= talk.starts:
        return Proof.NOT_REACHED
    if delivery.unread:
        return Proof.UNREAD
    return Proof.PROVED if now >= proved_from(talk, delivery.accepted, to_bounce) else Proof.WAITS


def proved_from(talk: Slot, accepted: datetime, to_bounce: timedelta) -> datetime:
    """The moment from which a no-show holds that is not contradicted: the talk is over, and the invitation came back no more."""
    return max(talk.ends, accepted + to_bounce)


def begun(case: int, round: int, grader_id: int, offers: tuple[Slot, ...], now: datetime) -> Appointment:
    """A round in which those times are offered. A single one is a call: it holds until the student says that it does not fit."""
    only = offers[0] if len(offers) == 1 else None
    return Appointment(case, round, grader_id, Stage.AGREED if only else Stage.OFFERED, offers, now, only)


def agreed(appointment: Appointment, slot: Slot) -> Appointment:
    """The same with that time agreed."""
    return replace(appointment, stage=Stage.AGREED, agreed=slot)


def moved(appointment: Appointment, slot: Slot) -> Appointment:
    """The same with another time; what calendars answered was about the old one."""
    return replace(appointment, agreed=slot, sequence=appointment.sequence + 1, noted="")


def prevented(appointment: Appointment, now: datetime) -> Appointment:
    """The same once the student has said that they cannot come, or that no time fits: no time holds, and an agreed one is taken back."""
    excused = appointment.excused or (now if appointment.talk else None)
    return replace(_taken_back(appointment), stage=Stage.PREVENTED, excused=excused)


def cancelled(appointment: Appointment) -> Appointment:
    """The same once the time is taken back."""
    return replace(_taken_back(appointment), stage=Stage.CANCELLED)


def over(appointment: Appointment) -> Appointment:
    """The same once nothing hangs on it any more."""
    return replace(appointment, stage=Stage.OVER if appointment.talk else Stage.CANCELLED)


def _taken_back(appointment: Appointment) -> Appointment:
    return replace(appointment, sequence=appointment.sequence + 1) if appointment.talk else appointment


class AppointmentsKept(Protocol):
    """What is asked of all appointments, as part of the records; those of one result are in its dossier."""

    def appointments_of(self, numbers: Iterable[int]) -> Mapping[int, Appointment]:
        """The newest round of each of those cases that has any."""
        ...

    def talks_begun(self, since: datetime, until: datetime) -> Sequence[int]:
        """The numbers of the cases with their grader whose agreed talk began from `since` to `until` (aware UTC), in order."""
        ...

    def agreed_with(self, grader_id: int) -> Mapping[int, Slot]:
        """The agreed time of each open case in which that grader holds the talk."""
        ...

    def no_shows_kept(self) -> Sequence[int]:
        """The numbers of the cases in which a no-show was said that is still to be proved, in order."""
        ...
