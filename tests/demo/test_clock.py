from datetime import UTC, date, datetime, timedelta

import pytest

from casework.calendar import OSLO
from demo.clock import Clock, Push, mornings, next_working_morning, target


class Seconds:
    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


def oslo(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=OSLO)


def test_the_clock_starts_on_a_monday_morning():
    assert Clock(seconds=Seconds())() == datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_the_clock_runs_on_with_real_time():
    seconds = Seconds()
    clock = Clock(seconds=seconds)
    seconds.passed = 90.0
    assert clock() == oslo(23, 8, 31) + timedelta(seconds=30)


def test_a_pushed_clock_goes_on_from_there():
    seconds = Seconds()
    clock = Clock(seconds=seconds)
    seconds.passed = 90.0
    clock.set(oslo(24, 8))
    seconds.passed = 150.0
    assert clock() == oslo(24, 8, 1)


def test_the_clock_never_goes_back():
    clock = Clock(seconds=Seconds())
    clock.set(oslo(20, 8))
    assert clock() == oslo(23, 8, 30)


def test_a_day_keeps_the_time_over_the_change_of_hour():
    saturday = datetime(2026, 10, 24, 12, tzinfo=OSLO)
    assert target(Push.DAY, saturday.astimezone(UTC)) == datetime(2026, 10, 25, 12, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (oslo(23, 8, 30), oslo(24, 8)),
        (oslo(24, 7, 59), oslo(24, 8)),
        (oslo(24, 8), oslo(25, 8)),
        (oslo(27, 12), oslo(30, 8)),
        (oslo(24, 12, month=12), oslo(28, 8, month=12)),
    ],
)
def test_next_working_morning_skips_weekends_and_holidays(now: datetime, then: datetime):
    assert next_working_morning(now) == then


@pytest.mark.parametrize(
    ("now", "then"),
    [(oslo(26, 8), oslo(26, 16)), (oslo(26, 16), oslo(27, 16)), (oslo(28, 17), oslo(29, 16))],
)
def test_an_afternoon_is_the_next_one_on_any_day(now: datetime, then: datetime):
    assert target(Push.AFTERNOON, now.astimezone(UTC)) == then


def test_a_week_passes_seven_mornings_in_order():
    days = [moment.date() for moment in mornings(oslo(23, 8, 30), oslo(30, 8, 30))]
    assert days == [date(2026, 11, day) for day in range(24, 31)]


def test_a_push_to_a_morning_passes_it_once():
    assert list(mornings(oslo(23, 8, 30), oslo(24, 8))) == [oslo(24, 8)]
