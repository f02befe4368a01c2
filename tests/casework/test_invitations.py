"""Times of talks."""

from datetime import UTC, datetime

from casework.invitations import Slot


def test_a_talk_ends_its_minutes_after_it_starts() -> None:
    assert Slot(datetime(2026, 11, 26, 9, 45, tzinfo=UTC), 30, "rom B312").ends == datetime(
        2026, 11, 26, 10, 15, tzinfo=UTC
    )
