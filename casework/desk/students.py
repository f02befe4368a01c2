"""A registered student's mail: a request, an answer to a question or a letter of ours, a withdrawal, a question of status."""

from casework.calendar import day_of
from casework.case import Case, Kind, Status
from casework.clocks import Clocks
from casework.deadlines import Deadline
from casework.desk.appointed import about_times, tell_grader
from casework.desk.following import followed
from casework.desk.questions import answered, ask_what, withdrawal_asked
from casework.desk.requested import KINDS, authenticated, open_cases, requested, to_student, unconfirmed
from casework.desk.visit import Placed, Visit
from casework.dossier import Dossier
from casework.exams import Person
from casework.links import Purpose
from casework.messages import Ask, Letter, TaskKind


def place_student(visit: Visit, person: Person) -> Placed:
    """Places the mail of somebody the registry knows by address (decision 24)."""
    if visit.mail.encrypted:  # nothing is done on the little that can be read of it (mail.md § 7)
        return ask_what(visit, person, _own_dossier(visit, person))
    return (
        answered(visit, person)
        or about_times(visit, person, _own_dossier(visit, person))
        or _answer_to_a_letter(visit, person)
        or _asked(visit, person)
    )


def _asked(visit: Visit, person: Person) -> Placed:
    intent = visit.mail.intent
    dossier = _own_dossier(visit, person)
    if intent.sure and intent.ask in KINDS:
        return requested(visit, person, KINDS[intent.ask], dossier)
    if intent.sure and intent.ask is Ask.WITHDRAWAL:
        return withdrawal_asked(visit, person, dossier)
    if not authenticated(visit):
        return unconfirmed(visit, person, TaskKind.NOT_UNDERSTOOD)
    if intent.sure and intent.ask is Ask.STATUS:
        return _status(visit, person, dossier)
    return ask_what(visit, person, dossier)


def _answer_to_a_letter(visit: Visit, person: Person) -> Placed | None:
    """Thanks, which ask for nothing, and an answer about a time, which is the grader's; None for anything else."""
    intent, number = visit.mail.intent, visit.mail.token_case
    if not intent.sure or visit.mail.token_outgoing is None:
        return None
    if intent.ask is Ask.THANKS:
        return Placed("thanks", number)
    dossier = visit.records.dossier_of(number) if number is not None else None
    if intent.ask is not Ask.APPOINTMENT or number is None or dossier is None or dossier.person.id != person.id:
        return None
    return _passed_on(visit, dossier.case(number), dossier) if authenticated(visit) else None


def _passed_on(visit: Visit, case: Case, dossier: Dossier) -> Placed | None:
    """What the student says about a time goes to the grader by mail, word for word, and the student is told so (decision 21)."""
    grader = visit.records.registry.staff(case.grader_id) if case.grader_id is not None else None
    if case.kind is not Kind.EXPLANATION or case.status is not Status.WITH_GRADER or case.commission_id or not grader:
        return None
    tell_grader(visit, case, dossier, visit.mail.text)
    case, dossier = followed(visit, case, dossier)
    visit.send(to_student(visit, f"time-told:{case.number}:{visit.mail.id}", "time_passed_on", case, dossier))
    return Placed("appointment", case.number)


def _status(visit: Visit, person: Person, dossier: Dossier | None) -> Placed:
    meant = visit.mail.case_meant
    cases = [case for case in dossier.cases if case.number == meant] if dossier else open_cases(visit, person)
    for case in cases:
        within = visit.records.dossier_of(case.number)
        if within is not None:
            visit.send(_status_letter(visit, *followed(visit, within.case(case.number), within)))
    if not cases:
        return ask_what(visit, person, dossier)
    return Placed("status", cases[0].number)


def _status_letter(visit: Visit, case: Case, dossier: Dossier) -> Letter:
    clocks = visit.office.clocks(dossier)
    link = visit.office.links.make(Purpose.DATES, case.number, dossier.person.id, visit.now)
    return to_student(
        visit,
        f"status:{case.number}:{visit.mail.id}",
        "status",
        case,
        dossier,
        promised=case.promised,
        link=visit.office.links.url(link),
        expires=day_of(link.expires),
        deadlines=[_our_deadline(clocks, case), clocks.appeal()],
    )


def _our_deadline(clocks: Clocks, case: Case) -> Deadline:
    return clocks.explanation_due(case) if case.kind is Kind.EXPLANATION else clocks.interim(day_of(case.received))


def _own_dossier(visit: Visit, person: Person) -> Dossier | None:
    """The dossier that the reply's token names, if it is this person's own: a token says which case, never who."""
    named = visit.mail.case_meant
    dossier = visit.records.dossier_of(named) if named is not None else None
    return dossier if dossier is not None and dossier.person.id == person.id else None
