"""Rulebooks and laws on their way into effect: loaded by one person, confirmed by another (D-35), and kept for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

LAW, RULEBOOK = "law", "rulebook"


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """A rulebook or a law that somebody loaded: its TOML text, and who confirmed it, if anybody (D-35).

    `kind` is RULEBOOK or LAW, `name` the rulebook's id or the law's name. `digest` is the SHA-256 of the text, `shown` that of
    the difference that was shown at loading. `loaded_by` and `confirmed_by` are staff ids; moments are aware UTC.
    """

    kind: str
    name: str
    digest: str
    text: str
    shown: str
    loaded_by: int
    loaded_via: str
    loaded_at: datetime
    confirmed_by: int | None = None
    confirmed_via: str | None = None
    confirmed_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class FirstRulebook:
    """The rulebook's text that the settings named when the database was first used, with its SHA-256 and the moment, aware UTC."""

    digest: str
    text: str
    since: datetime


class RulesKept(Protocol):
    """What is kept of them, as part of the records."""

    def load_rules(self, loaded: LoadedRules) -> int:
        """Keeps what was loaded and gives its id; nothing holds yet."""
        ...

    def rules(self, rules_id: int) -> LoadedRules | None:
        """What was loaded under that id, confirmed or not."""
        ...

    def loaded_rules(self, digest: str) -> LoadedRules | None:
        """What was loaded last under that digest and waits for a second person."""
        ...

    def confirm_rules(self, loaded: LoadedRules, staff_id: int, via: str, now: datetime) -> None:
        """The second person has said yes: it holds from now on."""
        ...

    def confirmed_rules(self) -> Sequence[LoadedRules]:
        """All that has ever been confirmed, in the order of confirmation."""
        ...

    def first_rulebook(self) -> FirstRulebook | None:
        """What the settings named at the first start, None before it."""
        ...

    def keep_first_rulebook(self, first: FirstRulebook) -> None:
        """It holds from now on, until two persons confirm another."""
        ...

    def all_rules(self) -> Sequence[LoadedRules]:
        """All that has ever been loaded, confirmed or not, in the order of loading."""
        ...
