"""The stories of dates that move: whatever changes a fact, all that hangs on it is computed anew and the student is told (I12, I13)."""

from datetime import date

import pytest

from casework.access import Move
from casework.case import Event, Mark, Status
from casework.desk.imports import Imports
from casework.exams import ExplanationForm
from casework.registration import ExamRow, RegistryFile, ResultRow
from tests.appeals import SIGURD, asked_in_database, does, history, on_sqlite, staff_at
from tests.rulemaking import (
    FOUR_WEEKS,
    NB,
    SIRI,
    THREE_TO_EXPLAIN,
    TWO_WEEKS,
    WITH_TARGET,
    Decree,
    changes_rules,
    confirms,
    in_each_language,
    loads,
)
from tests.season import GRADER, KARI, NILS, WRITTEN, exam
from tests.stage import Stage, numbers

oslomet = pytest.mark.parametrize(
    "stage", [{"rulebook": "oslomet"}], indirect=True
)  # counts its target from the appeal deadline


async def asks(stage: Stage, decree: Decree = NB) -> None:
    await stage.mail(decree.student, "begrunnelse", "TDT4100", decree.asks)


async def appeals(stage: Stage, decree: Decree = NB) -> None:
    await stage.mail(decree.student, "klage", "TDT4100", decree.appeal)


async def imports(stage: Stage, *exams: ExamRow, results: tuple[ResultRow, ...] = ()) -> None:
    taking = Imports(stage.service.store, stage.service.office)
    await taking.take(RegistryFile(exams=exams, results=results), f"file-{next(numbers)}", stage.clock(), "test")
    await stage.service.settle()


def announced(day: date) -> ExamRow:
    return exam(WRITTEN, ExplanationForm.WRITTEN, announced=day, protocol_created=day)


def from_day(day: date) -> ResultRow:
    """Kari's own start, in place of the announcement."""
    return ResultRow(WRITTEN, "1001", "5001", individual_start=day)


async def last_event(stage: Stage, number: int = 1) -> Event:
    return (await history(stage, number))[-1]


