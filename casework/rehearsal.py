"""What a change of rulebook or law would do: which choices differ, and which dates of open cases would move; nothing is changed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from casework.calendar import day_of, working_days_before
from casework.case import Case, Kind
from casework.clocks import Clocks
from casework.dossier import Dossier
from casework.laws import Law
from casework.rulebook import Rulebook
from casework.toml_file import leaves

Rules = Rulebook | Law
_ADAPTER: TypeAdapter[Any] = TypeAdapter(Rulebook | Law)
_NOTES = frozenset({"sources", "source"})


class ChangedDate(NamedTuple):
    """One date of one open case, before and after; days in Europe/Oslo, None where there is no date."""

    case: int
    rule: str
    before: date | None
    after: date | None

    def __str__(self) -> str:
        return f"case {self.case}: {self.rule} {self.before or 'none'} -> {self.after or 'none'}"


class ChangedChoice(NamedTuple):
    """One value that differs, by its key in the file; None where a side has no such key."""

    key: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        return f"{self.key}: {_shown(self.before)} -> {_shown(self.after)}"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would change."""

    choices: tuple[ChangedChoice, ...]
    dates: tuple[ChangedDate, ...]

    @property
    def cases(self) -> frozenset[int]:
        """The numbers of the cases whose dates would move."""
        return frozenset(each.case for each in self.dates)

    @property
    def lines(self) -> list[str]:
        """A line for each choice that differs, then one for each date of an open case that would move."""
        return [*map(str, self.choices), *map(str, self.dates)]

    @property
    def digest(self) -> str:
        """The same for the same changes: what a second person confirms must be what was shown (D-35)."""
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()


def rehearse(
    before: Rules,
    after: Rules,
    dossiers: Iterable[Dossier],
    clocks_before: Callable[[Dossier], Clocks],
    clocks_after: Callable[[Dossier], Clocks],
    today: date = date.min,
) -> Rehearsal:
    """What changes when `after` takes the place of `before` today: the choices, and the dates of the dossiers' open cases."""
    dates = [moved for each in dossiers for moved in changed_dates(clocks_before(each), clocks_after(each), today)]
    return Rehearsal(tuple(changed_choices(before, after)), tuple(sorted(dates)))


def changed_dates(before: Clocks, after: Clocks, today: date = date.min) -> list[ChangedDate]:
    """The dates that differ between two computations of the same dossier, for each of its open cases, rule by rule.

    Where none is open, an appeal deadline that the student was told may end today or later: it stands under the case that told it.
    """
    found = []
    for case in before.open_cases:
        now = dates_of(case, after)
        found += [ChangedDate(case.number, rule, day, now[rule]) for rule, day in dates_of(case, before).items()]
    told, appeal = before.told_by, after.appeal().date
    if told and not found and appeal and appeal >= today:
        found = [ChangedDate(told.number, "D-APP", before.appeal().date, appeal)]
    return [each for each in found if each.before != each.after]


def dates_of(case: Case, clocks: Clocks) -> dict[str, date | None]:
    """Every date that an open case depends on, by the id of its rule; days in Europe/Oslo."""
    received, three = day_of(case.received), clocks.three()
    dates = {"D-EXPL-REQ": three.explanation.date, "D-APP": three.appeal.date, "D-FORMAL": three.formal_error.date}
    if case.kind is Kind.EXPLANATION:
        dates["D-EXPL-DUE"] = clocks.explanation_due(case).date
        told = clocks.interim_for_explanation(case)
        dates["D-EXPL-INTERIM"] = interim = told.date if told else None
    else:
        dates["D-INTERIM"] = interim = clocks.interim(received).date
    dates["D-INTERIM-ASK"] = interim and working_days_before(interim, clocks.rulebook.interim_ask_working_days)
    if case.kind is Kind.APPEAL:
        target = clocks.regrading_target(case)
        dates["D-TARGET"] = target.date if target else None
    return dates


def changed_choices(before: Rules, after: Rules) -> Iterator[ChangedChoice]:
    """The keys whose values differ, in the order of the file; where a value comes from is a note, not a choice."""
    old, new = _values(before), _values(after)
    for key in dict.fromkeys([*new, *old]):
        if old.get(key) != new.get(key):
            yield ChangedChoice(key, old.get(key), new.get(key))


def as_if(law: Law, name: str) -> Law:
    """That law under another's name, so that the cases that follow the other can be computed with it."""
    return replace(law, name=name)


def _values(rules: Rules) -> dict[str, str]:
    dumped = _ADAPTER.dump_python(rules, mode="json", exclude_unset=True)
    return {
        ".".join(path): "none" if value is None else str(value)
        for path, value in leaves(dumped)
        if not _NOTES & set(path)
    }


def _shown(value: str | None) -> str:
    return "–" if value is None else value
