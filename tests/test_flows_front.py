"""The stories of `fristvakt check --mail`: a forged mail goes through the server in front, and what arrives tells whether it is safe."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from casework.messages import Verdict
from fristvakt.probing import try_mail
from tests.appeals import on_sqlite
from tests.fristvakt.around import closed_port
from tests.fronts import (
    FOUND,
    HOST,
    front,
    has_another_name,
    leaves_below,
    passes_through,
    puts_its_own_last,
    says_nothing,
    strips,
)
from tests.stage import Stage, open_stage

Writes = Callable[[bytes], bytes]
BEHIND = {"mail_verdict": None, "authserv_id": HOST, "mail_server": HOST}
EXCHANGE = {"mail_verdict": None, "authserv_id": "exchange-online", "mail_server": ".example.no"}

pytestmark = on_sqlite


@pytest.fixture
async def behind(emptied_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The running service behind a mail server."""
    async with open_stage(emptied_url, tmp_path, **BEHIND) as stage:
        yield stage


async def tried(stage: Stage, writes: Writes, **more: object) -> list[tuple[str, bool, str]]:
    async with front(writes, stage.service.smtp_address) as server:
        settings = stage.settings.model_copy(update=more)
        lines = await try_mail(settings, f"127.0.0.1:{server.port}", 10.0)
    return [(line.what, line.good, line.says) for line in lines]


@pytest.mark.parametrize(
    ("writes", "says"),
    [
        (strips, "none of 4 forged fields counts: 2 taken away, 2 left below"),
        (leaves_below, "none of 4 forged fields counts: 0 taken away, 4 left below"),
    ],
)
async def test_a_good_server_is_told_to_be_good(behind: Stage, writes: Writes, says: str) -> None:
    forged, word = await tried(behind, writes)

    assert (forged[1], word) == (True, ("word of the mail server", True, "it says what it found of a sender"))
    assert says in forged[2]


@pytest.mark.parametrize(
    ("writes", "says"),
    [
        (passes_through, "3 of 4 forged fields would count as your server's own. No Received of mx.example.no came"),
        (puts_its_own_last, "3 of 4 forged fields would count as your server's own"),
        (has_another_name, "the servers are: mx7.inner.example.no. Name yours in FRISTVAKT_MAIL_SERVER."),
    ],
)
async def test_a_bad_server_is_told_to_be_bad(behind: Stage, writes: Writes, says: str) -> None:
    ((_, good, said),) = await tried(behind, writes)

    assert (good, says in said) == (False, True)


async def test_a_server_that_says_nothing_of_senders_is_pointed_out(behind: Stage) -> None:
    _, (_, good, says) = await tried(behind, says_nothing)

    assert (good, "it said nothing of this sender" in says) == (True, True)


@pytest.mark.parametrize(("writes", "good"), [(strips, True), (passes_through, False)])
async def test_a_server_without_a_name_in_its_results_is_tried_too(
    emptied_url: str, tmp_path: Path, writes: Writes, *, good: bool
) -> None:
    def nameless(raw: bytes) -> bytes:
        return writes(raw).replace(FOUND.encode(), FOUND.replace(f"{HOST}; ", "spf=none; ").encode())

    async with open_stage(emptied_url, tmp_path, **EXCHANGE) as stage:
        lines = await tried(stage, nameless)
    assert lines[0][1] is good


async def test_trying_the_server_leaves_no_work_and_sends_no_letter(behind: Stage) -> None:
    for writes in (strips, passes_through, leaves_below):
        await tried(behind, writes)
    await behind.service.settle()

    assert (await behind.tasks(), behind.relay.mails, await behind.cases()) == ([], [], 0)


async def test_a_server_that_does_not_answer_is_told(behind: Stage) -> None:
    (line,) = await try_mail(behind.settings, f"127.0.0.1:{closed_port()}", 1.0)

    assert (line.good, "did not take the mail" in line.says) == (False, True)


async def test_a_mail_that_never_arrives_is_told(behind: Stage) -> None:
    (line,) = await try_mail(behind.settings, f"127.0.0.1:{behind.relay.port}", 0.5)

    assert (line.good, "did not arrive within" in line.says) == (False, True)


async def test_without_a_server_in_front_there_is_nothing_to_try(behind: Stage) -> None:
    (line,) = await try_mail(behind.settings.model_copy(update={"authserv_id": None}))

    assert (line.good, "no mail server stands in front" in line.says) == (True, True)


async def test_without_a_server_in_front_whoever_vouches_for_everybody_is_told(behind: Stage) -> None:
    open_to_all = {"authserv_id": None, "mail_verdict": Verdict.AUTHENTICATED}
    (line,) = await try_mail(behind.settings.model_copy(update=open_to_all))

    assert (line.good, "counts as authenticated, a forged one too" in line.says) == (False, True)


async def test_a_server_that_has_many_names_must_be_named(behind: Stage) -> None:
    (line,) = await try_mail(behind.settings.model_copy(update={"mail_server": ".example.no"}))

    assert (line.good, "--through HOST:PORT" in line.says) == (False, True)
