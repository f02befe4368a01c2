"""The service as a whole: what it says when it starts, what it refuses, and that nothing of it is left when it stops."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiosmtplib
import pytest
from aiohttp import ClientSession

from bot.tokens import SlackRefused
from casework.messages import Arrival
from casework.records import Records
from fristvakt.service import Service, WakingStore
from fristvakt.settings import BadSettings
from store.database import Database
from tests.fristvakt.around import SECRET, Around, taken_port
from tests.store.sample import letter

MAIL = b"From: kari@student.example.no\r\nSubject: TDT4100\r\n\r\nHei\r\n"
WELL = {"database": True, "slack": True, "relay": True, "listener": True, "mail": True, "mail_placed": True}
NO_SLACK = {"slack_bot_token": "", "slack_app_token": ""}


@asynccontextmanager
async def started(around: Around, **more: object) -> AsyncIterator[Service]:
    service = Service(around.settings(**more))
    try:
        await service.start()
        yield service
    finally:
        await service.stop()


async def ready(service: Service) -> tuple[int, dict[str, bool]]:
    host, port = service.http_address
    async with ClientSession() as session, session.get(f"http://{host}:{port}/readyz") as answer:
        return answer.status, await answer.json()


async def mails(service: Service) -> None:
    host, port = service.smtp_address
    async with aiosmtplib.SMTP(hostname=host, port=port, use_tls=False, start_tls=False) as smtp:
        await smtp.sendmail("kari@student.example.no", ["sak@eksamen.example.no"], MAIL)


async def unread(records_of: Database) -> int:
    return await records_of.read(lambda records: len(records.unread(10)))


async def test_a_running_service_is_ready_in_every_part(around: Around):
    async with started(around) as service:
        assert await ready(service) == (200, WELL)


async def test_a_service_whose_database_fails_says_that_it_is_not_ready(around: Around):
    async with started(around, **NO_SLACK) as service:
        await service.store.close()
        assert await ready(service) == (503, {**WELL, "database": False, "mail": False, "mail_placed": False})


async def test_a_service_that_leaves_mail_unread_says_so(around: Around):
    async with started(around, **NO_SLACK) as service:
        long_ago = service._clock() - timedelta(minutes=11)
        service._reader._fresh.worker.close()
        await service.store.keep(Arrival(long_ago, "127.0.0.1", "a@example.no", ("sak@example.no",), MAIL, b"print"))
        assert await ready(service) == (503, {**WELL, "mail": False, "mail_placed": False})


async def test_a_service_starts_while_slack_is_away_and_says_so(around: Around, caplog: pytest.LogCaptureFixture):
    await around.slack.go_away()
    async with started(around) as service:
        await mails(service)
        assert await ready(service) == (503, {**WELL, "slack": False})
    assert "Slack cannot be reached" in caplog.text


async def test_a_service_whose_relay_is_down_says_so_until_it_is_back(around: Around):
    await around.relay.stop()
    async with started(around, **NO_SLACK) as service:
        await service.store.write(lambda records: records.post([letter("one")]))
        await service.settle()
        assert await ready(service) == (503, {**WELL, "relay": False})


async def test_a_service_that_takes_no_mail_any_more_says_so(around: Around):
    async with started(around, **NO_SLACK) as service:
        await service._listener.stop(1)
        assert await ready(service) == (503, {**WELL, "listener": False})


async def test_a_token_that_slack_refuses_ends_the_start(around: Around):
    with pytest.raises(SlackRefused, match="SLACK_BOT_TOKEN") as caught:
        async with started(around, slack_bot_token=SECRET):
            pass
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("setting", ["smtp_listen", "lmtp_listen", "http_listen"])
async def test_a_port_that_is_taken_ends_the_start_with_its_setting(setting: str, around: Around):
    with taken_port() as port, pytest.raises(BadSettings, match=f"FRISTVAKT_{setting.upper()} cannot be opened"):
        async with started(around, **NO_SLACK, **{setting: f"127.0.0.1:{port}"}):
            pass


async def test_an_address_of_another_machine_ends_the_start_with_its_setting(around: Around):
    with pytest.raises(BadSettings, match="FRISTVAKT_SMTP_LISTEN cannot be opened"):
        async with started(around, **NO_SLACK, smtp_listen="192.0.2.1:2525"):
            pass


async def test_a_start_that_failed_leaves_no_port_open(around: Around):
    with taken_port() as port:
        service = Service(around.settings(**NO_SLACK, http_listen=f"127.0.0.1:{port}"))
        with pytest.raises(BadSettings):
            await service.start()
        await service.stop()
    with pytest.raises(OSError):
        await mails(service)


async def test_a_service_that_never_started_stops_too(around: Around):
    await Service(around.settings()).stop()


async def test_a_stopped_service_takes_no_mail_and_no_visit(around: Around):
    async with started(around, **NO_SLACK) as service:
        pass
    for knocks in (mails(service), ready(service)):
        with pytest.raises(OSError):
            await knocks


async def test_a_mail_that_was_kept_is_read_before_the_service_stops_or_after_its_next_start(around: Around):
    async with started(around, **NO_SLACK) as service:
        await mails(service)
    async with started(around, **NO_SLACK) as service:
        await service.settle()
        assert await unread(service.store) == 0


async def test_a_start_says_what_is_missing(around: Around, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    async with started(around, **NO_SLACK, letters_approved="none"):
        pass
    assert "mail at 127.0.0.1:" in caplog.text
    assert "the service runs with mail only" in caplog.text
    assert "wait for somebody to approve them: fristvakt letters approve NAME" in caplog.text


async def test_a_start_without_a_mail_domain_of_its_own_warns(around: Around, caplog: pytest.LogCaptureFixture):
    async with started(around, **NO_SLACK, mail_domain="localhost"):
        pass
    assert "where nobody can answer: set FRISTVAKT_MAIL_DOMAIN" in caplog.text


async def test_no_secret_stands_in_the_log_of_a_start(around: Around, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    async with started(around, relay_user="u", relay_password=SECRET, slack_signing_secret=SECRET) as service:
        await service.store.write(lambda records: records.post([letter("one")]))
        await service.settle()
    assert not [secret for secret in (SECRET, around.slack.bot_token, around.slack.app_token) if secret in caplog.text]


# what wakes the courier


@pytest.fixture
def woken() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
def waking(database: Database, woken: asyncio.Event) -> WakingStore:
    return WakingStore(database, woken.set)


async def test_whatever_was_written_is_sent_at_once(waking: WakingStore, woken: asyncio.Event):
    assert await waking.write(lambda records: 7) == 7
    assert woken.is_set()


async def test_reading_wakes_nobody_who_would_send(waking: WakingStore, woken: asyncio.Event):
    await waking.read(lambda records: None)
    assert not woken.is_set()


async def test_a_write_that_was_refused_wakes_nobody(waking: WakingStore, woken: asyncio.Event):
    def refuse(records: Records) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await waking.write(refuse)
    assert not woken.is_set()
