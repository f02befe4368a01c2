"""The relay that takes our letters: one connection and one recipient a letter, and what each of its answers means for the letter."""

import asyncio
import contextlib
import re
import ssl
from dataclasses import dataclass, field
from enum import StrEnum

import aiosmtplib

from casework.courier import Delivery, Fate

_ADDRESS = re.compile(r"<?[^\s<>@]{1,100}@[^\s<>@]{1,255}>?")
_ANSWER_LIMIT = 200
_CLOSING = 421
_TOO_LARGE = 552
_FAREWELL_SECONDS = 2.0

_Fault = (aiosmtplib.SMTPException, OSError, ValueError)


class Tls(StrEnum):
    """How the connection to the relay is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


@dataclass(frozen=True, slots=True)
class Relay:
    """The institution's outgoing mail server; `timeout` in seconds for each step. `context` None means the system's own trust."""

    host: str
    port: int = 25
    tls: Tls = Tls.NONE
    username: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    context: ssl.SSLContext | None = None

    async def take(self, own_name: str, sender: str, to: str, final: bytes) -> Delivery:
        """Hands one letter over and tells what became of it; never raises for what the relay says or leaves unsaid.

        Up to MAIL nothing of the letter is said, so whatever goes wrong there is the relay's affair and not the letter's.
        """
        connection = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            username=self.username or None,
            password=self.password or None,
            local_hostname=own_name,
            timeout=self.timeout,
            use_tls=self.tls is Tls.IMPLICIT,
            start_tls=self.tls is Tls.STARTTLS,
            tls_context=self.context,
        )
        try:
            delivery = await _said(connection, sender, to, final)
            with contextlib.suppress(*_Fault, TimeoutError):
                await asyncio.wait_for(connection.quit(), _FAREWELL_SECONDS)
            return delivery
        finally:
            connection.close()


async def _said(connection: aiosmtplib.SMTP, sender: str, to: str, final: bytes) -> Delivery:
    try:
        await connection.connect()
        await connection.mail(sender)
    except aiosmtplib.SMTPSenderRefused as refused:
        return Delivery(Fate.NEVER if refused.code == _TOO_LARGE else Fate.AWAY, _words(refused))
    except _Fault as fault:
        return Delivery(Fate.AWAY, _words(fault))
    try:
        await connection.rcpt(to)
    except _Fault as fault:
        return _failed(fault, Fate.BROKEN_OFF)
    try:
        taken = await connection.data(final)
    except _Fault as fault:
        return _failed(fault, Fate.UNKNOWN)
    return Delivery(Fate.DONE, _short(f"{taken.code} {taken.message}"))


def _failed(fault: Exception, without_answer: Fate) -> Delivery:
    """What an answer says, or what it means that none came which can be understood."""
    code = fault.code if isinstance(fault, aiosmtplib.SMTPResponseException) else 0
    if code == _CLOSING:
        return Delivery(Fate.BROKEN_OFF, _words(fault))
    fates = {4: Fate.LATER, 5: Fate.NEVER}
    return Delivery(fates.get(code // 100, without_answer), _words(fault))


def _words(fault: Exception) -> str:
    if isinstance(fault, aiosmtplib.SMTPResponseException):
        return _short(f"{fault.code} {fault.message}")
    return f"no answer from the relay: {type(fault).__name__}"


def _short(answer: str) -> str:
    """The relay's words without any address in them."""
    return _ADDRESS.sub("…", " ".join(answer.split()))[:_ANSWER_LIMIT]
