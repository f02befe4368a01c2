"""The verbs that stop and restart the clock of an explanation while its student delays it (forvaltningslovforskriften §§ 37, 38)."""

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from casework.calendar import day_of
from casework.case import Actor, Case, Change, Status, moved
from casework.dossier import Dossier
from casework.explanation import due_dates
from casework.office import Office
from casework.procedure import last_day_to_appeal, redrawn
from casework.refusals import AlreadyDone, DayOutside, NotNow


class Delay(StrEnum):
    """Which delay of the student's it is."""

    ASKED = "asked"  # the student asked for a later date (forvaltningslovforskriften § 37)
    UNANSWERED = "unanswered"  # the student has not given what is needed (forvaltningslovforskriften § 38)


def is_paused(case: Case) -> bool:
    """Whether a delay of the student lasts."""
    return any(end is None for _, end in case.pauses)


def pause(
    case: Case, dossier: Dossier, delay: Delay, day: date, office: Office, *, at: datetime, actor: Actor
) -> Change:
    """The student asked on `day` for a later date, or has since then not given what was needed: our two weeks stand still.

    The student is told so at once, as § 38 demands. A delay that began after the two weeks stops nothing any more.
    Raises AlreadyDone, NotNow and DayOutside.
    """
    _must_wait(case)
    if is_paused(case):
        raise NotNow(number=case.number)
    first = max((day_of(case.received), *(end for _, end in case.pauses if end)))
    _must_lie(case, day, first, min(day_of(at), _last_day(case, dossier, office)))
    return _with(case, dossier, (*case.pauses, (day, None)), office, "paused", day, delay, at=at, actor=actor)


def resume(case: Case, dossier: Dossier, day: date, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The delay was over on `day`: the due date is pushed by its days (D-EXPL-DUE-STOP), and the student is told the new one."""
    _must_wait(case)
    if not is_paused(case):
        raise NotNow(number=case.number)
    start = case.pauses[-1][0]
    _must_lie(case, day, start, day_of(at))
    return _with(case, dossier, (*case.pauses[:-1], (start, day)), office, "resumed", day, at=at, actor=actor)


def _must_wait(case: Case) -> None:
    if not case.is_open:
        raise AlreadyDone(number=case.number)
    if case.status not in {Status.RECEIVED, Status.WITH_GRADER}:
        raise NotNow(number=case.number)


def _last_day(case: Case, dossier: Dossier, office: Office) -> date:
    """The last day on which a new delay stops the clock (D-EXPL-DUE-STOP)."""
    return office.clocks(dossier.with_case(case)).explanation_due(case).raw or date.max


def _must_lie(case: Case, day: date, first: date, today: date) -> None:
    if not first <= day <= today:
        raise DayOutside(number=case.number, day=day, first=first, last=today)


def _with(
    case: Case,
    dossier: Dossier,
    pauses: tuple[tuple[date, date | None], ...],
    office: Office,
    name: str,
    day: date,
    delay: Delay | None = None,
    *,
    at: datetime,
    actor: Actor,
) -> Change:
    clocks = office.clocks(dossier.with_case(replace(case, pauses=pauses)))
    dates = due_dates(replace(case, pauses=pauses), clocks)
    if case.interims:
        del dates["interim_due"]  # it is due by what was promised
    facts = {"delay": delay.value} if delay else {}
    change = moved(case, name, at, actor, facts, pauses=pauses, **dates)
    letter = office.to_student(
        f"{name}:{case.number}:{change.case.version}",
        "explanation_paused",
        change.case,
        dossier,
        due=clocks.explanation_due(change.case),
        since=day,
        delay=delay,
        **last_day_to_appeal(clocks.appeal(), at),
    )
    return change.telling(letter, redrawn(change.case))
