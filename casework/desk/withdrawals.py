"""A student withdraws by mail: asked to confirm, by an answer or behind a link, then done (decisions 18, 24)."""

from collections.abc import Sequence

from casework import procedure
from casework.case import Case, Kind
from casework.desk.following import followed
from casework.desk.keeping import keep
from casework.desk.requested import authenticated, language_of, to_student, unconfirmed
from casework.desk.visit import Placed, Visit, ask_who_wrote
from casework.dossier import Dossier
from casework.exams import Person
from casework.links import Purpose
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
    if not authenticated(visit):
        return ask_who(visit, dossier.person, [dossier.case(number)])
    case, dossier = followed(visit, dossier.case(number), dossier)
    if not procedure.may_withdraw(case, visit.office.rulebook):
        return _too_late(visit, case, dossier)
    key, appeal = f"withdraw:{case.number}:{visit.mail.id}", dossier.open_case(Kind.APPEAL)
    fields = {"received": visit.mail.received, "appeal": appeal.number if appeal and appeal is not case else 0}
    fields |= procedure.last_day_to_appeal(procedure.appeal_once_withdrawn(case, dossier, visit.office), visit.now)
    visit.send(to_student(visit, key, "withdrawal_question", case, dossier, **fields))
    return Placed("withdrawal_question", case.number)


def ask_who(visit: Visit, person: Person, cases: Sequence[Case]) -> Placed:
    """A link to the registered address withdraws one of these cases, where nobody vouches for the sender (decision 24)."""
    may = [case for case in cases if case.is_open and procedure.may_withdraw(case, visit.office.rulebook)]
    if not may:
        return unconfirmed(visit, person, TaskKind.WITHDRAWAL_ASKED)
    language = language_of(visit, person)
    ask_who_wrote(visit, person, Purpose.WITHDRAW, language, visit.mail.message_id)
    facts: dict[str, object] = {"cases": [case.number for case in may], "language": language.value}
    return visit.to_a_person(TaskKind.WITHDRAWAL_ASKED, may[0].number if len(may) == 1 else None, facts)


def confirmed(visit: Visit, person: Person, number: int, said: str) -> Placed | None:
    """What a yes or no to that question does; None when it is neither. The first answer settles it: a yes after a no is asked anew."""
    dossier = visit.records.dossier_of(number)
    if dossier is None or dossier.person.id != person.id:
        return None
    if not authenticated(visit):
        return ask_who(visit, person, [dossier.case(number)]) if said in YES else None
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
