"""The stories of proof: what became of each letter stands on its case, and a third party can check it without us."""

import asyncio
import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from casework.desk.papers import Papers
from casework.exams import Staff
from casework.refusals import NoSuchCase
from fristvakt.evidence import write_evidence
from fristvakt.masking import Mask
from fristvakt.opening import open_heads
from tests import pleas
from tests.appeals import APPEALED, AUTUMN, appeals, take
from tests.season import GRADER, HANDLER, KARI, NEW_GRADER
from tests.stage import Stage, header
from tests.tongues import NB, NN

READ_RECEIPT = """\
From: {student}
To: {to}
Subject: Lest: {subject}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="b"

--b
Content-Type: text/plain

The message was displayed.

--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822; {student}
Original-Message-ID: {read}
Disposition: manual-action/MDN-sent-manually; displayed

--b--
"""


async def told(stage: Stage, user: str = GRADER) -> None:
    """The grader says that the explanation was sent, and the student gets the letter about it."""
    await stage.slack.dm(user, "sendt 1")
    await stage.service.settle()


async def ways(stage: Stage, number: int = 1) -> list[list[tuple[str, str]]]:
    """The way of each letter of a case, each step as what happened and with which words."""
    paths = await stage.service.store.read(lambda records: records.letter_paths(number))
    return [[(step.what, step.detail) for step in path.steps] for path in paths]


async def ids(stage: Stage) -> tuple[int, int]:
    """The numbers of the first letter and the first mail of case 1."""
    store = stage.service.store
    return await store.read(lambda records: (records.letter_paths(1)[0].id, records.mails_of(1)[0].id))


async def send_again(stage: Stage) -> bool:
    letter, _ = await ids(stage)
    again = await stage.service.store.write(lambda records: records.send_again(letter, stage.clock()))
    await stage.service.settle()
    return again


async def handler(stage: Stage, user: str = HANDLER) -> Staff:
    return await stage.service.store.read(lambda records: records.registry.staff_by_slack(user))


async def evidence(stage: Stage, folder: Path, number: int = 1) -> Path:
    """The evidence of a case, unzipped into the folder."""
    mask = Mask(stage.service.office.links, stage.clock())
    content = await write_evidence(
        stage.service.store, open_heads(stage.settings), mask, await handler(stage), number, stage.clock(), "test"
    )
    with ZipFile(io.BytesIO(content)) as archive:
        await asyncio.to_thread(archive.extractall, folder)
    return folder


def read(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "evidence.json").read_text(encoding="utf-8"))


