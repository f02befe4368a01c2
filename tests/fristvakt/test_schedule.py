"""The clock that knocks: when it does, when it must not, and that it survives what it wakes."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from casework.calendar import OSLO
from fristvakt.schedule import Schedule

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Door:
    """Notes each knock and, when told to, breaks."""

    def __init__(self, *, breaks: bool = False) -> None:
        self.knocks: list[datetime] = []
        self.breaks = breaks

    async def __call__(self, now: datetime) -> None:
        self.knocks.append(now)
        if self.breaks:
            raise RuntimeError("Kari Nordmann has a B")


def next_after(schedule: Schedule, local: datetime) -> datetime:
    (job,) = schedule._scheduler.get_jobs()
    return job.trigger.get_next_fire_time(None, local).astimezone(OSLO)


async def test_the_start_makes_up_what_was_missed_at_once():
    door = Door()
    schedule = Schedule(door, lambda: NOW)
    await schedule.start()
    schedule.stop()
    assert door.knocks == [NOW]


async def test_a_knock_that_fails_is_said_without_its_words(caplog: pytest.LogCaptureFixture):
    await Schedule(Door(breaks=True), lambda: NOW).knock()
    assert [record.message for record in caplog.records] == ["the tick failed: RuntimeError"]


async def test_a_knock_that_fails_hinders_no_later_one():
    door = Door(breaks=True)
    schedule = Schedule(door, lambda: NOW)
    await schedule.knock()
    await schedule.knock()
    assert len(door.knocks) == 2


def test_it_knocks_every_minute_of_the_day():
    noon = datetime(2026, 11, 23, 12, 0, 30, tzinfo=OSLO)
    assert next_after(Schedule(Door(), lambda: NOW), noon) == datetime(2026, 11, 23, 12, 1, tzinfo=OSLO)


@pytest.mark.parametrize("day", [datetime(2026, 10, 25), datetime(2026, 11, 23)])
def test_it_never_knocks_between_two_and_three(day: datetime):
    before = day.replace(hour=1, minute=59, second=30, tzinfo=OSLO)
    assert next_after(Schedule(Door(), lambda: NOW), before).hour == 3


def test_the_hour_that_is_missing_in_spring_changes_nothing():
    before = datetime(2027, 3, 28, 1, 59, 30, tzinfo=OSLO)
    assert next_after(Schedule(Door(), lambda: NOW), before) == datetime(2027, 3, 28, 3, 0, tzinfo=OSLO)


def test_stopping_what_never_started_does_nothing():
    Schedule(Door(), lambda: NOW).stop()


async def test_a_stopped_schedule_knocks_no_more_at_all():
    schedule = Schedule(Door(), lambda: NOW + timedelta(days=1))
    await schedule.start()
    schedule.stop()
    await asyncio.sleep(0)
    assert not schedule._scheduler.running
