"""How a rulebook or a law takes effect: one case handler loads it and sees what it would change, another one confirms it (D-35)."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePath

from casework.clocks import Clocks
from casework.dossier import Dossier
from casework.exams import Staff
from casework.laws import Law, Laws, packaged_laws, parse_law
from casework.loaded_rules import LoadedRules
from casework.office import Office
from casework.records import Records
from casework.refusals import CaseHandlersOnly, DifferenceChanged, NothingLoaded, SecondPersonNeeded
from casework.rehearsal import Rehearsal, Rules, as_if, rehearse
from casework.rulebook import Rulebook, parse_rulebook
from casework.toml_file import read_toml

LAW, RULEBOOK = "law", "rulebook"


def parse_rules(text: str, file: str) -> Rules:
    """The law or the rulebook that a text holds, told apart by the `title` that every law has and no rulebook.

    `file` is what faults call it; a law is named as its file without folder and ending. RulebookFault names every fault.
    """
    if "title" in read_toml(text, file).data:
        return parse_law(text, PurePath(file).stem, file)
    return parse_rulebook(text, file)


def in_effect(records: Records, first: Rulebook) -> tuple[Rulebook, Laws]:
    """The rulebook confirmed last, `first` where none has been, and the packaged laws with those that were confirmed.

    Raises RulebookFault when one that was confirmed under an earlier version of the code does not load any more.
    """
    book, laws = first, packaged_laws()
    for loaded in records.confirmed_rules():
        rules = parse_rules(loaded.text, f"{loaded.name}.toml")
        if isinstance(rules, Law):
            laws = laws.having(rules)
        else:
            book = rules
    return book, laws


def open_dossiers(records: Records) -> Iterator[Dossier]:
    """The dossiers that have an open case, each once."""
    seen: set[int] = set()
    for line in records.unfinished():
        dossier = records.dossier_of(line.number)
        if dossier is not None and dossier.result.id not in seen:
            seen.add(dossier.result.id)
            yield dossier


def rehearsed(records: Records, office: Office, rules: Rules) -> Rehearsal:
    """What would change if these rules took effect now, in place of what holds in that office."""
    if isinstance(rules, Law):
        after = partial(Clocks, rulebook=office.rulebook, laws=office.laws.having(rules))
        before: Rules = office.laws.before(rules)
    else:
        rules = office.endorsed(rules)
        after = partial(Clocks, rulebook=rules, laws=office.laws)
        before = office.rulebook
    return rehearse(before, rules, open_dossiers(records), office.clocks, after)


def compared(records: Records, office: Office, first: Rules, second: Rules) -> Rehearsal:
    """What would change for the open cases were the second in effect in place of the first, both rulebooks or both laws.

    A law is tried on the cases that follow the first one, from the second's start if it has one, though in truth a case
    keeps the law it was opened under.
    """
    before, after = partial(_under, office, first), partial(_tried, office, first, second)
    return rehearse(first, second, open_dossiers(records), before, after)


def _under(office: Office, rules: Rules, dossier: Dossier) -> Clocks:
    if isinstance(rules, Law):
        return Clocks(dossier, office.rulebook, office.laws.having(rules))
    return Clocks(dossier, rules, office.laws)


def _tried(office: Office, first: Rules, second: Rules, dossier: Dossier) -> Clocks:
    if not isinstance(first, Law) or not isinstance(second, Law):
        return _under(office, second, dossier)
    known = _under(office, first, dossier)
    if second.announced_from and (known.announced is None or known.announced < second.announced_from):
        return known
    return _under(office, as_if(second, first.name), dossier)


@dataclass(frozen=True, slots=True)
class Adopting:
    """One person's turn, inside one transaction. `office` is the one that holds now; `now` is aware UTC."""

    records: Records
    office: Office
    staff: Staff
    now: datetime
    via: str

    def load(self, text: str, name: str) -> tuple[str, Rehearsal]:
        """Keeps the text for a second person, and gives its digest and what it would change; nothing is changed yet.

        Raises CaseHandlersOnly and RulebookFault.
        """
        self._must_be_handler()
        rules = parse_rules(text, name)
        shown = rehearsed(self.records, self.office, rules)
        kind, called = (LAW, rules.name) if isinstance(rules, Law) else (RULEBOOK, rules.id)
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.records.load_rules(
            LoadedRules(kind, called, digest, text, shown.digest, self.staff.id, self.via, self.now)
        )
        return digest, shown

    def confirm(self, digest: str) -> Rehearsal:
        """What was loaded under that digest takes effect. Raises CaseHandlersOnly, NothingLoaded, SecondPersonNeeded,
        and DifferenceChanged when it would no longer change what was shown at loading.
        """
        self._must_be_handler()
        loaded = self.records.loaded_rules(digest)
        if loaded is None:
            raise NothingLoaded(digest=digest)
        if loaded.loaded_by == self.staff.id:
            raise SecondPersonNeeded
        changes = rehearsed(self.records, self.office, parse_rules(loaded.text, f"{loaded.name}.toml"))
        if changes.digest != loaded.shown:
            raise DifferenceChanged
        self.records.confirm_rules(loaded, self.staff.id, self.via, self.now)
        return changes

    def _must_be_handler(self) -> None:
        if not self.staff.is_case_handler:
            raise CaseHandlersOnly
