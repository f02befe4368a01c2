"""`fristvakt check --mail`: a mail with forged marks goes through the server in front, and what arrives tells whether they would count."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import aiosmtplib

from casework.messages import Box, KeptMail, Verdict
from casework.records import StoreError
from fristvakt.checking import Line
from fristvakt.opening import open_mint, open_store, trust_of
from fristvakt.settings import BadSettings, Settings
from mailgateway.probe import FORGED, Outcome, arrived, probe
from store.database import Database

SECONDS = 60.0  # a server may look at a mail for so long before it hands it on
LOOK_SECONDS = 0.2
AT_ONCE = 50
PORT = 25


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server in front takes mail from the world."""

    host: str
    port: int


def door_of(settings: Settings, through: str) -> Door | None:
    """The server in front: what was named as host or host:port, else the first host in the settings that is a name of one machine."""
    host, _, port = through.partition(":") if through else ("", "", "")
    named = [name for name in settings.mail_server.split(", ") if name and not name.startswith(".")]
    host = host or next(iter(named), "")
    return Door(host, int(port) if port.isdecimal() else PORT) if host else None


async def try_mail(settings: Settings, through: str = "", seconds: float = SECONDS) -> list[Line]:
    """Sends the probe and waits so long for it; the service must be running, as it is what takes the mail."""
    if settings.authserv_id is None:
        verdict = settings.unchecked_verdict
        says = f"no mail server stands in front: every sender counts as {verdict}, a forged one too"
        return [Line("forged senders", verdict is not Verdict.AUTHENTICATED, says)]
    door = door_of(settings, through)
    if door is None:
        says = "name the server that takes your mail from the world: fristvakt check --mail --through HOST:PORT"
        return [Line("forged senders", False, says)]
    try:
        async with await open_store(settings) as store:
            return await _tried(settings, store, door, seconds)
    except (BadSettings, StoreError) as fault:
        return [Line("forged senders", False, str(fault))]


async def _tried(settings: Settings, store: Database, door: Door, seconds: float) -> list[Line]:
    nonce, trust = secrets.token_hex(16), trust_of(settings)
    to = f"{Box.POSTMASTER}@{settings.mail_domain}"
    newest = await store.read(lambda records: records.newest_mail())
    try:
        raw = probe(open_mint(settings), trust, to, nonce, datetime.now(UTC))
        async with aiosmtplib.SMTP(hostname=door.host, port=door.port, timeout=seconds, start_tls=False) as smtp:
            await smtp.sendmail("", [to], raw)
    except (aiosmtplib.SMTPException, OSError) as fault:
        code = getattr(fault, "code", "") or type(fault).__name__
        return [Line("forged senders", False, f"{door.host}:{door.port} did not take the mail that tries it ({code})")]
    try:
        async with asyncio.timeout(seconds):
            return _told(settings, await _found(store, newest, nonce, settings))
    except TimeoutError:
        says = (
            f"{door.host} took the mail, but it did not arrive within {seconds:.0f} s: is the service running, and does the server "
            f"hand mail for {settings.mail_domain} to it?"
        )
        return [Line("forged senders", False, says)]


async def _found(store: Database, newest: int, nonce: str, settings: Settings) -> Outcome:
    trust = trust_of(settings)
    while True:
        mails = await _after(store, newest)
        newest = max((kept.id for kept in mails), default=newest)
        for kept in mails:
            if outcome := arrived(kept.raw, nonce, trust):
                return outcome
        await asyncio.sleep(LOOK_SECONDS)


async def _after(store: Database, mail_id: int) -> Sequence[KeptMail]:
    return await store.read(lambda records: records.mails_after(mail_id, AT_ONCE))


def _told(settings: Settings, outcome: Outcome) -> list[Line]:
    believed = (
        f"{outcome.believed} of {FORGED} forged fields would count as your server's own." if outcome.believed else ""
    )
    if not outcome.was_there:
        seen = ", ".join(outcome.servers) or "none"
        says = f"No Received of {settings.mail_server} came with the mail, so nobody would be authenticated; the servers are: {seen}."
        return [Line("forged senders", False, f"{believed} {says} Name yours in FRISTVAKT_MAIL_SERVER.".strip())]
    if outcome.believed:
        duty = (
            "It must write its Received and its Authentication-Results above everything that came with a mail, and take away "
            "those that bear its name."
        )
        return [Line("forged senders", False, f"{believed} {duty}")]
    gone = FORGED - outcome.below
    forged = f"none of {FORGED} forged fields counts: {gone} taken away, {outcome.below} left below the server's own"
    spoke = "it says what it found of a sender"
    silent = (
        "it said nothing of this sender. If it takes this machine for one of its own, that is right; else nobody is ever "
        "authenticated. Look at a student's mail with fristvakt mail show."
    )
    return [
        Line("forged senders", True, forged),
        Line("word of the mail server", True, spoke if outcome.spoke else silent),
    ]