def checked(folder: Path) -> tuple[int, list[str]]:
    """What the third party sees that runs the checker of the package, with nothing of ours beside it."""
    done = subprocess.run(
        [sys.executable, "-P", folder / "check_evidence.py"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


# the way of a letter


@pytest.mark.demand("D-06")
async def test_the_way_of_a_letter_holds_each_try_and_the_relays_own_words(stage: Stage) -> None:
    stage.relay.answer_next("RCPT", "451 4.7.1 greylisted")
    await stage.asks(NB)
    await stage.later(minutes=1)

    assert await ways(stage) == [[("queued", ""), ("later", "451 4.7.1 greylisted"), ("sent", "250 2.0.0 kept")]]


@pytest.mark.demand("D-06")
@pytest.mark.parametrize(
    ("said", "step"),
    [
        ({}, ("bounced", "5.1.1")),
        ({"status": "5.7.1"}, ("refused", "5.7.1")),
        ({"action": "delayed", "status": "4.4.1"}, ("delayed", "4.4.1")),
        ({"action": "failed", "status": "4.2.2"}, ("delayed", "4.2.2")),
        ({"action": "delivered", "status": "2.0.0"}, ("delivered", "2.0.0")),
        ({"action": "relayed (to an old server)", "status": "2.0.0"}, ("relayed", "2.0.0")),
    ],
)
async def test_what_the_students_server_reports_stands_on_the_letters_way(
    stage: Stage, said: dict[str, str], step: tuple[str, str]
) -> None:
    await stage.asks(NB)
    await told(stage)
    await stage.bounce(stage.relay.mailbox(KARI)[-1], **said)

    assert (await ways(stage))[1][-1] == step


async def test_a_report_of_a_letter_that_we_never_wrote_stands_nowhere(stage: Stage) -> None:
    await stage.asks(NB)
    await told(stage)
    before = await ways(stage)
    forged = stage.relay.mailbox(KARI)[-1].sender.replace("sak+", "sak+a")
    await stage.bounce(stage.relay.mailbox(KARI)[-1], to=forged, returned="<nobody@example.org>")

    assert await ways(stage) == before


async def test_an_answer_shows_that_the_letter_came(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), "Takk!")

    assert (await ways(stage))[0][-1] == ("answered", "")


async def test_an_absence_message_shows_that_the_letter_came(stage: Stage) -> None:
    await stage.asks(NB)
    receipt = stage.letter(KARI)
    await stage.mail(
        KARI, header(receipt, "Reply-To"), "Ikke til stede", "Borte.", answers=receipt, Auto_Submitted="auto-replied"
    )
    assert (await ways(stage))[0][-1] == ("auto_reply", "")


async def test_a_read_receipt_shows_that_the_letter_was_displayed(stage: Stage) -> None:
    await stage.asks(NB)
    receipt = stage.letter(KARI)
    said = READ_RECEIPT.format(
        student=KARI, to=header(receipt, "Reply-To"), subject="x", read=header(receipt, "Message-ID")
    )
    await stage.deliver(KARI, header(receipt, "Reply-To"), said.replace("\n", "\r\n").encode())

    assert (await ways(stage))[0][-1] == ("displayed", "")


@pytest.mark.parametrize("stage", [{"mail_verdict": "unknown"}], indirect=True)
async def test_a_link_that_was_opened_stands_on_its_letters_way_once_a_day(stage: Stage) -> None:
    await stage.asks(NB)
    asked = next(letter for letter in stage.letters(KARI) if "/l/" in letter.text)
    for _ in range(3):
        await stage.visit(asked)
    stage.clock.moment += timedelta(days=1)
    await stage.visit(asked)

    opened = [way for way in await ways(stage) if ("opened", "") in way]
    assert [way.count(("opened", "")) for way in opened] == [2]


# a letter that was given up


async def test_a_letter_that_was_given_up_goes_out_when_a_case_handler_says_so(stage: Stage) -> None:
    stage.relay.answer_next("RCPT", "550 5.1.1 no such user")
    await stage.asks(NB)
    assert await stage.tasks() == ["letter_failed"]

    assert await send_again(stage)
    assert (len(stage.letters(KARI)), await stage.tasks()) == (1, [])


async def test_a_letter_that_fails_again_becomes_a_task_again(stage: Stage) -> None:
    stage.relay.answer_next("RCPT", "550 5.1.1 no such user", times=2)
    await stage.asks(NB)
    await stage.later(hours=1)
    await send_again(stage)

    assert await stage.tasks() == ["letter_failed"]


async def test_a_letter_that_went_out_is_not_sent_again(stage: Stage) -> None:
    await stage.asks(NB)
    assert not await send_again(stage)


async def test_a_letter_sent_again_after_days_gets_its_tries_anew(stage: Stage) -> None:
    stage.relay.answer_next("RCPT", "550 5.1.1 no such user")
    await stage.asks(NB)
    await stage.later(hours=100)
    stage.relay.answer_next("RCPT", "451 4.7.1 greylisted")
    await send_again(stage)
    await stage.later(minutes=1)

    assert len(stage.letters(KARI)) == 1


# the package


async def whole_case(stage: Stage) -> None:
    """A request on Monday that is told on Wednesday and comes back on Thursday, with another case beside it."""
    await stage.asks(NB)
    await stage.asks(NN)
    await stage.morning()
    await stage.morning()
    await told(stage)
    await stage.morning()
    await stage.bounce(stage.relay.mailbox(KARI)[-1])


async def test_a_third_party_can_check_the_evidence_without_us(stage: Stage, tmp_path: Path) -> None:
    await whole_case(stage)
    folder = await evidence(stage, tmp_path / "evidence")

    code, said = await asyncio.to_thread(checked, folder)
    assert (code, len(said), said[0].startswith("All is as it was signed with the key ")) == (0, 1, True)


async def test_the_evidence_holds_every_message_byte_for_byte(stage: Stage, tmp_path: Path) -> None:
    await whole_case(stage)
    folder = await evidence(stage, tmp_path / "evidence")
    out = [(folder / letter["file"]).read_bytes() for letter in read(folder)["letters"]]
    came = [(folder / mail["file"]).read_bytes() for mail in read(folder)["mails"]]

    assert sorted(out) == sorted(kept.raw for kept in stage.relay.mailbox(KARI))
    assert came == [raw for raw in stage.mails if b"kari@" in raw]


async def test_the_evidence_tells_each_step_of_each_letter(stage: Stage, tmp_path: Path) -> None:
    await whole_case(stage)
    folder = await evidence(stage, tmp_path / "evidence")
    rows = list(csv.DictReader((folder / "letters.csv").read_text(encoding="utf-8").splitlines()))

    assert [(row["letter"], row["what"], row["detail"]) for row in rows if row["what"] != "queued"] == [
        (read(folder)["letters"][0]["letter"], "sent", "250 2.0.0 kept"),
        (read(folder)["letters"][1]["letter"], "sent", "250 2.0.0 kept"),
        (read(folder)["letters"][1]["letter"], "bounced", "5.1.1"),
    ]


async def test_the_evidence_shows_nothing_of_another_case(stage: Stage, tmp_path: Path) -> None:
    await whole_case(stage)
    folder = await evidence(stage, tmp_path / "evidence")
    files = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    assert not [content for content in files if b"nils@" in content or b'"case": 2' in content]


async def test_what_happened_before_a_day_was_signed_is_proved_by_that_days_head(stage: Stage, tmp_path: Path) -> None:
    await whole_case(stage)
    folder = await evidence(stage, tmp_path / "evidence")

    heads = [(row["event"]["name"], row["proof"]["head"]) for row in read(folder)["journal"]]
    assert [head for name, head in heads if name in {"received", "sent"}] == [
        "heads/2026-11-24.json",
        "heads/2026-11-26.json",
    ]


CHANGES: dict[str, Callable[[Path], object]] = {
    "a letter": lambda folder: next(folder.glob("letters/*")).write_bytes(b"x"),
    "a mail": lambda folder: next(folder.glob("mails/*")).unlink(),
    "a file more": lambda folder: (folder / "letters" / "L99.eml").write_bytes(b"x"),
    "a step": lambda folder: changed(folder, "bounced", "delivered"),
    "a head": lambda folder: next(folder.glob("heads/2026*")).write_text("{}"),
}


def changed(folder: Path, old: str, new: str) -> None:
    file = folder / "evidence.json"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("change", CHANGES)
async def test_whatever_is_changed_in_the_evidence_is_found(stage: Stage, tmp_path: Path, change: str) -> None:
    await whole_case(stage)
    folder = await evidence(stage, tmp_path / "evidence")
    CHANGES[change](folder)
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, folder / "check_evidence.py"], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 1


