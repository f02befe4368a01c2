"""The `fristvakt` command as a person runs it: a process of its own in a folder of its own, with settings in its environment."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = Path(sys.executable).with_name("fristvakt")
SECONDS = 30.0


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


@dataclass
class Running:
    """A command that goes on; `said` is what it has written to stderr so far."""

    process: Process
    said: list[str] = field(default_factory=list)

    async def says(self, words: str) -> re.Match[str]:
        """Waits for a line of stderr with those words (a pattern); AssertionError when the command ends before."""
        async with asyncio.timeout(SECONDS):
            while line := (await self.process.stderr.readline()).decode():
                self.said.append(line)
                if found := re.search(words, line):
                    return found
        raise AssertionError(f"ended without saying {words!r}: {''.join(self.said)}")

    async def ends(self) -> Ended:
        self.process.stdin.close()
        async with asyncio.timeout(SECONDS):
            out, err = await self.process.communicate()
        return Ended(self.process.returncode, out.decode(), "".join(self.said) + err.decode())

    async def stops(self) -> Ended:
        """Told to stop as a service manager does."""
        self.process.terminate()
        return await self.ends()


@asynccontextmanager
async def running(folder: Path, *words: str, given: Mapping[str, str] | None = None) -> AsyncIterator[Running]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FRISTVAKT_", "SLACK_"))}
    process = await asyncio.create_subprocess_exec(
        COMMAND, *words, cwd=folder, env={**kept, **(given or {})}, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def run(folder: Path, *words: str, given: Mapping[str, str] | None = None) -> Ended:
    async with running(folder, *words, given=given) as command:
        return await command.ends()
