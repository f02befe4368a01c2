"""Times for an oral explanation: what is offered and agreed, the invitation that a calendar gets, and what comes back (decision 21)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from casework.calendar import day_of

MOST_TIMES = 9  # offered at once: the student answers with the number of one


class Party(StrEnum):
    """Who gets an invitation: each of the two has one of their own, and neither sees the other's (decision 21)."""

    STUDENT = "student"
    GRADER = "grader"


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that is offered or agreed. `starts` is aware UTC; `place` is a room or a link, the grader's own words on one line."""

    starts: datetime
    minutes: int
    place: str

    @property
    def ends(self) -> datetime:
        """When the talk is over, aware UTC."""
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def day(self) -> date:
        """Its day in Oslo."""
        return day_of(self.starts)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a letter brings to its one reader's calendar (RFC 5545, RFC 5546).

    The letter says which case and to whom; `round` counts the appointments of the case, `sequence` rises with each change of one.
    `summary` names the case and the course and nothing else; it and `description` hold no name and no candidate number.
    """

    round: int
    party: Party
    sequence: int
    slot: Slot
    summary: str
    description: str = ""
    cancelled: bool = False


class CalendarWord(StrEnum):
    """What a calendar answers; COUNTER is a proposal of another time, UNCLEAR all that a person must read."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    COUNTER = "counter"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """A calendar's answer to one of our invitations; nothing in it is proven but that we made the invitation.

    `case`, `round` and `party` are those of the invitation that its UID names, None where the UID is none of ours. `attendee` is the
    answering address in small letters, "" where there is not exactly one. `comment` is what the writer added, in the calendar itself.
    """

    word: CalendarWord
    sequence: int
    attendee: str
    case: int | None = None
    round: int | None = None
    party: Party | None = None
    comment: str = ""


class TimeWord(StrEnum):
    """What a student's words say of the times that were offered or agreed."""

    PICKED = "picked"
    NONE_FITS = "none_fits"
    PREVENTED = "prevented"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class TimeAnswer:
    """A student's answer about times. `number` counts the offers from 1 and is there when one was picked.

    `says_more` is whether the words say something beside that, which the grader must read ("men jeg blir ti minutter sen").
    """

    word: TimeWord
    number: int | None = None
    says_more: bool = False
