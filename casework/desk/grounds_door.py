"""The page where a case handler writes what a decision rests on, and sees the letter as it will be (forvaltningsloven §§ 24, 25)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.access import Move, moves_for
from casework.calendar import day_of
from casework.desk.deciding import GROUNDED
from casework.desk.door import Door, State
from casework.desk.hearing import Hearing
from casework.dossier import Dossier
from casework.exams import Language, Staff
from casework.grounds import Grounds
from casework.links import Link
from casework.office import Office
from casework.records import Records

VIA = "link"
MOVES: Mapping[str, Move] = {purpose: move for move, purpose in GROUNDED.items()}
DAYS: Mapping[Move, tuple[str, ...]] = {Move.FORWARD: ("meeting",), Move.NO_SHOW_STATED: ("talk",)}
FACTS, REASONS = "[1]", "[2]"  # what stands in the draft where the two texts will be


@dataclass(frozen=True, slots=True)
class GroundsVisitor:
    """A case handler with a valid link, within one transaction. Who may decide is asked anew each time."""

    records: Records
    office: Office
    link: Link
    now: datetime

    def look(self) -> Door:
        """The letter that will go out, and what is still to be written in it."""
        staff, dossier = self._staff(), self.records.dossier_of(self.link.subject)
        if staff is None or dossier is None or self.now >= self.link.expires:
            return self._shut(State.GONE, staff)
        if self.records.has_been(self.link.key):
            return self._shut(State.DONE, staff)
        if self._move not in moves_for(dossier.case(self.link.subject), dossier, staff):
            return self._shut(State.GONE, staff)
        return self._open(staff, dossier)

    def enter(self, given: Mapping[str, str]) -> Door:
        """Takes the decision with what was written. Raises what the move itself refuses."""
        door, staff = self.look(), self._staff()
        if door.state is not State.OPEN or staff is None:
            return door
        self._turn(staff).act(self.link.subject, self._move, grounds=grounds_in(given))
        self.records.first_time(self.link.key, self.now)
        return self._shut(State.DONE, staff)

    def _open(self, staff: Staff, dossier: Dossier) -> Door:
        case = dossier.case(self.link.subject)
        letter = self._turn(staff).draft(case.number, self._move, Grounds(FACTS, REASONS, self._day_in_draft(dossier)))
        return Door(
            self.link.purpose,
            State.OPEN,
            staff.language,
            self.office.reference(case),
            dossier.exam.course,
            dossier.exam.part,
            case.received,
            values={"language": case.language.value},
            asks=("facts", "reasons", *DAYS.get(self._move, ())),
            draft=letter.body if letter else "",
        )

    def _day_in_draft(self, dossier: Dossier) -> date | None:
        """A letter on a no-show names the agreed day; where there is none the draft has today until the day is written."""
        found = dossier.appointment(self.link.subject)
        known = self._move is not Move.NO_SHOW_STATED or (found is not None and found.agreed is not None)
        return None if known else day_of(self.now)

    def _shut(self, state: State, staff: Staff | None) -> Door:
        return Door(self.link.purpose, state, staff.language if staff else Language.NB)

    def _staff(self) -> Staff | None:
        staff = self.records.registry.staff(self.link.who)
        return staff if staff is not None and staff.is_case_handler else None

    def _turn(self, staff: Staff) -> Hearing:
        return Hearing(self.records, self.office, staff, self.now, VIA)

    @property
    def _move(self) -> Move:
        return MOVES[self.link.purpose]


def grounds_in(given: Mapping[str, str]) -> Grounds:
    """What a form holds; a meeting or talk on what is no day counts as having none."""
    meeting = given.get("meeting") or given.get("talk", "")
    try:
        day = date.fromisoformat(meeting) if meeting else None
    except ValueError:
        day = None
    return Grounds(given.get("facts", ""), given.get("reasons", ""), day)


def unsent(door: Door, given: Mapping[str, str], fault: str) -> Door:
    """The same page with what was typed, and why it did not go."""
    return replace(door, fault=fault, given={name: given.get(name, "") for name in door.asks})
