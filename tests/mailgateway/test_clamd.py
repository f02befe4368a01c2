"""The scanner: only a clear OK is clean, only a clear find is a virus, and all else was not scanned."""

import asyncio
from pathlib import Path

import pytest

from casework.files import Scan, Scanned
from mailgateway.clamd import Clamd
from tests.mailgateway.scanner import EICAR, LIMIT, scanner


async def scanned(content: bytes, answer: bytes | None = b"") -> Scanned:
    async with scanner(answer) as port:
        return await Clamd(("127.0.0.1", port), seconds=5).scan(content)


@pytest.mark.parametrize("content", [b"", b"x", bytes(300_000)])
async def test_what_holds_no_virus_is_clean(content: bytes):
    assert await scanned(content) == Scanned(Scan.CLEAN)


@pytest.mark.parametrize("content", [EICAR, bytes(200_000) + EICAR])
async def test_a_virus_is_named(content: bytes):
    assert await scanned(content) == Scanned(Scan.INFECTED, "Eicar-Signature")


REFUSED = Scanned(Scan.UNSCANNED, "INSTREAM size limit exceeded. ERROR")


@pytest.mark.parametrize("size", [LIMIT + 1, 40_000_000])
async def test_what_is_too_large_for_the_scanner_is_told_in_its_own_words(size: int):
    assert await scanned(bytes(size)) == REFUSED


async def test_a_scanner_that_hangs_up_in_the_middle_is_away():
    assert (await scanned(bytes(40_000_000), None)).away


async def test_a_scanner_is_asked_by_its_socket_too(tmp_path: Path):
    async with scanner(socket=tmp_path / "ctl"):
        assert (await Clamd(tmp_path / "ctl").scan(EICAR)).scan is Scan.INFECTED


async def test_a_scanner_that_is_there_says_so():
    async with scanner() as port:
        answers = [await Clamd(("127.0.0.1", each)).answers() for each in (port, 1)]
    assert answers == [True, False]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND",
        b"stream: Heuristics.Encrypted.Zip FOUND",
        b"stream: OK FOUND OK",
        b"INSTREAM size limit exceeded. ERROR",
        b"x" * 10_000,
        b"\xff\xfe",
    ],
)
async def test_no_clear_answer_means_not_scanned(answer: bytes | None):
    assert (await scanned(b"x", answer)).scan is Scan.UNSCANNED


async def test_a_scanner_that_is_not_there_has_not_scanned():
    assert (await Clamd(("127.0.0.1", 1)).scan(b"x")).scan is Scan.UNSCANNED


async def test_a_scanner_that_falls_silent_has_not_scanned():
    gone = asyncio.Event()

    async def keep_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        gone.set()

    async with await asyncio.start_server(keep_silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert (await Clamd(("127.0.0.1", port), seconds=0.2).scan(b"x")).why == "the scanner did not answer in time"
        await gone.wait()
