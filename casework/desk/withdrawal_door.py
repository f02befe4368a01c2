"""The page behind which a student withdraws, where nobody vouched for the sender of the mail that asked for it (decisions 18, 24)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from casework import procedure
from casework.calendar import day_in_words
from casework.case import Actor, Case
from casework.desk.door import Door, State
from casework.desk.keeping import keep
from casework.dossier import Dossier
from casework.exams import Language
from casework.links import Link
from casework.office import Office
from casework.records import OpenTask, Records

Meant = tuple[Case, Dossier]


@dataclass(frozen=True, slots=True)
class WithdrawalVisitor:
    """Somebody with the link of one mail, within one transaction."""

    records: Records
    office: Office
    link: Link
    now: datetime

    def look(self) -> Door:
        """What would be withdrawn and what follows from it; DONE once a case handler or the link itself has settled the mail."""
        made = self.records.task_made(self._key)
        if made is None:
            return Door(self.link.purpose, State.GONE, self._registered())
        language = Language(str(made.task.facts.get("language") or self._registered()))
        if self.records.has_been(self.link.key):
            return Door(self.link.purpose, State.DONE, language)
        meant = self._meant(made)
        if self.now >= self.link.expires or self.records.task_by_key(self._key) is None or not meant:
            return Door(self.link.purpose, State.GONE, language)
        received = datetime.fromisoformat(str(made.task.facts["received"]))
        mail = self.link.subject
        door = Door(self.link.purpose, State.OPEN, language, f"E{mail}", received=received, mail=mail)
        return self._one(door, *meant[0]) if len(meant) == 1 else self._several(door, meant)

    def enter(self, given: Mapping[str, str]) -> Door:
        """Withdraws the case of the page, or the one that was chosen on it; once."""
        door, made = self.look(), self.records.task_by_key(self._key)
        if door.state is not State.OPEN or made is None:
            return door
        meant = self._meant(made)
        chosen = [pair for pair in meant if len(meant) == 1 or str(pair[0].number) == given.get("case")]
        for case, dossier in chosen:
            actor = Actor(f"person:{self.link.who}", "link")
            keep(
                self.records,
                procedure.withdraw(case, dossier, self.office, at=self.now, actor=actor),
                dossier,
                self.office,
            )
            self.records.ended(self.link.subject, "withdrawn", case.number, self.now)
            self.records.settle([self._key], self.now)
            self.records.first_time(self.link.key, self.now)
        return replace(door, state=State.DONE) if chosen else door

    @property
    def _key(self) -> str:
        return f"mail:{self.link.subject}"

    def _registered(self) -> Language:
        person = self.records.registry.person(self.link.who)
        return person.language if person else Language.NB

    def _meant(self, made: OpenTask) -> list[Meant]:
        """The cases that the mail may have meant: still this student's, open, and not too far gone (decision 18)."""
        kept = made.task.facts.get("cases")
        numbers = [int(number) for number in kept] if isinstance(kept, list) else []
        found = [(number, self.records.dossier_of(number)) for number in numbers]
        pairs = [(dossier.case(number), dossier) for number, dossier in found if dossier]
        return [
            (case, dossier)
            for case, dossier in pairs
            if dossier.person.id == self.link.who
            and case.is_open
            and procedure.may_withdraw(case, self.office.rulebook)
        ]

    def _one(self, door: Door, case: Case, dossier: Dossier) -> Door:
        appeal = procedure.appeal_once_withdrawn(case, dossier, self.office)
        values: dict[str, object] = {"kind": f"withdraw_{case.kind}", "follows": f"without_{case.kind}"}
        if appeal.date is not None:
            values["appeal_deadline"] = day_in_words(appeal.date, door.language)
        exam = dossier.exam
        return replace(door, reference=self.office.reference(case), course=exam.course, part=exam.part, values=values)

    def _several(self, door: Door, meant: list[Meant]) -> Door:
        exams = [f"{dossier.exam.course} {dossier.exam.part}".strip() for _, dossier in meant]
        cases = [(case.number, case.kind.value, exam) for (case, _), exam in zip(meant, exams, strict=True)]
        return replace(door, cases=tuple(cases))
