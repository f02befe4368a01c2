"""An import: all rows or none, the second time nothing."""

from pathlib import Path

import pytest

from casework.registration import BadFile, Fault
from demo.season import read_season
from fristvakt.importing import import_files, sentence
from fristvakt.opening import open_store
from fristvakt.settings import Settings

EXAMS = b"Emnekode;Termin;Begrunnelse;Klage\nTDT4100;2026H;J;J\n"
RESULTS = b"Emnekode;Termin;Kandidatnummer;Studentnummer;E-post\nTDT4100;2026H;10001;510001;ola@student.example.no\n"
BAD_RESULTS = RESULTS + b"TDT4100;2026H;10002;;kari@student.example.no\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(key_file=tmp_path / "key", database_url=f"sqlite:///{tmp_path / 'new' / 'fristvakt.db'}")


async def exams(settings: Settings) -> int:
    async with await open_store(settings) as store:
        return len(await store.read(lambda records: records.registry.exam_keys()))


async def test_files_are_taken_into_a_database_that_was_not_there(settings: Settings):
    taken, _ = await import_files(settings, [("exams.csv", EXAMS), ("results.csv", RESULTS)])
    assert (taken.added > 0, await exams(settings)) == (True, 1)


async def test_the_same_files_a_second_time_change_nothing(settings: Settings):
    first, _ = await import_files(settings, [("exams.csv", EXAMS), ("results.csv", RESULTS)])
    second, _ = await import_files(settings, [("exams.csv", EXAMS), ("results.csv", RESULTS)])
    assert (second.added, second.changed, second.unchanged) == (0, 0, first.added)


async def test_one_bad_row_leaves_every_good_row_out(settings: Settings):
    with pytest.raises(BadFile):
        await import_files(settings, [("exams.csv", EXAMS), ("results.csv", BAD_RESULTS)])
    assert await exams(settings) == 0


async def test_results_may_come_after_their_exams_in_another_import(settings: Settings):
    await import_files(settings, [("exams.csv", EXAMS)])
    taken, _ = await import_files(settings, [("results.csv", RESULTS)])
    assert taken.added > 0


async def test_results_of_an_exam_that_nobody_imported_are_refused(settings: Settings):
    with pytest.raises(BadFile) as caught:
        await import_files(settings, [("results.csv", RESULTS)])
    assert sentence(caught.value.faults[0]).startswith("results.csv, row 2, column Emnekode")


async def test_the_samples_of_the_demo_are_good_files(settings: Settings):
    taken, _ = await import_files(settings, read_season().files)
    assert taken.added > 10


def test_a_fault_without_a_column_names_file_and_row():
    assert sentence(Fault("a.csv", 3, "", "a date")) == "a.csv, row 3: expected a date"
