"""What the stories of appeals and formal errors share: exams with new graders, what students write, and who does what."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
import sqlalchemy
from aiohttp import ClientSession

from casework.access import Move
from casework.calendar import OSLO
from casework.case import Event, Status
from casework.desk.answers import Done
from casework.desk.deciding import GROUNDED
from casework.exams import Channel, ExplanationForm, Language, Round, Staff
from casework.grounds import NO_GROUNDS, Grounds
from casework.registration import CommissionRow, ExamKey, RegistryFile, ResultRow, StaffRow
from demo.relay import MailView
from tests.pleas import NB, Plea
from tests.season import EMILY, EXTERNAL_GRADER, HANDLER, KARI, NEW_GRADER, NILS, WRITTEN, exam
from tests.stage import Stage, numbers

APPEALED = ExamKey("FYS1120", "", "2026H")  # one lawful appeal commission
SEVERAL = ExamKey("KJM1100", "", "2026H")  # two of them
BY_HAND = ExamKey("HIS2050", "", "2026H")  # graded outside the exam system
METTE, SIGURD = "mette@example.org", "sigurd@example.no"
STUDENTS = (
    ("001", "Kari Nordmann", KARI, Language.NB),
    ("002", "Nils Vestland", NILS, Language.NN),
    ("003", "Emily Hartwell", EMILY, Language.EN),
)


def results_of(keys: Sequence[ExamKey], grade: str = "C") -> tuple[ResultRow, ...]:
    return tuple(
        ResultRow(key, f"1{number}", f"5{number}", name, email, language, "", None, grade)
        for number, name, email, language in STUDENTS
        for key in keys
    )


def commission(key: ExamKey, number: str, round: Round, *graders: str) -> tuple[CommissionRow, ...]:
    return tuple(CommissionRow(key, number, round, grader, lead=not place) for place, grader in enumerate(graders))


NEW, EXTERNAL = "nina@example.no", "egil@example.org"
AUTUMN = RegistryFile(
    exams=(
        exam(APPEALED, ExplanationForm.WRITTEN),
        exam(SEVERAL, ExplanationForm.WRITTEN),
        exam(BY_HAND, ExplanationForm.WRITTEN, channel=Channel.MANUAL),
    ),
    results=results_of((APPEALED, SEVERAL, BY_HAND)),
    staff=(StaffRow(METTE, "Mette Mail", "", True, None, Language.NN),),
    commissions=(
        *(row for key in (APPEALED, SEVERAL, BY_HAND) for row in commission(key, "1", Round.FIRST, "gro@example.no")),
        *commission(APPEALED, "2", Round.APPEAL, NEW, EXTERNAL),
        *commission(SEVERAL, "2", Round.APPEAL, NEW, EXTERNAL),
        *commission(SEVERAL, "3", Round.APPEAL, NEW, METTE),
        *commission(BY_HAND, "2", Round.APPEAL, METTE, NEW),
    ),
)


# For stories that do not depend on where they are kept.
on_sqlite = pytest.mark.parametrize("emptied_url", ["sqlite"], indirect=True)


async def take(stage: Stage, file: RegistryFile) -> None:
    digest = f"autumn-{next(numbers)}"
    await stage.service.store.write(lambda records: records.registry.take(file, digest, stage.clock()))


async def appeals(stage: Stage, plea: Plea, key: ExamKey = WRITTEN) -> None:
    await stage.mail(plea.student, "klage", key.course, plea.appeal.format(course=key.course))


async def complains(stage: Stage, plea: Plea, key: ExamKey = WRITTEN) -> None:
    await stage.mail(plea.student, "formellfeil", key.course, plea.formal.format(course=key.course))


async def staff_at(stage: Stage, address: str) -> Staff:
    return await stage.service.counter.colleague_at(address)


async def handler(stage: Stage) -> Staff:
    return await stage.service.counter.who(HANDLER)


SIRI = "siri@example.no"  # in Slack, as HANDLER
GROUNDS = Grounds("Oppgavesettet manglet en side.", "Feilen kan ha virket inn på resultatet.")


async def does(stage: Stage, move: Move, number: int = 1, whom: Sequence[str] = ()) -> Done:
    """The case handler takes a move; `whom` are the addresses of those it names."""
    counter, named = stage.service.counter, [(await staff_at(stage, each)).id for each in whom]
    grounds = GROUNDS if move in GROUNDED else NO_GROUNDS
    done = await counter.act(
        await handler(stage), number, move, stage.clock(), via="test", whom=tuple(named), grounds=grounds
    )
    await stage.service.settle()
    return done


async def founds(stage: Stage, label: str, number: int = 1, **form: str) -> str:
    """The case handler presses that button in Slack, opens the page that is mailed, and writes what the decision rests on."""
    await stage.says(HANDLER, f"sak {number}")
    await stage.press(HANDLER, label)
    return await stage.visit(stage.letter(SIRI), "POST", **(form or GROUNDS.texts))


async def all_grade(stage: Stage, number: int = 1) -> None:
    """Both new graders of the exam with one commission say that they are done."""
    await stage.says(NEW_GRADER, f"ferdig {number}")
    await stage.says(EXTERNAL_GRADER, f"ferdig {number}")


async def decided(stage: Stage, move: Move = Move.IN_FAVOUR, number: int = 1) -> None:
    """An appeal at the exam with one commission, graded and decided; the student has not been told."""
    await all_grade(stage, number)
    await does(stage, move, number)


async def page(stage: Stage, letter: MailView, grade: str | None = None) -> tuple[int, str]:
    """Status and text of the page behind a letter's link; with a grade the form is filled in and sent."""
    token = re.search(r"/l/(\S+)", letter.text)[1]
    host, port = stage.service.http_address
    method, data = ("GET", None) if grade is None else ("POST", {"grade": grade} if grade else {})
    address = f"http://{host}:{port}/l/{token}"
    async with ClientSession() as session, session.request(method, address, data=data) as answer:
        shown = answer.status, await answer.text()
    await stage.service.settle()
    return shown


