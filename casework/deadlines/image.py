"""The clocks of one result as an SVG image for a page: in one colour, readable on a telephone, without script or style."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape

from casework.calendar import day_in_words
from casework.deadlines.phrases import Trio
from casework.deadlines.timeline import Row, Scale, days_of
from casework.exams import Language

WIDTH, LEFT, RIGHT, TOP, ROW = 320, 2, 318, 22, 72
BOTH_DATES = 290  # a bar as long as this has room for its first and its last day under it
MIDDLE = (LEFT + RIGHT) // 2
_PLACE: Mapping[Language, int] = {Language.NB: 0, Language.NN: 1, Language.EN: 2}
_TITLE: Trio = ("Fristene for {result}", "Fristane for {result}", "The deadlines of {result}")
_TODAY: Trio = ("i dag", "i dag", "today")


def as_svg(rows: Sequence[Row], result: str, language: Language, today: date | None = None) -> str:
    """A bar for each clock that runs and a dashed line for each that stands still, with a dotted mark at `today` where it is given.

    `result` names the exam as letters do. Title and description say in words all that is drawn, so that nothing depends on seeing it.
    """
    title = escape(_TITLE[_PLACE[language]].format(result=result))
    described = escape(" ".join(f"{row.label}: {row.says}." for row in rows))
    days = days_of(rows)
    tops, height = range(TOP, TOP + ROW * len(rows), ROW), TOP + ROW * len(rows)
    scale = Scale.over([*days, *([today] if today else [])], LEFT, RIGHT)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
            ' role="img" aria-labelledby="clocks-title clocks-desc" font-family="sans-serif" font-size="14" fill="currentColor">',
            f'<title id="clocks-title">{title}</title>',
            f'<desc id="clocks-desc">{described}</desc>',
            *(_marked(scale.at(today), tops, language) if today and days else ()),
            *(part for row, top in zip(rows, tops, strict=True) for part in _drawn(row, top, scale, language)),
            "</svg>",
        ]
    )


def _marked(place: int, tops: Sequence[int], language: Language) -> Iterator[str]:
    """The word above, and a dotted mark across each clock."""
    yield f'<text x="{place}" y="14" text-anchor="{_anchor(place)}">{_TODAY[_PLACE[language]]}</text>'
    for top in tops:
        yield (
            f'<line x1="{place}" y1="{top + 20}" x2="{place}" y2="{top + 44}"'
            ' stroke="currentColor" stroke-width="2" stroke-dasharray="2 3"/>'
        )


def _drawn(row: Row, top: int, scale: Scale, language: Language) -> Iterator[str]:
    yield f'<text x="{LEFT}" y="{top + 16}" font-weight="600">{escape(row.label)}</text>'
    if row.start is None or row.end is None:
        yield (
            f'<line x1="{LEFT}" y1="{top + 32}" x2="{RIGHT}" y2="{top + 32}"'
            ' stroke="currentColor" stroke-width="2" stroke-dasharray="4 6"/>'
        )
    else:
        start, end = scale.at(row.start), scale.at(row.end)
        yield f'<rect x="{start}" y="{top + 26}" width="{max(end - start, 3)}" height="12" rx="2"/>'
        if end - start >= BOTH_DATES:
            yield _date(row.start, start, "start", top, language)
        yield _date(row.end, end, _anchor(end), top, language)
    for day in row.lost:
        place = scale.at(day)
        yield f'<line x1="{place}" y1="{top + 21}" x2="{place}" y2="{top + 43}" stroke="currentColor" stroke-width="2"/>'


def _date(day: date, place: int, anchor: str, top: int, language: Language) -> str:
    words = escape(day_in_words(day, language, with_year=False))
    return f'<text x="{place}" y="{top + 58}" text-anchor="{anchor}">{words}</text>'


def _anchor(place: int) -> str:
    return "end" if place > MIDDLE else "start"
