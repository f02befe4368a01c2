"""A student withdraws by mail: asked to confirm, then done (decision 18)."""

from casework import procedure
from casework.case import Case, Kind
from casework.desk.following import followed
from casework.desk.keeping import keep
from casework.desk.requested import authenticated, to_student
from casework.desk.visit import Placed, Visit
from casework.dossier import Dossier
from casework.exams import Person
from casework.messages import TaskKind

YES = frozenset(
    {"ja", "ja takk", "yes", "yes please", "trekk", "trekk saken", "trekk saka", "bekreft", "stadfest", "withdraw"}
)
NO = frozenset({"nei", "nei takk", "no", "no thanks", "ikke trekk", "ikkje trekk", "nei ikke trekk", "nei ikkje trekk"})


def ask_to_confirm(visit: Visit, number: int) -> Placed:
    """Asks whether that case is to be withdrawn, or says that it is too late."""
    dossier = visit.records.dossier_of(number)
    if dossier is None:
        return visit.to_a_person(TaskKind.WITHDRAWAL_ASKED)
    case, dossier = followed(visit, dossier.case(number), dossier)
    if not procedure.may_withdraw(case, visit.office.rulebook):
        return _too_late(visit, case, dossier)
    key, appeal = f"withdraw:{case.number}:{visit.mail.id}", dossier.open_case(Kind.APPEAL)
    fields = {"received": visit.mail.received, "appeal": appeal.number if appeal and appeal is not case else 0}
    fields |= procedure.last_day_to_appeal(procedure.appeal_once_withdrawn(case, dossier, visit.office), visit.now)
    visit.send(to_student(visit, key, "withdrawal_question", case, dossier, **fields))
    return Placed("withdrawal_question", case.number)


def confirmed(visit: Visit, person: Person, number: int, said: str) -> Placed | None:
    """What a yes or no to that question does; None when it is neither. The first answer settles it: a yes after a no is asked anew."""
    dossier = visit.records.dossier_of(number)
    if dossier is None or dossier.person.id != person.id or not authenticated(visit):
        return None
    declined = f"withdrawal-declined:{visit.mail.token_outgoing}"
    if said in NO:
        visit.records.first_time(declined, visit.now)
        return Placed("withdrawal_declined", number)
    case = dossier.case(number)
    if said not in YES or not case.is_open:
        return None
    if visit.records.has_been(declined):
        return ask_to_confirm(visit, number)
    if not procedure.may_withdraw(case, visit.office.rulebook):
        return _too_late(visit, case, dossier)
    actor = visit.actor(f"person:{person.id}")
    change = procedure.withdraw(case, dossier, visit.office, at=visit.now, actor=actor)
    keep(visit.records, change, dossier, visit.office)
    return Placed("withdrawn", number)


def _too_late(visit: Visit, case: Case, dossier: Dossier) -> Placed:
    """The word that the moment of decision 18 has passed."""
    key, until = f"too-late:{case.number}:{visit.mail.id}", visit.office.rulebook.withdrawal_cutoff
    fields = {"received": visit.mail.received, "withdraw_until": until}
    visit.send(to_student(visit, key, "withdrawal_too_late", case, dossier, **fields))
    return Placed("too_late", case.number)
