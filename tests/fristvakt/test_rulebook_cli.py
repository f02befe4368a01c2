"""`fristvakt rulebook` as people type it: what it shows, which faults it tells, and that one person is not enough."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from typer.testing import CliRunner

from casework.case import Actor, Case, Kind, Status, moved, opened
from casework.exams import Language
from casework.laws import packaged
from casework.loaded_rules import LoadedRules
from casework.records import Records
from fristvakt.cli import app
from fristvakt.opening import open_store
from fristvakt.settings import Settings
from tests.season import SEASON

T = TypeVar("T")
SIRI, SIGURD, GRADER = "siri@example.no", "sigurd@example.no", "gro@example.no"
RECEIVED = datetime(2026, 11, 17, 9, tzinfo=UTC)
APPEAL = Case(1, Kind.APPEAL, Status.TO_ASSIGN, 1, RECEIVED, Language.NB, "law-2024", interim_due=date(2026, 12, 17))
CLOCK = Actor("clock", "tick")
TARGET = 'appeal_target = { length = "2 weeks", counted_from = "receipt" }'
OWN = packaged("ntnu").replace('appeal_target = "none"', TARGET).replace("version = 1", "version = 2", 1)


class House:
    """A database with the season and an open appeal, and a shell beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(key_file=folder / "key", database_url=f"sqlite:///{folder / 'fristvakt.db'}")
        self.env = folder / "settings.env"
        self.env.write_text(
            f"FRISTVAKT_DATABASE_URL={self.settings.database_url}\nFRISTVAKT_KEY_FILE={self.settings.key_file}\n"
        )
        asyncio.run(self._fill())

    async def _fill(self) -> None:
        async with await open_store(self.settings) as store:
            await store.upgrade()
            await store.write(lambda records: records.registry.take(SEASON, "season", RECEIVED))
            await store.write(
                lambda records: records.save(opened(replace(APPEAL, number=records.new_number()), RECEIVED, CLOCK))
            )

    def write(self, work: Callable[[Records], T]) -> T:
        async def writing() -> T:
            async with await open_store(self.settings) as store:
                return await store.write(work)

        return asyncio.run(writing())

    def file(self, text: str, name: str = "own.toml") -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return str(self.folder / name)

    def run(self, *words: str, account: str = "siri") -> tuple[int, str]:
        """What the shell of that account shows and the exit code; a refusal is its sentence."""
        done = CliRunner().invoke(app, ["rulebook", "--settings", str(self.env), *words], env={"LOGNAME": account})
        told = "" if isinstance(done.exception, SystemExit | None) else f"{done.exception}"
        return done.exit_code, done.output + told

    def load(self, text: str = OWN, name: str = "own.toml", person: str = SIRI) -> tuple[str, str]:
        """Loads that text; the digest that it got and all that was shown."""
        _, shown = self.run("load", self.file(text, name), "--as", person)
        return shown.rpartition("confirm ")[2].partition(" ")[0], shown

    def confirm(self, digest: str, person: str = SIGURD, account: str = "sigurd") -> tuple[int, str]:
        """Confirms what was loaded, as that person from that account."""
        return self.run("confirm", digest, "--as", person, account=account)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


class TestShow:
    def test_every_value_has_file_line_and_level(self, house: House) -> None:
        _, shown = house.run("show", "uib", "--faculty", "jur")
        assert 'explanation_form = "faculty"  [institution, uib.toml line 7: FOR-2023-06-15-1359' in shown
        assert 'appeal_target.length = "5 weeks"  [faculty JUR, uib.toml line 9' in shown

    def test_without_a_name_the_one_in_effect_is_shown(self, house: House) -> None:
        assert "[institution, ntnu.toml line 4]" in house.run("show")[1]

    def test_a_law_is_shown_with_what_it_extends(self, house: House) -> None:
        _, shown = house.run("show", "law-2025")
        assert 'interim_reply.section = "§ 17"  [law, law-2025.toml' in shown
        assert 'appeal.section = "§ 11-10"  [law, law-2024.toml' in shown

    def test_an_unknown_name_is_refused_with_the_known_ones(self, house: House) -> None:
        code, shown = house.run("show", "hogwarts")
        assert (code, "neither one of ntnu, uio, nmbu, uib" in shown) == (1, True)

    def test_a_file_with_faults_is_not_shown(self, house: House) -> None:
        code, shown = house.run("show", house.file(OWN.replace("names = false", "")))
        assert (code, "slack.names: is missing" in shown) == (1, True)


