"""`fristvakt dates`: lines in, lines out, however they arrive; and the clocks of one case as a picture."""

import io
import json
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from casework.facts import dates_for
from fristvakt.dating import answer_lines
from fristvakt.opening import open_store
from fristvakt.settings import Settings
from tests.fristvakt.around import Around
from tests.fristvakt.command import COMMAND, run, running
from tests.store.sample import fill, opening

ONE, TWO = {"announced": "2026-11-17"}, {"appeal_received": "2026-11-23"}


def answered(text: bytes, **options: bool) -> list[dict[str, object]]:
    sink = io.BytesIO()
    answer_lines(io.BufferedReader(io.BytesIO(text)), sink, **options)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


class Dripping(io.BufferedIOBase):
    """A stream of which a few bytes arrive at a time."""

    def __init__(self, text: bytes) -> None:
        self.left = text

    def read1(self, size: int = -1) -> bytes:
        piece, self.left = self.left[:7], self.left[7:]
        return piece


def lines(*facts: dict[str, str]) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in facts)


def test_each_line_is_answered_as_the_facts_are() -> None:
    assert answered(lines(ONE, TWO)) == [dates_for(ONE), dates_for(TWO)]


def test_lines_that_arrive_in_pieces_are_put_together() -> None:
    sink = io.BytesIO()
    answer_lines(Dripping(lines(ONE, TWO)), sink)
    assert sink.getvalue().count(b"\n") == 2


def test_the_last_line_needs_no_end() -> None:
    assert answered(lines(ONE).rstrip()) == [dates_for(ONE)]


@pytest.mark.parametrize("nothing", [b"", b"\n", b"\r\n  \n"])
def test_empty_lines_are_answered_with_nothing(nothing: bytes) -> None:
    assert answered(nothing) == []


def test_a_line_that_ends_as_on_windows_is_read() -> None:
    assert answered(b'{"announced": "2026-11-17"}\r\n') == [dates_for(ONE)]


def test_explained_answers_have_their_steps_and_all_else_alike() -> None:
    (told,) = answered(lines(ONE), explain=True)
    assert told["D-APP"]["explain"][0].startswith("Rule D-APP: ")
    assert dates_for(ONE)["D-APP"].items() <= told["D-APP"].items()


def test_a_key_that_cannot_be_written_is_named_by_its_escape() -> None:
    (said,) = answered(b'{"\\ud800": 1}')
    assert str(said["error"]).startswith("\ud800: no such fact")


async def one_case(settings: Settings) -> None:
    """Kari asked for an explanation of a grade announced a week before."""
    async with await open_store(settings) as store:
        await store.upgrade()
        await fill(store)
        await store.write(lambda records: records.save(opening(1)))


async def test_the_clocks_of_a_case_are_drawn_for_a_case_handler(around: Around, tmp_path: Path) -> None:
    await one_case(around.settings())
    ended = await run(tmp_path, "dates", "--timeline", "1", "--as", "office@example.no", given=around.given)
    first, days, _, bar, *_ = ended.out.splitlines()
    assert (ended.code, first, days.split()) == (0, "IN1000", ["2026-11-16", "2026-11-23"])
    assert bar.startswith("Be om begrunnelse    [===")
    assert "ingen klagefrist løper mens vi venter på begrunnelsen (§ 11-10), D-APP-PEND" in ended.out


@pytest.mark.parametrize(
    ("person", "sentence"), [("second@example.no", "sak"), ("nobody@example.no", "is no registered grader")]
)
async def test_the_clocks_are_drawn_for_nobody_else(around: Around, tmp_path: Path, person: str, sentence: str) -> None:
    await one_case(around.settings())
    ended = await run(tmp_path, "dates", "--timeline", "1", "--as", person, given=around.given)
    assert (ended.code > 0, ended.out) == (True, "")
    assert sentence in ended.err.lower()


async def test_the_steps_are_told_on_request(tmp_path: Path) -> None:
    async with running(tmp_path, "dates", "--explain") as command:
        out, _ = await command.process.communicate(lines(ONE))
    assert json.loads(out)["D-ANN"]["explain"][1] == "Announced on Tuesday 17 November 2026."


def test_nobody_who_listens_any_more_is_no_fault(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.write_bytes(lines(ONE) * 20_000)
    with (
        facts.open("rb") as source,
        subprocess.Popen([COMMAND, "dates"], stdin=source, stdout=PIPE, stderr=PIPE) as dates,
    ):
        dates.stdout.readline()
        dates.stdout.close()
        assert (dates.stderr.read(), dates.wait()) == (b"", 1)


def test_facts_are_answered_without_loading_the_service() -> None:
    """A hundred thousand facts in one run need not wait for Slack, a database and a web server."""
    asked = (
        "import sys; from fristvakt.command import main; sys.argv = ['fristvakt', 'dates']; main(); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", asked], input=b"", capture_output=True, check=True).stdout.decode()
    assert not {"slack_sdk", "sqlalchemy", "aiohttp", "aiosmtpd", "typer", "holidays.countries"} & set(loaded.split())
