"""Patterns match alike on every Python that the service runs on."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from tests.test_architecture import ROOMS

# Python 3.11.0 to 3.11.4, Debian 12's among them, let these match where they should not, and not where they should
# (python/cpython#100061, #106052).
MATCHED_WRONGLY = {"POSSESSIVE_REPEAT", "ATOMIC_GROUP"}


def patterns_in(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (found for each in value.values() for found in patterns_in(each))
    elif isinstance(value, tuple | list):
        yield from (found for each in value for found in patterns_in(each))


def operations(parsed: Any) -> Iterator[str]:
    """The names of all operations of a parsed pattern, however deep."""
    if isinstance(parsed, _parser.SubPattern | list | tuple):
        for each in parsed:
            yield from operations(each)
    elif hasattr(parsed, "name"):
        yield parsed.name


@pytest.mark.parametrize("room", ROOMS)
def test_no_pattern_uses_what_python_3_11_matched_wrongly_at_first(room: str):
    names = [found.name for found in pkgutil.walk_packages(import_module(room).__path__, f"{room}.")]
    modules = (import_module(name) for name in names if not name.endswith("__main__") and ".migrations." not in name)
    patterns = {pattern for module in modules for value in vars(module).values() for pattern in patterns_in(value)}
    used = {name: operations(_parser.parse(name.pattern, name.flags)) for name in patterns}
    assert [pattern.pattern for pattern, found in used.items() if MATCHED_WRONGLY & set(found)] == []


def test_such_a_pattern_is_found():
    assert "POSSESSIVE_REPEAT" in set(operations(_parser.parse("(?:a(?:b|c*+))?")))
