"""Days as people write them in a hurry, on both sides of a new year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.spoken_days import spoken_day

TODAY = date(2026, 12, 4)  # a Friday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("i dag", date(2026, 12, 4)),
        ("today", date(2026, 12, 4)),
        ("i går", date(2026, 12, 3)),
        ("yesterday", date(2026, 12, 3)),
        ("i forgårs", date(2026, 12, 2)),
        ("i førgår", date(2026, 12, 2)),
        ("day before yesterday", date(2026, 12, 2)),
        ("mandag", date(2026, 11, 30)),
        ("på fredag", date(2026, 12, 4)),
        ("laurdag", date(2026, 11, 28)),
        ("sunday", date(2026, 11, 29)),
        ("torsdag 3. desember", date(2026, 12, 3)),
        ("3.12.", date(2026, 12, 3)),
        ("3.12", date(2026, 12, 3)),
        ("3.12.2025", date(2025, 12, 3)),
        ("3.12.25", date(2025, 12, 3)),
        ("3. des", date(2026, 12, 3)),
        ("3. des.", date(2026, 12, 3)),
        ("3rd of december", date(2026, 12, 3)),
        ("dec 3", date(2026, 12, 3)),
        ("2026-12-03", date(2026, 12, 3)),
        ("5.12", date(2025, 12, 5)),
        ("29. feb", date(2024, 2, 29)),
        ("3.12 kl. 10.30", date(2026, 12, 3)),
        ("i går kl 10-11", date(2026, 12, 3)),
        ("yesterday at 2 pm", date(2026, 12, 3)),
    ],
)
def test_day_is_latest_one_not_after_today(text: str, day: date) -> None:
    spoken = spoken_day(text, TODAY)
    assert (spoken.day, spoken.rest.strip()) == (day, "")


@pytest.mark.parametrize(
    "text",
    ["31.2.", "32.12", "5.12.2026", "2026-12-05", "2026-02-30", "12 dec 3", "i dag i går", "fredag 3. des", "30. feb"],
)
def test_impossible_or_double_day_is_not_clear(text: str) -> None:
    spoken = spoken_day(text, TODAY)
    assert (spoken.is_clear, spoken.day) == (False, None)


@pytest.mark.parametrize("text", ["42", "42/2026", "3/12", "sak 12", "may", "kl", "mandagen", "i morgen"])
def test_what_is_no_day_is_left_alone(text: str) -> None:
    spoken = spoken_day(text, TODAY)
    assert (spoken.rest, spoken.days) == (text, set())


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_date_without_year_is_never_in_future(day: date, today: date) -> None:
    said = spoken_day(f"{day.day}.{day.month}.", today).day
    assert said is not None
    assert said <= today
