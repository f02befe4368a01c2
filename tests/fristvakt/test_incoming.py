"""The listener that the settings describe, as senders meet it."""

import smtplib
import ssl
import warnings
from asyncio import to_thread
from pathlib import Path

import pytest

from fristvakt.service import Service
from store.database import Database
from tests.fristvakt.around import Around
from tests.fristvakt.test_service import started
from tests.mailgateway.certificate import certificate
from tests.mailgateway.talking import answer, connected

MAIL = b"From: kari@student.example.no\r\nSubject: TDT4100\r\n\r\nHei\r\n"
TO = "sak@eksamen.example.no"


@pytest.fixture
def trusting(tmp_path: Path) -> ssl.SSLContext:
    """A client that trusts the certificate of these tests."""
    return certificate(tmp_path)[1]


@pytest.fixture
def tls(trusting: ssl.SSLContext, tmp_path: Path) -> dict[str, object]:
    return dict.fromkeys(("smtp_tls_certificate", "smtp_tls_key"), tmp_path / "localhost.pem")


async def kept(store: Database) -> list[tuple[str, str]]:
    """The TLS version and the bytes of each mail."""
    mails = await store.read(lambda records: records.unread(10) or [records.mail(1)])
    return [(mail.tls, mail.raw.decode()) for mail in mails]


def delivers(client: smtplib.SMTP, context: ssl.SSLContext | None = None) -> None:
    with client:
        if context is not None:
            client.starttls(context=context)
        client.sendmail("kari@student.example.no", [TO], MAIL)


async def test_smtplib_brings_mail_by_starttls(around: Around, tls: dict[str, object], trusting: ssl.SSLContext):
    async with started(around, **tls, smtp_tls="required") as service:
        await to_thread(lambda: delivers(smtplib.SMTP(*service.smtp_address, timeout=10), trusting))
        assert await kept(service.store) == [("TLSv1.3", MAIL.decode())]


async def test_smtplib_brings_mail_by_implicit_tls(around: Around, tls: dict[str, object], trusting: ssl.SSLContext):
    async with started(around, **tls, smtp_tls="implicit") as service:
        await to_thread(lambda: delivers(smtplib.SMTP_SSL(*service.smtp_address, timeout=10, context=trusting)))
        assert await kept(service.store) == [("TLSv1.3", MAIL.decode())]


async def test_smtplib_brings_mail_by_lmtp(around: Around):
    async with started(around, lmtp_listen="127.0.0.1:0") as service:
        await to_thread(lambda: delivers(smtplib.LMTP(*service.lmtp_address)))
        assert await kept(service.store) == [("", MAIL.decode())]


def shaken(service: Service, context: ssl.SSLContext) -> str:
    with smtplib.SMTP(*service.smtp_address, timeout=10) as client:
        client.starttls(context=context)
        return str(client.sock.version())


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_tls_of_today_is_taken(
    around: Around, tls: dict[str, object], trusting: ssl.SSLContext, version: ssl.TLSVersion
):
    trusting.maximum_version = version
    async with started(around, **tls) as service:
        assert await to_thread(shaken, service, trusting) == version.name.replace("_", ".")


async def test_tls_before_1_2_is_refused(around: Around, tls: dict[str, object], trusting: ssl.SSLContext):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        trusting.minimum_version = trusting.maximum_version = ssl.TLSVersion.TLSv1_1
    trusting.set_ciphers("DEFAULT@SECLEVEL=0")
    async with started(around, **tls) as service:
        with pytest.raises(ssl.SSLError, match=r"EOF|PROTOCOL_VERSION"):
            await to_thread(shaken, service, trusting)


def greeting(service: Service, size: int) -> int:
    with smtplib.SMTP(*service.smtp_address, timeout=10) as client:
        client.ehlo()
        return client.mail("kari@student.example.no", [f"SIZE={size}"])[0]


@pytest.mark.parametrize(("size", "code"), [(1024 * 1024, 250), (1024 * 1024 + 1, 552)])
async def test_the_size_of_a_mail_is_limited_in_megabytes(around: Around, size: int, code: int):
    async with started(around, mail_megabytes=1) as service:
        assert await to_thread(greeting, service, size) == code


@pytest.mark.parametrize("limit", ["mail_connections", "mail_connections_per_peer"])
async def test_connections_are_limited_by_their_setting(around: Around, limit: str):
    async with started(around, **{limit: 1}) as service:

        def two() -> None:
            with smtplib.SMTP(*service.smtp_address, timeout=10):
                smtplib.SMTP(*service.smtp_address, timeout=10)

        with pytest.raises(smtplib.SMTPConnectError, match="421"):
            await to_thread(two)


async def test_a_proxy_that_is_named_is_believed(around: Around):
    async with (
        started(around, mail_proxy="127.0.0.1", mail_peers="192.0.2.0/24") as service,
        connected(service.smtp_address[1], first=b"PROXY TCP4 192.0.2.7 192.0.2.1 40000 25\r\n") as talk,
    ):
        assert (await answer(talk)).startswith("220")
