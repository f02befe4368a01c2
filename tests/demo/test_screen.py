from typing import Any

import pytest

from demo.slack.screen import fill, find_element, minted, state_values, unfilled

OPTIONS = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("nb", "nn", "en")]


def field(block_id: str, **element: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": block_id, "element": {"action_id": block_id, **element}}


BLOCKS = [
    field("note", type="plain_text_input", initial_value="gitt", max_length=10),
    field("language", type="static_select", options=OPTIONS, initial_option=OPTIONS[1]),
    field("topics", type="checkboxes", options=OPTIONS),
    field("day", type="datepicker", initial_date="2026-06-15"),
]


def test_ids_are_minted_where_they_are_missing() -> None:
    block = minted([{"type": "actions", "elements": [{"type": "button"}]}])[0]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]


def test_first_values_fill_the_state() -> None:
    values = state_values(BLOCKS)
    assert (values["note"]["note"]["value"], values["day"]["day"]["selected_date"]) == ("gitt", "2026-06-15")


def test_answers_replace_what_was_there_first() -> None:
    values = state_values(BLOCKS)
    fill(BLOCKS, values, {"language": "en", "topics": ["nb", "nn"], "note": "ny"})
    chosen = [option["value"] for option in values["topics"]["topics"]["selected_options"]]
    assert (values["language"]["language"]["selected_option"]["value"], chosen) == ("en", ["nb", "nn"])


@pytest.mark.parametrize("answers", [{"language": "de"}, {"nothing": "x"}])
def test_answer_that_is_not_offered_is_impossible(answers: dict[str, str]) -> None:
    with pytest.raises(LookupError):
        fill(BLOCKS, state_values(BLOCKS), answers)


def test_empty_and_overlong_fields_are_complained_about() -> None:
    values = state_values(BLOCKS)
    fill(BLOCKS, values, {"note": "x" * 11})
    assert unfilled(BLOCKS, values).keys() == {"note", "topics"}


def test_value_chooses_among_buttons_of_one_kind() -> None:
    buttons = [{"type": "button", "action_id": "given", "value": value} for value in ("41", "42")]
    block = {"type": "actions", "elements": buttons}
    assert find_element([block], "given", "42")[1] == buttons[1]
