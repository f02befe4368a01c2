"""A registered student's mail: a request, an answer to a question of ours, a withdrawal, a question of status."""

import re
from collections.abc import Sequence
from datetime import datetime

from casework import procedure
from casework.calendar import day_of
from casework.case import Case, Kind
from casework.clocks import Clocks
from casework.deadlines import Deadline
from casework.desk.following import followed
from casework.desk.keeping import keep
from casework.desk.opening import Request, open_case
from casework.desk.visit import Placed, Visit, acknowledge
from casework.dossier import Dossier
from casework.exams import Language, Person
from casework.matching import Candidacy, match
from casework.messages import Ask, Automatic, Letter, TaskKind, Urgency, Verdict
from casework.records import OpenTask

KINDS = {Ask.EXPLANATION: Kind.EXPLANATION, Ask.APPEAL: Kind.APPEAL, Ask.FORMAL_ERROR: Kind.FORMAL_ERROR}
MOST_CHOICES = 9
YES = frozenset(
    {"ja", "ja takk", "yes", "yes please", "trekk", "trekk saken", "trekk saka", "bekreft", "stadfest", "withdraw"}
)
NO = frozenset({"nei", "nei takk", "no", "no thanks", "ikke trekk", "ikkje trekk", "nei ikke trekk", "nei ikkje trekk"})
THANKS = frozenset(
    {
        "takk",
        "tusen takk",
        "mange takk",
        "takk skal du ha",
        "takk skal dere ha",
        "takk skal de ha",
        "takk for svar",
        "takk for hjelpen",
    }
    | {
        "takk for hjelpa",
        "ok takk",
        "supert takk",
        "flott takk",
        "thanks",
        "thank you",
        "many thanks",
        "thank you very much",
    }
)


def place_student(visit: Visit, person: Person) -> Placed:
    """Places the mail of somebody the registry knows by address (decision 24)."""
    return _answered(visit, person) or _asked(visit, person)


def _asked(visit: Visit, person: Person) -> Placed:
    intent = visit.mail.intent
    dossier = _own_dossier(visit, person)
    if intent.sure and intent.ask in KINDS:
        return _requested(visit, person, KINDS[intent.ask], dossier)
    if not _authenticated(visit):
        return _unconfirmed(visit, person, TaskKind.NOT_UNDERSTOOD)
    if intent.sure and intent.ask is Ask.WITHDRAWAL:
        return _withdrawal_asked(visit, person, dossier)
    if intent.sure and intent.ask is Ask.STATUS:
        return _status(visit, person, dossier)
    visit.answer("what", "question_what", _language(visit, person))
    return visit.to_a_person(TaskKind.NOT_UNDERSTOOD, visit.mail.token_case if dossier else None)


def _requested(visit: Visit, person: Person, kind: Kind, dossier: Dossier | None) -> Placed:
    candidacies = visit.records.registry.results_of(person.id)
    found = match(visit.mail.intent.mentions, candidacies)
    if found.only:
        return _opened(visit, person, kind, found.only[0].id, visit.mail.received)
    if dossier is not None and not found.named:
        return _opened(visit, person, kind, dossier.result.id, visit.mail.received)
    task = TaskKind.SEVERAL_RESULTS if found.fitting else TaskKind.NO_RESULT
    if not _authenticated(visit):
        return _unconfirmed(visit, person, task)
    return _which(visit, person, kind, found.fitting or candidacies, task)


def _opened(visit: Visit, person: Person, kind: Kind, result_id: int, received: datetime) -> Placed:
    dossier = visit.records.dossier(result_id)
    if dossier is None:
        return visit.to_a_person(TaskKind.NO_RESULT)
    request = Request(
        kind,
        received,
        _language(visit, person),
        visit.actor(f"person:{person.id}"),
        _authenticated(visit),
        visit.mail.message_id,
    )
    found = open_case(visit.records, visit.office, dossier, request, visit.now)
    if found.again and request.confirmed:
        visit.send(_again(visit, *followed(visit, found.case, found.dossier)))
    elif found.again:
        acknowledge(visit, _language(visit, person))
    return Placed("again" if found.again else "opened", found.case.number)


