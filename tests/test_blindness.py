"""Two runs that differ only in what new graders must not know: every byte that they receive is the same (§ 11-11, D-02).

In front of each run stand the same clock and the same keys, so that nothing needs to be left out but what Slack itself counts up.
"""

import re
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from casework.access import Move
from casework.calendar import day_of
from casework.case import Outcome, Status
from casework.exams import ExplanationForm, Language
from casework.registration import ExamRow, ResultRow
from tests.appeals import AUTUMN, BY_HAND, GROUNDS, METTE, does, handler, page, take
from tests.season import KARI, NEW_GRADER
from tests.stage import Stage, header, open_stage

TS = re.compile(r"\d{10}\.\d{6}")
SIGNED = "[a-z2-7]{20,56}"
TOKEN = re.compile(rf"(?<![a-z2-7]){SIGNED}(?=@|\")|(?<=--=_){SIGNED}|(?<=X-Fristvakt-Loop: ){SIGNED}")


@dataclass(frozen=True)
class Secrets:
    """What must not reach a new grader. `explained` is what the first grader writes, `grade` the first grade."""

    name: str = "Kari Nordmann"
    address: str = KARI
    grade: str = "C"
    explained: str = "sendt 1"
    reasons: str = "Jeg mener oppgave 2 er feil vurdert."
    language: Language = Language.NB


@dataclass(frozen=True)
class Received:
    """Everything that reached the new graders, and what became of the case, which must differ where it should."""

    slack: list[str]
    letters: list[bytes]
    pages: list[str]
    outcome: Outcome | None
    steps: list[str]


FIRST = Secrets()
NEVER_CAME = "the case handler records it"
ALIKE = [
    pytest.param(replace(FIRST, name="Åse Ødegård-Wærnes", address="aase@student.example.no"), id="name and address"),
    pytest.param(replace(FIRST, grade="A"), id="first grade: against instead of in favour"),
    pytest.param(replace(FIRST, grade="B"), id="first grade: unchanged instead of in favour"),
    pytest.param(replace(FIRST, explained="gitt 1"), id="explained in a talk"),
    pytest.param(replace(FIRST, explained=NEVER_CAME), id="never came to the talk"),
    pytest.param(replace(FIRST, reasons="Sensor hadde sagt at det var en A.\n" * 40), id="reasons"),
    pytest.param(Secrets("Ola Vik", "ola@student.example.no", "A", "gitt 1", "Urettferdig!"), id="everything at once"),
]
FURTHER = [pytest.param(replace(FIRST, grade=grade), id=f"first grade {grade}") for grade in "DEF"]


@pytest.fixture(scope="module")
def run(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Secrets], Awaitable[Received]]:
    """Plays the story with these secrets, or gives what an earlier test has played."""
    keys = tmp_path_factory.mktemp("keys") / "fristvakt.key"
    keys.write_text(f"{'5' * 64}\n")
    keys.chmod(0o600)

    known: dict[Secrets, Received] = {}

    async def play(secrets: Secrets) -> Received:
        if secrets not in known:
            known[secrets] = await fresh(secrets)
        return known[secrets]

    async def fresh(secrets: Secrets) -> Received:
        folder = tmp_path_factory.mktemp("run")
        database = shutil.copy(migrated_file, folder / "fristvakt.db")
        async with open_stage(f"sqlite:///{database}", folder, key_file=keys) as stage:
            received = await played(stage, secrets)
            assert await stage.faults() == []
            return received

    return play


async def played(stage: Stage, secrets: Secrets) -> Received:
    await set_up(stage, secrets)
    pages = await story(stage, secrets)
    case = await stage.case(2)
    events = await stage.service.store.read(lambda records: records.history(2))
    letters = [
        kept.raw for kept in stage.relay.mails if METTE in kept.recipients or "nina@example.no" in kept.recipients
    ]
    return Received(slack_bytes(stage), letters, pages, case.outcome, [event.name for event in events])


async def set_up(stage: Stage, secrets: Secrets) -> None:
    own = ResultRow(BY_HAND, "1001", "5001", secrets.name, secrets.address, secrets.language, "", None, secrets.grade)
    await take(stage, replace(AUTUMN, results=(own,)))
    await take(
        stage, replace(AUTUMN, results=(), exams=(ExamRow(BY_HAND, explanation_form=ExplanationForm.GRADER_CHOOSES),))
    )


async def story(stage: Stage, secrets: Secrets) -> list[str]:
    """Asked, explained, appealed, graded, entered, decided, told; what the pages showed."""
    course = BY_HAND.course
    await write(stage, secrets.address, "begrunnelse", 1, f"Jeg ber om begrunnelse for karakteren i {course}.")
    await stage.later(minutes=5)
    await explain(stage, secrets)
    await write(stage, secrets.address, "klage", 2, f"Jeg klager på karakteren i {course}.\n\n{secrets.reasons}")
    await look(stage, 3)
    await stage.says(NEW_GRADER, "ferdig 2")
    await write(stage, METTE, reply_to(stage), 4, "ferdig 2")
    letter = next(letter for letter in reversed(stage.letters(METTE)) if "/l/" in letter.text)
    pages = [(await page(stage, letter))[1], (await page(stage, letter, "B"))[1], (await page(stage, letter))[1]]
    await look(stage, 5)
    if (await stage.case(2)).status is Status.FURTHER:
        await does(stage, Move.IN_FAVOUR, 2)
    await look(stage, 6)
    await stage.later(hours=1)
    await does(stage, Move.TELL, 2)
    await stage.morning(stage.clock.moment.date() + timedelta(days=1))
    await look(stage, 7)
    return pages


