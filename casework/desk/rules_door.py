"""The page of a case handler's link to rules that wait: looking shows what they would change, entering puts them into effect (D-35)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from casework.calendar import day_in_words, day_of
from casework.desk.adopting import Adopting, Pending, counted
from casework.desk.door import Door, State
from casework.exams import Language, Staff
from casework.links import Link
from casework.office import Office
from casework.records import Records
from casework.refusals import LookAgain, Refusal
from casework.rehearsal_words import change_lines

VIA = "link"


@dataclass(frozen=True, slots=True)
class RulesVisitor:
    """A case handler with a valid link, within one transaction. Who may confirm is asked anew each time."""

    records: Records
    office: Office
    link: Link
    now: datetime

    def look(self) -> Door:
        """What the rules would change now."""
        staff = self._staff()
        if staff is None or self.now >= self.link.expires:
            return self._shut(State.GONE, staff)
        if self.records.has_been(self.link.key):
            return self._shut(State.DONE, staff)
        try:
            pending = self._turn(staff).waiting(self.link.subject)
        except Refusal:
            return self._shut(State.GONE, staff)
        return self._shown(pending, staff)

    def enter(self, given: Mapping[str, str]) -> Door:
        """Puts the rules into effect, if what they change is still what the page showed."""
        door, staff = self.look(), self._staff()
        if door.state is not State.OPEN or staff is None:
            return door
        try:
            self._turn(staff).confirm_seen(self.link.subject, given.get("seen", ""))
        except LookAgain as again:
            return replace(door, fault=again.say(staff.language))
        except Refusal:
            return self._shut(State.GONE, staff)
        self.records.first_time(self.link.key, self.now)
        return replace(door, state=State.DONE, lines=())

    def _shown(self, pending: Pending, staff: Staff) -> Door:
        rules, changes = pending.rules, pending.changes
        return Door(
            self.link.purpose,
            State.OPEN,
            staff.language,
            values={
                "rules": rules.name,
                "loader": pending.loader.name,
                "loaded": day_in_words(day_of(rules.loaded_at), staff.language),
                **counted(changes),
            },
            lines=change_lines(changes, staff.language),
            seen=changes.digest,
        )

    def _shut(self, state: State, staff: Staff | None) -> Door:
        return Door(self.link.purpose, state, staff.language if staff else Language.NB)

    def _staff(self) -> Staff | None:
        return self.records.registry.staff(self.link.who)

    def _turn(self, staff: Staff) -> Adopting:
        return Adopting(self.records, self.office, staff, self.now, VIA)
