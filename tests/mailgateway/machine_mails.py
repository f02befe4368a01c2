"""The mails of `machine_mails.toml`, made to answer a letter of ours."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.relay import KeptMail

MAILS: list[Mapping[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["mail"]
MACHINES = [mail for mail in MAILS if "kind" in mail]
HOP = "Received: from a.example.no by b.example.no; Mon, 23 Nov 2026 10:00:00 +0100"


@dataclass(frozen=True)
class SentLetter:
    """By what a letter of ours is known when something comes back."""

    message_id: str
    reply_address: str
    loop: str


def letter_of(kept: KeptMail) -> SentLetter:
    fields = dict(kept.view.headers)
    return SentLetter(fields["Message-ID"], fields["Reply-To"], fields["X-Fristvakt-Loop"])


def raw_of(mail: Mapping[str, Any], letter: SentLetter) -> bytes:
    """The mail's bytes, as an answer to that letter where it is one."""
    raw: str = mail["raw"].lstrip("\n")
    words = {
        "{id}": letter.message_id,
        "{reply}": letter.reply_address,
        "{loop}": letter.loop,
        "{hops}": "\n".join([HOP] * 31),
        "{fewer hops}": "\n".join([HOP] * 30),
    }
    for word, stands_for in words.items():
        raw = raw.replace(word, stands_for)
    return raw.replace("\n", "\r\n").encode()
