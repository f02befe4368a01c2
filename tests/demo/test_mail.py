from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.message import EmailMessage

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


def invited(method: str = "REQUEST") -> KeptMail:
    calendar = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20261123T080000Z\r\n"
        "DTSTART:20261126T091500Z\r\nDTEND:20261126T094500Z\r\nSUMMARY:Sak 1: TDT4100\r\nLOCATION:rom B312\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "sak@uni.example", "ola@student.example", "Innkalling"
    mail.set_content("Velkommen")
    mail.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return KeptMail("sak@uni.example", ("ola@student.example",), mail.as_bytes(), NOW)


def test_an_invitation_is_shown_as_a_calendar_shows_it():
    assert shown(1, invited())["invitation"] == {
        "summary": "Sak 1: TDT4100",
        "when": "torsdag 26. november 2026 kl. 10.15–10.45",
        "place": "rom B312",
        "cancelled": False,
    }


def test_an_invitation_that_is_taken_back_says_so():
    assert shown(1, invited("CANCEL"))["invitation"]["cancelled"] is True


def test_a_letter_without_an_invitation_shows_none():
    assert shown(1, letter())["invitation"] is None
