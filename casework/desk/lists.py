"""Lines of open cases as a Slack notice keeps them: ids and dates, no personal data but the candidate number."""

from collections.abc import Iterable, Mapping
from datetime import date

from casework.appointments import Appointment, Stage
from casework.records import Line
from casework.urgency import Pressing, has_nobody


def for_slack(
    lines: Iterable[Line],
    *,
    new: bool,
    candidates: bool,
    owners: Mapping[int, str] | None = None,
    urgent: Iterable[Pressing] = (),
    talks: Mapping[int, Appointment] | None = None,
) -> list[dict[str, object]]:
    """The lines as plain data, dates as ISO text; `new` marks those that the reader has not seen before.

    `candidates` is whether the candidate number stands in them: only for the case's own grader (decision 23).
    `owners`, the Slack id of each member of staff ("" without Slack), tells in everybody's list whose a case is;
    `urgent` says which of them press, and why; `talks` how far a time for a talk has been found, by case.
    """
    known, warned, times = owners or {}, {each.line.number: each for each in urgent}, talks or {}
    return [
        _row(line, new, candidates)
        | {"owner": known.get(line.grader_id or 0), "nobody": bool(owners) and has_nobody(line)}
        | _warned(warned.get(line.number))
        | talk_facts(times.get(line.number))
        for line in lines
    ]


def talk_facts(appointment: Appointment | None) -> dict[str, object]:
    """How far a time for a talk has been found, as plain data without its place; empty where nothing is to be said."""
    if appointment is None or appointment.stage is Stage.OVER:
        return {}
    starts = {"starts": appointment.talk.starts.isoformat()} if appointment.talk else {}
    return {"talk": appointment.stage.value, **starts}


def _warned(pressing: Pressing | None) -> dict[str, object]:
    return {"urgent": pressing.warn.value, "urgent_day": pressing.day.isoformat()} if pressing else {}


def _row(line: Line, new: bool, candidates: bool) -> dict[str, object]:
    return {
        "number": line.number,
        "kind": line.kind,
        "status": line.status,
        "course": line.course,
        "part": line.part,
        "term": line.term,
        "candidate": line.candidate if candidates else "",
        "due": _iso(line.due),
        "new": new,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
