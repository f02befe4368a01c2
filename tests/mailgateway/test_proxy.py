"""The PROXY protocol, versions 1 and 2: believed from the named proxy, and from nobody else."""

import asyncio
import contextlib
import socket
import ssl
import struct
from contextlib import AbstractAsyncContextManager
from ipaddress import ip_network
from pathlib import Path

import pytest

from mailgateway import connection
from mailgateway.limits import Limits, Secured
from tests.mailgateway.certificate import certificate
from tests.mailgateway.conftest import Start
from tests.mailgateway.memory import Memory
from tests.mailgateway.talking import Talk, answer, connected, deliver, greeted, say, secured

PROXY = "127.0.0.9"
SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"
V1 = b"PROXY TCP4 192.0.2.7 192.0.2.1 40000 25\r\n"
V1_SIX = b"PROXY TCP6 2001:db8::7 2001:db8::1 40000 25\r\n"
MAIL = b"\r\nx\r\n.\r\n"


def v2(source: str, command: int = 1) -> bytes:
    """A header of version 2 for TCP over IPv4; command 0 is the proxy's own, for its health checks."""
    addresses = socket.inet_aton(source) + socket.inet_aton("192.0.2.1") + struct.pack("!HH", 40000, 25)
    return SIGNATURE + struct.pack("!BBH", 0x20 | command, 0x11, len(addresses)) + addresses


@pytest.fixture
async def behind(start: Start) -> int:
    """The port of a listener that a proxy stands in front of."""
    peers = [ip_network("192.0.2.0/24"), ip_network("2001:db8::/32"), ip_network("127.0.0.1/32")]
    return await start(peers=peers, proxies=[ip_network(f"{PROXY}/32")])


def through(port: int, header: bytes) -> AbstractAsyncContextManager[Talk]:
    return greeted(port, first=header, source=PROXY)


async def ended(port: int, header: bytes) -> str:
    """What is said to somebody who is not let in."""
    async with connected(port, first=header, source=PROXY) as talk:
        return (await asyncio.wait_for(talk[0].read(), 5)).decode()


@pytest.mark.parametrize(
    ("header", "peer"), [(V1, "192.0.2.7"), (V1_SIX, "2001:db8::7"), (v2("192.0.2.8"), "192.0.2.8")]
)
async def test_mail_through_the_proxy_is_kept_as_its_senders(
    behind: int, store: Memory, header: bytes, peer: str
) -> None:
    async with through(behind, header) as talk:
        assert (await deliver(talk, MAIL)).startswith("250")
    assert store.mails[0].peer == peer


@pytest.mark.parametrize("header", [b"PROXY TCP4 198.51.100.7 192.0.2.1 40000 25\r\n", v2("198.51.100.7")])
async def test_stranger_behind_the_proxy_is_turned_away(behind: int, header: bytes) -> None:
    assert (await ended(behind, header)).startswith("554 5.7.1")


@pytest.mark.parametrize("header", [V1, v2("192.0.2.8")])
async def test_header_from_anybody_else_is_not_believed(behind: int, store: Memory, header: bytes) -> None:
    async with connected(behind, first=header) as talk:
        said = await answer(talk) + await answer(talk)
        assert "500" in said
        await say(talk, "RSET")
    async with greeted(behind) as talk:
        assert (await deliver(talk, MAIL)).startswith("250")
    assert store.mails[0].peer == "127.0.0.1"


@pytest.mark.parametrize("header", [b"PROXY UNKNOWN\r\n", v2("192.0.2.8", command=0)[:13] + b"\x00\x00\x00"])
async def test_proxy_that_speaks_for_itself_is_judged_by_its_own_address(behind: int, header: bytes) -> None:
    assert (await ended(behind, header)).startswith("554 5.7.1")


@pytest.mark.parametrize(
    "header",
    [
        b"EHLO mx.example.no\r\n",
        b"PROXY TCP4 192.0.2.7\r\n",
        b"PROXY TCP4 nonsense 192.0.2.1 1 25\r\n",
        b"PROXY TCP4 192.0.2.7 192.0.2.1 40000 25 more\r\n",
        b"PROXY " + b"x" * 300 + b"\r\n",
        SIGNATURE + b"\x31\x11\x00\x0c" + b"\x00" * 12,
        SIGNATURE + b"\x21\x11\x00\x04\x00\x00\x00\x00",
    ],
)
async def test_proxy_that_does_not_say_whom_it_brings_is_not_greeted(behind: int, header: bytes) -> None:
    assert await ended(behind, header) == ""


async def test_proxy_that_says_nothing_is_not_waited_for(behind: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PROXY_SECONDS", 0.05)
    assert "220" not in await ended(behind, b"")


async def test_room_is_counted_by_sender_and_not_by_proxy(start: Start) -> None:
    network, proxy = ip_network("192.0.2.0/24"), ip_network(f"{PROXY}/32")
    port = await start(peers=[network], proxies=[proxy], limits=Limits(per_peer=1))
    async with through(port, v2("192.0.2.7")), through(port, v2("192.0.2.8")):
        assert (await ended(port, v2("192.0.2.7"))).startswith("421 4.7.0")


class InOneSegment(asyncio.Protocol):
    """A sender whose first octets of TLS come in the same segment as the proxy's words."""

    def __init__(self, client: ssl.SSLContext) -> None:
        self.out, self.heard = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = client.wrap_bio(self.heard, self.out, server_hostname="localhost")
        self.greeting: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        with contextlib.suppress(ssl.SSLWantReadError):
            self.tls.do_handshake()
        transport.write(V1 + self.out.read())

    def data_received(self, data: bytes) -> None:
        self.heard.write(data)
        with contextlib.suppress(ssl.SSLWantReadError):
            self.tls.do_handshake()
            self.transport.write(self.out.read())
            self.greeting.set_result(self.tls.read())


async def test_implicit_tls_may_begin_together_with_the_proxys_words(start: Start, tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    networks = {"peers": [ip_network("192.0.2.0/24")], "proxies": [ip_network(f"{PROXY}/32")]}
    port = await start(**networks, tls=server, secured=Secured.IMPLICIT)
    transport, sender = await asyncio.get_running_loop().create_connection(
        lambda: InOneSegment(client), "127.0.0.1", port, local_addr=(PROXY, 0)
    )
    assert (await asyncio.wait_for(sender.greeting, 5)).startswith(b"220")
    transport.close()


async def test_starttls_does_not_forget_who_was_brought(start: Start, store: Memory, tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    port = await start(peers=[ip_network("192.0.2.0/24")], proxies=[ip_network(f"{PROXY}/32")], tls=server)
    async with through(port, V1) as talk:
        await secured(talk, client)
        await say(talk, "EHLO mx.example.no")
        assert (await deliver(talk, MAIL)).startswith("250")
    assert [(kept.peer, kept.tls) for kept in store.mails] == [("192.0.2.7", "TLSv1.3")]
