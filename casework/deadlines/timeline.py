"""The clocks of one result on a line: rows with a start and an end → lines of text, for a terminal or for Slack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.deadlines.phrases import Trio
from casework.deadlines.restarting import ClockName, ThreeClocks
from casework.deadlines.value import Deadline
from casework.deadlines.wording import in_short
from casework.exams import Language

WIDTH = 61  # columns of the scale on a terminal
NARROW = 36  # and in Slack, also on a telephone
LONGEST_LABEL = 20
_PLACE: Mapping[Language, int] = {Language.NB: 0, Language.NN: 1, Language.EN: 2}
_NAMES: Mapping[ClockName, Trio] = {
    "explanation": ("Be om begrunnelse", "Be om grunngjeving", "Ask for explanation"),
    "appeal": ("Klage på karakter", "Klage på karakter", "Appeal the grade"),
    "formal_error": ("Klage, formelle feil", "Klage, formelle feil", "Formal errors"),
}
_BEFORE: Trio = ("valgt framfor {others}", "vald framfor {others}", "chosen before {others}")


@dataclass(frozen=True, slots=True)
class Row:
    """One clock: from `start` to `end`, or neither where none runs; `says` is what started it, or why none runs.

    `lost` are the ends that it was chosen before.
    """

    label: str
    says: str
    start: date | None = None
    end: date | None = None
    lost: tuple[date, ...] = ()


def clock_name(name: ClockName, language: Language) -> str:
    """What a clock is for, in two or three words."""
    return _NAMES[name][_PLACE[language]]


def rows_of(clocks: ThreeClocks, language: Language) -> tuple[Row, ...]:
    """A row for each clock, in the order of the act."""
    return tuple(row_of(clock_name(name, language), deadline, language) for name, deadline in clocks.named)


def row_of(label: str, deadline: Deadline, language: Language) -> Row:
    """The row of one date."""
    others = ", ".join(f"{other.rule} {other.last_day}" for other in deadline.over)
    before = f"; {_BEFORE[_PLACE[language]].format(others=others)}" if others else ""
    says = f"{in_short(deadline, language)}, {deadline.rule}{before}"
    lost = tuple(other.last_day for other in deadline.over)
    return Row(label, says, deadline.start, deadline.date, lost)


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from the first to the last, spread over places from `left` to `right`."""

    first: date
    last: date
    left: int
    right: int

    @classmethod
    def over(cls, days: Sequence[date], left: int, right: int) -> "Scale":
        """The scale that holds all those days, in any order."""
        return cls(min(days, default=date.min), max(days, default=date.max), left, right)

    def at(self, day: date) -> int:
        """The place of that day."""
        span = max((self.last - self.first).days, 1)
        return self.left + round((day - self.first).days * (self.right - self.left) / span)


def days_of(rows: Sequence[Row]) -> list[date]:
    """Every day that the picture shows, in order."""
    return sorted({day for row in rows for day in (row.start, row.end, *row.lost) if day})


def as_text(rows: Sequence[Row]) -> str:
    """A scale of days, one line a clock, and one line for what started each; `[` start, `>` end, `x` an end that lost."""
    days = days_of(rows)
    legend = [f"{row.label}: {row.says}" for row in rows]
    if not days:
        return "\n".join(legend)
    scale = Scale.over(days, 0, WIDTH - 1)
    margin = " " * (LONGEST_LABEL + 1)
    bars = (f"{row.label:<{LONGEST_LABEL}} {_bar(row, scale)}" for row in rows)
    return "\n".join([margin + _ticks(days, scale), margin + _axis(days, scale), *bars, "", *legend])


def as_narrow_text(rows: Sequence[Row]) -> str:
    """The scale and the bars alone, each under its name; "" where no day is known."""
    days = days_of(rows)
    if not days:
        return ""
    scale = Scale.over(days, 0, NARROW - 1)
    bars = (line for row in rows for line in (row.label, _bar(row, scale)))
    first, last = days[0].isoformat(), days[-1].isoformat()
    return "\n".join([f"{first}{last:>{NARROW - len(first)}}", _axis(days, scale), *bars])


def _ticks(days: Sequence[date], scale: Scale) -> str:
    """The days written above the scale, those that do not fit left out, the last one always there."""
    line = ""
    last = scale.at(days[-1])
    for day in days[:-1]:
        place = scale.at(day)
        if place >= len(line) + bool(line) and place + len(day.isoformat()) < last:
            line = f"{line:<{place}}{day}"
    return f"{line:<{last}}{days[-1]}"


def _axis(days: Sequence[date], scale: Scale) -> str:
    places = {scale.at(day) for day in days}
    return "".join("+" if place in places else "-" for place in range(scale.right + 1))


def _bar(row: Row, scale: Scale) -> str:
    if row.start is None or row.end is None:
        return (". " * scale.right)[: scale.right + 1].rstrip()
    start, end = scale.at(row.start), scale.at(row.end)
    cells = [" "] * start + ["="] * (end - start) + [">"]
    cells[start] = "[" if start < end else "#"
    for day in row.lost:
        if start < scale.at(day) < end:
            cells[scale.at(day)] = "x"
    return "".join(cells)