async def history(stage: Stage, number: int = 1) -> list[Event]:
    return list(await stage.service.store.read(lambda records: records.history(number)))


async def status(stage: Stage, number: int = 1) -> Status:
    return (await stage.case(number)).status


async def open_keys(stage: Stage) -> list[str]:
    return await stage.service.store.read(lambda records: [each.task.key for each in records.open_tasks()])


def asked_in_database(stage: Stage, statement: str, **values: object) -> list[tuple]:
    """What the database itself says, or is told, beside the service."""
    url = stage.settings.database_url.replace("postgresql://", "postgresql+psycopg://")
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        found = connection.execute(sqlalchemy.text(statement), values)
        rows = [tuple(row) for row in found] if found.returns_rows else []
    engine.dispose()
    return rows


def at(day: str, time: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=OSLO).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


async def graded_by_hand(stage: Stage, plea: Plea = NB) -> MailView:
    """An appeal at the exam outside the exam system, graded by both; gives the letter with the page for the grade."""
    await appeals(stage, plea, BY_HAND)
    await stage.reply(METTE, stage.letter(METTE), "ferdig 1")
    await stage.says(NEW_GRADER, "ferdig 1")
    return next(letter for letter in reversed(stage.letters(METTE)) if "/l/" in letter.text)


async def told(stage: Stage, plea: Plea = NB, move: Move = Move.IN_FAVOUR) -> None:
    await appeals(stage, plea, APPEALED)
    await decided(stage, move)
    await does(stage, Move.TELL)


def new_grades(stage: Stage) -> int:
    return asked_in_database(stage, "SELECT count(*) FROM grades WHERE case_number IS NOT NULL")[0][0]


def questions(stage: Stage) -> list[MailView]:
    return [letter for letter in stage.letters(SIGURD) if "Foreløpig svar skal ut" in letter.subject]


def interims(stage: Stage, address: str) -> list[MailView]:
    wanted = (NB.interim, NB.again, NB.late)
    return [letter for letter in stage.letters(address) if any(words in letter.subject for words in wanted)]


def sent_on(stage: Stage, address: str) -> list[date]:
    return [letter.date.astimezone(OSLO).date() for letter in interims(stage, address)]
