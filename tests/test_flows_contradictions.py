"""The contradictions of the source documents that are about procedure; those about dates stand in casework/test_contradictions.py."""

import re
from datetime import date
from pathlib import Path

import pytest

from casework.access import Move
from casework.case import Mark, Outcome, Status
from casework.refusals import MustBeNewGrader
from exchange.headings import COLUMNS, FileKind
from exchange.reading import read_files
from tests.appeals import (
    APPEALED,
    AUTUMN,
    BY_HAND,
    METTE,
    SEVERAL,
    SIGURD,
    all_grade,
    appeals,
    complains,
    decided,
    does,
    graded_by_hand,
    history,
    new_grades,
    on_sqlite,
    page,
    status,
    take,
)
from tests.pleas import NB
from tests.season import BY_MAIL, GRADER, HANDLER, KARI, TALKER, WRITTEN
from tests.stage import Stage

GRO = "gro@example.no"
ABOUT_DATES = Path(__file__).parent / "casework" / "test_contradictions.py"


def test_every_contradiction_has_a_test_that_names_it():
    named = re.findall(r"def test_x(\d\d)_", ABOUT_DATES.read_text() + Path(__file__).read_text())
    assert sorted(set(map(int, named))) == list(range(1, 27))


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await take(stage, AUTUMN)
    return stage


@on_sqlite
async def test_x03_a_tool_that_cannot_send_yet_moves_no_date_and_its_breach_has_an_owner(stage: Stage):
    """Nothing can be sent before a whole test is graded, yet the law gives two weeks: the student hears it, the list says who owes it."""
    await stage.mail(KARI, "begrunnelse", "TDT4100", "Jeg ber om begrunnelse i TDT4100.")
    await stage.morning(date(2026, 12, 7))
    assert "blir forsinket" in stage.letter(KARI).subject
    assert "Siste dag for å gi deg begrunnelsen er mandag 7. desember 2026" in stage.letter(KARI).text

    await stage.morning(date(2026, 12, 8))
    owed = stage.letter(SIGURD).text.partition("Gro Grader")[2]
    assert "- 1: begrunnelse, TDT4100, høsten 2026" in owed
    assert "Siste dag mandag 7. desember 2026" in owed


@on_sqlite
async def test_x10_what_was_sent_stands_and_what_comes_after_is_a_supplement(stage: Stage):
    """A tool lets a manager unlock what was sent: saying so again changes nothing, and a second request is a case of its own."""
    await stage.mail(KARI, "begrunnelse", "TDT4100", "Jeg ber om begrunnelse i TDT4100.")
    await stage.says(GRADER, "sendt 1")
    first, letters, told = await stage.case(), len(stage.letters(KARI)), len(await history(stage))
    await stage.later(hours=20)
    await stage.says(GRADER, "sendt 1")
    assert (await stage.case(), len(stage.letters(KARI)), len(await history(stage))) == (first, letters, told)

    await stage.mail(KARI, "begrunnelse", "TDT4100", "Jeg ber om en begrunnelse til i TDT4100.")
    await stage.says(GRADER, "sendt 2")
    assert (await stage.case()).done_on == first.done_on == date(2026, 11, 23)
    assert (await stage.case(2)).done_on == date(2026, 11, 24)


@on_sqlite
async def test_x04_the_list_hides_no_open_case(stage: Stage):
    """ "X gjenstår" hid what was most urgent: every open case stands in the case handlers' list, whatever its state."""
    await appeals(stage, NB, APPEALED)
    await appeals(stage, NB, SEVERAL)
    await complains(stage, NB)
    await stage.mail(KARI, "begrunnelse", "STEN1000", "Jeg ber om begrunnelse i STEN1000.")
    assert len({(await stage.case(number)).status for number in range(1, 5)}) == 4
    assert "4 saker er ikke ferdige." in await stage.says(HANDLER, "sak")


@pytest.mark.parametrize("kind", list(FileKind))
def test_x05_no_two_columns_have_the_same_name(kind: FileKind):
    """Two columns of one name: each heading that we read or print means one column only."""
    names = [name for column in COLUMNS[kind] for name in column.names]
    assert len(names) == len(set(names))


@on_sqlite
async def test_x07_a_grader_hears_of_a_case_by_one_way_only(stage: Stage):
    """FS mails graders or does not: whoever has Slack gets no mail of a new case, whoever has none gets one."""
    await stage.mail(KARI, "begrunnelse", "TDT4100", "Jeg ber om begrunnelse i TDT4100.")
    await stage.mail(KARI, "begrunnelse", "NORD1100", "Jeg ber om begrunnelse i NORD1100.")
    assert (len(stage.slack.read(GRADER)), stage.letters(GRO)) == (1, [])
    assert [letter.subject for letter in stage.letters(BY_MAIL)] == ["[2/2026] Ny sak: begrunnelse i NORD1100"]


def test_x08_a_blank_cell_is_told_when_the_file_is_read():
    """Blank counts as N: whoever imports is told, before any student asks."""
    text = "Emnekode;Termin;Begrunnelse;Klage\nTDT4100;2026H;J;\n"
    reading = read_files([("exams.csv", text.encode())])
    assert [remark for remark in reading.remarks if "Klage" in remark]


