"""How much one sender may take of the listener, and what it is told when that is used up."""

import asyncio
from contextlib import AsyncExitStack
from ipaddress import ip_network

import pytest

from mailgateway.limits import Limits
from tests.mailgateway.conftest import Start
from tests.mailgateway.memory import Memory
from tests.mailgateway.talking import DOMAIN, Talk, answer, connected, deliver, envelope, greeted, say

MOMENT = 0.05


async def rest(talk: Talk) -> str:
    """What is said until the connection ends."""
    return (await asyncio.wait_for(talk[0].read(), 10)).decode()


# size


@pytest.mark.parametrize(("announced", "code"), [(1000, "250"), (1001, "552"), (99999999999, "552")])
async def test_announced_size_is_judged_at_mail(start: Start, announced: int, code: str) -> None:
    async with greeted(await start(limits=Limits(size=1000))) as talk:
        assert (await say(talk, f"MAIL FROM:<a@example.no> SIZE={announced}")).startswith(code)


@pytest.mark.parametrize(
    ("size", "code"), [(998, "250"), (999, "552 5.3.4"), (70_000, "552 5.3.4"), (300_000, "552 5.3.4")]
)
async def test_size_that_was_not_announced_is_judged_after_the_dot(start: Start, size: int, code: str) -> None:
    async with greeted(await start(limits=Limits(size=1000))) as talk:
        assert (await deliver(talk, b"x" * size + b"\r\n.\r\n")).startswith(code)


async def test_the_mail_after_one_too_large_is_kept_alone(start: Start, store: Memory) -> None:
    async with greeted(await start(limits=Limits(size=1000))) as talk:
        await deliver(talk, b"x" * 300_000 + b"\r\n.\r\n")
        assert (await deliver(talk, b"\r\nsmall\r\n.\r\n")).startswith("250")
    assert [kept.raw for kept in store.mails] == [b"\r\nsmall\r\n"]


async def test_thirty_megabytes_are_kept_octet_for_octet(talk: Talk, store: Memory) -> None:
    mail = (b"z" * 70 + b"\r\n") * 420_000
    assert (await deliver(talk, mail + b".\r\n")).startswith("250")
    assert store.mails[0].raw == mail


# recipients


async def test_a_hundred_recipients_are_taken_and_the_next_is_asked_to_come_later(talk: Talk, store: Memory) -> None:
    await say(talk, "MAIL FROM:<kari@student.example.no>")
    said = [await say(talk, f"RCPT TO:<klage+{number}@{DOMAIN}>") for number in range(101)]
    assert {line[:9] for line in said[:100]} == {"250 2.1.5"}
    assert said[100].startswith("452 4.5.3")

    await say(talk, "DATA")
    talk[1].write(b"\r\nx\r\n.\r\n")
    assert (await answer(talk)).startswith("250")
    assert len(store.mails[0].rcpt_to) == 100


# commands


async def test_a_sender_that_only_chats_is_sent_away(talk: Talk) -> None:
    said = [await say(talk, "NOOP") for _ in range(Limits().other_commands + 1)]
    assert said[-2].startswith("250")
    assert said[-1].startswith("421 4.7.0")
    assert await rest(talk) == ""


async def test_a_sender_of_nonsense_is_sent_away(talk: Talk) -> None:
    said = [await say(talk, "GET / HTTP/1.1") for _ in range(5)]
    assert [line[:3] for line in said] == ["500"] * 4 + ["502"]
    assert await rest(talk) == ""


async def test_one_connection_carries_so_many_mails_and_no_more(start: Start, store: Memory) -> None:
    async with greeted(await start(limits=Limits(mails=2))) as talk:
        for _ in range(2):
            assert (await deliver(talk, b"\r\nx\r\n.\r\n")).startswith("250")
        assert (await say(talk, "MAIL FROM:<a@example.no>")).startswith("421 4.7.0")
    assert len(store.mails) == 2


@pytest.mark.parametrize("octets", [1_100, 70_000, 200_000])
async def test_a_command_without_end_is_refused_and_the_connection_lives(talk: Talk, octets: int) -> None:
    assert (await say(talk, "MAIL FROM:<" + "a" * octets + "@example.no>")).startswith("500")
    assert (await say(talk, "NOOP")).startswith("250")


# time


