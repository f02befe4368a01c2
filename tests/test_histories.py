"""What must hold of a whole service whatever happens: random histories at the desk, on a store of files, checked after every step."""

import asyncio
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.access import CaseView, Move
from casework.calendar import OSLO
from casework.case import Case, Kind, Outcome, Status
from casework.desk.counter import Counter
from casework.desk.imports import Imports
from casework.desk.tick import Ticks
from casework.exams import ExplanationForm, Staff
from casework.recomputing import Because, recomputed
from casework.records import Records
from casework.refusals import Refusal
from casework.registration import RegistryFile, ResultRow
from fristvakt.verifying import verified
from store.database import Database, open_database
from tests.appeals import APPEALED, AUTUMN, GROUNDS
from tests.casework.cases import SOMEBODY, office
from tests.conftest import SEALING_KEY
from tests.season import SEASON, exam

OFFICE = office("oslomet")  # its target counts from the appeal deadline, so that one case moves another
FIRST_DAY = date(2026, 11, 23)
CANDIDATES = ("1001", "1002")
numbers = count(1)

STEPS = st.one_of(
    st.tuples(st.just("asks"), st.sampled_from(list(Kind)), st.sampled_from(CANDIDATES)),
    st.tuples(st.just("moves"), st.integers(1, 6), st.integers(0, 11)),
    st.tuples(st.just("moves"), st.integers(1, 3), st.integers(0, 3)),
    st.tuples(
        st.just("imports"), st.integers(-20, 20), st.sampled_from(["announced", "unit_deadline", "start", "anew"])
    ),
    st.tuples(st.just("waits"), st.integers(1, 12), st.none()),
    st.tuples(st.just("waits"), st.integers(25, 45), st.none()),
)
HISTORIES = st.lists(STEPS, min_size=4, max_size=12)

# Nobody here chooses another reason, so that each reply gives the stage of its case, in approved words.
STAGES = OFFICE.rulebook.interim_reasons.sentences.values()
REASONS = [
    *(f"Her står saken nå, og det er grunnen til at du må vente: {stage.nb}\n" for stage in STAGES),
    *(f"Her står saka no, og det er grunnen til at du må vente: {stage.nn}\n" for stage in STAGES),
]
AWAITED = re.compile(r"Du kan (nå |no )?vente svar \w+ \d+\. \w+ 20\d\d\.")


@dataclass
class Desk:
    """One service without its wires: a store, a clock, a case handler, and what was seen of every case so far."""

    file: Path
    store: Database
    handler: Staff
    today: date = FIRST_DAY
    told: dict[int, date] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(8), OSLO)

    @property
    def counter(self) -> Counter:
        return Counter(self.store, OFFICE)

    async def take(self, step: tuple[str, object, object]) -> None:
        """A refusal is an answer, and changes nothing; a move that a known history names must be taken."""
        try:
            await getattr(self, step[0])(*step[1:])
        except Refusal:
            if step[0] == "act":
                raise

    async def asks(self, kind: Kind, candidate: str) -> None:
        await self.counter.request_for(self.handler, kind, APPEALED.course, "", candidate, self.now, via="test")

    async def moves(self, number: int, chosen: int) -> None:
        view = await self.counter.show(self.handler, number, self.now)
        assert isinstance(view, CaseView)
        if view.moves:
            await self.act(number, view.moves[chosen % len(view.moves)])

    async def act(self, number: int, move: Move) -> None:
        grounds = replace(GROUNDS, meeting=self.today)
        await self.counter.act(self.handler, number, move, self.now, via="test", grounds=grounds)

    async def imports(self, days: int, what: str) -> None:
        day = self.today + timedelta(days=days)
        of_result = {"start": "individual_start", "anew": "announced_anew"}.get(what)
        if of_result:
            file = RegistryFile(
                results=tuple(ResultRow(APPEALED, each, f"5{each[1:]}", **{of_result: day}) for each in CANDIDATES)
            )
        else:
            file = RegistryFile(exams=(exam(APPEALED, ExplanationForm.WRITTEN, **{what: day}),))
        await Imports(self.store, OFFICE).take(file, f"file-{next(numbers)}", self.now, "test")

    async def waits(self, days: int, _: None) -> None:
        """Every morning the clock knocks, and knocks twice."""
        for _ in range(days):
            self.today += timedelta(days=1)
            await Ticks(self.store, OFFICE).tick(self.now)
            before = self.asked("SELECT count(*) FROM outgoing")
            await Ticks(self.store, OFFICE).tick(self.now)
            assert self.asked("SELECT count(*) FROM outgoing") == before

    def asked(self, statement: str) -> list[tuple]:
        with sqlite3.connect(self.file) as connection:
            return connection.execute(statement).fetchall()

    async def cases(self) -> list[Case]:
        def work(records: Records) -> list[Case]:
            numbers = [case["number"] for case in records.raw_cases()]
            return [records.dossier_of(number).case(number) for number in numbers]

        return await self.store.read(work)

    async def checked(self) -> None:
        cases = await self.cases()
        for case in cases:
            self.must_hold(case)
        self.letters_must_hold({case.number: case for case in cases})
        assert (await self.store.read(verified)).faults == []
        assert await self.store.read(lambda records: list(self.stale(records))) == []

    def must_hold(self, case: Case) -> None:
        before = self.told.get(case.number)
        assert before is None or (case.told_deadline is not None and case.told_deadline >= before), "I13"
        if case.told_deadline:
            self.told[case.number] = case.told_deadline
        late = case.is_open and case.interim_due is not None and case.interim_due < self.today
        assert not late, "I8"
        forwarded = ("forwarded",) in self.asked(f"SELECT name FROM journal WHERE case_number = {case.number}")
        upheld = case.outcome is Outcome.BOARD_UPHELD
        assert case.kind is not Kind.FORMAL_ERROR or case.status is not Status.REJECTED, "I17"
        assert not upheld or forwarded, "I17"
        names = self.asked(f"SELECT who FROM journal WHERE case_number = {case.number} AND name = 'rejected'")
        assert all(who.startswith("staff:") for (who,) in names), "I11"
        assert case.status is not Status.REJECTED or names, "I11"

    def letters_must_hold(self, cases: dict[int, Case]) -> None:
        of_students = "kind = 'letter' AND to_address LIKE '%student%'"
        rows = self.asked(f"SELECT case_number, template, language, body FROM outgoing WHERE {of_students}")
        receipts = [number for number, template, _, _ in rows if template.startswith("receipt_") and number]
        first = {f"receipt:{number}" for number in cases}
        keys = {key for (key,) in self.asked("SELECT key FROM outgoing WHERE key LIKE 'receipt:%'")}
        assert keys == first, "I10"
        assert len(receipts) >= len(first), "I10"
        assert all(language == cases[number].language for number, _, language, _ in rows if number in cases), "I14"
        told = {number for number, template, _, _ in rows if template == "appeal_result"}
        assert all(cases[number].status is Status.DONE for number in told & cases.keys()), "I7"
        replies = [body for _, template, _, body in rows if template in ("interim_reply", "interim_again")]
        assert all(AWAITED.search(body) and any(why in body for why in REASONS) for body in replies), "I9"

    def stale(self, records: object) -> Iterator[int]:
        """I12: no case has a date that its facts, as they are now, would not give it."""
        for dossier in records.dossiers(records.running(date.min, 0, 100)):
            for case in dossier.cases:
                if recomputed(case, dossier, OFFICE, Because("test"), at=self.now, actor=SOMEBODY):
                    yield case.number


