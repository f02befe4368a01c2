"""The listener: who may bring mail and how much of it at once, and that a mail is kept before anybody is told 250."""

import asyncio
import logging
import ssl
from collections.abc import Callable, Sequence
from datetime import datetime
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from casework.messages import Arrival
from casework.records import Store
from mailgateway.connection import Connection, LmtpConnection
from mailgateway.fingerprint import fingerprint
from mailgateway.hooks import Sender
from mailgateway.limits import MEGABYTE, Limits, Secured

log = logging.getLogger(__name__)

Networks = Sequence[IPv4Network | IPv6Network]

_STRANGER = b"554 5.7.1 This server takes mail from its own institution's mail server only\r\n"
_CROWDED = b"421 4.3.2 Too many connections, please try again later\r\n"
_TOO_MANY = b"421 4.7.0 Too many connections from you, please try again later\r\n"


class Listener:
    """Takes mail for one domain and keeps it in the store.

    `peers` are the networks that may bring mail: the institution's own mail servers, whose word on the sender is trusted. A
    connection from `proxies` begins with the PROXY protocol and counts as who is named there; from nobody else is it understood.
    `clock` gives aware UTC, `on_kept` is called after each kept mail, `free` gives the octets that are left for the database, None
    where that cannot be known.
    """

    def __init__(
        self,
        store: Store,
        domain: str,
        peers: Networks,
        clock: Callable[[], datetime],
        on_kept: Callable[[], None],
        *,
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
        secured: Secured = Secured.OFFERED,
        proxies: Networks = (),
        free: Callable[[], int | None] = lambda: None,
    ) -> None:
        if tls is None and secured is not Secured.OFFERED:
            raise ValueError("TLS needs a certificate")
        self.domain = domain
        self.limits = limits or Limits()
        self.tls = tls
        self.secured = secured
        self.stopping = False
        self._store = store
        self._peers = tuple(peers)
        self._proxies = tuple(proxies)
        self._clock = clock
        self._on_kept = on_kept
        self._free = free
        self._connections: set[Sender] = set()
        self._keeping: set[asyncio.Task[int]] = set()
        self._servers: list[asyncio.Server] = []

    async def start(self, host: str, port: int, *, lmtp: bool = False) -> tuple[str, int]:
        """Opens a port in the running loop; gives the address it has, also when port 0 let the system choose. May be called again."""
        # The library writes addresses and command lines at INFO: personal data has no place in a log.
        for name in ("mail.log", "mail.debug"):
            logging.getLogger(name).setLevel(logging.ERROR)
        loop = asyncio.get_running_loop()
        kind = LmtpConnection if lmtp else Connection
        server = await loop.create_server(lambda: kind(self, loop), host, port)
        self._servers.append(server)
        name = server.sockets[0].getsockname()
        return str(name[0]), int(name[1])

    @property
    def is_listening(self) -> bool:
        """Whether new connections are taken."""
        return bool(self._servers) and all(server.is_serving() for server in self._servers)

    async def stop(self, limit_seconds: float) -> None:
        """Takes no new connection, lets what is being received end within the limit, then closes the rest.

        A mail whose bytes have all come is kept in any case; one that was cut off will be sent again.
        """
        self.stopping = True
        for server in self._servers:
            server.close()
        for connection in tuple(self._connections):
            connection.leave_if_idle()
        left = [connection.gone for connection in self._connections]
        if left:
            await asyncio.wait(left, timeout=limit_seconds)
        for connection in tuple(self._connections):
            connection.abort()
        if self._keeping:
            await asyncio.wait(self._keeping, timeout=self.limits.keep_seconds)

    # what a connection asks

    def is_proxy(self, host: str) -> bool:
        """Whether the other end brings others and says whom."""
        return _within(host, self._proxies)

    def crowded(self) -> bytes | None:
        """What a new connection is sent away with when there is no room, or None."""
        return _CROWDED if self.stopping or len(self._connections) >= self.limits.connections else None

    def unwelcome(self, host: str) -> bytes | None:
        """What a sender is sent away with that may not come in, or None."""
        if not _within(host, self._peers):
            return _STRANGER
        there = sum(connection.peer == host for connection in self._connections)
        return _TOO_MANY if there >= self.limits.per_peer else None

    def enter(self, connection: Sender) -> None:
        """Counts a connection."""
        self._connections.add(connection)

    def leave(self, connection: Sender) -> None:
        """Counts it no longer."""
        self._connections.discard(connection)

    def has_space(self) -> bool:
        """Whether the largest mail could be kept now."""
        free = self._free()
        return free is None or free >= self.limits.free

    async def keep(self, peer: str, tls: str, mail_from: str, rcpt_to: Sequence[str], raw: bytes) -> int:
        """Keeps a mail durably and gives its id; a sender that hangs up does not stop what has begun.

        Raises TimeoutError when a database takes too long: the mail may still be kept then, and the sender's next try is recognised.
        """
        task = asyncio.create_task(self._durably(peer, tls, mail_from, tuple(rcpt_to), raw))
        self._keeping.add(task)
        task.add_done_callback(self._kept)
        async with asyncio.timeout(self.limits.keep_seconds):
            return await asyncio.shield(task)

    async def _durably(self, peer: str, tls: str, mail_from: str, rcpt_to: tuple[str, ...], raw: bytes) -> int:
        kept = self._clock()
        large = len(raw) > MEGABYTE  # hashing it here would stop everybody else for a while
        key = await asyncio.to_thread(fingerprint, raw, rcpt_to) if large else fingerprint(raw, rcpt_to)
        return await self._store.keep(Arrival(kept, peer, mail_from, rcpt_to, raw, key, tls))

    def _kept(self, task: asyncio.Task[int]) -> None:
        self._keeping.discard(task)
        if not task.cancelled() and task.exception() is None:
            self._on_kept()


def _within(host: str, networks: Networks) -> bool:
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in networks)