class TestCheck:
    def test_a_good_file_is_called_good(self, house: House) -> None:
        assert house.run("check", house.file(OWN)) == (0, f"{house.folder}/own.toml: good (rulebook ntnu)\n")

    @pytest.mark.parametrize("name", ["law-2005", "law-2024", "law-2025"])
    def test_a_law_is_called_by_the_name_of_its_file(self, house: House, name: str) -> None:
        assert f"good (law {name})" in house.run("check", house.file(packaged(name), f"{name}.toml"))[1]

    def test_every_fault_of_every_file_is_told_with_its_line(self, house: House) -> None:
        one = house.file(OWN.replace("version = 2", "version = 0").replace("names = false", "owls = 1"), "one.toml")
        code, shown = house.run("check", one, house.file("id = \n", "two.toml"))
        assert code == 1
        assert [line.partition(": ")[0] for line in shown.splitlines()] == [
            f"{one}, line 5",
            f"{one}, line {OWN[: OWN.index('[slack]')].count(chr(10)) + 1}",
            f"{one}, line {OWN[: OWN.index('names = false')].count(chr(10)) + 1}",
            f"{house.folder}/two.toml, line 1",
        ]

    def test_a_file_that_cannot_be_read_hides_no_fault_of_the_next(self, house: House) -> None:
        code, shown = house.run("check", f"{house.folder}/none.toml", house.file("id = \n", "two.toml"))
        assert code == 1
        assert f"{house.folder}/none.toml is neither" in shown
        assert f"{house.folder}/two.toml, line 1" in shown


class TestDiff:
    @pytest.mark.demand("D-35")
    def test_choices_and_dates_of_open_cases_are_told(self, house: House) -> None:
        code, shown = house.run("diff", "ntnu", house.file(OWN))
        assert code == 0
        assert "case 1: D-TARGET none -> 2026-12-01\n" in shown
        assert shown.endswith("5 choices differ, 1 date of open cases would move\n")

    def test_a_closed_case_has_nothing_to_move(self, house: House) -> None:
        house.write(lambda records: records.save(moved(APPEAL, "withdrawn", RECEIVED, CLOCK, status=Status.WITHDRAWN)))
        assert "0 dates of open cases would move" in house.run("diff", "ntnu", house.file(OWN))[1]

    def test_a_law_is_tried_on_the_cases_of_the_one_before(self, house: House) -> None:
        longer = packaged("law-2024").replace('length = "1 month"', 'length = "2 months"')
        shown = house.run("diff", "law-2024", house.file(longer, "law-2030.toml"))[1]
        assert "case 1: D-INTERIM 2026-12-17 -> 2027-01-15" in shown

    def test_a_law_without_a_start_is_rehearsed_all_the_same(self, house: House) -> None:
        shown = house.run("diff", "law-2024", "law-2025")[1]
        assert shown.startswith("law-2025 has no start and does not hold")
        assert "mail_counts: arrival -> sending" in shown

    def test_a_law_that_begins_later_moves_no_earlier_case(self, house: House) -> None:
        later = packaged("law-2024").replace('length = "1 month"', 'length = "2 months"')
        later = later.replace("announced_from = 2024-08-01", "announced_from = 2027-01-01")
        assert "0 dates of open cases" in house.run("diff", "law-2024", house.file(later, "law-2030.toml"))[1]

    def test_a_law_and_a_rulebook_cannot_be_compared(self, house: House) -> None:
        assert house.run("diff", "ntnu", "law-2024") == (1, "A law and a rulebook cannot be compared.")

    def test_rehearsing_leaves_the_database_as_it_was(self, house: House) -> None:
        before = house.write(lambda records: list(records.raw_cases()))
        house.run("diff", "ntnu", house.file(OWN))
        assert house.write(lambda records: list(records.raw_cases())) == before