def _again(visit: Visit, case: Case, dossier: Dossier) -> Letter:
    """The word that this is open already; at most one a day for each case, however often it is asked."""
    key = f"again:{case.number}:{day_of(visit.now)}"
    return _to_student(visit, key, "already_open", case, dossier, received=visit.mail.received, opened=case.received)


def _which(visit: Visit, person: Person, kind: Kind, choices: Sequence[Candidacy], task: TaskKind) -> Placed:
    """Asks which result is meant; the first time of reception holds whatever the answer (decision 24)."""
    language = _language(visit, person)
    offered = list(choices)[:MOST_CHOICES]
    visit.answer("which", "question_which", language, kind=kind.value, choices=offered)
    facts = {"kind": kind.value, "person": person.id, "language": language.value}
    return visit.to_a_person(task, facts={**facts, "results": [result.id for result, _ in offered]})


def _answered(visit: Visit, person: Person) -> Placed | None:
    """What a reply to one of our questions settles, None when it is no such reply."""
    if visit.mail.token_outgoing is None:
        return None
    question, _, number = (visit.records.key_of(visit.mail.token_outgoing) or "").partition(":")
    if question == "which":
        task = visit.records.task_by_key(f"mail:{number}")
        return _chosen(visit, person, task) if task else None
    confirmed = _withdrawal_confirmed(visit, person, int(number.partition(":")[0])) if question == "withdraw" else None
    return confirmed or _thanked(visit)


def _thanked(visit: Visit) -> Placed | None:
    """Thanks in answer to a letter of ours ask for nothing: filed under the case, no answer and no task."""
    return Placed("thanks", visit.mail.token_case) if _short_answer(visit) in THANKS else None


def _short_answer(visit: Visit) -> str:
    return " ".join(visit.mail.words.casefold().replace(",", " ").split()).strip(" .!")


def _chosen(visit: Visit, person: Person, open_task: OpenTask) -> Placed | None:
    facts = open_task.task.facts
    results = facts.get("results")
    if facts.get("person") != person.id or not isinstance(results, list):
        return None
    result = _named_by(visit, person, results)
    if result is None:
        return None
    visit.records.settle([open_task.task.key], visit.now)
    received = datetime.fromisoformat(str(facts["received"]))
    placed = _opened(visit, person, Kind(str(facts["kind"])), result, received)
    if open_task.task.mail is not None:
        visit.records.ended(open_task.task.mail, placed.outcome, placed.case, visit.now)
    return placed


def _named_by(visit: Visit, person: Person, results: Sequence[int]) -> int | None:
    """The result that the reply names: by the number in our list, or by what it mentions."""
    numbers = {int(number) for number in re.findall(r"(?<!\w)\d{1,2}(?!\w)", visit.mail.words)}
    if len(numbers) == 1 and 1 <= min(numbers) <= len(results):
        return results[min(numbers) - 1]
    offered = [pair for pair in visit.records.registry.results_of(person.id) if pair[0].id in results]
    mentions = visit.mail.intent.mentions
    fitting = match(mentions, offered).fitting
    return fitting[0][0].id if len(fitting) == 1 and len(offered) > 1 else None


def _withdrawal_asked(visit: Visit, person: Person, dossier: Dossier | None) -> Placed:
    """Asks the student to confirm (decision 18); which case is meant must be certain, else a person sees to it."""
    open_cases = [case for case in dossier.cases if case.is_open] if dossier else _open_cases(visit, person)
    named = [case for case in open_cases if case.number == visit.mail.token_case]
    open_cases = named or open_cases
    if len(open_cases) != 1:
        visit.answer("what", "question_what", _language(visit, person))
        return visit.to_a_person(TaskKind.WITHDRAWAL_ASKED)
    case = open_cases[0]
    within = visit.records.dossier_of(case.number)
    if within is None:
        return visit.to_a_person(TaskKind.WITHDRAWAL_ASKED)
    case, within = followed(visit, case, within)
    if not procedure.may_withdraw(case, visit.office):
        return _too_late(visit, case, within)
    key = f"withdraw:{case.number}:{visit.mail.id}"
    visit.send(_to_student(visit, key, "withdrawal_question", case, within, received=visit.mail.received))
    return Placed("withdrawal_question", case.number)


