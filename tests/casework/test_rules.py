"""Every rule once and whole: what a date carries besides its day, so that each part of it can be opened."""

from collections.abc import Callable

import pytest

from casework.deadlines import duties, explanations
from casework.deadlines.explanations import Pause
from casework.deadlines.value import Deadline
from casework.laws import Law, Length
from tests.casework.days import day
from tests.casework.rules import NEW, NOWHERE, OLD, RULES, START, TWO, Computed


@pytest.mark.parametrize(("computed", "rule", "reason", "length", "provision", "counted"), RULES)
def test_a_date_carries_its_whole_computation(
    computed: Computed, rule: str, reason: str, length: Length | None, provision: str, counted: str
) -> None:
    found = computed(START, NEW)
    assert found is not None
    assert (found.rule, found.start, found.start_reason, found.length) == (rule, START, reason, length)
    assert (found.law, found.provision) == ("law-2024", getattr(NEW, provision))
    assert found.counted is (getattr(NEW, counted) if counted else None)


@pytest.mark.parametrize("computed", [row[0] for row in RULES])
def test_a_date_tells_every_day_it_passed_over(computed: Computed) -> None:
    found = computed(day("Thu 2025-12-18"), NEW)
    assert found is not None
    assert found.raw is not None
    assert len(found.moved) == abs((found.last_day - found.raw).days)
    assert (found.why, found.over, found.stopped) == (None, (), 0)


@pytest.mark.parametrize(("computed", "rule", "why", "provision"), NOWHERE)
def test_a_date_that_does_not_exist_carries_its_reason(
    computed: Callable[[Law], Deadline | None], rule: str, why: str, provision: str
) -> None:
    found = computed(NEW)
    assert found is not None
    assert (found.rule, found.date, found.why, found.provision) == (rule, None, why, getattr(NEW, provision))
    assert (found.law, found.raw, found.start, found.counted) == ("law-2024", None, None, None)


def test_a_pushed_date_carries_what_pushed_it() -> None:
    found = explanations.explanation_due_after(START, [Pause(START, day("Fri 2025-05-30"))], NEW)
    assert (found.start, found.start_reason, found.length) == (START, "request", TWO)
    assert (found.provision, found.counted) == (NEW.explanation_due, NEW.explanation_paused)
    assert (found.raw, found.law) == (day("Fri 2025-06-13"), "law-2024")


def test_a_pushed_date_moves_off_closed_days_with_each_of_them() -> None:
    found = explanations.explanation_due_after(START, [Pause(START, day("Sat 2025-05-31"))], NEW)
    assert (found.raw, found.date) == (day("Sat 2025-06-14"), day("Mon 2025-06-16"))
    assert [passed.reason for passed in found.moved] == ["Saturday", "Sunday"]


@pytest.mark.parametrize(
    ("computed", "rule"), [(duties.explanation_due, "D-EXPL-DUE-OLD"), (duties.first_grading, "D-GRADE")]
)
def test_the_old_acts_duties_are_counted_too(computed: Computed, rule: str) -> None:
    found = computed(START, OLD)
    assert found is not None
    own = OLD.own_counting if rule == "D-EXPL-DUE-OLD" else OLD.counting
    assert (found.rule, found.law, found.counted) == (rule, "law-2005", own)


@pytest.mark.parametrize(("received", "notes"), [("Tue 2024-12-03", ()), ("Sat 2026-01-31", ("sent_before",))])
def test_only_a_reply_that_goes_before_says_so(received: str, notes: tuple[str, ...]) -> None:
    assert duties.interim_reply(day(received), NEW).notes == notes
