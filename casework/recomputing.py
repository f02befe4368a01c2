"""What a changed fact does to a case: its dates computed anew, the old ones kept in the journal, and the student told when one moved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind, Mark, Status, moved
from casework.clocks import Clocks
from casework.deadlines import Deadline
from casework.dossier import ANNULLED, Dossier
from casework.marks import NEEDS_A_PERSON, marks_of
from casework.messages import Notice
from casework.new_grade import announce, announced_after, annulling
from casework.office import Office
from casework.procedure import cards, redrawn, told
from casework.standing_still import letters_of_waiting, told_to_wait

DAY = timedelta(days=1)
TOO_LATE = frozenset({Mark.LATE, Mark.AT_ONCE, Mark.GROUP_GRACE})


@dataclass(frozen=True, slots=True)
class Because:
    """What changed: "import", "rulebook", "case" or "group", and the ids and versions that the journal keeps of it."""

    what: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A date that the student was given, and the one that holds now."""

    deadline: Deadline
    told: date


def recomputed(
    case: Case, dossier: Dossier, office: Office, because: Because, *, at: datetime, actor: Actor
) -> Change | None:
    """The case with its dates as they are now, or None when nothing moved (I12).

    A day that a letter has shown for appealing or for asking for an explanation is never shortened (I13), and what was in
    time stays in time. A date that the student was given and that is another one now, or that stands still, is told in a letter.
    """
    if announced_after(case, dossier):
        return announce(case, dossier, office, at=at, actor=actor)
    clocks = office.clocks(dossier)
    changes = _changes(case, dossier, office, clocks)
    moves = list(_moves(case, dossier, clocks, changes, day_of(at)))
    longer, request = _later(moves, "D-APP"), _later(moves, "D-EXPL-REQ", "D-NEWEXPL")
    waiting = told_to_wait(case, dossier, clocks)
    stands = {"told_waiting": waiting} if waiting != case.told_waiting else {}
    if not changes and not moves and not stands:
        return None
    kept = [name for name, day in (("told_deadline", longer), ("told_request", request)) if day]
    before = {name: getattr(case, name) for name in (*changes, *stands, *kept)}
    facts = {"because": because.what, "before": before, **because.facts}
    change = told(moved(case, "recomputed", at, actor, facts, **changes, **stands), longer, request)
    change = change.telling(
        *_drawn(change.case, dossier, changes), *letters_of_waiting(case, change.case, dossier, office, clocks, at)
    )
    if not moves:
        return change
    key = f"moved:{case.number}:{change.case.version}"
    letter = office.to_student(key, "date_moved", change.case, dossier, moves=moves, because=because.what)
    return change.telling(letter)


def _changes(case: Case, dossier: Dossier, office: Office, clocks: Clocks) -> dict[str, Any]:
    """The fields that would be otherwise if the case were opened now. A case that a person has decided on is left alone."""
    if not case.is_open:
        return {}
    marks = _marks(case, dossier, office)
    found: Mapping[str, Any] = {
        "law": clocks.law.name,
        "marks": marks,
        "in_time": Mark.LATE not in marks,
        **_dates(case, clocks),
    }
    changes = {name: value for name, value in found.items() if getattr(case, name) != value}
    if case.grader_id is None and dossier.first_graders and case.kind is Kind.EXPLANATION:
        changes["grader_id"] = dossier.first_graders[0]
    ready = not marks & NEEDS_A_PERSON[case.kind]
    if case.status is Status.RECEIVED and changes and ready:
        changes |= _set_going(case, changes)
    return changes


def _marks(case: Case, dossier: Dossier, office: Office) -> frozenset[Mark]:
    """The marks as they would be now, but that a request which was in time once does not become late by what happens after it."""
    confirmed = Mark.UNCONFIRMED not in case.marks
    doubtful, received = Mark.TIME_IN_DOUBT in case.marks, day_of(case.received)
    computed = marks_of(case.kind, _without(case, dossier), office, received, confirmed, doubtful=doubtful)
    never_judged = Mark.NO_ANNOUNCEMENT in case.marks
    return computed if never_judged or not case.in_time else computed - TOO_LATE


