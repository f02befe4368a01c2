"""The exam office as the verbs need it: its rulebook, its letters, and how a letter of a case is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from casework.case import Case
from casework.dossier import Dossier
from casework.exams import Language, Staff
from casework.letters import Letters
from casework.links import Links
from casework.messages import Automatic, Letter, Urgency
from casework.rulebook import Rulebook, law


@dataclass(frozen=True, slots=True)
class Office:
    """One institution's choices, and the addresses its letters name. `domain` is what stands behind the @ of its mail boxes."""

    rulebook: Rulebook
    letters: Letters
    domain: str
    links: Links

    def reference(self, case: Case) -> str:
        """The case number with its year, as letters write it (decision 31)."""
        return f"{case.number}/{case.received.year}"

    def to_student(
        self,
        key: str,
        template: str,
        case: Case,
        dossier: Dossier,
        *,
        automatic: Automatic = Automatic.GENERATED,
        urgency: Urgency = Urgency.LETTER,
        in_reply_to: str = "",
        **fields: object,
    ) -> Letter:
        """A letter to the student of a case, in the case's language, to the registered address only."""
        known: dict[str, object] = {
            "reference": self.reference(case),
            "number": case.number,
            "exam": dossier.exam,
            "candidate": dossier.result.candidate,
            "kind": case.kind.value,
            "status": case.status.value,
            "marks": {mark.value for mark in case.marks},
            "received": case.received,
            "law": law(case.law),
        }
        letter = self._letter(key, template, case.language, dossier.person.email, {**known, **fields})
        return replace(letter, case=case.number, automatic=automatic, urgency=urgency, in_reply_to=in_reply_to)

    def to_staff(
        self,
        key: str,
        template: str,
        staff: Staff,
        fields: Mapping[str, object],
        *,
        case: Case | None = None,
        automatic: Automatic = Automatic.GENERATED,
        urgency: Urgency = Urgency.LETTER,
        in_reply_to: str = "",
    ) -> Letter:
        """A letter to a member of staff, in that person's own language (decision 27)."""
        letter = self._letter(key, template, staff.language, staff.email, fields)
        number = case.number if case else None
        return replace(letter, case=number, automatic=automatic, urgency=urgency, in_reply_to=in_reply_to)

    def to_sender(
        self, key: str, template: str, language: Language, to: str, *, in_reply_to: str = "", **fields: object
    ) -> Letter:
        """An answer to somebody whose mail has no case: nothing of any case is told (decision 24)."""
        letter = self._letter(key, template, language, to, fields)
        return replace(letter, automatic=Automatic.REPLIED, urgency=Urgency.RECEIPT, in_reply_to=in_reply_to)

    def _letter(self, key: str, template: str, language: Language, to: str, fields: Mapping[str, object]) -> Letter:
        known = {
            "institution": self.rulebook.name.text(language),
            "contact": self.rulebook.contact.text(language),
            "guidelines": self.rulebook.guidance.text(language),
            "domain": self.domain,
        }
        written = self.letters.write(template, language, **{**known, **fields})
        approver = written.approver or self.rulebook.letters_approved_by
        return Letter(key, to, language, template, written.version, approver, written.subject, written.body)
