"""The verbs of an appeal against a grade: received, given to new graders, graded blind. What comes after is in `deciding`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind, Mark, Status, moved, opened
from casework.clocks import Clocks
from casework.deadlines import Deadline
from casework.dossier import Dossier
from casework.exams import Commission, Language, Staff
from casework.marks import NEEDS_A_PERSON, marks_of
from casework.messages import Automatic, Letter, Task, TaskKind, Urgency
from casework.office import Office
from casework.procedure import cards, next_day, receipted
from casework.reception import Reception
from casework.refusals import AlreadyDone, MustBeNewGrader, NoExternalGrader, NotNow, NotYours, TooFewGraders

FEWEST_GRADERS = 2  # § 11-11 second paragraph
HELD_FROM = frozenset({Status.TO_ASSIGN, Status.WITH_COMMISSION})


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
) -> Change:
    """Opens an appeal (§ 11-10). It waits while an explanation asked for in time is open (decision 13); it never needs one."""
    clocks = office.clocks(dossier)
    doubtful = reception is not None and reception.is_doubtful(Kind.APPEAL, clocks.appeal())
    marks = marks_of(Kind.APPEAL, dossier, office, day_of(received), confirmed, doubtful=doubtful)
    waits_for = _open_explanation(dossier)
    case = Case(
        number=number,
        kind=Kind.APPEAL,
        status=_first_status(marks, waits_for),
        result_id=dossier.result.id,
        received=received,
        language=language,
        law=clocks.law.name,
        in_time=Mark.LATE not in marks,
        interim_due=clocks.interim(day_of(received)).date,
        marks=marks,
        waits_for=waits_for,
    )
    target = clocks.regrading_target(case)
    case = replace(case, target=target.date if target else None)
    change = opened(case, at, actor)
    if Mark.UNCONFIRMED not in marks:
        change = _receipted(change, dossier, office, in_reply_to, reception)
    return change.telling(*_asked_of_handler(case, at))


def _receipted(
    change: Change, dossier: Dossier, office: Office, in_reply_to: str = "", reception: Reception | None = None
) -> Change:
    case = change.case
    letter, request = receipt(case, dossier, office, in_reply_to, reception), _still_to_ask(case, dossier, office)
    return receipted(change, dossier, office, letter, request)


def receipt(
    case: Case, dossier: Dossier, office: Office, in_reply_to: str = "", reception: Reception | None = None
) -> Letter:
    """The receipt (decision 14, L-16): it may go both ways, who sees the reasons, when an answer or an interim reply comes."""
    clocks = office.clocks(dossier.with_case(case))
    return office.to_student(
        f"receipt:{case.number}",
        "receipt_appeal",
        case,
        dossier,
        wrong_address=reception.wrong_address(case.kind, office.domain) if reception else None,
        left_out=reception.left_out if reception else None,
        automatic=Automatic.REPLIED,
        urgency=Urgency.RECEIPT,
        in_reply_to=in_reply_to,
        deadlines=[_still_open(case, clocks), clocks.interim(day_of(case.received)), *_aim(case, clocks)],
        waits=case.status is Status.WAITING,
        withdraw_until=office.rulebook.withdrawal_cutoff,
        explanation_deadline=_still_to_ask(case, dossier, office),
        diploma_blocks=office.rulebook.diploma_blocks,
    )


def confirm(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The sender has been confirmed: the appeal goes on with its first reception time, and is receipted."""
    marks, waits_for = case.marks - {Mark.UNCONFIRMED}, _open_explanation(dossier)
    untouched = case.status is Status.RECEIVED
    status = _first_status(marks, waits_for) if untouched else case.status
    waits = waits_for if untouched else case.waits_for
    change = moved(case, "sender_confirmed", at, actor, marks=marks, status=status, waits_for=waits)
    asked = _asked_of_handler(change.case, at) if untouched else ()
    return _receipted(change, dossier, office).telling(*asked).settling(f"unconfirmed:{case.number}")


def start(case: Case, dossier: Dossier, *, at: datetime, actor: Actor) -> Change:
    """The appeal waits no longer: its explanation is finished, or a case handler says so (A-013); or it is taken on after all.

    Graders whom it had before it was held take it up again.
    """
    if case.status not in {Status.WAITING, Status.RECEIVED}:
        raise NotNow(number=case.number)
    graders = dossier.appeal_graders(case)
    status = Status.WITH_COMMISSION if graders else Status.TO_ASSIGN
    change = moved(case, "started", at, actor, status=status, waits_for=None)
    asked = () if graders else _asked_of_handler(change.case, at)
    return change.telling(*asked, *cards(change.case, graders)).settling(f"decide:{case.number}")


def hold(case: Case, dossier: Dossier, explanation: int, *, at: datetime, actor: Actor) -> Change:
    """The student asks for an explanation after all: the appeal waits for it, unless a new grader is done (decision 13)."""
    if not may_be_held(case):
        raise NotNow(number=case.number)
    change = moved(case, "held", at, actor, status=Status.WAITING, waits_for=explanation)
    return change.telling(*cards(change.case, dossier.appeal_graders(case)))