class TestNewRules:
    """A law or a rulebook that two persons have put into effect."""

    @in_each_language
    async def test_a_student_is_told_that_a_told_date_has_moved_and_why(self, stage: Stage, decree: Decree):
        await appeals(stage, decree)
        await changes_rules(stage, FOUR_WEEKS)

        letter = stage.letter(decree.student)
        assert letter.subject == f"[1/2026] {decree.subject}"
        assert [words for words in decree.told if words not in letter.text] == []

    async def test_the_journal_keeps_the_old_date_the_rules_and_both_persons(self, stage: Stage):
        await appeals(stage)
        await changes_rules(stage, FOUR_WEEKS)

        event, sigurd, siri = await last_event(stage), await staff_at(stage, SIGURD), await staff_at(stage, SIRI)
        assert (event.name, event.actor.who, event.actor.via[:6]) == ("recomputed", f"staff:{siri.id}", "rules:")
        kept = {key: event.facts[key] for key in ("because", "law", "loaded_by", "confirmed_by", "before")}
        assert kept == {
            "because": "rulebook",
            "law": "law-2024",
            "loaded_by": sigurd.id,
            "confirmed_by": siri.id,
            "before": {"told_deadline": "2026-12-08"},
        }

    @on_sqlite
    async def test_the_journal_names_the_rulebook_and_its_version(self, stage: Stage):
        await appeals(stage)
        await changes_rules(stage, WITH_TARGET, "own.toml")
        facts = (await last_event(stage)).facts
        assert (facts["rulebook"], facts["version"], facts["before"]) == ("ntnu", 2, {"target": None})

    async def test_a_told_deadline_is_never_shortened(self, stage: Stage):
        await appeals(stage)
        await changes_rules(stage, TWO_WEEKS)
        stage.clock.to(date(2026, 12, 8), 23, 59)
        await asks(stage)
        assert (await stage.case()).told_deadline == date(2026, 12, 8)
        assert len(stage.letters(KARI)) == 2

    @in_each_language
    async def test_a_later_duty_of_ours_reaches_student_card_and_list(self, stage: Stage, decree: Decree):
        await asks(stage, decree)
        await changes_rules(stage, THREE_TO_EXPLAIN)
        assert (await stage.case()).due == date(2026, 12, 14)
        assert "14" in stage.letter(decree.student).text
        assert "Frist mandag 14. desember" in stage.seen(GRADER)

    @on_sqlite
    async def test_a_date_that_nobody_was_told_moves_without_a_letter(self, stage: Stage):
        await appeals(stage)
        await changes_rules(stage, WITH_TARGET, "own.toml")
        assert (await stage.case()).target == date(2026, 12, 7)
        assert len(stage.letters(KARI)) == 1

    @on_sqlite
    async def test_a_target_that_is_taken_away_is_told(self, stage: Stage):
        await changes_rules(stage, WITH_TARGET, "own.toml")
        await appeals(stage)
        stage.clock.moment = stage.clock.moment.replace(minute=5)
        await changes_rules(
            stage, WITH_TARGET.replace("2 weeks", "3 weeks").replace("version = 2", "version = 3"), "own.toml"
        )
        assert "Dagen vi sikter mot å være ferdige: mandag 14. desember 2026" in stage.letter(KARI).text

    async def test_a_closed_explanation_whose_appeal_deadline_still_runs_is_told_too(self, stage: Stage):
        await asks(stage)
        await stage.says(GRADER, "sendt 1")
        await changes_rules(stage, FOUR_WEEKS)
        assert "mandag 21. desember 2026" in stage.letter(KARI).text

    @on_sqlite
    async def test_one_that_ran_out_yesterday_and_runs_again_is_told(self, stage: Stage):
        await asks(stage)
        await stage.says(GRADER, "sendt 1")
        stage.clock.to(date(2026, 12, 15), 9)
        await changes_rules(stage, FOUR_WEEKS)
        assert "mandag 21. desember 2026" in stage.letter(KARI).text

    @on_sqlite
    async def test_a_deadline_that_has_run_out_is_left_alone(self, stage: Stage):
        await asks(stage)
        await stage.says(GRADER, "sendt 1")
        stage.clock.to(date(2027, 1, 11), 9)
        await changes_rules(stage, FOUR_WEEKS)
        assert len(stage.letters(KARI)) == 2

    async def test_a_service_that_died_before_it_was_through_goes_on_at_its_start(self, stage: Stage):
        await appeals(stage)
        await confirms(stage, await loads(stage, FOUR_WEEKS))
        await stage.restart()
        await stage.service.settle()
        assert stage.subjects(KARI)[-1] == f"[1/2026] {NB.subject}"

    async def test_a_second_start_tells_nothing_twice(self, stage: Stage):
        await appeals(stage)
        await changes_rules(stage, FOUR_WEEKS)
        told, version = len(stage.letters(KARI)), (await stage.case()).version
        await stage.restart()
        await stage.service.settle()
        assert (len(stage.letters(KARI)), (await stage.case()).version) == (told, version)

    @on_sqlite
    async def test_one_case_that_cannot_be_computed_leaves_the_others_alone(self, stage: Stage):
        await appeals(stage)
        await stage.mail(NILS, "klage", "TDT4100", "Eg klagar på karakteren i TDT4100.")
        await confirms(stage, await loads(stage, FOUR_WEEKS))
        asked_in_database(stage, "UPDATE cases SET law = 'law-1999' WHERE number = 1")
        await stage.tick()
        asked_in_database(stage, "UPDATE cases SET law = 'law-2024' WHERE number = 1")
        assert ("15. desember 2026" in stage.letter(NILS).text, await stage.tasks()) == (
            True,
            ["needs_grader"] * 2 + ["not_recomputed"],
        )
        await stage.restart()  # what was mended is made up


class TestIndividualDate:
    """A start of the student's own, which comes by an import (decision 5)."""

    async def test_a_later_start_moves_a_told_deadline_and_is_told(self, stage: Stage):
        await appeals(stage)
        await imports(stage, results=(from_day(date(2026, 12, 1)),))
        assert "tirsdag 22. desember 2026" in stage.letter(KARI).text
        assert "opplysningene om eksamenen er rettet" in stage.letter(KARI).text

    async def test_the_journal_keeps_the_old_date_and_who_imported(self, stage: Stage):
        await appeals(stage)
        await imports(stage, results=(from_day(date(2026, 12, 1)),))
        event = await last_event(stage)
        assert (event.actor.who, event.actor.via, event.facts["because"]) == ("import", "test", "import")
        assert (event.facts["before"], event.changes["told_deadline"]) == (
            {"told_deadline": "2026-12-08", "told_request": "2026-11-24"},
            "2026-12-22",
        )

    @on_sqlite
    async def test_a_late_request_comes_in_time_and_goes_to_the_grader(self, stage: Stage):
        stage.clock.to(date(2026, 12, 2), 9)
        await asks(stage)
        assert Mark.LATE in (await stage.case()).marks

        await imports(stage, results=(from_day(date(2026, 11, 30)),))
        case = await stage.case()
        assert (case.status, case.marks, case.in_time) == (Status.WITH_GRADER, frozenset(), True)


