"""A stage for stories: the whole service with a real SMTP listener, the local Slack and the local relay, and a clock to push."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from pathlib import Path

import aiosmtplib

from casework.calendar import OSLO
from casework.case import Case
from casework.records import Records
from demo.relay import LocalRelay, MailView
from demo.slack import Answer, LocalSlack
from fristvakt.service import Service
from fristvakt.settings import Settings, read_settings
from fristvakt.verifying import verified
from tests.season import SEASON

DOMAIN = "eksamen.example.no"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)
numbers = count(1)


@dataclass
class Clock:
    moment: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.moment.astimezone(UTC)


@dataclass
class Stage:
    settings: Settings
    slack: LocalSlack
    relay: LocalRelay
    clock: Clock = field(default_factory=Clock)
    service: Service | None = None

    async def open(self) -> None:
        self.service = Service(self.settings, self.clock)
        await self.service.start()

    async def close(self) -> None:
        await self.service.stop()

    async def restart(self) -> None:
        await self.close()
        await self.open()

    async def mail(
        self,
        sender: str,
        to: str,
        subject: str,
        text: str,
        *,
        settle: bool = True,
        answers: MailView | None = None,
        **fields: str,
    ) -> bytes:
        """Sends a real mail over SMTP, as a mail program would; waits until the service has read it."""
        message = EmailMessage(SMTP)
        message["From"], message["To"], message["Subject"] = sender, to if "@" in to else f"{to}@{DOMAIN}", subject
        message["Message-ID"] = fields.pop("message_id", f"<m{next(numbers)}@student.example.no>")
        if answers is not None:
            message["In-Reply-To"] = answers.headers["Message-ID"]
        for name, value in fields.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        await self.send_raw(sender, message["To"], message.as_bytes())
        if settle:
            await self.service.settle()
        return message.as_bytes()

    async def send_raw(self, sender: str, to: str, raw: bytes) -> None:
        host, port = self.service.smtp_address
        async with aiosmtplib.SMTP(hostname=host, port=port, use_tls=False, start_tls=False) as smtp:
            await smtp.sendmail(sender, [to], raw)

    async def reply(self, sender: str, to: MailView, text: str) -> None:
        """Answers a letter as mail programs do, to its Reply-To."""
        await self.mail(sender, to.headers["Reply-To"], f"Re: {to.subject}", text, answers=to)

    async def says(self, user: str, text: str, under: str | None = None) -> Answer:
        answer = await self.slack.dm(user, text, under)
        await self.service.settle()
        return answer

    async def command(self, user: str, command: str, text: str = "") -> Answer:
        answer = await self.slack.command(user, command, text)
        await self.service.settle()
        return answer

    async def click(self, user: str, screen: dict, action: str) -> Answer:
        answer = await self.slack.click(user, screen, action)
        await self.service.settle()
        return answer

    async def morning(self, day: datetime | None = None) -> None:
        """Pushes the clock to 08:00 of the next day (or that day) and lets the schedule knock."""
        moment = day or self.clock.moment + timedelta(days=1)
        self.clock.moment = moment.replace(hour=8, minute=0, second=0)
        await self.service.tick()
        await self.service.settle()

    def letters(self, address: str) -> list[MailView]:
        return [kept.view for kept in self.relay.mailbox(address)]

    def letter(self, address: str) -> MailView:
        return self.letters(address)[-1]

    def seen(self, user: str) -> str:
        """Everything that the user sees in the conversation with the bot, as text."""
        return "\n".join(words(message) for message in self.slack.read(user))

    async def case(self, number: int = 1) -> Case:
        return await self.service.store.read(lambda records: records.dossier_of(number).case(number))

    async def tasks(self) -> list[str]:
        return await self.service.store.read(lambda records: [each.task.kind.value for each in records.open_tasks()])

    async def faults(self) -> list[str]:
        """What `fristvakt verify` would say."""
        return (await self.service.store.read(verified)).faults

    async def cases(self) -> int:
        def numbered(records: Records) -> int:
            return len(list(records.raw_cases()))

        return await self.service.store.read(numbered)


def words(message: dict) -> str:
    """The text of a Slack message and of all its blocks."""
    found = re.findall(r"'text': (?:'([^']*)'|\"([^\"]*)\")", str(message))
    return " ".join("".join(pair) for pair in found)


def stage_settings(database_url: str, folder: Path, slack: LocalSlack, relay: LocalRelay, **more: object) -> Settings:
    fixed = {
        "database_url": database_url,
        "smtp_listen": "127.0.0.1:0",
        "http_listen": "127.0.0.1:0",
        "relay": f"127.0.0.1:{relay.port}",
        "mail_domain": DOMAIN,
        "mail_verdict": "authenticated",
        "key_file": folder / "keys" / "fristvakt.key",
        "letters_approver": "Jurist Jensen",
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
async def open_stage(database_url: str, folder: Path, **more: object) -> AsyncIterator[Stage]:
    slack, relay = LocalSlack(rate=None), LocalRelay()
    await slack.start()
    await relay.start()
    populate(slack)
    stage = Stage(stage_settings(database_url, folder, slack, relay, **more), slack, relay)
    try:
        await stage.open()
        await stage.service.store.write(lambda records: records.registry.take(SEASON, "season", stage.clock()))
        yield stage
    finally:
        await stage.close()
        await relay.stop()
        await slack.stop()
