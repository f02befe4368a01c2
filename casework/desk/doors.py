"""What stands behind a one-time link: looking shows, entering acts, once (decision 26)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from casework import deciding
from casework.access import Move
from casework.calendar import day_of
from casework.case import Actor, Case, Kind, Mark, Status, moved
from casework.desk.dates_door import DatesVisitor
from casework.desk.door import Door, State
from casework.desk.grounds_door import MOVES, GroundsVisitor, unsent
from casework.desk.keeping import keep
from casework.desk.moves import Step, take
from casework.desk.opening import Request, open_case
from casework.desk.rules_door import RulesVisitor
from casework.desk.tracing import trace_opened, was_traced
from casework.desk.withdrawal_door import WithdrawalVisitor
from casework.dossier import Dossier
from casework.exams import Channel, Language, Staff
from casework.grades import compared, scale_of
from casework.links import Link, Purpose, without_links
from casework.messages import KeptMail, TaskKind
from casework.office import Office
from casework.reception import remembered
from casework.records import Records, Store
from casework.refusals import Refusal

MOST_SAID = 1500  # characters of a mail on the page that asks whose it was

Words = Callable[[KeptMail], Awaitable[str]]


async def no_words(mail: KeptMail) -> str:
    """Nothing of any mail, where nobody can read one."""
    return ""


class Doors:
    """Each method is one transaction; a token that is not ours has no door. `words` reads the subject and new words of a kept mail."""

    def __init__(self, store: Store, office: Office, words: Words = no_words) -> None:
        self._store = store
        self._office = office
        self._words = words

    async def look(self, token: str, now: datetime) -> Door | None:
        """What the page shows before anything happens. Looking changes nothing; that somebody looked is noted on the letter's path."""
        link = self._office.links.read(token)
        if link is None:
            return None
        door, traced = await self._store.read(
            lambda records: (self._visitor(records, link, now).look(), was_traced(records, link, now))
        )
        if not traced:
            await self._store.write(lambda records: trace_opened(records, link, now))
        return await self._with_words(door)

    async def enter(self, token: str, given: Mapping[str, str], now: datetime) -> Door | None:
        """Acts, the first time; a second time it only says that it is done."""
        link = self._office.links.read(token)
        if link is None:
            return None
        try:
            entered = await self._store.write(lambda records: self._visitor(records, link, now).enter(given))
            return await self._with_words(entered)
        except Refusal as refusal:  # nothing was kept, and what was typed is not lost
            door = await self._store.read(lambda records: self._visitor(records, link, now).look())
            return unsent(door, given, refusal.say(door.language))

    async def _with_words(self, door: Door) -> Door:
        """The same door with the mail's own words while it asks whose mail that was: only the registered address has the link, and
        whoever gets it must be able to see whether they wrote it (decision 24). Nothing in it can be used by others."""
        number = door.mail
        if number is None or door.state is not State.OPEN:
            return door
        kept = await self._store.read(lambda records: records.mail(number))
        said = without_links(await self._words(kept)) if kept else ""
        return replace(door, said=said if len(said) <= MOST_SAID else f"{said[:MOST_SAID]} …")

    def _visitor(
        self, records: Records, link: Link, now: datetime
    ) -> "Visitor | RulesVisitor | DatesVisitor | GroundsVisitor | WithdrawalVisitor":
        if link.purpose in MOVES:
            return GroundsVisitor(records, self._office, link, now)
        if link.purpose is Purpose.RULES:
            return RulesVisitor(records, self._office, link, now)
        if link.purpose is Purpose.WITHDRAW:
            return WithdrawalVisitor(records, self._office, link, now)
        if link.purpose is Purpose.DATES:
            return DatesVisitor(records, self._office, link, now)
        return Visitor(records, self._office, link, now)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a valid link, within one transaction."""

    records: Records
    office: Office
    link: Link
    now: datetime

    def look(self) -> Door:
        """The door as it stands."""
        if self.link.purpose is Purpose.CONFIRM_MAIL:
            return self._mail_door()
        dossier = self.records.dossier_of(self.link.subject)
        if dossier is None:
            return Door(self.link.purpose, State.GONE, self._registered_language())
        case = dossier.case(self.link.subject)
        return self._case_door(case, dossier)

    def enter(self, given: Mapping[str, str]) -> Door:
        """Acts if the door is open; gives the door as it stands afterwards."""
        door = self.look()
        if door.state is not State.OPEN:
            return door
        acts: Mapping[Purpose, Callable[[Door, Mapping[str, str]], Door]] = {
            Purpose.CONFIRM_CASE: self._confirm_case,
            Purpose.CONFIRM_MAIL: self._confirm_mail,
            Purpose.CONTACT: self._show_contact,
            Purpose.GRADE: self._enter_grade,
        }
        return acts[self.link.purpose](door, given)

    def _case_door(self, case: Case, dossier: Dossier) -> Door:
        staff = None if self.link.purpose is Purpose.CONFIRM_CASE else self.records.registry.staff(self.link.who)
        return Door(
            self.link.purpose,
            self._state(case, dossier, staff),
            staff.language if staff else case.language,
            self.office.reference(case),
            dossier.exam.course,
            dossier.exam.part,
            case.received,
            dossier.result.candidate if staff else "",
            grades=self._scale(dossier) if self.link.purpose is Purpose.GRADE else (),
            values={} if staff or self.link.purpose is not Purpose.CONFIRM_CASE else {"kind": case.kind.value},
            mail=self._opened_by(case) if self.link.purpose is Purpose.CONFIRM_CASE else None,
        )

    def _opened_by(self, case: Case) -> int | None:
        """The mail that asked for the case."""
        way, _, number = self.records.history(case.number)[0].actor.via.partition(":")
        return int(number) if way == "mail" else None

    def _state(self, case: Case, dossier: Dossier, staff: Staff | None) -> State:
        """Who may enter is asked anew each time, not when the link was made."""
        if self.now >= self.link.expires:
            return State.GONE
        if self.records.has_been(self.link.key):
            return State.DONE
        if self.link.purpose is Purpose.CONFIRM_CASE:
            mine = dossier.person.id == self.link.who
            return (State.OPEN if Mark.UNCONFIRMED in case.marks else State.DONE) if mine else State.GONE
        if staff is None or not case.is_open:
            return State.GONE
        if self.link.purpose is Purpose.CONTACT:
            explains = staff.id == case.grader_id and case.kind is Kind.EXPLANATION
            return State.OPEN if explains else State.GONE
        grades = staff.id in dossier.appeal_graders(case) and dossier.exam.channel is Channel.MANUAL
        return State.OPEN if grades and case.status is Status.JOINT else State.GONE

    def _scale(self, dossier: Dossier) -> tuple[str, ...]:
        """The scale to choose from, which is all that the appeal graders learn of the first grade."""
        old = self.records.registry.grade(dossier.result.id)
        return scale_of(old) if old else ()

    def _confirm_case(self, door: Door, given: Mapping[str, str]) -> Door:
        dossier = self.records.dossier_of(self.link.subject)
        if dossier is None:
            return door
        actor = Actor(f"person:{self.link.who}", "link")
        nobody = Staff(0, "", "")
        case = dossier.case(self.link.subject)
        step = Step(self.records, self.office, case, dossier, nobody, day_of(self.now), (), self.now, actor)
        keep(self.records, take(Move.CONFIRM_SENDER, step), dossier, self.office)
        return self._used(door)

    def _mail_door(self) -> Door:
        """The mail's own language also when the link has been used (decision 27)."""
        key = f"mail:{self.link.subject}"
        asked = self.records.task_made(key)
        facts = asked.task.facts if asked is not None and asked.task.kind is TaskKind.UNKNOWN_SENDER else {}
        if "language" not in facts:
            return Door(self.link.purpose, State.DONE, self._registered_language())
        language = Language(str(facts["language"]))
        if self.records.task_by_key(key) is None:
            return Door(self.link.purpose, State.DONE, language)
        received = datetime.fromisoformat(str(facts["received"]))
        state = State.GONE if self.now >= self.link.expires else State.OPEN
        asks = {"kind": str(facts["kind"])} if "kind" in facts else {}
        mail = self.link.subject
        return Door(self.link.purpose, state, language, f"E{mail}", received=received, values=asks, mail=mail)

    def _registered_language(self) -> Language:
        """What the registry says of whom the link was made for, where no case and no mail does."""
        registry, student = self.records.registry, self.link.purpose in {Purpose.CONFIRM_CASE, Purpose.CONFIRM_MAIL}
        who = registry.person(self.link.who) if student else registry.staff(self.link.who)
        return who.language if who is not None else Language.NB

    def _confirm_mail(self, door: Door, given: Mapping[str, str]) -> Door:
        """A stranger's mail was this candidate's after all: the case is opened with the first reception time."""
        task = self.records.task_by_key(f"mail:{self.link.subject}")
        results = task.task.facts.get("results") if task else None
        if task is None or not isinstance(results, list):
            return replace(door, state=State.GONE)
        dossier = self.records.dossier(int(results[0]))
        if dossier is None or dossier.person.id != self.link.who or door.received is None:
            return replace(door, state=State.GONE)
        kind, actor = Kind(str(task.task.facts["kind"])), Actor(f"person:{self.link.who}", "link")
        request = Request(
            kind, door.received, door.language, actor, reception=remembered(task.task.facts), mail=self.link.subject
        )
        found = open_case(self.records, self.office, dossier, request, self.now)
        self.records.ended(self.link.subject, "opened", found.case.number, self.now)
        self.records.settle([task.task.key], self.now)
        return self._used(door)

    def _show_contact(self, door: Door, given: Mapping[str, str]) -> Door:
        """Name and address for the first grader only, and the journal remembers that they were shown (A-121, D-16)."""
        dossier = self.records.dossier_of(self.link.subject)
        if dossier is None:
            return door
        case = dossier.case(self.link.subject)
        actor = Actor(f"staff:{self.link.who}", "link")
        keep(self.records, moved(case, "contact_shown", self.now, actor), dossier, self.office)
        shown = replace(door, name=dossier.person.name, email=dossier.person.email)
        return self._used(shown)

    def _enter_grade(self, door: Door, given: Mapping[str, str]) -> Door:
        """The new grade is sealed; only what it means comes out: the outcome, or that another assessment is needed."""
        dossier, grade = self.records.dossier_of(self.link.subject), given.get("grade", "")
        old = self.records.registry.grade(dossier.result.id) if dossier else None
        if dossier is None or old is None or grade not in door.grades:
            return door
        case = dossier.case(self.link.subject)
        self.records.registry.seal_new_grade(case.number, grade)
        actor = Actor(f"staff:{self.link.who}", "link")
        result = compared(old, grade)
        if result.further:
            change = deciding.assess_further(case, dossier, self.office, at=self.now, actor=actor)
        else:
            change = deciding.decide(case, dossier, result.outcome, self.office, at=self.now, actor=actor)
        keep(self.records, change, dossier, self.office)
        return self._used(door)

    def _used(self, door: Door) -> Door:
        self.records.first_time(self.link.key, self.now)
        return replace(door, state=State.DONE)
