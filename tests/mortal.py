"""A world around a service that dies in the middle of a story and is started anew, a little later, as a service manager does."""

import asyncio
import json
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import aiosmtplib
from aiohttp import ClientError, ClientSession

from casework.records import Records
from demo.relay import LocalRelay, read_mail
from demo.slack import LocalSlack
from fristvakt.opening import open_store
from fristvakt.settings import read_settings
from fristvakt.verifying import verified
from tests.approved import everything_in
from tests.stage import DOMAIN, MONDAY, populate

LEASE_OVER = timedelta(minutes=5)
SECONDS = 20.0
AT_ONCE_AND_AGAIN = (0.05,) * 200


class Died(Exception):
    """The service is gone, and it was not told to go."""


@dataclass
class Line:
    """The service as its world sees it: where it listens, and the wire on which it is told what to do."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    ready: dict[str, int] = field(default_factory=dict)

    async def hear(self) -> dict[str, Any]:
        line = await self.reader.readline()
        if not line:
            raise Died
        return json.loads(line)

    async def ask(self, **words: Any) -> dict[str, Any]:
        try:
            self.writer.write(json.dumps(words).encode() + b"\n")
            await self.writer.drain()
            return await self.hear()
        except ConnectionError:
            raise Died from None


@dataclass
class Births:
    """The process that all services of these tests come from."""

    process: Process
    lines: asyncio.Queue[Line]
    server: asyncio.Server
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def bear(self, **order: Any) -> Line:
        order["port"] = self.server.sockets[0].getsockname()[1]
        async with self.turn:
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
            line = await asyncio.wait_for(self.lines.get(), SECONDS)
        return line


@asynccontextmanager
async def births() -> AsyncIterator[Births]:
    lines: asyncio.Queue[Line] = asyncio.Queue()
    server = await asyncio.start_server(lambda r, w: lines.put_nowait(Line(r, w)), "127.0.0.1", 0)
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.dying_service", stdin=PIPE)
    try:
        yield Births(process, lines, server)
    finally:
        process.stdin.close()
        await process.wait()
        server.close()


@dataclass
class World:
    """One story: its first service dies at the step `dies_at` (0 for never), `late` when that step is known outside already."""

    births: Births
    settings: dict[str, Any]
    slack: LocalSlack
    relay: LocalRelay
    dies_at: int
    late: bool
    moment: datetime = MONDAY
    deaths: int = 0
    line: Line | None = None
    said: int = 0

    async def alive(self) -> Line:
        """The service; a new one when there is none, five minutes later, so that no lease of the dead one holds."""
        while self.line is None:
            fate = {"dies_at": 0 if self.deaths else self.dies_at, "late": self.late}
            self.line = await self.births.bear(settings=self.settings, moment=self.moment.isoformat(), **fate)
            try:
                self.line.ready = await self.line.hear()
            except Died:
                self.bury()
        return self.line

    def bury(self) -> None:
        """It dies once; whatever kills a service a second time is a fault."""
        assert self.deaths == 0
        self.line.writer.close()
        self.line, self.deaths = None, 1
        self.moment += LEASE_OVER

    async def told(self, what: str, **words: Any) -> None:
        """Says it until a service has done it."""
        while True:
            try:
                await (await self.alive()).ask(do=what, moment=self.moment.isoformat(), **words)
            except Died:
                self.bury()
            else:
                return

    async def at(self, moment: datetime) -> None:
        """The schedule knocks at that moment, or as soon after it as there is a service."""
        self.moment = max(moment, self.moment)
        await self.told("tick")

    async def act(self, who: str, case: int, move: str, *whom: str) -> None:
        """Somebody presses a button in Slack, and Slack delivers it again until it is acknowledged."""
        self.said += 1
        await self.told("act", who=who, case=case, move=move, whom=whom, once=f"envelope-{self.said}")

    async def mail(self, sender: str, to: str, subject: str, text: str) -> None:
        """A mail server hands it over, and again after each failure, the same bytes."""
        message = EmailMessage(SMTP)
        message["From"], message["To"], message["Subject"] = sender, f"{to}@{DOMAIN}", subject
        message["Message-ID"] = f"<{subject.replace(' ', '-')}@student.example.no>"
        message.set_content(text)
        taken = False
        while not taken:
            taken = await self._handed_over(sender, f"{to}@{DOMAIN}", message.as_bytes())
            await self.told("settle")

    async def _handed_over(self, sender: str, to: str, raw: bytes) -> bool:
        port = (await self.alive()).ready["smtp"]
        try:
            async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, use_tls=False, start_tls=False) as smtp:
                await smtp.sendmail(sender, [to], raw)
        except (aiosmtplib.SMTPException, OSError):
            return False
        return True

    async def enters(self, address: str, grade: str) -> None:
        """Somebody opens the link of the last letter, chooses a grade, and tries again when the page does not come."""
        token = re.search(r"/l/(\S+)", read_mail(self.relay.mailbox(address)[-1].raw).text)[1]
        shown = 0
        while shown != 200:
            shown = await self._posted(f"/l/{token}", grade)
            await self.told("settle")

    async def _posted(self, path: str, grade: str) -> int:
        url = f"http://127.0.0.1:{(await self.alive()).ready['http']}{path}"
        try:
            async with ClientSession() as session, session.post(url, data={"grade": grade}) as answer:
                return answer.status
        except ClientError:
            return 0

    async def says(self, user: str, text: str) -> None:
        """Somebody writes to the bot; Slack delivers it again until it is acknowledged."""
        await self.alive()
        await self.slack.dm(user, text)
        await self.told("settle")
        await self.slack.wait_for(lambda: self._acknowledged(text), SECONDS)
        await self.told("settle")

    def _acknowledged(self, text: str) -> bool:
        return any(one.acked for one in self.slack.deliveries if one.payload.get("event", {}).get("text") == text)

    async def ends(self) -> None:
        """The last service stops as it should, with everything done that is due."""
        await self.told("settle")
        await self.told("stop")
        self.line.writer.close()

    # what is left

    async def outcome(self) -> dict[str, Any]:
        """Everything that anybody has from the story; the same bytes twice are one letter that came twice."""
        letters = dict.fromkeys((kept.recipients[0], kept.raw) for kept in self.relay.mails)
        views = [(to, read_mail(raw)) for to, raw in letters]
        ids = {dict(view.headers)["Message-ID"] for _, view in views}
        async with await open_store(read_settings({}, **self.settings)) as store:
            kept = await store.write(self._kept)
        return {
            "letters": sorted((to, view.subject) for to, view in views),
            "letters with an id of their own": len(ids),
            "notices": sorted(self._notices()),
            **kept,
        }

    def _kept(self, records: Records) -> dict[str, Any]:
        far = self.moment + timedelta(days=30)
        return {
            "cases": [str(case["status"]) for case in records.raw_cases()],
            "events": [str(event["name"]) for event in records.raw_journal()],
            "tasks": [each.task.key for each in records.open_tasks()],
            "unread": [mail.id for mail in records.unread(100)],
            "unsent": [each.message.key for each in records.claim(far, 100)],
            "faults": verified(records).faults,
        }

    def _notices(self) -> list[tuple[str, str]]:
        """Who has which card, digest and word of a task in Slack; an answer to what somebody wrote is none of these."""
        return [
            (person.name, seen["text"])
            for person in self.slack.people
            for seen in self.slack.read(person.id)
            if seen.get("metadata")
        ]


@asynccontextmanager
async def world(
    births: Births, database_url: str, key_file: Path, dies_at: int, *, late: bool = False
) -> AsyncIterator[World]:
    """A Slack and a relay for one story on that database, which holds the season."""
    slack, relay = LocalSlack(rate=None, retry_delays=AT_ONCE_AND_AGAIN), LocalRelay()
    await slack.start()
    await relay.start()
    populate(slack)
    settings = {
        "database_url": database_url,
        "smtp_listen": "127.0.0.1:0",
        "http_listen": "127.0.0.1:0",
        "relay": f"127.0.0.1:{relay.port}",
        "mail_domain": DOMAIN,
        "mail_verdict": "authenticated",
        "key_file": str(key_file),
        "letters_approved": str(everything_in(key_file.parent)),
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.url,
    }
    try:
        yield World(births, settings, slack, relay, dies_at, late)
    finally:
        await relay.stop()
        await slack.stop()
