"""An explanation on its way, each section a table: the days that the student takes, and the day it counts as given."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.deadlines import explanations
from casework.deadlines.duties import explanation_due
from casework.deadlines.explanations import Pause
from casework.laws import law
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
ASKED = "Mon 2025-06-02"
DAYS = st.dates(date(2024, 8, 1), date(2026, 12, 31))
PAUSES = st.lists(st.builds(Pause, DAYS, DAYS), max_size=4).map(
    lambda pauses: [Pause(min(p.start, p.end or p.start), max(p.start, p.end or p.start)) for p in pauses]
)


def pauses(*spans: tuple[str, str]) -> list[Pause]:
    return [Pause(day(start), day(end)) for start, end in spans]


class TestSections37And38Pauses:
    """Forvaltningslovforskriften §§ 37 and 38: D-EXPL-DUE-STOP."""

    @pytest.mark.parametrize(
        ("spans", "stopped", "expected"),
        [
            # three days of silence: two weeks and three days
            ([("Wed 2025-06-04", "Sat 2025-06-07")], 3, "Thu 2025-06-19"),
            # a week's postponement
            ([("Tue 2025-06-10", "Tue 2025-06-17")], 7, "Mon 2025-06-23"),
            # two pauses that share days: each day once
            ([("Tue 2025-06-10", "Fri 2025-06-13"), ("Thu 2025-06-12", "Sat 2025-06-14")], 4, "Fri 2025-06-20"),
            # one inside another
            ([("Tue 2025-06-10", "Sat 2025-06-14"), ("Wed 2025-06-11", "Thu 2025-06-12")], 4, "Fri 2025-06-20"),
            # the second begins in the days that the first has given
            ([("Wed 2025-06-04", "Sat 2025-06-07"), ("Thu 2025-06-19", "Fri 2025-06-20")], 4, "Fri 2025-06-20"),
            # begun on the last day itself
            ([("Mon 2025-06-16", "Tue 2025-06-17")], 1, "Tue 2025-06-17"),
            # the end moves off a Saturday
            ([("Tue 2025-06-03", "Sun 2025-06-08")], 5, "Mon 2025-06-23"),
            # begun before the request: counted from the request
            ([("Fri 2025-05-30", "Wed 2025-06-04")], 2, "Wed 2025-06-18"),
            # in whatever order they are told
            ([("Thu 2025-06-12", "Sat 2025-06-14"), ("Tue 2025-06-10", "Fri 2025-06-13")], 4, "Fri 2025-06-20"),
        ],
    )
    def test_the_students_own_days_are_added(self, spans: list[tuple[str, str]], stopped: int, expected: str) -> None:
        found = explanations.explanation_due_after(day(ASKED), pauses(*spans), NEW)
        assert (found.rule, found.stopped, found.date) == ("D-EXPL-DUE-STOP", stopped, day(expected))

    def test_what_it_was_without_pauses_is_kept(self) -> None:
        found = explanations.explanation_due_after(day(ASKED), pauses(("Wed 2025-06-04", "Sat 2025-06-07")), NEW)
        assert [(lost.rule, lost.date) for lost in found.over] == [("D-EXPL-DUE", day("Mon 2025-06-16"))]
        assert found.source.endswith("§§ 37 and 38")

    def test_a_pause_that_lasts_leaves_no_date(self) -> None:
        found = explanations.explanation_due_after(day(ASKED), [Pause(day("Wed 2025-06-04"))], NEW)
        assert (found.rule, found.date, found.why) == ("D-EXPL-DUE-STOP", None, "paused")

    @pytest.mark.parametrize(
        "spans", [[], [("Tue 2025-06-17", "Fri 2025-06-27")], [("Mon 2025-05-12", "Mon 2025-05-26")]]
    )
    def test_a_pause_outside_the_two_weeks_changes_nothing(self, spans: list[tuple[str, str]]) -> None:
        found = explanations.explanation_due_after(day(ASKED), pauses(*spans), NEW)
        assert (found.rule, found.date) == ("D-EXPL-DUE", day("Mon 2025-06-16"))

    def test_a_lasting_pause_after_the_end_changes_nothing(self) -> None:
        found = explanations.explanation_due_after(day(ASKED), [Pause(day("Tue 2025-06-17"))], NEW)
        assert found.date == day("Mon 2025-06-16")

    @given(DAYS, PAUSES)
    def test_pauses_never_shorten_the_two_weeks(self, requested: date, taken: list[Pause]) -> None:
        found = explanations.explanation_due_after(requested, taken, NEW)
        assert found.last_day >= explanation_due(requested, NEW).last_day
        assert found.stopped <= sum((pause.end - pause.start).days for pause in taken if pause.end)


class TestSection11Given:
    """EForvaltningsforskriften § 11 second paragraph, decision 6: D-EXPL-DONE."""

    @pytest.mark.demand("A-043")
    @pytest.mark.parametrize(
        ("available", "notices", "expected", "reason"),
        [
            ("Thu 2025-06-12", ["Fri 2025-06-13"], "Fri 2025-06-13", "notified"),
            ("Mon 2025-06-16", ["Fri 2025-06-13"], "Mon 2025-06-16", "available"),
            ("Thu 2025-06-12", ["Mon 2025-06-16", "Fri 2025-06-13"], "Fri 2025-06-13", "notified"),
            ("Thu 2025-06-12", ["Thu 2025-06-12"], "Thu 2025-06-12", "available"),
        ],
    )
    def test_it_is_given_when_available_and_first_notified(
        self, available: str, notices: list[str], expected: str, reason: str
    ) -> None:
        found = explanations.explanation_done(day(available), [day(one) for one in notices], NEW)
        assert (found.rule, found.date, found.start_reason) == ("D-EXPL-DONE", day(expected), reason)

    @pytest.mark.parametrize(("available", "notices"), [(None, ["Fri 2025-06-13"]), ("Thu 2025-06-12", [])])
    def test_one_of_the_two_alone_is_not_given(self, available: str | None, notices: list[str]) -> None:
        found = explanations.explanation_done(day(available) if available else None, [day(n) for n in notices], NEW)
        assert (found.date, found.why) == (None, "explanation_not_given")

    @pytest.mark.parametrize("act", [OLD, NEW])
    def test_a_talk_counts_on_its_own_day(self, act) -> None:
        """X-24: the day it was given, not the day it was typed in."""
        found = explanations.explanation_talked(day("Sat 2025-06-14"), act)
        assert (found.rule, found.date, found.raw, found.start) == ("D-EXPL-DONE", *[day("Sat 2025-06-14")] * 3)
        assert (found.start_reason, found.moved, found.section) == ("talk", (), "§ 11")

    def test_a_missed_talk_starts_the_clock_too(self) -> None:
        """X-23."""
        found = explanations.no_show(day("Fri 2025-06-13"), NEW)
        assert (found.rule, found.date, found.raw, found.start) == ("D-EXPL-NOSHOW", *[day("Fri 2025-06-13")] * 3)
        assert (found.start_reason, found.moved) == ("appointment", ())