async def test_a_silent_sender_is_told_that_it_took_too_long(start: Start) -> None:
    async with connected(await start(limits=Limits(command_seconds=MOMENT))) as talk:
        assert (await rest(talk)).splitlines()[1].startswith("421 4.4.2")


async def test_a_mail_that_stops_in_the_middle_is_given_up(start: Start, store: Memory) -> None:
    async with greeted(await start(limits=Limits(command_seconds=MOMENT))) as talk:
        await envelope(talk)
        await say(talk, "DATA")
        talk[1].write(b"Subject: half\r\n")
        assert (await rest(talk)).startswith("421 4.4.2")
    assert store.mails == []


async def test_a_mail_that_drips_for_ever_is_given_up(start: Start, store: Memory) -> None:
    async with greeted(await start(limits=Limits(mail_seconds=MOMENT))) as talk:
        await envelope(talk)
        await say(talk, "DATA")
        talk[1].write(b"drip " * 20_000 + b"\r\n")
        assert (await rest(talk)).startswith("421 4.4.2")
    assert store.mails == []


async def test_a_store_that_takes_too_long_is_answered_451_and_the_mail_is_kept_once(
    start: Start, store: Memory
) -> None:
    store.gate = asyncio.Event()
    async with greeted(await start(limits=Limits(keep_seconds=MOMENT))) as talk:
        assert (await deliver(talk, b"\r\nslow\r\n.\r\n")).startswith("451 4.3.0")
        store.gate.set()
        assert (await deliver(talk, b"\r\nnext\r\n.\r\n", sender="<b@example.no>")).startswith("250")
    assert [(kept.raw, kept.mail_from) for kept in store.mails] == [
        (b"\r\nslow\r\n", "kari@student.example.no"),
        (b"\r\nnext\r\n", "b@example.no"),
    ]


# connections


async def test_connection_above_the_limit_is_asked_to_return(start: Start) -> None:
    port = await start(limits=Limits(connections=1))
    async with connected(port) as first:
        assert (await first[0].readline()).startswith(b"220")
        async with connected(port, source="127.0.0.2") as second:
            assert (await rest(second)).startswith("421 4.3.2")


async def test_a_peer_with_too_many_connections_leaves_room_for_others(start: Start) -> None:
    port = await start(limits=Limits(per_peer=1))
    async with greeted(port), connected(port) as again, connected(port, source="127.0.0.2") as other:
        assert (await rest(again)).startswith("421 4.7.0")
        assert (await answer(other)).startswith("220")


async def test_who_leaves_makes_room(start: Start) -> None:
    port = await start(limits=Limits(connections=1))
    async with greeted(port) as talk:
        await say(talk, "QUIT")
        await rest(talk)
    async with greeted(port) as talk:
        assert (await say(talk, "NOOP")).startswith("250")


async def test_two_hundred_idle_connections_stop_nobody_who_is_in(start: Start, store: Memory) -> None:
    port = await start()
    async with greeted(port) as talk, AsyncExitStack() as crowd:
        idle = [
            await crowd.enter_async_context(connected(port, source=f"127.0.0.{2 + number % 10}"))
            for number in range(200)
        ]
        said = [(await answer(one))[:3] for one in idle]
        assert (said.count("220"), said.count("421")) == (Limits().connections - 1, 151)
        assert (await deliver(talk, b"\r\nx\r\n.\r\n")).startswith("250")


async def test_stranger_is_turned_away_before_it_is_counted(start: Start) -> None:
    port = await start(limits=Limits(per_peer=1), peers=[ip_network("127.0.0.1/32")])
    async with connected(port, source="127.0.0.2") as stranger, greeted(port) as talk:
        assert (await rest(stranger)).startswith("554 5.7.1")
        assert (await say(talk, "NOOP")).startswith("250")


# room on the disk


@pytest.mark.parametrize(("free", "code"), [(1500, "250"), (1499, "452 4.3.1"), (0, "452 4.3.1"), (None, "250")])
async def test_mail_is_taken_on_only_while_the_disk_has_room_for_it(start: Start, free: int, code: str) -> None:
    async with greeted(await start(limits=Limits(size=1000), free=lambda: free)) as talk:
        assert (await say(talk, "MAIL FROM:<a@example.no>")).startswith(code)
