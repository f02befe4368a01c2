"""Mail over an encrypted connection: when the sender asks for it, when it must, and from the first octet."""

import asyncio
import ssl
from pathlib import Path

import aiosmtplib
import pytest

from mailgateway.limits import Limits, Secured
from mailgateway.server import Listener
from tests.mailgateway.certificate import certificate
from tests.mailgateway.conftest import LOOPBACK, NOW, Start
from tests.mailgateway.memory import Memory
from tests.mailgateway.talking import DOMAIN, answer, connected, deliver, envelope, greeted, say, secured

Contexts = tuple[ssl.SSLContext, ssl.SSLContext]
MAIL = b"\r\nx\r\n.\r\n"


@pytest.fixture
def contexts(tmp_path: Path) -> Contexts:
    """The server's, and that of a client that trusts it."""
    return certificate(tmp_path)


async def test_large_mail_over_starttls_is_kept_with_the_version_of_tls(
    start: Start, store: Memory, contexts: Contexts
) -> None:
    server, client = contexts
    mail = b"\r\n" + b"x" * 100_000 + b"\r\n"
    port = await start(tls=server, secured=Secured.REQUIRED)
    await aiosmtplib.send(
        mail, sender="a@x.no", recipients=[f"klage@{DOMAIN}"], port=port, start_tls=True, tls_context=client
    )
    assert [(kept.raw, kept.tls) for kept in store.mails] == [(mail, "TLSv1.3")]


async def test_mail_without_tls_is_kept_as_such(start: Start, store: Memory, contexts: Contexts) -> None:
    async with greeted(await start(tls=contexts[0])) as talk:
        assert (await deliver(talk, MAIL)).startswith("250")
    assert store.mails[0].tls == ""


@pytest.mark.parametrize(("lmtp", "hello"), [(False, "EHLO"), (True, "LHLO")])
async def test_mail_without_tls_is_refused_where_tls_is_required(
    start: Start, contexts: Contexts, lmtp: bool, hello: str
) -> None:
    async with greeted(await start(lmtp=lmtp, tls=contexts[0], secured=Secured.REQUIRED), hello) as talk:
        assert (await say(talk, "MAIL FROM:<a@example.no>")).startswith("530 5.7.0")
        await secured(talk, contexts[1])
        await say(talk, f"{hello} mx.example.no")
        assert (await deliver(talk, MAIL)).startswith("250")


async def test_implicit_tls_greets_nobody_before_it_is_on(start: Start, store: Memory, contexts: Contexts) -> None:
    port = await start(tls=contexts[0], secured=Secured.IMPLICIT)
    async with greeted(port, tls=contexts[1]) as talk:
        assert (await deliver(talk, MAIL)).startswith("250")
    assert store.mails[0].tls == "TLSv1.3"


async def test_plain_words_to_implicit_tls_end_that_connection_only(start: Start, contexts: Contexts) -> None:
    port = await start(tls=contexts[0], secured=Secured.IMPLICIT)
    async with connected(port, first=b"EHLO mx.example.no\r\n") as plain, greeted(port, tls=contexts[1]) as talk:
        assert b"250" not in await plain[0].read()
        assert (await deliver(talk, MAIL)).startswith("250")


async def test_implicit_tls_without_a_certificate_does_not_start() -> None:
    with pytest.raises(ValueError, match="certificate"):
        Listener(Memory(), DOMAIN, LOOPBACK, lambda: NOW, lambda: None, secured=Secured.IMPLICIT)


@pytest.mark.parametrize("secured_by", [Secured.OFFERED, Secured.IMPLICIT])
async def test_nothing_of_tls_or_login_is_offered_once_tls_is_on(
    start: Start, contexts: Contexts, secured_by: Secured
) -> None:
    implicit = secured_by is Secured.IMPLICIT
    port = await start(tls=contexts[0], secured=secured_by)
    async with greeted(port, tls=contexts[1] if implicit else None) as talk:
        if not implicit:
            await secured(talk, contexts[1])
        offered = await say(talk, "EHLO mx.example.no")
        assert "SIZE" in offered
        assert "STARTTLS" not in offered
        assert "AUTH" not in offered
        assert (await say(talk, "STARTTLS")).startswith("503")
        assert (await say(talk, "AUTH PLAIN AGEAYg==")).startswith("500")


async def test_starttls_is_neither_offered_nor_taken_without_a_certificate(start: Start) -> None:
    async with greeted(await start()) as talk:
        assert "STARTTLS" not in await say(talk, "EHLO mx.example.no")
        assert (await say(talk, "STARTTLS")).startswith("454")


@pytest.mark.parametrize(
    "injected",
    [
        b"MAIL FROM:<injected@example.no>\r\n",
        b"EHLO mx.example.no\r\nMAIL FROM:<injected@example.no>\r\nRCPT TO:<klage@eksamen.example.no>\r\n",
        b"RSET\r\nNOOP\r\n" * 50,
    ],
)
async def test_commands_that_came_with_starttls_are_forgotten(
    start: Start, store: Memory, contexts: Contexts, injected: bytes
) -> None:
    async with greeted(await start(tls=contexts[0])) as talk:
        await secured(talk, contexts[1], injected)
        assert (await say(talk, "MAIL FROM:<a@example.no>")).startswith("503")  # hello comes first, and once only
        await say(talk, "EHLO mx.example.no")
        assert (await say(talk, f"RCPT TO:<klage@{DOMAIN}>")).startswith("503")
        assert (await deliver(talk, MAIL)).startswith("250")
    assert [kept.mail_from for kept in store.mails] == ["kari@student.example.no"]


async def test_what_was_said_before_tls_is_forgotten(start: Start, store: Memory, contexts: Contexts) -> None:
    async with greeted(await start(tls=contexts[0])) as talk:
        await envelope(talk, sender="<before@example.no>")
        await secured(talk, contexts[1])
        await say(talk, "EHLO mx.example.no")
        assert (await say(talk, "DATA")).startswith("503")


async def test_sender_that_breaks_the_handshake_leaves_the_listener_working(
    start: Start, store: Memory, contexts: Contexts
) -> None:
    port = await start(tls=contexts[0])
    async with greeted(port) as talk:
        talk[1].write(b"STARTTLS\r\n")
        assert (await answer(talk)).startswith("220")
        talk[1].write(b"this is no handshake\r\n" * 10)
        await asyncio.wait_for(talk[0].read(), 5)
    async with greeted(port) as talk:
        assert (await deliver(talk, MAIL)).startswith("250")


@pytest.mark.parametrize(
    ("secured_by", "first"), [(Secured.OFFERED, b"EHLO mx\r\nSTARTTLS\r\n"), (Secured.IMPLICIT, b"\x16\x03\x01")]
)
async def test_sender_that_leaves_in_the_handshake_makes_room(
    start: Start, contexts: Contexts, secured_by: Secured, first: bytes
) -> None:
    port = await start(tls=contexts[0], secured=secured_by, limits=Limits(connections=1))
    async with connected(port, first=first) as talk:
        if secured_by is Secured.OFFERED:
            await talk[0].readuntil(b"220 Ready to start TLS\r\n")
    async with asyncio.timeout(5):
        while await is_crowded(port, contexts[1] if secured_by is Secured.IMPLICIT else None):
            continue


async def is_crowded(port: int, client: ssl.SSLContext | None) -> bool:
    try:
        async with connected(port, tls=client) as talk:
            return (await answer(talk)).startswith("421")
    except (ssl.SSLError, ConnectionError):  # told so before TLS
        return True
