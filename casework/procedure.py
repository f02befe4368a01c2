"""The verbs that every kind of case has: rejected or withdrawn by a person, never by the machine (decision 12)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from casework.calendar import day_of, next_working_day
from casework.case import Actor, Case, Change, Kind, Mark, Status, moved
from casework.deadlines.value import Deadline
from casework.dossier import Dossier
from casework.grounds import Grounds
from casework.laws import Law, Provision
from casework.messages import Automatic, Letter, Notice, NoticeKind
from casework.office import Office
from casework.refusals import AlreadyDone, NotNow, TooLateToWithdraw
from casework.rulebook import Rulebook


def reject(
    case: Case, dossier: Dossier, office: Office, signer: str, grounds: Grounds, *, at: datetime, actor: Actor
) -> Change:
    """A case handler rejects the case (AVVIST, A-142): the student is told facts and reasons, the rule, the dates and the other ways.

    `signer` is the name that the letter is signed with. A complaint on formal errors is not closed this way (§ 11-9, I17).
    Raises NotNow, AlreadyDone and GroundsMissing.
    """
    if case.kind is Kind.FORMAL_ERROR:
        raise NotNow(number=case.number)
    grounds = grounds.complete(case.number)
    change = _closed(case, dossier, "rejected", Status.REJECTED, at, actor)
    clocks = office.clocks(dossier.with_case(change.case))
    three = clocks.three()
    appeal = three.appeal
    letter = office.to_student(
        f"rejected:{case.number}",
        "rejected",
        case,
        dossier,
        automatic=Automatic.NO,
        rule=_rule_of_rejection(case, clocks.law),
        deadline=appeal if case.kind is Kind.APPEAL else three.explanation,
        **last_day_to_appeal(appeal, at),
        formal_now=formal_errors_until(dossier, three.formal_error, at),
        facts=grounds.facts,
        reasons=grounds.reasons,
        complaint_deadline=clocks.complaint(day_of(at)),
        appeal_body=office.rulebook.appeal_body.text(case.language),
        signer=signer,
    )
    if case.kind is Kind.EXPLANATION:
        change = told(change, appeal.date)
    return change.telling(letter).resting_on(grounds.texts)


def _rule_of_rejection(case: Case, law: Law) -> Provision:
    if Mark.NOT_REGRADABLE in case.marks:
        return law.not_appealable
    if Mark.FINAL in case.marks:
        return law.regrading
    if case.kind is Kind.APPEAL:
        return law.appeal
    return law.explanation_at_once if Mark.AT_ONCE in case.marks else law.explanation_request


def withdraw(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The case is withdrawn (TRUKKET, A-143): the grade stands, and the student reads what may still be asked for and until when."""
    if not may_withdraw(case, office.rulebook):
        raise TooLateToWithdraw(number=case.number)
    change = _closed(case, dossier, "withdrawn", Status.WITHDRAWN, at, actor)
    three = office.clocks(dossier.with_case(change.case)).three()
    letter = office.to_student(
        f"withdrawn:{case.number}",
        "withdrawn",
        case,
        dossier,
        withdrawn=day_of(at),
        **last_day_to_appeal(three.appeal, at),
        formal_now=formal_errors_until(dossier, three.formal_error, at),
    )
    return told(change, three.appeal.date).telling(letter)


def appeal_once_withdrawn(case: Case, dossier: Dossier, office: Office) -> Deadline:
    """The appeal's clock as it would be without the case: a student who withdraws should know it before (§ 11-10)."""
    return office.clocks(dossier.with_case(replace(case, status=Status.WITHDRAWN))).appeal()


def may_withdraw(case: Case, rulebook: Rulebook) -> bool:
    """Decision 18: an appeal until the first grader says done, until the grade is final (default), or until the student is told."""
    if case.kind is not Kind.APPEAL:
        return True
    cutoff = rulebook.withdrawal_cutoff
    if cutoff == "registered":
        return not case.graders_done
    return cutoff == "published" or case.status is not Status.DECIDED


def last_day_to_appeal(appeal: Deadline, at: datetime) -> dict[str, Any]:
    """What a letter of that moment says of the last day to appeal: no letter tells a student to appeal until a day that has passed."""
    return {"appeal_deadline": appeal, "appeal_over": appeal.date is not None and appeal.date < day_of(at)}


def formal_errors_until(dossier: Dossier, formal: Deadline, at: datetime) -> Deadline | None:
    """The last day for formal errors where the grade was set on appeal: all that is left to complain about (§§ 11-9, 11-11).

    None for a first grade, while no deadline runs, and once the day has passed.
    """
    return formal if dossier.regraded and formal.date and formal.date >= day_of(at) else None


def told(change: Change, deadline: date | None, request: date | None = None) -> Change:
    """The same change, remembering the days that its letter shows for appealing and for asking for an explanation (I13)."""
    shown: dict[str, Any] = {name: day for name, day in (("told_deadline", deadline), ("told_request", request)) if day}
    if not shown:
        return change
    event = replace(change.event, changes={**change.event.changes, **shown})
    return replace(change, case=replace(change.case, **shown), event=event)


def receipted(
    change: Change, dossier: Dossier, office: Office, receipt: Letter, request: Deadline | None = None
) -> Change:
    """The same change with its receipt, remembering the appeal deadline that the receipt shows (I13).

    `request` is until when an explanation may still be asked for, where the receipt says so too.
    """
    appeal = office.clocks(dossier.with_case(change.case)).appeal()
    return told(change, appeal.date, request.date if request else None).telling(receipt)


def next_day(at: datetime) -> date:
    """The day by which a case handler should have looked at what came up at that moment."""
    return next_working_day(day_of(at) + timedelta(days=1))


def redrawn(case: Case) -> Notice:
    """The card of the case for its grader: posted the first time, drawn again in place ever after."""
    return Notice(f"card:{case.number}:{case.version}", NoticeKind.CARD, case.grader_id or 0, case.number)


def cards(case: Case, staff: Iterable[int]) -> tuple[Notice, ...]:
    """The card of an appeal for each of its new graders; it is taken away from one who is none any more."""
    return tuple(
        Notice(f"card:{case.number}:{case.version}:{each}", NoticeKind.CARD, each, case.number) for each in staff
    )


def _closed(case: Case, dossier: Dossier, name: str, status: Status, at: datetime, actor: Actor) -> Change:
    if not case.is_open:
        raise AlreadyDone(number=case.number)
    change = moved(case, name, at, actor, status=status, done_on=day_of(at))
    graders = dossier.appeal_graders(case) if case.kind is Kind.APPEAL else ()
    return change.telling(redrawn(change.case), *cards(change.case, graders))
