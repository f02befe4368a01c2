"""The papers of a case: its letters with their ways, and its mails, for the case handlers who may read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.access import grades_anew
from casework.case import Kind
from casework.exams import Staff
from casework.files import KeptFile
from casework.messages import KeptMail, MailNote
from casework.outgoing import LetterPath
from casework.records import Records
from casework.refusals import NoSuchCase


@dataclass(frozen=True, slots=True)
class CasePapers:
    """What came in and went out in a case, files too, the oldest first."""

    letters: Sequence[LetterPath] = ()
    mails: Sequence[MailNote] = ()
    files: Sequence[KeptFile] = ()


@dataclass(frozen=True, slots=True)
class Papers:
    """Within one transaction. Whoever grades an appeal anew reads nothing of that result, case handler or not (decision 15)."""

    records: Records
    staff: Staff

    def may_read(self, number: int | None) -> bool:
        """Whether the papers of that case are for this person; those of no case are for every case handler."""
        if not self.staff.is_case_handler or number is None:
            return self.staff.is_case_handler
        dossier = self.records.dossier_of(number)
        appeals = dossier.of_kind(Kind.APPEAL) if dossier else ()
        return not any(grades_anew(appeal, dossier, self.staff) for appeal in appeals if dossier)

    def of_case(self, number: int) -> CasePapers:
        """The letters and mails of the case. Raises NoSuchCase when they are not for this person."""
        if self.records.dossier_of(number) is None or not self.may_read(number):
            raise NoSuchCase(number=number)
        letters, mails = self.records.letter_paths(number), self.records.mails_of(number)
        return CasePapers(letters, mails, self.records.files_of_case(number))

    def letter(self, outgoing_id: int) -> LetterPath | None:
        """A letter and its way, None when there is none for this person."""
        path = self.records.letter_path(outgoing_id)
        return path if path is not None and self.may_read(path.letter.case) else None

    def mail(self, mail_id: int) -> KeptMail | None:
        """A kept mail, None when there is none for this person."""
        note = self.records.mail_note(mail_id)
        return self.records.mail(mail_id) if note is not None and self.may_read(note.case) else None

    def files(self, mail_id: int) -> Sequence[KeptFile]:
        """The files of a mail, none when it is not for this person."""
        note = self.records.mail_note(mail_id)
        return self.records.files_of_mail(mail_id) if note is not None and self.may_read(note.case) else ()

    def file(self, file_id: int) -> KeptFile | None:
        """A file of a mail, None when there is none for this person."""
        kept = self.records.file(file_id)
        return kept if kept is not None and self.may_read(kept.case) else None
