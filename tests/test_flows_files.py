"""The stories of files in mails: kept by their hash, told in the student's language when not, and never shown to new graders."""

from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select

from casework import files
from casework.desk.papers import CasePapers, Papers
from casework.files import LeftOut, Scan, Weight
from store.post_tables import contents
from tests import pleas
from tests.appeals import APPEALED, AUTUMN, take
from tests.mailgateway.scanner import EICAR, scanner
from tests.mailgateway.test_weighing import damaged
from tests.season import EXTERNAL_GRADER, HANDLER, KARI, NEW_GRADER
from tests.stage import Stage, numbers, open_stage
from tests.tongues import NB, Tongue, in_each_language

PDF = b"%PDF-1.7\n%minner\n"
EVIL_NAME = "../../etc/\u202efdp.exe"


async def sends(
    stage: Stage, tongue: Tongue, box: str, text: str, *attached: tuple[str, bytes], course: str = "TDT4100"
) -> None:
    """A mail with files, as a mail program writes it."""
    message = EmailMessage(SMTP)
    message["From"], message["To"], message["Subject"] = tongue.student, f"{box}@eksamen.example.no", course
    message["Message-ID"] = f"<f{next(numbers)}@student.example.no>"
    message.set_content(text)
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    await stage.deliver(tongue.student, message["To"], message.as_bytes())


async def asks_with(stage: Stage, tongue: Tongue, *attached: tuple[str, bytes]) -> None:
    await sends(stage, tongue, "begrunnelse", tongue.request.format(course="TDT4100"), *attached)


async def papers(stage: Stage, number: int = 1) -> CasePapers:
    def read(records) -> CasePapers:
        return Papers(records, records.registry.staff_by_slack(HANDLER)).of_case(number)

    return await stage.service.store.read(read)


async def test_a_file_is_kept_by_its_hash_and_stands_on_the_case(stage: Stage) -> None:
    await asks_with(stage, NB, ("svar.pdf", PDF))
    [kept] = (await papers(stage)).files
    content = await stage.service.store.read(lambda records: records.content_of(kept.digest))
    assert (kept.name, kept.weight, kept.digest, content) == ("svar.pdf", Weight.FINE, sha256(PDF).hexdigest(), PDF)


async def test_the_same_file_twice_is_kept_once(stage: Stage) -> None:
    await asks_with(stage, NB, ("a.pdf", PDF), ("b.pdf", PDF))
    await asks_with(stage, NB, ("c.pdf", PDF))
    kept = await stage.service.store._read(
        lambda connection: connection.execute(select(func.count()).select_from(contents)).scalar_one()
    )
    assert (kept, [each.name for each in (await papers(stage)).files]) == (1, ["a.pdf", "b.pdf", "c.pdf"])


async def test_a_files_name_is_made_safe(stage: Stage) -> None:
    await asks_with(stage, NB, (EVIL_NAME, PDF))
    assert [each.name for each in (await papers(stage)).files] == ["fdp.exe"]


async def test_a_file_that_nobody_should_open_does_not_keep_the_case(stage: Stage) -> None:
    await asks_with(stage, NB, ("x.zip", b"PK\x03\x04 broken"), ("y.exe", b"MZ\0\0"), ("z.zip", damaged()))
    kept = (await papers(stage)).files
    assert [each.weight for each in kept] == [Weight.BROKEN, Weight.UNKNOWN_KIND, Weight.BROKEN]
    assert NB.received in stage.subjects(KARI)[0]


@in_each_language
async def test_a_student_hears_of_the_files_that_could_not_be_taken(stage: Stage, tongue: Tongue) -> None:
    many = [(f"{number}.txt", b"x%d" % number) for number in range(files.MOST + 2)]
    await asks_with(stage, tongue, *many)

    (receipt,) = stage.letters(tongue.student)
    assert tongue.received in receipt.subject
    assert [name in receipt.text for name in ("49.txt", "50.txt", "51.txt")] == [False, True, True]


@in_each_language
async def test_files_of_a_later_mail_that_could_not_be_taken_are_told_in_a_letter_of_their_own(
    stage: Stage, tongue: Tongue
) -> None:
    await stage.asks(tongue)
    await asks_with(stage, tongue, *[(f"{number}.txt", b"x%d" % number) for number in range(files.MOST + 1)])

    told = [letter.subject for letter in stage.letters(tongue.student) if "50.txt" in letter.text]
    assert (len(told), tongue.received in told[0]) == (1, False)


async def test_a_receipt_without_such_files_says_nothing_of_them(stage: Stage) -> None:
    await asks_with(stage, NB, ("svar.pdf", PDF))
    assert "kunne vi ikke ta imot" not in stage.letter(KARI).text


async def test_what_was_left_out_stands_on_the_case_with_its_reason(stage: Stage) -> None:
    await asks_with(stage, NB, ("film.mov", bytes(files.LARGEST + 1)), ("svar.pdf", PDF))
    kept = (await papers(stage)).files
    assert [(each.name, each.left_out) for each in kept] == [("film.mov", LeftOut.TOO_LARGE), ("svar.pdf", None)]


@pytest.mark.parametrize("stage", [{"mail_verdict": "unknown"}], indirect=True)
async def test_nothing_is_told_of_files_before_the_sender_is_known(stage: Stage) -> None:
    await asks_with(stage, NB, *[(f"{number}.txt", b"x") for number in range(files.MOST + 1)])
    assert not [letter for letter in stage.letters(KARI) if "50.txt" in letter.text]


async def test_a_file_is_scanned_when_it_comes_and_the_case_does_not_wait_for_it(
    emptied_url: str, tmp_path: Path
) -> None:
    socket = tmp_path / "clamd.ctl"
    async with open_stage(emptied_url, tmp_path, clamd=str(socket)) as stage:
        await asks_with(stage, NB, ("svar.txt", EICAR))
        assert ([each.scan for each in (await papers(stage)).files], await stage.cases()) == ([Scan.WAITING], 1)

        async with scanner(socket=socket):
            await stage.later(minutes=1)
        assert [each.scan for each in (await papers(stage)).files] == [Scan.INFECTED]


@pytest.mark.demand("D-14")
async def test_new_graders_get_nothing_of_a_students_files(stage: Stage) -> None:
    await take(stage, AUTUMN)
    plea = pleas.NB.appeal.format(course=APPEALED.course)
    await sends(stage, NB, "klage", plea, ("hemmelig-grunn.pdf", PDF), course=APPEALED.course)
    assert [each.name for each in (await papers(stage)).files] == ["hemmelig-grunn.pdf"]

    seen = [str(stage.slack.read(user)) for user in (NEW_GRADER, EXTERNAL_GRADER)]
    written = [kept.raw.decode("ascii") for kept in stage.relay.mails if KARI not in kept.recipients]
    assert not [text for text in (*seen, *written) if "hemmelig" in text or "JVBERi" in text]
    grader = await stage.service.store.read(lambda records: records.registry.staff_by_slack(NEW_GRADER))
    assert await stage.service.store.read(lambda records: Papers(records, grader).file(1)) is None
