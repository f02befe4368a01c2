"""How the law counts: weeks and months from a day, and where an end goes that no working day holds."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from casework.calendar import ONE_DAY, is_working_day, working_days_after
from casework.deadlines.value import Deadline, Note, Passed, Start, passed
from casework.laws import Law, Length, Provision


def end_of(start: date, length: Length) -> date:
    """The day on which the length ends, not yet moved (domstolloven § 148).

    Weeks end on the start's weekday, months on its day number or the month's last day, days do not count the start.
    """
    if length.unit == "weeks":
        return start + timedelta(days=7 * length.count)
    if length.unit == "months":
        return _months_after(start, length.count)
    if length.unit == "working_days":
        return working_days_after(start, length.count)
    return start + timedelta(days=length.count)


def _months_after(start: date, count: int) -> date:
    years, month = divmod(start.month - 1 + count, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def rolled(raw: date) -> tuple[date, tuple[Passed, ...]]:
    """The next working day, and the days passed over on the way (domstolloven § 149)."""
    return _walked(raw, ONE_DAY)


def pulled(raw: date) -> tuple[date, tuple[Passed, ...]]:
    """The last working day on or before, and the days passed over backwards (decisions 3 and 10)."""
    return _walked(raw, -ONE_DAY)


def _walked(day: date, step: timedelta) -> tuple[date, tuple[Passed, ...]]:
    if is_working_day(day):
        return day, ()
    over = []
    while not is_working_day(day):
        over.append(passed(day))
        day += step
    return day, tuple(over)


def length_of(provision: Provision) -> Length:
    """The length that the provision sets; LookupError where it sets none, which is a fault of the file of the law."""
    if provision.length is None:
        raise LookupError(f"{provision.en} sets no length")
    return provision.length


@lru_cache(65536)
def forward(
    rule: str, start: date, reason: Start, law: Law, provision: Provision, counted: Provision | None = None
) -> Deadline:
    """The deadline of that provision from that start, its end moved to the next working day (domstolloven §§ 148, 149)."""
    length = length_of(provision)
    raw = end_of(start, length)
    day, moved = rolled(raw)
    return Deadline(rule, day, raw, moved, start, reason, length, law.name, provision, counted or law.counting)


def backward(
    rule: str,
    raw: date,
    start: date,
    reason: Start,
    law: Law,
    provision: Provision,
    *,
    length: Length | None = None,
    counted: Provision | None = None,
    notes: tuple[Note, ...] = (),
) -> Deadline:
    """A date of our own on the last working day up to `raw`, which the law does not move forward; `notes` where it lies before."""
    day, moved = pulled(raw)
    return Deadline(
        rule, day, raw, moved, start, reason, length, law.name, provision, counted, notes=notes if moved else ()
    )
