"""The questions that a student's mail is answered with when it is not certain what it wants, and what the reply to one settles.

A question offers numbered choices, which its task remembers; whatever the reply, the time of the first mail holds (decision 24).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from casework.calendar import ONE_DAY, day_of
from casework.case import Kind
from casework.desk import withdrawals
from casework.desk.requested import (
    KINDS,
    MOST_CHOICES,
    Waited,
    ask_which,
    authenticated,
    language_of,
    named_in,
    open_cases,
    opened,
    waiting_for,
)
from casework.desk.visit import Placed, Visit
from casework.dossier import Dossier
from casework.exams import Exam, Person
from casework.matching import Candidacy
from casework.messages import Ask, TaskKind
from casework.reception import reception_of, remembered
from casework.records import OpenTask

_MOST_WORDS = 6  # of a reply that chooses by number
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<![\w.,/])\d{1,2}(?![\w/]|[.,:]\d)")
_ALL = re.compile(
    r"\W*(?:ja,? )?(?:begge(?: to| deler)?|alle(?: sammen| tre| fire)?|både|both(?: of them)?|all(?: of them)?)\W*(?:takk|please)?\W*",
    re.IGNORECASE,
)

T = TypeVar("T")
Choice = tuple[Ask, int | None]  # what is wished, and at which result or of which case; None where that is asked next


def ask_what(visit: Visit, person: Person, dossier: Dossier | None, task: TaskKind = TaskKind.NOT_UNDERSTOOD) -> Placed:
    """Asks what the student wants: what the mail may mean comes first, each with the exam where that is certain.

    A mail that is encrypted is asked for in plain words instead, and nothing is offered.
    """
    candidacies = visit.records.registry.results_of(person.id)
    found = named_in(visit, candidacies)
    own = [pair for pair in candidacies if dossier is not None and pair[0].id == dossier.result.id]
    among = list(found.offered) if found.named else own
    encrypted = visit.mail.encrypted
    choices = [] if encrypted else _choices(visit, person, among)[:MOST_CHOICES]
    language = language_of(visit, person)
    answer_by = visit.answer_by()
    law = visit.office.laws.named(answer_by.law)
    told = [_told(visit, choice) for choice in choices]
    template = "mail_encrypted" if encrypted else "question_what"
    visit.answer("what", template, language, wishes=told, answer_by=answer_by, law=law)
    facts = {
        "person": person.id,
        "language": language.value,
        "choices": [[ask.value, number] for ask, number in choices],
        "among": [result.id for result, _ in among],
        **waiting_for(answer_by),
    }
    return visit.to_a_person(task, visit.mail.token_case if dossier else None, facts)


def withdrawal_asked(visit: Visit, person: Person, dossier: Dossier | None) -> Placed:
    """Asks the student to confirm (decision 18), or which case is meant."""
    cases = [case for case in dossier.cases if case.is_open] if dossier else open_cases(visit, person)
    answered_about = [case for case in cases if case.number == visit.mail.token_case]
    named = [result.id for result, _ in named_in(visit, visit.records.registry.results_of(person.id)).fitting]
    meant = answered_about or [case for case in cases if case.result_id in named]
    if not authenticated(visit):
        return withdrawals.ask_who(visit, person, meant or cases)
    if len(meant) == 1:
        return withdrawals.ask_to_confirm(visit, meant[0].number)
    return ask_what(visit, person, dossier, TaskKind.WITHDRAWAL_ASKED)


def answered(visit: Visit, person: Person) -> Placed | None:
    """What a reply to one of our questions settles, None when it is no such reply."""
    if visit.mail.token_outgoing is None:
        return None
    question, _, number = (visit.records.key_of(visit.mail.token_outgoing) or "").partition(":")
    if question == "withdraw":
        return withdrawals.confirmed(visit, person, int(number.partition(":")[0]), short_answer(visit))
    asked = _asked(visit, int(number)) if question in ("which", "what") else None
    if asked is None or asked.task.facts.get("person") != person.id:
        return None
    facts = asked.task.facts
    wanted = _which(visit, person, facts) if question == "which" else _what(visit, person, facts)
    return _settled(visit, person, asked, wanted) if wanted else None


def _asked(visit: Visit, mail: int) -> OpenTask | None:
    """The task that remembers the question: also one that a case handler has put aside, as long as the mail has led to no case."""
    records = visit.records
    for key in (overdue_key(mail), f"mail:{mail}"):
        if still_open := records.task_by_key(key):
            return still_open
    note = records.mail_note(mail)
    return records.task_made(f"mail:{mail}") if note and note.case is None else None


def overdue_key(mail: int) -> str:
    """Names the task that a question becomes when its time to answer has passed."""
    return f"unanswered:{mail}"


def short_answer(visit: Visit) -> str:
    """What the mail says, in small letters and without marks."""
    return " ".join(visit.mail.words.casefold().replace(",", " ").split()).strip(" .!")


def _choices(visit: Visit, person: Person, among: Sequence[Candidacy]) -> list[Choice]:
    """What is offered: two things that the mail speaks of stand alone, fewer stand before all that can be asked for."""
    intent = visit.mail.intent
    seen = [ask for ask in intent.asks if ask in KINDS]
    kinds = seen if len(seen) > 1 else list(dict.fromkeys([*seen, *KINDS]))
    each: list[Choice] = [(ask, result.id) for ask in kinds for result, _ in among]
    requests = each if 0 < len(each) < MOST_CHOICES else [(ask, None) for ask in kinds]
    withdrawn: list[Choice] = [(Ask.WITHDRAWAL, case.number) for case in open_cases(visit, person)]
    if intent.sure and intent.ask is Ask.WITHDRAWAL and withdrawn:
        return withdrawn
    likeliest = intent.asks[:1] == (Ask.WITHDRAWAL,)
    return [*withdrawn, *requests] if likeliest else [*requests, *withdrawn]


def _told(visit: Visit, choice: Choice) -> tuple[str, Exam | None, str]:
    """A choice as the letter tells it: what is wished, the exam where it is certain, the kind of case that is withdrawn."""
    ask, number = choice
    if number is None:
        return ask.value, None, ""
    dossier = visit.records.dossier_of(number) if ask is Ask.WITHDRAWAL else visit.records.dossier(number)
    kind = dossier.case(number).kind.value if dossier and ask is Ask.WITHDRAWAL else ""
    return ask.value, dossier.exam if dossier else None, kind


def _which(visit: Visit, person: Person, facts: Mapping[str, object]) -> list[Choice]:
    """The results that the reply names: by what it mentions, or by the numbers in our list."""
    ask, results = Ask(str(facts["kind"])), _ids(facts, "results")
    named = _named(visit, person, results)
    return [(ask, result) for result in named or _numbered(visit, results)]


def _what(visit: Visit, person: Person, facts: Mapping[str, object]) -> list[Choice]:
    """What the reply says in words, at the exam that it or the first mail names, or by the numbers in our list."""
    among = _ids(facts, "among")
    said = _in_a_word(visit)
    if said is not None:
        named = _named(visit, person, among) or (among if len(among) == 1 else [])
        return [(said, named[0] if len(named) == 1 else None)]
    offered = facts.get("choices")
    choices = [(Ask(ask), number) for ask, number in offered] if isinstance(offered, list) else []
    return _numbered(visit, choices)


def _in_a_word(visit: Visit) -> Ask | None:
    """What the reply asks for beyond doubt; here its bare name is enough."""
    intent = visit.mail.intent
    if intent.sure and (intent.ask in KINDS or intent.ask is Ask.WITHDRAWAL):
        return intent.ask
    is_short = len(_WORD.findall(visit.mail.words)) <= 3
    return intent.ask if is_short and "?" not in visit.mail.words and intent.ask in KINDS else None


def _ids(facts: Mapping[str, object], name: str) -> list[int]:
    ids = facts.get(name)
    return [int(each) for each in ids] if isinstance(ids, list) else []


def _named(visit: Visit, person: Person, results: Sequence[int]) -> list[int]:
    """The one result that the reply names, of those we offered or else of all that are the student's."""
    candidacies = visit.records.registry.results_of(person.id)
    for among in ([pair for pair in candidacies if pair[0].id in results], candidacies):
        found = named_in(visit, among)
        narrowed = found.named or bool(visit.mail.intent.mentions.parts or visit.mail.intent.mentions.terms)
        if narrowed and len(found.fitting) == 1:
            return [found.fitting[0][0].id]
    return []


