"""Mail from an address that the registry does not know: no case, a neutral receipt, and the candidate it names is asked (decision 24)."""

from casework.desk.requested import KINDS
from casework.desk.visit import Placed, Visit, acknowledge, ask_who_wrote
from casework.links import Purpose
from casework.matching import Candidacy
from casework.messages import TaskKind


def place_stranger(visit: Visit) -> Placed:
    """Answers without telling anything, gives the mail to a person, and asks the one candidate it names, at the registered address."""
    acknowledge(visit)
    named = _named(visit)
    kind = KINDS.get(visit.mail.intent.ask) if visit.mail.intent.sure else None
    if named is None or kind is None:
        return visit.to_a_person(TaskKind.UNKNOWN_SENDER, visit.mail.token_case)
    result, _ = named
    person = visit.records.registry.person(result.person_id)
    if person is None:
        return visit.to_a_person(TaskKind.UNKNOWN_SENDER, visit.mail.token_case)
    ask_who_wrote(visit, person, Purpose.CONFIRM_MAIL, person.language)
    language = visit.mail.intent.language or person.language
    facts = {"kind": kind.value, "results": [result.id], "language": language.value}
    return visit.to_a_person(TaskKind.UNKNOWN_SENDER, visit.mail.token_case, facts)


def _named(visit: Visit) -> Candidacy | None:
    """The one result that course and candidate number point to."""
    mentions = visit.mail.intent.mentions
    found = [
        (result, exam)
        for course in mentions.courses
        for result, exam in visit.records.registry.results_at(course)
        if result.candidate in mentions.candidates
    ]
    return found[0] if len(found) == 1 else None
