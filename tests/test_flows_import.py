"""What an import does to cases that are open: nothing told is shortened, nothing waits for what is known now (I12, I13)."""

from datetime import date

import pytest

from casework.case import Mark, Status
from casework.desk.imports import Imports
from casework.exams import ExplanationForm, Round
from casework.registration import CommissionRow, RegistryFile
from tests.appeals import founds
from tests.season import KARI, TALK, WRITTEN, exam
from tests.stage import Stage

NEW_DAY, LATE_DAY, EARLY_DAY = date(2026, 11, 25), date(2027, 1, 29), date(2026, 12, 1)


async def take(stage: Stage, **rows: object) -> None:
    imports = Imports(stage.service.store, stage.service.office)
    await imports.take(RegistryFile(**rows), f"file-{stage.clock.moment}-{rows}", stage.clock(), "test")
    await stage.service.settle()


async def explained(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "TDT4100", "Jeg ber om begrunnelse i TDT4100.")
    await stage.says("U0GRADER1", "sendt 1")


class TestImports:
    async def test_a_late_request_is_in_time_after_a_later_announcement(self, stage: Stage):
        stage.clock.moment = stage.clock.moment.replace(day=27)
        await stage.mail(KARI, "begrunnelse", "TDT4100", "Jeg ber om begrunnelse i TDT4100.")
        assert Mark.LATE in (await stage.case()).marks

        await take(stage, exams=(exam(WRITTEN, ExplanationForm.WRITTEN, announced=NEW_DAY),))
        assert (await stage.case()).status is Status.WITH_GRADER

    async def test_a_told_deadline_that_is_later_now_is_told_in_a_letter(self, stage: Stage):
        await explained(stage)
        await take(stage, exams=(exam(WRITTEN, ExplanationForm.WRITTEN, unit_deadline=LATE_DAY),))
        assert "29. januar 2027" in stage.letter(KARI).text

    async def test_a_told_deadline_is_never_shortened_by_an_import(self, stage: Stage):
        await explained(stage)
        told, letters = (await stage.case()).told_deadline, len(stage.letters(KARI))
        await take(stage, exams=(exam(WRITTEN, ExplanationForm.WRITTEN, unit_deadline=EARLY_DAY),))
        assert ((await stage.case()).told_deadline, len(stage.letters(KARI))) == (told, letters)

    async def test_a_day_told_for_asking_for_an_explanation_is_never_shortened(self, stage: Stage):
        await stage.mail(KARI, "klage", "TDT4100", "Jeg klager på karakteren i TDT4100.")
        told = (await stage.case()).told_request
        assert told == date(2026, 11, 24)
        assert "til og med tirsdag 24. november 2026" in stage.letter(KARI).text

        earlier = date(2026, 11, 12)
        await take(stage, exams=(exam(WRITTEN, ExplanationForm.WRITTEN, announced=earlier, protocol_created=earlier),))
        stage.clock.to(told, 12)
        await stage.mail(KARI, "begrunnelse", "TDT4100", "Jeg ber om begrunnelse i TDT4100.")
        assert (await stage.case(2)).in_time

    async def test_a_day_told_for_asking_for_an_explanation_that_is_later_now_is_told_in_a_letter(self, stage: Stage):
        await stage.mail(KARI, "klage", "TDT4100", "Jeg klager på karakteren i TDT4100.")
        assert (await stage.case()).told_request == date(2026, 11, 24)

        await take(stage, exams=(exam(WRITTEN, ExplanationForm.WRITTEN, announced=NEW_DAY),))
        text = stage.letter(KARI).text
        assert "Siste dag for å be om begrunnelse: onsdag 2. desember 2026" in text
        assert "Før var datoen tirsdag 24. november 2026." in text
        assert "De nye datoene:\n\n- " in text
        assert (await stage.case()).told_request == date(2026, 12, 2)

    async def test_a_rejection_calls_the_day_that_a_letter_has_shown_for_asking_by_its_name(self, stage: Stage):
        await stage.mail(KARI, "klage", "TDT4100", "Jeg klager på karakteren i TDT4100.")
        earlier = date(2026, 11, 12)
        await take(stage, exams=(exam(WRITTEN, ExplanationForm.WRITTEN, announced=earlier, protocol_created=earlier),))
        stage.clock.to(date(2026, 11, 26), 9)
        await stage.mail(KARI, "begrunnelse", "TDT4100", "Jeg ber om begrunnelse i TDT4100.")
        await founds(stage, "Avvis", 2)
        assert "Siste dag for å be om begrunnelse: tirsdag 24. november 2026" in stage.letter(KARI).text

    async def test_an_appeal_without_graders_takes_the_commission_that_is_imported(self, stage: Stage):
        await stage.mail(KARI, "klage", "EXPH0300", "Jeg klager på karakteren i EXPH0300.")
        rows = [CommissionRow(TALK, "9", Round.APPEAL, mail) for mail in ("nina@example.no", "egil@example.org")]
        await take(stage, commissions=tuple(rows))
        assert (await stage.case()).status is Status.WITH_COMMISSION

    @pytest.mark.demand("A-273")
    async def test_the_same_rows_again_move_no_case(self, stage: Stage):
        await explained(stage)
        version = (await stage.case()).version
        await take(stage, exams=(exam(WRITTEN, ExplanationForm.WRITTEN),))
        assert (await stage.case()).version == version
