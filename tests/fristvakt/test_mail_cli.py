"""`fristvakt mail`: the mails that wait as tasks, read by case handlers where Slack must not hold them."""

import base64
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from casework.files import File, LeftOut, Scan, Scanned, Weight
from casework.links import Purpose
from casework.messages import Arrival, Task, TaskKind
from fristvakt.institution import open_office
from fristvakt.opening import open_store
from tests.fristvakt.around import Around
from tests.fristvakt.command import Ended, run
from tests.mailgateway.scanner import EICAR, scanner
from tests.store.sample import NOW, fill, letter, opening

HANDLER, GRADER = "office@example.no", "lead@example.no"
MAIL = b"""\
From: Kari Nordmann <kari@student.example.no>\r
To: klage@eksamen.example.no\r
Subject: Hei\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
Jeg lurer p\xc3\xa5 noe.\x1b[2J\r
\r
> Fra: Ola <ola@example.no>\r
> Dette skrev vi.\r
--b\r
Content-Type: application/pdf\r
Content-Disposition: attachment; filename="svar.pdf"\r
\r
pdf\r
--b--\r
"""


@pytest.fixture
async def kept(around: Around) -> Around:
    """One mail is kept and waits as a task."""
    async with await open_store(around.settings()) as store:
        await store.upgrade()
        await fill(store)
        to = ("klage@eksamen.example.no",)
        await store.keep(Arrival(NOW, "peer", "kari@student.example.no", to, MAIL, b"print"))
        task = Task("mail:1", TaskKind.NOT_UNDERSTOOD, date(2026, 11, 24), mail=1)
        await store.write(lambda records: records.post([task]))
    return around


async def mail(around: Around, folder: Path, *words: str, person: str = HANDLER) -> Ended:
    return await run(folder, "mail", *words, "--as", person, given=around.given)


async def test_show_prints_when_who_what_and_what_is_attached(kept: Around, tmp_path: Path):
    lines = (await mail(kept, tmp_path, "show", "1")).out.splitlines()
    assert lines[:7] == [
        "received: 2026-11-23 09:00:00",
        "kept here: 2026-11-23 09:00:00",
        "dated by itself: –",
        "from: kari@student.example.no (unknown)",
        "to: klage",
        "understood as: not certain, perhaps appeal",
        "subject: Hei",
    ]
    assert lines[-1] == "attachment: svar.pdf (application/pdf, 3 bytes)"


async def test_show_tells_which_words_decided_and_which_course_is_not_meant(kept: Around, tmp_path: Path):
    text = "From: kari@student.example.no\n\nVi vil klage, men ikke i TDT4100. Ikke alle er enige."
    async with await open_store(kept.settings()) as store:
        to = ("klage@eksamen.example.no",)
        await store.keep(Arrival(NOW, "peer", "kari@student.example.no", to, text.encode(), b"another print"))
    out = (await mail(kept, tmp_path, "show", "2")).out
    assert "not certain, perhaps appeal (“vil klage”, “Ikke alle er enige”); not meant: TDT4100" in out


async def test_show_offers_who_wrote_the_quoted_mail_as_a_claim(kept: Around, tmp_path: Path):
    out = (await mail(kept, tmp_path, "show", "1")).out
    assert "note: the quoted mail names ola@example.no as its sender, which nothing proves" in out


async def test_show_prints_no_control_characters_and_quotes_only_when_asked(kept: Around, tmp_path: Path):
    short, whole = await mail(kept, tmp_path, "show", "1"), await mail(kept, tmp_path, "show", "1", "--whole")
    assert "Jeg lurer på noe.[2J" in short.out
    assert ("Dette skrev vi" in short.out, "Dette skrev vi" in whole.out) == (False, True)


async def test_raw_prints_the_bytes_as_they_came(kept: Around, tmp_path: Path):
    assert (await mail(kept, tmp_path, "raw", "1")).out.encode() == MAIL


async def test_who_read_which_mail_is_logged_by_id_only(kept: Around, tmp_path: Path):
    err = (await mail(kept, tmp_path, "show", "1")).err
    assert "mail 1 shown to staff 3 by cli:" in err
    assert "kari@" not in err


@pytest.mark.parametrize("words", [("show", "1"), ("raw", "1"), ("retry", "1"), ("show", "L1"), ("list",)])
async def test_a_grader_reads_no_mail(kept: Around, tmp_path: Path, words: tuple[str, ...]):
    ended = await mail(kept, tmp_path, *words, person=GRADER)
    assert (ended.code, ended.out, ended.err) == (1, "", "Mail is for case handlers only.\n")


@pytest.mark.parametrize(
    ("which", "says"),
    [
        ("99", "There is no mail 99."),
        ("L99", "There is no letter L99."),
        ("x", "Write the number of a mail, as 17, or of a letter, as L17."),
    ],
)
async def test_what_is_not_there_is_one_sentence(kept: Around, tmp_path: Path, which: str, says: str):
    ended = await mail(kept, tmp_path, "show", which)
    assert (ended.code, ended.err) == (1, f"{says}\n")