def _too_late(visit: Visit, case: Case, dossier: Dossier) -> Placed:
    """The word that the moment of decision 18 has passed."""
    key, until = f"too-late:{case.number}:{visit.mail.id}", visit.office.rulebook.withdrawal_cutoff
    fields = {"received": visit.mail.received, "withdraw_until": until}
    visit.send(_to_student(visit, key, "withdrawal_too_late", case, dossier, **fields))
    return Placed("too_late", case.number)


def _withdrawal_confirmed(visit: Visit, person: Person, number: int) -> Placed | None:
    dossier = visit.records.dossier_of(number)
    said = _short_answer(visit)
    if dossier is None or dossier.person.id != person.id or not _authenticated(visit):
        return None
    if said in NO:
        return Placed("withdrawal_declined", number)
    if said not in YES:
        return None
    case = dossier.case(number)
    if not case.is_open:
        return None
    if not procedure.may_withdraw(case, visit.office):
        return _too_late(visit, case, dossier)
    actor = visit.actor(f"person:{person.id}")
    change = procedure.withdraw(case, dossier, visit.office, at=visit.now, actor=actor)
    keep(visit.records, change, dossier, visit.office)
    return Placed("withdrawn", number)


def _status(visit: Visit, person: Person, dossier: Dossier | None) -> Placed:
    cases = (
        [case for case in dossier.cases if case.number == visit.mail.token_case]
        if dossier
        else _open_cases(visit, person)
    )
    for case in cases:
        within = visit.records.dossier_of(case.number)
        if within is not None:
            visit.send(_status_letter(visit, *followed(visit, within.case(case.number), within)))
    if not cases:
        visit.answer("what", "question_what", _language(visit, person))
        return visit.to_a_person(TaskKind.NOT_UNDERSTOOD)
    return Placed("status", cases[0].number)


def _status_letter(visit: Visit, case: Case, dossier: Dossier) -> Letter:
    clocks = visit.office.clocks(dossier)
    return _to_student(
        visit,
        f"status:{case.number}:{visit.mail.id}",
        "status",
        case,
        dossier,
        promised=case.promised,
        deadlines=[_our_deadline(clocks, case), clocks.appeal()],
    )


def _our_deadline(clocks: Clocks, case: Case) -> Deadline:
    received = day_of(case.received)
    return clocks.explanation_due(received) if case.kind is Kind.EXPLANATION else clocks.interim(received)


def _to_student(visit: Visit, key: str, template: str, case: Case, dossier: Dossier, **fields: object) -> Letter:
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


def _own_dossier(visit: Visit, person: Person) -> Dossier | None:
    """The dossier that the reply's token names, if it is this person's own: a token says which case, never who."""
    named = visit.mail.token_case or next(iter(visit.mail.intent.mentions.cases), None)
    dossier = visit.records.dossier_of(named) if named is not None else None
    return dossier if dossier is not None and dossier.person.id == person.id else None


def _open_cases(visit: Visit, person: Person) -> list[Case]:
    dossiers = [visit.records.dossier(result.id) for result, _ in visit.records.registry.results_of(person.id)]
    return [case for dossier in dossiers if dossier for case in dossier.cases if case.is_open]


def _unconfirmed(visit: Visit, person: Person, kind: TaskKind) -> Placed:
    """Nothing is told before the sender is known to be who the address says (decision 24)."""
    acknowledge(visit, _language(visit, person))
    return visit.to_a_person(kind)


def _authenticated(visit: Visit) -> bool:
    return visit.mail.verdict is Verdict.AUTHENTICATED


def _language(visit: Visit, person: Person) -> Language:
    return visit.mail.intent.language or person.language
