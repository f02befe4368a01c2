"""What a no-show must rest on (S0:51, decision 21): an agreed time that is over, an invitation that came through, and no excuse."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from casework.appointments import Appointment, Delivery, Proof, Stage, agreed, begun, moved, prevented, proof_of
from casework.invitations import Slot

INVITED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THURSDAY = Slot(datetime(2026, 11, 26, 9, 15, tzinfo=UTC), 30, "rom B312")
FRIDAY = Slot(datetime(2026, 11, 27, 12, 0, tzinfo=UTC), 30, "rom B312")
AFTER = THURSDAY.ends + timedelta(minutes=1)
CALLED = begun(1, 1, 17, (THURSDAY,), INVITED)
REACHED = Delivery(INVITED)
A_DAY = timedelta(hours=24)


def test_several_times_are_offered_and_one_alone_holds_at_once() -> None:
    assert (begun(1, 1, 17, (THURSDAY, FRIDAY), INVITED).talk, CALLED.talk) == (None, THURSDAY)


def test_a_moved_time_is_a_later_edition_of_the_same_invitation() -> None:
    after = moved(CALLED, FRIDAY)
    assert (after.talk, after.sequence, after.round) == (FRIDAY, 1, CALLED.round)


def test_an_agreed_time_that_the_student_cannot_come_to_is_taken_back() -> None:
    after = prevented(CALLED, INVITED)
    assert (after.talk, after.sequence, after.excused) == (None, 1, INVITED)


def test_times_of_which_none_fits_are_no_excuse() -> None:
    assert prevented(begun(1, 1, 17, (THURSDAY, FRIDAY), INVITED), INVITED).excused is None


@pytest.mark.parametrize(
    ("found", "appointment", "delivery", "now"),
    [
        (Proof.PROVED, CALLED, REACHED, AFTER),
        (Proof.PROVED, agreed(begun(1, 1, 17, (FRIDAY, THURSDAY), INVITED), THURSDAY), REACHED, AFTER),
        (Proof.NO_TIME, None, REACHED, AFTER),
        (Proof.NO_TIME, begun(1, 1, 17, (THURSDAY, FRIDAY), INVITED), REACHED, AFTER),
        (Proof.NO_TIME, replace(CALLED, stage=Stage.CANCELLED), REACHED, AFTER),
        (Proof.NOT_BEGUN, CALLED, REACHED, THURSDAY.starts - timedelta(seconds=1)),
        (Proof.WAITS, CALLED, REACHED, THURSDAY.starts),
        (Proof.WAITS, CALLED, Delivery(THURSDAY.starts - timedelta(hours=2)), THURSDAY.starts + timedelta(hours=21)),
        (Proof.PROVED, CALLED, Delivery(THURSDAY.starts - timedelta(hours=2)), THURSDAY.starts + timedelta(hours=22)),
        (Proof.EXCUSED, replace(CALLED, excused=AFTER), REACHED, AFTER),
        (Proof.EXCUSED, prevented(CALLED, INVITED), REACHED, AFTER),
        (Proof.NOT_REACHED, CALLED, Delivery(), AFTER),
        (Proof.UNREAD, CALLED, Delivery(INVITED, unread=True), AFTER),
        (Proof.EXCUSED, replace(CALLED, excused=AFTER), Delivery(INVITED, unread=True), AFTER),
        (Proof.NOT_REACHED, CALLED, Delivery(INVITED, failed=True), AFTER),
        (Proof.NOT_REACHED, CALLED, Delivery(THURSDAY.starts), AFTER + timedelta(days=3)),
    ],
)
def test_what_stands_against_a_no_show(
    found: Proof, appointment: Appointment | None, delivery: Delivery, now: datetime
) -> None:
    assert proof_of(appointment, delivery, now, A_DAY) is found


@pytest.mark.parametrize(("hours", "found"), [(45, Proof.WAITS), (46, Proof.PROVED)])
def test_an_institution_may_wait_longer_for_what_comes_back(hours: int, found: Proof) -> None:
    invited = Delivery(THURSDAY.starts - timedelta(hours=2))
    assert proof_of(CALLED, invited, THURSDAY.starts + timedelta(hours=hours), timedelta(hours=48)) is found
