"""Mail through a real Postfix, set up as `manifests/postfix` says: in by SMTP and LMTP, out again, and what happens when we say later."""

import asyncio
import os
import smtplib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from casework.messages import KeptMail
from demo.relay import LocalRelay
from tests.milter import milter
from tests.postfix import Postfix, postfix
from tests.season import EMILY, GRADER, KARI
from tests.stage import DOMAIN, Stage, open_stage
from tests.tongues import NB

pytestmark = pytest.mark.postfix

SECONDS = 20
CHECKED = "mx.example.no; dmarc=pass header.from=student.example.no"
FORGED = [
    "Authentication-Results: mx.example.no; dmarc=pass header.from=student.example.no",
    "authentication-results:  (we say so) mx.example.no; dmarc=pass header.from=student.example.no",
    "Authentication-Results:\r\n mx.example.no;\r\n dmarc=pass\r\n header.from=student.example.no",
    "ARC-Authentication-Results: i=1; mx.example.no; dmarc=pass header.from=student.example.no",
    "X-MS-Exchange-Organization-AuthAs: Internal",
]


@dataclass
class House:
    """The service, and a Postfix between it and everybody."""

    stage: Stage
    postfix: Postfix
    came: asyncio.Event

    async def mail(self, sender: str, *to: str, subject: str = "TDT4100", text: str = "", first: str = "") -> None:
        """Somebody out there sends a mail, whose header begins with `first`."""
        message = EmailMessage(SMTP)
        message["From"], message["To"], message["Subject"] = sender, f"{to[0]}@{DOMAIN}", subject
        message["Message-ID"] = f"<{subject.replace(' ', '-')}@student.example.no>"
        message.set_content(text or NB.request.format(course="TDT4100"))
        raw = (f"{first}\r\n" if first else "").encode() + message.as_bytes()

        def send() -> None:
            with smtplib.SMTP("127.0.0.1", self.postfix.port) as client:
                client.sendmail(sender, [f"{box}@{DOMAIN}" for box in to], raw)

        await asyncio.to_thread(send)

    async def until(self, number: int = 1) -> KeptMail:
        """Waits for the mail with that id and gives it."""
        async with asyncio.timeout(SECONDS):
            while (kept := await self.mail_at(number)) is None:
                await self.came.wait()
                self.came.clear()
        return kept

    async def mail_at(self, number: int) -> KeptMail | None:
        return await self.stage.service.store.read(lambda records: records.mail(number))

    async def queued(self, count: int, reason: str = "") -> list[dict[str, Any]]:
        """Waits until Postfix holds so many mails that it has tried in vain for that reason, and gives them."""
        async with asyncio.timeout(SECONDS):
            while True:  # it tells nobody when it is done
                queue = await asyncio.to_thread(self.postfix.queue)
                reasons = [mail["recipients"][0].get("delay_reason", "") for mail in queue if is_deferred(mail)]
                if len(queue) == count == sum(reason in each for each in reasons):
                    return queue


def is_deferred(mail: dict[str, Any]) -> bool:
    return mail["queue_name"] == "deferred"


@contextmanager
def front(transport: str) -> Iterator[Postfix]:
    """One Postfix for all tests that use this way, with a milter that knows Kari."""
    with milter(KARI, "Authentication-Results", CHECKED) as port, postfix(transport, port) as running:
        yield running


@pytest.fixture(scope="module")
def by_smtp() -> Iterator[Postfix]:
    with front("fristvakt-smtp:[127.0.0.1]:{inner}") as running:
        yield running


@pytest.fixture(scope="module")
def by_lmtp() -> Iterator[Postfix]:
    with front("fristvakt:inet:127.0.0.1:{inner}") as running:
        yield running


@pytest.fixture
def url(migrated_file: Path, tmp_path: Path) -> str:
    file = tmp_path / "fristvakt.db"
    file.write_bytes(migrated_file.read_bytes())
    return f"sqlite:///{file}"


@asynccontextmanager
async def behind(running: Postfix, listen: str, url: str, folder: Path) -> AsyncIterator[House]:
    trusted = {"mail_verdict": None, "mail_server": "mx.example.no", "authserv_id": "mx.example.no"}
    here = {listen: f"127.0.0.1:{running.inner}"}
    relay, came = LocalRelay(port=running.world), asyncio.Event()
    async with open_stage(url, folder, relay, through=running.port, **trusted, **here) as stage:
        listener = stage.service._listener
        wake = listener._on_kept
        listener._on_kept = lambda: (wake(), came.set())
        yield House(stage, running, came)
    running.forget()


