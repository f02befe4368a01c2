"""Kept mail read from a real database and given to a desk."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.messages import Ask, Box, IncomingMail, KeptMail, Machine, Verdict
from mailgateway.addresses import Mint
from mailgateway.fingerprint import fingerprint
from mailgateway.reader import Reader
from mailgateway.trust import Trust
from mailgateway.understanding import understand
from store.database import Database, open_database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DOMAIN = "eksamen.example.no"
MINT = Mint(DOMAIN, [b"k" * 32])
TRUST = Trust(fixed=Verdict.AUTHENTICATED)


class Desk:
    """Marks each mail as understood; fails on those whose subject says so."""

    def __init__(self, store: Database) -> None:
        self.store = store
        self.seen: list[IncomingMail] = []
        self.done = asyncio.Event()

    async def receive(self, mail: IncomingMail, now: datetime) -> None:
        if "umulig" in mail.subject:
            raise RuntimeError(f"secret: {mail.text}")
        await self.store.write(lambda records: records.understood(mail.id, "task", None, now))
        self.seen.append(mail)
        self.done.set()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_database(f"sqlite:///{tmp_path / 'test.db'}", b"s" * 32, lambda: NOW)
    await database.upgrade()
    yield database
    await database.close()


@pytest.fixture
def desk(store: Database) -> Desk:
    return Desk(store)


@pytest.fixture
async def reader(store: Database, desk: Desk) -> AsyncIterator[Reader]:
    reader = Reader(store, desk.receive, MINT, TRUST, lambda: NOW, first=10.0)
    yield reader
    await reader.close()


async def keep(store: Database, subject: str, to: str = "begrunnelse", text: str = "TDT4100") -> int:
    raw = f"From: kari@student.example.no\r\nSubject: {subject}\r\n\r\n{text}\r\n".encode()
    rcpt = [f"{to}@{DOMAIN}"]
    return await store.keep(NOW, "127.0.0.1", "kari@student.example.no", rcpt, raw, fingerprint(raw, rcpt))


def kept(raw: str, to: str = "sak", mail_from: str = "kari@student.example.no") -> KeptMail:
    octets = raw.replace("\n", "\r\n").encode()
    return KeptMail(7, NOW, "127.0.0.1", mail_from, (f"{to}@{DOMAIN}",), octets)


async def test_kept_mail_reaches_the_desk_understood(store: Database, reader: Reader, desk: Desk) -> None:
    mail_id = await keep(store, "[begrunnelse - TDT4100]")
    assert await reader.read_kept() == 1
    mail = desk.seen[0]
    assert (mail.id, mail.sender, mail.boxes) == (mail_id, "kari@student.example.no", (Box.EXPLANATION,))
    assert (mail.intent.ask, mail.intent.sure, mail.verdict) == (Ask.EXPLANATION, True, Verdict.AUTHENTICATED)


async def test_mail_that_was_read_is_not_read_again(store: Database, reader: Reader, desk: Desk) -> None:
    await keep(store, "hei")
    await reader.read_kept()
    assert await reader.read_kept() == 0
    assert len(desk.seen) == 1


async def test_one_bad_mail_does_not_stop_the_rest(store: Database, reader: Reader, desk: Desk) -> None:
    for subject in ("en", "umulig", "to"):
        await keep(store, subject)
    assert await reader.read_kept() == 2
    assert [mail.subject for mail in desk.seen] == ["en", "to"]


async def test_bad_mail_is_set_aside_after_three_tries(store: Database, reader: Reader) -> None:
    await keep(store, "umulig")
    for _ in range(3):
        await reader.read_kept()
    assert await store.read(lambda records: list(records.unread(10))) == []
    assert len(await store.read(lambda records: list(records.open_tasks()))) == 1


async def test_log_of_a_bad_mail_holds_no_word_of_it(
    store: Database, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    mail_id = await keep(store, "umulig", text="hemmelig tekst")
    with caplog.at_level(logging.DEBUG, logger="mailgateway"):
        await reader.read_kept()
    assert f"mail {mail_id} not understood, reference" in caplog.text
    assert not {"hemmelig", "umulig", "kari"} & set(caplog.text.replace(":", " ").split())


async def test_more_mail_than_one_batch_is_all_read(store: Database, reader: Reader, desk: Desk) -> None:
    for number in range(60):
        await keep(store, f"nr {number}")
    assert await reader.read_kept() == 60


async def test_mails_reach_the_desk_in_their_order(store: Database, reader: Reader, desk: Desk) -> None:
    ids = [await keep(store, f"{number}") for number in range(20)]
    await reader.read_kept()
    assert [mail.id for mail in desk.seen] == ids


async def test_reader_wakes_when_it_is_told_to(store: Database, reader: Reader, desk: Desk) -> None:
    stop, wake = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(reader.run(stop, wake, pause=3600))
    await keep(store, "hei")
    wake.set()
    await asyncio.wait_for(desk.done.wait(), 10)
    stop.set()
    wake.set()
    await asyncio.wait_for(running, 10)


async def test_reader_goes_on_after_a_fault_of_the_store(store: Database, desk: Desk) -> None:
    class Away:
        async def read(self, work: object) -> None:
            stop.set()
            raise OSError("secret path")

    stop, wake = asyncio.Event(), asyncio.Event()
    await Reader(Away(), desk.receive, MINT, TRUST, lambda: NOW).run(stop, wake, pause=0.01)  # type: ignore[arg-type]
    assert stop.is_set()


def test_token_in_the_address_names_the_case() -> None:
    to = MINT.reply_address(42, 17).partition("@")[0]
    mail = understand(kept("From: x@y.no\n\nGitt.", to=to), MINT, TRUST)
    assert (mail.token_case, mail.token_outgoing, mail.words) == (42, 17, "Gitt.")


@pytest.mark.parametrize("field", ["In-Reply-To: {0}", "References: <1@x> {0} <2@x>"])
def test_own_message_id_referred_to_names_the_case(field: str) -> None:
    mail = understand(kept(f"From: x@y.no\n{field.format(MINT.message_id(42, 17))}\n\nok"), MINT, TRUST)
    assert (mail.token_case, mail.token_outgoing) == (42, 17)


def test_forged_token_names_no_case() -> None:
    mail = understand(
        kept("From: x@y.no\nIn-Reply-To: <42@eksamen.example.no>\n\nok", to="sak+aaaaaaaaaaaaaaaaaaaaaaaa"), MINT, TRUST
    )
    assert (mail.token_case, mail.token_outgoing, mail.boxes) == (None, None, (Box.CASE,))


def test_quoted_letter_of_ours_is_never_taken_for_a_wish() -> None:
    text = (
        "Takk!\n\nFra: Eksamen <sak@x.no>\nSendt: i går\nTil: Kari\nEmne: Kvittering\n\nJeg ønsker å trekke klagen.\n"
    )
    mail = understand(kept(f"From: x@y.no\nSubject: Sv: [42/2026] Kvittering\n\n{text}"), MINT, TRUST)
    assert (mail.text, mail.intent.ask, mail.intent.sure) == ("Takk!", Ask.OTHER, False)
    assert "trekke klagen" in mail.elided


def test_bounce_of_our_letter_is_tied_to_its_row() -> None:
    returned = f"Content-Type: text/rfc822-headers\n\nMessage-ID: {MINT.message_id(42, 17)}\n"
    status = "Content-Type: message/delivery-status\n\nX: y\n\nFinal-Recipient: rfc822; k@x.no\nAction: failed\nStatus: 5.1.1\n"
    raw = f"From: MAILER-DAEMON@x.no\nContent-Type: multipart/report; boundary=b\n\n--b\n{status}\n--b\n{returned}\n--b--\n"
    mail = understand(kept(raw, mail_from=""), MINT, TRUST)
    assert (mail.machine, mail.token_case, mail.token_outgoing) == (Machine.BOUNCE, 42, 17)
    assert mail.bounce is not None
    assert (mail.bounce.recipient, mail.bounce.final) == ("k@x.no", True)


def test_unreadable_mail_still_tells_who_and_when() -> None:
    raw = "From: kari@x.no\nSubject: Klage\n" + "Content-Type: message/rfc822\n\n" * 3000
    mail = understand(kept(raw, to="klage"), MINT, TRUST)
    assert (mail.sender, mail.subject, mail.text, mail.received) == ("kari@x.no", "Klage", "", NOW)
