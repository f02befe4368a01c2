"""Which law and which local choices hold for a case: the acts by date and one rulebook an institution, read from TOML."""

import tomllib
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from importlib import resources
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from casework.case import CLOSED, Status
from casework.exams import Language

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
_EXPECTED = {
    "missing": "is missing",
    "extra_forbidden": "is no key of this file",
    "unexpected_keyword_argument": "is no key of this file",
}


class RulebookFault(Exception):
    """A rulebook that does not load; `faults` are sentences, each with the file, the key and what was expected."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, config=NO_OTHER_KEYS)
class Length:
    """How long a deadline is, "3 weeks" in a file."""

    count: int
    unit: Unit


def _length(text: object) -> object:
    """ "3 weeks" as a Length; anything that is no text is left to the validator."""
    if not isinstance(text, str):
        return text
    count, _, unit = text.partition(" ")
    if not count.isdecimal() or unit not in _UNITS:
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
    """One version of the law. It holds for results announced from `announced_from` to `announced_until`, both included."""

    name: str
    title: Words
    announced_from: date
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
    regrading: Provision
    first_grading: Provision
    interim_reply: Provision
    interim_explanation: Provision
    counting: Provision
    own_counting: Provision
    complaint: Provision
    announced_until: date | None = None


class AppealTarget(BaseModel):
    """The institution's own target for the regrading (decision 11); it never replaces the interim reply."""

    model_config = STRICT
    length: LengthText
    counted_from: Literal["receipt", "appeal_deadline"]


class InterimReasons(BaseModel):
    """The approved sentences that an interim reply may give as its reason, one for each state of an open case, so that they are true."""

    model_config = STRICT
    version: Annotated[int, Field(ge=1)]
    approved_by: str = ""
    sentences: Mapping[Status, Words]

    @model_validator(mode="after")
    def _every_open_state(self) -> "InterimReasons":
        missing = [state.value for state in Status if state not in CLOSED and state not in self.sentences]
        if missing:
            raise ValueError(f"a sentence is missing for the state {', '.join(missing)}")
        return self

    def sentence(self, state: Status, language: Language) -> str:
        """Why a case in that open state is not answered yet; KeyError for a closed one."""
        return self.sentences[state].text(language)


class SlackChoices(BaseModel):
    """What Slack may hold (decision 23)."""

    model_config = STRICT
    candidate_numbers: bool = True
    names: bool = False


class Rulebook(BaseModel):
    """One institution's choices where the law leaves one; `sources` says for each where it comes from."""

    model_config = STRICT
    id: Filled
    version: Annotated[int, Field(ge=1)]
    name: Words
    mail_name: Words
    contact: Words
    guidance: Words
    appeal_body: Words
    oral_tolerance_days: Annotated[int, Field(ge=0, le=14)]
    explanation_form: Literal["examiner", "faculty", "course_responsible"]
    explanations_written_in: Literal["inspera", "mail"]
    explanation_may_raise_grade: Literal["no", "in_favour", "obvious_error"]
    group_extension: Literal["all_plus_grace", "requester_only"]
    part_exam_appeal: Literal["part", "course", "exam_decides"]
    appeal_target: AppealTarget | None = None
    hold_until_deadline: bool
    withdrawal_cutoff: Literal["registered", "decided", "published"]
    third_assessment_procedure: Literal["joint", "third"]
    third_sees_grades: bool
    interim_reasons: InterimReasons
    interim_expected_weeks: Annotated[int, Field(ge=1, le=26)]
    interim_ask_working_days: Annotated[int, Field(ge=1, le=15)]
    decision_channel: Literal["portal", "email_on_request", "digital_mailbox"]
    renotify_days: Annotated[int, Field(ge=1, le=60)]
    pre_test_appeal_days: Annotated[int, Field(ge=7, le=21)] | None = None
    diploma_blocks: bool
    digest_at: time
    letters_approved_by: str = ""
    slack: SlackChoices
    sources: Mapping[str, Filled]

    @model_validator(mode="after")
    def _sources_name_keys(self) -> "Rulebook":
        unknown = sorted(set(self.sources) - set(type(self).model_fields))
        if unknown:
            raise ValueError(f"sources names {', '.join(unknown)}, which is no key of a rulebook")
        return self


_LAW = TypeAdapter(Law)
_RULEBOOK = TypeAdapter(Rulebook)
Parsed = TypeVar("Parsed")


def _parsed(adapter: TypeAdapter[Parsed], text: str, file: str, **given: Any) -> Parsed:
    try:
        return adapter.validate_python({**tomllib.loads(text), **given})
    except tomllib.TOMLDecodeError as fault:
        raise RulebookFault((f"{file}: this is no TOML: {fault}",)) from None
    except ValidationError as fault:
        raise RulebookFault(tuple(_fault(file, error) for error in fault.errors())) from None


def _fault(file: str, error: Any) -> str:
    key = ".".join(str(step) for step in error["loc"]) or "the whole"
    return f"{file}: {key}: {_EXPECTED.get(error['type']) or error['msg'].removeprefix('Value error, ')}"


def parse_law(text: str, name: str) -> Law:
    """The version of the law that a TOML text holds; RulebookFault with every fault."""
    return _parsed(_LAW, text, f"{name}.toml", name=name)


def parse_rulebook(text: str, name: str) -> Rulebook:
    """The rulebook that an institution's own TOML text holds, `name` being what faults call the file.

    RulebookFault names every fault at once: unknown keys, missing ones (the interim reasons and
    `interim_expected_weeks` among them, decision 10), and values that are not what the key expects.
    """
    return _parsed(_RULEBOOK, text, name)


def _packaged(name: str) -> str:
    return resources.files("casework").joinpath("rulebooks", f"{name}.toml").read_text(encoding="utf-8")


LAWS = ("law-2005", "law-2024")
INSTITUTIONS = ("ntnu", "uio", "nmbu")


@cache
def law(name: str) -> Law:
    """The packaged version of the law with that name, one of LAWS; RulebookFault for any other."""
    if name not in LAWS:
        raise RulebookFault((f"the law is one of {', '.join(LAWS)}",))
    return parse_law(_packaged(name), name)


@cache
def _newest_first() -> tuple[tuple[date, Law], ...]:
    laws = sorted(map(law, LAWS), key=lambda version: version.announced_from, reverse=True)
    return tuple((version.announced_from, version) for version in laws)


def law_for(announced: date) -> Law:
    """The version of the law that a result announced on that day in Oslo follows (decision 1); the oldest one before all."""
    for start, version in _newest_first():
        if announced >= start:
            return version
    return law(LAWS[0])


@cache
def rulebook(name: str) -> Rulebook:
    """The packaged rulebook of an institution, one of INSTITUTIONS; RulebookFault for any other."""
    if name not in INSTITUTIONS:
        raise RulebookFault((f"the packaged rulebooks are {', '.join(INSTITUTIONS)}; another one is given as a file",))
    return parse_rulebook(_packaged(name), f"{name}.toml")


def approved(book: Rulebook, approver: str) -> Rulebook:
    """The same rulebook with its letters and interim reasons approved by that person (decision 29)."""
    reasons = book.interim_reasons.model_copy(update={"approved_by": approver})
    return book.model_copy(update={"letters_approved_by": approver, "interim_reasons": reasons})