@on_sqlite
async def test_x08_a_blank_cell_takes_no_right_away(stage: Stage):
    await stage.mail(KARI, "begrunnelse", "STEN1000", "Jeg ber om begrunnelse i STEN1000.")
    case = await stage.case()
    assert (case.status, case.marks) == (Status.RECEIVED, {Mark.NOT_OPENED_FOR})


@on_sqlite
async def test_x11_what_is_destroyed_leaves_the_journal(stage: Stage):
    """Deleting a regrading deleted its log: here the sealed grade goes, and what happened stays."""
    await page(stage, await graded_by_hand(stage), "A")
    assert (await status(stage), new_grades(stage)) == (Status.FURTHER, 1)
    await does(stage, Move.WITHDRAW)
    assert new_grades(stage) == 0
    names = [event.name for event in await history(stage)]
    assert names[-2:] == ["assessed_further", "withdrawn"]


@on_sqlite
async def test_x14_one_list_gives_every_figure(stage: Stage):
    """Two reports counted differently: the morning's list by mail and the list in Slack are counted from the same rows."""
    await appeals(stage, NB, APPEALED)
    await complains(stage, NB)
    in_slack = await stage.says(HANDLER, "sak")
    await stage.morning()
    assert "2 saker er ikke ferdige." in in_slack
    assert set(re.findall(r"^- (\d+): ", stage.letter(SIGURD).text, re.MULTILINE)) == {"1", "2"}


@pytest.mark.demand("A-163")
@on_sqlite
async def test_x16_a_new_grader_never_reads_who_the_student_is(stage: Stage):
    """The first grader may, after the grade; the new one never."""
    await appeals(stage, NB, BY_HAND)
    await stage.mail(KARI, "begrunnelse", "NORD1100", "Jeg ber om begrunnelse i NORD1100.")
    new, first = stage.letters(METTE), stage.letters(BY_MAIL)
    assert [letter.subject for letter in new] == ["[1/2026] Ny sak: klagesensur i HIS2050"]
    assert not [word for letter in new for word in ("Kari", KARI, "kontakt studenten", "/l/") if word in letter.text]
    assert any("/l/" in letter.text for letter in first)


@on_sqlite
async def test_x17_who_graded_first_cannot_grade_anew(stage: Stage):
    await appeals(stage, NB, WRITTEN)
    with pytest.raises(MustBeNewGrader):
        await does(stage, Move.NAME_COMMISSION, whom=[GRO, METTE])


@on_sqlite
async def test_x18_an_unchanged_grade_is_registered_too_before_the_case_ends(stage: Stage):
    await appeals(stage, NB, APPEALED)
    await decided(stage, Move.UNCHANGED)
    assert ((await stage.case()).outcome, await status(stage)) == (Outcome.UNCHANGED, Status.DECIDED)
    await does(stage, Move.TELL)
    assert await status(stage) is Status.DONE


@on_sqlite
async def test_x20_no_result_is_mailed_by_saving_it(stage: Stage):
    """The student's letter is a step of its own."""
    await appeals(stage, NB, APPEALED)
    await all_grade(stage)
    before = len(stage.letters(KARI))
    await does(stage, Move.IN_FAVOUR)
    assert len(stage.letters(KARI)) == before
    await does(stage, Move.TELL)
    assert NB.in_favour in stage.letter(KARI).text


@on_sqlite
async def test_x22_nothing_is_blocked_by_machine(stage: Stage):
    """Blocking can harm an admission: the student is told that it may happen, and no case waits for a diploma."""
    await appeals(stage, NB, APPEALED)
    assert "kan vitnemålet bli holdt tilbake" in " ".join(stage.letter(KARI).text.split())
    assert (await stage.case()).waits_for is None


@on_sqlite
async def test_x21_a_diploma_that_has_been_issued_stops_neither_month_nor_interim_reply(stage: Stage):
    """It must come back first, but the act says without undue delay: the month runs, and the reply goes out by itself."""
    assert stage.service.office.rulebook.diploma_blocks
    await appeals(stage, NB, APPEALED)
    await stage.morning(date(2026, 12, 23))
    assert NB.interim in stage.letter(KARI).subject


@pytest.mark.demand("A-119")
@on_sqlite
async def test_x23_a_no_show_tells_what_is_lost_and_how_to_say_that_one_was_prevented(stage: Stage):
    await stage.mail(KARI, "begrunnelse", "EXPH0300", "Jeg ber om begrunnelse i EXPH0300.")
    await stage.says(TALKER, "tid 1 i dag kl 10.15, rom B312")
    await stage.later(hours=26)
    await stage.says(TALKER, "1 ikke møtt")
    told = " ".join(stage.letter(KARI).text.split())
    assert "du kan ikke kreve en skriftlig begrunnelse i stedet" in told
    assert "Var du forhindret, eller fikk du ikke innkallingen?" in told
    assert "mandag 14. desember 2026" in told
