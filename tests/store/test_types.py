"""Moments and facts have one written form, the same in a column, in the journal and in a hash."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from casework.case import Mark, Status
from store.types import Moment, canonical, moment_text, plain


def test_a_moment_is_utc_text_of_fixed_width() -> None:
    oslo = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))

    assert moment_text(oslo) == "2026-11-23T08:00:00.000000Z"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment_text(datetime(2026, 11, 23, 9, 0))


def test_a_moment_read_back_is_aware_utc() -> None:
    read = Moment().result_processor(None, None)

    assert read("2026-11-23T08:00:00.000001Z") == datetime(2026, 11, 23, 8, 0, 0, 1, tzinfo=UTC)
    assert read(None) is None


@pytest.mark.parametrize(
    ("fact", "written"),
    [
        (Status.DONE, "done"),
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, 8, tzinfo=UTC), "2026-11-23T08:00:00.000000Z"),
        (frozenset({Mark.LATE, Mark.GROUP}), ["group", "late"]),
        ({"days": (date(2026, 1, 1), None)}, {"days": ["2026-01-01", None]}),
        (True, True),
    ],
)
def test_a_fact_has_one_json_form(fact: object, written: object) -> None:
    assert plain(fact) == written


def test_what_is_no_fact_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        plain({"raw": b"mail"})


def test_canonical_json_sorts_keys_and_is_ascii() -> None:
    assert canonical({"b": "ø", "a": [1, 2]}) == '{"a":[1,2],"b":"\\u00f8"}'
