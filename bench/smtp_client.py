"""A plain asyncio SMTP client: so many connections, so many mails each, as fast as the server answers."""

import asyncio
import time
from collections.abc import Iterator
from itertools import count

from bench.season import DOMAIN

SENDER = "kari@student.example.no"
SMALL_OCTETS, LARGE_OCTETS = 4_000, 200_000

_numbers = count(time.time_ns())


def mails(octets: int, many: int) -> list[bytes]:
    """Different mails of about that length, ready to be written after DATA; the large ones as an attachment in base64."""
    line = (
        b"Jeg ber om begrunnelse for karakteren min i TST1001.\r\n" if octets < LARGE_OCTETS else b"QUJD" * 19 + b"\r\n"
    )
    body = line * (octets // len(line))
    return [b"".join(_header(octets)) + body + b".\r\n" for _ in range(many)]


def _header(octets: int) -> Iterator[bytes]:
    yield f"From: Kari <{SENDER}>\r\nTo: begrunnelse@{DOMAIN}\r\nSubject: TST1001\r\n".encode()
    yield f"Message-ID: <{next(_numbers)}@student.example.no>\r\nMIME-Version: 1.0\r\n".encode()
    if octets >= LARGE_OCTETS:
        yield b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
    yield b"\r\n"


async def rate(port: int, connections: int, mail: list[bytes]) -> float:
    """Delivers the mails over so many connections at once; gives mails a second. RuntimeError when one is not taken."""
    shares = [mail[start::connections] for start in range(connections)]
    talks = [await _greeted(port) for _ in shares]
    begun = time.perf_counter()
    await asyncio.gather(*(_deliver(*talk, share) for talk, share in zip(talks, shares, strict=True)))
    seconds = time.perf_counter() - begun
    for _, writer in talks:
        writer.close()
    return len(mail) / seconds


async def _greeted(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await _expect(reader, b"220")
    writer.write(b"EHLO bench.example.no\r\n")
    await _expect(reader, b"250")
    return reader, writer


async def _deliver(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, share: list[bytes]) -> None:
    to = f"RCPT TO:<begrunnelse@{DOMAIN}>\r\n".encode()
    for raw in share:
        for line, code in ((f"MAIL FROM:<{SENDER}>\r\n".encode(), b"250"), (to, b"250"), (b"DATA\r\n", b"354")):
            writer.write(line)
            await _expect(reader, code)
        writer.write(raw)
        await writer.drain()
        await _expect(reader, b"250")


async def _expect(reader: asyncio.StreamReader, code: bytes) -> None:
    line = await reader.readline()
    while line[3:4] == b"-":
        line = await reader.readline()
    if not line.startswith(code):
        raise RuntimeError(f"expected {code.decode()}, the server said {line.decode(errors='replace').strip()}")
