"""How a request came: whether a person must see all its times (D-MAIL-DOUBT), and whether it went to the address for it."""

from datetime import datetime

import pytest

from casework.calendar import OSLO
from casework.case import Kind
from casework.deadlines import students
from casework.laws import law
from casework.messages import Box
from casework.reception import Reception, WrongAddress, remembered, times_of
from casework.tasks import Task, TaskKind
from tests.casework.days import day

DEADLINE = students.appeal(day("Tue 2026-11-17"), law("law-2024"))  # Tuesday 8 December 2026
IN_TIME = datetime(2026, 12, 8, 23, 59, 59, tzinfo=OSLO)
LATE = datetime(2026, 12, 9, 0, 0, 3, tzinfo=OSLO)
KLAGE, BEGRUNNELSE, SAK, POST = (Box.APPEAL,), (Box.EXPLANATION,), (Box.CASE,), (Box.POSTMASTER,)


@pytest.mark.parametrize(
    ("received", "kept", "dated", "boxes", "expected"),
    [
        (IN_TIME, IN_TIME, IN_TIME, KLAGE, False),
        (LATE, LATE, LATE, KLAGE, False),
        (LATE, LATE, None, KLAGE, False),
        (LATE, LATE, IN_TIME, KLAGE, True),
        (IN_TIME, LATE, IN_TIME, KLAGE, True),
        (IN_TIME, LATE, None, KLAGE, True),
        (IN_TIME, IN_TIME, LATE, KLAGE, False),
        (IN_TIME, IN_TIME, IN_TIME, POST, False),
        (LATE, LATE, None, POST, True),
    ],
)
def test_a_person_sees_the_times_where_they_disagree_about_the_last_day(
    received: datetime, kept: datetime, dated: datetime | None, boxes: tuple[Box, ...], expected: bool
) -> None:
    assert Reception(received, kept, dated, boxes).is_doubtful(Kind.APPEAL, DEADLINE) is expected


@pytest.mark.parametrize(
    ("boxes", "kind", "expected"),
    [
        (KLAGE, Kind.APPEAL, None),
        (SAK, Kind.APPEAL, None),
        ((), Kind.APPEAL, None),
        ((Box.POSTMASTER, Box.APPEAL), Kind.APPEAL, None),
        (BEGRUNNELSE, Kind.APPEAL, WrongAddress("begrunnelse@u.no", "klage@u.no")),
        ((Box.FORMAL_ERROR,), Kind.EXPLANATION, WrongAddress("formellfeil@u.no", "begrunnelse@u.no")),
        (POST, Kind.FORMAL_ERROR, WrongAddress("postmaster@u.no", "formellfeil@u.no")),
        (KLAGE, None, None),
        (POST, None, WrongAddress("postmaster@u.no", "begrunnelse@u.no, klage@u.no, formellfeil@u.no")),
    ],
)
def test_an_address_is_wrong_that_is_not_pointed_out_for_such_a_request(
    boxes: tuple[Box, ...], kind: Kind | None, expected: WrongAddress | None
) -> None:
    assert Reception(LATE, LATE, None, boxes).wrong_address(kind, "u.no") == expected


@pytest.mark.parametrize("dated", [None, IN_TIME])
def test_a_task_remembers_every_time(dated: datetime | None) -> None:
    assert remembered(Reception(IN_TIME, LATE, dated, POST).facts) == Reception(IN_TIME, LATE, dated)


def test_a_task_of_before_remembers_the_time_that_counts() -> None:
    assert remembered({"received": IN_TIME.isoformat()}) == Reception(IN_TIME, IN_TIME)


def test_only_a_task_of_doubt_shows_its_times() -> None:
    facts = Reception(IN_TIME, LATE).facts
    doubt = Task("time:1", TaskKind.TIME_IN_DOUBT, DEADLINE.last_day, 1, facts=facts)
    other = Task("mail:1", TaskKind.NOT_UNDERSTOOD, DEADLINE.last_day, 1, facts=facts)
    assert (times_of(doubt), times_of(other)) == ({"received": IN_TIME, "kept": LATE}, {})
