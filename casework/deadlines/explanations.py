"""An explanation on its way: what pauses the institution's two weeks, and the day on which it counts as given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casework.deadlines.counting import end_of, length_of, rolled
from casework.deadlines.duties import explanation_due
from casework.deadlines.value import Deadline, Start, no_date, on_its_day
from casework.laws import Law


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that the student's own delay takes: from the day it began until the day it was over, None while it lasts.

    The student asked for a later date (forvaltningslovforskriften § 37) or did not give what was needed (§ 38).
    """

    start: date
    end: date | None = None


def explanation_due_after(requested: date, pauses: Sequence[Pause], law: Law) -> Deadline:
    """D-EXPL-DUE-STOP: D-EXPL-DUE pushed by the days of the pauses (forvaltningslovforskriften §§ 37, 38).

    A day is counted once however many pauses cover it, and a pause that begins after the end changes nothing. While one
    lasts there is no date, and its end gives one.
    """
    due = explanation_due(requested, law)
    raw = end_of(requested, length_of(law.explanation_due))
    stopped = _stood_still(requested, raw, pauses)
    if stopped is None:
        return no_date("D-EXPL-DUE-STOP", "paused", law, law.explanation_paused)
    if stopped == 0:
        return due
    raw += timedelta(days=stopped)
    day, moved = rolled(raw)
    return replace(
        due,
        rule="D-EXPL-DUE-STOP",
        date=day,
        raw=raw,
        moved=moved,
        counted=law.explanation_paused,
        over=(due,),
        stopped=stopped,
    )


def _stood_still(requested: date, raw: date, pauses: Sequence[Pause]) -> int | None:
    """How many days the pauses take, None while one lasts."""
    days, counted_until = 0, requested
    for pause in sorted(pauses, key=_began):
        if pause.start > raw + timedelta(days=days):
            break
        if pause.end is None:
            return None
        days += max(0, (pause.end - max(pause.start, counted_until)).days)
        counted_until = max(counted_until, pause.end)
    return days


def _began(pause: Pause) -> date:
    return pause.start


def explanation_done(available: date | None, notices: Sequence[date], law: Law) -> Deadline:
    """D-EXPL-DONE of a written explanation: the later of available and first notified (eForvaltningsforskriften § 11, decision 6).

    No date until both have happened.
    """
    if available is None or not notices:
        return no_date("D-EXPL-DONE", "explanation_not_given", law, law.explanation_given)
    day = max(available, min(notices))
    reason: Start = "available" if day == available else "notified"
    return on_its_day("D-EXPL-DONE", day, reason, law, law.explanation_given)


def explanation_talked(talk: date, law: Law) -> Deadline:
    """D-EXPL-DONE of an oral explanation: the day of the talk, whenever it is typed in (decision 6)."""
    return on_its_day("D-EXPL-DONE", talk, "talk", law, law.explanation_given)


def no_show(appointed: date, law: Law) -> Deadline:
    """D-EXPL-NOSHOW: the day of a talk that the student did not come to; the appeal's clock starts then (NTNU 2020, decision 21).

    No written explanation can be demanded instead. A student who was prevented gets a new time, and this does not apply.
    """
    return on_its_day("D-EXPL-NOSHOW", appointed, "appointment", law, law.explanation_given)
