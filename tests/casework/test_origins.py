"""Where a value comes from: file, line and level."""

import pytest

from casework.laws import packaged
from casework.origins import Origin, origins_of_law, origins_of_rulebook

LOCAL = """
[faculty.IE]
source = "the faculty's board"
oral_tolerance_days = 2
explanation_form = "examiner"

[course.TDT4100]
source = "the course description"
oral_tolerance_days = 1
"""
OWN = packaged("ntnu") + LOCAL
FIRST = len(packaged("ntnu").splitlines())


def origin(key: str, faculty: str = "", course: str = "") -> Origin:
    return next(each for each in origins_of_rulebook(OWN, "own.toml", faculty, course) if each.key == key)


@pytest.mark.parametrize(
    ("faculty", "course", "level", "line", "value"),
    [
        ("", "", "institution", 6, "0"),
        ("IE", "", "faculty IE", FIRST + 4, "2"),
        ("IE", "TDT4120", "faculty IE", FIRST + 4, "2"),
        ("ie", "tdt4100", "course TDT4100", FIRST + 9, "1"),
        ("", "TDT4100", "course TDT4100", FIRST + 9, "1"),
    ],
)
def test_a_value_is_shown_with_its_level_and_line(faculty: str, course: str, level: str, line: int, value: str) -> None:
    found = origin("oral_tolerance_days", faculty, course)
    assert (found.level, found.file, found.line, found.value) == (level, "own.toml", line, value)


def test_a_course_inherits_from_its_faculty() -> None:
    assert origin("explanation_form", "IE", "TDT4100").level == "faculty IE"


def test_the_source_of_a_choice_is_shown_with_it() -> None:
    assert str(origin("oral_tolerance_days", "IE")).endswith(f"line {FIRST + 4}: the faculty's board]")


@pytest.mark.parametrize("key", ["oral_hours", "warn_month_days", "diploma_blocks", "explanation_form", "digest_at"])
def test_a_value_is_shown_as_it_is_written(key: str) -> None:
    assert f"{key} = {origin(key).value}\n" in OWN


def test_every_value_is_shown_once() -> None:
    keys = [each.key for each in origins_of_rulebook(OWN, "own.toml", "IE", "TDT4100")]
    assert len(keys) == len(set(keys)) >= 68


@pytest.mark.parametrize(
    ("key", "file"),
    [
        ("interim_reply.section", "law-2025.toml"),
        ("title.nb", "law-2025.toml"),
        ("appeal.section", "law-2024.toml"),
        ("counting.section", "law-2024.toml"),
    ],
)
def test_a_law_shows_what_it_takes_from_the_one_before(key: str, file: str) -> None:
    found = origins_of_law(packaged("law-2025"), "law-2025.toml")
    assert [each.file for each in found if each.key == key] == [file]


def test_a_day_of_the_law_before_is_not_inherited() -> None:
    assert not [each for each in origins_of_law(packaged("law-2025"), "x") if each.key == "announced_from"]
