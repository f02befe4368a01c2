"""The limits of messages and views; a post that breaks one is refused as Slack would refuse it."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Literal

from demo.slack.elements import (
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    Field,
    check_element,
    check_field,
    check_length,
    check_text,
    said,
)
from demo.slack.wire import Json, Refused, invalid

Surface = Literal["message", "modal", "home"]

MOST_TEXT = 40_000
MOST_MARKDOWN = 12_000
# Slack does not document this one; it was met at about this length (bolt-js#2509).
MOST_IN_ALL_BLOCKS = 13_200
MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_VIEW_BYTES = 250_000

KEYS: dict[str, set[str]] = {
    "section": {"text", "fields", "accessory", "expand"},
    "header": {"text", "level"},
    "divider": set(),
    "context": {"elements"},
    "actions": {"elements"},
    "input": {"label", "element", "dispatch_action", "hint", "optional"},
    "image": {"image_url", "slack_file", "alt_text", "title"},
    "markdown": {"text"},
}
# These are taken as they are: their insides are Slack's to check.
UNCHECKED = {"rich_text", "file", "video", "table", "data_table", "data_visualization", "container", "card", "carousel"}
ONLY_ON: dict[str, Surface] = {"markdown": "message", "alert": "modal", "file": "message"}


def check_text_length(text: str) -> None:
    """Raise `Refused("msg_too_long")` when the text of a message is."""
    if len(text) > MOST_TEXT:
        raise Refused("msg_too_long")


def check_message_blocks(blocks: Any) -> list[Json]:
    """Return the blocks of a message; raise `Refused` with `invalid_blocks_format`, `invalid_blocks` or `msg_blocks_too_long`."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refused("invalid_blocks_format")
    problems = list(check_blocks(blocks, "message", "/blocks"))
    if problems:
        raise invalid("invalid_blocks", problems)
    if characters(blocks) > MOST_IN_ALL_BLOCKS:
        raise Refused("msg_blocks_too_long")
    return blocks


def check_view(view: Any, kinds: set[str]) -> Json:
    """Return a view; raise `Refused` with `invalid_arguments` or `view_too_large`. `kinds` are `modal` and `home`."""
    if not isinstance(view, dict) or view.get("type") not in kinds:
        raise invalid("invalid_arguments", [said("must be a valid view", "/view/type")])
    problems = list(_view_problems(view))
    if problems:
        raise invalid("invalid_arguments", problems)
    if len(json.dumps(view)) > MOST_VIEW_BYTES:
        raise Refused("view_too_large")
    return view


def _view_problems(view: Json) -> Iterator[str]:
    blocks, surface = view.get("blocks"), view["type"]
    if not isinstance(blocks, list):
        yield said("missing required field: blocks", "/view")
        return
    if surface == "modal":
        yield from _modal_problems(view, blocks)
    for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if view.get(name):
            yield from check_length(view[name], most, f"/view/{name}")
    yield from check_blocks(blocks, surface, "/view/blocks")


def _modal_problems(view: Json, blocks: list[Any]) -> Iterator[str]:
    for name in ("title", "submit", "close"):
        yield from check_field(view, Field(name, 24, "plain", required=name == "title"), "/view")
    asks = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if asks and not view.get("submit"):
        yield said("missing required field: submit", "/view")


def check_blocks(blocks: list[Any], surface: Surface, pointer: str) -> Iterator[str]:
    """Yield what is wrong with a list of blocks, one line for each finding."""
    most = MOST_BLOCKS[surface]
    if len(blocks) > most:
        yield said(f"no more than {most} items allowed", pointer)
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        where = f"{pointer}/{number}"
        if not isinstance(block, dict):
            yield said("must provide an object", where)
            continue
        yield from _check_block(block, surface, where)
        block_id = block.get("block_id")
        if block_id in seen:
            yield said(f"`block_id` {block_id} already exists", f"{where}/block_id")
        seen |= {block_id} if isinstance(block_id, str) else set()
    yield from _check_markdown_total(blocks, pointer)


