"""The stories of results that hang together: groups, parts of a course, and a grade that is set anew after a formal error."""

from dataclasses import replace
from datetime import date

import pytest

from casework.access import Move
from casework.case import Mark
from casework.desk.imports import Imports
from casework.exams import ExplanationForm, Language
from casework.registration import ExamKey, ExamRow, RegistryFile, ResultRow
from tests import pleas
from tests.appeals import complains, does, history, on_sqlite
from tests.pleas import Plea
from tests.rulemaking import NB, NN
from tests.season import GRADER, KARI, NILS, SEASON, WRITTEN, exam
from tests.stage import Stage, numbers

pytestmark = on_sqlite
WHOLE, ESSAY = ExamKey("HIST2100", "", "2026H"), ExamKey("HIST2100", "Essay", "2026H")
IN_GROUP = tuple(
    replace(row, group="G1") for row in SEASON.results if row.exam == WRITTEN and row.email in (KARI, NILS)
)


NEW_GRADE = [
    pytest.param(
        pleas.NB,
        (
            "har fått ny karakter",
            "i StudentWeb fra tirsdag 1. desember 2026",
            "be om den til og med tirsdag 8. desember 2026",
            "klage på karakteren til og med tirsdag 22. desember 2026",
            "Vil du klage, svarer du på denne e-posten",
        ),
        id="nb",
    ),
    pytest.param(
        pleas.NN,
        (
            "har fått ny karakter",
            "i StudentWeb frå tysdag 1. desember 2026",
            "be om ho til og med tysdag 8. desember 2026",
            "klage på karakteren til og med tysdag 22. desember 2026",
            "Vil du klage, svarer du på denne e-posten",
        ),
        id="nn",
    ),
    pytest.param(
        pleas.EN,
        (
            "has been given a new grade",
            "in StudentWeb from Tuesday 1 December 2026",
            "ask for it until the end of Tuesday 8 December 2026",
            "appeal against the grade until the end of Tuesday 22 December 2026",
            "If you want to appeal, reply to this e-mail",
        ),
        id="en",
    ),
]


async def imports(stage: Stage, *exams: ExamRow, results: tuple[ResultRow, ...] = ()) -> None:
    taking = Imports(stage.service.store, stage.service.office)
    await taking.take(RegistryFile(exams=exams, results=results), f"file-{next(numbers)}", stage.clock(), "test")
    await stage.service.settle()


class TestGroup:
    """Kari asks for the explanation; Nils, of the same group, does not (decision 8)."""

    async def appealed(self, stage: Stage) -> None:
        """Nils has appealed and been told 8 December; Kari has asked."""
        await imports(stage, results=IN_GROUP)
        await stage.mail(NILS, "klage", "TDT4100", NN.appeal)
        await stage.mail(KARI, "begrunnelse", "TDT4100", NB.asks)

    @pytest.mark.demand("A-131")
    async def test_the_other_member_is_told_that_the_deadline_is_a_later_one(self, stage: Stage):
        await self.appealed(stage)
        await stage.says(GRADER, "sendt 2")

        text = " ".join(stage.letter(NILS).text.split())
        assert "måndag 14. desember 2026" in text
        assert "Grunnen er at gruppa di har bede om eller fått grunngjeving for karakteren." in text

    async def test_the_journal_says_that_the_group_moved_it(self, stage: Stage):
        await self.appealed(stage)
        await stage.says(GRADER, "sendt 2")
        event = (await history(stage, 1))[-1]
        assert (event.actor.via, event.facts["because"], event.facts["event"]) == ("case:2", "group", "sent")
        assert event.facts["before"] == {"told_waiting": True, "told_deadline": "2026-12-08"}

    async def test_nobody_is_late_while_a_member_waits(self, stage: Stage):
        await imports(stage, results=IN_GROUP)
        await stage.mail(KARI, "begrunnelse", "TDT4100", NB.asks)
        stage.clock.to(date(2026, 12, 9), 9)
        await stage.mail(NILS, "klage", "TDT4100", NN.appeal)
        assert (await stage.case(2)).marks == {Mark.GROUP}
        assert "ingen klagefrist går medan nokon i gruppa ventar" in " ".join(stage.letter(NILS).text.split())

    @pytest.mark.demand("A-044")
    @pytest.mark.demand("A-045")
    @pytest.mark.demand("A-132")
    async def test_a_late_member_may_be_let_in_for_a_week(self, stage: Stage):
        await imports(stage, results=IN_GROUP)
        await stage.mail(KARI, "begrunnelse", "TDT4100", NB.asks)
        await stage.says(GRADER, "sendt 1")
        stage.clock.to(date(2026, 12, 21), 9)
        await stage.mail(NILS, "klage", "TDT4100", NN.appeal)
        assert (await stage.case(2)).marks == {Mark.GROUP, Mark.LATE, Mark.GROUP_GRACE}

    async def test_after_that_week_the_member_is_only_late(self, stage: Stage):
        await imports(stage, results=IN_GROUP)
        await stage.mail(KARI, "begrunnelse", "TDT4100", NB.asks)
        await stage.says(GRADER, "sendt 1")
        stage.clock.to(date(2026, 12, 22), 9)
        await stage.mail(NILS, "klage", "TDT4100", NN.appeal)
        assert (await stage.case(2)).marks == {Mark.GROUP, Mark.LATE}


