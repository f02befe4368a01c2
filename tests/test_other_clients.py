"""Clients that nobody here wrote: swaks, Postfix's own load generator and smtplib, straight to our ports."""

import asyncio
import shutil
import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path

import pytest
from sqlalchemy import text

from mailgateway.limits import Limits, Secured
from mailgateway.server import Listener
from store.database import Database, open_database, utc_now
from tests.conftest import SEALING_KEY
from tests.mailgateway.certificate import certificate
from tests.mailgateway.talking import DOMAIN

SENDER, TO = "kari@student.example.no", f"klage+x@{DOMAIN}"
SOURCE = "/usr/sbin/smtp-source"


@pytest.fixture
async def store(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    file = shutil.copy(migrated_file, tmp_path / "kept.db")
    async with await open_database(f"sqlite:///{file}", SEALING_KEY) as opened:
        yield opened


@asynccontextmanager
async def listening(store: Database, *, lmtp: bool = False, **options: object) -> AsyncIterator[int]:
    listener = Listener(store, DOMAIN, [ip_network("127.0.0.0/8")], utc_now, lambda: None, **options)
    yield (await listener.start("127.0.0.1", 0, lmtp=lmtp))[1]
    await listener.stop(5)


async def says(program: str, *words: str) -> tuple[int, str]:
    """The exit code of a client and all that it wrote."""
    process = await asyncio.create_subprocess_exec(
        program, *words, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )  # fmt: skip
    out, _ = await process.communicate()
    return process.returncode, out.decode()


async def swaks(port: int, *words: str) -> tuple[int, str]:
    return await says("swaks", "--server", f"127.0.0.1:{port}", "--from", SENDER, "--to", TO, *words)


async def kept(store: Database) -> list[tuple[str, str, int, int]]:
    """Peer, TLS version, octets and receptions of each mail."""
    asked = text("SELECT peer, tls, length(raw), times_received FROM mails ORDER BY id")
    return await store._read(lambda connection: [tuple(row) for row in connection.execute(asked)])


@pytest.mark.postfix
@pytest.mark.parametrize(
    ("secured", "words"), [(Secured.REQUIRED, ["--tls"]), (Secured.IMPLICIT, ["--tls-on-connect"])]
)
async def test_swaks_brings_mail_by_tls(store: Database, tmp_path: Path, secured: Secured, words: list[str]) -> None:
    async with listening(store, tls=certificate(tmp_path)[0], secured=secured) as port:
        code, said = await swaks(port, *words, "--attach", "@/etc/hostname")
    assert (code, "250 2.0.0 Kept as 1" in said) == (0, True)
    assert [row[:2] for row in await kept(store)] == [("127.0.0.1", "TLSv1.3")]


@pytest.mark.postfix
async def test_swaks_hears_that_tls_is_required(store: Database, tmp_path: Path) -> None:
    async with listening(store, tls=certificate(tmp_path)[0], secured=Secured.REQUIRED) as port:
        code, said = await swaks(port)
    assert (code, "530 5.7.0" in said) == (23, True)


@pytest.mark.postfix
async def test_swaks_brings_mail_by_lmtp(store: Database) -> None:
    async with listening(store, lmtp=True) as port:
        code, _ = await swaks(port, "--protocol", "LMTP")
    assert (code, len(await kept(store))) == (0, 1)


@pytest.mark.postfix
@pytest.mark.parametrize("version", ["1", "2"])
async def test_swaks_is_believed_as_a_proxy_that_was_named(store: Database, version: str) -> None:
    header = ["--proxy-version", version, "--proxy-family", "TCP4" if version == "1" else "AF_INET"]
    ends = [
        "--proxy-source",
        "127.0.0.77",
        "--proxy-dest",
        "127.0.0.1",
        "--proxy-source-port",
        "9",
        "--proxy-dest-port",
        "25",
    ]
    async with listening(store, proxies=[ip_network("127.0.0.1/32")]) as port:
        code, _ = await swaks(port, *header, *ends)
    assert (code, [row[0] for row in await kept(store)]) == (0, ["127.0.0.77"])


@pytest.mark.postfix
async def test_swaks_hears_which_address_is_not_ours(store: Database) -> None:
    async with listening(store) as port:
        code, said = await swaks(port, "--to", f"rektor@{DOMAIN}")
    assert (code, "550 5.1.1" in said) == (24, True)


@pytest.mark.postfix
@pytest.mark.parametrize("lmtp", [False, True])
@pytest.mark.parametrize(("octets", "mails"), [(4_000, 300), (200_000, 40)])
async def test_a_burst_of_postfixs_load_generator_is_kept_whole(
    store: Database, lmtp: bool, octets: int, mails: int
) -> None:
    load = ["-s", "16", "-m", str(mails), "-l", str(octets), "-f", SENDER, "-t", TO, *(["-L"] if lmtp else [])]
    async with listening(store, lmtp=lmtp) as port:
        code, said = await says(SOURCE, *load, f"inet:127.0.0.1:{port}")
    assert (code, said) == (0, "")
    rows = await kept(store)
    assert sum(times for *_, times in rows) == mails
    assert min(length for _, _, length, _ in rows) > octets


@pytest.mark.postfix
async def test_a_load_of_more_connections_than_allowed_is_asked_to_come_back(store: Database) -> None:
    load = ["-s", "40", "-m", "200", "-l", "1000", "-f", SENDER, "-t", TO, "-N", "-r", "3"]
    async with listening(store, limits=Limits(connections=10, per_peer=10)) as port:
        _, said = await says(SOURCE, *load, f"inet:127.0.0.1:{port}")
    assert "421 4." in said


async def test_smtplib_brings_what_norwegian_addresses_hold(store: Database) -> None:
    def bring(port: int) -> dict[str, object]:
        with smtplib.SMTP("127.0.0.1", port) as client:
            options = ["SMTPUTF8", "BODY=8BITMIME"]
            return client.sendmail(
                "kåre@bjørk.example.no", [f"klage+ærlig@{DOMAIN}"], "Subject: Æ\r\n\r\nø\r\n".encode(), options
            )

    async with listening(store) as port:
        assert await asyncio.to_thread(bring, port) == {}
    mail = await store.read(lambda records: records.mail(1))
    assert (mail.mail_from, mail.rcpt_to) == ("kåre@bjørk.example.no", (f"klage+ærlig@{DOMAIN}",))
