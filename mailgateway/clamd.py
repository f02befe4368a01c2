"""A virus scanner asked over its INSTREAM command; whatever is not a clear answer means that the file was not scanned."""

import asyncio
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_CHUNK = 1 << 16
_ANSWER_AT_MOST = 4096
_FOUND = re.compile(r"stream: (.{1,200}) FOUND")


class Scan(StrEnum):
    """What a scanner says of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNED = "unscanned"


class Scanned(NamedTuple):
    """The answer, and what was found or why nothing was looked for."""

    scan: Scan
    why: str = ""


@dataclass(frozen=True, slots=True)
class Clamd:
    """A clamd at an address; `seconds` for the whole of a scan."""

    host: str
    port: int
    seconds: float = 60.0

    async def scan(self, content: bytes) -> Scanned:
        """Asks for one file; never raises for what the scanner says or leaves unsaid."""
        try:
            async with asyncio.timeout(self.seconds):
                return _understood(await self._asked(content))
        except TimeoutError:
            return Scanned(Scan.UNSCANNED, "the scanner did not answer in time")
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as fault:
            return Scanned(Scan.UNSCANNED, f"the scanner cannot be reached: {type(fault).__name__}")

    async def _asked(self, content: bytes) -> str:
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=_ANSWER_AT_MOST)
        try:
            writer.write(b"zINSTREAM\0")
            for at in range(0, len(content), _CHUNK):
                chunk = content[at : at + _CHUNK]
                writer.write(len(chunk).to_bytes(4, "big") + chunk)
                await writer.drain()
            writer.write(bytes(4))
            await writer.drain()
            return (await reader.readuntil(b"\0")).rstrip(b"\0").decode("utf-8", "replace").strip()
        finally:
            writer.close()


def _understood(answer: str) -> Scanned:
    if answer == "stream: OK":
        return Scanned(Scan.CLEAN)
    if found := _FOUND.fullmatch(answer):
        # A limit that was reached is no virus, but neither was the file looked through.
        limited = found[1].startswith("Heuristics.Limits")
        return Scanned(Scan.UNSCANNED if limited else Scan.INFECTED, found[1])
    return Scanned(Scan.UNSCANNED, "the scanner did not say")
