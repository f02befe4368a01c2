"""What a decision rests on: both texts, tidied, and none too long for a letter."""

import pytest

from casework.access import Move
from casework.desk.deciding import GROUNDED
from casework.grounds import LONGEST, Grounds
from casework.refusals import GroundsMissing


def test_texts_are_tidied_and_keep_their_paragraphs() -> None:
    tidy = Grounds(" First. \r\n\r\n\r\n\r\nSecond.  ", "Why.\n").complete(1)
    assert tidy.texts == {"facts": "First.\n\nSecond.", "reasons": "Why."}


@pytest.mark.parametrize(
    "grounds", [Grounds(), Grounds("a"), Grounds("", "b"), Grounds(" ", "b"), Grounds("a", "b" * (LONGEST + 1))]
)
def test_a_decision_without_its_grounds_is_refused(grounds: Grounds) -> None:
    with pytest.raises(GroundsMissing):
        grounds.complete(1)


def test_a_statement_to_the_board_may_tell_the_facts_itself() -> None:
    assert Grounds(reasons="b").complete(1, facts=False).texts == {"reasons": "b"}


def test_every_decision_that_closes_passes_on_or_reopens_a_case_needs_grounds() -> None:
    appeals = {Move.ANNUL_REGRADE, Move.ANNUL_NEW_EXAM, Move.FORWARD, Move.BOARD_UPHELD}
    assert set(GROUNDED) == {Move.REJECT, Move.NO_SHOW_STATED, Move.REOPEN, *appeals}
    assert len(set(GROUNDED.values())) == len(GROUNDED)