@pytest.mark.demand("D-35")
class TestTwoPersons:
    def test_loading_shows_the_difference_and_changes_nothing(self, house: House) -> None:
        _, shown = house.load()
        assert "case 1: D-TARGET none -> 2026-12-01" in shown
        assert "version = 1" in house.run("show")[1]

    def test_a_second_case_handler_puts_it_into_effect(self, house: House) -> None:
        digest, _ = house.load()
        code, shown = house.confirm(digest)
        assert (code, shown.splitlines()[-1]) == (0, "in effect: a running service takes it within a minute")
        assert "version = 2" in house.run("show")[1]

    def test_who_loaded_it_cannot_confirm_it(self, house: House) -> None:
        digest, _ = house.load()
        code, shown = house.confirm(digest, SIRI)
        assert (code, "En annen saksbehandler må bekrefte den." in shown) == (1, True)
        assert "version = 1" in house.run("show")[1]

    def test_one_account_cannot_be_both_persons(self, house: House) -> None:
        digest, _ = house.load()
        code, shown = house.confirm(digest, SIGURD, account="siri")
        assert (code, "Bekreft den i Slack, med lenken i e-posten" in shown) == (1, True)
        assert "version = 1" in house.run("show")[1]

    def test_a_grader_can_neither_load_nor_confirm(self, house: House) -> None:
        digest, _ = house.load()
        assert "Bare en saksbehandler" in house.confirm(digest, GRADER)[1]
        assert "Bare en saksbehandler" in house.load(person=GRADER)[1]

    def test_a_stranger_is_told_to_be_imported(self, house: House) -> None:
        digest, _ = house.load()
        assert "no registered grader or case handler" in house.confirm(digest, "x@example.no")[1]

    def test_a_digest_that_nobody_loaded_is_refused(self, house: House) -> None:
        assert "Ingen regelbok venter på bekreftelse som 123." in house.confirm("123")[1]

    def test_a_second_confirmation_finds_nothing_that_waits(self, house: House) -> None:
        digest, _ = house.load()
        house.confirm(digest)
        assert house.confirm(digest)[0] == 1

    def test_a_new_case_makes_the_shown_difference_stale(self, house: House) -> None:
        digest, _ = house.load()
        other = replace(APPEAL, result_id=2)
        house.write(lambda records: records.save(opened(replace(other, number=records.new_number()), RECEIVED, CLOCK)))
        assert "Last inn filen på nytt" in house.confirm(digest)[1]

    def test_loaded_again_it_can_be_confirmed_with_the_new_difference(self, house: House) -> None:
        house.load()
        other = replace(APPEAL, result_id=2)
        house.write(lambda records: records.save(opened(replace(other, number=records.new_number()), RECEIVED, CLOCK)))
        digest, _ = house.load()
        assert house.confirm(digest)[0] == 0

    def test_another_rulebook_in_between_makes_it_stale(self, house: House) -> None:
        first, _ = house.load()
        second, _ = house.load(OWN.replace("2 weeks", "3 weeks"))
        house.confirm(second)
        assert house.confirm(first)[0] == 1

    def test_the_one_before_can_be_put_back_by_two_persons(self, house: House) -> None:
        house.confirm(house.load()[0])
        house.confirm(house.load(packaged("ntnu"))[0])
        assert "version = 1" in house.run("show")[1]

    def test_a_faulty_file_is_not_loaded(self, house: House) -> None:
        _, shown = house.load(OWN.replace("version = 2", "version = 0"))
        assert "own.toml, line 5: version: Input" in shown
        assert house.write(lambda records: records.confirmed_rules()) == []

    def test_one_that_this_version_cannot_read_any_more_can_be_replaced(self, house: House) -> None:
        old = LoadedRules("rulebook", "old", "d", 'id = "old"\n', "s", 1, "cli:siri", RECEIVED)
        house.write(lambda records: records.load_rules(old))
        house.write(lambda records: records.confirm_rules(records.loaded_rules("d"), 2, "cli:sigurd", RECEIVED))
        digest, shown = house.load()
        assert "compared with the rulebook of the settings" in shown
        assert house.confirm(digest)[0] == 0
        assert "compared with" not in house.run("diff", "ntnu", "uio")[1]

    def test_a_new_law_moves_no_case_that_was_opened_before(self, house: House) -> None:
        text = packaged("law-2025").replace("\nextends", "\nannounced_from = 2026-01-01\nextends", 1)
        digest, shown = house.load(text, "law-2025.toml")
        assert shown.splitlines()[-2].endswith("0 dates of open cases would move")
        assert house.confirm(digest)[0] == 0


class TestLog:
    """The log of changes of rules: with date, persons and way."""

    def test_what_waits_is_told_with_who_loaded_it(self, house: House) -> None:
        digest, _ = house.load()
        (told,) = house.run("log")[1].splitlines()
        assert told.startswith(f"rulebook ntnu, {digest[:12]}: loaded 20")
        assert told.endswith("by Siri Saksbehandler (cli:siri), waits for a second person")

    @pytest.mark.demand("A-290")
    def test_what_holds_is_told_with_who_confirmed_it(self, house: House) -> None:
        house.confirm(house.load()[0])
        assert house.run("log")[1].endswith("confirmed by Sigurd Saksbehandler (cli:sigurd)\n")

    def test_everything_that_was_loaded_stands_in_its_order(self, house: House) -> None:
        house.load()
        house.load(packaged("law-2025"), "law-2025.toml")
        assert [line.partition(",")[0] for line in house.run("log")[1].splitlines()] == [
            "rulebook ntnu",
            "law law-2025",
        ]