async def explain(stage: Stage, secrets: Secrets) -> None:
    if secrets.explained != NEVER_CAME:
        await stage.says("U0GRADER1", secrets.explained)
        return
    grounds, now = replace(GROUNDS, meeting=day_of(stage.clock())), stage.clock()
    siri, counter = await handler(stage), stage.service.counter
    await counter.act(siri, 1, Move.NO_SHOW_STATED, now, via="test", grounds=grounds)
    await stage.service.settle()


async def look(stage: Stage, number: int) -> None:
    """On a day of its own, as a machine gives few answers a day: both new graders ask for the case and for all that waits."""
    await stage.morning(stage.clock.moment.date() + timedelta(days=2))
    await stage.says(NEW_GRADER, "sak 2")
    await stage.command(NEW_GRADER, "/sak")
    await stage.slack.open_home(NEW_GRADER)
    await write(stage, METTE, reply_to(stage), number * 10, "sak 2")
    await write(stage, METTE, "sak", number * 10 + 1, "sak")


def reply_to(stage: Stage) -> str:
    return header(stage.letters(METTE)[0], "Reply-To")


async def write(stage: Stage, sender: str, to: str, number: int, text: str) -> None:
    """A mail whose every byte is ours, since answers repeat its Message-ID."""
    address = to if "@" in to else f"{to}@{stage.settings.mail_domain}"
    fields = f"From: {sender}\nTo: {address}\nSubject: Hei\nMessage-ID: <own-{number}@example.org>\n"
    plain = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    raw = f"{fields}{plain}\n{text}\n".replace("\n", "\r\n").encode()
    await stage.deliver(sender, address, raw)


def slack_bytes(stage: Stage) -> list[str]:
    """Every call that shows the new grader something, and what the conversation then holds, Slack's own times counted.

    An answer and a card that is drawn again go to Slack side by side, which of them first is chance; each method has its own order.
    """
    direct = stage.slack.space.direct(NEW_GRADER).id
    shown = [call for call in stage.slack.calls if NEW_GRADER in str(call.args) or direct in str(call.args)]
    in_order = sorted(shown, key=lambda call: call.method)
    seen: dict[str, str] = {}
    told = [*(f"{call.method} {call.args}" for call in in_order), stage.seen(NEW_GRADER)]
    return [TS.sub(lambda ts: seen.setdefault(ts[0], f"ts-{len(seen)}"), each) for each in told]


@pytest.mark.demand("D-02")
@pytest.mark.demand("A-163")
@pytest.mark.demand("A-158")
@pytest.mark.parametrize("other", ALIKE)
async def test_what_new_graders_receive_is_the_same_to_the_byte(
    run: Callable[[Secrets], Awaitable[Received]], other: Secrets
) -> None:
    one, two = await run(FIRST), await run(other)
    assert one.letters == two.letters
    assert one.slack == two.slack
    assert one.pages == two.pages


@pytest.mark.parametrize("other", FURTHER)
async def test_new_graders_do_not_learn_that_it_is_assessed_once_more(
    run: Callable[[Secrets], Awaitable[Received]], other: Secrets
) -> None:
    """The running number of what we send is in the signed addresses and fields of later letters, so those alone are left out."""
    one, two = await run(FIRST), await run(other)
    assert ("assessed_further" in one.steps, "assessed_further" in two.steps) == (False, True)
    assert (one.slack, one.pages) == (two.slack, two.pages)
    assert [without_tokens(letter) for letter in one.letters] == [without_tokens(letter) for letter in two.letters]


def without_tokens(letter: bytes) -> str:
    return TOKEN.sub(lambda token: "*" * len(token[0]), letter.decode())


async def test_the_comparison_would_see_a_difference(run: Callable[[Secrets], Awaitable[Received]]) -> None:
    one, two = await run(FIRST), await run(replace(FIRST, grade="A"))
    assert (one.outcome, two.outcome) == (Outcome.IN_FAVOUR, Outcome.AGAINST)
    assert len(one.letters) >= 12
    assert len(one.slack) >= 12


@pytest.mark.demand("A-157")
async def test_no_secret_stands_anywhere_in_what_new_graders_receive(
    run: Callable[[Secrets], Awaitable[Received]],
) -> None:
    secret = Secrets("Unni Unik", "unni@student.example.no", "A", "gitt 1", "Særdeles urettferdig vurdering.")
    received = await run(secret)
    everything = " ".join([*received.slack, *received.pages, *(raw.decode() for raw in received.letters)])
    assert not [word for word in ("Unni", "unni", "rdeles", "urettferdig") if word in everything]
