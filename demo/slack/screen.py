"""What a person sees and fills in: minted ids, elements found by action_id, and `state.values`."""

import secrets
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from demo.slack.wire import Json

OPTION = ("initial_option", "selected_option")
OPTIONS = ("initial_options", "selected_options")
# For each kind of element: the name of its first value, and the name of the value in `state.values`.
STATE: dict[str, tuple[str, str]] = {
    "plain_text_input": ("initial_value", "value"),
    "email_text_input": ("initial_value", "value"),
    "url_text_input": ("initial_value", "value"),
    "number_input": ("initial_value", "value"),
    "rich_text_input": ("initial_value", "rich_text_value"),
    "static_select": OPTION,
    "external_select": OPTION,
    "radio_buttons": OPTION,
    "multi_static_select": OPTIONS,
    "multi_external_select": OPTIONS,
    "checkboxes": OPTIONS,
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
    "users_select": ("initial_user", "selected_user"),
    "multi_users_select": ("initial_users", "selected_users"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
    "multi_conversations_select": ("initial_conversations", "selected_conversations"),
    "channels_select": ("initial_channel", "selected_channel"),
    "multi_channels_select": ("initial_channels", "selected_channels"),
}


def minted(blocks: list[Json]) -> list[Json]:
    """Return a copy of the blocks in which each block has a block_id and each element an action_id."""
    copies = deepcopy(blocks)
    for block in copies:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in _elements(block):
            if element.get("type") in STATE or element.get("type") in {"button", "overflow"}:
                element.setdefault("action_id", secrets.token_urlsafe(4))
    return copies


def _elements(block: Json) -> Iterator[Json]:
    yield from (element for element in block.get("elements", []) if isinstance(element, dict))
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield block[name]


def placed_elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield each element with its block, in the order of the screen."""
    for block in blocks:
        for element in _elements(block):
            yield block, element


def find_element(blocks: Iterable[Json], action_id: str, value: str | None) -> tuple[Json, Json]:
    """Return block and element with this action_id; `value` chooses among several buttons. Raise `LookupError`."""
    found = [(b, e) for b, e in placed_elements(blocks) if e.get("action_id") == action_id]
    if value is not None:
        found = [(b, e) for b, e in found if e["type"] != "button" or e.get("value") == value]
    if not found:
        raise LookupError(f"nothing to click with action_id {action_id!r} and value {value!r}")
    return found[0]


def state_values(blocks: Iterable[Json], kept: Json | None = None) -> Json:
    """Return `state.values`: what each element holds at first, or what it held before (`kept`) under the same ids."""
    values: Json = {}
    for block, element in placed_elements(blocks):
        if element.get("type") in STATE:
            action_id = element["action_id"]
            before = (kept or {}).get(block["block_id"], {}).get(action_id)
            values.setdefault(block["block_id"], {})[action_id] = before or _first_entry(element)
    return values


def _first_entry(element: Json) -> Json:
    first, name = STATE[element["type"]]
    return {"type": element["type"], name: element.get(first, [] if name.endswith("s") else None)}


def entry(element: Json, value: Any) -> Json:
    """Return what `state.values` holds after a person chose `value`; options are chosen by their value. Raise `LookupError`."""
    name = STATE[element["type"]][1]
    if name == "selected_option" and value is not None:
        value = chosen_option(element, value)
    elif name == "selected_options":
        value = [chosen_option(element, one) for one in value]
    return {"type": element["type"], name: value}


def chosen_option(element: Json, value: str) -> Json:
    """Return the option of an element by its value; raise `LookupError` when it is not offered."""
    groups = [element, *element.get("option_groups", [])]
    for option in (option for group in groups for option in group.get("options", [])):
        if option["value"] == value:
            return dict(option)
    raise LookupError(f"{element['action_id']!r} does not offer {value!r}")


def fill(blocks: list[Json], values: Json, answers: Json) -> None:
    """Write a person's answers, keyed by action_id or block_id, into `state.values`; raise `LookupError` for unknown keys."""
    for key, answer in answers.items():
        places = [(b, e) for b, e in placed_elements(blocks) if key in (e.get("action_id"), b.get("block_id"))]
        places = [(b, e) for b, e in places if e.get("type") in STATE]
        if not places:
            raise LookupError(f"no field {key!r} on this screen")
        block, element = places[0]
        values[block["block_id"]][element["action_id"]] = entry(element, answer)


def unfilled(blocks: list[Json], values: Json) -> dict[str, str]:
    """Return what Slack's own client says of fields that may not be sent, by block_id."""
    return {
        block["block_id"]: complaint
        for block in blocks
        if block["type"] == "input"
        for complaint in [_complaint(block, values[block["block_id"]][block["element"]["action_id"]])]
        if complaint
    }


def _complaint(block: Json, held: Json) -> str:
    element = block["element"]
    value = held[STATE[element["type"]][1]]
    if not value:
        return "" if block.get("optional") else "Please complete this required field."
    if isinstance(value, str) and len(value) > element.get("max_length", 3000):
        return f"This entry must be less than {element.get('max_length', 3000) + 1} characters."
    return ""
