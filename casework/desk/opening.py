"""A request becomes a case, whichever way it came: the verb of its kind, or a word that the same is open already."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from casework import appeal, explanation, formal_error
from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind
from casework.desk.keeping import keep
from casework.dossier import Dossier
from casework.exams import Language
from casework.links import Purpose
from casework.messages import Letter, Urgency
from casework.office import Office
from casework.records import Records

REQUESTS = {
    Kind.EXPLANATION: explanation.request,
    Kind.APPEAL: appeal.request,
    Kind.FORMAL_ERROR: formal_error.request,
}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: `received` is aware UTC and the first time counts, whoever settles later what was meant (decision 24).

    `waited` are the days by which the student answered a question of ours too late: our own two weeks stood still meanwhile.
    """

    kind: Kind
    received: datetime
    language: Language
    actor: Actor
    confirmed: bool = True
    in_reply_to: str = ""
    waited: tuple[tuple[date, date], ...] = ()


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
    )
    keep(records, change, dossier, office)
    if not request.confirmed:
        records.post([_asked_to_confirm(change.case, dossier, office, now)])
    return Found(change.case, dossier.with_case(change.case), again=False)


def _verb(request: Request) -> Callable[..., Change]:
    """Only an explanation has a time of our own set by law, which a delay stops (forvaltningslovforskriften §§ 35, 38)."""
    if request.kind is Kind.EXPLANATION:
        return partial(explanation.request, pauses=request.waited)
    return REQUESTS[request.kind]


def _asked_to_confirm(case: Case, dossier: Dossier, office: Office, now: datetime) -> Letter:
    """The one-time link, to the registered address only: nothing is told before the sender is known (decision 24)."""
    link = office.links.make(Purpose.CONFIRM_CASE, case.number, dossier.person.id, now)
    return office.to_student(
        f"confirm:{case.number}",
        "confirm_sender",
        case,
        dossier,
        urgency=Urgency.RECEIPT,
        link=office.links.url(link),
        expires=day_of(link.expires),
    )