def _dates(case: Case, clocks: Clocks) -> dict[str, date | None]:
    """The dates of our own duties. The first interim reply is due by the law, each later one by what was promised."""
    received, found = day_of(case.received), dict[str, date | None]()
    if case.kind is Kind.EXPLANATION:
        due = clocks.explanation_due(case)
        found, interim = {"due": due.date, "target": due.target}, clocks.interim_for_explanation(case)
    else:
        interim = clocks.interim(received)
    if case.kind is Kind.APPEAL and clocks.target_is_known:
        found["target"] = _day(clocks.regrading_target(case))
    return found if case.interims else {**found, "interim_due": _day(interim)}


def _moves(
    case: Case, dossier: Dossier, clocks: Clocks, changes: Mapping[str, Any], today: date
) -> Iterator[MovedDate]:
    """The dates that letters have given the student and that are others now; what has run out either way is of no use to anybody."""
    if annulling(dossier) is None:
        yield from _moved_appeal(case, dossier, clocks, today)
        yield from _moved_request(case, dossier, clocks, today)
    received = day_of(case.received)
    if Mark.UNCONFIRMED in case.marks:
        return  # nothing was told yet
    if "due" in changes and case.due is not None and case.in_time:
        yield MovedDate(clocks.explanation_due(case), case.due)
    if "interim_due" in changes and case.interim_due is not None and case.kind is not Kind.EXPLANATION:
        yield MovedDate(clocks.interim(received), case.interim_due)
    if "target" in changes and case.target is not None and case.kind is Kind.APPEAL:
        yield MovedDate(clocks.regrading_target(case) or clocks.handling(), case.target)


def _moved_appeal(case: Case, dossier: Dossier, clocks: Clocks, today: date) -> Iterator[MovedDate]:
    """The day told for appealing, where it is a later one now."""
    shown, appeal = case.told_deadline, clocks.appeal()
    if shown is not None and shown == dossier.told_deadline and appeal.date and appeal.date >= max(today, shown + DAY):
        yield MovedDate(appeal, shown)


def _moved_request(case: Case, dossier: Dossier, clocks: Clocks, today: date) -> Iterator[MovedDate]:
    """The day told for asking for an explanation, where none has been asked for and it is a later one now."""
    shown, request = case.told_request, clocks.explanation_request()
    if shown is None or shown != dossier.told_request or not _still_of_use(request, case, dossier):
        return
    if request.date and request.date >= max(today, shown + DAY):
        yield MovedDate(request, shown)


def _still_of_use(request: Deadline, case: Case, dossier: Dossier) -> bool:
    """Whether the student of the case that told a day may still ask by it: of a grade set anew, whatever was asked of the first.

    Until when the grade of an appeal's new graders is explained, the letter on its result tells.
    """
    asked = [day_of(each.received) for each in dossier.of_kind(Kind.EXPLANATION)]
    if case.outcome in ANNULLED:
        anew = request.start == dossier.result.announced_anew
        return anew and not any(day > (case.done_on or day) for day in asked)
    return request.rule.startswith("D-EXPL-REQ") and not asked


def _later(moves: Iterable[MovedDate], *rules: str) -> date | None:
    return next((move.deadline.date for move in moves if move.deadline.rule.startswith(rules)), None)


def _drawn(case: Case, dossier: Dossier, changes: Mapping[str, Any]) -> tuple[Notice, ...]:
    """The cards that show what changed; a new grader's card shows no date but the target (decision 15)."""
    if case.kind is Kind.EXPLANATION:
        return (redrawn(case),)
    return cards(case, dossier.appeal_graders(case)) if "target" in changes else ()


def _set_going(case: Case, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What kept the case waiting for a person is gone."""
    if case.kind is Kind.APPEAL:
        return {"status": Status.WAITING if case.waits_for else Status.TO_ASSIGN}
    has_grader = (changes.get("grader_id") or case.grader_id) is not None
    return {"status": Status.WITH_GRADER} if has_grader else {}


def _without(case: Case, dossier: Dossier) -> Dossier:
    """The dossier as it was before the case, which must not hold its own clock still."""
    return replace(dossier, cases=tuple(each for each in dossier.cases if each.number != case.number))


def _day(deadline: Deadline | None) -> date | None:
    return deadline.date if deadline else None
