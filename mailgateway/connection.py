"""One SMTP or LMTP connection: aiosmtpd, made to read mail in large pieces and never to say or inherit anything after a fault."""

import asyncio
import contextlib
import logging
import re
from asyncio import sslproto
from collections import defaultdict

from aiosmtpd.lmtp import LMTP
from aiosmtpd.proxy_protocol import ProxyData
from aiosmtpd.smtp import SMTP, Envelope, TLSSetupException, syntax

from mailgateway.hooks import Hooks, Keeper, as_text
from mailgateway.limits import Secured

log = logging.getLogger(__name__)

PROXY_SECONDS = 5.0
COMMAND_OCTETS = 1024  # RFC 5321 § 4.5.3.1.4 asks for 512 and room for extensions
_END = b"\r\n.\r\n"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_PLAIN = re.compile(rf"<({_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>(.*)")
_KEPT_NOT = "451 4.3.0 The message could not be kept, please try again later"
_CLOSING = b"421 4.3.2 Closing down, please try again later\r\n"
_TIMED_OUT = b"421 4.4.2 That took too long, please try again\r\n"


class Connection(SMTP):
    """One connection. `peer` is who sends: the other end, or whom the proxy there names."""

    # The reader's buffer: a piece of a mail. Lines may be of any length, as people's programs send them.
    line_length_limit = 64 * 1024
    protocol = "ESMTP"

    def __init__(self, keeper: Keeper, loop: asyncio.AbstractEventLoop) -> None:
        limits = keeper.limits
        # The library keeps these for all connections together, and each new one forgets them.
        self.command_size_limits = defaultdict(lambda: COMMAND_OCTETS)
        super().__init__(
            Hooks(keeper),
            data_size_limit=limits.size,
            enable_SMTPUTF8=True,
            hostname=keeper.domain,
            ident=self.protocol,
            tls_context=keeper.tls,
            timeout=limits.command_seconds,
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
            command_call_limit={
                **dict.fromkeys(("MAIL", "RCPT", "DATA", "RSET"), limits.mails),
                "*": limits.other_commands,
            },
            loop=loop,
        )
        del self._smtp_methods["AUTH"]
        self.gone: asyncio.Future[None] = loop.create_future()
        self.peer = ""
        self._keeper = keeper
        self._receiving = False

    @property
    def tls_version(self) -> str:
        """ "TLSv1.3", or empty where the connection is not encrypted."""
        encrypted = self.session.ssl if self.session is not None else None
        return str(encrypted["ssl_object"].version()) if encrypted else ""

    # who comes and goes

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Lets a known peer in, or a proxy that is to say whom it brings; called once more when TLS begins."""
        if self._original_transport is None:
            self.peer = _host(transport.get_extra_info("peername"))
            proxied = self._keeper.is_proxy(self.peer)
            refusal = self._keeper.crowded() or (None if proxied else self._keeper.unwelcome(self.peer))
            if refusal is not None and isinstance(transport, asyncio.Transport):
                transport.set_protocol(asyncio.Protocol())
                transport.write(refusal)
                transport.close()
                return
            self._proxy_timeout = PROXY_SECONDS if proxied else None
            self._keeper.enter(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Makes room for another connection."""
        self._leave()
        super().connection_lost(error)

    def _leave(self) -> None:
        self._keeper.leave(self)
        if not self.gone.done():
            self.gone.set_result(None)

    def leave_if_idle(self) -> None:
        """Says goodbye, unless a mail is being received."""
        if not self._receiving:
            self._end(_CLOSING)

    def abort(self) -> None:
        """Ends the connection at once."""
        transport = self._original_transport or self.transport
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()

    def _end(self, words: bytes) -> None:
        if isinstance(self.transport, asyncio.WriteTransport) and not self.transport.is_closing():
            self.transport.write(words)
            self.transport.close()

    def _timeout_cb(self) -> None:
        self._end(_TIMED_OUT)
        if self._handler_coroutine is not None:
            self._handler_coroutine.cancel()

    async def introduce(self, data: ProxyData) -> bool:
        """Whom the proxy brings: a sender that may come in by itself, or nobody where the proxy only asks for our health."""
        peer = _host((data.src_addr,)) if data.src_addr is not None else self.peer
        refusal = self._keeper.unwelcome(peer)
        if refusal is not None:
            self._writer.write(refusal)
            return False
        self.peer = peer
        return self._keeper.secured is not Secured.IMPLICIT or await self._encrypted()

    async def _handle_client(self) -> None:
        try:
            brought = self._proxy_timeout is not None
            if brought or self._keeper.secured is not Secured.IMPLICIT or await self._encrypted():
                await super()._handle_client()
        finally:
            self._leave()  # who breaks off a handshake is not reported as lost

    async def _encrypted(self) -> bool:
        """Begins TLS as the library does after STARTTLS; what came together with a proxy's words is the sender's first octets."""
        if self.tls_context is None or self.transport is None:
            return False
        come = bytes(self._reader._buffer)  # type: ignore[attr-defined]
        shaken: asyncio.Future[None] = self.loop.create_future()
        self._tls_protocol = sslproto.SSLProtocol(self.loop, self, self.tls_context, shaken, server_side=True)
        self._original_transport = self.transport
        self._original_transport.set_protocol(self._tls_protocol)
        self.transport = self._tls_protocol._app_transport
        self._tls_protocol.connection_made(self._original_transport)
        while come:
            room = self._tls_protocol.get_buffer(len(come))
            size = min(len(room), len(come))
            room[:size] = come[:size]
            come = come[size:]
            self._tls_protocol.buffer_updated(size)
        with contextlib.suppress(OSError):
            await shaken
        if not self.tls_version:
            self.abort()
        return bool(self.tls_version)

    # what is said

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours is temporary, and the next mail starts from nothing."""
        level = (
            logging.INFO if isinstance(error, TLSSetupException) else logging.ERROR
        )  # that one is the sender's fault
        log.log(level, "an SMTP command failed: %s", type(error).__name__)
        self.envelope = self._create_envelope()
        return _KEPT_NOT

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """The address in a command and what follows it. The library reads all forms, but takes a quarter of a mail's time for it."""
        plain = _PLAIN.fullmatch(arg)
        if plain is not None:
            return plain[1], plain[2]
        try:
            found: tuple[str | None, str | None] = super()._getaddr(arg)
        except Exception:  # an IndexError, for one, where the library foresaw none
            return None, None
        return found

    @syntax("STARTTLS", when="tls_context")
    async def smtp_STARTTLS(self, arg: str | None) -> None:
        """Begins TLS (RFC 3207); whatever came with the command is forgotten."""
        if self.tls_version:
            await self.push("503 5.5.1 TLS is on already")
            return
        await super().smtp_STARTTLS(arg)
        if self._original_transport is not None and not self.tls_version:
            raise asyncio.CancelledError  # the other end has left in the middle

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
                said = await self._received(envelope)
                await self.push("\r\n".join([said] * self._answers(envelope)))
            finally:
                self._receiving = False
                self.envelope = self._create_envelope()
            if self._keeper.stopping:
                self.leave_if_idle()

    def _answers(self, envelope: Envelope) -> int:
        return 1

    async def _received(self, envelope: Envelope) -> str:
        """Answers 250 when the mail is durably kept and 451 when it is not, whatever hindered it."""
        await self.push("354 End with a dot on a line of its own")
        raw = await self._read_mail()
        if raw is None:
            return f"552 5.3.4 The message is larger than {self._keeper.limits.size} octets"
        sender = "" if envelope.mail_from in (None, "<>") else as_text(str(envelope.mail_from))
        try:
            mail_id = await self._keeper.keep(self.peer, self.tls_version, sender, envelope.rcpt_tos, raw)
        except Exception as error:
            log.error("a mail could not be kept: %s", type(error).__name__)
            return _KEPT_NOT
        return f"250 2.0.0 Kept as {mail_id}"

    async def _read_mail(self) -> bytes | None:
        """The mail as it was before dot-stuffing, or None when it is too large; only CRLF.CRLF ends it (CVE-2024-27305)."""
        # The line end of the DATA command is the one before an empty mail's dot.
        self._reader._buffer[:0] = b"\r\n"  # type: ignore[attr-defined]
        pieces: list[bytes] = []
        size, ended = 0, False
        until = self.loop.time() + self._keeper.limits.mail_seconds
        while not ended:
            left = until - self.loop.time()
            self._reset_timeout(max(0.001, min(left, self._keeper.limits.command_seconds)))
            try:
                piece = await self._reader.readuntil(_END)
                ended = True
            except asyncio.LimitOverrunError as overrun:
                piece = await self._reader.readexactly(overrun.consumed)
            size += len(piece)
            pieces.append(piece)
            if size - len(_END) > self._keeper.limits.size:
                pieces.clear()
        self._reset_timeout()
        if not pieces:
            return None
        return b"".join(pieces)[: -len(b".\r\n")].replace(b"\r\n.", b"\r\n")[len(b"\r\n") :]


class LmtpConnection(LMTP, Connection):
    """The same for a mail server on the same machine that wants an answer for each recipient (RFC 2033)."""

    protocol = "LMTP"

    def _answers(self, envelope: Envelope) -> int:
        return len(envelope.rcpt_tos)


def _host(peer: object) -> str:
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""
