"""`fristvakt case show` and `case evidence`: what a case handler sees and takes away of a case, and nobody else."""

import io
import re
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from casework.messages import Arrival
from casework.outgoing import Echo
from fristvakt.opening import open_store
from tests.fristvakt.around import Around
from tests.fristvakt.command import Ended, run
from tests.store.sample import NOW, fill, opening

HANDLER, GRADER = "office@example.no", "lead@example.no"
MAIL = b"From: kari@student.example.no\r\nSubject: IN1000\r\n\r\nHei\r\n"


@pytest.fixture
async def written(around: Around) -> Around:
    """A case whose receipt went out and came back, and the mail that opened it."""
    async with await open_store(around.settings()) as store:
        await store.upgrade()
        await fill(store)
        await store.write(lambda records: records.save(opening(1)))
        came = Arrival(NOW, "peer", "kari@student.example.no", ("sak@eksamen.example.no",), MAIL, b"print")
        mail = await store.keep(came)
        await store.write(lambda records: records.understood(mail, "opened", 1, NOW))
        await store.write(lambda records: records.built(1, b"Subject: x\r\n\r\nx\r\n", "<id@eksamen.example.no>"))
        await store.write(lambda records: records.sent(1, NOW, "250 2.0.0 kept"))
        later = NOW + timedelta(hours=1)
        await store.write(lambda records: records.echo(1, Echo.BOUNCED, later, "5.1.1", mail))
    return around


async def case(around: Around, folder: Path, *words: str, person: str = HANDLER) -> Ended:
    return await run(folder, "case", *words, "--as", person, given=around.given)


async def test_show_tells_a_case_handler_where_letters_and_mails_stand(written: Around, tmp_path: Path):
    lines = (await case(written, tmp_path, "show", "1")).out.splitlines()
    assert lines[-2:] == [
        "letter L1: receipt, 2026-11-23 10:00:00 bounced 5.1.1 (mail 1), version 1 nn, approved by Approver",
        "mail 1: 2026-11-23 09:00:00 opened",
    ]


async def test_show_tells_a_grader_nothing_of_letters_and_mails(written: Around, tmp_path: Path):
    shown = await case(written, tmp_path, "show", "1", person=GRADER)
    assert (shown.code, "letter L1" in shown.out, "mail 1" in shown.out) == (0, False, False)


async def test_evidence_is_a_new_file_for_its_owner_only_and_taking_it_is_logged(written: Around, tmp_path: Path):
    taken = await case(written, tmp_path, "evidence", "1", "--to", "e.zip")
    file = tmp_path / "e.zip"
    names = ZipFile(io.BytesIO(file.read_bytes())).namelist()
    assert {"evidence.json", "letters/L1.eml", "mails/1.eml", "heads/now.json", "SHA256SUMS"} <= set(names)
    assert (taken.code, file.stat().st_mode & 0o777) == (0, 0o600)
    assert "evidence of case 1 taken by staff 3, cli:" in taken.err


async def test_evidence_is_never_written_over_another_file(written: Around, tmp_path: Path):
    (tmp_path / "e.zip").write_text("mine")
    taken = await case(written, tmp_path, "evidence", "1", "--to", "e.zip")
    assert (taken.code, taken.err.splitlines()[-1]) == (1, "e.zip cannot be written: File exists.")
    assert (tmp_path / "e.zip").read_text() == "mine"


async def test_evidence_is_for_case_handlers_only(written: Around, tmp_path: Path):
    taken = await case(written, tmp_path, "evidence", "1", "--to", "e.zip", person=GRADER)
    assert (taken.code, (tmp_path / "e.zip").exists()) == (1, False)


async def test_a_no_show_that_is_not_proved_is_said_not_to_be_recorded(written: Around, tmp_path: Path):
    done = await case(written, tmp_path, "do", "1", "no_show")
    assert done.out.splitlines() == ["case 1: no_show is not recorded (no_time), and a case handler is asked"]


async def test_times_that_are_offered_by_a_word_are_said_back(written: Around, tmp_path: Path):
    said = (await case(written, tmp_path, "say", "1 tid tor 10.15, fre 13, rom B312", person=GRADER)).out.splitlines()
    assert re.fullmatch(
        r"case 1: times_offered, Thursday .* at 10:15–\S+, rom B312; Friday .* at 13:00–\S+, rom B312", said[0]
    )
