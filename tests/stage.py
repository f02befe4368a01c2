"""A stage for stories: the whole service with a real SMTP listener, the local Slack and the local relay, and a clock to push."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.pace import Pace
from casework.calendar import OSLO
from casework.case import Actor, Case
from casework.recomputing import Because, recomputed
from casework.records import Records
from casework.registration import ExamRow, RegistryFile, StaffRow
from demo.relay import LocalRelay, MailView
from demo.slack import LocalSlack
from fristvakt.service import Service
from fristvakt.settings import Settings, read_settings
from fristvakt.verifying import verified
from tests.approved import everything_in
from tests.reading_inside import ReadingInside
from tests.season import SEASON
from tests.stage_mail import DOMAIN, MailSide, header, numbers
from tests.stage_slack import SlackSide, words
from tests.tongues import Tongue

__all__ = [
    "DOMAIN",
    "MONDAY",
    "Clock",
    "Stage",
    "header",
    "numbers",
    "open_stage",
    "populate",
    "stage_settings",
    "words",
]

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)


@dataclass
class Clock:
    moment: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.moment.astimezone(UTC)

    def to(self, day: date, hour: int, minute: int = 0) -> None:
        self.moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=OSLO)


@dataclass(repr=False)
class Stage(MailSide, SlackSide):
    """`mails` are the bytes of everything that people have sent so far."""

    settings: Settings
    slack: LocalSlack
    relay: LocalRelay
    clock: Clock = field(default_factory=Clock)
    service: Service | None = None
    mails: list[bytes] = field(default_factory=list)

    # the service

    async def open(self) -> None:
        self.service = Service(self.settings, self.clock, pace=Pace(0))
        await self.service.start()

    async def close(self) -> None:
        await self.service.stop()

    async def restart(self) -> None:
        await self.close()
        await self.open()

    async def stand_still(self) -> None:
        """Nothing is read or sent from now on, as when the power goes right after a 250."""
        while left := [task for task in self.service._running if not task.done()]:
            for task in left:  # once is not enough: asyncio.wait_for can finish in the moment of being cancelled
                task.cancel()
            await asyncio.wait(left, timeout=0.1)

    async def only_read(self) -> None:
        """What was kept is understood, and the courier gets no turn."""
        await self.service._reader.read_kept()

    async def claim_and_die(self) -> None:
        """The courier had taken everything that waits and did nothing with it."""
        await self.service.store.write(lambda records: records.claim(self.clock(), 100))

    # the clock

    async def later(self, **passed: float) -> None:
        """Time passes, and what has become due is done."""
        self.clock.moment += timedelta(**passed)
        await self.service.settle()

    async def morning(self, day: date | None = None) -> None:
        """08:00 of the next day, or of that one; the schedule knocks."""
        self.clock.to(day or self.clock.moment.date() + timedelta(days=1), 8)
        await self.tick()

    async def tick(self) -> None:
        await self.service.tick()
        await self.service.settle()

    # the page behind a link

    async def visit(self, letter: MailView, method: str = "GET", **form: str) -> str:
        """Opens the link of a letter, or presses the button of its page with POST, `form` being what was typed."""
        token = re.search(r"/l/(\S+)", letter.text)[1]
        host, port = self.service.http_address
        address, typed = f"http://{host}:{port}/l/{token}", form or None
        async with ClientSession() as session, session.request(method, address, data=typed) as page:
            text = await page.text()
        await self.service.settle()
        return text

    async def opens(self, letter: MailView | str, **form: str) -> tuple[int, str]:
        """Status and text of the page behind a letter's link, or at an address; with a form it is filled in and sent."""
        path = re.search(r"/l/\S+", letter if isinstance(letter, str) else letter.text)[0]
        host, port = self.service.http_address
        method = "POST" if form else "GET"
        async with (
            ClientSession() as session,
            session.request(method, f"http://{host}:{port}{path}", data=form) as page,
        ):
            shown = page.status, await page.text()
        await self.service.settle()
        return shown

    # what the database holds

    async def case(self, number: int = 1) -> Case:
        return await self.service.store.read(lambda records: records.dossier_of(number).case(number))

    async def cases(self) -> int:
        return await self.service.store.read(lambda records: len(list(records.raw_cases())))

    async def tasks(self) -> list[str]:
        return await self.service.store.read(lambda records: [each.task.kind.value for each in records.open_tasks()])

    async def faults(self) -> list[str]:
        """What `fristvakt verify` would say."""
        return (await self.service.store.read(verified)).faults

    async def stale(self) -> list[str]:
        """The events that would bring a case up to date; there should be none, as every change does so itself (I12)."""
        return await self.service.store.read(self._stale)

    def _stale(self, records: Records) -> list[str]:
        office, now = self.service.office, self.clock()
        because, nobody = Because("test"), Actor("nobody", "test")
        numbers = [case["number"] for case in records.raw_cases()]
        dossiers = {number: records.dossier_of(number) for number in numbers}
        changes = [
            recomputed(held.case(number), held, office, because, at=now, actor=nobody)
            for number, held in dossiers.items()
        ]
        return [f"case {change.case.number}: {dict(change.event.changes)}" for change in changes if change]

    async def speaks(self, user: str, tongue: Tongue) -> None:
        """From now on this member of staff reads that language."""
        row = next(row for row in SEASON.staff if user in (row.slack_id, row.email))
        await self.registers(replace(row, language=tongue.language))

    async def registers(self, *staff: StaffRow, exams: tuple[ExamRow, ...] = ()) -> None:
        """An import of changed rows."""
        file = RegistryFile(staff=staff, exams=exams)
        digest = f"import-{next(numbers)}"
        await self.service.store.write(lambda records: records.registry.take(file, digest, self.clock()))


def stage_settings(
    database_url: str,
    folder: Path,
    slack: LocalSlack,
    relay: LocalRelay,
    *,
    approved: bool = True,
    through: int | None = None,
    **more: object,
) -> Settings:
    """`through` is the port of a mail server that stands between the service and the relay."""
    fixed = {
        "database_url": database_url,
        "smtp_listen": "127.0.0.1:0",
        "http_listen": "127.0.0.1:0",
        "relay": f"127.0.0.1:{through or relay.port}",
        "mail_domain": DOMAIN,
        "mail_verdict": "authenticated",
        "key_file": folder / "keys" / "fristvakt.key",
        "letters_approved": everything_in(folder) if approved else folder / "letters-approved.txt",
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.url,
    }
    return read_settings({}, **{**fixed, **more})


def populate(slack: LocalSlack) -> None:
    for row in SEASON.staff:
        if row.slack_id:
            slack.add_person(row.name, row.email, id=row.slack_id)


@asynccontextmanager
async def open_stage(
    database_url: str, folder: Path, relay: LocalRelay | None = None, **more: object
) -> AsyncIterator[Stage]:
    slack, relay = LocalSlack(rate=None), relay or LocalRelay()
    await slack.start()
    await relay.start()
    populate(slack)
    stage = Stage(stage_settings(database_url, folder, slack, relay, **more), slack, relay)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mailgateway.reader.Worker", ReadingInside)
        try:
            await stage.open()
            await stage.service.store.write(lambda records: records.registry.take(SEASON, "season", stage.clock()))
            yield stage
        finally:
            if stage.service is not None:
                await stage.close()
            await relay.stop()
            await slack.stop()
