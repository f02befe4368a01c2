"""The SMTP listener, spoken to over real sockets."""

import asyncio
from datetime import datetime
from ipaddress import ip_network

import aiosmtplib
import pytest

from mailgateway.server import Listener
from tests.mailgateway.conftest import LOOPBACK, NOW, Start
from tests.mailgateway.memory import Memory
from tests.mailgateway.talking import DOMAIN, Talk, answer, deliver, envelope, say


async def test_greeting_names_the_domain_and_no_version(start: Start) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", await start())
    assert await reader.readline() == b"220 eksamen.example.no ESMTP\r\n"
    writer.close()


async def test_mail_is_kept_with_its_envelope_before_250(talk: Talk, store: Memory) -> None:
    assert await deliver(talk, b"Subject: hei\r\n\r\nhei\r\n.\r\n") == "250 2.0.0 Kept as 1\r\n"
    kept = store.mails[0]
    assert (kept.mail_from, kept.rcpt_to) == ("kari@student.example.no", (f"begrunnelse@{DOMAIN}",))
    assert (kept.kept, kept.peer, kept.raw) == (NOW, "127.0.0.1", b"Subject: hei\r\n\r\nhei\r\n")


@pytest.mark.parametrize(
    "address",
    ["begrunnelse", "Klage", "FORMELLFEIL", "sak", "postmaster", "begrunnelse+tdt4100", "klage+a.b=c~d-e", "sak+abc"],
)
async def test_addresses_of_the_house_are_taken(talk: Talk, address: str) -> None:
    await say(talk, "MAIL FROM:<kari@student.example.no>")
    assert (await say(talk, f"RCPT TO:<{address}@{DOMAIN.title()}>")).startswith("250 2.1.5")


@pytest.mark.parametrize("address", ["info@" + DOMAIN, "klage@annet.example.no", "klager@" + DOMAIN, "begrunnelse"])
async def test_any_other_address_is_refused_for_good(talk: Talk, address: str) -> None:
    await say(talk, "MAIL FROM:<kari@student.example.no>")
    assert (await say(talk, f"RCPT TO:<{address}>")).startswith("550 5.1.1 There is no such address")


async def test_bare_postmaster_is_taken_without_a_domain(talk: Talk) -> None:
    await say(talk, "MAIL FROM:<kari@student.example.no>")
    assert (await say(talk, "RCPT TO:<Postmaster>")).startswith("250")


async def test_empty_sender_of_a_bounce_is_kept_as_empty(talk: Talk, store: Memory) -> None:
    assert (await deliver(talk, b"\r\nx\r\n.\r\n", sender="<>")).startswith("250")
    assert store.mails[0].mail_from == ""


async def test_address_with_norwegian_letters_is_taken(talk: Talk, store: Memory) -> None:
    await say(talk, "MAIL FROM:<kåre@student.example.no> SMTPUTF8")
    await say(talk, f"RCPT TO:<klage+kåre@{DOMAIN}>")
    await say(talk, "DATA")
    talk[1].write(b"\r\nx\r\n.\r\n")
    assert (await answer(talk)).startswith("250")
    assert store.mails[0].mail_from == "kåre@student.example.no"


async def test_octets_that_are_no_text_are_replaced_in_the_envelope(talk: Talk, store: Memory) -> None:
    talk[1].write(b"MAIL FROM:<k\xe5re@example.no>\r\n")
    await answer(talk)
    await say(talk, f"RCPT TO:<klage@{DOMAIN}>")
    await say(talk, "DATA")
    talk[1].write(b"\r\nx\r\n.\r\n")
    assert (await answer(talk)).startswith("250")
    assert store.mails[0].mail_from == "k\ufffdre@example.no"


@pytest.mark.parametrize("sender", ["kari@x.no", '"odd one"@x.no', "ø.å@x.no", "a+b=c@[127.0.0.1]"])
async def test_senders_in_every_lawful_form_are_taken(talk: Talk, sender: str) -> None:
    assert (await say(talk, f"MAIL FROM:<{sender}> SIZE=100")).startswith("250")


@pytest.mark.parametrize("sender", ["kari@x.no> BODY=9BIT", "kari@x.no> NONSENSE=1", "kari@@x.no>"])
async def test_command_that_is_not_lawful_is_refused(talk: Talk, sender: str) -> None:
    assert (await say(talk, f"MAIL FROM:<{sender}")).startswith("5")


async def test_stranger_is_turned_away_at_the_door(start: Start) -> None:
    port = await start(peers=(ip_network("10.0.0.0/8"), ip_network("2001:db8::/32")))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    assert (await reader.read()).startswith(b"554 5.7.1")
    writer.close()


async def test_fault_of_the_store_is_answered_451_without_its_words(talk: Talk, store: Memory) -> None:
    store.full = True
    said = await deliver(talk, b"\r\nx\r\n.\r\n")
    assert said.startswith("451 4.3.0")
    assert "disk" not in said


async def test_mail_after_a_fault_has_its_own_envelope(talk: Talk, store: Memory) -> None:
    store.full = True
    await deliver(talk, b"\r\nfirst\r\n.\r\n")
    store.full = False
    assert (await deliver(talk, b"\r\nx\r\n.\r\n", sender="<ola@example.no>", to="klage")).startswith("250")
    assert (store.mails[0].mail_from, store.mails[0].rcpt_to) == ("ola@example.no", (f"klage@{DOMAIN}",))


async def test_recipient_without_a_new_sender_is_refused_after_a_mail(talk: Talk, store: Memory) -> None:
    store.full = True
    await deliver(talk, b"\r\nx\r\n.\r\n")
    assert (await say(talk, f"RCPT TO:<klage@{DOMAIN}>")).startswith("503")
    assert (await say(talk, "DATA")).startswith("503")


