"""The bot with the real desk behind it: the registry, the store on SQLite and the courier, and a clock to set."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.app import Bot
from bot.pace import Pace
from bot.tokens import Keys
from casework.courier import Courier, Delivery, Fate
from casework.desk.counter import Counter
from casework.exams import ExplanationForm, Round
from casework.letters import Letters
from casework.links import Links
from casework.messages import Letter
from casework.office import Office
from casework.outgoing import Outgoing
from casework.registration import CommissionRow, ExamKey, ExamRow, RegistryFile, ResultRow, StaffRow
from casework.rulebook import rulebook
from store.database import Database, open_database
from tests.approved import everything
from tests.bot.scripted import GRADER, HANDLER, NOW
from tests.conftest import SEALING_KEY

KARI, OLA, SAM = GRADER.slack_id, HANDLER.slack_id, "sam@example.no"
KEY = ExamKey("TDT4100", "", "2026H")
FILE = RegistryFile(
    exams=(
        ExamRow(
            KEY,
            name_nb="Objektorientert programmering",
            announced=date(2026, 11, 20),
            explanation_allowed=True,
            appeal_allowed=True,
            explanation_form=ExplanationForm.ORAL,
        ),
    ),
    results=(ResultRow(KEY, "10042", "123456", "Sam", SAM),),
    staff=(StaffRow(GRADER.email, "Kari", KARI), StaffRow(HANDLER.email, "Ola", OLA, role=next(iter(HANDLER.roles)))),
    commissions=(CommissionRow(KEY, "1", Round.FIRST, GRADER.email, lead=True),),
)


@dataclass
class Shelf:
    """Letters are put on a shelf."""

    letters: list[Letter] = field(default_factory=list)

    async def build(self, outgoing: Outgoing) -> tuple[bytes, str]:
        return b"letter", f"<{outgoing.id}@example.no>"

    async def send(self, outgoing: Outgoing) -> Delivery:
        assert isinstance(outgoing.message, Letter)
        self.letters.append(outgoing.message)
        return Delivery(Fate.DONE, "ok")


@dataclass
class Clock:
    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment


@dataclass
class House:
    """The desk, the bot on it, and the courier between."""

    store: Database
    office: Office
    counter: Counter
    bot: Bot
    courier: Courier
    shelf: Shelf
    clock: Clock

    def letters(self, to: str) -> list[Letter]:
        return [letter for letter in self.shelf.letters if letter.to == to]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def database(migrated_file: Path, tmp_path: Path, clock: Clock) -> AsyncIterator[Database]:
    copy = tmp_path / "fristvakt.db"
    shutil.copy(migrated_file, copy)
    async with await open_database(f"sqlite:///{copy}", SEALING_KEY, clock) as opened:
        await opened.write(lambda records: records.registry.take(FILE, "sample", NOW))
        yield opened


@pytest.fixture
async def house(database: Database, keys: Keys, clock: Clock) -> AsyncIterator[House]:
    office = Office(
        rulebook("ntnu"), Letters.packaged(), "example.no", Links([b"k" * 32], "http://127.0.0.1:8080"), everything()
    )
    counter, shelf = Counter(database, office), Shelf()
    running = Bot(keys, counter, counter.colleague, clock, pace=Pace(0), ping_seconds=0.2)
    await running.start()
    courier = Courier(database, shelf, running.announcer, clock, lambda *_: None)
    yield House(database, office, counter, running, courier, shelf, clock)
    await running.stop()
