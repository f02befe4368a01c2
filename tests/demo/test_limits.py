from typing import Any

import pytest

from demo.slack import Refused
from demo.slack.limits import characters, check_message_blocks, check_view

DIVIDER = {"type": "divider"}


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "go", "text": plain("Gå"), **more}


def actions(*elements: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def options(count: int, text: str = "valg") -> list[dict[str, Any]]:
    return [{"text": plain(text), "value": str(number)} for number in range(count)]


def field(**element: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain("Merknad"), "element": {"type": "plain_text_input", **element}}


def modal(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Sak"), "submit": plain("Send"), "blocks": list(blocks), **more}


BROKEN = {
    "long section": section("x" * 3001),
    "empty section": section(""),
    "section without text": {"type": "section"},
    "eleven fields": {"type": "section", "fields": [plain("x")] * 11},
    "long field": {"type": "section", "fields": [plain("x" * 2001)]},
    "long header": {"type": "header", "text": plain("x" * 151)},
    "mrkdwn header": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "long button": actions(button(text=plain("x" * 76))),
    "long button value": actions(button(value="x" * 2001)),
    "long action_id": actions(button(action_id="x" * 256)),
    "mrkdwn button": actions(button(text={"type": "mrkdwn", "text": "x"})),
    "odd button style": actions(button(style="green")),
    "misspelt button key": actions(button(actionid="go")),
    "no buttons": actions(),
    "26 buttons": actions(*(button(action_id=str(n)) for n in range(26))),
    "same action_id twice": actions(button(), button()),
    "text field among buttons": actions({"type": "plain_text_input", "action_id": "x"}),
    "eleven in context": {"type": "context", "elements": [plain("x")] * 11},
    "button in context": {"type": "context", "elements": [button()]},
    "image without alt_text": {"type": "image", "image_url": "https://x.example/a.png"},
    "long block_id": section("x", block_id="x" * 256),
    "unknown block": {"type": "poem"},
    "misspelt block key": section("x", txt="y"),
    "101 options": actions({"type": "static_select", "action_id": "s", "options": options(101)}),
    "long option": actions({"type": "static_select", "action_id": "s", "options": options(1, "x" * 76)}),
    "long label": field() | {"label": plain("x" * 2001)},
    "long markdown": {"type": "markdown", "text": "x" * 12_001},
    "alert in a message": {"type": "alert", "text": plain("x")},
}


def refusal(blocks: Any) -> str:
    with pytest.raises(Refused) as caught:
        check_message_blocks(blocks)
    return caught.value.error


@pytest.mark.parametrize("name", BROKEN)
def test_block_beyond_a_limit_is_refused(name: str) -> None:
    assert refusal([BROKEN[name]]) == "invalid_blocks"


def test_largest_allowed_blocks_are_taken_as_they_are() -> None:
    blocks = [
        {"type": "header", "text": plain("x" * 150)},
        section("x" * 3000, accessory=button(text=plain("x" * 75), value="x" * 2000)),
        actions(*(button(action_id=str(number)) for number in range(25))),
        {"type": "context", "elements": [plain("x")] * 10},
    ]
    assert check_message_blocks(blocks) == blocks


def test_message_of_51_blocks_is_refused() -> None:
    assert refusal([DIVIDER] * 51) == "invalid_blocks"


def test_same_block_id_twice_is_refused() -> None:
    assert refusal([section("a", block_id="b"), section("c", block_id="b")]) == "invalid_blocks"


def test_too_many_characters_together_are_refused() -> None:
    assert refusal([section("x" * 2700)] * 5) == "msg_blocks_too_long"


def test_blocks_that_are_no_list_are_refused() -> None:
    assert refusal({"type": "divider"}) == "invalid_blocks_format"


def test_characters_of_all_texts_are_counted() -> None:
    assert characters([section("abc", accessory=button())]) == 5


BROKEN_VIEWS = {
    "no title": modal(DIVIDER) | {"title": None},
    "long title": modal(DIVIDER, title=plain("x" * 25)),
    "long submit": modal(DIVIDER, submit=plain("x" * 25)),
    "field without submit": modal(field(), submit=None),
    "101 blocks": modal(*[DIVIDER] * 101),
    "long metadata": modal(DIVIDER, private_metadata="x" * 3001),
    "long callback_id": modal(DIVIDER, callback_id="x" * 256),
    "max_length of 3001": modal(field(max_length=3001)),
    "no blocks": {"type": "modal", "title": plain("x")},
    "a home": {"type": "home", "blocks": []},
    "no view": "x",
}


@pytest.mark.parametrize("name", BROKEN_VIEWS)
def test_view_beyond_a_limit_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="invalid_arguments"):
        check_view(BROKEN_VIEWS[name], {"modal"})


def test_view_of_a_hundred_blocks_is_taken() -> None:
    assert len(check_view(modal(*[DIVIDER] * 100), {"modal"})["blocks"]) == 100
