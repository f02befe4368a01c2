"""One measured row and the table of them: ours, the yardstick's, their ratio, and whether that is what was to be reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

HEADINGS = ("work", "ours", "yardstick", "ratio", "must", "aim", "reached", "beside")


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` and `yardstick` are in `unit`; `more` when a greater ratio is the better one. A row without yardstick is judged by itself."""

    work: str
    beside: str
    unit: str
    ours: float
    yardstick: float | None
    ratio: float
    must: float
    aim: float
    more: bool = False

    @property
    def reached(self) -> str:
        """ "aim", "must", or "NO"."""
        return "aim" if self._reaches(self.aim) else "must" if self._reaches(self.must) else "NO"

    def _reaches(self, limit: float) -> bool:
        return self.ratio >= limit if self.more else self.ratio <= limit

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of HEADINGS."""
        sign = "≥" if self.more else "≤"
        ratio = f"{self.ratio:.2f} ×" if self.yardstick is not None else "–"
        yardstick = _figure(self.yardstick, self.unit) if self.yardstick is not None else "–"
        limits = (f"{sign} {self.must:g}", f"{sign} {self.aim:g}")
        return (self.work, _figure(self.ours, self.unit), yardstick, ratio, *limits, self.reached, self.beside)


def compared(
    work: str,
    beside: str,
    unit: str,
    pairs: Sequence[tuple[float, float]],
    *,
    must: float,
    aim: float,
    more: bool = False,
) -> Row:
    """The row of several repetitions, each ours and the yardstick's taken one right after the other; the medians."""
    ours, yardstick = median(one for one, _ in pairs), median(other for _, other in pairs)
    return Row(work, beside, unit, ours, yardstick, median(one / other for one, other in pairs), must, aim, more)


def drawn(rows: Iterable[Row]) -> str:
    """The table as text, columns under each other."""
    lines = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def _figure(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"