def _check_block(block: Json, surface: Surface, pointer: str) -> Iterator[str]:
    kind = block.get("type")
    if kind not in CHECKS and kind not in UNCHECKED and kind != "alert":
        yield said(f"unsupported type: {kind}", f"{pointer}/type")
        return
    if ONLY_ON.get(kind, surface) != surface:
        yield said(f"unsupported type: {kind}", f"{pointer}/type")
    if block.get("block_id") is not None:
        yield from check_length(block["block_id"], 255, f"{pointer}/block_id")
    for key in sorted(block.keys() - {"type", "block_id"} - KEYS.get(kind, set(block))):
        yield said(f"invalid additional property: {key}", pointer)
    if kind in CHECKS:
        yield from CHECKS[kind](block, pointer)


def _check_section(block: Json, pointer: str) -> Iterator[str]:
    fields = block.get("fields")
    if block.get("text") is None and not fields:
        yield said("must provide one of: text, fields", pointer)
    if block.get("text") is not None:
        yield from check_text(block["text"], 3000, f"{pointer}/text")
    if fields is not None:
        yield from _check_items(fields, 10, f"{pointer}/fields")
        for number, part in enumerate(fields):
            yield from check_text(part, 2000, f"{pointer}/fields/{number}")
    if block.get("accessory") is not None:
        yield from check_element(block["accessory"], IN_SECTION, f"{pointer}/accessory")


def _check_header(block: Json, pointer: str) -> Iterator[str]:
    yield from check_field(block, Field("text", 150, "plain", required=True), pointer)


def _check_divider(block: Json, pointer: str) -> Iterator[str]:
    yield from ()


def _check_image(block: Json, pointer: str) -> Iterator[str]:
    yield from check_field(block, Field("alt_text", 2000, "string", required=True), pointer)
    yield from check_field(block, Field("title", 2000, "plain"), pointer)
    yield from check_field(block, Field("image_url", 3000, "string"), pointer)


def _check_markdown(block: Json, pointer: str) -> Iterator[str]:
    yield from check_field(block, Field("text", MOST_MARKDOWN, "string", required=True), pointer)


def _check_input(block: Json, pointer: str) -> Iterator[str]:
    yield from check_field(block, Field("label", 2000, "plain", required=True), pointer)
    yield from check_field(block, Field("hint", 2000, "plain"), pointer)
    yield from check_element(block.get("element"), IN_INPUT, f"{pointer}/element")


def _row(most: int, allowed: set[str]) -> Callable[[Json, str], Iterator[str]]:
    def check(block: Json, pointer: str) -> Iterator[str]:
        elements, where = block.get("elements"), f"{pointer}/elements"
        yield from _check_items(elements, most, where)
        for number, element in enumerate(elements if isinstance(elements, list) else []):
            yield from check_element(element, allowed, f"{where}/{number}")
        yield from _check_action_ids(elements, where)

    return check


def _check_items(items: Any, most: int, pointer: str) -> Iterator[str]:
    if not isinstance(items, list) or not items:
        yield said("must provide at least 1 item", pointer)
    elif len(items) > most:
        yield said(f"no more than {most} items allowed", pointer)


def _check_action_ids(elements: Any, pointer: str) -> Iterator[str]:
    named = [e["action_id"] for e in elements or [] if isinstance(e, dict) and e.get("action_id")]
    for action_id in sorted({name for name in named if named.count(name) > 1}):
        yield said(f"`action_id` {action_id} already exists", pointer)


def _check_markdown_total(blocks: list[Any], pointer: str) -> Iterator[str]:
    texts = [block.get("text") for block in blocks if isinstance(block, dict) and block.get("type") == "markdown"]
    if sum(len(text) for text in texts if isinstance(text, str)) > MOST_MARKDOWN:
        yield said(f"all markdown blocks must be less than {MOST_MARKDOWN + 1} characters", pointer)


def characters(part: Any) -> int:
    """Return how many characters of text a block, or a list of them, shows."""
    if isinstance(part, list):
        return sum(characters(item) for item in part)
    if not isinstance(part, dict):
        return 0
    own = part.get("text")
    return (len(own) if isinstance(own, str) else 0) + sum(characters(item) for item in part.values())


CHECKS: dict[str, Callable[[Json, str], Iterator[str]]] = {
    "section": _check_section,
    "header": _check_header,
    "divider": _check_divider,
    "image": _check_image,
    "markdown": _check_markdown,
    "input": _check_input,
    "context": _row(10, IN_CONTEXT),
    "actions": _row(25, IN_ACTIONS),
    "context_actions": _row(5, IN_CONTEXT_ACTIONS),
}
