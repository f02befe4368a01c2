"""The clock of an explanation that stands still while its student delays it, and the late request that is taken as one in time."""

from dataclasses import replace
from datetime import datetime

import pytest

from casework import explanation, formal_error, pausing
from casework.case import Case, Change, Kind, Mark, Status
from casework.exams import Language
from casework.pausing import Delay
from casework.refusals import AlreadyDone, DayOutside, NotNow, Refusal
from tests.casework.cases import GRO, OFFICE, SOMEBODY, case, dossier, morning
from tests.casework.days import day

# asked on Mon 2026-11-23, due on Mon 2026-12-07
ASKED = case(
    Kind.EXPLANATION,
    Status.WITH_GRADER,
    grader_id=GRO.id,
    due=day("Mon 2026-12-07"),
    target=day("Mon 2026-12-07"),
    interim_due=day("Mon 2026-12-07"),
)
THURSDAY, FRIDAY = morning(day("Thu 2026-11-26")), morning(day("Fri 2026-11-27"))


def pause(
    asked: Case = ASKED, since: str = "Wed 2026-11-25", at: datetime = THURSDAY, delay: Delay = Delay.ASKED
) -> Change:
    return pausing.pause(asked, dossier(asked), delay, day(since), OFFICE, at=at, actor=SOMEBODY)


def resume(asked: Case, over: str, at: datetime) -> Change:
    return pausing.resume(asked, dossier(asked), day(over), OFFICE, at=at, actor=SOMEBODY)


class TestSections37And38:
    """Forvaltningslovforskriften: no day counts while the student asks for a later date or does not answer."""

    def test_a_clock_that_stands_still_has_no_date(self) -> None:
        after = pause().case
        assert (after.due, after.target, after.interim_due) == (None, None, None)
        assert after.pauses == ((day("Wed 2026-11-25"), None),)

    @pytest.mark.parametrize(
        ("over", "due", "target"),
        [
            ("Fri 2026-11-27", "Wed 2026-12-09", "Wed 2026-12-09"),
            ("Mon 2026-11-30", "Mon 2026-12-14", "Fri 2026-12-11"),
            ("Tue 2026-12-15", "Mon 2026-12-28", "Thu 2026-12-24"),
            ("Wed 2026-11-25", "Mon 2026-12-07", "Mon 2026-12-07"),
        ],
    )
    def test_the_due_date_is_pushed_by_the_days_it_stood_still(self, over: str, due: str, target: str) -> None:
        after = resume(pause().case, over, morning(day("Wed 2026-12-16"))).case
        assert (after.due, after.target) == (day(due), day(target))

    def test_two_delays_are_both_counted(self) -> None:
        once = resume(pause().case, "Fri 2026-11-27", FRIDAY).case
        again = pause(once, "Mon 2026-11-30", morning(day("Wed 2026-12-02"))).case
        twice = resume(again, "Thu 2026-12-03", morning(day("Thu 2026-12-03"))).case
        assert twice.due == day("Mon 2026-12-14")  # five days

    def test_word_of_a_delay_of_ours_is_due_with_the_new_date(self) -> None:
        assert resume(pause().case, "Fri 2026-11-27", FRIDAY).case.interim_due == day("Wed 2026-12-09")

    def test_a_date_that_was_promised_stays_promised(self) -> None:
        promised = replace(ASKED, interims=1, promised=day("Fri 2026-12-18"), interim_due=day("Fri 2026-12-18"))
        assert pause(promised).case.interim_due == day("Fri 2026-12-18")


class TestLetters:
    """The student is told at once (forvaltningslovforskriften § 38 with forvaltningsloven § 11 a)."""

    @pytest.mark.parametrize(
        ("delay", "language", "why"),
        [
            (
                Delay.ASKED,
                Language.NB,
                "står stille fra onsdag 25. november 2026, fordi du har bedt om et senere tidspunkt "
                "(forvaltningslovforskriften §§ 37 og 38).",
            ),
            (
                Delay.UNANSWERED,
                Language.NB,
                "står stille fra onsdag 25. november 2026, fordi vi venter på svar fra deg (forvaltningslovforskriften §§ 37 og 38).",
            ),
            (
                Delay.ASKED,
                Language.NN,
                "står stille frå onsdag 25. november 2026, fordi du har bede om eit seinare tidspunkt (forvaltningslovforskrifta",
            ),
            (
                Delay.UNANSWERED,
                Language.NN,
                "står stille frå onsdag 25. november 2026, fordi vi ventar på svar frå deg (forvaltningslovforskrifta",
            ),
            (
                Delay.ASKED,
                Language.EN,
                "stands still from Wednesday 25 November 2026, because you asked for a later date (",
            ),
            (
                Delay.UNANSWERED,
                Language.EN,
                "stands still from Wednesday 25 November 2026, because we are waiting for an answer from you (",
            ),
        ],
    )
    def test_the_student_reads_why_the_clock_stands_still_and_nothing_that_is_not_so(
        self, delay: Delay, language: Language, why: str
    ) -> None:
        (letter,) = pause(replace(ASKED, language=language), delay=delay).letters
        assert why in letter.body

    def test_the_journal_holds_which_delay_it_is(self) -> None:
        assert pause(delay=Delay.UNANSWERED).event.facts == {"delay": "unanswered"}

    def test_the_student_reads_the_new_date_and_the_days_that_did_not_count(self) -> None:
        (letter,) = resume(pause().case, "Fri 2026-11-27", FRIDAY).letters
        assert "onsdag 9. desember 2026" in letter.body
        assert "fristen sto stille i to dager" in letter.body

    def test_the_graders_card_is_drawn_again(self) -> None:
        assert [notice.to for notice in pause().notices] == [GRO.id]


