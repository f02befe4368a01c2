"""How a Web API request is read, and how the local Slack says no."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

Json = dict[str, Any]


class Refused(Exception):
    """Slack answers `ok: false`; `error` is its code, `extra` goes into the answer beside it."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra


def invalid(error: str, messages: list[str]) -> Refused:
    """Return a refusal that explains itself in `response_metadata.messages`."""
    return Refused(error, response_metadata={"messages": messages})


class Args:
    """The arguments of one call, whichever way they were sent."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = dict(values)

    def text(self, name: str) -> str:
        """Return the argument as text, "" when it is absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def needed(self, name: str) -> str:
        """Return the argument as text; raise `Refused` when it is absent."""
        value = self.text(name)
        if not value:
            raise invalid("invalid_arguments", [f"[ERROR] missing required field: {name}"])
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Return the argument as yes or no; forms write it as "1" or "true"."""
        value = self.values.get(name)
        return default if value is None else str(value).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        """Return the argument as a whole number; raise `Refused` when it is none."""
        value = self.text(name) or str(default)
        if not value.isdigit():
            raise invalid("invalid_arguments", [f"[ERROR] must be a number: {name}"])
        return int(value)

    def structure(self, name: str, error: str) -> Any:
        """Return a list or an object, which forms and queries carry as JSON text; raise `Refused(error)` on bad JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(error) from None

    def has(self, name: str) -> bool:
        """Tell whether the argument was sent at all."""
        return self.values.get(name) is not None


async def read_args(request: web.Request) -> Args:
    """Read query, form, multipart and JSON alike; raise `Refused` when a JSON body is no object."""
    values: Json = dict(request.query)
    if request.content_type == "application/json":
        values.update(_parse(await request.text()))
    elif request.method == "POST":
        values.update(await request.post())
    return Args(values)


def _parse(body: str) -> Json:
    try:
        values = json.loads(body or "{}")
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(values, dict):
        raise Refused("json_not_object")
    return values


def token_of(request: web.Request, args: Args) -> str:
    """Return the token from the header or the arguments, "" when there is none."""
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() or args.text("token")
