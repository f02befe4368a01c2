"""The exam office as the verbs need it: its rulebook, its letters, and how a letter of a case is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from casework.approvals import JOINED, REASONS, Approvals
from casework.case import Case
from casework.clocks import Clocks
from casework.dossier import Dossier
from casework.exams import Exam, Language, Staff
from casework.laws import Laws, packaged_laws
from casework.letter_dates import told_in
from casework.letters import Letters
from casework.links import Links
from casework.messages import Automatic, Box, Letter, Urgency
from casework.rulebook import Rulebook

_PASSED_ON = ("said",)  # the fields of a letter that hold words of another person's mail
_REPLY_ADDRESS = re.compile(rf"\b({Box.CASE}\+)[a-z2-7]{{20,56}}@", re.IGNORECASE)  # of a letter to somebody else


@dataclass(slots=True)
class Office:
    """One institution's choices, and the addresses its letters name. `domain` is what stands behind the @ of its mail boxes.

    Everybody shares one office, since its rulebook, its laws and its approvals change while the service runs.
    """

    rulebook: Rulebook
    letters: Letters
    domain: str
    links: Links
    approvals: Approvals = field(default_factory=Approvals)
    laws: Laws = field(default_factory=packaged_laws)

    def adopt(self, rulebook: Rulebook, laws: Laws) -> None:
        """From now on that rulebook and those laws hold."""
        self.rulebook, self.laws = rulebook, laws

    @property
    def texts(self) -> Mapping[str, str]:
        """Everything that must be approved before it goes out (decision 29), such as "nb/status", with its version."""
        return {**self.letters.versions, REASONS: self.rulebook.interim_reasons.known_as}

    @property
    def unapproved(self) -> tuple[str, ...]:
        """The texts that nobody has approved as they are now."""
        return tuple(text for text, version in self.texts.items() if not self.approvals.approver(text, version))

    def clocks(self, dossier: Dossier) -> Clocks:
        """The dates of a dossier under the rulebook and the laws that hold."""
        return Clocks(dossier, self.rulebook, self.laws)

    def rulebook_at(self, exam: Exam) -> Rulebook:
        """What holds at that exam: the choices of its faculty and its course among them."""
        return self.rulebook.for_exam(exam.faculty, exam.course)

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
        local = self.rulebook_at(dossier.exam)
        known: dict[str, object] = {
            "contact": local.contact.text(case.language),
            "guidelines": local.guidance.text(case.language),
            "reference": self.reference(case),
            "number": case.number,
            "exam": dossier.exam,
            "candidate": dossier.result.candidate,
            "kind": case.kind.value,
            "status": case.status.value,
            "marks": {mark.value for mark in case.marks},
            "received": case.received,
            "law": self.laws.named(case.law),
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
        passed_on = {name: _REPLY_ADDRESS.sub(r"\1…@", str(fields[name])) for name in _PASSED_ON if name in fields}
        written = self.letters.write(template, language, **{**known, **fields, **passed_on})
        letter = Letter(key, to, language, template, written.version, "", written.subject, written.body)
        return self._signed(replace(letter, dates=told_in(written.body, fields.values(), language)))

    def giving_reasons(self, letter: Letter) -> Letter:
        """The same letter, which gives one of the rulebook's reasons: both must be approved, in the versions that stand in it."""
        return self._signed(
            replace(letter, version=f"{letter.version}{JOINED}{self.rulebook.interim_reasons.known_as}")
        )

    def _signed(self, letter: Letter) -> Letter:
        return replace(letter, approver=self.approvals.approver(f"{letter.language}/{letter.template}", letter.version))
