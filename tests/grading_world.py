"""A university of two students and three new graders without its wires: histories are lived in it, and all that anybody can see is read."""

import re
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy

from casework.access import CaseView, Move
from casework.calendar import OSLO
from casework.case import Kind
from casework.desk.counter import Counter
from casework.desk.doors import Doors
from casework.desk.intake import Intake
from casework.desk.tick import Ticks
from casework.exams import Language, Staff
from casework.grades import LETTERS
from casework.messages import Arrival, Verdict
from casework.refusals import Refusal
from casework.registration import ExamKey, ResultRow
from mailgateway.addresses import Mint
from mailgateway.reader import Reader
from mailgateway.trust import Trust
from store.database import Database
from tests.appeals import APPEALED, AUTUMN, BY_HAND, EXTERNAL, GROUNDS, METTE, NEW, SIRI
from tests.casework.cases import office
from tests.season import KARI, NILS, SEASON

OFFICE = office("ntnu")
FIRST_DAY = date(2026, 11, 23)
BOXES = {Kind.EXPLANATION: "begrunnelse", Kind.APPEAL: "klage", Kind.FORMAL_ERROR: "formellfeil"}
WISHES = {
    Kind.EXPLANATION: "Jeg ber om begrunnelse for karakteren i {}.",
    Kind.APPEAL: "Jeg klager på karakteren i {}.",
    Kind.FORMAL_ERROR: "Jeg klager på formelle feil i {}: Oppgaven manglet en side.",
}
EXAMS, NEW_GRADERS = (APPEALED, BY_HAND), (NEW, EXTERNAL, METTE)


@dataclass(frozen=True)
class Secrets:
    """What new graders must not know of Kari and of how her exam was graded and explained."""

    name: str = "Kari Nordmann"
    address: str = KARI
    grade: str = "C"
    explained: Move = Move.SENT
    reasons: str = "Jeg mener oppgave 2 er feil vurdert."


OTHERS = Secrets(
    "Åse Ødegård", "aase@student.example.no", "D", Move.ORAL_GIVEN, "Sensor hadde sagt at det var en A.\n" * 9
)