class TestPart:
    """An essay that is appealed with its course (§ 11-10 third paragraph)."""

    async def essay(self, stage: Stage, **whole: date) -> None:
        part = exam(ESSAY, ExplanationForm.WRITTEN, appealed_as="course")
        course = replace(exam(WHOLE, ExplanationForm.WRITTEN), announced=None, protocol_created=None)
        result = ResultRow(ESSAY, "1001", "5001", "Kari Nordmann", KARI, Language.NB)
        await imports(stage, replace(course, **whole), part, results=(result,))

    async def test_its_student_reads_that_no_deadline_runs_yet(self, stage: Stage):
        await self.essay(stage)
        await stage.mail(KARI, "begrunnelse", "HIST2100", "Jeg ber om begrunnelse i HIST2100.")
        text = " ".join(stage.letter(KARI).text.split())
        assert "arakteren på en del kan påklages når karakteren for hele emnet er kunngjort" in text

    async def test_the_courses_announcement_gives_the_date(self, stage: Stage):
        await self.essay(stage, announced=date(2026, 12, 14))
        await stage.mail(KARI, "klage", "HIST2100", "Jeg klager på karakteren i HIST2100.")
        assert (await stage.case()).told_deadline == date(2027, 1, 4)

    async def test_a_later_announcement_of_the_course_moves_the_parts_date(self, stage: Stage):
        await self.essay(stage, announced=date(2026, 12, 14))
        await stage.mail(KARI, "klage", "HIST2100", "Jeg klager på karakteren i HIST2100.")
        await imports(stage, replace(exam(WHOLE, ExplanationForm.WRITTEN), announced=date(2026, 12, 16)))
        assert "onsdag 6. januar 2027" in stage.letter(KARI).text


