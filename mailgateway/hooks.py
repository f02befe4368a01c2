"""What aiosmtpd asks at each step of a mail, and what it is answered."""

import asyncio
import logging
import ssl
from collections.abc import Sequence
from typing import Protocol

from aiosmtpd.proxy_protocol import ProxyData
from aiosmtpd.smtp import Envelope, Session

from mailgateway.addresses import box_of
from mailgateway.limits import Limits, Secured

log = logging.getLogger(__name__)


class Keeper(Protocol):
    """The listener, as a connection knows it."""

    domain: str
    limits: Limits
    tls: ssl.SSLContext | None
    secured: Secured
    stopping: bool

    def is_proxy(self, host: str) -> bool:
        """Whether the other end brings others and says whom."""
        ...

    def crowded(self) -> bytes | None:
        """What a new connection is sent away with when there is no room, or None."""
        ...

    def unwelcome(self, host: str) -> bytes | None:
        """What a sender is sent away with that may not come in, or None."""
        ...

    def enter(self, connection: "Sender") -> None:
        """Counts a connection."""
        ...

    def leave(self, connection: "Sender") -> None:
        """Counts it no longer."""
        ...

    def has_space(self) -> bool:
        """Whether the largest mail could be kept now."""
        ...

    async def keep(self, peer: str, tls: str, mail_from: str, rcpt_to: Sequence[str], raw: bytes) -> int:
        """Keeps a mail durably and gives its id."""
        ...


class Sender(Protocol):
    """A connection, as the hooks and the listener know it. `peer` is the sender's address, `tls_version` empty without TLS."""

    peer: str
    gone: asyncio.Future[None]

    @property
    def tls_version(self) -> str: ...
    async def introduce(self, data: ProxyData) -> bool: ...
    def leave_if_idle(self) -> None: ...
    def abort(self) -> None: ...


class Hooks:
    """What aiosmtpd asks at each step. No hook may raise: the library would answer 500 with the error's text."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    async def handle_PROXY(self, server: Sender, session: Session, envelope: Envelope, data: ProxyData) -> bool:
        """Whether the one behind the proxy may come in."""
        return await server.introduce(data)

    async def handle_EHLO(
        self, server: Sender, session: Session, envelope: Envelope, host: str, lines: list[str]
    ) -> list[str]:
        """What is offered: nobody logs in here, and commands may come together (RFC 2920)."""
        session.host_name = host
        first, *rest = (line for line in lines if not line.startswith("250-AUTH"))
        return [first, "250-PIPELINING", *rest]

    async def handle_MAIL(
        self, server: Sender, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes a mail on only where it may travel and where there is room for it (RFC 3207 § 4, RFC 3463: 4.3.1)."""
        if self._keeper.tls is not None and self._keeper.secured is not Secured.OFFERED and not server.tls_version:
            return "530 5.7.0 Begin with STARTTLS"
        if not self._keeper.has_space():
            log.error("mail is turned away: the disk of the database is nearly full")
            return "452 4.3.1 Too little room for mail, please try again later"
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: Sender, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes our own addresses and refuses the rest for good (RFC 3463: 5.1.1)."""
        if box_of(address, self._keeper.domain) is None:
            return "550 5.1.1 There is no such address here; write to begrunnelse@, klage@, formellfeil@ or sak@"
        if len(envelope.rcpt_tos) >= self._keeper.limits.recipients:
            return f"452 4.5.3 No more than {self._keeper.limits.recipients} recipients a message"
        envelope.rcpt_tos.append(as_text(address))
        return "250 2.1.5 OK"


def as_text(address: str) -> str:
    """An address as a database can keep it: octets that are no UTF-8, and NUL, are replaced."""
    return address.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "\ufffd")
