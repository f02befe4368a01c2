"""A virus scanner asked over its INSTREAM command; whatever is not a clear answer means that the file was not scanned."""

import asyncio
import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from casework.files import Scan, Scanned

_CHUNK = 1 << 16
_ANSWER_AT_MOST = 4096
_SAID_AT_MOST = 100
_FOUND = re.compile(r"stream: (.{1,200}) FOUND")


# What clamd was told to tell or could not look into; none of it is a virus, and none was looked through.
_NOT_LOOKED_INTO = ("Heuristics.Limits.", "Heuristics.Encrypted.")


@dataclass(frozen=True, slots=True)
class Clamd:
    """A clamd at the address of a port or the path of a socket; `seconds` for the whole of a scan."""

    where: tuple[str, int] | Path
    seconds: float = 60.0

    async def scan(self, content: bytes) -> Scanned:
        """Asks for one file; never raises for what the scanner says or leaves unsaid."""
        try:
            async with asyncio.timeout(self.seconds):
                return _understood(await self._asked(b"zINSTREAM\0", _streamed(content)))
        except TimeoutError:
            return Scanned(Scan.UNSCANNED, "the scanner did not answer in time")
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as fault:
            return Scanned(Scan.UNSCANNED, f"the scanner cannot be reached: {type(fault).__name__}", away=True)

    async def answers(self) -> bool:
        """Whether it is there and answers."""
        try:
            async with asyncio.timeout(self.seconds):
                return await self._asked(b"zPING\0", []) == "PONG"
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return False

    async def _asked(self, command: bytes, pieces: Iterable[bytes]) -> str:
        """Its answer, read while it is written to: it may refuse a file in the middle and close, and what it said would be lost."""
        reader, writer = await self._connected()
        answer = asyncio.create_task(reader.readuntil(b"\0"))
        try:
            writer.write(command)
            with contextlib.suppress(ConnectionError):
                for piece in pieces:
                    if answer.done():
                        break
                    writer.write(piece)
                    await writer.drain()
            return (await answer).rstrip(b"\0").decode("utf-8", "replace").strip()
        finally:
            answer.cancel()
            writer.close()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if isinstance(self.where, Path):
            return await asyncio.open_unix_connection(self.where, limit=_ANSWER_AT_MOST)
        return await asyncio.open_connection(*self.where, limit=_ANSWER_AT_MOST)


def _streamed(content: bytes) -> Iterator[bytes]:
    for at in range(0, len(content), _CHUNK):
        chunk = content[at : at + _CHUNK]
        yield len(chunk).to_bytes(4, "big") + chunk
    yield bytes(4)


def _understood(answer: str) -> Scanned:
    if answer == "stream: OK":
        return Scanned(Scan.CLEAN)
    if found := _FOUND.fullmatch(answer):
        seen = not found[1].startswith(_NOT_LOOKED_INTO)
        return Scanned(Scan.INFECTED if seen else Scan.UNSCANNED, found[1])
    said = answer[:_SAID_AT_MOST] if answer.endswith(" ERROR") else ""
    return Scanned(Scan.UNSCANNED, said or "the scanner did not say")
