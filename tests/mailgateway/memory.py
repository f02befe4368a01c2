"""A store that only keeps mail, in a list: what the listener needs of one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from casework.messages import Arrival, KeptMail
from casework.records import Records, StoreError

T = TypeVar("T")


@dataclass
class Memory:
    """`full` makes it refuse, `gate` makes it wait before it keeps."""

    mails: list[KeptMail] = field(default_factory=list)
    keys: list[bytes] = field(default_factory=list)
    full: bool = False
    gate: asyncio.Event | None = None
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    kept: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, arrival: Arrival) -> int:
        self.asked.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.full:
            raise StoreError("secret path of the disk that is full")
        kept = (arrival.kept, arrival.peer, arrival.mail_from, arrival.rcpt_to, arrival.raw)
        self.mails.append(KeptMail(len(self.mails) + 1, *kept, tls=arrival.tls))
        self.keys.append(arrival.fingerprint)
        self.kept.set()
        return len(self.mails)

    async def write(self, work: Callable[[Records], T]) -> T:
        raise StoreError("this store only keeps mail")

    async def read(self, work: Callable[[Records], T]) -> T:
        raise StoreError("this store only keeps mail")
