"""What two persons have confirmed takes effect: at the start, at the next tick, and for each turn of the command line."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casework.desk.adopting import Adopting
from casework.desk.holding import hold
from casework.laws import packaged
from casework.loaded_rules import FirstRulebook, LoadedRules
from casework.office import Office
from casework.records import Records
from casework.toml_file import RulebookFault
from fristvakt.adopting import Adoption, office_in_effect
from fristvakt.institution import open_office
from fristvakt.settings import BadSettings, Settings
from store.database import Database
from tests.approved import everything_in
from tests.season import SEASON
from tests.stage import Stage

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
OWN = packaged("ntnu").replace("version = 1", "version = 2", 1)
LAW = packaged("law-2025").replace("\nextends", "\nannounced_from = 2026-01-01\nextends", 1)


@pytest.fixture
async def store(database: Database) -> Database:
    await database.write(lambda records: records.registry.take(SEASON, "season", NOW))
    return database


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(key_file=tmp_path / "key", letters_approved=everything_in(tmp_path))


@pytest.fixture
def office(settings: Settings) -> Office:
    return open_office(settings)


def confirmed(records: Records, office: Office, text: str, name: str) -> None:
    one, other = records.registry.case_handlers()
    digest, _ = Adopting(records, office, one, NOW, "cli:siri").load(text, name)
    Adopting(records, office, other, NOW, "cli:sigurd").confirm(digest)


async def confirm(store: Database, office: Office, text: str = OWN, name: str = "own.toml") -> None:
    await store.write(lambda records: confirmed(records, office, text, name))


async def test_without_any_row_the_setting_decides(store: Database, office: Office) -> None:
    assert await Adoption(office).see(store) is False
    assert office.rulebook.version == 1


async def test_a_confirmed_rulebook_is_adopted_once(store: Database, office: Office) -> None:
    adoption = Adoption(office)
    await confirm(store, office)
    assert [await adoption.see(store), await adoption.see(store)] == [True, False]
    assert office.rulebook.version == 2


async def test_one_that_was_only_loaded_is_not_adopted(store: Database, office: Office) -> None:
    def load(records: Records) -> None:
        Adopting(records, office, records.registry.case_handlers()[0], NOW, "cli:siri").load(OWN, "own.toml")

    await store.write(load)
    assert await Adoption(office).see(store) is False


async def test_a_new_rulebook_with_the_same_reasons_needs_no_new_approval(store: Database, office: Office) -> None:
    await confirm(store, office)
    await Adoption(office).see(store)
    assert office.unapproved == ()


async def test_new_reasons_wait_to_be_approved(store: Database, office: Office) -> None:
    await confirm(store, office, OWN.replace("har ikke begynt ennå", "er i gang", 1))
    await Adoption(office).see(store)
    assert office.unapproved == ("interim_reasons",)


async def test_a_confirmed_law_holds_from_its_start(store: Database, office: Office) -> None:
    await confirm(store, office, LAW, "law-2025.toml")
    await Adoption(office).see(store)
    assert [office.laws.on(day).name for day in (date(2025, 12, 31), date(2026, 1, 1))] == ["law-2024", "law-2025"]


async def test_a_later_rulebook_leaves_a_confirmed_law_in_place(store: Database, office: Office) -> None:
    await confirm(store, office, LAW, "law-2025.toml")
    await confirm(store, office)
    await Adoption(office).see(store)
    assert (office.rulebook.version, office.laws.on(NOW.date()).name) == (2, "law-2025")


async def test_each_turn_of_the_command_line_has_what_is_in_effect(
    store: Database, settings: Settings, office: Office
) -> None:
    await confirm(store, office)
    assert (await office_in_effect(settings, store)).rulebook.version == 2


async def test_a_text_that_this_version_cannot_read_is_told_with_its_fault(store: Database, office: Office) -> None:
    old = LoadedRules("rulebook", "own", "d", 'id = "own"\n', "s", 1, "cli", NOW)

    def keep(records: Records) -> None:
        records.load_rules(old)
        records.confirm_rules(records.loaded_rules("d"), 2, "cli", NOW)

    await store.write(keep)
    with pytest.raises(BadSettings) as refused:
        await Adoption(office).see(store)
    assert (
        "A confirmed rulebook does not load: own.toml, line 1: version: is missing: add it" in refused.value.sentences
    )


LATER = ("answer_time", "warn_explanation_days", "warn_month_days", "warn_exam_days")
BEFORE = "".join(
    row for row in OWN.splitlines(keepends=True) if not row.startswith(LATER)
)  # as an earlier version had it


def put_into_effect(records: Records, text: str) -> None:
    """By two persons, under a version that did not ask for all that this one does."""
    records.load_rules(LoadedRules("rulebook", "own", "d", text, "s", 1, "cli", NOW))
    loaded = records.loaded_rules("d")
    assert loaded is not None
    records.confirm_rules(loaded, 2, "cli", NOW)


async def test_a_rulebook_of_before_a_choice_was_asked_for_stays_in_effect(store: Database, office: Office) -> None:
    await store.write(lambda records: put_into_effect(records, BEFORE))
    await Adoption(office).see(store)
    assert (office.rulebook.version, office.rulebook.unsaid) == (2, tuple(sorted(LATER)))


async def test_what_it_does_not_say_is_what_the_packaged_rulebooks_choose(store: Database, office: Office) -> None:
    packaged_choices = [getattr(office.rulebook, choice) for choice in LATER]
    await store.write(lambda records: put_into_effect(records, BEFORE))
    await Adoption(office).see(store)
    assert [getattr(office.rulebook, choice) for choice in LATER] == packaged_choices


async def test_the_first_rulebook_stays_in_effect_too(store: Database) -> None:
    """The one that the settings named at the first start, while they name a newer text now."""
    await store.write(lambda records: records.keep_first_rulebook(FirstRulebook("d", BEFORE, NOW)))
    held_now = await store.write(lambda records: hold(records, packaged("uio"), NOW))
    assert (held_now.id, held_now.unsaid) == ("ntnu", tuple(sorted(LATER)))


async def test_a_rulebook_that_is_loaded_now_must_say_everything(store: Database, office: Office) -> None:
    with pytest.raises(RulebookFault):
        await confirm(store, office, BEFORE)


async def test_a_running_service_takes_it_at_the_next_tick(stage: Stage) -> None:
    await confirm(stage.service.store, stage.service.office)
    await stage.tick()
    assert stage.service.office.rulebook.version == 2


async def test_a_service_that_starts_has_it_at_once(stage: Stage) -> None:
    await confirm(stage.service.store, stage.service.office)
    await stage.restart()
    assert stage.service.office.rulebook.version == 2


async def test_a_new_case_follows_the_law_that_two_persons_confirmed(stage: Stage) -> None:
    await confirm(stage.service.store, stage.service.office, LAW, "law-2025.toml")
    await stage.tick()
    await stage.mail("kari@student.example.no", "klage", "TDT4100", "Jeg klager på karakteren i TDT4100.")
    assert (await stage.case()).law == "law-2025"