@dataclass
class World:
    """One service without its wires, and what has been written in each appeal so far. Kari and Nils are one group."""

    store: Database
    url: str
    secrets: Secrets
    today: date = FIRST_DAY
    mails: int = 0
    reasons_in: dict[int, int] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    passed: list[tuple[Any, Any]] = field(default_factory=list)
    furthers: int = 0
    graded: int = 0

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(8), OSLO)

    async def staff(self, address: str) -> Staff:
        found = await self.counter.colleague_at(address)
        assert found is not None
        return found

    async def open(self) -> None:
        self.counter = Counter(self.store, OFFICE)
        key, office_key = b"a key for the addresses of tests", Trust(fixed=Verdict.AUTHENTICATED)
        receive = Intake(self.store, OFFICE).receive
        self.reader = Reader(self.store, receive, Mint(OFFICE.domain, [key]), office_key, lambda: self.now)
        rows = tuple(self.rows())
        await self.store.write(lambda records: records.registry.take(SEASON, "season", self.now))
        await self.store.write(lambda records: records.registry.take(replace(AUTUMN, results=rows), "own", self.now))

    def rows(self) -> Sequence[ResultRow]:
        kari = ("1001", "5001", self.secrets.name, self.secrets.address, Language.NB, "7", None, self.secrets.grade)
        nils = ("1002", "5002", "Nils Vestland", NILS, Language.NB, "7", None, "C")
        return [ResultRow(exam, *who) for exam in EXAMS for who in (kari, nils)]

    # the steps

    async def take(self, step: tuple[Any, ...]) -> None:
        """A refusal is an answer, and changes nothing."""
        try:
            await getattr(self, step[0])(*step[1:])
        except Refusal:
            return

    async def writes(self, student: int, kind: Kind, exam: ExamKey) -> None:
        address = (self.secrets.address, NILS)[student]
        self.mails += 1
        reasons = self.secrets.reasons if kind is Kind.APPEAL else ""
        text = f"{WISHES[kind].format(exam.course)}\n\n{reasons}\n"
        to, plain = f"{BOXES[kind]}@{OFFICE.domain}", "Content-Type: text/plain; charset=utf-8"
        head = f"From: {address}\nTo: {to}\nSubject: Hei\nMessage-ID: <own-{self.mails}@example.org>\n{plain}\n"
        raw = f"{head}Content-Transfer-Encoding: 8bit\n\n{text}".replace("\n", "\r\n").encode()
        await self.store.keep(Arrival(self.now, "127.0.0.1", address, (to,), raw, sha256(raw).digest()))
        await self.reader.read_kept()
        if kind is Kind.APPEAL:
            await self.remember(address, exam)

    async def remember(self, address: str, exam: ExamKey) -> None:
        """The appeal that was open when its student gave reasons."""
        for case, of in await self.cases():
            if (
                case.kind is Kind.APPEAL
                and case.is_open
                and (of.person.email, of.exam.course) == (address, exam.course)
            ):
                self.reasons_in[case.number] = self.reasons_in.get(case.number, 0) + 1

    async def handles(self, number: int, chosen: int) -> None:
        handler = await self.staff(SIRI)
        view = await self.counter.show(handler, number, self.now)
        assert isinstance(view, CaseView)
        if view.moves:
            move = view.moves[chosen % len(view.moves)]
            move = self.secrets.explained if move in (Move.SENT, Move.ORAL_GIVEN, Move.NO_SHOW) else move
            await self.counter.act(handler, number, move, self.now, via="test", day=self.today, grounds=GROUNDS)

    async def grades(self, number: int) -> None:
        """Every new grader of that appeal says done."""
        for address in NEW_GRADERS:
            await self.take(("one_grades", await self.staff(address), number))

    async def one_grades(self, grader: Staff, number: int) -> None:
        await self.counter.act(grader, number, Move.GRADED, self.now, via="test")

    async def enters(self, number: int, steps: int) -> None:
        """The grade that the new graders agreed on is typed on its page: so many steps below the first one."""
        bodies = self.asked("SELECT body FROM outgoing WHERE template = 'grade_entry' ORDER BY id")
        links = [re.search(r"/l/(\S+)", body)[1] for (body,) in bodies]
        first = await self.first_grade(number)
        for token in links:
            if OFFICE.links.read(token).subject == number:
                grade = LETTERS[LETTERS.index(first) + steps]
                await Doors(self.store, OFFICE).enter(token, {"grade": grade}, self.now)

    async def waits(self, days: int) -> None:
        for _ in range(days):
            self.today += timedelta(days=1)
            await Ticks(self.store, OFFICE).tick(self.now)

    # what can be seen of it

    async def first_grade(self, number: int) -> str:
        def work(records: Any) -> str:
            dossier = records.dossier_of(number)
            return records.registry.grade(dossier.result.id) if dossier else "C"

        return await self.store.read(work)

    async def cases(self) -> list[tuple[Any, Any]]:
        def work(records: Any) -> list[tuple[Any, Any]]:
            numbers = [case["number"] for case in records.raw_cases()]
            dossiers = [(number, records.dossier_of(number)) for number in numbers]
            return [(dossier.case(number), dossier) for number, dossier in dossiers]

        return await self.store.read(work)

    def asked(self, statement: str) -> list[tuple[Any, ...]]:
        engine = sqlalchemy.create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.connect() as connection:
            rows = [tuple(row) for row in connection.execute(sqlalchemy.text(statement))]
        engine.dispose()
        return rows

    async def blind(self) -> list[str]:
        """Everything that the new graders were sent, and everything they get when they ask for any case."""
        people = [await self.staff(address) for address in NEW_GRADERS]
        ids, addresses = ", ".join(str(each.id) for each in people), ", ".join(f"'{each.email}'" for each in people)
        what = "key, kind, to_address, template, subject, body, content"
        seen = [
            str(row) for row in self.asked(f"SELECT {what} FROM outgoing WHERE to_address IN ({addresses}) ORDER BY id")
        ]
        seen += [str(row) for row in self.asked(f"SELECT {what} FROM outgoing WHERE to_staff IN ({ids}) ORDER BY id")]
        numbers = [case.number for case, _ in await self.cases()]
        for grader in people:
            seen.append(str(await self.counter.waiting(grader, self.now)))
            seen += [await self.told(grader, number) for number in numbers]
        return seen

    async def told(self, grader: Staff, number: int) -> str:
        asking: list[Callable[[], Coroutine[Any, Any, object]]] = [
            lambda: self.counter.show(grader, number, self.now),
            lambda: self.counter.why(grader, number),
            lambda: self.counter.papers(grader, number),
            lambda: self.counter.hear(grader, f"sak {number}", self.now, via="test"),
            lambda: self.counter.look(grader.id, number),
        ]
        return "\n".join([await _answer(each) for each in asking])

    async def results(self) -> dict[int, list[object]]:
        """By result what its grade is: the first one, what its cases came to, and every new one that was sealed for them."""
        found: dict[int, list[object]] = {}
        for case, dossier in await self.cases():
            grades = self.asked(f"SELECT sealed FROM grades WHERE case_number = {case.number}")
            own = self.asked(f"SELECT sealed FROM grades WHERE result_id = {dossier.result.id}")
            found.setdefault(dossier.result.id, []).extend(
                (case.number, case.outcome, [*map(bytes, sum(grades + own, ()))])
            )
        return found


async def _answer(ask: Callable[[], Coroutine[Any, Any, object]]) -> str:
    try:
        return str(await ask())
    except Refusal as refusal:
        return f"{type(refusal).__name__}: {refusal.say(Language.NB)}"
