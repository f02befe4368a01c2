"""The three clocks of one result as a picture: rows with a start and an end → lines of text, or an SVG for a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from casework.deadlines.phrases import Trio
from casework.deadlines.restarting import ClockName, ThreeClocks
from casework.deadlines.value import Deadline
from casework.deadlines.wording import in_short
from casework.exams import Language

WIDTH = 61  # columns of the scale in text
LONGEST_LABEL = 20
SVG_WIDTH, SVG_LEFT, SVG_RIGHT, SVG_ROW, SVG_TOP = 760, 190, 740, 56, 40
_PLACE: Mapping[Language, int] = {Language.NB: 0, Language.NN: 1, Language.EN: 2}
_NAMES: Mapping[ClockName, Trio] = {
    "explanation": ("Be om begrunnelse", "Be om grunngjeving", "Ask for explanation"),
    "appeal": ("Klage på karakter", "Klage på karakter", "Appeal the grade"),
    "formal_error": ("Klage, formelle feil", "Klage, formelle feil", "Formal errors"),
}
_BEFORE: Trio = ("valgt framfor {others}", "vald framfor {others}", "chosen before {others}")
_TITLE: Trio = ("Fristene for {result}", "Fristane for {result}", "The deadlines of {result}")


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
    return tuple(_row(clock_name(name, language), deadline, language) for name, deadline in clocks.named)


def _row(label: str, deadline: Deadline, language: Language) -> Row:
    others = ", ".join(f"{other.rule} {other.last_day}" for other in deadline.over)
    before = f"; {_BEFORE[_PLACE[language]].format(others=others)}" if others else ""
    says = f"{in_short(deadline, language)}, {deadline.rule}{before}"
    lost = tuple(other.last_day for other in deadline.over)
    return Row(label, says, deadline.start, deadline.date, lost)


@dataclass(frozen=True, slots=True)
class _Scale:
    """The days from the first to the last, spread over places from `left` to `right`."""

    first: date
    last: date
    left: int
    right: int

    def at(self, day: date) -> int:
        """The place of that day."""
        span = max((self.last - self.first).days, 1)
        return self.left + round((day - self.first).days * (self.right - self.left) / span)


def _days(rows: Sequence[Row]) -> list[date]:
    """Every day that the picture shows, in order."""
    return sorted({day for row in rows for day in (row.start, row.end, *row.lost) if day})


def as_text(rows: Sequence[Row]) -> str:
    """A scale of days, one line a clock, and one line for what started each; `[` start, `>` end, `x` an end that lost."""
    days = _days(rows)
    legend = [f"{row.label}: {row.says}" for row in rows]
    if not days:
        return "\n".join(legend)
    scale = _Scale(days[0], days[-1], 0, WIDTH - 1)
    margin = " " * (LONGEST_LABEL + 1)
    bars = (f"{row.label:<{LONGEST_LABEL}} {_bar(row, scale)}" for row in rows)
    return "\n".join([margin + _ticks(days, scale), margin + _axis(days, scale), *bars, "", *legend])


def _ticks(days: Sequence[date], scale: _Scale) -> str:
    """The days written above the scale, those that do not fit left out, the last one always there."""
    line = ""
    last = scale.at(days[-1])
    for day in days[:-1]:
        place = scale.at(day)
        if place >= len(line) + bool(line) and place + len(day.isoformat()) < last:
            line = f"{line:<{place}}{day}"
    return f"{line:<{last}}{days[-1]}"


def _axis(days: Sequence[date], scale: _Scale) -> str:
    places = {scale.at(day) for day in days}
    return "".join("+" if place in places else "-" for place in range(WIDTH))


def _bar(row: Row, scale: _Scale) -> str:
    if row.start is None or row.end is None:
        return ". " * (WIDTH // 2) + "."
    start, end = scale.at(row.start), scale.at(row.end)
    cells = [" "] * start + ["="] * (end - start) + [">"]
    cells[start] = "[" if start < end else "#"
    for day in row.lost:
        if start < scale.at(day) < end:
            cells[scale.at(day)] = "x"
    return "".join(cells)


def as_svg(rows: Sequence[Row], result: str, language: Language) -> str:
    """The same picture as an SVG image with a title and a description, in one colour, without script or style.

    `result` names the exam as letters do. What is drawn is also said in words, so that nothing depends on seeing it.
    """
    title = escape(_TITLE[_PLACE[language]].format(result=result))
    described = escape(" ".join(f"{row.label}: {row.says}." for row in rows))
    height = SVG_TOP + SVG_ROW * len(rows) + 10
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SVG_WIDTH} {height}" role="img"'
            ' aria-labelledby="clocks-title clocks-desc" font-family="sans-serif" font-size="14" fill="currentColor">',
            f'<title id="clocks-title">{title}</title>',
            f'<desc id="clocks-desc">{described}</desc>',
            *_drawn(rows),
            "</svg>",
        ]
    )


def _drawn(rows: Sequence[Row]) -> Iterator[str]:
    days = _days(rows)
    first = days[0] if days else date.min
    scale = _Scale(first, days[-1] if days else first + timedelta(days=1), SVG_LEFT, SVG_RIGHT)
    yield from _marked(days, scale)
    for number, row in enumerate(rows):
        yield from _drawn_row(row, SVG_TOP + SVG_ROW * number, scale)


def _marked(days: Sequence[date], scale: _Scale) -> Iterator[str]:
    """The first and the last day of the scale, written at its ends."""
    if days:
        yield f'<text x="{scale.left}" y="20">{days[0]}</text>'
        yield f'<text x="{scale.right}" y="20" text-anchor="end">{days[-1]}</text>'
    yield f'<line x1="{scale.left}" y1="28" x2="{scale.right}" y2="28" stroke="currentColor"/>'


def _drawn_row(row: Row, top: int, scale: _Scale) -> Iterator[str]:
    """A filled bar for a clock that runs, a dashed line for one that does not, a thin mark for each end that lost."""
    yield f'<text x="0" y="{top + 16}">{escape(row.label)}</text>'
    if row.start is None or row.end is None:
        yield (
            f'<line x1="{scale.left}" y1="{top + 12}" x2="{scale.right}" y2="{top + 12}"'
            ' stroke="currentColor" stroke-dasharray="4 6"/>'
        )
    else:
        start, end = scale.at(row.start), scale.at(row.end)
        yield f'<rect x="{start}" y="{top + 6}" width="{max(end - start, 2)}" height="12"/>'
        yield f'<text x="{end}" y="{top + 36}" text-anchor="{_anchor(end)}">{row.end}</text>'
    for day in row.lost:
        place = scale.at(day)
        yield f'<line x1="{place}" y1="{top}" x2="{place}" y2="{top + 24}" stroke="currentColor" stroke-width="2"/>'


def _anchor(place: int) -> str:
    return "end" if place > (SVG_LEFT + SVG_RIGHT) // 2 else "start"
