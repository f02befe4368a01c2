"""One-time links and codes that people type: what they say, for how long, under any key that still verifies."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from casework.links import LIFETIME, Links, Purpose

OLD, NEW = b"o" * 32, b"n" * 32
SAID = "U1:kari@student.example.no:1982"


def test_a_code_has_six_digits_and_is_the_same_each_time() -> None:
    links = Links([NEW], "http://127.0.0.1")
    assert re.fullmatch(r"\d{6}", links.code(SAID))
    assert links.code(SAID) == links.code(SAID)


def test_a_code_stands_for_its_own_words_only() -> None:
    links = Links([NEW], "http://127.0.0.1")
    assert links.is_code(SAID, links.code(SAID))
    assert not links.is_code(SAID.replace("U1", "U2"), links.code(SAID))


def test_a_code_made_before_a_change_of_key_is_still_good() -> None:
    before, after = Links([OLD], "http://127.0.0.1"), Links([NEW, OLD], "http://127.0.0.1")
    assert after.is_code(SAID, before.code(SAID))


def test_what_is_no_number_is_no_code() -> None:
    assert not Links([NEW], "http://127.0.0.1").is_code(SAID, "æøå")


NOW = datetime(2026, 11, 23, 8, 0, 0, 5, tzinfo=UTC)
HOUSE = "https://fristvakt.example.no"
SPOILT = ["", "x", "...", "g.1.2.3", "æøå", "g.1.2.9999999999.AAAAAAAAAAAAAAAAAAAAAA"]


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_says_what_it_was_made_for(purpose: Purpose) -> None:
    links = Links([NEW], HOUSE)
    read = links.read(links.make(purpose, 42, 7, NOW).token)
    assert read is not None
    assert (read.purpose, read.subject, read.who) == (purpose, 42, 7)


def test_a_link_is_of_use_for_fourteen_days() -> None:
    made = Links([NEW], HOUSE).make(Purpose.GRADE, 1, 2, NOW)
    assert made.expires == NOW.replace(microsecond=0) + LIFETIME == datetime(2026, 12, 7, 8, 0, tzinfo=UTC)


def test_the_address_of_a_link_is_the_houses_own() -> None:
    links = Links([NEW], HOUSE + "/")
    made = links.make(Purpose.CONTACT, 1, 2, NOW)
    assert links.url(made) == f"{HOUSE}/l/{made.token}"


def test_a_link_made_before_a_change_of_key_is_still_read() -> None:
    made = Links([OLD], HOUSE).make(Purpose.GRADE, 1, 2, NOW)
    assert Links([NEW, OLD], HOUSE).read(made.token) == made
    assert Links([NEW], HOUSE).read(made.token) is None


@pytest.mark.parametrize("token", SPOILT)
def test_a_token_that_is_not_ours_says_nothing(token: str) -> None:
    assert Links([NEW], HOUSE).read(token) is None


@pytest.mark.parametrize("place", range(4))
def test_a_link_changed_in_any_part_says_nothing(place: int) -> None:
    links = Links([NEW], HOUSE)
    parts = links.make(Purpose.GRADE, 1, 2, NOW).token.split(".")
    parts[place] = {0: "k", 3: str(int(parts[3]) + 86400)}.get(place, "9")
    assert links.read(".".join(parts)) is None


def test_two_links_are_never_the_same_and_the_same_is_made_again() -> None:
    links = Links([NEW], HOUSE)
    made = [
        links.make(Purpose.GRADE, case, who, NOW + later)
        for case in (1, 2)
        for who in (1, 2)
        for later in (timedelta(), timedelta(days=1))
    ]
    assert len({link.token for link in made} | {link.key for link in made}) == 2 * len(made)
    assert links.make(Purpose.GRADE, 1, 1, NOW) == made[0]


def test_the_key_of_a_used_link_does_not_give_the_link_away() -> None:
    made = Links([NEW], HOUSE).make(Purpose.GRADE, 1, 2, NOW)
    assert made.token not in made.key
