"""The command line, each command a real process: what it prints where, and what it ends with."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from fristvakt.opening import open_store
from fristvakt.settings import Settings
from tests.fristvakt.around import SECRET, Around, closed_port, taken_port
from tests.fristvakt.command import run, running
from tests.store.sample import fill, letter, opening

EXAMS = "Emnekode;Termin;Begrunnelse;Klage\nTDT4100;2026H;J;J\n"
BAD_EXAMS = EXAMS + "tdt;2026X;J;K\n"
PORTS = {"FRISTVAKT_SMTP_LISTEN": "127.0.0.1:0", "FRISTVAKT_HTTP_LISTEN": "127.0.0.1:0"}
NO_SLACK = {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}
WHERE = r"mail at 127\.0\.0\.1:(\d+), pages at (http://127\.0\.0\.1:\d+)"


async def get(url: str) -> tuple[int, object]:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.json()


@asynccontextmanager
async def silent_server(says: bytes, silent_after: bytes) -> AsyncIterator[tuple[int, asyncio.Event]]:
    """A server that greets, agrees to every line, and falls silent for ever after one that begins so."""
    fell_silent = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(says)
        while (line := await reader.readline()) and not line.startswith(silent_after):
            writer.write(b"250 ok\r\n")
        fell_silent.set()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], fell_silent
    finally:
        server.close()


@pytest.fixture
def database(around: Around, tmp_path: Path) -> Callable[[str], None]:
    """Writes into the database's file behind the service's back."""

    def change(statement: str) -> None:
        with closing(sqlite3.connect(tmp_path / "fristvakt.db")) as raw, raw:
            raw.execute(statement)

    return change


async def one_case(settings: Settings) -> None:
    async with await open_store(settings) as store:
        await store.upgrade()
        await fill(store)
        await store.write(lambda records: records.save(opening(1)))


async def one_letter(settings: Settings) -> None:
    """A letter that has waited since the year before."""
    async with await open_store(settings, lambda: datetime(2025, 11, 23, tzinfo=UTC)) as store:
        await store.upgrade()
        await store.write(lambda records: records.post([letter("late")]))


# dates


async def answers(folder: Path, *lines: bytes) -> list[dict[str, object]]:
    """What the command says to each line, asked one after the other over the same pipe."""
    async with running(folder, "dates") as command:
        said = []
        for line in lines:
            command.process.stdin.write(line + b"\n")
            said.append(json.loads(await command.process.stdout.readline()))
        assert (await command.ends()).code == 0
        return said


async def test_dates_answers_each_line_before_the_next_one_comes(tmp_path: Path):
    first, second = await answers(tmp_path, b'{"announced": "2026-11-17"}', b'{"appeal_received": "2026-11-23"}')
    assert first["D-EXPL-REQ"]["date"] == "2026-11-24"
    assert list(second) == ["D-INTERIM"]


async def test_dates_says_what_is_wrong_with_a_line_and_goes_on(tmp_path: Path):
    bad = [
        b"nonsense",
        b"[1]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"announced": "17.11.2026"}',
        b'{"law": {}}',
        b'{"x": 1}',
    ]
    *wrong, good = await answers(tmp_path, *bad, b'\xef\xbb\xbf{"announced": "2026-11-17"}')
    assert [list(each) for each in wrong] == [["error"]] * len(bad)
    assert "error" not in good


# import


async def test_import_says_what_it_took_and_nothing_the_second_time(tmp_path: Path):
    (tmp_path / "exams.csv").write_text(EXAMS)
    first, second = await run(tmp_path, "import", "exams.csv"), await run(tmp_path, "import", "exams.csv")
    assert (first.code, first.out) == (0, "added 1, changed 0, unchanged 0\n")
    assert (second.code, second.out) == (0, "added 0, changed 0, unchanged 1\n")


async def test_import_says_every_fault_with_its_place_and_ends_with_one(tmp_path: Path):
    (tmp_path / "exams.csv").write_text(BAD_EXAMS)
    ended = await run(tmp_path, "import", "exams.csv")
    assert (ended.code, ended.out) == (1, "")
    assert [line.split(":")[0] for line in ended.err.splitlines()] == [
        "exams.csv, row 3, column Termin",
        "exams.csv, row 3, column Klage",
    ]


async def test_import_of_a_file_that_is_not_there_is_one_sentence(tmp_path: Path):
    ended = await run(tmp_path, "import", "none.csv")
    assert (ended.code, ended.err) == (1, "none.csv: No such file or directory\n")


# check


async def test_check_says_ok_to_each_thing_and_ends_with_nothing(around: Around, tmp_path: Path):
    ended = await run(tmp_path, "check", given=around.given)
    assert ended.code == 0
    assert [line[:5] for line in ended.out.splitlines()] == ["ok   "] * 10


async def test_check_says_each_failure_and_ends_with_one(around: Around, tmp_path: Path):
    bad = {
        "SLACK_BOT_TOKEN": SECRET,
        "FRISTVAKT_RELAY": f"127.0.0.1:{closed_port()}",
        "FRISTVAKT_LETTERS_APPROVED": "none",
    }
    ended = await run(tmp_path, "check", given={**around.given, **bad})
    failed = [line.split(":")[0] for line in ended.out.splitlines() if line.startswith("FAIL")]
    assert (ended.code, failed) == (1, ["FAIL relay", "FAIL Slack", "FAIL approval"])
    assert SECRET not in ended.out + ended.err


async def test_settings_that_do_not_hold_end_every_command_with_two(tmp_path: Path):
    (tmp_path / "own.env").write_text(f"FRISTVAKT_RELAY_PASSWORD={SECRET}\n")
    ended = await run(tmp_path, "check", "--settings", "own.env")
    assert ended.code == 2
    assert ended.err == "FRISTVAKT_RELAY_USER and FRISTVAKT_RELAY_PASSWORD belong together: give both or neither.\n"


# verify


async def test_verify_counts_what_is_whole_and_ends_with_nothing(around: Around, tmp_path: Path):
    await one_case(around.settings())
    ended = await run(tmp_path, "verify", given=around.given)
    assert (ended.code, ended.out, ended.err) == (0, "1 cases, 1 events, 0 signed heads, 0 faults\n", "")


async def test_verify_names_what_was_changed_and_ends_with_one(
    around: Around, tmp_path: Path, database: Callable[[str], None]
):
    await one_case(around.settings())
    database("UPDATE cases SET status = 'rejected'")
    database("UPDATE journal SET who = 'staff:99'")
    ended = await run(tmp_path, "verify", given=around.given)
    assert (ended.code, ended.out) == (1, "1 cases, 1 events, 0 signed heads, 2 faults\n")
    assert ended.err == "case 1 differs from its journal\nthe chain of the journal is broken at row 1\n"


async def test_verify_of_a_database_without_tables_is_one_sentence(tmp_path: Path):
    ended = await run(tmp_path, "verify")
    assert ended.code == 1
    assert ended.err.startswith("The database's tables are not those of this version")


# serve


async def test_serve_starts_in_an_empty_folder_and_stops_when_told(tmp_path: Path):
    async with running(tmp_path, "serve", given=PORTS) as command:
        pages = (await command.says(WHERE))[2]
        asked = [await get(f"{pages}/healthz"), await get(f"{pages}/readyz")]
        ended = await command.stops()
    ready = dict.fromkeys(("database", "slack", "relay", "listener", "mail", "mail_placed"), True)
    assert asked == [(200, {"alive": True}), (200, ready)]
    assert ended.code == 0
    assert "no Slack tokens: the service runs with mail only" in ended.err
    kept = sorted(file.name for file in (tmp_path / "var").iterdir())
    assert kept == ["fristvakt-journal.pem", "fristvakt.db", "fristvakt.key"]


async def test_serve_stops_with_slack_connected_and_leaves_no_traceback(around: Around, tmp_path: Path):
    async with running(tmp_path, "serve", given=around.given) as command:
        await command.says(WHERE)
        await around.slack.wait_for(lambda: around.slack.connections)
        ended = await command.stops()
    assert (ended.code, "Traceback" in ended.err) == (0, False)


async def test_serve_stops_while_a_relay_keeps_it_waiting(around: Around, tmp_path: Path):
    await one_letter(around.settings())
    async with silent_server(b"220 here\r\n", b"RCPT") as (port, fell_silent):
        given = {**around.given, **NO_SLACK, "FRISTVAKT_RELAY": f"127.0.0.1:{port}"}
        async with running(tmp_path, "serve", given=given) as command:
            await asyncio.wait_for(fell_silent.wait(), 30)
            async with asyncio.timeout(15):
                ended = await command.stops()
    assert (ended.code, "Traceback" in ended.err) == (0, False)


async def test_serve_stops_while_it_is_still_starting(around: Around, tmp_path: Path):
    async with silent_server(b"", b"POST") as (port, fell_silent):
        given = {**around.given, "SLACK_API_URL": f"http://127.0.0.1:{port}/api/"}
        async with running(tmp_path, "serve", given=given) as command:
            await asyncio.wait_for(fell_silent.wait(), 30)
            async with asyncio.timeout(15):
                ended = await command.stops()
    assert (ended.code, "Traceback" in ended.err) == (0, False)


async def refused(folder: Path, around: Around, **given: str) -> str:
    """What `serve` says when it ends at once by itself."""
    ended = await run(folder, "serve", given={**around.given, **given})
    assert ended.code in {1, 2}
    assert "Traceback" not in ended.err
    return ended.err.splitlines()[-1]


async def test_serve_ends_at_once_when_slack_refuses_a_token(around: Around, tmp_path: Path):
    said = await refused(tmp_path, around, SLACK_APP_TOKEN=SECRET)
    assert said.startswith("Slack refuses SLACK_APP_TOKEN (invalid_auth)")
    assert SECRET not in said


async def test_serve_says_which_setting_names_a_port_that_is_taken(around: Around, tmp_path: Path):
    with taken_port() as port:
        said = await refused(tmp_path, around, FRISTVAKT_HTTP_LISTEN=f"127.0.0.1:{port}")
    assert said == (
        "FRISTVAKT_HTTP_LISTEN cannot be opened: another program listens there; stop it or name another port."
    )


async def test_serve_leaves_a_newer_database_alone(around: Around, tmp_path: Path, database: Callable[[str], None]):
    await one_case(around.settings())
    database("UPDATE alembic_version SET version_num = 'from the future'")
    said = await refused(tmp_path, around)
    assert said.startswith("The database was made by a newer version of Fristvakt than this one.")


async def test_serve_does_not_start_without_the_key_file_of_its_database(around: Around, tmp_path: Path):
    await one_case(around.settings())
    around.settings().key_file.unlink()
    said = await refused(tmp_path, around)
    assert "is not there, but this database was used with one. Put the file back from your backup." in said


async def test_forget_keys_does_nothing_without_a_clear_yes(around: Around, tmp_path: Path):
    await one_case(around.settings())
    around.settings().key_file.unlink()
    assert (await run(tmp_path, "forget-keys", given=around.given)).code == 1
    assert "Put the file back" in await refused(tmp_path, around)
