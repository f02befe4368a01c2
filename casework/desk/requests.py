"""Requests made at the counter: a student's own, or a case handler's and a grader's on behalf of a candidate."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.case import Actor, Kind
from casework.desk.answers import Opened, Question, Reason, ResultChoice
from casework.desk.opening import Request, open_case
from casework.exams import Exam, Person, Result, Staff
from casework.matching import Candidacy, match
from casework.messages import Mentions
from casework.office import Office
from casework.records import Records
from casework.refusals import NotYourExam

MOST_RESULTS = 9


@dataclass(frozen=True, slots=True)
class Requests:
    """Within one transaction. `via` is the way the request came by ("slack", "cli:name"), `now` is aware UTC."""

    records: Records
    office: Office
    now: datetime
    via: str

    def own(self, person: Person, kind: Kind, words: str, result_id: int | None) -> Opened | Question:
        """The student's own request: the result that the words name, or the one chosen by a button."""
        candidacies = self.records.registry.results_of(person.id)
        if result_id is not None:
            chosen = next((pair for pair in candidacies if pair[0].id == result_id), None)
            return self._opened(chosen, kind, f"person:{person.id}") if chosen else Question(Reason.NO_RESULT)
        found = match(mentioned(words, candidacies), candidacies)
        if found.only:
            return self._opened(found.only, kind, f"person:{person.id}")
        return self._which(found.fitting or candidacies, kind)

    def on_behalf(self, staff: Staff, kind: Kind, course: str, part: str, candidate: str) -> Opened | Question:
        """A request that reached a member of staff; the student gets the receipt. Graders only for exams that they graded."""
        fitting = [
            (result, exam)
            for result, exam in self.records.registry.results_at(course.strip().upper())
            if result.candidate == candidate.strip() and (not part.strip() or exam.part == part.strip())
        ]
        if not staff.is_case_handler:
            fitting = [pair for pair in fitting if self._graded_by(staff, pair)]
            if not fitting:
                raise NotYourExam(course=course.strip().upper())
        if len(fitting) == 1:
            return self._opened(fitting[0], kind, f"staff:{staff.id}")
        return self._which(fitting, kind)

    def _graded_by(self, staff: Staff, pair: Candidacy) -> bool:
        dossier = self.records.dossier(pair[0].id)
        return dossier is not None and staff.id in dossier.first_graders

    def _opened(self, pair: Candidacy, kind: Kind, who: str) -> Opened | Question:
        result, exam = pair
        dossier = self.records.dossier(result.id)
        if dossier is None:
            return Question(Reason.NO_RESULT)
        request = Request(kind, self.now, dossier.person.language, Actor(who, self.via))
        found = open_case(self.records, self.office, dossier, request, self.now)
        return Opened(found.case.number, kind, label(exam), found.again)

    def _which(self, pairs: Sequence[Candidacy], kind: Kind) -> Question:
        if not pairs:
            return Question(Reason.NO_RESULT)
        return Question(Reason.WHICH_RESULT, results=tuple(choices(pairs, kind)))


def choices(pairs: Sequence[Candidacy], kind: Kind) -> Iterable[ResultChoice]:
    """The results as buttons."""
    return (ResultChoice(result.id, kind, label(exam)) for result, exam in pairs[:MOST_RESULTS])


def label(exam: Exam) -> str:
    """Course, part and term: what Slack may show of an exam (D-01)."""
    return f"{exam.label} {exam.term}"


def mentioned(words: str, candidacies: Sequence[tuple[Result, Exam]]) -> Mentions:
    """What words after a command name of the person's own results: courses, parts, terms, candidate numbers."""
    said = {word.upper() for word in re.findall(r"[\w-]+", words)}
    return Mentions(
        courses=tuple({exam.course for _, exam in candidacies if exam.course.upper() in said}),
        parts=tuple({exam.part for _, exam in candidacies if exam.part and exam.part.upper() in said}),
        terms=tuple({exam.term for _, exam in candidacies if exam.term.upper() in said}),
        candidates=tuple({result.candidate for result, _ in candidacies if result.candidate in said}),
    )