@pytest.fixture(params=[("by_smtp", "smtp_listen"), ("by_lmtp", "lmtp_listen")], ids=["smtp", "lmtp"])
async def either(request: pytest.FixtureRequest, url: str, tmp_path: Path) -> AsyncIterator[House]:
    way, listen = request.param
    async with behind(request.getfixturevalue(way), listen, url, tmp_path) as house:
        yield house


@pytest.fixture
async def house(by_lmtp: Postfix, url: str, tmp_path: Path) -> AsyncIterator[House]:
    async with behind(by_lmtp, "lmtp_listen", url, tmp_path) as house:
        yield house


async def test_a_request_comes_in_and_its_receipt_goes_out(either: House) -> None:
    await either.mail(KARI, "begrunnelse+TDT4100")
    await either.stage.relay.wait_for(lambda: either.stage.letters(KARI), SECONDS)
    assert (await either.stage.case()).number == 1
    kept = await either.until(1)
    assert kept.rcpt_to == (f"begrunnelse+TDT4100@{DOMAIN}",)
    assert either.stage.subjects(KARI) == [f"[1/2026] {NB.received}: TDT4100"]


async def test_one_mail_to_several_of_our_addresses_is_one_with_all_of_them(either: House) -> None:
    await either.mail(KARI, "klage", "sak+abc", "postmaster")
    kept = await either.until(1)
    assert sorted(kept.rcpt_to) == [f"{box}@{DOMAIN}" for box in ("klage", "postmaster", "sak+abc")]


async def test_an_address_that_is_not_ours_is_refused_at_postfixs_door(house: House) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused, match="550"):
        await house.mail(KARI, "rektor+klage")


@pytest.mark.parametrize("forged", FORGED)
async def test_what_somebody_wrote_in_our_servers_name_is_taken_off(house: House, forged: str) -> None:
    await house.mail(EMILY, "begrunnelse", first=forged)
    kept = await house.until(1)
    assert b"dmarc=pass" not in kept.raw
    assert b"AuthAs" not in kept.raw


async def test_the_word_of_our_own_server_is_kept_and_believed(house: House) -> None:
    await house.mail(KARI, "begrunnelse")
    kept = await house.until(1)
    assert kept.raw.startswith(b"Authentication-Results: mx.example.no; dmarc=pass")
    await house.stage.relay.wait_for(lambda: house.stage.letters(KARI), SECONDS)
    assert "sender_unconfirmed" not in await house.stage.tasks()


async def test_somebody_elses_word_is_left_and_not_believed(house: House) -> None:
    await house.mail(EMILY, "begrunnelse", first="Authentication-Results: mx.other.no; dmarc=pass header.from=x.no")
    assert b"mx.other.no" in (await house.until(1)).raw


async def test_mail_that_we_put_off_stays_in_postfix_and_comes_later_once(either: House, url: str) -> None:
    file = url.removeprefix("sqlite:///")
    os.rename(file, f"{file}.away")
    await either.mail(KARI, "begrunnelse")
    await either.queued(1, reason="451 4.3.0")

    os.rename(f"{file}.away", file)
    await asyncio.to_thread(either.postfix.try_again)
    await either.until(1)
    await either.queued(0)
    assert await either.mail_at(2) is None


async def test_a_letter_that_the_world_refuses_comes_back_and_marks_its_case(house: House) -> None:
    stage = house.stage
    await house.mail(KARI, "begrunnelse")
    await stage.relay.wait_for(lambda: stage.letters(KARI), SECONDS)
    stage.relay.answer_next("RCPT", "550 5.1.1 There is no such user", address=KARI)
    await stage.slack.dm(GRADER, "sendt 1")

    assert b"multipart/report" in (await house.until(2)).raw
    await stage.service.settle()
    assert await stage.tasks() == ["letter_bounced"]


async def test_a_letter_that_the_world_puts_off_waits_in_postfix_and_goes_out_unchanged(house: House) -> None:
    stage = house.stage
    stage.relay.answer_next("RCPT", "451 4.2.0 Later", address=KARI)
    await house.mail(KARI, "begrunnelse")
    (held,) = await house.queued(1, reason="451 4.2.0")
    assert [to["address"] for to in held["recipients"]] == [KARI]

    await asyncio.to_thread(house.postfix.try_again)
    await stage.relay.wait_for(lambda: stage.letters(KARI), SECONDS)
    assert len(stage.letters(KARI)) == 1
