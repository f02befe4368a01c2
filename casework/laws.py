"""The versions of the law as data: each rule with its section, its citation and its length, and which version holds on which day."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from casework.exams import Language
from casework.toml_file import Fault, RulebookFault, TomlFile, read_toml, validated

Unit = Literal["days", "weeks", "months", "working_days"]
NO_OTHER_KEYS = ConfigDict(extra="forbid")
STRICT = ConfigDict(extra="forbid", frozen=True)
_UNITS: Mapping[str, Unit] = {
    "day": "days",
    "days": "days",
    "week": "weeks",
    "weeks": "weeks",
    "month": "months",
    "months": "months",
    "working day": "working_days",
    "working days": "working_days",
}


@dataclass(frozen=True, slots=True, config=NO_OTHER_KEYS)
class Length:
    """How long a deadline is, "3 weeks" in a file."""

    count: int
    unit: Unit


_COUNT = re.compile(r"[1-9][0-9]{0,2}")  # more would lead out of the calendar


def _length(text: object) -> object:
    """ "3 weeks" as a Length, from 1 to 999 of its unit; a Length stays one, and ValueError for anything else."""
    if isinstance(text, Length):
        return text
    count, _, unit = text.partition(" ") if isinstance(text, str) else ("", "", "")
    if not _COUNT.fullmatch(count) or unit not in _UNITS:
        raise ValueError('a number and a unit were expected, such as "3 weeks", "1 month" or "15 working days"')
    return Length(int(count), _UNITS[unit])


LengthText = Annotated[Length, BeforeValidator(_length)]
Filled = Annotated[str, Field(min_length=1)]


class Words(BaseModel):
    """One text in the three languages."""

    model_config = STRICT
    nb: Filled
    nn: Filled
    en: Filled

    def text(self, language: Language) -> str:
        """The text in that language."""
        return {Language.NB: self.nb, Language.NN: self.nn, Language.EN: self.en}[language]


@dataclass(frozen=True, slots=True, eq=False, config=NO_OTHER_KEYS)
class Provision:
    """One rule of an act as data: its section, how it is cited in each language, and its length if it sets one.

    `normally` marks a deadline that the act itself softens (L-04).
    """

    section: Filled
    nb: Filled
    nn: Filled
    en: Filled
    length: LengthText | None = None
    normally: bool = False

    def cited(self, language: Language) -> str:
        """The citation as letters print it, act and section in that language."""
        return {Language.NB: self.nb, Language.NN: self.nn, Language.EN: self.en}[language]


@dataclass(frozen=True, slots=True, eq=False, config=NO_OTHER_KEYS)
class Law:
    """One version of the law. It holds for results announced from `announced_from` to `announced_until`, both included.

    One without a start is adopted but not in force: it never holds by itself. `mail_counts` says whether what is mailed is in
    time when it has arrived or when it was sent.
    """

    name: str
    title: Words
    source: Filled
    announcement: Provision
    explanation_request: Provision
    explanation_at_once: Provision
    explanation_due: Provision
    appeal: Provision
    appeal_of_regrade: Provision
    not_appealable: Provision
    formal_error: Provision
    formal_error_after: Provision
    annulment: Provision
    board_decision: Provision
    regrading: Provision
    first_grading: Provision
    interim_reply: Provision
    interim_explanation: Provision
    counting: Provision
    own_counting: Provision
    complaint: Provision
    explanation_given: Provision
    explanation_paused: Provision
    group_appeal: Provision
    group_grace: Provision
    part_appeal: Provision
    board: Provision
    other_student: Provision
    handling: Provision
    further_assessment: Provision
    new_oral_exam: Provision
    interim_again: Provision
    withdrawal: Provision
    mail_in_time: Provision
    mail_in_doubt: Provision
    receipt: Provision
    correction: Provision
    renotification: Provision
    late_appeal: Provision
    grader_digest: Provision
    unit_deadline: Provision | None = None
    explanation_by_knowledge: Provision | None = None
    explanation_at_latest: Provision | None = None
    announced_from: date | None = None
    announced_until: date | None = None
    mail_counts: Literal["arrival", "sending"] = "arrival"

    def covers(self, announced: date) -> bool:
        """Whether a result announced on that day may follow this version; one without a last day covers all that come after."""
        return (self.announced_from or date.min) <= announced <= (self.announced_until or date.max)


_LAW = TypeAdapter(Law)
# The rules that set a length: without it nothing that depends on them can be computed.
WITH_LENGTH = frozenset(
    {
        "explanation_request",
        "explanation_by_knowledge",
        "explanation_at_latest",
        "explanation_due",
        "appeal",
        "appeal_of_regrade",
        "formal_error",
        "formal_error_after",
        "first_grading",
        "interim_reply",
        "complaint",
        "group_appeal",
        "group_grace",
        "part_appeal",
        "other_student",
        "renotification",
        "late_appeal",
        "grader_digest",
    }
)
NOT_INHERITED = frozenset({"announced_from", "announced_until"})


def parse_law(text: str, name: str, file_name: str = "") -> Law:
    """The version of the law that a TOML text holds, called `name`; RulebookFault with every fault and its line.

    A text that says `extends = "law-2024"` takes from that packaged version every rule that it does not write itself, but not its days.
    """
    file = read_toml(text, file_name or f"{name}.toml")
    data = {**_inherited(file), **_own(file), "name": name}
    return validated(_LAW, file, data, (*_without_length(file, data), *_days_that_cannot_be(file, data)))


def _days_that_cannot_be(file: TomlFile, data: Mapping[str, Any]) -> Iterator[Fault]:
    days = {key: data[key] for key in ("announced_from", "announced_until") if key in data}
    for key, day in days.items():
        if type(day) is not date:
            yield Fault(file.line((key,)), key, "a day was expected, such as 2024-08-01, without quotes")
    first, last = days.get("announced_from"), days.get("announced_until")
    if type(first) is date and type(last) is date and last < first:
        yield Fault(file.line(("announced_until",)), "announced_until", "is before announced_from: change one of them")


def _without_length(file: TomlFile, data: Mapping[str, Any]) -> Iterator[Fault]:
    for rule in sorted(WITH_LENGTH & data.keys()):
        if isinstance(data[rule], Mapping) and "length" not in data[rule]:
            yield Fault(file.line((rule,)), f"{rule}.length", "is missing: add it")


def _own(file: TomlFile) -> Mapping[str, Any]:
    return {key: value for key, value in file.data.items() if key != "extends"}


def _inherited(file: TomlFile) -> Mapping[str, Any]:
    base = file.data.get("extends")
    if base is None:
        return {}
    if base not in LAWS:
        line = file.line(("extends",))
        raise RulebookFault((f"{file.name}, line {line}: extends: one of {', '.join(LAWS)} was expected",))
    before = read_toml(packaged(base), f"{base}.toml")
    kept = {key: value for key, value in _own(before).items() if key not in NOT_INHERITED}
    return {**_inherited(before), **kept}


def packaged(name: str) -> str:
    """The text of a packaged law or rulebook."""
    return resources.files("casework").joinpath("rulebooks", f"{name}.toml").read_text(encoding="utf-8")


LAWS = ("law-2005", "law-2024", "law-2025")


class Laws:
    """The versions of the law that an office knows; it never changes."""

    def __init__(self, versions: Iterable[Law]) -> None:
        self._by_name = {version.name: version for version in versions}
        started = [(each.announced_from, each) for each in self._by_name.values() if each.announced_from]
        self._newest_first = sorted(started, key=lambda pair: pair[0], reverse=True)

    @property
    def in_force(self) -> tuple[str, ...]:
        """The names of those that have a start, the oldest first."""
        return tuple(version.name for _, version in reversed(self._newest_first))

    def named(self, name: str) -> Law:
        """The version with that name; RulebookFault for any other."""
        if name not in self._by_name:
            raise RulebookFault((f"the law is one of {', '.join(self._by_name)}",))
        return self._by_name[name]

    def on(self, announced: date) -> Law:
        """The version that a result announced on that day in Oslo follows (decision 1); the oldest one before all."""
        for start, version in self._newest_first:
            if announced >= start:
                return version
        return self._newest_first[-1][1]

    def before(self, version: Law) -> Law:
        """What that version would take the place of: the one with its name, else the one in force when it begins, else the newest."""
        return self._by_name.get(version.name) or self.on(version.announced_from or date.max)

    def having(self, version: Law) -> "Laws":
        """These versions with that one added, or in place of the one with its name."""
        return Laws({**self._by_name, version.name: version}.values())


@cache
def packaged_laws() -> Laws:
    """The versions that come with the code."""
    return Laws(parse_law(packaged(name), name) for name in LAWS)


def law(name: str) -> Law:
    """The packaged version of the law with that name, one of LAWS; RulebookFault for any other."""
    return packaged_laws().named(name)


def law_for(announced: date) -> Law:
    """The packaged version that a result announced on that day in Oslo follows (decision 1); the oldest one before all."""
    return packaged_laws().on(announced)
