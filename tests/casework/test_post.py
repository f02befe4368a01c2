"""Mail in time and out in time, each rule a table of moments and weekdays."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import OSLO, is_working_day
from casework.deadlines import post, students
from casework.laws import Law, law
from tests.casework.days import day

NEW, COMING = law("law-2024"), law("law-2025")
DEADLINE = students.appeal(day("Mon 2025-06-02"), NEW)  # Monday 23 June 2025
IN_TIME = datetime(2025, 6, 23, 23, 59, 59, tzinfo=OSLO)
LATE = datetime(2025, 6, 24, 0, 0, 3, tzinfo=OSLO)
WEEK_BEFORE = datetime(2025, 6, 16, 12, 0, tzinfo=UTC)
DAYS = st.dates(date(1995, 1, 1), date(2100, 11, 30))


class TestSection11Arrival:
    """EForvaltningsforskriften § 11 fifth paragraph: D-MAIL."""

    @pytest.mark.parametrize(("received", "expected"), [(IN_TIME, True), (LATE, False), (WEEK_BEFORE, True)])
    def test_the_whole_last_day_counts_in_oslo(self, received: datetime, expected: bool) -> None:
        """I15."""
        assert post.mail_in_time(received, DEADLINE, NEW) is expected

    @pytest.mark.parametrize(
        ("last", "second"),
        [
            ("Sun 2026-03-08", datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC)),
            ("Sun 2026-10-04", datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)),
        ],
    )
    def test_both_days_that_move_the_clock_end_at_midnight(self, last: str, second: datetime) -> None:
        """I15: 23 or 25 hours long, the day ends when Oslo says so."""
        raw = students.explanation_request_raw(students.appeal(day(last), NEW))
        assert post.mail_in_time(second, raw, NEW)
        assert not post.mail_in_time(second.replace(hour=second.hour + 1, minute=0, second=0), raw, NEW)

    def test_nothing_is_late_where_no_deadline_runs(self) -> None:
        """I3."""
        assert post.mail_in_time(LATE, students.appeal_pending_explanation(NEW), NEW)

    @pytest.mark.parametrize(("act", "expected"), [(NEW, False), (COMING, True)])
    def test_the_coming_act_counts_from_sending(self, act: Law, expected: bool) -> None:
        assert post.mail_in_time(LATE, DEADLINE, act, dated=IN_TIME) is expected

    def test_without_a_date_of_its_own_arrival_counts(self) -> None:
        assert not post.mail_in_time(LATE, DEADLINE, COMING)


class TestSection7Doubt:
    """EForvaltningsforskriften § 7, forvaltningsloven §§ 11 and 31: D-MAIL-DOUBT."""

    @pytest.mark.parametrize(
        ("received", "dated", "ours", "expected"),
        [
            (LATE, IN_TIME, True, ("dated_in_time",)),
            (LATE, LATE, True, ()),
            (LATE, None, True, ()),
            (IN_TIME, IN_TIME, True, ()),
            (IN_TIME, IN_TIME, False, ("wrong_address",)),
            (LATE, IN_TIME, False, ("dated_in_time", "wrong_address")),
        ],
    )
    def test_a_person_must_look_at_what_is_unclear(
        self, received: datetime, dated: datetime | None, ours: bool, expected: tuple[str, ...]
    ) -> None:
        assert post.doubts(received, dated, ours, DEADLINE) == expected

    def test_nothing_is_doubtful_where_no_deadline_runs(self) -> None:
        assert post.doubts(LATE, IN_TIME, True, students.appeal_pending_explanation(NEW)) == ()


class TestSection6Receipt:
    """EForvaltningsforskriften § 6: D-ACK."""

    @given(DAYS)
    def test_a_receipt_goes_out_the_same_day(self, received: date) -> None:
        found = post.receipt(received, NEW)
        assert (found.rule, found.date, found.raw, found.start) == ("D-ACK", received, received, received)
        assert (found.start_reason, found.moved, found.section) == ("mail", (), "§ 6")


class TestSection8Renotification:
    """EForvaltningsforskriften § 8 fifth paragraph: D-RENOTIFY."""

    @pytest.mark.parametrize(
        ("notified", "days", "expected"),
        [
            ("Mon 2025-06-16", None, "Mon 2025-06-23"),
            ("Sat 2025-12-20", None, "Sat 2025-12-27"),
            ("Mon 2025-06-16", 10, "Thu 2025-06-26"),
        ],
    )
    def test_an_unopened_decision_is_told_once_more(self, notified: str, days: int | None, expected: str) -> None:
        found = post.renotification(day(notified), None, NEW, days)
        assert found is not None
        assert (found.rule, found.date, found.raw) == ("D-RENOTIFY", day(expected), day(expected))
        assert (found.start, found.start_reason, found.moved) == (day(notified), "notice_sent", ())

    def test_an_opened_decision_is_not_told_again(self) -> None:
        assert post.renotification(day("Mon 2025-06-16"), day("Wed 2025-06-18"), NEW) is None


class TestSection31LateAppeals:
    """Forvaltningsloven § 31 third paragraph, by analogy: D-LATE-CAP."""

    @pytest.mark.parametrize(
        ("announced", "expected"),
        [
            ("Mon 2025-06-02", "Tue 2026-06-02"),
            ("Thu 2024-02-29", "Fri 2025-02-28"),
            ("Tue 2024-12-24", "Wed 2025-12-24"),
            ("Sat 2025-05-17", "Mon 2026-05-18"),
        ],
    )
    def test_a_year_after_the_grade_it_is_too_late_for_all(self, announced: str, expected: str) -> None:
        found = post.late_cap(day(announced), "announcement", NEW)
        assert (found.rule, found.date, found.start_reason) == ("D-LATE-CAP", day(expected), "announcement")


class TestDailyReminder:
    """Decision 28: D-DAILY."""

    @pytest.mark.parametrize(
        ("last", "expected"),
        [
            ("Mon 2025-06-16", "Tue 2025-06-17"),
            ("Fri 2025-06-13", "Mon 2025-06-16"),
            ("Wed 2026-04-01", "Tue 2026-04-07"),
        ],
    )
    def test_the_next_reminder_is_on_the_next_working_day(self, last: str, expected: str) -> None:
        found = post.next_digest(day(last), NEW)
        assert (found.rule, found.date, found.raw) == ("D-DAILY", day(expected), day(expected))
        assert (found.start, found.start_reason, found.moved) == (day(last), "digest", ())

    @given(DAYS)
    def test_there_is_at_most_one_reminder_a_day(self, last: date) -> None:
        """X-07: one sender a person, once a day."""
        found = post.next_digest(last, NEW).last_day
        assert found > last
        assert is_working_day(found)
