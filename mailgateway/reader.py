"""Kept mail is read: understood outside any transaction, then given to the desk; one bad mail never stops the rest."""

import asyncio
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import PurePath

from casework.messages import Bounce, Box, IncomingMail, KeptMail, Machine
from casework.records import Store
from casework.refusals import Overtaken
from mailgateway.addresses import Mint, Token, box_of
from mailgateway.intent import intent_of
from mailgateway.machine import bounce_of, machine_of
from mailgateway.parsing import ParsedMail, parse
from mailgateway.quotes import short_words, split
from mailgateway.trust import Trust, received_at, verdict

log = logging.getLogger(__name__)

_AT_ONCE = 50

Receive = Callable[[IncomingMail, datetime], Awaitable[object]]


def understand(kept: KeptMail, mint: Mint, trust: Trust) -> IncomingMail:
    """What a kept mail says. Pure; a mail that cannot be read still gives its sender, subject and time."""
    mail = parse(kept.raw)
    parts = split(mail.text)
    boxes = _boxes(kept, mint)
    machine = machine_of(mail, kept.mail_from, mint)
    bounce = bounce_of(mail) if machine is Machine.BOUNCE else None
    token = _token(kept, mail, bounce, mint)
    return IncomingMail(
        id=kept.id,
        received=received_at(mail.fields, kept.kept, trust),
        kept=kept.kept,
        sender=mail.sender,
        verdict=verdict(mail.fields, mail.sender, trust),
        boxes=boxes,
        subject=mail.subject,
        text=parts.visible,
        intent=intent_of(boxes, mail.subject, parts.visible),
        words=short_words(parts.visible),
        elided="\n\n".join(part for part in (parts.elided, mail.forwarded) if part),
        message_id=mail.message_id,
        references=mail.references,
        token_case=token.case if token else None,
        token_outgoing=token.outgoing if token else None,
        machine=machine,
        bounce=bounce,
    )


class Reader:
    """Reads what the listener kept.

    `receive` is the desk's: in one transaction it acts and marks the mail as understood. `clock` gives aware UTC.
    """

    def __init__(self, store: Store, receive: Receive, mint: Mint, trust: Trust, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._receive = receive
        self._mint = mint
        self._trust = trust
        self._clock = clock
        self._reading = asyncio.Lock()

    async def read_kept(self) -> int:
        """Reads every mail that waits, each at most once a call; gives how many were understood."""
        async with self._reading:
            return await self._read_waiting()

    async def _read_waiting(self) -> int:
        tried: set[int] = set()
        understood = 0
        while True:
            waiting = await self._store.read(lambda records: records.unread(_AT_ONCE))
            fresh = [kept for kept in waiting if kept.id not in tried]
            if not fresh:
                return understood
            for kept in fresh:
                tried.add(kept.id)
                understood += await self._read(kept)

    async def run(self, stop: asyncio.Event, wake: asyncio.Event, pause: float = 5.0) -> None:
        """Reads whenever it is woken, and every `pause` seconds, until `stop` is set; finishes what it has begun."""
        while not stop.is_set():
            wake.clear()
            try:
                await self.read_kept()
            except Exception as error:
                log.error("kept mail could not be fetched: %s", type(error).__name__)
            try:
                await asyncio.wait_for(wake.wait(), pause)
            except TimeoutError:
                continue

    async def _read(self, kept: KeptMail) -> bool:
        try:
            mail = await asyncio.to_thread(understand, kept, self._mint, self._trust)
            await self._receive(mail, self._clock())
        except Overtaken:
            return False  # another process has read it meanwhile
        except Exception as error:
            await self._set_aside(kept, error)
            return False
        return True

    async def _set_aside(self, kept: KeptMail, error: Exception) -> None:
        """Counts a failed try. The log names the place of the fault and a reference, never a word of the mail."""
        reference = secrets.token_hex(4)
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{PurePath(place.filename).name}:{place.lineno}"
        log.error("mail %d not understood, reference %s: %s at %s", kept.id, reference, type(error).__name__, where)
        await self._store.write(lambda records: records.not_understood(kept.id, reference, self._clock()))


def _boxes(kept: KeptMail, mint: Mint) -> tuple[Box, ...]:
    named = (box_of(address, mint.domain) for address in kept.rcpt_to)
    return tuple(dict.fromkeys(box for box in named if box is not None))


def _token(kept: KeptMail, mail: ParsedMail, bounce: Bounce | None, mint: Mint) -> Token | None:
    """What the mail answers: by the address it came to, else by the message it sends back, else by those it refers to."""
    returned = bounce.returned_message_id if bounce else ""
    by_address = (mint.read_reply(address) for address in kept.rcpt_to)
    by_message = (mint.read_message_id(message_id) for message_id in (returned, *mail.references))
    return next((token for token in (*by_address, *by_message) if token is not None), None)
