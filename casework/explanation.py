"""The verbs of an explanation case: received, given to a grader, explained in writing or in a talk, rejected, withdrawn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind, Mark, Outcome, Status, moved, opened
from casework.clocks import Clocks
from casework.dossier import Dossier
from casework.exams import Channel, Language
from casework.marks import NEEDS_A_PERSON, marks_of
from casework.messages import Automatic, Letter, Task, TaskKind, Urgency
from casework.office import Office
from casework.procedure import formal_errors_until, last_day_to_appeal, next_day, receipted, redrawn, told
from casework.reception import Reception
from casework.refusals import AlreadyDone, ImpossibleDay, NotAnnounced, NotNow


class Way(StrEnum):
    """How an explanation was given; each is the outcome, and each has its letter."""

    SENT = "sent"
    ORAL_GIVEN = "oral_given"


_LETTERS = {Way.SENT: "explanation_sent", Way.ORAL_GIVEN: "explanation_oral_given"}


def request(
    dossier: Dossier,
    number: int,
    received: datetime,
    language: Language,
    office: Office,
    *,
    at: datetime,
    actor: Actor,
    confirmed: bool = True,
    in_reply_to: str = "",
    reception: Reception | None = None,
    pauses: tuple[tuple[date, date | None], ...] = (),
) -> Change:
    """Opens the case of a request for an explanation (§ 11-8), gives it to the first grader or to a case handler, and receipts it.

    `pauses` are the student's own delays before it could be opened, which our two weeks leave out (forvaltningslovforskriften § 38).

    Once new graders have set the grade, it is theirs that is asked about, and theirs to explain: `commission_id` says so.
    Nothing is ever refused here: what is late, not opened for or unconfirmed is marked for a person (decision 12).
    """
    clocks = office.clocks(dossier)
    doubtful = reception is not None and reception.is_doubtful(Kind.EXPLANATION, clocks.explanation_request())
    marks = marks_of(Kind.EXPLANATION, dossier, office, day_of(received), confirmed, doubtful=doubtful)
    regraded = dossier.regraded
    graders = dossier.appeal_graders(regraded) if regraded else dossier.first_graders
    grader = graders[0] if graders else None
    ready = grader is not None and not marks & NEEDS_A_PERSON[Kind.EXPLANATION]
    case = Case(
        number=number,
        kind=Kind.EXPLANATION,
        status=Status.WITH_GRADER if ready else Status.RECEIVED,
        result_id=dossier.result.id,
        received=received,
        language=language,
        law=clocks.law.name,
        grader_id=grader,
        commission_id=regraded.commission_id if regraded else None,
        in_time=Mark.LATE not in marks,
        marks=marks,
        pauses=pauses,
    )
    case = replace(case, **due_dates(case, clocks))
    change = opened(case, at, actor)
    if Mark.UNCONFIRMED not in marks:
        change = receipted(change, dossier, office, receipt(case, dossier, office, in_reply_to, reception))
    return change.telling(redrawn(case) if ready else _to_handler(case, at))


def due_dates(case: Case, clocks: Clocks) -> dict[str, Any]:
    """Until when the explanation must be given, the day we aim at, and until when the student hears that it will be late.

    None while the student's own delay lasts.
    """
    due, interim = clocks.explanation_due(case), clocks.interim_for_explanation(case)
    return {"due": due.date, "target": due.target, "interim_due": interim.date if interim else None}


def receipt(
    case: Case, dossier: Dossier, office: Office, in_reply_to: str = "", reception: Reception | None = None
) -> Letter:
    """The receipt (decision 14): reference, exact time, what it was understood as, the dates with their law, how to correct.

    What came too late names the day that it came after, and no day for an explanation that a person may yet refuse (decision 6).
    """
    clocks = office.clocks(dossier.with_case(case))
    formal = [clocks.three().formal_error] if dossier.regraded else []  # a letter has told it (§ 11-9 sixth paragraph)
    return office.to_student(
        f"receipt:{case.number}",
        "receipt_explanation",
        case,
        dossier,
        wrong_address=reception.wrong_address(case.kind, office.domain) if reception else None,
        left_out=reception.left_out if reception else None,
        automatic=Automatic.REPLIED,
        urgency=Urgency.RECEIPT,
        in_reply_to=in_reply_to,
        regraded=case.commission_id is not None,
        deadlines=[
            clocks.explanation_due(case) if case.in_time else clocks.explanation_request(),
            clocks.appeal(),
            *formal,
        ],
    )


def given(
    case: Case,
    dossier: Dossier,
    way: Way,
    day: date,
    office: Office,
    *,
    at: datetime,
    actor: Actor,
) -> Change:
    """The explanation was given on `day` (A-054: the day it was given, not the day it was typed), and the case is done.

    The appeal deadline runs from that day where the request was in time (§ 11-10 first paragraph), and the letter states it.
    Raises AlreadyDone, NotNow, NotAnnounced (A-109) and ImpossibleDay.
    """
    where = {"where": _where(dossier, office)}
    return _finished(case, dossier, Outcome(way.value), _LETTERS[way], day, office, where, {}, at, actor)


def missed(
    case: Case,
    dossier: Dossier,
    day: date,
    office: Office,
    fields: Mapping[str, Any],
    facts: Mapping[str, object],
    *,
    at: datetime,
    actor: Actor,
) -> Change:
    """The student did not come to the talk on `day`: the explanation counts as given then (D-EXPL-NOSHOW), and the case is done.

    Whether that is proved is for `casework.no_show` to say; `fields` are the letter's own, `facts` what the journal holds of it.
    Raises what `given` raises.
    """
    template = "explanation_no_show"
    return _finished(case, dossier, Outcome.NO_SHOW, template, day, office, fields, facts, at, actor)


def _finished(
    case: Case,
    dossier: Dossier,
    outcome: Outcome,
    template: str,
    day: date,
    office: Office,
    fields: Mapping[str, Any],
    facts: Mapping[str, object],
    at: datetime,
    actor: Actor,
) -> Change:
    _must_be(case, Status.WITH_GRADER, Status.RECEIVED)
    clocks = office.clocks(dossier)
    today, first = day_of(at), day_of(case.received)
    if clocks.announced is None or clocks.announced > today:
        raise NotAnnounced(number=case.number)
    if not first <= day <= today:
        raise ImpossibleDay(number=case.number, day=day, first=first)
    change = moved(case, outcome.value, at, actor, facts, status=Status.DONE, outcome=outcome, done_on=day)
    three = office.clocks(dossier.with_case(change.case)).three()
    change = told(change, three.appeal.date)
    letter = office.to_student(
        f"{outcome.value}:{case.number}:{change.case.version}",
        template,
        change.case,
        dossier,
        automatic=Automatic.GENERATED,
        given=day,
        **last_day_to_appeal(three.appeal, at),
        formal_now=formal_errors_until(dossier, three.formal_error, at),
        regraded=case.commission_id is not None,
        appeal=_waiting_appeal(dossier, office),
        appealed=dossier.open_case(Kind.APPEAL) is not None,
        **fields,
    )
    return change.telling(letter, redrawn(change.case)).settling(f"decide:{case.number}")


def assign(case: Case, grader: int, *, at: datetime, actor: Actor) -> Change:
    """A case handler gives the case to a first grader; a late or odd request is thereby answered after all (decision 6)."""
    _must_be(case, Status.RECEIVED, Status.WITH_GRADER)
    change = moved(case, "assigned", at, actor, status=Status.WITH_GRADER, grader_id=grader)
    silent = () if grader == case.grader_id else (f"silent:{case.number}:{case.grader_id}",)
    return change.telling(redrawn(change.case)).settling(f"decide:{case.number}", f"grader:{case.number}", *silent)


def confirm(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The sender has been confirmed: the case goes on as if the mail had been, with the first reception time, and is receipted."""
    marks = case.marks - {Mark.UNCONFIRMED}
    ready = case.grader_id is not None and not marks & NEEDS_A_PERSON[Kind.EXPLANATION]
    status = Status.WITH_GRADER if ready and case.status is Status.RECEIVED else case.status
    change = moved(case, "sender_confirmed", at, actor, marks=marks, status=status)
    change = receipted(change, dossier, office, receipt(change.case, dossier, office))
    change = change.settling(f"unconfirmed:{case.number}")
    if ready:
        return change.telling(redrawn(change.case)).settling(f"decide:{case.number}")
    return change.telling(_to_handler(change.case, at))


