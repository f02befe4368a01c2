"""How well four hundred mails of students are understood, from the bytes to the letter; two hundred of them were held back.

Both halves were written and labelled before anything was tuned on them. Measured with the rules as they had been before:
tuning 104 acted on, 2 wrongly (precision 0.981), 0.590 settled; held back 112 acted on, 1 wrongly (0.991), 0.655 settled.
After tuning on the one half, the other was measured once: 129 acted on, none wrongly, 3 of them where a clerk would have asked first;
0.875 settled. Of the tuning half 30 mails need a person, of the held-back half 22; these are counted as not settled.
"""

import shutil
from pathlib import Path

import pytest

from tests.wishes import Measured, all_judged, measured, wishes

HALVES = ("tuning", "held")


@pytest.fixture(scope="module")
def results() -> dict[str, Measured]:
    return {}


@pytest.fixture
async def found(
    request: pytest.FixtureRequest, migrated_file: Path, tmp_path: Path, results: dict[str, Measured]
) -> Measured:
    half = request.param
    if half not in results:
        file = shutil.copy(migrated_file, tmp_path / "wishes.db")
        results[half] = measured(await all_judged(half, f"sqlite:///{file}"))
    return results[half]


@pytest.mark.parametrize("found", HALVES, indirect=True)
def test_what_is_acted_on_is_what_was_meant(found: Measured) -> None:
    assert found.precision >= 0.995, found


@pytest.mark.parametrize("found", HALVES, indirect=True)
def test_a_clerk_would_seldom_have_asked_first(found: Measured) -> None:
    assert found.hasty <= found.acted * 0.025, found


@pytest.mark.parametrize("found", HALVES, indirect=True)
def test_most_mails_are_settled_without_a_person(found: Measured) -> None:
    assert found.settled >= 0.85, found


@pytest.mark.parametrize("found", HALVES, indirect=True)
def test_most_of_what_is_settled_needs_no_question(found: Measured) -> None:
    assert found.acted > 2 * (found.asked_which + found.asked_what), found


@pytest.mark.parametrize("half", HALVES)
def test_each_half_holds_two_hundred_mails(half: str) -> None:
    assert len(wishes(half)[1]) == 200


def test_no_mail_is_in_both_halves() -> None:
    assert not {mail.text for mail in wishes("held")[1]} & {mail.text for mail in wishes("tuning")[1]}
