"""A date that carries its own computation: rule, start, length, law, and each day it passed over."""

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from casework.calendar import closed_because, last_working_day_on_or_before
from casework.exams import Language
from casework.laws import Law, Length, Provision

Start = Literal[
    "announcement",
    "individual",
    "explanation",
    "formal_decision",
    "regrade",
    "knowledge",
    "notice",
    "appeal_result",
    "request",
    "receipt",
    "appeal_deadline",
    "last_to_appeal",
    "exam",
    "unit",
    "shown",
    "due",
    "grade_known",
    "part",
    "whole_course",
    "group_explanation",
    "last_day_of_group",
    "available",
    "notified",
    "notice_sent",
    "talk",
    "appointment",
    "promise",
    "mail",
    "question",
    "digest",
    "registered",
    "decided",
    "published",
]
Why = Literal[
    "not_appealable",
    "explanation_pending",
    "formal_pending",
    "announcement_unknown",
    "final",
    "group_pending",
    "whole_course_open",
    "explanation_not_given",
    "paused",
    "no_fixed_date",
    "with_the_board",
    "further_assessment",
    "new_oral_exam",
    "formal_explanation_pending",
    "formal_appeal_pending",
    "knowledge_unknown",
    "until_registered",
    "until_decided",
    "until_published",
]
Note = Literal[
    "late_request", "unit_lifted", "individual_lifted", "unit_before_individual", "answer_before_request", "sent_before"
]
OWN_DUTIES = frozenset({"D-EXPL-DUE", "D-EXPL-DUE-OLD", "D-EXPL-DUE-STOP", "D-GRADE"})


@dataclass(frozen=True, slots=True)
class Passed:
    """One day that a deadline could not end on, and why in English: Saturday, Sunday or the holiday's name."""

    date: datetime.date
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Deadline:
    """One date of the law with how it came about; every date is a day in Europe/Oslo and includes the whole day.

    `rule` is the id of the rule. `date` is the last day, None when there is none, and then `why` says the reason.
    `raw` is the end before it moved over the days in `moved`. It runs for `length` from `start`, which is the day
    that `start_reason` names. `provision` is the rule of `law` that says so, `counted` the one that says how to count.
    `over` holds the dates that this one was chosen before, `notes` what a person should know of the choice.
    `stopped` are the days that the clock stood still, which `raw` includes.
    """

    rule: str
    date: datetime.date | None
    raw: datetime.date | None
    moved: tuple[Passed, ...]
    start: datetime.date | None
    start_reason: Start | None
    length: Length | None
    law: str
    provision: Provision
    counted: Provision | None = None
    why: Why | None = None
    over: "tuple[Deadline, ...]" = ()
    notes: tuple[Note, ...] = ()
    stopped: int = 0

    @property
    def section(self) -> str:
        """The section of the act, "§ 11-10"."""
        return self.provision.section

    @property
    def source(self) -> str:
        """The act and section, and the rule of counting, in English."""
        return f"{self.provision.en}; {self.counted.en}" if self.counted else self.provision.en

    @property
    def last_day(self) -> datetime.date:
        """The date of a deadline that has one; LookupError, naming the rule, when it has none."""
        if self.date is None:
            raise LookupError(f"{self.rule} has no date: {self.why}")
        return self.date

    @property
    def target(self) -> datetime.date | None:
        """The day we aim at where the act prolongs a duty of our own: the unmoved end or the last working day before (decision 3)."""
        return last_working_day_on_or_before(self.raw) if self.rule in OWN_DUTIES and self.raw else None


@lru_cache(4096)
def passed(day: datetime.date) -> Passed:
    """That day as one that was passed over; it must be no working day."""
    return Passed(day, closed_because(day, Language.EN) or "")


@lru_cache(256)
def no_date(rule: str, why: Why, law: Law, provision: Provision) -> Deadline:
    """A deadline that does not exist or does not run, and why."""
    return Deadline(rule, None, None, (), None, None, None, law.name, provision, None, why)


def on_its_day(
    rule: str,
    day: datetime.date,
    reason: Start,
    law: Law,
    provision: Provision,
    start: datetime.date | None = None,
    length: Length | None = None,
) -> Deadline:
    """A date that stays where it falls, also on a closed day; it starts on the day itself unless `start` says otherwise."""
    return Deadline(rule, day, day, (), start or day, reason, length, law.name, provision)