class TestInTimeOnce:
    """What was in time when it came does not become late by what happens afterwards."""

    @on_sqlite
    async def test_an_earlier_announcement_makes_no_request_late(self, stage: Stage):
        await asks(stage)
        await imports(stage, announced(date(2026, 10, 1)))
        assert (await stage.case()).marks == frozenset()

    @on_sqlite
    async def test_an_appeal_in_the_wait_for_an_explanation_stays_in_time_without_it(self, stage: Stage):
        await asks(stage)
        stage.clock.to(date(2026, 12, 21), 9)
        await appeals(stage)
        await does(stage, Move.WITHDRAW, 1)
        assert (await stage.case(2)).marks == frozenset()

    @pytest.mark.demand("A-277")
    @on_sqlite
    async def test_a_request_that_could_not_be_judged_before_is_judged_when_the_date_comes(self, stage: Stage):
        await imports(stage, exam(WRITTEN, ExplanationForm.WRITTEN))
        asked_in_database(stage, "UPDATE exams SET announced = NULL, protocol_created = NULL WHERE course = 'TDT4100'")
        await asks(stage)
        await imports(stage, announced(date(2026, 11, 2)))
        assert (await stage.case()).marks == {Mark.LATE}


class TestExplanationGiven:
    """One case of a result moves the dates of another."""

    @oslomet
    async def test_the_target_of_a_waiting_appeal_follows_the_new_appeal_deadline(self, stage: Stage):
        await appeals(stage)
        assert (await stage.case()).target == date(2027, 1, 5)

        await asks(stage)
        await stage.says(GRADER, "sendt 2 i dag")
        assert (await stage.case()).target == date(2027, 1, 11)

    @oslomet
    async def test_the_student_who_was_told_the_target_is_told_the_new_one(self, stage: Stage):
        await appeals(stage)
        await asks(stage)
        await stage.says(GRADER, "sendt 2")
        letter = next(each for each in stage.letters(KARI) if NB.subject in each.subject)
        assert "Dagen vi sikter mot å være ferdige: mandag 11. januar 2027" in letter.text
        assert "Før var datoen tirsdag 5. januar 2027." in letter.text

    @oslomet
    async def test_the_journal_says_that_the_explanation_moved_it_and_who_gave_it(self, stage: Stage):
        await appeals(stage)
        await asks(stage)
        await stage.says(GRADER, "sendt 2")
        event = next(each for each in await history(stage) if each.name == "recomputed")
        gro = await staff_at(stage, "gro@example.no")
        assert (event.actor.who, event.actor.via, event.facts["event"]) == (f"staff:{gro.id}", "case:2", "sent")
        assert event.facts["before"] == {"target": "2027-01-05"}

    @on_sqlite
    async def test_an_explanation_given_on_another_day_counts_from_that_day(self, stage: Stage):
        await asks(stage)
        stage.clock.to(date(2026, 11, 25), 9)
        await stage.says(GRADER, "sendt 1 i går")
        assert (await stage.case()).told_deadline == date(2026, 12, 15)


class TestDatesThatDisagree:
    """Decision 5: a unit date before the student's own is put to a case handler, and never shortens what the act gives."""

    @on_sqlite
    async def test_a_unit_date_before_the_individual_one_is_looked_at_first(self, stage: Stage):
        await imports(stage, exam(WRITTEN, ExplanationForm.WRITTEN, unit_deadline=date(2026, 12, 14)))
        await imports(stage, results=(from_day(date(2026, 12, 1)),))
        await appeals(stage)
        case = await stage.case()
        assert (case.status, case.marks) == (Status.RECEIVED, {Mark.DATES_DISAGREE})
        assert "En saksbehandler ser på dem" in " ".join(stage.letter(KARI).text.split())

    @on_sqlite
    async def test_the_case_goes_on_when_the_dates_are_mended(self, stage: Stage):
        await imports(stage, exam(WRITTEN, ExplanationForm.WRITTEN, unit_deadline=date(2026, 12, 14)))
        await imports(stage, results=(from_day(date(2026, 12, 1)),))
        await appeals(stage)
        await imports(stage, exam(WRITTEN, ExplanationForm.WRITTEN, unit_deadline=date(2026, 12, 28)))
        assert ((await stage.case()).status, (await stage.case()).marks) == (Status.TO_ASSIGN, frozenset())
