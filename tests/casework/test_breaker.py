"""The breaker: one probe at a time while the other side is down, rarer and rarer, and all at once when it is back."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.breaker import Breaker

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def broken(times: int) -> Breaker:
    breaker = Breaker()
    for _ in range(times):
        breaker.failed(NOW)
    return breaker


def test_there_is_room_for_all_while_nothing_has_failed():
    assert (Breaker().room(NOW, 40), Breaker().is_closed) == (40, True)


def test_after_a_failure_there_is_room_for_nothing_and_then_for_one():
    breaker = broken(1)
    assert [breaker.room(NOW + timedelta(seconds=passed), 40) for passed in (0, 14, 15)] == [0, 0, 1]


@pytest.mark.parametrize(("failures", "seconds"), [(1, 15), (2, 30), (3, 60), (4, 120), (5, 300), (50, 300)])
def test_probes_become_rarer_up_to_five_minutes(failures: int, seconds: int):
    breaker = broken(failures)
    assert [breaker.room(NOW + timedelta(seconds=passed), 40) for passed in (seconds - 1, seconds)] == [0, 1]


def test_a_silence_that_may_be_the_messages_own_fault_holds_nobody_up():
    breaker = Breaker()
    breaker.doubted(NOW)
    breaker.doubted(NOW)
    assert (breaker.room(NOW, 40), breaker.is_closed) == (40, True)


def test_the_third_silence_in_a_row_is_no_messages_fault():
    breaker = Breaker()
    for _ in range(3):
        breaker.doubted(NOW)
    assert (breaker.room(NOW, 40), breaker.since) == (0, NOW)


def test_silences_with_good_answers_between_them_do_not_add_up():
    breaker = Breaker()
    for _ in range(9):
        breaker.doubted(NOW)
        breaker.worked()
    assert breaker.is_closed


def test_a_probe_that_meets_silence_has_failed():
    breaker = broken(1)
    breaker.doubted(NOW)
    assert breaker.room(NOW + timedelta(seconds=15), 40) == 0


def test_a_probe_that_goes_well_closes_it():
    breaker = broken(5)
    breaker.worked()
    assert (breaker.room(NOW, 40), breaker.is_closed) == (40, True)


def test_it_knows_since_when_the_other_side_is_down():
    breaker = broken(1)
    breaker.failed(NOW + timedelta(hours=1))
    assert breaker.since == NOW