async def test_list_names_the_mails_that_wait(kept: Around, tmp_path: Path):
    assert (await mail(kept, tmp_path, "list")).out == "mail 1\ttask 1\tnot_understood\tcase –\tdue 2026-11-24\n"


async def test_retry_has_a_mail_that_was_set_aside_read_again(kept: Around, tmp_path: Path):
    async with await open_store(kept.settings()) as store:
        for _ in range(3):
            await store.write(lambda records: records.not_understood(1, "ref", NOW))
        ended = await mail(kept, tmp_path, "retry", "1")
        assert ended.out == "mail 1: the service reads it again within seconds\n"
        assert [kept.id for kept in await store.read(lambda records: records.unread(9))] == [1]


async def test_retry_of_a_mail_that_was_not_set_aside_says_so(kept: Around, tmp_path: Path):
    ended = await mail(kept, tmp_path, "retry", "1")
    assert (ended.code, ended.err) == (1, "Mail 1 was not set aside; see `fristvakt mail list`.\n")


# letters


@pytest.fixture
async def failed(around: Around) -> Around:
    """A letter was built, tried, and given up."""
    async with await open_store(around.settings()) as store:
        await store.upgrade()
        await fill(store)
        await store.write(lambda records: records.save(opening(1)))
        await store.write(lambda records: records.built(1, b"Subject: x\r\n\r\nx\r\n", "<id@eksamen.example.no>"))
        await store.write(lambda records: records.gave_up(1, NOW, "550 5.1.1 no such user"))
    return around


async def test_show_of_a_letter_prints_its_way_and_its_text(failed: Around, tmp_path: Path):
    lines = (await mail(failed, tmp_path, "show", "L1")).out.splitlines()
    assert lines[5:7] == [
        "2026-11-23 09:00:00 queued",
        "2026-11-23 09:00:00 gave_up 550 5.1.1 no such user",
    ]
    assert (lines[1], *lines[3:5]) == ("case: 1", "dates of the law: –", "Message-ID: <id@eksamen.example.no>")


async def test_no_view_of_a_letter_gives_its_link_away(failed: Around, tmp_path: Path):
    office = open_office(failed.settings())
    link = office.links.make(Purpose.CONFIRM_CASE, 1, 1, datetime.now(UTC))
    body = f"Se {office.links.url(link)} her"
    async with await open_store(failed.settings()) as store:
        await store.write(lambda records: records.post([replace(letter("asked", case=1), body=body)]))
        sent = await store.read(lambda records: records.letter_at("asked"))
        await store.write(lambda records: records.built(sent.id, f"Subject: x\r\n\r\n{body}\r\n".encode(), "<a@b>"))

    stars = f"Se {office.links.url(link).rpartition('.')[0]}.{'*' * 22} her"
    shown = [(await mail(failed, tmp_path, word, f"L{sent.id}")).out for word in ("show", "raw")]
    assert [(stars in out, link.token in out) for out in shown] == [(True, False)] * 2


async def test_raw_of_a_letter_prints_the_bytes_that_the_relay_was_given(failed: Around, tmp_path: Path):
    assert (await mail(failed, tmp_path, "raw", "L1")).out == "Subject: x\r\n\r\nx\r\n"


async def test_raw_of_a_letter_that_was_never_tried_says_so(failed: Around, tmp_path: Path):
    async with await open_store(failed.settings()) as store:
        await store.write(lambda records: records.post([letter("new")]))
        fresh = await store.read(lambda records: records.letter_at("new"))
    assert "has not been built yet" in (await mail(failed, tmp_path, "raw", f"L{fresh.id}")).err


async def test_list_names_the_letters_that_wait_for_a_person(failed: Around, tmp_path: Path):
    assert (await mail(failed, tmp_path, "list")).out == "letter L1\ttask 2\tletter_failed\tcase 1\tdue 2026-11-24\n"


async def test_retry_of_a_letter_has_it_sent_again_once(failed: Around, tmp_path: Path):
    first, second = await mail(failed, tmp_path, "retry", "L1"), await mail(failed, tmp_path, "retry", "L1")
    assert first.out == "letter L1: the service sends it again within seconds\n"
    assert (second.code, second.err) == (1, "Letter L1 was not given up; see `fristvakt mail list`.\n")


# files


@pytest.fixture
async def with_files(kept: Around) -> Around:
    """The mail had a PDF, a virus and an archive that is too heavy."""
    files = [
        File("svar.pdf", "svar.pdf", "application/pdf", 5, content=b"%PDF-"),
        File("spill.txt", "spill.txt", "text/plain", len(EICAR), content=EICAR),
        File("bombe.zip", "bombe.zip", "application/zip", 2, Weight.TOO_HEAVY, content=b"PK"),
        File("film.mov", "film.mov", "video/quicktime", 9, left_out=LeftOut.TOO_LARGE),
    ]
    async with await open_store(kept.settings()) as store:
        await store.write(lambda records: records.keep_files(1, files, NOW))
    return kept


async def take(around: Around, folder: Path, *words: str, port: int | None = None) -> Ended:
    given = {**around.given, "FRISTVAKT_CLAMD": f"127.0.0.1:{port}" if port else ""}
    return await run(folder, "mail", "file", *words, "--to", "taken", "--as", HANDLER, given=given)


