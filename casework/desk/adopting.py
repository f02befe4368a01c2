"""How a rulebook or a law takes effect: one case handler loads it and sees what it would change, another one confirms it (D-35)."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.calendar import day_of
from casework.desk.holding import file_key
from casework.desk.rehearsing import parse_rules, rehearsed
from casework.exams import Staff
from casework.laws import Law
from casework.links import Purpose
from casework.loaded_rules import LAW, RULEBOOK, LoadedRules
from casework.messages import Letter, Notice, NoticeKind, Task, TaskKind
from casework.office import Office
from casework.procedure import next_day
from casework.records import Records
from casework.refusals import (
    CaseHandlersOnly,
    DifferenceChanged,
    LookAgain,
    NothingLoaded,
    RulesNotWaiting,
    SameAccount,
    SecondPersonNeeded,
)
from casework.rehearsal import Rehearsal

SHELL = "cli:"


@dataclass(frozen=True, slots=True)
class Pending:
    """Rules that wait for a second person, who loaded them, and what they would change now."""

    rules: LoadedRules
    loader: Staff
    changes: Rehearsal


@dataclass(frozen=True, slots=True)
class Adopting:
    """One person's turn, inside one transaction. `office` is the one that holds now; `now` is aware UTC."""

    records: Records
    office: Office
    staff: Staff
    now: datetime
    via: str

    def load(self, text: str, name: str) -> tuple[str, Rehearsal]:
        """Keeps the text, asks the other case handlers to confirm it, and gives its digest and what it would change.

        Nothing is changed yet. Raises CaseHandlersOnly and RulebookFault.
        """
        self._must_be_handler()
        rules = parse_rules(text, name)
        shown = rehearsed(self.records, self.office, rules, day_of(self.now))
        kind, called = (LAW, rules.name) if isinstance(rules, Law) else (RULEBOOK, rules.id)
        digest = hashlib.sha256(text.encode()).hexdigest()
        loaded = LoadedRules(kind, called, digest, text, shown.digest, self.staff.id, self.via, self.now)
        self._ask(self.records.load_rules(loaded), called, shown)
        return digest, shown

    def waiting(self, rules_id: int) -> Pending:
        """What was loaded under that id and what it would change now.

        Raises CaseHandlersOnly, RulesNotWaiting, and DifferenceChanged when other rules have taken effect since it was loaded.
        """
        self._must_be_handler()
        loaded = self.records.rules(rules_id)
        loader = self.records.registry.staff(loaded.loaded_by) if loaded else None
        if loaded is None or loader is None or loaded.confirmed_at is not None:
            raise RulesNotWaiting
        later = (each for each in self.records.confirmed_rules() if each.kind == loaded.kind)
        if any(each.confirmed_at and each.confirmed_at > loaded.loaded_at for each in later):
            raise DifferenceChanged
        rules = parse_rules(loaded.text, f"{loaded.name}.toml")
        return Pending(loaded, loader, rehearsed(self.records, self.office, rules, day_of(self.now)))

    def confirm(self, digest: str) -> Pending:
        """What was loaded under that digest takes effect. Raises CaseHandlersOnly, NothingLoaded, SecondPersonNeeded, SameAccount,
        and DifferenceChanged when it would no longer change what was shown at loading.
        """
        self._must_be_handler()
        loaded = self.records.loaded_rules(digest)
        if loaded is None:
            raise NothingLoaded(digest=digest)
        self._must_be_another(loaded)
        pending = self.waiting(loaded.id)
        if pending.changes.digest != loaded.shown:
            raise DifferenceChanged
        return self._take_effect(pending)

    def confirm_seen(self, rules_id: int, seen: str) -> Pending:
        """The same by somebody who has just looked at the changes, `seen` being their digest. Raises LookAgain when they are others
        by now, and what `waiting` and `confirm` raise.
        """
        pending = self.waiting(rules_id)
        self._must_be_another(pending.rules)
        if pending.changes.digest != seen:
            raise LookAgain
        return self._take_effect(pending)

    def _take_effect(self, pending: Pending) -> Pending:
        self.records.confirm_rules(pending.rules, self.staff.id, self.via, self.now)
        self.records.settle([task_key(pending.rules.id), file_key(pending.rules.digest)], self.now)
        self.records.post(self._told(pending))
        return pending

    def _ask(self, rules_id: int, name: str, shown: Rehearsal) -> None:
        """A task for all, and a word to each who may confirm: in Slack, or by mail with the page of a one-time link."""
        key, facts = task_key(rules_id), {"rules": rules_id}
        self.records.post([Task(key, TaskKind.RULES_LOADED, next_day(self.now), facts=facts)])
        self.records.post(self._question(each, rules_id, name, shown) for each in self._others())

    def _question(self, handler: Staff, rules_id: int, name: str, shown: Rehearsal) -> Letter | Notice:
        if not handler.slack_id:
            return question_by_mail(self.office, handler, rules_id, name, shown, self.now)
        content = {"kind": TaskKind.RULES_LOADED.value, "task": task_key(rules_id), "rules": rules_id}
        return Notice(f"task:{task_key(rules_id)}:{handler.id}", NoticeKind.TASK, handler.id, content=content)

    def _told(self, pending: Pending) -> Iterator[Letter | Notice]:
        """Every other case handler hears that it holds, whoever loaded it among them."""
        rules = pending.rules
        content = {
            "kind": IN_EFFECT,
            "id": rules.id,
            "rules": rules.kind,
            "name": rules.name,
            **counted(pending.changes),
        }
        for handler in self._others():
            if handler.slack_id:
                yield Notice(f"{IN_EFFECT}:{rules.id}:{handler.id}", NoticeKind.TASK, handler.id, content=content)
            else:
                yield in_effect_by_mail(self.office, handler, content)

    def _others(self) -> list[Staff]:
        return [each for each in self.records.registry.case_handlers() if each.id != self.staff.id]

    def _must_be_handler(self) -> None:
        if not self.staff.is_case_handler:
            raise CaseHandlersOnly

    def _must_be_another(self, loaded: LoadedRules) -> None:
        """Another person; and on the command line, where anybody can name anybody, another account too."""
        if loaded.loaded_by == self.staff.id:
            raise SecondPersonNeeded
        if self.via.startswith(SHELL) and self.via == loaded.loaded_via:
            raise SameAccount


IN_EFFECT = "rules_in_effect"


def task_key(rules_id: int) -> str:
    """The key of the task that asks for a second person."""
    return f"rules:{rules_id}"


def counted(changes: Rehearsal) -> dict[str, int]:
    """How many choices differ, and how many dates of how many cases would move."""
    return {"differing": len(changes.choices), "dates": len(changes.dates), "cases": len(changes.cases)}


def question_by_mail(
    office: Office, handler: Staff, rules_id: int, name: str, shown: Rehearsal, now: datetime
) -> Letter:
    """The question to a case handler whom Slack does not reach: how much would change, and the page that shows it all."""
    link = office.links.make(Purpose.RULES, rules_id, handler.id, now)
    fields = {"name": name, **counted(shown), "link": office.links.url(link), "expires": day_of(link.expires)}
    return office.to_staff(f"rules:{rules_id}:{handler.id}", "rules_waiting", handler, fields)


def in_effect_by_mail(office: Office, handler: Staff, content: Mapping[str, object]) -> Letter:
    """The word that rules hold; `content` is that of the notice for those in Slack."""
    return office.to_staff(f"rules-hold:{content['id']}:{handler.id}", "rules_in_effect", handler, content)
