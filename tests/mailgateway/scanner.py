"""A small clamd that speaks INSTREAM strictly, for the tests: it finds EICAR, and does whatever else it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LIMIT = 1_000_000


@asynccontextmanager
async def scanner(answer: bytes | None = b"", socket: Path | None = None) -> AsyncIterator[int]:
    """Gives its port, 0 at a socket; with an `answer` it says only that, with None it says nothing and hangs up."""

    talks: list[asyncio.Task[None]] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            said = await _said(reader)
            if answer is not None:
                writer.write((answer or said) + b"\0")
        finally:
            writer.close()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append(asyncio.create_task(talk(reader, writer)))

    if socket is None:
        server = await asyncio.start_server(begin, "127.0.0.1", 0)
    else:
        server = await asyncio.start_unix_server(begin, socket)
    try:
        yield 0 if socket else server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.gather(*talks, return_exceptions=True)


async def _said(reader: asyncio.StreamReader) -> bytes:
    command = await reader.readuntil(b"\0")
    if command == b"zPING\0":
        return b"PONG"
    if command != b"zINSTREAM\0":
        return b"UNKNOWN COMMAND"
    content = b""
    while size := int.from_bytes(await reader.readexactly(4), "big"):
        content += await reader.readexactly(size)
        if len(content) > LIMIT:
            return b"INSTREAM size limit exceeded. ERROR"
    return b"stream: Eicar-Signature FOUND" if EICAR in content else b"stream: OK"
