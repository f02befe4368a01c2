"""SMTP spoken word by word over a socket."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

DOMAIN = "eksamen.example.no"
Talk = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def answer(talk: Talk) -> str:
    lines = [await talk[0].readline()]
    while lines[-1][3:4] == b"-":
        lines.append(await talk[0].readline())
    return b"".join(lines).decode()


async def say(talk: Talk, line: str) -> str:
    talk[1].write(line.encode() + b"\r\n")
    return await answer(talk)


@asynccontextmanager
async def connected(
    port: int, *, first: bytes = b"", tls: ssl.SSLContext | None = None, source: str = "127.0.0.1"
) -> AsyncIterator[Talk]:
    """A connection from that address on which nothing has been said but `first`."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=tls, local_addr=(source, 0))
    writer.write(first)
    try:
        yield reader, writer
    finally:
        writer.close()


@asynccontextmanager
async def greeted(port: int, hello: str = "EHLO", **how: Any) -> AsyncIterator[Talk]:
    """A connection on which both have said hello."""
    async with connected(port, **how) as talk:
        assert (await answer(talk)).startswith("220")
        assert (await say(talk, f"{hello} mx.example.no")).startswith("250")
        yield talk


async def envelope(talk: Talk, sender: str = "<kari@student.example.no>", to: str = "begrunnelse") -> None:
    assert (await say(talk, f"MAIL FROM:{sender}")).startswith("250")
    assert (await say(talk, f"RCPT TO:<{to}@{DOMAIN}>")).startswith("250")


async def deliver(talk: Talk, data: bytes, **whom: str) -> str:
    await envelope(talk, **whom)
    assert (await say(talk, "DATA")).startswith("354")
    talk[1].write(data)
    return await answer(talk)


async def secured(talk: Talk, client: ssl.SSLContext, injected: bytes = b"") -> None:
    """Begins TLS on the connection, with `injected` in the same segment as the command."""
    talk[1].write(b"STARTTLS\r\n" + injected)
    assert (await answer(talk)).startswith("220")
    await talk[1].start_tls(client)
