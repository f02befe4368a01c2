"""What must hold whatever happens to a result: random histories, day by day, under both acts and every choice of an institution."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import OSLO, holiday_name, is_working_day
from casework.deadlines import duties, post, students, together
from casework.deadlines.chain import ResultDates, appeal_deadline, request_deadline
from casework.deadlines.explanations import Pause, explanation_due_after
from casework.deadlines.restarting import three_clocks
from casework.deadlines.together import Group
from casework.deadlines.value import Deadline
from casework.deadlines.wording import in_short, in_words, steps
from casework.exams import Form, Language
from casework.laws import Law, law

ACTS = st.sampled_from([law("law-2005"), law("law-2024"), law("law-2025")])
DAYS = st.dates(date(1996, 1, 1), date(2099, 12, 31))
WAITS = st.integers(0, 60).map(lambda days: timedelta(days=days))
MAYBE_WAITS = st.none() | WAITS
POLICIES = st.sampled_from(["all_plus_grace", "requester_only"])


@st.composite
def histories(draw: st.DrawFn, form: Form = Form.WRITTEN) -> ResultDates:
    """Something that can happen: nothing is answered before it is asked, and nothing is asked before there is a grade."""
    announced = draw(DAYS)

    def later(start: date | None, waits: st.SearchStrategy[timedelta | None] = MAYBE_WAITS) -> date | None:
        wait = draw(waits)
        return start + wait if start and wait is not None else None

    asked, complained, appealed = later(announced), later(announced), later(announced)
    members_asked = later(announced)
    decided = later(complained)
    return ResultDates(
        form,
        announced,
        later(announced),
        later(announced),
        later(announced),
        asked,
        later(asked),
        complained,
        decided,
        formal_error_known=later(announced),
        appeal_received=appealed,
        appeal_told=later(appealed),
        regraded=later(decided),
        group=draw(st.none() | st.builds(Group, POLICIES, st.just(members_asked), st.just(later(members_asked)))),
    )


def appeal(known: ResultDates, act: Law, shown: date | None = None) -> Deadline:
    return appeal_deadline(known, request_deadline(known, act), act, shown)


def of_students(known: ResultDates, act: Law) -> Iterator[Deadline]:
    """Every date by which the student must do something."""
    yield from (deadline for _, deadline in three_clocks(known, act).named if deadline.date)
    announced = known.announced or date.min
    yield students.complaint(announced, act)
    yield students.complaint_of_other_student(announced, act)
    yield together.grace_of_member(announced, act)
    yield post.late_cap(announced, "announcement", act)


@given(histories(), ACTS)
def test_i1_no_students_deadline_ends_on_a_closed_day(known: ResultDates, act: Law) -> None:
    assert all(is_working_day(deadline.last_day) for deadline in of_students(known, act))


@given(st.integers(1996, 2099), st.sampled_from([24, 31]), ACTS)
def test_i1_eves_end_a_deadline_unless_they_are_a_weekend(year: int, number: int, act: Law) -> None:
    eve = date(year, 12, number)
    assert holiday_name(eve, Language.NB) is None
    assert (students.appeal(eve - timedelta(weeks=3), act).date == eve) is (eve.weekday() < 5)


@given(histories(), ACTS)
def test_i2_nothing_makes_the_appeal_earlier_than_its_three_weeks(known: ResultDates, act: Law) -> None:
    found = appeal(known, act)
    floor = students.appeal(known.known_announcement or date.max, act)
    assert found.date is None or found.date >= floor.last_day


@given(histories(), ACTS)
def test_i2_the_date_that_won_is_the_latest_of_all_it_beat(known: ResultDates, act: Law) -> None:
    found = appeal(known, act)
    replaced = {"D-APP-IND"} if any(lost.rule == "D-APP-UNIT" for lost in (found, *found.over)) else set()
    assert all(lost.last_day <= found.last_day for lost in found.over if lost.rule not in replaced)


@given(histories(), ACTS, WAITS)
def test_i3_nothing_is_late_while_an_explanation_is_open(known: ResultDates, act: Law, wait: timedelta) -> None:
    asked = known._replace(explanation_requested=known.announced, explanation_given=None, appeal_told=None)
    arrived = datetime.combine((known.announced or date.min) + wait, datetime.min.time(), UTC)
    assert post.mail_in_time(arrived, appeal(asked, act), act)


@given(histories(), ACTS, MAYBE_WAITS)
def test_i4_a_late_request_changes_no_date(known: ResultDates, act: Law, wait: timedelta | None) -> None:
    late = request_deadline(known, act).last_day + timedelta(days=1)
    unasked = known._replace(explanation_requested=None, explanation_given=None)
    asked = known._replace(explanation_requested=late, explanation_given=late + wait if wait is not None else None)
    assert appeal(asked, act).date == appeal(unasked, act).date


@given(DAYS, ACTS)
def test_i8_an_interim_reply_is_never_after_the_month(received: date, act: Law) -> None:
    found = duties.interim_reply(received, act)
    assert found.raw is not None
    assert received < found.last_day <= found.raw
    assert timedelta(days=28) <= found.raw - received <= timedelta(days=31)


@given(DAYS, ACTS)
def test_i8_word_of_a_late_explanation_is_never_after_its_due_date(requested: date, act: Law) -> None:
    due = duties.explanation_due(requested, act)
    assert duties.interim_for_explanation(due, act).last_day <= due.last_day


@given(DAYS, ACTS)
def test_i9_a_promise_is_followed_up_before_it_is_broken(promised: date, act: Law) -> None:
    found = duties.interim_again(promised, act).last_day
    assert found <= promised
    assert is_working_day(found)


@given(histories(), ACTS)
def test_i12_a_date_tells_every_other_that_could_have_been(known: ResultDates, act: Law) -> None:
    """What is recomputed keeps what it was chosen before."""
    found = appeal(known, act)
    told = {deadline.rule for deadline in (found, *found.over)}
    assert found.date is None or "D-APP" in told
    assert found.date is None or not known.unit_deadline or "D-APP-UNIT" in told


@given(histories(), ACTS, DAYS)
def test_i13_no_told_deadline_is_shortened(known: ResultDates, act: Law, shown: date) -> None:
    found = appeal(known, act, shown)
    assert found.date is None or found.date >= shown


@given(histories(), ACTS, st.sampled_from(list(Language)))
def test_i14_every_date_can_be_told_in_every_language(known: ResultDates, act: Law, language: Language) -> None:
    for _, deadline in three_clocks(known, act).named:
        texts = (in_words(deadline, language), in_short(deadline, language), *steps(deadline, language))
        assert all(text and "{" not in text for text in texts)


@given(histories())
def test_i15_the_last_day_counts_to_its_last_second(known: ResultDates) -> None:
    act = law("law-2024")
    deadline = students.appeal(known.announced or date.min, act)
    last = datetime.combine(deadline.last_day, datetime.max.time()).replace(microsecond=0)
    assert post.mail_in_time(_in_oslo(last), deadline, act)
    assert not post.mail_in_time(_in_oslo(last) + timedelta(seconds=1), deadline, act)


def _in_oslo(moment: datetime) -> datetime:
    """The moment of a clock on the wall in December or June, an hour or two from UTC, whichever the calendar says."""
    from_utc = (moment.replace(tzinfo=UTC) - timedelta(hours=hours) for hours in (1, 2))
    return next(utc for utc in from_utc if utc.astimezone(OSLO).replace(tzinfo=None) == moment)


@given(histories(), ACTS, st.sampled_from([Form.ORAL, Form.PRACTICAL, Form.PERFORMING]))
def test_an_oral_exam_has_no_appeal_whatever_happens(known: ResultDates, act: Law, form: Form) -> None:
    assert appeal(known._replace(form=form), act).rule == "D-APP-NA"


@given(histories(), ACTS)
def test_i16_a_members_own_answer_never_depends_on_anothers_appeal(known: ResultDates, act: Law) -> None:
    """Another's explanation can give a member more time, and nothing else."""
    alone, together_ = appeal(known._replace(group=None), act), appeal(known, act)
    assert alone.date is None or together_.date is None or together_.date >= alone.date


@given(DAYS, st.lists(st.tuples(WAITS, WAITS), max_size=3), ACTS)
def test_a_pause_of_the_student_never_hurries_the_grader(
    requested: date, spans: list[tuple[timedelta, timedelta]], act: Law
) -> None:
    pauses = [Pause(requested + start, requested + start + length) for start, length in spans]
    found = explanation_due_after(requested, pauses, act)
    assert found.last_day >= duties.explanation_due(requested, act).last_day


@given(histories(), ACTS)
def test_the_same_facts_always_give_the_same_dates(known: ResultDates, act: Law) -> None:
    one, other = three_clocks(known, act), three_clocks(known, act)
    assert [(d.rule, d.date, d.notes) for _, d in one.named] == [(d.rule, d.date, d.notes) for _, d in other.named]


@given(histories(), ACTS, st.sampled_from(["explanation_given", "formal_decision_received"]), WAITS)
def test_an_answer_that_comes_later_never_shortens(known: ResultDates, act: Law, fact: str, wait: timedelta) -> None:
    answered = getattr(known, fact)
    if answered is not None:
        early, late = appeal(known, act), appeal(known._replace(**{fact: answered + wait}), act)
        assert early.date is None or late.date is None or early.date <= late.date
