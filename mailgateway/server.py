"""The SMTP listener: refuses strangers at RCPT, keeps a mail at DATA, and only then answers 250."""

import asyncio
import logging
import re
import ssl
from collections.abc import Callable, Sequence
from datetime import datetime
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from aiosmtpd.smtp import SMTP, Envelope, Session

from casework.records import Store
from mailgateway.addresses import box_of
from mailgateway.fingerprint import fingerprint

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
_CALLS = {"NOOP": 50, "*": 1000}
_END = b"\r\n.\r\n"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_PLAIN = re.compile(rf"<({_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>(.*)")
_KEPT_NOT = "451 4.3.0 The message could not be kept, please try again later"
_STRANGER = b"554 5.7.1 This server takes mail from its own institution's mail server only\r\n"
_CROWDED = b"421 4.3.2 Too many connections, please try again later\r\n"
_CLOSING = b"421 4.3.2 Closing down, please try again later\r\n"


class Listener:
    """Takes mail for one domain and keeps it in the store.

    `peers` are the networks that may connect: the institution's own mail servers, whose word on the sender is trusted.
    `clock` gives aware UTC, `on_kept` is called after each kept mail, `size_limit` is in octets.
    """

    def __init__(
        self,
        store: Store,
        domain: str,
        peers: Sequence[IPv4Network | IPv6Network],
        clock: Callable[[], datetime],
        on_kept: Callable[[], None],
        *,
        size_limit: int = 50 * MEGABYTE,
        connections: int = 50,
        tls: ssl.SSLContext | None = None,
        require_tls: bool = False,
    ) -> None:
        self.domain = domain
        self.size_limit = size_limit
        self.tls = tls
        self.require_tls = require_tls
        self.stopping = False
        self._store = store
        self._peers = tuple(peers)
        self._clock = clock
        self._on_kept = on_kept
        self._room = connections
        self._connections: set[_Connection] = set()
        self._keeping: set[asyncio.Task[int]] = set()
        self._server: asyncio.Server | None = None

    async def start(self, host: str, port: int) -> tuple[str, int]:
        """Opens the port in the running loop; gives the address it has, also when port 0 let the system choose."""
        # The library writes addresses and command lines at INFO: personal data has no place in a log.
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self, loop), host, port)
        name = self._server.sockets[0].getsockname()
        return str(name[0]), int(name[1])

    @property
    def is_listening(self) -> bool:
        """Whether new connections are taken."""
        return self._server is not None and self._server.is_serving()

    async def stop(self, limit_seconds: float) -> None:
        """Takes no new connection, lets what is being received end within the limit, then closes the rest.

        A mail whose bytes have all come is kept in any case; one that was cut off will be sent again.
        """
        self.stopping = True
        if self._server is not None:
            self._server.close()
        for connection in tuple(self._connections):
            connection.leave_if_idle()
        left = [connection.gone for connection in self._connections]
        if left:
            await asyncio.wait(left, timeout=limit_seconds)
        for connection in tuple(self._connections):
            connection.abort()
        if self._keeping:
            await asyncio.wait(self._keeping)

    def refusal(self, host: str) -> bytes | None:
        """What a new connection from that address is sent away with, or None when it may come in."""
        if not self._knows(host):
            return _STRANGER
        return _CROWDED if self.stopping or len(self._connections) >= self._room else None

    def enter(self, connection: "_Connection") -> None:
        """Counts a connection."""
        self._connections.add(connection)

    def leave(self, connection: "_Connection") -> None:
        """Counts a connection no longer."""
        self._connections.discard(connection)

    async def keep(self, peer: str, mail_from: str, rcpt_to: Sequence[str], raw: bytes) -> int:
        """Keeps a mail durably and gives its id; a sender that hangs up does not stop what has begun."""
        task = asyncio.create_task(self._durably(peer, mail_from, tuple(rcpt_to), raw))
        self._keeping.add(task)
        task.add_done_callback(self._kept)
        return await asyncio.shield(task)

    async def _durably(self, peer: str, mail_from: str, rcpt_to: tuple[str, ...], raw: bytes) -> int:
        kept = self._clock()
        large = len(raw) > MEGABYTE  # hashing it here would stop everybody else for a while
        key = await asyncio.to_thread(fingerprint, raw, rcpt_to) if large else fingerprint(raw, rcpt_to)
        return await self._store.keep(kept, peer, mail_from, rcpt_to, raw, key)

    def _kept(self, task: asyncio.Task[int]) -> None:
        self._keeping.discard(task)
        if not task.cancelled() and task.exception() is None:
            self._on_kept()

    def _knows(self, host: str) -> bool:
        try:
            address = ip_address(host.partition("%")[0])
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in network for network in self._peers)


