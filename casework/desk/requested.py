"""A student's request by mail becomes a case, or the question which exam it is about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from casework.calendar import day_of
from casework.case import Case, Kind
from casework.deadlines import Deadline
from casework.desk.following import followed
from casework.desk.opening import Request, open_case
from casework.desk.visit import Placed, Visit, acknowledge
from casework.dossier import Dossier
from casework.exams import Language, Person
from casework.files import told_left_out
from casework.matching import Candidacy, Match, match
from casework.messages import Ask, Automatic, Letter, TaskKind, Urgency, Verdict
from casework.reception import Reception, reception_of

KINDS = {Ask.EXPLANATION: Kind.EXPLANATION, Ask.APPEAL: Kind.APPEAL, Ask.FORMAL_ERROR: Kind.FORMAL_ERROR}
MOST_CHOICES = 9

Waited = tuple[date, date]  # from the day after an answer was due until the day it came


def requested(visit: Visit, person: Person, kind: Kind, dossier: Dossier | None) -> Placed:
    """Opens the case of the result that the mail names or answers about; asks where that is not certain."""
    candidacies = visit.records.registry.results_of(person.id)
    found = named_in(visit, candidacies)
    if found.only:
        return opened(visit, person, kind, found.only[0].id, reception_of(visit.mail))
    if dossier is not None and not found.named:
        return opened(visit, person, kind, dossier.result.id, reception_of(visit.mail))
    task = TaskKind.SEVERAL_RESULTS if found.fitting else TaskKind.NO_RESULT
    if not authenticated(visit):
        return unconfirmed(visit, person, task)
    return ask_which(visit, person, kind, found.offered or candidacies, reception_of(visit.mail), task)


def named_in(visit: Visit, candidacies: Sequence[Candidacy]) -> Match:
    """Which of those results the mail names."""
    return match(visit.mail.intent.mentions, candidacies, f"{visit.mail.subject}\n{visit.mail.text}")


def opened(
    visit: Visit,
    person: Person,
    kind: Kind,
    result_id: int,
    reception: Reception,
    waited: Sequence[Waited] = (),
) -> Placed:
    """Opens the case; `reception` is how it was first asked for, `waited` how long an answer was overdue since then."""
    dossier = visit.records.dossier(result_id)
    if dossier is None:
        return visit.to_a_person(TaskKind.NO_RESULT)
    request = Request(
        kind,
        reception.received,
        language_of(visit, person),
        visit.actor(f"person:{person.id}"),
        authenticated(visit),
        visit.mail.message_id,
        tuple(waited),
        replace(reception, left_out=told_left_out(visit.mail.files)),
        visit.mail.id,
    )
    found = open_case(visit.records, visit.office, dossier, request, visit.now)
    if found.again and request.confirmed:
        visit.send(_again(visit, *followed(visit, found.case, found.dossier)))
    elif found.again:
        acknowledge(visit, language_of(visit, person))
    return Placed("again" if found.again else "opened", found.case.number)


def ask_which(
    visit: Visit,
    person: Person,
    kind: Kind,
    among: Sequence[Candidacy],
    reception: Reception,
    task: TaskKind,
    waited: Sequence[Waited] = (),
) -> Placed:
    """Asks which result is meant; the first time of reception holds whatever the answer (decision 24)."""
    language, answer_by = language_of(visit, person), visit.answer_by()
    offered = list(among)[:MOST_CHOICES]
    law = visit.office.laws.named(answer_by.law)
    visit.answer(
        "which", "question_which", language, kind, kind=kind.value, choices=offered, answer_by=answer_by, law=law
    )
    facts: dict[str, object] = {"kind": kind.value, "person": person.id, "language": language.value}
    facts |= {**reception.facts, "results": [result.id for result, _ in offered]}
    facts |= waiting_for(answer_by, waited)
    return visit.to_a_person(task, facts=facts)


def waiting_for(answer_by: Deadline, waited: Sequence[Waited] = ()) -> dict[str, object]:
    """What the task of a question remembers of time: until when an answer is asked for, and how late earlier ones came."""
    return {
        "answer_by": answer_by.last_day.isoformat(),
        "waited": [[start.isoformat(), end.isoformat()] for start, end in waited],
    }


def unconfirmed(visit: Visit, person: Person, kind: TaskKind) -> Placed:
    """Nothing is told before the sender is known to be who the address says (decision 24)."""
    acknowledge(visit, language_of(visit, person))
    return visit.to_a_person(kind)


def to_student(visit: Visit, key: str, template: str, case: Case, dossier: Dossier, **fields: object) -> Letter:
    """An answer to the student's mail about a case."""
    return visit.office.to_student(
        key,
        template,
        case,
        dossier,
        automatic=Automatic.REPLIED,
        urgency=Urgency.RECEIPT,
        in_reply_to=visit.mail.message_id,
        **fields,
    )


def open_cases(visit: Visit, person: Person) -> list[Case]:
    """The student's cases that are not finished."""
    dossiers = [visit.records.dossier(result.id) for result, _ in visit.records.registry.results_of(person.id)]
    return [case for dossier in dossiers if dossier for case in dossier.cases if case.is_open]


def authenticated(visit: Visit) -> bool:
    """Whether the mail is proved to come from the address it names."""
    return visit.mail.verdict is Verdict.AUTHENTICATED


def language_of(visit: Visit, person: Person) -> Language:
    """The language to answer the student in (decision 27)."""
    return visit.mail.intent.language or person.language


def _again(visit: Visit, case: Case, dossier: Dossier) -> Letter:
    """The word that this is open already; at most one a day for each case, however often it is asked."""
    key = f"again:{case.number}:{day_of(visit.now)}"
    return to_student(visit, key, "already_open", case, dossier, received=visit.mail.received, opened=case.received)
