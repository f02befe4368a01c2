"""The scanner that institutions run, a clamd of Debian with one signature written here: what it says is understood as it is meant."""

import asyncio
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.files import LARGEST, Scan
from mailgateway.clamd import Clamd
from tests.mailgateway.scanner import EICAR
from tests.mailgateway.test_weighing import encrypted, zipped
from tests.run import CLAMD

pytestmark = pytest.mark.clamd


def packed(depth: int) -> bytes:
    content = EICAR
    for _ in range(depth):
        content = zipped({"inner.zip": content})
    return content


class Daemon:
    """One clamd in a folder of its own, behind a socket there."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "ctl"
        (folder / "signatures").mkdir()
        (folder / "signatures" / "eicar.ndb").write_text(f"Eicar:0:*:{EICAR.hex()}\n")
        lines = {
            "DatabaseDirectory": folder / "signatures",
            "LocalSocket": self.socket,
            "Foreground": "yes",
            "StreamMaxLength": "25M",
            "AlertExceedsMax": "yes",
            "AlertEncryptedArchive": "yes",
            "User": "root" if os.geteuid() == 0 else os.environ.get("USER", "nobody"),
        }
        settings = folder / "clamd.conf"
        settings.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))
        self._process = subprocess.Popen([CLAMD, "-c", settings], stdout=subprocess.PIPE, text=True)
        while "Self checking" not in (line := self._process.stdout.readline()):
            assert line, "clamd did not start"

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    daemon = Daemon(tmp_path_factory.mktemp("clamd"))
    yield Clamd(daemon.socket, seconds=60)
    daemon.kill()


@pytest.mark.parametrize(
    ("content", "scan", "why"),
    [
        (b"", Scan.CLEAN, ""),
        (b"Hei", Scan.CLEAN, ""),
        (EICAR, Scan.INFECTED, "Eicar.UNOFFICIAL"),
        (bytes(200_000) + EICAR, Scan.INFECTED, "Eicar.UNOFFICIAL"),
        (packed(1), Scan.INFECTED, "Eicar.UNOFFICIAL"),
        (packed(3), Scan.INFECTED, "Eicar.UNOFFICIAL"),
        (packed(30), Scan.UNSCANNED, "Heuristics.Limits.Exceeded.MaxRecursion"),
        (encrypted(), Scan.UNSCANNED, "Heuristics.Encrypted.Zip"),
        (bytes(LARGEST), Scan.CLEAN, ""),
        (bytes(LARGEST + 1), Scan.UNSCANNED, "INSTREAM size limit exceeded. ERROR"),
        (os.urandom(LARGEST + 15_000_000), Scan.UNSCANNED, "INSTREAM size limit exceeded. ERROR"),
    ],
    ids=lambda value: f"{len(value)} octets" if isinstance(value, bytes) else str(value),
)
async def test_what_it_says_is_understood(clamd: Clamd, content: bytes, scan: Scan, why: str) -> None:
    said = await clamd.scan(content)
    assert (said.scan, said.why, said.away) == (scan, why, False)


async def test_it_answers(clamd: Clamd) -> None:
    assert await clamd.answers()


async def test_one_that_is_killed_in_the_middle_of_a_scan_is_away(tmp_path: Path) -> None:
    daemon = Daemon(tmp_path)
    scan = asyncio.create_task(Clamd(daemon.socket).scan(zipped({"a": os.urandom(24_000_000)})))
    for _ in range(50):  # turns of the loop, in which it is connected and half written
        await asyncio.sleep(0)
    daemon.kill()
    said = await scan
    assert (said.scan, said.away) == (Scan.UNSCANNED, True)
