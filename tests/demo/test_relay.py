from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest

from demo.relay import LocalRelay


@pytest.fixture
async def relay() -> AsyncIterator[LocalRelay]:
    started = LocalRelay()
    await started.start()
    yield started
    await started.stop()


def letter(to: str = "kari@uni.example", text: str = "Hei på deg\n") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "sensur@uni.example", to, "Foreløpig svar på klage"
    message["Date"] = "Mon, 15 Jun 2026 10:00:00 +0200"
    message.set_content(text, cte="base64")
    return message


async def send(relay: LocalRelay, message: EmailMessage | None = None, *recipients: str) -> None:
    to = list(recipients) or None
    await aiosmtplib.send(message or letter(), hostname=relay.host, port=relay.port, recipients=to, start_tls=False)


async def test_accepted_mail_is_kept_with_its_envelope(relay: LocalRelay) -> None:
    await send(relay, letter(), "ola@uni.example")
    assert (relay.mails[0].sender, relay.mails[0].recipients) == ("sensur@uni.example", ("ola@uni.example",))


async def test_mailbox_holds_one_address_newest_last(relay: LocalRelay) -> None:
    for to, text in (("kari@uni.example", "en"), ("ola@uni.example", "to"), ("kari@uni.example", "tre")):
        await send(relay, letter(to, text))
    assert [mail.view.text.strip() for mail in relay.mailbox("Kari@uni.example")] == ["en", "tre"]


async def test_mail_is_read_as_a_person_would(relay: LocalRelay) -> None:
    await send(relay)
    view = relay.mails[0].view
    assert (view.subject, view.text, view.to) == ("Foreløpig svar på klage", "Hei på deg\n", "kari@uni.example")


async def test_invitation_shows_as_an_attachment(relay: LocalRelay) -> None:
    message = letter()
    message.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="invite.ics")
    await send(relay, message)
    [invitation] = relay.mails[0].view.attachments
    assert (invitation.name, invitation.content_type) == ("invite.ics", "text/calendar")


async def test_waiting_ends_when_the_mail_is_there(relay: LocalRelay) -> None:
    await send(relay)
    assert len(await relay.wait_for(lambda: relay.mailbox("kari@uni.example"))) == 1


async def test_waiting_in_vain_ends_after_its_time(relay: LocalRelay) -> None:
    with pytest.raises(TimeoutError):
        await relay.wait_for(lambda: relay.mails, timeout=0.01)


async def test_recipient_is_refused_once_on_request(relay: LocalRelay) -> None:
    relay.answer_next("RCPT", "550 5.1.1 no such user", address="kari@uni.example")
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
        await send(relay)
    await send(relay)
    assert len(relay.mails) == 1


async def test_content_is_put_off_as_often_as_asked(relay: LocalRelay) -> None:
    relay.answer_next("DATA", "451 4.3.0 later", times=2)
    for _ in range(2):
        with pytest.raises(aiosmtplib.SMTPDataError):
            await send(relay)
    await send(relay)
    assert len(relay.mails) == 1


async def test_sender_is_refused_on_request(relay: LocalRelay) -> None:
    relay.answer_next("MAIL", "421 4.3.2 closing")
    with pytest.raises(aiosmtplib.SMTPException):
        await send(relay)
    assert relay.mails == []


@pytest.mark.parametrize(("moment", "kept"), [("before-dot", 0), ("after-dot", 1)])
async def test_hanging_up_keeps_only_what_was_whole(relay: LocalRelay, moment: str, kept: int) -> None:
    relay.drop_next("after-dot" if moment == "after-dot" else "before-dot")
    with pytest.raises(aiosmtplib.SMTPException):
        await send(relay)
    assert len(relay.mails) == kept


async def test_mails_outlast_a_restart_in_their_folder(tmp_path: Path) -> None:
    first, second = LocalRelay(folder=tmp_path), LocalRelay(folder=tmp_path)
    await first.start()
    await send(first)
    await first.stop()
    await second.start()
    await second.stop()
    assert second.mails == first.mails


async def test_stopping_cuts_a_client_that_lingers(relay: LocalRelay) -> None:
    client = aiosmtplib.SMTP(hostname=relay.host, port=relay.port, start_tls=False)
    await client.connect()
    await relay.stop()
    with pytest.raises(aiosmtplib.SMTPException):
        await client.noop()


async def test_lines_that_begin_with_a_dot_come_through(relay: LocalRelay) -> None:
    message = letter()
    message.set_content(".punktum\n", cte="7bit")
    await send(relay, message)
    assert relay.mails[0].view.text == ".punktum\n"
