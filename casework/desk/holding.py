"""The rulebook that the settings name is kept at the first start and holds from then on: editing its file changes no rule (D-35)."""

import hashlib
from datetime import datetime

from casework.loaded_rules import RULEBOOK, FirstRulebook
from casework.procedure import next_day
from casework.records import Records
from casework.rulebook import Rulebook, parse_kept_rulebook, parse_rulebook
from casework.tasks import Task, TaskKind
from casework.toml_file import RulebookFault

NAMED = "the rulebook of the settings"


def hold(records: Records, text: str, now: datetime) -> Rulebook:
    """What holds until two persons have confirmed another one: the text that the settings named at the first start.

    Other values of theirs become a task, once: somebody loads it and somebody else confirms it. A kept text that this version
    of the code cannot read any more gives way to it, and is told in the same task. Raises RulebookFault for a text that does not load.
    """
    named, digest, kept = parse_rulebook(text, NAMED), _digest(text), records.first_rulebook()
    if kept is None:
        records.keep_first_rulebook(FirstRulebook(digest, text, now))
        return named
    holds = _read(kept.text)
    if holds == named:
        return named
    newest = [rules.digest for rules in records.confirmed_rules() if rules.kind == RULEBOOK][-1:]
    if digest not in newest:
        records.post([Task(file_key(digest), TaskKind.RULEBOOK_FILE, next_day(now))])
    if holds is None:
        records.keep_first_rulebook(FirstRulebook(digest, text, now))
    return holds or named


def held(records: Records, named: Rulebook) -> Rulebook:
    """The same for one who only looks: nothing is kept and nobody is told. `named` is what the settings say."""
    kept = records.first_rulebook()
    return (_read(kept.text) if kept else None) or named


def file_key(digest: str) -> str:
    """The key of the task that a file of that text is in nobody's hands yet."""
    return f"rulebook-file:{digest}"


def _read(text: str) -> Rulebook | None:
    try:
        return parse_kept_rulebook(text, NAMED)
    except RulebookFault:
        return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
