from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from demo.mail import Draft, Unsent, composed, reply_address, send, shown
from demo.relay import KeptMail, LocalRelay, read_mail

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LETTER = (
    b"From: Eksamenskontoret <sak@uni.example>\r\nTo: ola@student.example\r\nSubject: [42] Kvittering\r\n"
    b"Reply-To: sak+abc@uni.example\r\nMessage-ID: <two@uni.example>\r\nReferences: <one@uni.example>\r\n"
    b"Date: Mon, 23 Nov 2026 08:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"
    b"En lang \r\nlinje.\r\n\r\nHilsen\r\n"
)


@pytest.fixture
async def relay() -> AsyncIterator[LocalRelay]:
    local = LocalRelay()
    await local.start()
    yield local
    await local.stop()


def letter() -> KeptMail:
    return KeptMail("sak@uni.example", ("ola@student.example",), LETTER, NOW)


def draft(answers: KeptMail | None = None) -> Draft:
    return Draft("Ola Dal", "ola@student.example", "klage@uni.example", "Klage", "Jeg klager.", answers)


def test_a_mail_carries_the_pushed_time_in_oslo():
    assert composed(draft(), NOW)["Date"] == "Mon, 23 Nov 2026 09:00:00 +0100"


def test_a_reply_names_the_letter_and_those_before_it():
    reply = composed(draft(letter()), NOW)
    assert (reply["In-Reply-To"], reply["References"]) == ("<two@uni.example>", "<one@uni.example> <two@uni.example>")


def test_a_reply_quotes_the_letter_below_its_own_words():
    text = composed(draft(letter()), NOW).get_content()
    assert text.startswith("Jeg klager.\n\nDen 23.11.2026 kl. 08:00 skrev Eksamenskontoret")
    assert "> En lang linje.\n>\n> Hilsen" in text


def test_a_reply_goes_where_the_letter_asks():
    assert reply_address(letter().view) == "sak+abc@uni.example"


def test_soft_line_ends_are_joined_for_the_reader():
    assert shown(0, letter())["text"].startswith("En lang linje.\n")


async def test_a_mail_reaches_the_listener_over_smtp(relay: LocalRelay):
    await send(draft(), NOW, (relay.host, relay.port))
    assert read_mail(relay.mails[0].raw).sender == "Ola Dal <ola@student.example>"


async def test_a_refused_address_is_said_with_the_answer(relay: LocalRelay):
    relay.answer_next("RCPT", "550 5.1.1 no such address")
    with pytest.raises(Unsent, match=r"550 5\.1\.1 no such address"):
        await send(draft(), NOW, (relay.host, relay.port))


async def test_a_listener_that_is_gone_is_said(relay: LocalRelay):
    await relay.stop()
    with pytest.raises(Unsent):
        await send(draft(), NOW, (relay.host, relay.port))