class TestNewGrade:
    """A formal error undid the grading, and the grade was set anew (§ 11-9 second paragraph, D-APP-REGRADE)."""

    async def annulled(self, stage: Stage, plea: Plea = pleas.NB) -> None:
        await complains(stage, plea)
        await does(stage, Move.ANNUL_REGRADE)
        theirs = next(row for row in SEASON.results if row.exam == WRITTEN and row.email == plea.student)
        await imports(stage, results=(replace(theirs, announced_anew=date(2026, 12, 1)),))

    async def test_the_student_is_told_until_when_the_new_grade_can_be_appealed(self, stage: Stage):
        await self.annulled(stage)
        assert "tirsdag 22. desember 2026" in stage.letter(KARI).text
        assert "kunngjøringen av den nye karakteren" in " ".join(stage.letter(KARI).text.split())

    @pytest.mark.parametrize(("plea", "said"), NEW_GRADE)
    async def test_the_letter_says_where_it_is_read_and_until_when_it_is_explained_and_appealed(
        self, stage: Stage, plea: Plea, said: tuple[str, ...]
    ):
        await self.annulled(stage, plea)
        text = " ".join(stage.letter(plea.student).text.split())
        assert [each for each in said if each not in text] == []

    async def test_no_letter_speaks_of_a_date_that_was_never_told(self, stage: Stage):
        await self.annulled(stage)
        assert [subject for subject in stage.subjects(KARI) if "dato" in subject] == []

    async def test_it_is_told_once(self, stage: Stage):
        await self.annulled(stage)
        letters = len(stage.letters(KARI))
        await imports(stage, exam(WRITTEN, ExplanationForm.WRITTEN, unit_deadline=date(2026, 12, 9)))
        assert (len(stage.letters(KARI)), await stage.stale()) == (letters, [])

    async def test_a_grade_that_stands_before_the_decision_is_kept_is_told_with_it(self, stage: Stage):
        await complains(stage, pleas.NB)
        await imports(stage, results=(ResultRow(WRITTEN, "1001", "5001", announced_anew=date(2026, 11, 22)),))
        await does(stage, Move.ANNUL_REGRADE)
        assert "Den nye karakteren din er kunngjort" in stage.subjects(KARI)[-1]

    async def test_only_what_the_letter_tells_is_remembered_as_told(self, stage: Stage):
        await complains(stage, pleas.NB)
        await does(stage, Move.ANNUL_REGRADE)
        assert (await stage.case()).told_deadline is None

    async def test_an_appeal_of_the_new_grade_is_in_time(self, stage: Stage):
        await self.annulled(stage)
        stage.clock.to(date(2026, 12, 22), 23, 59)
        await stage.mail(KARI, "klage", "TDT4100", NB.appeal)
        assert (await stage.case(2)).marks == frozenset()

    async def test_the_new_grade_can_be_explained(self, stage: Stage):
        await self.annulled(stage)
        stage.clock.to(date(2026, 12, 8), 9)
        await stage.mail(KARI, "begrunnelse", "TDT4100", NB.asks)
        assert (await stage.case(2)).marks == frozenset()

    async def corrected(self, stage: Stage, day: date) -> None:
        """The day of the new announcement, 1 December until then, is another one."""
        await imports(stage, results=(ResultRow(WRITTEN, "1001", "5001", announced_anew=day),))

    async def test_a_later_day_of_announcement_moves_both_dates_and_the_student_is_told(self, stage: Stage):
        await self.annulled(stage)
        await self.corrected(stage, date(2026, 12, 3))
        text = " ".join(stage.letter(KARI).text.split())
        assert "begrunnelse for den nye vurderingen: torsdag 10. desember 2026" in text
        assert "klage på karakteren: torsdag 24. desember 2026" in text
        assert ((await stage.case()).told_request, await stage.stale()) == (date(2026, 12, 10), [])

    @pytest.mark.parametrize("annulled_on", [23, 24], ids=["the same day", "the day after"])
    async def test_an_explanation_of_the_first_grade_takes_nothing_from_that(self, stage: Stage, annulled_on: int):
        await stage.mail(KARI, "begrunnelse", "TDT4100", NB.asks)
        await stage.says(GRADER, "sendt 1")
        stage.clock.to(date(2026, 11, annulled_on), 9)
        await complains(stage, pleas.NB)
        await does(stage, Move.ANNUL_REGRADE, number=2)
        await self.corrected(stage, date(2026, 12, 1))
        await self.corrected(stage, date(2026, 12, 3))
        assert "begrunnelse for den nye vurderingen: torsdag 10. desember 2026" in stage.letter(KARI).text

    async def test_who_has_asked_for_the_explanation_hears_of_the_appeal_date_alone(self, stage: Stage):
        await self.annulled(stage)
        stage.clock.to(date(2026, 12, 2), 9)
        await stage.mail(KARI, "begrunnelse", "TDT4100", NB.asks)
        await self.corrected(stage, date(2026, 12, 3))
        assert "den nye vurderingen: torsdag 10. desember" not in stage.letter(KARI).text

    async def test_an_earlier_day_of_announcement_takes_no_day_away(self, stage: Stage):
        await self.annulled(stage)
        await self.corrected(stage, date(2026, 11, 27))
        stage.clock.to(date(2026, 12, 8), 9)
        await stage.mail(KARI, "begrunnelse", "TDT4100", NB.asks)
        assert (await stage.case(2)).in_time