async def test_a_forger_who_mends_the_sums_is_found_by_the_signature(stage: Stage, tmp_path: Path) -> None:
    await whole_case(stage)
    folder = await evidence(stage, tmp_path / "evidence")
    sums, table = folder / "SHA256SUMS", folder / "letters.csv"
    old = sha256(table.read_bytes()).hexdigest()
    table.write_text("nothing")
    sums.write_text(sums.read_text().replace(old, sha256(b"nothing").hexdigest()))

    code, said = checked(folder)
    assert (code, [line.startswith("SHA256SUMS is not signed by the key") for line in said]) == (1, [True])


async def test_a_forger_who_changes_an_event_is_found_by_the_tree(stage: Stage, tmp_path: Path) -> None:
    await whole_case(stage)
    folder = await evidence(stage, tmp_path / "evidence")
    changed(folder, '"name": "received"', '"name": "rejected"')

    code, said = checked(folder)
    assert (code, [line for line in said if "row 1 of the journal was changed" in line] != []) == (1, True)


# who may read it


@pytest.mark.demand("D-02")
async def test_a_case_handler_who_grades_the_appeal_anew_reads_none_of_its_papers(stage: Stage) -> None:
    await take(stage, AUTUMN)
    await appeals(stage, pleas.NB, APPEALED)
    new, office = await handler(stage, NEW_GRADER), await handler(stage)
    both = replace(new, roles=office.roles)
    assert both.is_case_handler

    letter, mail = await ids(stage)
    read = stage.service.store.read
    papers = await read(lambda records: [Papers(records, both).mail(mail), Papers(records, both).letter(letter)])
    assert papers == [None, None]
    with pytest.raises(NoSuchCase):
        await stage.service.store.read(lambda records: Papers(records, both).of_case(1))


async def test_a_grader_reads_no_papers_of_any_case(stage: Stage) -> None:
    await stage.asks(NB)
    grader, (_, mail) = await handler(stage, GRADER), await ids(stage)
    assert await stage.service.store.read(lambda records: Papers(records, grader).mail(mail)) is None
