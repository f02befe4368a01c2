"""The bot with the real desk behind it: the registry, the store on SQLite and the courier."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.app import Bot
from bot.buttons import Press
from bot.pace import Pace
from bot.tokens import Keys
from casework.access import Move
from casework.case import Kind
from casework.courier import Courier, Delivery, Fate
from casework.desk.counter import Counter
from casework.exams import ExplanationForm, Round
from casework.letters import Letters
from casework.links import Links
from casework.office import Office
from casework.records import Outgoing
from casework.registration import CommissionRow, ExamKey, ExamRow, RegistryFile, ResultRow, StaffRow
from casework.rulebook import rulebook
from demo.slack import LocalSlack
from store.database import Database, open_database
from tests.bot.scripted import GRADER, HANDLER, NOW
from tests.conftest import SEALING_KEY

KARI, OLA = GRADER.slack_id, HANDLER.slack_id
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
    results=(ResultRow(KEY, "10042", "123456", "Sam", "sam@example.no"),),
    staff=(StaffRow(GRADER.email, "Kari", KARI), StaffRow(HANDLER.email, "Ola", OLA, role=next(iter(HANDLER.roles)))),
    commissions=(CommissionRow(KEY, "1", Round.FIRST, GRADER.email, lead=True),),
)


class Shelf:
    """Letters are put on a shelf."""

    async def build(self, outgoing: Outgoing) -> tuple[bytes, str]:
        return b"letter", f"<{outgoing.id}@example.no>"

    async def send(self, outgoing: Outgoing) -> Delivery:
        return Delivery(Fate.DONE, "ok")


@dataclass
class House:
    """The desk, the bot on it, and the courier between."""

    counter: Counter
    bot: Bot
    courier: Courier


@pytest.fixture
async def database(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    copy = tmp_path / "fristvakt.db"
    shutil.copy(migrated_file, copy)
    async with await open_database(f"sqlite:///{copy}", SEALING_KEY) as opened:
        await opened.write(lambda records: records.registry.take(FILE, "sample", NOW))
        yield opened


@pytest.fixture
async def house(database: Database, keys: Keys) -> AsyncIterator[House]:
    office = Office(rulebook("ntnu"), Letters.packaged(), "example.no", Links([b"k" * 32], "http://127.0.0.1:8080"))
    counter = Counter(database, office)
    running = Bot(keys, counter, counter.colleague, lambda: NOW, pace=Pace(0), ping_seconds=0.2)
    await running.start()
    yield House(counter, running, Courier(database, Shelf(), running.announcer, lambda: NOW, lambda *_: None))
    await running.stop()


@pytest.fixture
async def with_case(house: House, slack: LocalSlack) -> House:
    """A case handler has asked on behalf of the candidate, and the courier has been."""
    form = (await slack.command(OLA, "/begrunnelse", "TDT4100 10042")).view
    await slack.submit(OLA, form or {})
    await house.courier.send_due()
    return house


async def test_the_graders_card_is_posted_with_its_buttons(with_case: House, slack: LocalSlack) -> None:
    said = slack.read(KARI)[-1]
    assert said["text"] == "Sak 1: Begrunnelse i TDT4100. Venter på sensor."
    assert said["blocks"][-1]["elements"][0]["action_id"] == Press.TAKE.id(Move.ORAL_GIVEN)


async def test_a_short_message_closes_the_case_and_redraws_the_card(with_case: House, slack: LocalSlack) -> None:
    await slack.dm(KARI, "gitt 1")
    await with_case.courier.send_due()
    card, _, answer = slack.read(KARI)
    assert card["text"] == "Sak 1: Begrunnelse i TDT4100. Ferdig: gitt muntlig, mandag 23. november."
    assert "Studenten får nå brev om at klagefristen er mandag 14. desember." in answer["text"]


async def test_ok_in_the_thread_of_the_card_is_enough(with_case: House, slack: LocalSlack) -> None:
    card = slack.read(KARI)[-1]
    await slack.dm(KARI, "ok", thread_ts=card["ts"])
    assert slack.read(KARI)[-1]["text"].startswith("Sak 1: muntlig begrunnelse er registrert som gitt")


async def test_a_button_pressed_twice_is_done_once(with_case: House, slack: LocalSlack) -> None:
    card = slack.read(KARI)[-1]
    for _ in range(2):
        await slack.click(KARI, card, Press.TAKE.id(Move.NO_SHOW))
    first, second = slack.read(KARI)[-2:]
    assert "ikke møtte" in first["text"]
    assert second["text"].startswith("Sak 1 er allerede ferdig.")


async def test_muntlig_with_a_day_counts_from_that_day(with_case: House, slack: LocalSlack) -> None:
    answer = await slack.command(KARI, "/muntlig", "1 gitt i dag")
    assert answer.text.startswith("Sak 1: muntlig begrunnelse er registrert som gitt mandag 23. november.")


async def test_an_impossible_day_is_refused_in_the_form(with_case: House, slack: LocalSlack) -> None:
    opened = await slack.click(KARI, slack.read(KARI)[-1], Press.OTHER_DAY.id(1))
    answer = await slack.submit(KARI, opened.view or {}, {"day": "2026-12-20"})
    assert "kan ikke stemme for sak 1" in answer.errors["day"]


async def test_sak_and_help_are_understood_by_the_desk(with_case: House, slack: LocalSlack) -> None:
    assert (await slack.command(KARI, "/sak")).text.startswith("Én sak venter på deg.")
    assert "«gitt 42»" in (await slack.command(KARI, "/sak", "hjelp")).text


async def test_the_same_request_again_opens_no_second_case(with_case: House, slack: LocalSlack) -> None:
    form = (await slack.command(OLA, "/begrunnelse", "TDT4100 10042")).view
    answer = await slack.submit(OLA, form or {})
    assert "Det er alt bedt om dette: sak 1" in str(answer.view)


async def test_an_appeal_asked_for_on_behalf_waits_for_the_explanation(with_case: House, slack: LocalSlack) -> None:
    form = (await slack.command(OLA, "/klage", "TDT4100 10042")).view
    await slack.submit(OLA, form or {}, {"kind": Kind.APPEAL.value})
    shown = await slack.command(OLA, "/sak", "2")
    assert "Venter på begrunnelsen" in shown.text