def excuse(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """A case handler takes a late request as one in time: it is answered, and the appeal's clock waits for it (decision 6).

    The student gets the receipt anew, with the dates as they are now. Raises AlreadyDone and NotNow.
    """
    _must_be(case, Status.RECEIVED, Status.WITH_GRADER)
    if case.in_time:
        raise NotNow(number=case.number)
    marks = case.marks - {Mark.LATE, Mark.AT_ONCE}
    ready = case.grader_id is not None and not marks & NEEDS_A_PERSON[Kind.EXPLANATION]
    status = Status.WITH_GRADER if ready else case.status
    change = moved(case, "excused", at, actor, in_time=True, marks=marks, status=status)
    anew = replace(receipt(change.case, dossier, office), key=f"excused:{case.number}")
    change = change.telling(anew, redrawn(change.case))
    return change.settling(f"decide:{case.number}") if ready else change


def _waiting_appeal(dossier: Dossier, office: Office) -> str:
    """The reference of the appeal that goes on now, if one waited for this explanation (A-013)."""
    appeal = dossier.open_case(Kind.APPEAL)
    return office.reference(appeal) if appeal and appeal.status is Status.WAITING else ""


def _where(dossier: Dossier, office: Office) -> str:
    """Where a written explanation is found: in the exam's channel, or in a mail where the institution lets it (decision 20)."""
    if dossier.exam.channel is Channel.MANUAL:
        return "manual"
    return "mail" if office.rulebook_at(dossier.exam).explanations_written_in == "mail" else dossier.exam.channel.value


def _to_handler(case: Case, at: datetime) -> Task:
    kind = TaskKind.NEEDS_DECISION if case.grader_id is not None else TaskKind.NEEDS_GRADER
    if Mark.UNCONFIRMED in case.marks:
        kind = TaskKind.SENDER_UNCONFIRMED
    name = "unconfirmed" if kind is TaskKind.SENDER_UNCONFIRMED else "decide"
    return Task(f"{name}:{case.number}", kind, next_day(at), case.number)


def _must_be(case: Case, *allowed: Status) -> None:
    if case.status in allowed:
        return
    if not case.is_open:
        raise AlreadyDone(number=case.number)
    raise NotNow(number=case.number)
