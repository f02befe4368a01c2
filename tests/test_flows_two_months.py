"""Two months of working mornings with cases of every kind: each gets the interim replies that it is due, no more and no less."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from casework.access import Move
from casework.calendar import OSLO, is_working_day, working_days_before
from casework.case import Kind
from casework.exams import ExplanationForm, Language, Round
from casework.registration import ExamKey, RegistryFile, ResultRow
from tests.appeals import commission, day, does, questions, sent_on, take
from tests.season import exam
from tests.stage import Stage

START, END = date(2026, 11, 23), date(2027, 1, 22)


@dataclass(frozen=True)
class Row:
    """One case of the long run: when it came, the days its letters are due, when it is answered, and what else happens to it."""

    kind: Kind
    came: str
    due: tuple[str, ...]
    answered: str = ""
    forwarded: str = ""


A, F, E = Kind.APPEAL, Kind.FORMAL_ERROR, Kind.EXPLANATION
ROWS = (
    Row(A, "2026-11-23", ("2026-12-23", "2027-01-20")),
    Row(A, "2026-11-24", ("2026-12-24", "2027-01-21")),
    Row(A, "2026-11-25", ("2026-12-24", "2027-01-21")),  # 25 December is a holiday
    Row(A, "2026-11-26", ("2026-12-24", "2027-01-21")),  # a Saturday and a holiday
    Row(A, "2026-11-27", ("2026-12-24", "2027-01-21")),  # a Sunday
    Row(A, "2026-11-30", ("2026-12-30", "2027-01-27")),
    Row(A, "2026-12-01", ("2026-12-31", "2027-01-28")),  # New Year's Day
    Row(A, "2026-12-03", ("2026-12-31", "2027-01-28")),  # a Sunday after New Year's Day and a Saturday
    Row(A, "2026-12-04", ("2027-01-04",)),
    Row(A, "2026-12-05", ("2027-01-05",)),  # came on a Saturday
    Row(A, "2026-12-17", ("2027-01-15",)),  # a Sunday
    Row(A, "2026-11-23", ("2026-12-23",), answered="2026-12-22"),
    Row(A, "2026-11-24", ("2026-12-24", "2027-01-21"), answered="2027-01-19"),
    Row(A, "2026-11-24", (), answered="2026-12-02"),
    Row(F, "2026-11-23", ("2026-12-23", "2027-01-20")),
    Row(F, "2026-11-30", ("2026-12-30", "2027-01-27"), forwarded="2026-12-10"),
    Row(F, "2026-12-08", ("2027-01-08",), answered="2027-01-07"),
    Row(E, "2026-11-23", ("2026-12-07", "2027-01-04")),
    Row(E, "2026-11-24", ("2026-12-08",), answered="2026-12-07"),
    Row(E, "2026-12-11", ("2026-12-28", "2027-01-25")),  # due on 25 December: three days on
    Row(E, "2026-12-18", ("2027-01-04",)),  # due on New Year's Day: three days on
)
CROWD = ExamKey("TMA4100", "", "2026H")
CLOSING = {A: Move.WITHDRAW, F: Move.ANNUL_REGRADE, E: Move.WITHDRAW}
BOXES = {
    A: ("klage", "Jeg klager på karakteren i TMA4100."),
    F: ("formellfeil", "Jeg klager på formelle feil i TMA4100."),
    E: ("begrunnelse", "Jeg ber om begrunnelse for karakteren i TMA4100."),
}


def address(row: Row) -> str:
    return f"student{ROWS.index(row) + 1}@student.example.no"


def crowd() -> RegistryFile:
    people = [
        ResultRow(CROWD, f"{7000 + place}", f"{8000 + place}", f"Student {place}", address(row), Language.NB)
        for place, row in enumerate(ROWS)
    ]
    exams = (exam(CROWD, ExplanationForm.WRITTEN),)
    return RegistryFile(exams, tuple(people), (), commission(CROWD, "1", Round.FIRST, "gro@example.no"))


def days() -> Iterator[date]:
    return (START + timedelta(days=passed) for passed in range((END - START).days + 1))


async def two_months(stage: Stage) -> dict[Row, int]:
    """Every working day at eight, then what people do that day; gives each case's number."""
    numbers: dict[Row, int] = {}
    for today in days():
        if is_working_day(today):
            await stage.morning(today)
        stage.clock.to(today, 12)
        for row in ROWS:
            await live(stage, row, today.isoformat(), numbers)
    return numbers


async def live(stage: Stage, row: Row, today: str, numbers: dict[Row, int]) -> None:
    """What happens to that case on that day."""
    if row.came == today:
        box, text = BOXES[row.kind]
        numbers[row] = len(numbers) + 1
        await stage.mail(address(row), box, "TMA4100", text)
    if row.forwarded == today:
        await does(stage, Move.FORWARD, numbers[row])
    if row.answered == today:
        await does(stage, CLOSING[row.kind], numbers[row])


@pytest.mark.demand("D-05")
@pytest.mark.demand("A-209")
async def test_in_two_months_every_case_gets_exactly_what_it_is_due(stage: Stage) -> None:
    await take(stage, crowd())
    numbers = await two_months(stage)

    expected = {row: [day(due) for due in row.due if is_sent(row, due)] for row in ROWS}
    assert {row: sent_on(stage, address(row)) for row in ROWS} == expected
    assert asked(stage) == Counter(
        (numbers[row], working_days_before(day(due), 5)) for row in ROWS for due in coming(row) if is_asked(row, due)
    )


def is_sent(row: Row, due: str) -> bool:
    return due <= END.isoformat() and (not row.answered or due <= row.answered)


def coming(row: Row) -> tuple[str, ...]:
    """The days of its letters, and of the one after the last, four weeks on, if it still waits."""
    last = day(row.due[-1]) + timedelta(weeks=4) if row.due and not row.answered else None
    return (*row.due, last.isoformat()) if last else row.due


def is_asked(row: Row, due: str) -> bool:
    return working_days_before(day(due), 5) <= END


def asked(stage: Stage) -> Counter[tuple[int, date]]:
    """Which case was asked about on which day, from the letters to the case handler without Slack."""
    return Counter(
        (int(letter.subject.split("/")[0][1:]), letter.date.astimezone(OSLO).date()) for letter in questions(stage)
    )


def test_the_long_run_holds_every_kind_and_no_row_twice() -> None:
    assert {row.kind for row in ROWS} == set(Kind)
    assert len(ROWS) == len({replace(row) for row in ROWS}) == 21