class _Hooks:
    """What aiosmtpd asks at each step. No hook may raise: the library would answer 500 with the error's text."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes our own addresses and refuses the rest for good (RFC 3463: 5.1.1)."""
        if box_of(address, self._listener.domain) is None:
            return "550 5.1.1 There is no such address here; write to begrunnelse@, klage@, formellfeil@ or sak@"
        envelope.rcpt_tos.append(_text(address))
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answers 250 when the mail is durably kept and 451 when it is not, whatever hindered it."""
        raw = envelope.original_content or b""
        sender = "" if envelope.mail_from in (None, "<>") else _text(str(envelope.mail_from))
        try:
            mail_id = await self._listener.keep(_host(session.peer), sender, envelope.rcpt_tos, raw)
        except Exception as error:
            log.error("a mail could not be kept: %s", type(error).__name__)
            return _KEPT_NOT
        return f"250 2.0.0 Kept as {mail_id}"


class _Connection(SMTP):
    """One connection of aiosmtpd, made to read mail in large pieces and never to say or inherit anything after a fault."""

    # The reader's buffer: a piece of a mail. Lines may be of any length, as people's programs send them.
    line_length_limit = 64 * 1024

    def __init__(self, listener: Listener, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(
            _Hooks(listener),
            data_size_limit=listener.size_limit,
            enable_SMTPUTF8=True,
            hostname=listener.domain,
            ident="ESMTP",
            tls_context=listener.tls,
            require_starttls=listener.require_tls,
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
            command_call_limit=_CALLS,
            loop=loop,
        )
        self.gone: asyncio.Future[None] = loop.create_future()
        self._listener = listener
        self._receiving = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Lets a known peer in; called once more when TLS begins."""
        if self._original_transport is None:
            refusal = self._listener.refusal(_host(transport.get_extra_info("peername")))
            if refusal is not None and isinstance(transport, asyncio.Transport):
                transport.set_protocol(asyncio.Protocol())
                transport.write(refusal)
                transport.close()
                return
            self._listener.enter(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Makes room for another connection."""
        self._listener.leave(self)
        if not self.gone.done():
            self.gone.set_result(None)
        super().connection_lost(error)

    def leave_if_idle(self) -> None:
        """Says goodbye, unless a mail is being received."""
        if not self._receiving and isinstance(self.transport, asyncio.WriteTransport):
            self.transport.write(_CLOSING)
            self.transport.close()

    def abort(self) -> None:
        """Ends the connection at once."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours is temporary, and the next mail starts from nothing."""
        log.error("an SMTP command failed: %s", type(error).__name__)
        self.envelope = self._create_envelope()
        return _KEPT_NOT

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """The address in a command and what follows it. The library reads all forms, but takes a quarter of a mail's time for it."""
        plain = _PLAIN.fullmatch(arg)
        found: tuple[str | None, str | None] = (plain[1], plain[2]) if plain else super()._getaddr(arg)
        return found

    async def smtp_DATA(self, arg: str | None) -> None:
        """Receives and keeps one mail (RFC 5321 § 4.1.1.4), then forgets its envelope whatever happened."""
        if await self.check_helo_needed():
            return
        envelope = self.envelope
        if envelope is None or not envelope.rcpt_tos:
            await self.push("503 5.5.1 RCPT is needed first")
        elif arg:
            await self.push("501 5.5.4 DATA takes no argument")
        else:
            self._receiving = True
            try:
                await self.push(await self._received(envelope))
            finally:
                self._receiving = False
                self.envelope = self._create_envelope()
            if self._listener.stopping:
                self.leave_if_idle()

    async def _received(self, envelope: Envelope) -> str:
        await self.push("354 End with a dot on a line of its own")
        raw = await self._read_mail()
        if raw is None:
            return f"552 5.3.4 The message is larger than {self._listener.size_limit} octets"
        envelope.original_content = envelope.content = raw
        return str(await self._call_handler_hook("DATA"))

    async def _read_mail(self) -> bytes | None:
        """The mail as it was before dot-stuffing, or None when it is too large; only CRLF.CRLF ends it (CVE-2024-27305)."""
        # The line end of the DATA command is the one before an empty mail's dot.
        self._reader._buffer[:0] = b"\r\n"  # type: ignore[attr-defined]
        pieces: list[bytes] = []
        size, ended = 0, False
        while not ended:
            try:
                piece = await self._reader.readuntil(_END)
                ended = True
            except asyncio.LimitOverrunError as overrun:
                piece = await self._reader.readexactly(overrun.consumed)
            self._reset_timeout()
            size += len(piece)
            pieces.append(piece)
            if size - len(_END) > self._listener.size_limit:
                pieces.clear()
        if not pieces:
            return None
        return b"".join(pieces)[: -len(b".\r\n")].replace(b"\r\n.", b"\r\n")[len(b"\r\n") :]


def _host(peer: object) -> str:
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""


def _text(address: str) -> str:
    """An address as a database can keep it: octets that are no UTF-8, and NUL, are replaced."""
    return address.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "\ufffd")
