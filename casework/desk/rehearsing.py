"""What a rulebook or a law would do to the cases that there are, tried on their dossiers; nothing is changed."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import PurePath

from casework.clocks import Clocks
from casework.dossier import Dossier
from casework.laws import Law, Laws, packaged_laws, parse_law
from casework.loaded_rules import LAW
from casework.office import Office
from casework.records import Records
from casework.rehearsal import Rehearsal, Rules, as_if, rehearse
from casework.rulebook import Rulebook, parse_kept_rulebook, parse_rulebook
from casework.toml_file import read_toml

EVERY_RESULT = 1_000_000_000
COULD_RUN_AGAIN = timedelta(days=31)  # how much longer a change of rules may make a deadline that has run out


def parse_rules(text: str, file: str) -> Rules:
    """The law or the rulebook that a text holds, told apart by the `title` or what it `extends`, which no rulebook has.

    `file` is what faults call it; a law is named as its file without folder and ending. RulebookFault names every fault.
    """
    if {"title", "extends"} & read_toml(text, file).data.keys():
        return parse_law(text, PurePath(file).stem, file)
    return parse_rulebook(text, file)


def in_effect(records: Records, first: Rulebook) -> tuple[Rulebook, Laws]:
    """The rulebook confirmed last, `first` where none has been, and the packaged laws with those that were confirmed.

    Raises RulebookFault when one that was confirmed under an earlier version of the code does not load any more.
    """
    book, laws = first, packaged_laws()
    newest = {(loaded.kind, loaded.name if loaded.kind == LAW else ""): loaded for loaded in records.confirmed_rules()}
    for loaded in newest.values():
        if loaded.kind == LAW:
            laws = laws.having(parse_law(loaded.text, loaded.name, f"{loaded.name}.toml"))
        else:
            book = parse_kept_rulebook(loaded.text, f"{loaded.name}.toml")
    return book, laws


def running_dossiers(records: Records, today: date) -> Iterable[Dossier]:
    """The dossiers that have an open case, or whose student was told an appeal deadline that still runs, or could run again."""
    return records.dossiers(records.running(today - COULD_RUN_AGAIN, 0, EVERY_RESULT))


def rehearsed(records: Records, office: Office, rules: Rules, today: date) -> Rehearsal:
    """What would change if these rules took effect now, in place of what holds in that office."""
    if isinstance(rules, Law):
        after = partial(Clocks, rulebook=office.rulebook, laws=office.laws.having(rules))
        before: Rules = office.laws.before(rules)
    else:
        after = partial(Clocks, rulebook=rules, laws=office.laws)
        before = office.rulebook
    return rehearse(before, rules, running_dossiers(records, today), office.clocks, after, today)


def compared(records: Records, office: Office, first: Rules, second: Rules, today: date) -> Rehearsal:
    """What would change for the open cases were the second in effect in place of the first, both rulebooks or both laws.

    A law is tried on the cases that follow the first one, from the second's start if it has one, though in truth a case
    keeps the law it was opened under.
    """
    before, after = partial(_under, office, first), partial(_tried, office, first, second)
    return rehearse(first, second, running_dossiers(records, today), before, after, today)


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
