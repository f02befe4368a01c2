"""The stories of letters on their way out: a relay that is down, closes, keeps silent or may have taken a letter, and DKIM."""

from collections.abc import Sequence
from pathlib import Path

import dkim
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import select

from fristvakt.institution import open_signers
from store.post_tables import attempts, outgoing
from tests.season import GRADER, KARI
from tests.stage import Stage, header, open_stage
from tests.tongues import EN, NB, NN

ALL = (NB, NN, EN)


async def fates(stage: Stage) -> Sequence[str]:
    """What became of each try to send a letter, in their order."""
    asked = select(attempts.c.fate).join(outgoing).where(outgoing.c.kind == "letter").order_by(attempts.c.id)
    return await stage.service.store._read(lambda connection: list(connection.execute(asked).scalars()))


async def tries(stage: Stage) -> Sequence[int]:
    """How often each letter has been tried, in the order of writing."""
    asked = select(outgoing.c.tries).where(outgoing.c.kind == "letter").order_by(outgoing.c.id)
    return await stage.service.store._read(lambda connection: list(connection.execute(asked).scalars()))


async def all_ask(stage: Stage) -> None:
    for tongue in ALL:
        await stage.asks(tongue)


def letters(stage: Stage) -> list[int]:
    """How many letters each of the three students has got."""
    return [len(stage.letters(tongue.student)) for tongue in ALL]


# a relay that is down


async def test_a_relay_that_is_down_costs_no_letter_a_try(stage: Stage) -> None:
    await stage.relay.stop()
    await all_ask(stage)
    for _ in range(20):
        await stage.later(minutes=5)
    assert await tries(stage) == [0, 0, 0]


async def test_all_letters_go_out_with_the_first_probe_that_finds_the_relay_again(stage: Stage) -> None:
    await stage.relay.stop()
    await all_ask(stage)
    for _ in range(3):
        await stage.later(hours=24)
    await stage.relay.start()
    await stage.later(minutes=5)

    assert (letters(stage), await stage.tasks()) == ([1, 1, 1], [])


async def test_a_relay_that_is_down_is_named_once_in_the_path_of_the_letter_that_met_it(stage: Stage) -> None:
    await stage.relay.stop()
    await all_ask(stage)
    for _ in range(5):
        await stage.later(minutes=5)
    assert await fates(stage) == ["away"]


async def test_a_relay_that_closes_is_left_in_peace_until_a_probe_is_due(stage: Stage) -> None:
    stage.relay.answer_next("RCPT", "421 4.3.2 closing", times=2)
    await all_ask(stage)
    await stage.later(seconds=15)
    assert await fates(stage) == ["later", "later"]

    await stage.later(minutes=2)
    assert letters(stage) == [1, 1, 1]


async def test_a_letter_that_always_breaks_the_connection_does_not_keep_the_others(stage: Stage) -> None:
    stage.relay.answer_next("RCPT", "421 4.3.2 closing", times=100, address=KARI)
    await all_ask(stage)
    for _ in range(3):
        await stage.later(minutes=5)
    assert letters(stage) == [0, 1, 1]


async def test_a_relay_that_is_down_for_an_hour_becomes_a_task_that_its_return_settles(stage: Stage) -> None:
    await stage.relay.stop()
    await stage.asks(NB)
    await stage.later(minutes=59)
    assert await stage.tasks() == []
    await stage.later(minutes=5)
    assert await stage.tasks() == ["relay_away"]

    await stage.relay.start()
    await stage.later(minutes=5)
    assert await stage.tasks() == []


async def test_receipts_go_before_the_morning_lists_that_have_waited_longer(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.relay.stop()
    await stage.slack.go_away()
    await stage.morning()
    for _ in range(6):
        await stage.later(minutes=15)
    await stage.asks(NN)
    await stage.relay.start()
    before = len(stage.relay.mails)
    await stage.later(minutes=5)

    went = [mail.recipients[0] for mail in stage.relay.mails[before:]]
    assert (went[0], len(went) > 1) == (NN.student, True)


# a letter that may or may not have been taken


async def test_a_letter_that_may_have_been_taken_goes_again_to_the_byte(stage: Stage) -> None:
    stage.relay.drop_next("after-dot")
    await stage.asks(NB)
    await stage.later(minutes=1)

    first, second = (kept.raw for kept in stage.relay.mailbox(KARI))
    assert (first == second, await fates(stage)) == (True, ["unknown", "sent"])


async def test_a_drop_after_the_dot_makes_only_that_letter_wait(stage: Stage) -> None:
    stage.relay.drop_next("after-dot")
    await all_ask(stage)
    assert await fates(stage) == ["unknown", "sent", "sent"]


async def test_nothing_that_was_taken_goes_again(stage: Stage) -> None:
    await all_ask(stage)
    await stage.restart()
    for _ in range(4):
        await stage.later(hours=24)
    assert letters(stage) == [1, 1, 1]


async def test_what_was_claimed_when_the_service_stops_goes_out_at_its_next_start(stage: Stage) -> None:
    stage.relay.answer_next("RCPT", "421 4.3.2 closing")
    await all_ask(stage)
    await stage.restart()
    await stage.service.settle()
    assert letters(stage) == [0, 1, 1]


# a letter that is late


async def test_a_letter_that_is_not_taken_for_four_hours_becomes_a_task_until_it_is(stage: Stage) -> None:
    stage.relay.answer_next("RCPT", "451 4.7.1 greylisted", times=6)
    await stage.asks(NB)
    for minutes in (1, 5, 15, 60):
        await stage.later(minutes=minutes)
    assert await stage.tasks() == []
    await stage.later(hours=3)
    assert await stage.tasks() == ["letter_late"]

    await stage.later(hours=6)
    assert (letters(stage)[0], await stage.tasks()) == (1, [])


# what ties letters together


async def test_letters_of_a_case_hang_together_and_name_the_mail_that_began_it(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.slack.dm(GRADER, "sendt 1")
    await stage.service.settle()

    receipt, ready = stage.letters(KARI)
    began, taken = header(receipt, "In-Reply-To"), header(receipt, "Message-ID")
    assert header(ready, "In-Reply-To") == taken
    assert header(ready, "References").split() == [began, taken]


# DKIM


async def test_letters_are_signed_when_a_key_is_given_and_verify_when_they_arrive(
    emptied_url: str, tmp_path: Path
) -> None:
    key = tmp_path / "dkim.pem"
    key.write_bytes(Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    async with open_stage(emptied_url, tmp_path, dkim_keys=f"e2026={key}", dkim_domain="example.no") as stage:
        stage.relay.drop_next("after-dot")
        await all_ask(stage)
        await stage.later(minutes=1)
        records = {f"{signer.place}.".encode(): signer.published.encode() for signer in open_signers(stage.settings)}

        arrived = [kept.raw for kept in stage.relay.mails]
        assert [dkim.verify(raw, dnsfunc=lambda name, timeout: records.get(name)) for raw in arrived] == [True] * 4
