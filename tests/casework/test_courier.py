"""What the answer to a letter says of the address that it went to."""

import pytest

from casework.courier import Delivery, Fate


@pytest.mark.parametrize(
    ("answer", "says_so"),
    [("550 5.1.1 nobody", True), ("550 5.7.1 policy", False), ("552 5.3.4 too large", False), ("550 no", False)],
)
def test_only_an_answer_about_the_address_says_that_there_is_no_such_address(answer, says_so):
    assert Delivery(Fate.NEVER, answer).names_nobody is says_so
