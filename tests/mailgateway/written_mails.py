"""Mails as students write them, with what each wants, and how well they are understood: one half to tune on, one held back."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.exams import Language
from casework.messages import Ask, Box, Intent
from mailgateway.intent import intent_of
from mailgateway.quotes import split

_NAMED = ("courses", "parts", "terms", "candidates")


@dataclass(frozen=True)
class Written:
    """A mail and its label: `clear` is false where a person would ask back before doing anything."""

    box: Box
    subject: str
    text: str
    ask: Ask
    clear: bool
    language: Language
    named: tuple[tuple[str, ...], ...]

    def understood(self) -> Intent:
        return intent_of([self.box], self.subject, split(self.text).visible)

    def is_wrong(self, found: Intent) -> bool:
        """Acted on, and wrongly: another wish, a doubtful one, or something it does not name."""
        too_much = any(set(got) - set(given) for got, given in zip(_names(found), self.named, strict=True))
        return found.sure and (found.ask is not self.ask or not self.clear or too_much)

    def is_settled(self, found: Intent) -> bool:
        """Needs no person: the wish is certain and all that the mail names was seen."""
        return found.sure and not self.is_wrong(found) and _names(found) == self.named


def _names(found: Intent) -> tuple[tuple[str, ...], ...]:
    return tuple(getattr(found.mentions, name) for name in _NAMED)


def written(half: str) -> Sequence[Written]:
    """The mails of one half: `tuning` or `held`."""
    file = Path(__file__).with_name(f"mails_{half}.toml")
    return [
        Written(
            Box(mail["to"]),
            mail["subject"],
            mail["text"],
            Ask(mail["ask"]),
            mail.get("clear", True),
            Language(mail["language"]),
            tuple(tuple(mail.get(name, ())) for name in _NAMED),
        )
        for mail in tomllib.loads(file.read_text("utf-8"))["mail"]
    ]


@dataclass(frozen=True)
class Measured:
    """`precision` of what is acted on, and the share of all mails `settled` without a person."""

    mails: int
    acted: int
    precision: float
    settled: float
    language_wrong: int
    language_untold: int


def measured(mails: Sequence[Written]) -> Measured:
    """How well these mails are understood."""
    found = [(mail, mail.understood()) for mail in mails]
    acted = [(mail, intent) for mail, intent in found if intent.sure]
    wrong = sum(mail.is_wrong(intent) for mail, intent in acted)
    return Measured(
        mails=len(mails),
        acted=len(acted),
        precision=1 - wrong / len(acted),
        settled=sum(mail.is_settled(intent) for mail, intent in found) / len(mails),
        language_wrong=sum(intent.language not in (None, mail.language) for mail, intent in found),
        language_untold=sum(intent.language is None for _, intent in found),
    )