async def test_fault_in_a_command_says_nothing_of_its_cause(start: Start) -> None:
    def broken() -> datetime:
        raise RuntimeError("secret of the clock")

    reader, writer = await asyncio.open_connection("127.0.0.1", await start(clock=broken))
    await reader.readline()
    await say((reader, writer), "EHLO mx.example.no")
    assert await deliver((reader, writer), b"\r\nx\r\n.\r\n") == (
        "451 4.3.0 The message could not be kept, please try again later\r\n"
    )
    writer.close()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b".\r\n", b""),
        (b"\r\n.\r\n", b"\r\n"),
        (b"a\r\n.\r\n", b"a\r\n"),
        (b"..\r\n.\r\n", b".\r\n"),
        (b"a\r\n..b\r\n...\r\n.\r\n", b"a\r\n.b\r\n..\r\n"),
        (b"x" * 200_000 + b"\r\n.\r\n", b"x" * 200_000 + b"\r\n"),
        (b"x" * 65_533 + b"\r\n.\r\n", b"x" * 65_533 + b"\r\n"),
        (b"\x00\xff\xe5\r\n.\r\n", b"\x00\xff\xe5\r\n"),
        ((b"y" * 998 + b"\r\n") * 400 + b".\r\n", (b"y" * 998 + b"\r\n") * 400),
    ],
)
async def test_what_was_sent_is_what_is_kept(talk: Talk, store: Memory, sent: bytes, kept: bytes) -> None:
    assert (await deliver(talk, sent)).startswith("250")
    assert store.mails[0].raw == kept


@pytest.mark.parametrize(
    "false_end",
    [
        b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\r\n\x00.\r\n", b"\r\n.\x00\r\n",
        b"\r\n.\r\r\n", b"\n\n.\r\n\n",
    ],
)  # fmt: skip
async def test_no_false_end_of_data_smuggles_a_second_mail(talk: Talk, store: Memory, false_end: bytes) -> None:
    smuggled = b"MAIL FROM:<rektor@example.no>\r\nRCPT TO:<klage@eksamen.example.no>\r\nDATA\r\nx"
    assert (await deliver(talk, b"one" + false_end + smuggled + b"\r\n.\r\n")).startswith("250")
    assert len(store.mails) == 1
    assert b"rektor" in store.mails[0].raw


async def test_mail_split_at_every_place_of_its_end_is_whole(talk: Talk, store: Memory) -> None:
    await envelope(talk)
    await say(talk, "DATA")
    for octet in b"a\r\n.b\r\n.\r\n":
        talk[1].write(bytes([octet]))
        await talk[1].drain()
        await asyncio.sleep(0)
    assert (await answer(talk)).startswith("250")
    assert store.mails[0].raw == b"a\r\nb\r\n"


async def test_commands_sent_together_are_answered_in_order(talk: Talk, store: Memory) -> None:
    commands = b"MAIL FROM:<a@example.no>\r\nRCPT TO:<klage@eksamen.example.no>\r\nDATA\r\n"
    talk[1].write(commands + b"\r\nx\r\n.\r\nNOOP\r\n")
    assert [(await answer(talk))[:3] for _ in range(5)] == ["250", "250", "354", "250", "250"]
    assert store.mails[0].raw == b"\r\nx\r\n"


async def test_sender_that_hangs_up_does_not_undo_the_keeping(talk: Talk, store: Memory) -> None:
    store.gate = asyncio.Event()
    await envelope(talk)
    await say(talk, "DATA")
    talk[1].write(b"\r\nx\r\n.\r\n")
    await store.asked.wait()
    talk[1].close()
    await talk[1].wait_closed()
    store.gate.set()
    await asyncio.wait_for(store.kept.wait(), 5)
    assert len(store.mails) == 1


async def test_half_a_mail_is_never_kept(talk: Talk, start: Start, store: Memory) -> None:
    await envelope(talk)
    await say(talk, "DATA")
    talk[1].write(b"Subject: half\r\n")
    talk[1].close()
    await talk[1].wait_closed()
    assert store.mails == []


async def test_stop_lets_a_mail_being_kept_end_first(store: Memory) -> None:
    store.gate = asyncio.Event()
    listener = Listener(store, DOMAIN, LOOPBACK, lambda: NOW, lambda: None)
    talk = await asyncio.open_connection(*await listener.start("127.0.0.1", 0))
    await talk[0].readline()
    await say(talk, "EHLO mx.example.no")
    await envelope(talk)
    await say(talk, "DATA")
    talk[1].write(b"\r\nx\r\n.\r\n")
    await store.asked.wait()
    stopping = asyncio.create_task(listener.stop(5))
    asyncio.get_running_loop().call_soon(store.gate.set)
    assert await talk[0].read() == b"250 2.0.0 Kept as 1\r\n421 4.3.2 Closing down, please try again later\r\n"
    await stopping
    talk[1].close()


async def test_stop_says_goodbye_to_idle_connections(store: Memory) -> None:
    listener = Listener(store, DOMAIN, LOOPBACK, lambda: NOW, lambda: None)
    reader, writer = await asyncio.open_connection(*await listener.start("127.0.0.1", 0))
    await reader.readline()
    await listener.stop(5)
    assert (await reader.read()).startswith(b"421 4.3.2")
    writer.close()


async def test_reader_is_woken_after_each_kept_mail(start: Start) -> None:
    woken = asyncio.Event()
    port = await start(on_kept=woken.set)
    await aiosmtplib.send(
        b"Subject: x\r\n\r\nx\r\n", sender="a@example.no", recipients=[f"klage@{DOMAIN}"], port=port, start_tls=False
    )
    await asyncio.wait_for(woken.wait(), 5)
