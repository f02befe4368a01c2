"""The answers of `calendar_replies.toml`, made to answer an invitation of ours."""

import re
import tomllib
from base64 import encodebytes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

REPLIES: list[Mapping[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["reply"]
_BASE64 = re.compile(r"\{base64\}(.*?)(?:\{end\}\n|\Z)", re.DOTALL)


def named(name: str) -> Mapping[str, Any]:
    return next(reply for reply in REPLIES if reply["name"] == name)


def raw_of(reply: Mapping[str, Any], uid: str, organizer: str, sequence: int = 0, **others: str) -> bytes:
    """The bytes of an answer to that invitation; `others` replaces words of it, such as an address."""
    text: str = reply["raw"].lstrip("\n")
    known = {"{uid}": uid, "{organizer}": organizer, "{sequence}": str(sequence), **others}
    for word, stands_for in known.items():
        text = text.replace(word, stands_for)
    text = _BASE64.sub(lambda found: encodebytes(found[1].encode()).decode(), text)
    return text.replace("\n", "\r\n").encode()
