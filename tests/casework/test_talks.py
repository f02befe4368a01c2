"""What may be offered, agreed and taken back: as tables of steps that are refused, and what each step says in letters and journal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from casework import no_show
from casework.appointments import Delivery, Stage, begun
from casework.case import Case, Change, Kind, Outcome, Status, moved
from casework.dossier import Dossier
from casework.invitations import Slot
from casework.refusals import AlreadyDone, NotAnnounced, NotNow, Refusal
from casework.talk_refusals import NoPlace, NoSuchTime, TimeAgreed, TimePassed, TimesOffered, TimeTaken
from casework.talks import Concern, Talks, concerns, finished
from tests.casework.cases import EXAM, GRO, NINA, NOW, OFFICE, SOMEBODY, case, dossier, morning, office

THURSDAY = Slot(morning(date(2026, 11, 26)), 30, "rom B312")
FRIDAY = Slot(morning(date(2026, 11, 27)), 30, "rom B312")
ASKED = case(Kind.EXPLANATION, Status.WITH_GRADER, grader_id=GRO.id, due=date(2026, 12, 7))


def with_times(*slots: Slot, asked: Case = ASKED) -> Dossier:
    made = begun(asked.number, 1, GRO.id, slots, NOW)
    return replace(dossier(asked), appointments=(made,))


OFFERED, CALLED = with_times(THURSDAY, FRIDAY), with_times(THURSDAY)


def talks(held: Dossier, at: datetime = NOW) -> Talks:
    return Talks(held.cases[0], held, GRO, OFFICE, at, SOMEBODY)


@pytest.mark.parametrize(
    ("held", "step", "refusal"),
    [
        (dossier(ASKED), lambda t: t.offer(()), NoSuchTime),
        (dossier(ASKED), lambda t: t.offer((replace(THURSDAY, place=""),)), NoPlace),
        (dossier(ASKED), lambda t: t.offer((replace(THURSDAY, starts=NOW),)), TimePassed),
        (dossier(ASKED, exam=replace(EXAM, announced=None)), lambda t: t.offer((THURSDAY,)), NotAnnounced),
        (dossier(replace(ASKED, status=Status.DONE)), lambda t: t.offer((THURSDAY,)), AlreadyDone),
        (dossier(replace(ASKED, status=Status.RECEIVED)), lambda t: t.offer((THURSDAY,)), NotNow),
        (CALLED, lambda t: t.offer((THURSDAY, FRIDAY)), TimeAgreed),
        (CALLED, lambda t: t.offer((THURSDAY,)), TimeAgreed),
        (OFFERED, lambda t: t.offer((FRIDAY, THURSDAY)), TimesOffered),
        (dossier(ASKED), lambda t: t.agree(1), NotNow),
        (OFFERED, lambda t: t.agree(0), NoSuchTime),
        (OFFERED, lambda t: t.agree(3), NoSuchTime),
        (OFFERED, lambda t: t.agree(1, round=2), NoSuchTime),
        (OFFERED, lambda t: replace(t, at=THURSDAY.starts).agree(1), TimePassed),
        (OFFERED, lambda t: replace(t, busy=(replace(THURSDAY, minutes=31),)).agree(1), TimeTaken),
        (CALLED, lambda t: t.agree(1), TimeAgreed),
        (dossier(ASKED), lambda t: t.prevent(), NotNow),
        (dossier(ASKED), lambda t: t.cancel(), NotNow),
        (CALLED, lambda t: replace(t, at=THURSDAY.starts).cancel(), NotNow),
        (CALLED, lambda t: t.new_time(), NotNow),
        (OFFERED, lambda t: t.noted("accepted"), NotNow),
    ],
)
def test_what_does_not_fit_is_refused(held: Dossier, step: Callable[[Talks], Change], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        step(talks(held))


@pytest.mark.parametrize(
    ("held", "step", "event", "letters", "stage"),
    [
        (dossier(ASKED), lambda t: t.offer((FRIDAY, THURSDAY)), "times_offered", ["oral_times"], Stage.OFFERED),
        (dossier(ASKED), lambda t: t.offer((FRIDAY,)), "time_agreed", ["oral_call", "oral_call_grader"], Stage.AGREED),
        (OFFERED, lambda t: t.agree(2), "time_agreed", ["oral_call", "oral_call_grader"], Stage.AGREED),
        (CALLED, lambda t: t.offer((FRIDAY,)), "time_moved", ["oral_call", "oral_call_grader"], Stage.AGREED),
        (OFFERED, lambda t: t.prevent(), "time_prevented", ["oral_new_time", "oral_times_wanted"], Stage.PREVENTED),
        (CALLED, lambda t: t.prevent(), "time_prevented", ["oral_new_time", "oral_times_wanted"], Stage.PREVENTED),
        (OFFERED, lambda t: t.cancel(), "time_cancelled", ["oral_cancelled"], Stage.CANCELLED),
        (CALLED, lambda t: t.cancel(), "time_cancelled", ["oral_cancelled", "oral_cancelled_grader"], Stage.CANCELLED),
        (CALLED, lambda t: t.noted("accepted"), "time_noted", [], Stage.AGREED),
    ],
)
def test_each_step_has_its_event_its_letters_and_its_stage(
    held: Dossier, step: Callable[[Talks], Change], event: str, letters: list[str], stage: Stage
) -> None:
    change = step(talks(held))
    assert [letter.template for letter in change.letters] == letters
    assert (change.event.name, change.appointments[-1].stage) == (event, stage)


def test_a_time_beside_another_students_is_free() -> None:
    beside = (
        replace(THURSDAY, starts=THURSDAY.ends),
        replace(THURSDAY, starts=THURSDAY.starts - timedelta(minutes=30)),
    )
    assert replace(talks(OFFERED), busy=beside).agree(1).appointments[-1].talk == THURSDAY


@pytest.mark.parametrize(
    ("held", "changes", "stage", "letters"),
    [
        (CALLED, {"status": Status.WITHDRAWN}, Stage.CANCELLED, ["oral_cancelled", "oral_cancelled_grader"]),
        (OFFERED, {"status": Status.WITHDRAWN}, Stage.CANCELLED, []),
        (CALLED, {"grader_id": NINA.id}, Stage.CANCELLED, ["oral_cancelled", "oral_cancelled_grader"]),
        (
            CALLED,
            {"status": Status.DONE, "outcome": Outcome.ORAL_GIVEN, "done_on": THURSDAY.day},
            Stage.OVER,
            [],
        ),
    ],
)
def test_a_case_that_ends_or_changes_hands_takes_back_what_has_not_begun(
    held: Dossier, changes: dict[str, object], stage: Stage, letters: list[str]
) -> None:
    change = finished(moved(ASKED, "test", NOW, SOMEBODY, **changes), held, GRO, OFFICE)
    assert [letter.template for letter in change.letters] == letters
    assert [each.stage for each in change.appointments] == [stage]


def test_the_journal_holds_times_and_no_place() -> None:
    facts = talks(OFFERED).agree(2).event.facts
    assert (facts["starts"], "rom B312" in str(facts)) == (FRIDAY.starts, False)


def test_an_excuse_that_was_sent_before_the_talk_counts_though_it_was_read_after_it() -> None:
    late = talks(CALLED, THURSDAY.ends)
    assert late.prevent(when=THURSDAY.starts - timedelta(minutes=1)).appointments[-1].stage is Stage.PREVENTED
    assert late.prevent().appointments[-1].stage is Stage.AGREED


@pytest.mark.parametrize(
    ("slot", "found"),
    [
        (THURSDAY, ()),
        (replace(THURSDAY, starts=morning(date(2026, 11, 24))), (Concern.SHORT_NOTICE,)),
        (replace(THURSDAY, starts=morning(date(2026, 12, 8))), (Concern.AFTER_DUE,)),
        (replace(THURSDAY, starts=morning(date(2026, 11, 28))), (Concern.OUTSIDE_HOURS,)),
        (replace(THURSDAY, starts=THURSDAY.starts - timedelta(minutes=15)), (Concern.OUTSIDE_HOURS,)),
    ],
)
def test_times_that_hardly_let_a_student_come_are_told(slot: Slot, found: tuple[Concern, ...]) -> None:
    assert concerns(ASKED, dossier(ASKED), (slot,), OFFICE, NOW) == found


def test_an_institution_has_its_own_hours_and_its_own_notice() -> None:
    evenings = office(oral_hours=(time(16), time(20)), oral_notice_working_days=5)
    found = concerns(ASKED, dossier(ASKED), (THURSDAY,), evenings, NOW)
    assert found == (Concern.SHORT_NOTICE, Concern.OUTSIDE_HOURS)


@pytest.mark.parametrize(("hours", "is_recorded"), [(24, True), (48, False)])
def test_a_no_show_is_kept_as_long_as_the_institution_waits_for_what_comes_back(hours: int, is_recorded: bool) -> None:
    invited, a_day_later = Delivery(THURSDAY.starts - timedelta(hours=1)), THURSDAY.starts + timedelta(hours=23)
    patient = office(oral_bounce_hours=hours)
    change = no_show.say(ASKED, CALLED, invited, None, patient, at=a_day_later, actor=SOMEBODY)
    assert (change.case.outcome is Outcome.NO_SHOW) is is_recorded
    kept = CALLED.after(no_show.say(ASKED, CALLED, invited, None, patient, at=THURSDAY.ends, actor=SOMEBODY))
    completed = no_show.complete(kept.cases[0], kept, invited, patient, at=a_day_later, actor=SOMEBODY)
    assert (completed is not None) is is_recorded
