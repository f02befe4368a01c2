"""The file that FRISTVAKT_RULEBOOK names is no way round the second person (D-35): what it said first holds until two have confirmed."""

from pathlib import Path

import pytest

from casework.laws import packaged
from casework.loaded_rules import FirstRulebook
from casework.tasks import TaskKind
from fristvakt.adopting import office_in_effect
from tests.appeals import SIGURD, open_keys
from tests.rulemaking import SIRI, confirms, loads
from tests.stage import Stage

OLD = packaged("ntnu")
NEW = OLD.replace("oral_tolerance_days = 0", "oral_tolerance_days = 3").replace("version = 1", "version = 2", 1)


def edit(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "own.toml"
    written.write_text(OLD, encoding="utf-8")
    return written


@pytest.fixture
async def stage(stage: Stage, file: Path) -> Stage:
    """A service that was started with the old file, which somebody edits before the next start."""
    object.__setattr__(stage.settings, "rulebook", str(file))
    await stage.restart()
    edit(file, NEW)
    await stage.restart()
    return stage


def tolerance(stage: Stage) -> int:
    return stage.service.office.rulebook.oral_tolerance_days


@pytest.mark.demand("D-35")
async def test_an_edited_file_changes_no_rule_at_the_next_start(stage: Stage) -> None:
    assert tolerance(stage) == 0


async def test_the_case_handlers_are_told_of_it_once(stage: Stage) -> None:
    await stage.restart()
    tasks = await stage.service.store.read(lambda records: [each.task.kind for each in records.open_tasks()])
    assert tasks == [TaskKind.RULEBOOK_FILE]


async def test_the_log_says_what_to_do(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    said = [record.message for record in caplog.get_records("setup")]
    assert [each for each in said if each.startswith("FRISTVAKT_RULEBOOK names another text")] != []


async def test_the_command_line_computes_with_what_holds(stage: Stage) -> None:
    assert (await office_in_effect(stage.settings, stage.service.store)).rulebook.oral_tolerance_days == 0


async def test_two_persons_put_the_edited_file_into_effect(stage: Stage) -> None:
    await confirms(stage, await loads(stage, NEW, SIGURD, "own.toml"), SIRI)
    await stage.tick()
    assert (tolerance(stage), await open_keys(stage)) == (3, [])


async def test_after_that_the_file_is_no_news_at_any_start(stage: Stage) -> None:
    await confirms(stage, await loads(stage, NEW, SIGURD, "own.toml"), SIRI)
    await stage.restart()
    assert (tolerance(stage), await open_keys(stage)) == (3, [])


async def test_a_file_that_is_put_back_changes_nothing_either(stage: Stage, file: Path) -> None:
    edit(file, OLD)
    await stage.restart()
    assert tolerance(stage) == 0


async def test_a_changed_comment_is_no_other_rule(stage: Stage, file: Path) -> None:
    before = await open_keys(stage)
    edit(file, f"# Read by Siri.\n{OLD}")
    await stage.restart()
    assert await open_keys(stage) == before


async def test_a_text_that_this_version_cannot_read_any_more_gives_way_and_is_told(stage: Stage) -> None:
    old = FirstRulebook("d", 'id = "own"\n', stage.clock())
    await stage.service.store.write(lambda records: records.keep_first_rulebook(old))
    await stage.restart()
    assert tolerance(stage) == 3
    assert len(await open_keys(stage)) == 1
