"""A request becomes a case, whichever way it came: the verb of its kind, or a word that the same is open already."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from casework import appeal, explanation, formal_error
from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind, Mark
from casework.desk.keeping import keep
from casework.dossier import Dossier
from casework.exams import Language
from casework.links import Purpose
from casework.messages import Letter, Urgency
from casework.office import Office
from casework.procedure import next_day
from casework.reception import Reception
from casework.records import Records
from casework.tasks import Task, TaskKind

REQUESTS = {
    Kind.EXPLANATION: explanation.request,
    Kind.APPEAL: appeal.request,
    Kind.FORMAL_ERROR: formal_error.request,
}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: `received` is aware UTC and the first time counts, whoever settles later what was meant (decision 24).

    `waited` are the days by which the student answered a question of ours too late: our own two weeks stood still meanwhile.
    `reception` is how the mail of that id came, None for a request that came otherwise.
    """

    kind: Kind
    received: datetime
    language: Language
    actor: Actor
    confirmed: bool = True
    in_reply_to: str = ""
    waited: tuple[tuple[date, date], ...] = ()
    reception: Reception | None = None
    mail: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The case that a request led to; `again` when it was open already."""

    case: Case
    dossier: Dossier
    again: bool


def open_case(records: Records, office: Office, dossier: Dossier, request: Request, now: datetime) -> Found:
    """Opens a case for the dossier's result; the same request twice makes one case."""
    already = dossier.open_case(request.kind)
    if already is not None:
        return Found(already, dossier, again=True)
    change = _verb(request)(
        dossier,
        records.new_number(),
        request.received,
        request.language,
        office,
        at=now,
        actor=request.actor,
        confirmed=request.confirmed,
        in_reply_to=request.in_reply_to,
        reception=request.reception,
    )
    change = _timed(change, request, now)
    keep(records, change, dossier, office)
    if not request.confirmed:
        records.post([_asked_to_confirm(change.case, dossier, office, request, now)])
    return Found(change.case, dossier.with_case(change.case), again=False)


def _timed(change: Change, request: Request, now: datetime) -> Change:
    """The same change with every possible time of its mail, which a person is shown where they disagree (D-MAIL-DOUBT)."""
    if request.reception is None:
        return change
    case, times = change.case, request.reception.facts
    change = replace(change, event=replace(change.event, facts={**change.event.facts, **times}))
    if Mark.TIME_IN_DOUBT not in case.marks:
        return change
    return change.telling(
        Task(f"time:{case.number}", TaskKind.TIME_IN_DOUBT, next_day(now), case.number, request.mail, facts=times)
    )


def _verb(request: Request) -> Callable[..., Change]:
    """Only an explanation has a time of our own set by law, which a delay stops (forvaltningslovforskriften §§ 35, 38)."""
    if request.kind is Kind.EXPLANATION:
        return partial(explanation.request, pauses=request.waited)
    return REQUESTS[request.kind]


def _asked_to_confirm(case: Case, dossier: Dossier, office: Office, request: Request, now: datetime) -> Letter:
    """The one-time link, to the registered address only: nothing is told before the sender is known (decision 24)."""
    link = office.links.make(Purpose.CONFIRM_CASE, case.number, dossier.person.id, now)
    return office.to_student(
        f"confirm:{case.number}",
        "confirm_sender",
        case,
        dossier,
        urgency=Urgency.RECEIPT,
        wrong_address=request.reception.wrong_address(case.kind, office.domain) if request.reception else None,
        link=office.links.url(link),
        expires=day_of(link.expires),
    )