def may_be_held(case: Case) -> bool:
    """Whether the appeal can still wait for an explanation."""
    return case.status in HELD_FROM and not case.graders_done


def waits_no_more(case: Case, *, at: datetime, actor: Actor) -> Change:
    """The explanation is finished, but a person must still decide whether the appeal is taken on."""
    return moved(case, "waits_no_more", at, actor, waits_for=None)


def assign(
    case: Case,
    commission: Commission,
    members: Sequence[Staff],
    dossier: Dossier,
    office: Office,
    *,
    at: datetime,
    actor: Actor,
) -> Change:
    """New graders take the appeal (§ 11-11 second paragraph). Raises TooFewGraders, NoExternalGrader, MustBeNewGrader, NotNow."""
    if case.status not in {Status.TO_ASSIGN, Status.WAITING, Status.RECEIVED, Status.WITH_COMMISSION}:
        raise NotNow(number=case.number)
    must_be_lawful(case, members, dossier)
    target = office.clocks(dossier).regrading_target(case)
    change = moved(
        case,
        "assigned",
        at,
        actor,
        {"graders": [member.id for member in members]},
        status=Status.WITH_COMMISSION,
        commission_id=commission.id,
        graders_done=(),
        waits_for=None,
        target=target.date if target else None,
    )
    now = [member.id for member in members]
    before = [each for each in dossier.appeal_graders(case) if each not in now]
    change = change.telling(*cards(change.case, [*now, *before]))
    return change.settling(f"decide:{case.number}", f"grader:{case.number}")


def must_be_lawful(case: Case, members: Sequence[Staff], dossier: Dossier) -> None:
    """At least two, all new, at least one external; the refusal says what is missing."""
    if len({member.id for member in members}) < FEWEST_GRADERS:
        raise TooFewGraders(number=case.number)
    if any(member.id in dossier.first_graders for member in members):
        raise MustBeNewGrader(number=case.number)
    if not any(member.external for member in members):
        raise NoExternalGrader(number=case.number)


def is_lawful(case: Case, members: Sequence[Staff], dossier: Dossier) -> bool:
    """Whether those people may grade the appeal."""
    try:
        must_be_lawful(case, members, dossier)
    except (TooFewGraders, NoExternalGrader, MustBeNewGrader):
        return False
    return True


def graded(case: Case, grader: int, members: Sequence[Staff], *, at: datetime, actor: Actor) -> Change:
    """One grader has graded alone; when all have, the joint step opens (decision 16). No grade is said here (decision 19)."""
    if case.status is not Status.WITH_COMMISSION:
        raise NotNow(number=case.number)
    if grader not in {member.id for member in members}:
        raise NotYours(number=case.number)
    if grader in case.graders_done:
        raise AlreadyDone(number=case.number)
    done = (*case.graders_done, grader)
    everybody = len(done) == len(members)
    status = Status.JOINT if everybody else Status.WITH_COMMISSION
    change = moved(case, "graded", at, actor, graders_done=done, status=status)
    change = change.telling(*cards(change.case, [member.id for member in members]))
    if not everybody:
        return change
    return change.telling(Task(f"outcome:{case.number}", TaskKind.NEEDS_DECISION, next_day(at), case.number))


def _first_status(marks: frozenset[Mark], waits_for: int | None) -> Status:
    if marks & NEEDS_A_PERSON[Kind.APPEAL]:
        return Status.RECEIVED
    return Status.WAITING if waits_for is not None else Status.TO_ASSIGN


def _still_open(case: Case, clocks: Clocks) -> Deadline:
    """The deadline that the receipt tells: the appeal's, but formal errors' while a person decides whether the grade can be appealed."""
    return clocks.three().formal_error if Mark.NOT_REGRADABLE in case.marks else clocks.appeal()


def _aim(case: Case, clocks: Clocks) -> list[Deadline]:
    """The institution's own aim, where it has one: it never replaces the interim reply (decision 11)."""
    target = clocks.regrading_target(case)
    return [target] if target else []


def _open_explanation(dossier: Dossier) -> int | None:
    open_case = dossier.open_case(Kind.EXPLANATION)
    return open_case.number if open_case and open_case.in_time else None


def _still_to_ask(case: Case, dossier: Dossier, office: Office) -> Deadline | None:
    """Until when an explanation may still be asked for, where none has been: guidance that never blocks (A-012)."""
    day, deadline = day_of(case.received), office.clocks(dossier.with_case(case)).explanation_request()
    asked = any(dossier.of_kind(Kind.EXPLANATION))
    return None if asked or deadline.date is None or day > deadline.date else deadline


def _asked_of_handler(case: Case, at: datetime) -> tuple[Task, ...]:
    if case.status is Status.WAITING:
        return ()
    if Mark.UNCONFIRMED in case.marks:
        return (Task(f"unconfirmed:{case.number}", TaskKind.SENDER_UNCONFIRMED, next_day(at), case.number),)
    if case.status is Status.TO_ASSIGN:
        return (Task(f"grader:{case.number}", TaskKind.NEEDS_GRADER, next_day(at), case.number),)
    return (Task(f"decide:{case.number}", TaskKind.NEEDS_DECISION, next_day(at), case.number),)
