"""A case speaks the language in which its student wrote last (decision 27, I14, språklova § 15)."""

from casework.case import Case, moved
from casework.desk.keeping import keep
from casework.desk.visit import Visit
from casework.dossier import Dossier


def followed(visit: Visit, case: Case, dossier: Dossier) -> tuple[Case, Dossier]:
    """The case, from now on in the mail's language where that is certain and another one; for a student whose sender is proved."""
    language = visit.mail.intent.language
    if language is None or language is case.language or not case.is_open:
        return case, dossier
    actor = visit.actor(f"person:{dossier.person.id}")
    change = moved(case, "language_followed", visit.now, actor, language=language)
    keep(visit.records, change, dossier, visit.office)
    return change.case, dossier.with_case(change.case)