class TestRefused:
    @pytest.mark.parametrize(("since", "refusal"), [("Sun 2026-11-22", DayOutside), ("Fri 2026-11-27", DayOutside)])
    def test_a_delay_begins_between_the_request_and_today(self, since: str, refusal: type[Refusal]) -> None:
        with pytest.raises(refusal):
            pause(since=since)

    @pytest.mark.parametrize("over", ["Tue 2026-11-24", "Sat 2026-11-28"])
    def test_a_delay_ends_between_its_start_and_today(self, over: str) -> None:
        with pytest.raises(DayOutside):
            resume(pause().case, over, FRIDAY)

    def test_a_second_delay_begins_after_the_first(self) -> None:
        once = resume(pause().case, "Fri 2026-11-27", FRIDAY).case
        with pytest.raises(DayOutside):
            pause(once, "Thu 2026-11-26", FRIDAY)

    def test_a_delay_that_begins_after_the_two_weeks_stops_nothing_any_more(self) -> None:
        with pytest.raises(DayOutside) as refused:
            pause(since="Tue 2026-12-08", at=morning(day("Wed 2026-12-09")))
        assert "til mandag 7. desember 2026" in refused.value.say(Language.NB)

    @pytest.mark.parametrize(
        ("since", "over"), [("Mon 2026-12-07", "Wed 2026-12-09"), ("Wed 2026-12-09", "Thu 2026-12-10")]
    )
    def test_on_the_last_day_as_it_is_pushed_it_does(self, since: str, over: str) -> None:
        once = resume(pause().case, "Fri 2026-11-27", FRIDAY).case
        assert pause(once, since, at=morning(day(over))).case.due is None

    def test_a_clock_stands_still_only_once_at_a_time(self) -> None:
        with pytest.raises(NotNow):
            pause(pause().case)

    def test_a_clock_that_runs_cannot_run_again(self) -> None:
        with pytest.raises(NotNow):
            resume(ASKED, "Wed 2026-11-25", THURSDAY)

    @pytest.mark.parametrize("verb", [pause, lambda done: resume(done, "Wed 2026-11-25", THURSDAY)])
    def test_a_finished_case_has_no_clock(self, verb) -> None:
        with pytest.raises(AlreadyDone):
            verb(replace(ASKED, status=Status.DONE))

    def test_only_explanations_wait_so(self) -> None:
        with pytest.raises(NotNow):
            pause(case(Kind.APPEAL, Status.TO_ASSIGN))


class TestExcused:
    """Decision 6: a person decides whether the clock restarts."""

    LATE = replace(
        ASKED,
        status=Status.RECEIVED,
        received=morning(day("Wed 2026-11-25")),
        in_time=False,
        marks=frozenset({Mark.LATE}),
    )

    def excused(self, late: Case = LATE) -> Change:
        return explanation.excuse(late, dossier(late), OFFICE, at=THURSDAY, actor=SOMEBODY)

    def test_it_is_in_time_from_now_on_and_goes_to_the_grader(self) -> None:
        after = self.excused().case
        assert (after.in_time, after.marks, after.status) == (True, frozenset(), Status.WITH_GRADER)

    def test_the_appeals_clock_waits_for_it(self) -> None:
        after = self.excused().case
        assert OFFICE.clocks(dossier(self.LATE)).appeal().date == day("Tue 2026-12-08")
        assert OFFICE.clocks(dossier(after)).appeal().why == "explanation_pending"

    def test_the_student_has_the_receipt_anew_without_the_doubt(self) -> None:
        (letter,) = self.excused().letters
        assert "ngen klagefrist løper mens vi venter på begrunnelsen" in letter.body
        assert "kommet etter siste dag" not in letter.body

    def test_other_doubts_still_need_a_person(self) -> None:
        after = self.excused(replace(self.LATE, marks=frozenset({Mark.LATE, Mark.NOT_OPENED_FOR}))).case
        assert (after.status, after.marks) == (Status.RECEIVED, {Mark.NOT_OPENED_FOR})

    def test_what_was_in_time_needs_no_excuse(self) -> None:
        with pytest.raises(NotNow):
            self.excused(ASKED)


class TestSection119FirstParagraph:
    """When the student knew of the error."""

    COMPLAINT = case(Kind.FORMAL_ERROR, Status.WITH_HANDLER)

    def knew(self, complaint: Case, known: str) -> Change:
        return formal_error.knew(complaint, day(known), at=THURSDAY, actor=SOMEBODY)

    def test_a_case_handlers_judgement_is_kept_and_rejects_nothing(self) -> None:
        change = self.knew(self.COMPLAINT, "Mon 2026-10-05")
        assert (change.case.error_known, change.case.status) == (day("Mon 2026-10-05"), Status.WITH_HANDLER)
        assert change.letters == ()

    @pytest.mark.parametrize("known", ["Tue 2026-11-24", "Fri 2025-11-21"])
    def test_it_lies_before_the_complaint_and_within_a_year_of_it(self, known: str) -> None:
        with pytest.raises(DayOutside):
            self.knew(self.COMPLAINT, known)

    def test_a_decided_complaint_is_left_alone(self) -> None:
        with pytest.raises(NotNow):
            self.knew(replace(self.COMPLAINT, status=Status.DONE), "Mon 2026-10-05")
