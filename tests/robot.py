"""A mail server that answers every letter to its own people by machine, as real ones do without saying so."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from pathlib import Path

import aiosmtplib
from aiosmtpd.smtp import Envelope

from demo.relay import KeptMail, LocalRelay
from tests.stage import Stage, open_stage

LONGEST = 40  # answers; a robot that gets so far has not been silenced
numbers = count(1)


@dataclass
class Answer:
    """What a robot writes; `to` is taken from the letter unless it says otherwise."""

    sender: str
    text: str
    subject: str
    to: str = ""
    envelope: str | None = None
    threaded: bool = True
    fields: dict[str, str] = field(default_factory=dict)


class Robot(LocalRelay):
    """Takes the service's letters as its relay, and hands its answers to the service over SMTP.

    `owner` is whose letters it answers, `written` counts its answers. With `hands_back` it sends each letter as it is to that address.
    """

    def __init__(self, owner: str, writes: Callable[[KeptMail, int], Answer]) -> None:
        super().__init__()
        self.owner = owner
        self.written = 0
        self.service_address = ("", 0)
        self.hands_back = ""
        self._writes = writes
        self._busy: set[asyncio.Task[None]] = set()

    async def keep(self, envelope: Envelope) -> None:
        await super().keep(envelope)
        letter = self.mails[-1]
        mine = any(one == self.owner or one.startswith("robot") for one in letter.recipients)
        if mine and self.written < LONGEST:
            self.written += 1
            task = asyncio.create_task(self._answer(letter, self._writes(letter, self.written)))
            self._busy.add(task)
            task.add_done_callback(self._busy.discard)

    async def at_rest(self) -> None:
        """Waits until every answer has been handed over."""
        while self._busy:
            await asyncio.gather(*self._busy)

    async def _answer(self, letter: KeptMail, answer: Answer) -> None:
        fields = dict(letter.view.headers)
        to = answer.to or fields["Reply-To"]
        message = EmailMessage(SMTP)
        message["From"], message["To"], message["Subject"] = answer.sender, to, answer.subject
        message["Message-ID"] = f"<robot-{next(numbers)}@robot.example.com>"
        if answer.threaded:
            message["In-Reply-To"] = fields["Message-ID"]
        for name, value in answer.fields.items():
            message[name] = value
        message.set_content(answer.text)
        host, port = self.service_address
        async with aiosmtplib.SMTP(hostname=host, port=port, use_tls=False, start_tls=False) as smtp:
            sender = answer.sender if answer.envelope is None else answer.envelope
            raw = letter.raw if self.hands_back else message.as_bytes()
            await smtp.sendmail(sender, [self.hands_back or to], raw)


@asynccontextmanager
async def stage_with(robot: Robot, database_url: str, folder: Path) -> AsyncIterator[Stage]:
    """The running service whose relay is the robot's server."""
    async with open_stage(database_url, folder, robot) as stage:
        robot.service_address = stage.service.smtp_address
        yield stage
        assert await stage.faults() == []


async def until_silence(stage: Stage, robot: Robot) -> None:
    """The two answer each other until neither has anything to say."""
    before = -1
    while before != robot.written:
        before = robot.written
        await stage.service.settle()
        await robot.at_rest()
        await stage.service.settle()
