"""The limits of Block Kit elements and text objects, told the way Slack tells them."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

Kind = Literal["plain", "text", "string"]


class Field(NamedTuple):
    """One text of an element: its name, the longest length, what it is, and whether it must be there."""

    name: str
    most: int
    kind: Kind
    required: bool = False


SELECTS = {
    f"{many}{what}_select"
    for many in ("", "multi_")
    for what in ("static", "external", "users", "conversations", "channels")
}
CHOICES = {"radio_buttons", "checkboxes"}
PICKERS = {"datepicker", "timepicker", "datetimepicker"}
TYPED = {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
IN_ACTIONS = {"button", "overflow", "workflow_button"} | SELECTS | CHOICES | PICKERS
IN_SECTION = IN_ACTIONS | {"image"}
IN_INPUT = SELECTS | CHOICES | PICKERS | TYPED | {"file_input"}
IN_CONTEXT = {"image", "mrkdwn", "plain_text"}
IN_CONTEXT_ACTIONS = {"feedback_buttons", "icon_button"}

PLACEHOLDER = Field("placeholder", 150, "plain")
FIELDS: dict[str, tuple[Field, ...]] = {
    "button": (
        Field("text", 75, "plain", required=True),
        Field("value", 2000, "string"),
        Field("url", 3000, "string"),
        Field("accessibility_label", 75, "string"),
    ),
    "image": (Field("image_url", 3000, "string", required=True), Field("alt_text", 2000, "string", required=True)),
    "plain_text_input": (PLACEHOLDER, Field("initial_value", 3000, "string")),
} | dict.fromkeys(SELECTS | PICKERS | TYPED - {"plain_text_input"}, (PLACEHOLDER,))
BUTTON_KEYS = {"type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label"}
MOST_OPTIONS = {"overflow": 5, "radio_buttons": 10, "checkboxes": 10}
WITH_OPTIONS = {"static_select", "multi_static_select", "overflow", "radio_buttons", "checkboxes"}


def said(problem: str, pointer: str) -> str:
    """Return one line of `response_metadata.messages`."""
    return f"[ERROR] {problem} [json-pointer:{pointer}]"


def check_length(value: Any, most: int, pointer: str) -> Iterator[str]:
    """Yield what is wrong with a string."""
    if not isinstance(value, str):
        yield said("must be a string", pointer)
    elif not value:
        yield said("must be more than 0 characters", pointer)
    elif len(value) > most:
        yield said(f"must be less than {most + 1} characters", pointer)


def check_text(part: Any, most: int, pointer: str, *, plain: bool = False) -> Iterator[str]:
    """Yield what is wrong with a text object; `plain` allows no mrkdwn."""
    kinds = {"plain_text"} if plain else {"plain_text", "mrkdwn"}
    if not isinstance(part, dict):
        yield said("must provide an object", pointer)
    elif part.get("type") not in kinds:
        yield said("must be a valid enum value", f"{pointer}/type")
    else:
        yield from check_length(part.get("text"), most, f"{pointer}/text")


def check_field(owner: Any, field: Field, pointer: str) -> Iterator[str]:
    """Yield what is wrong with one text of a block or an element."""
    value = owner.get(field.name)
    where = f"{pointer}/{field.name}"
    if value is None:
        if field.required:
            yield said(f"missing required field: {field.name}", pointer)
    elif field.kind == "string":
        yield from check_length(value, field.most, where)
    else:
        yield from check_text(value, field.most, where, plain=field.kind == "plain")


def check_element(element: Any, allowed: set[str], pointer: str) -> Iterator[str]:
    """Yield what is wrong with an element; `allowed` are the kinds that may stand there."""
    if not isinstance(element, dict) or element.get("type") not in allowed:
        yield said("unsupported element type", f"{pointer}/type")
        return
    kind = element["type"]
    if kind in IN_CONTEXT - {"image"}:
        yield from check_text(element, 3000, pointer)
        return
    for field in (*FIELDS.get(kind, ()), Field("action_id", 255, "string")):
        yield from check_field(element, field, pointer)
    yield from _check_button(element, pointer)
    yield from _check_options(element, pointer)
    yield from _check_typed(element, pointer)


def _check_button(element: dict[str, Any], pointer: str) -> Iterator[str]:
    if element["type"] != "button":
        return
    for key in sorted(element.keys() - BUTTON_KEYS):
        yield said(f"invalid additional property: {key}", pointer)
    if element.get("style", "primary") not in {"primary", "danger"}:
        yield said("must be a valid enum value", f"{pointer}/style")
    confirm = element.get("confirm")
    if isinstance(confirm, dict):
        limits = (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30))
        for name, most in limits:
            yield from check_field(confirm, Field(name, most, "text"), f"{pointer}/confirm")


def _check_options(element: dict[str, Any], pointer: str) -> Iterator[str]:
    kind = element["type"]
    if kind not in WITH_OPTIONS or "option_groups" in element:
        return
    options, where = element.get("options"), f"{pointer}/options"
    most = MOST_OPTIONS.get(kind, 100)
    if not isinstance(options, list) or not options:
        yield said("must provide at least 1 item", where)
        return
    if len(options) > most:
        yield said(f"no more than {most} items allowed", where)
    for number, option in enumerate(options):
        yield from check_field(option, Field("text", 75, "text", required=True), f"{where}/{number}")
        yield from check_field(option, Field("value", 150, "string", required=True), f"{where}/{number}")
        yield from check_field(option, Field("description", 75, "text"), f"{where}/{number}")
    yield from _check_initial(element, options, pointer)


def _check_initial(element: dict[str, Any], options: list[Any], pointer: str) -> Iterator[str]:
    chosen = [element["initial_option"]] if element.get("initial_option") else element.get("initial_options", [])
    for option in chosen:
        if option not in options:
            yield said("initial option must be one of the options", pointer)


def _check_typed(element: dict[str, Any], pointer: str) -> Iterator[str]:
    most = element.get("max_length", 1)
    if element["type"] == "plain_text_input" and not (isinstance(most, int) and 1 <= most <= 3000):
        yield said("must be between 1 and 3000", f"{pointer}/max_length")
