"""A case, its states, and the Change that each verb asks to be kept: the only way to change a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from casework.appointments import Appointment
from casework.exams import Language
from casework.messages import Letter, Notice, Task


class Kind(StrEnum):
    """The three case types; FS calls them BEGRUNNELSE, SENSUR and FORMELL (A-135)."""

    EXPLANATION = "explanation"
    APPEAL = "appeal"
    FORMAL_ERROR = "formal_error"


class Status(StrEnum):
    """Where a case stands, in the words of the people who work there."""

    RECEIVED = "received"  # a case handler must look before anything happens
    WITH_GRADER = "with_grader"  # the first grader owes an explanation
    WAITING = "waiting"  # an appeal that waits for its explanation (decision 13)
    TO_ASSIGN = "to_assign"  # an appeal without a commission
    WITH_COMMISSION = "with_commission"  # the new graders grade, each alone
    JOINT = "joint"  # all have graded; they agree on one grade
    FURTHER = "further"  # two grades or more apart: assessed once more (§ 11-11 third paragraph)
    NEW_ORAL = "new_oral"  # the written grade changed and an oral exam adjusts it: held anew (§ 11-11 fourth paragraph)
    DECIDED = "decided"  # the grade is final, the student has not been told
    WITH_HANDLER = "with_handler"  # a formal-error complaint under assessment
    WITH_BOARD = "with_board"  # forwarded to the appeal board (§ 11-9 third paragraph)
    DONE = "done"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


CLOSED = frozenset({Status.DONE, Status.REJECTED, Status.WITHDRAWN})


class Outcome(StrEnum):
    """How a case ended."""

    SENT = "sent"
    ORAL_GIVEN = "oral_given"
    NO_SHOW = "no_show"
    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    UNCHANGED = "unchanged"
    ANNULLED_REGRADE = "annulled_regrade"
    ANNULLED_NEW_EXAM = "annulled_new_exam"
    BOARD_UPHELD = "board_upheld"


class Mark(StrEnum):
    """What a case handler must know of a case; a mark never stops or refuses it (decision 12)."""

    LATE = "late"
    NOT_OPENED_FOR = "not_opened_for"  # the J/N column says N or is blank
    AT_ONCE = "at_once"  # an oral, practical or performing exam (§ 11-8 second paragraph)
    NOT_REGRADABLE = "not_regradable"  # § 11-10 fourth paragraph
    FINAL = "final"  # new graders set the grade on appeal (§ 11-11)
    GROUP = "group"
    GROUP_GRACE = (
        "group_grace"  # after the group's last day, but within the week that a case handler may give (decision 8)
    )
    UNCONFIRMED = "unconfirmed"  # the sender has not been confirmed (decision 24)
    DATES_DISAGREE = "dates_disagree"  # the unit's date lies before the student's own, or an answer before its request
    TIME_IN_DOUBT = "time_in_doubt"  # the mail may be in time by one clock or date and late by another (D-MAIL-DOUBT)
    NO_ANNOUNCEMENT = "no_announcement"  # no date of announcement is known (decision 4)


@dataclass(frozen=True, slots=True)
class Case:
    """One request about one result. The frame; the journal's events are the film.

    `received` is aware UTC; every date is a day in Europe/Oslo. `due` is the last legal day for our answer, `target` the day we aim at
    (decision 3). `told_deadline` is the last appeal deadline that a letter has shown the student, and `told_request` the
    last day that one has shown for asking for an explanation: neither is ever shortened (I13). `told_waiting` is whether a letter has
    told that the former stands still, as a fellow member of the group awaits an explanation.
    `interim_due` is the day the next interim reply goes out unless the case is answered, `promised` the date the last one promised;
    `interim_reason` (a state, whose approved sentence is meant) and `interim_expected` are a case handler's choice for the next one.
    `pauses` are the student's own delays, each from its first day until the day it was over, None while it lasts. `error_known` is
    when the student knew of a formal error, as a case handler judges; `seen_on` when the decision was seen to have been opened.
    """

    number: int
    kind: Kind
    status: Status
    result_id: int
    received: datetime
    language: Language
    law: str
    version: int = 1
    grader_id: int | None = None
    handler_id: int | None = None
    commission_id: int | None = None
    graders_done: tuple[int, ...] = ()
    due: date | None = None
    target: date | None = None
    in_time: bool = True
    outcome: Outcome | None = None
    done_on: date | None = None
    told_deadline: date | None = None
    told_request: date | None = None
    told_waiting: bool = False
    interim_due: date | None = None
    interims: int = 0
    promised: date | None = None
    interim_reason: str = ""
    interim_expected: date | None = None
    marks: frozenset[Mark] = frozenset()
    waits_for: int | None = None
    pauses: tuple[tuple[date, date | None], ...] = ()
    error_known: date | None = None
    seen_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether anybody still owes the student something."""
        return self.status not in CLOSED


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it and by which way: "staff:17" by "slack", "person:3" by "mail:88", "clock" by "tick"; ids only, never a name."""

    who: str
    via: str


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the journal: what happened (past tense), when (aware UTC), by whom, and which fields of the case it set.

    `changes` and `facts` hold facts and ids, never names, addresses, grades or texts.
    """

    case: int
    version: int
    name: str
    at: datetime
    actor: Actor
    changes: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A case as it is now, the event that says why, and what goes out; kept whole or not at all.

    `texts` are what a person wrote with it, by name; the event holds their names only. `appointments` are the rounds of finding a time
    that the change touched, as they are now.
    """

    case: Case
    event: Event
    letters: tuple[Letter, ...] = ()
    notices: tuple[Notice, ...] = ()
    tasks: tuple[Task, ...] = ()
    settled: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    appointments: tuple[Appointment, ...] = ()

    def telling(self, *messages: Letter | Notice | Task) -> "Change":
        """The same change with more to send or to ask of a person."""
        return replace(
            self,
            letters=(*self.letters, *(m for m in messages if isinstance(m, Letter))),
            notices=(*self.notices, *(m for m in messages if isinstance(m, Notice))),
            tasks=(*self.tasks, *(m for m in messages if isinstance(m, Task))),
        )

    def resting_on(self, texts: Mapping[str, str]) -> "Change":
        """The same change with what a person wrote as its grounds; the journal tells that they were written, and not what."""
        event = replace(self.event, facts={**self.event.facts, "texts": sorted(texts)})
        return replace(self, event=event, texts=texts)

    def settling(self, *keys: str) -> "Change":
        """The same change, with those tasks done by it."""
        return replace(self, settled=(*self.settled, *keys))


def opened(case: Case, at: datetime, actor: Actor, facts: Mapping[str, Any] | None = None) -> Change:
    """The change that opens a case: its event sets every field."""
    changes = {name: getattr(case, name) for name in Case.__dataclass_fields__}
    return Change(case, Event(case.number, case.version, "received", at, actor, changes, facts or {}))


def moved(
    case: Case, name: str, at: datetime, actor: Actor, facts: Mapping[str, Any] | None = None, **changes: Any
) -> Change:
    """The change that the event `name` makes to a case: exactly the fields given, and the next version.

    Since an event carries the fields that it sets, replaying a case's events gives the case again.
    """
    changes["version"] = case.version + 1
    after = replace(case, **changes)
    return Change(after, Event(case.number, after.version, name, at, actor, changes, facts or {}))