async def lived(file: Path, history: list[tuple[str, object, object]]) -> None:
    async with await open_database(f"sqlite:///{file}", SEALING_KEY) as store:
        now = datetime.combine(FIRST_DAY, time(8), OSLO)
        await store.write(lambda records: records.registry.take(SEASON, "season", now))
        await store.write(lambda records: records.registry.take(AUTUMN, "autumn", now))
        handler = await Counter(store, OFFICE).colleague_at("siri@example.no")
        assert handler is not None
        desk = Desk(file, store, handler)
        for step in history:
            await desk.take(step)
            await desk.checked()


@settings(max_examples=15, deadline=None)
@given(history=HISTORIES)
def test_the_invariants_hold_in_every_history(
    history: list[tuple[str, object, object]], migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """I7 to I14 and I17, and that nothing goes out twice, by what stands in the database."""
    file = tmp_path_factory.mktemp("history") / "fristvakt.db"
    shutil.copy(migrated_file, file)
    asyncio.run(lived(file, history))


KNOWN = {
    "told, moved on, moved back, withdrawn": [
        ("asks", Kind.APPEAL, "1001"),
        ("imports", 30, "start"),
        ("imports", -10, "start"),
        ("act", 1, Move.WITHDRAW),
    ],
    "an appeal, then an explanation, then its answer": [
        ("asks", Kind.APPEAL, "1001"),
        ("asks", Kind.EXPLANATION, "1001"),
        ("waits", 3, None),
        ("act", 2, Move.SENT),
        ("act", 1, Move.WITHDRAW),
    ],
    "two explanations of the same grade": [
        ("asks", Kind.EXPLANATION, "1001"),
        ("act", 1, Move.SENT),
        ("asks", Kind.APPEAL, "1001"),
        ("asks", Kind.EXPLANATION, "1001"),
        ("waits", 8, None),
        ("act", 3, Move.SENT),
    ],
    "a complaint, forwarded and not upheld": [
        ("asks", Kind.FORMAL_ERROR, "1001"),
        ("act", 1, Move.FORWARD),
        ("waits", 40, None),
        ("act", 1, Move.BOARD_UPHELD),
    ],
    "a complaint found right, and what is asked for after it": [
        ("asks", Kind.FORMAL_ERROR, "1001"),
        ("act", 1, Move.ANNUL_REGRADE),
        ("asks", Kind.EXPLANATION, "1001"),
        ("imports", 3, "anew"),
        ("waits", 2, None),
    ],
    "an appeal that a person rejected": [
        ("asks", Kind.APPEAL, "1001"),
        ("act", 1, Move.REJECT),
        ("waits", 2, None),
    ],
}


@pytest.mark.parametrize("name", KNOWN)
def test_the_invariants_hold_in_histories_that_once_were_hard(name: str, migrated_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "fristvakt.db"
    shutil.copy(migrated_file, file)
    asyncio.run(lived(file, KNOWN[name]))


def test_a_history_that_is_known_reaches_its_end(migrated_file: Path, tmp_path: Path) -> None:
    """The checks see what they are meant to see: an appeal that waits for two months, and then ends."""
    file = tmp_path / "fristvakt.db"
    shutil.copy(migrated_file, file)
    asks = [("asks", Kind.EXPLANATION, "1001"), ("asks", Kind.APPEAL, "1001"), ("asks", Kind.FORMAL_ERROR, "1002")]
    asyncio.run(lived(file, [*asks, ("imports", -3, "start"), ("waits", 70, None), ("imports", 12, "start")]))
    with sqlite3.connect(file) as connection:
        templates = {row[0] for row in connection.execute("SELECT template FROM outgoing")}
        assert {"receipt_explanation", "receipt_appeal", "interim_reply", "interim_again"} <= templates
