"""Facts through `fristvakt dates`, beside a bare loop of `date` arithmetic over the same days."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.table import Row, compared
from casework.calendar import is_working_day

FACTS = 100_000
REPETITIONS = 3
FIRST = date(2023, 1, 2)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def measure(*, full: bool) -> Iterator[Row]:
    """One row; all facts in one run either way, start of the command included."""
    facts = _facts(random.Random(17))
    lines = "".join(json.dumps(each) + "\n" for each in facts).encode()
    holidays = frozenset(day for day in map(_nth, range(365 * 5)) if not is_working_day(day))
    pairs = [(_ours(lines), _bare(facts, holidays)) for _ in range(REPETITIONS)]
    rates = [f"{FACTS / seconds:,.0f}" for seconds in sorted(seconds for seconds, _ in pairs)]
    beside = f"bare date arithmetic; {rates[len(rates) // 2]} facts/s"
    yield compared("100,000 facts through fristvakt dates", beside, "s", pairs, must=20, aim=8)


def _nth(days: int) -> date:
    return FIRST + timedelta(days=days)


def _facts(chance: random.Random) -> list[dict[str, str]]:
    """Different histories: all have an announcement and a request, two of three an answer, one of three more dates."""
    return [_history(chance, number) for number in range(FACTS)]


def _history(chance: random.Random, number: int) -> dict[str, str]:
    announced = _nth(chance.randrange(3 * 365))
    asked = announced + timedelta(days=chance.randrange(9))
    days = {"announced": announced, "explanation_requested": asked}
    if number % 3:
        days["explanation_given"] = asked + timedelta(days=chance.randrange(20))
    if number % 3 == 2:
        days["individual_start"] = announced + timedelta(days=chance.randrange(10))
        days["appeal_received"] = announced + timedelta(days=chance.randrange(30))
    return {key: day.isoformat() for key, day in days.items()}


def _ours(lines: bytes) -> float:
    command = [Path(sys.executable).with_name("fristvakt"), "dates"]
    begun = time.perf_counter()
    said = subprocess.run(command, input=lines, capture_output=True, check=True).stdout
    seconds = time.perf_counter() - begun
    if said.count(b"\n") != FACTS:
        raise RuntimeError("not every line was answered")
    return seconds


def _bare(facts: list[dict[str, str]], closed: frozenset[date]) -> float:
    begun = time.perf_counter()
    for each in facts:
        _counted(each, closed)
    return time.perf_counter() - begun


def _counted(facts: dict[str, str], closed: frozenset[date]) -> list[str]:
    """The same days without law, reasons, sections or words: added, moved off closed days, written."""
    announced = date.fromisoformat(facts["announced"])
    asked = date.fromisoformat(facts["explanation_requested"])
    ends = [announced + WEEK, asked + 2 * WEEK, announced + 3 * WEEK]
    if "explanation_given" in facts:
        ends.append(date.fromisoformat(facts["explanation_given"]) + 3 * WEEK)
    if "individual_start" in facts:
        ends.append(date.fromisoformat(facts["individual_start"]) + 3 * WEEK)
        ends.append(date.fromisoformat(facts["appeal_received"]) + 30 * DAY)
    return [_open_day(end, closed).isoformat() for end in ends]


def _open_day(day: date, closed: frozenset[date]) -> date:
    while day in closed:
        day += DAY
    return day
