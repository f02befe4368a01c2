"""One exam with two students, two graders, a case handler and a commission, and changes of cases at it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from casework.case import Actor, Case, Change, Kind, Mark, Status, moved, opened
from casework.exams import Language, Role, Round
from casework.messages import Arrival, KeptMail, Letter, Notice, NoticeKind, Task, TaskKind, Urgency
from casework.records import Records
from casework.registration import CommissionRow, ExamKey, ExamRow, RegistryFile, ResultRow, StaffRow
from store.database import Database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
KEY = ExamKey("IN1000", "", "2026H")
CLOCK = Actor("clock", "tick")

FILE = RegistryFile(
    exams=(ExamRow(KEY, name_nb="Programmering", announced=date(2026, 11, 16)),),
    results=(
        ResultRow(KEY, "101", "700001", "Kari Nordmann", "Kari@student.example.no", Language.NN, grade="C"),
        ResultRow(KEY, "102", "700002", "Ola Nordmann", "ola@student.example.no", grade="NotPass"),
    ),
    staff=(
        StaffRow("lead@example.no", "Lead", "U1"),
        StaffRow("second@example.no", "Second", external=True),
        StaffRow("office@example.no", "Office", "U3", role=Role.CASE_HANDLER),
    ),
    commissions=(
        CommissionRow(KEY, "1", Round.FIRST, "second@example.no"),
        CommissionRow(KEY, "1", Round.FIRST, "lead@example.no", lead=True),
    ),
)


async def fill(database: Database) -> None:
    """Imports the sample file."""
    await database.write(lambda records: records.registry.take(FILE, "sample", NOW))


def new_case(number: int = 1, **fields: object) -> Case:
    """An explanation that waits for the lead grader."""
    case = Case(
        number,
        Kind.EXPLANATION,
        Status.WITH_GRADER,
        1,
        NOW,
        Language.NN,
        "law-2024",
        grader_id=1,
        due=date(2026, 12, 7),
    )
    return replace(case, **fields)


def letter(key: str, urgency: Urgency = Urgency.RECEIPT, case: int | None = None) -> Letter:
    """A letter in nynorsk."""
    return Letter(
        key, "kari@student.example.no", Language.NN, "receipt", "1", "Approver", "Emne", "Tekst", case, urgency=urgency
    )


def card(key: str, case: int | None = 1) -> Notice:
    """The card of a case for the lead grader."""
    return Notice(key, NoticeKind.CARD, 1, case, {"case": case})


def task(key: str, due: date = TODAY) -> Task:
    """Something for the case handlers."""
    return Task(key, TaskKind.NOT_UNDERSTOOD, due)


def opening(number: int = 1, **fields: object) -> Change:
    """The change that opens a case, with a receipt, a card and a task."""
    change = opened(new_case(number, **fields), NOW, CLOCK, {"mail": 1})
    return change.telling(
        letter(f"receipt:{number}", case=number), card(f"card:{number}:1", number), task(f"task:{number}")
    )


def closing(number: int = 1) -> Change:
    """The change that finishes that case the day after."""
    change = moved(
        new_case(number), "sent", NOW + timedelta(days=1), CLOCK, status=Status.DONE, marks=frozenset({Mark.LATE})
    )
    return change.settling(f"task:{number}")


async def save(database: Database, *changes: Change) -> None:
    """Saves each change in a transaction of its own."""
    for change in changes:
        await database.write(lambda records, change=change: records.save(change))


async def keep(database: Database, text: str = "one", kept: datetime = NOW) -> int:
    """Keeps a mail whose bytes are that text."""
    raw = text.encode()
    to = ("sak@example.no",)
    return await database.keep(
        Arrival(kept, "127.0.0.1", "kari@student.example.no", to, raw, sha256(raw).digest(), "TLSv1.3")
    )


async def unread(database: Database) -> list[KeptMail]:
    """Everything that has not been read."""
    return list(await database.read(lambda records: records.unread(100)))


def counts(records: Records) -> tuple[int, ...]:
    """How many cases, events, waiting messages and tasks there are."""
    outgoing = records.claim(NOW + timedelta(days=30), 1000)
    return len(list(records.raw_cases())), len(list(records.raw_journal())), len(outgoing), len(records.open_tasks())
