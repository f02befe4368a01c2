"""LMTP (RFC 2033): the same mail, and an answer for each recipient."""

from collections.abc import AsyncIterator

import pytest

from mailgateway.limits import Limits
from tests.mailgateway.conftest import Start
from tests.mailgateway.memory import Memory
from tests.mailgateway.talking import DOMAIN, Talk, answer, connected, greeted, say

SENDER = "MAIL FROM:<kari@student.example.no>"


@pytest.fixture
async def local(start: Start) -> AsyncIterator[Talk]:
    async with greeted(await start(lmtp=True), "LHLO") as talk:
        yield talk


async def handed_over(talk: Talk, *boxes: str, mail: bytes = b"\r\nx\r\n") -> list[str]:
    """The code of each answer: for the recipients, then after the dot."""
    await say(talk, SENDER)
    said = [(await say(talk, f"RCPT TO:<{box}@{DOMAIN}>"))[:3] for box in boxes]
    assert (await say(talk, "DATA")).startswith("354")
    talk[1].write(mail + b".\r\n")
    return said + [(await answer(talk))[:9].strip() for _ in range(said.count("250"))]


async def test_greeting_says_which_protocol_is_spoken(start: Start) -> None:
    async with connected(await start(lmtp=True)) as talk:
        assert await answer(talk) == f"220 {DOMAIN} LMTP\r\n"


@pytest.mark.parametrize("hello", ["HELO mx", "EHLO mx"])
async def test_hello_of_smtp_is_not_understood(local: Talk, hello: str) -> None:
    assert (await say(local, hello)).startswith("500")


async def test_hello_of_lmtp_is_not_understood_by_smtp(talk: Talk) -> None:
    assert (await say(talk, "LHLO mx")).startswith("500")


async def test_commands_may_come_together_as_lmtp_demands(local: Talk) -> None:
    assert "250-PIPELINING" in await say(local, "LHLO mx")


async def test_each_recipient_has_its_own_answer(local: Talk, store: Memory) -> None:
    assert await handed_over(local, "klage", "nobody", "sak+abc") == ["250", "550", "250", "250 2.0.0", "250 2.0.0"]
    assert [kept.rcpt_to for kept in store.mails] == [(f"klage@{DOMAIN}", f"sak+abc@{DOMAIN}")]


async def test_the_same_recipient_twice_has_two_answers(local: Talk) -> None:
    assert await handed_over(local, "klage", "klage") == ["250"] * 2 + ["250 2.0.0"] * 2


async def test_fault_of_the_store_is_told_to_each(local: Talk, store: Memory) -> None:
    store.full = True
    assert await handed_over(local, "klage", "sak") == ["250"] * 2 + ["451 4.3.0"] * 2


async def test_too_large_mail_is_refused_to_each(start: Start) -> None:
    async with greeted(await start(lmtp=True, limits=Limits(size=1000)), "LHLO") as talk:
        said = await handed_over(talk, "klage", "sak", mail=b"x" * 2000 + b"\r\n")
    assert said == ["250"] * 2 + ["552 5.3.4"] * 2


async def test_without_a_recipient_there_is_one_answer_and_no_mail(local: Talk) -> None:
    await say(local, SENDER)
    assert (await say(local, "DATA")).startswith("503")
    assert (await say(local, "NOOP")).startswith("250")
