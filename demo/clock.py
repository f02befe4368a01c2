"""The time of the pretend university: it runs on with real time and can be pushed forward, never back."""

import time as real
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from casework.calendar import ONE_DAY, OSLO, day_of, is_working_day

FIRST_MOMENT = datetime(2026, 11, 23, 8, 30, tzinfo=OSLO)
MORNING = time(8)
AFTERNOON = time(16)


class Push(StrEnum):
    """How far the clock can be pushed at once."""

    DAY = "day"
    WEEK = "week"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class Clock:
    """Gives the present moment in UTC; it starts at `start` (aware), and `seconds` counts the real time since then."""

    def __init__(self, start: datetime = FIRST_MOMENT, seconds: Callable[[], float] = real.monotonic) -> None:
        self._seconds = seconds
        self._moment = start.astimezone(UTC)
        self._since = seconds()

    def __call__(self) -> datetime:
        """The present moment, aware and in UTC."""
        return self._moment + timedelta(seconds=self._seconds() - self._since)

    def set(self, moment: datetime) -> None:
        """Go on from that moment; an earlier one than the present leaves the clock as it is."""
        now = self()
        self._moment, self._since = max(now, moment.astimezone(UTC)), self._seconds()


def target(push: Push, now: datetime) -> datetime:
    """Where a push from `now` ends: the same time of day in Oslo some days later, or 08:00 of the next
    working day, or the next 16:00, when it has been asked whether the day's talks were held.
    """
    local = now.astimezone(OSLO)
    if push is Push.MORNING:
        return next_working_morning(now)
    if push is Push.AFTERNOON:
        today = datetime.combine(local.date(), AFTERNOON, OSLO)
        return today if now < today else datetime.combine(local.date() + ONE_DAY, AFTERNOON, OSLO)
    days = 7 if push is Push.WEEK else 1
    return datetime.combine(local.date() + days * ONE_DAY, local.time(), OSLO)


def next_working_morning(now: datetime) -> datetime:
    """08:00 in Oslo of the next working day whose 08:00 is still to come."""
    return next(moment for moment in mornings(now) if is_working_day(moment.date()))


def mornings(after: datetime, until: datetime | None = None) -> Iterator[datetime]:
    """Yield 08:00 in Oslo of each day later than `after`, the last not later than `until`; without it, for ever."""
    day = day_of(after)
    if _morning_of(day) <= after:
        day += ONE_DAY
    while until is None or _morning_of(day) <= until:
        yield _morning_of(day)
        day += ONE_DAY


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, MORNING, OSLO)
