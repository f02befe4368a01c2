"""The stories of an exam's fixed date that lies before a student's own: a person looks at both before any letter (decision 5)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from casework.case import Mark
from casework.exams import Language
from casework.registration import ExamKey, ExamRow, ResultRow
from casework.tasks import TaskKind
from tests.appeals import SIGURD, on_sqlite
from tests.season import KARI, SEASON, WRITTEN
from tests.stage import Stage, words
from tests.test_flows_together import imports

EXAM = next(row for row in SEASON.exams if row.key == WRITTEN)
FIXED, LATER = replace(EXAM, unit_deadline=date(2026, 12, 9)), replace(EXAM, unit_deadline=date(2026, 12, 15))
OWN_START = date(2026, 11, 23)  # three weeks from it: 14 December
THEIRS = tuple(replace(row, individual_start=OWN_START) for row in SEASON.results if row.exam == WRITTEN)
KARIS = THEIRS[:1]
SAID = {
    Language.NB: "datoen for eksamenen er før studentens egen, TDT4100 2026H (oppgave",
    Language.NN: "datoen for eksamenen er før den studenten har for seg sjølv, TDT4100 2026H (oppgåve",
    Language.EN: "the date set for the exam is before the student’s own, TDT4100 2026H (task",
}


async def asked(stage: Stage) -> Sequence[str]:
    """The keys of the open tasks that ask about two dates."""
    tasks = await stage.service.store.read(lambda records: records.open_tasks())
    return [each.task.key for each in tasks if each.task.kind is TaskKind.DATES_DISAGREE]


def in_slack(stage: Stage) -> str:
    return "\n".join(map(words, stage.posts()))


async def test_a_case_handler_is_asked_at_the_import_before_any_case(stage: Stage):
    await imports(stage, FIXED, results=KARIS)
    assert [key.split(":")[2:] for key in await asked(stage)] == [["2026-12-09", "2026-11-23"]]


@on_sqlite
@pytest.mark.parametrize(
    ("exams", "results"), [((FIXED,), KARIS), ((FIXED,), ()), ((), KARIS)], ids=["both", "exam", "student"]
)
async def test_whichever_date_comes_last_brings_the_question(
    stage: Stage, exams: tuple[ExamRow, ...], results: tuple[ResultRow, ...]
):
    await imports(stage, *(() if exams else (FIXED,)), results=() if results else KARIS)
    await imports(stage, *exams, results=results)
    assert len(await asked(stage)) == 1


@on_sqlite
async def test_slack_shows_the_exam_and_both_dates_and_no_student(stage: Stage):
    await imports(stage, FIXED, results=KARIS)
    told = in_slack(stage)
    assert (
        "TDT4100 2026H · fastsatt for eksamenen: onsdag 9. desember · studentens egen startdato: mandag 23. november"
        in told
    )
    assert not any(word in told for word in ("Kari", "1001", "5001"))


@on_sqlite
@pytest.mark.parametrize("language", list(Language))
async def test_the_morning_list_names_the_exam(stage: Stage, language: Language):
    await stage.registers(replace(next(row for row in SEASON.staff if row.email == SIGURD), language=language))
    await imports(stage, FIXED, results=KARIS)
    await stage.morning()
    assert SAID[language] in stage.letter(SIGURD).text


@on_sqlite
async def test_the_same_file_again_asks_nothing_more(stage: Stage):
    await imports(stage, FIXED, results=KARIS)
    await imports(stage, FIXED, results=(replace(KARIS[0], name="Kari N. Nordmann"),))
    assert len(await asked(stage)) == 1


@on_sqlite
async def test_what_was_seen_to_is_not_asked_again(stage: Stage):
    await imports(stage, FIXED, results=KARIS)
    await stage.service.store.write(
        lambda records: records.settle(["dates-disagree:1:2026-12-09:2026-11-23"], stage.clock())
    )
    await imports(stage, FIXED, results=(replace(KARIS[0], name="Kari N. Nordmann"),))
    assert await asked(stage) == []


@on_sqlite
@pytest.mark.parametrize(
    ("exam", "start"), [(LATER, OWN_START), (FIXED, date(2026, 11, 18))], ids=["the exam's", "the student's"]
)
async def test_dates_that_are_mended_are_asked_about_no_more(stage: Stage, exam: ExamRow, start: date):
    await imports(stage, FIXED, results=KARIS)
    await imports(stage, exam, results=(replace(KARIS[0], individual_start=start),))
    assert await asked(stage) == []


@on_sqlite
async def test_another_date_that_disagrees_too_is_asked_about_in_place_of_the_first(stage: Stage):
    await imports(stage, FIXED, results=KARIS)
    await imports(stage, replace(EXAM, unit_deadline=date(2026, 12, 10)))
    assert await asked(stage) == ["dates-disagree:1:2026-12-10:2026-11-23"]


@on_sqlite
async def test_an_import_of_another_exam_leaves_the_question_open(stage: Stage):
    await imports(stage, FIXED, results=KARIS)
    await imports(stage, replace(EXAM, key=ExamKey("IDATT1000", "", "2026H")))
    assert len(await asked(stage)) == 1


@on_sqlite
async def test_dates_that_are_past_are_asked_about_by_nobody(stage: Stage):
    stage.clock.to(date(2026, 12, 15), 9)
    await imports(stage, FIXED, results=KARIS)
    assert await asked(stage) == []


@on_sqlite
async def test_a_whole_class_stands_in_the_list_and_floods_no_slack(stage: Stage):
    more = tuple(
        replace(KARIS[0], candidate=f"20{n}", student_number=f"60{n}", email=f"s{n}@student.example.no")
        for n in range(10, 15)
    )
    await imports(stage, FIXED, results=(*KARIS, *more))
    assert (len(await asked(stage)), "fastsatt for eksamenen" in in_slack(stage)) == (6, False)


@on_sqlite
async def test_the_exams_date_counts_all_the_same(stage: Stage):
    await imports(stage, FIXED, results=KARIS)
    await stage.mail(KARI, "klage", "TDT4100", "Jeg klager på karakteren i TDT4100.")
    assert ((await stage.case()).told_deadline, Mark.DATES_DISAGREE in (await stage.case()).marks) == (
        date(2026, 12, 9),
        True,
    )