def _numbered(visit: Visit, choices: Sequence[T]) -> list[T]:
    """The choices whose numbers a short reply gives; none where one number is not ours."""
    words, mentions = visit.mail.words, visit.mail.intent.mentions
    names = mentions.courses or mentions.candidates or mentions.groups or mentions.parts
    if names or len(_WORD.findall(words)) > _MOST_WORDS:
        return []
    if _ALL.fullmatch(words):
        return list(choices)
    numbers = list(dict.fromkeys(int(number) for number in _NUMBER.findall(words)))
    return [choices[number - 1] for number in numbers] if all(1 <= number <= len(choices) for number in numbers) else []


def _settled(visit: Visit, person: Person, asked: OpenTask, wanted: Sequence[Choice]) -> Placed:
    visit.records.settle([asked.task.key], visit.now)
    placed = [_done(visit, person, asked.task.facts, choice) for choice in wanted][-1]
    if asked.task.mail is not None:
        visit.records.ended(asked.task.mail, placed.outcome, placed.case, visit.now)
    return placed


def _done(visit: Visit, person: Person, facts: Mapping[str, object], choice: Choice) -> Placed:
    ask, number = choice
    reception, waited = remembered(facts) or reception_of(visit.mail), _waited(visit, facts)
    if ask is Ask.WITHDRAWAL:
        return withdrawals.ask_to_confirm(visit, number) if number else withdrawal_asked(visit, person, None)
    kind = Kind(ask.value)
    if number is not None:
        return opened(visit, person, kind, number, reception, waited)
    candidacies = visit.records.registry.results_of(person.id)
    ids = _ids(facts, "among")
    among = [pair for pair in candidacies if pair[0].id in ids] or candidacies
    return ask_which(visit, person, kind, among, reception, TaskKind.SEVERAL_RESULTS, waited)


def _waited(visit: Visit, facts: Mapping[str, object]) -> list[Waited]:
    """The days by which this answer and earlier ones came too late, which are the student's own delay (forvaltningslovforskriften § 38)."""
    before = facts.get("waited")
    earlier = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in before] if isinstance(before, list) else []
    answer_by = facts.get("answer_by")
    first = date.fromisoformat(answer_by) + ONE_DAY if isinstance(answer_by, str) else date.max
    came = day_of(visit.mail.received)
    return [*earlier, (first, came)] if first < came else earlier