async def test_show_names_the_files_with_what_was_seen_of_them(with_files: Around, tmp_path: Path):
    lines = (await mail(with_files, tmp_path, "show", "1")).out.splitlines()
    assert lines[-4:] == [
        "file F1: svar.pdf (application/pdf, 5 bytes), fine, not scanned, mail 1",
        "file F2: spill.txt (text/plain, 68 bytes), fine, not scanned, mail 1",
        "file F3: bombe.zip (application/zip, 2 bytes), too_heavy, not scanned, mail 1",
        "file F4: film.mov (video/quicktime, 9 bytes), not kept: too_large, mail 1",
    ]


async def test_a_file_that_was_not_scanned_says_so(with_files: Around, tmp_path: Path):
    taken = await take(with_files, tmp_path, "F1")
    assert (taken.code, (tmp_path / "taken").read_bytes()) == (0, b"%PDF-")
    assert "not scanned for viruses: no scanner is set up" in taken.err


async def test_a_file_is_scanned_before_it_is_handed_out(with_files: Around, tmp_path: Path):
    async with scanner() as port:
        assert "scanned for viruses: none found" in (await take(with_files, tmp_path, "F1", port=port)).err


async def test_an_infected_file_is_handed_out_only_on_that_very_word(with_files: Around, tmp_path: Path):
    async with scanner() as port:
        refused = await take(with_files, tmp_path, "F2", "--despite", "too_heavy", port=port)
        assert (refused.code, (tmp_path / "taken").exists()) == (1, False)
        assert "infected (Eicar-Signature)" in refused.err
        assert (await take(with_files, tmp_path, "F2", "--despite", "infected", port=port)).code == 0


async def test_a_file_that_the_scanner_did_not_look_at_waits_for_a_clear_word(with_files: Around, tmp_path: Path):
    refused = await take(with_files, tmp_path, "F1", port=1)
    assert (refused.code, "add --despite unscanned" in refused.err) == (1, True)


async def was_scanned(around: Around, number: int, scanned: Scanned) -> None:
    """The scanner was asked about a file when it came."""
    async with await open_store(around.settings()) as store:
        kept = await store.read(lambda records: records.file(number))
        await store.write(lambda records: records.scanned(kept.digest, scanned, NOW))


async def test_a_file_that_was_clean_when_it_came_is_handed_out_while_the_scanner_is_away(
    with_files: Around, tmp_path: Path
):
    await was_scanned(with_files, 1, Scanned(Scan.CLEAN))
    taken = await take(with_files, tmp_path, "F1", port=1)
    assert taken.code == 0
    assert "scanned for viruses when it came; the scanner cannot be reached now: none found" in taken.err


@pytest.mark.parametrize("port", [1, None])
async def test_a_file_that_was_infected_when_it_came_stays_so_without_a_scanner(
    with_files: Around, tmp_path: Path, port: int | None
):
    await was_scanned(with_files, 2, Scanned(Scan.INFECTED, "Eicar"))
    refused = await take(with_files, tmp_path, "F2", port=port)
    assert (refused.code, "infected (Eicar)" in refused.err) == (1, True)


async def test_what_the_scanner_says_when_a_file_is_taken_is_shown_from_then_on(with_files: Around, tmp_path: Path):
    async with scanner() as port:
        await take(with_files, tmp_path, "F2", port=port)
    lines = (await mail(with_files, tmp_path, "show", "1")).out.splitlines()
    assert "68 bytes), fine, infected (Eicar-Signature) 20" in lines[-3]


async def test_an_archive_that_is_too_heavy_waits_for_a_clear_word(with_files: Around, tmp_path: Path):
    refused = await take(with_files, tmp_path, "F3")
    assert (refused.code, "add --despite too_heavy" in refused.err) == (1, True)
    assert (await take(with_files, tmp_path, "F3", "--despite", "too_heavy")).code == 0


async def test_a_file_is_taken_out_without_a_link_that_still_works(with_files: Around, tmp_path: Path):
    office = open_office(with_files.settings())
    link = office.links.url(office.links.make(Purpose.CONFIRM_CASE, 1, 1, datetime.now(UTC)))
    enclosed = b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(link.encode())
    async with await open_store(with_files.settings()) as store:
        quoting = File("svar.eml", "svar.eml", "message/rfc822", len(enclosed), content=enclosed)
        await store.write(lambda records: records.keep_files(1, [quoting], NOW))

    told = (await take(with_files, tmp_path, "F5", "--despite", "unknown_kind")).out
    taken = message_from_bytes((tmp_path / "taken").read_bytes()).get_payload(decode=True).decode()
    assert (taken.strip(), "a copy without a link" in told) == (f"{link.rpartition('.')[0]}.{'*' * 22}", True)


async def test_a_file_that_was_left_out_is_in_the_mail_only(with_files: Around, tmp_path: Path):
    assert "stands in `fristvakt mail raw 1` only" in (await take(with_files, tmp_path, "F4")).err
