"""Which local choices hold for a case: one rulebook an institution, read from TOML, with its faculties' and courses' own choices."""

import re
from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StrictBool, TypeAdapter, field_validator

from casework.approvals import fingerprint
from casework.case import CLOSED, Status
from casework.exams import Language
from casework.laws import STRICT, Filled, LengthText, Provision, Words, packaged
from casework.toml_file import Fault, RulebookFault, TomlFile, read_toml, validated


class AppealTarget(BaseModel):
    """The institution's own target for the regrading (decision 11); it never replaces the interim reply."""

    model_config = STRICT
    length: LengthText
    counted_from: Literal["receipt", "appeal_deadline"]


class InterimReasons(BaseModel):
    """The approved sentences that an interim reply may give as its reason, one for each state of an open case, so that they are true."""

    model_config = STRICT
    version: Annotated[int, Field(strict=True, ge=1)]
    sentences: Mapping[Status, Words]

    @property
    def known_as(self) -> str:
        """The version that somebody approves (D-43): its number, and digits that change with every letter of the sentences."""
        texts = [words.text(language) for _, words in sorted(self.sentences.items()) for language in Language]
        return f"{self.version}-{fingerprint(*texts)}"

    @field_validator("sentences")
    @classmethod
    def _every_open_state(cls, sentences: Mapping[Status, Words]) -> Mapping[Status, Words]:
        missing = [state.value for state in Status if state not in CLOSED and state not in sentences]
        if missing:
            raise ValueError(f"a sentence is missing for the state {', '.join(missing)}")
        return sentences

    def sentence(self, state: Status, language: Language) -> str:
        """Why a case in that open state is not answered yet; KeyError for a closed one."""
        return self.sentences[state].text(language)


class SlackChoices(BaseModel):
    """What Slack may hold (decision 23)."""

    model_config = STRICT
    candidate_numbers: StrictBool
    names: StrictBool


def _in_capitals(code: str) -> str:
    if not code or code != code.upper():
        raise ValueError("a code in capitals was expected")
    return code


def _nothing(value: object) -> object:
    """ "none" in a file says that the institution has no such thing, so that it is not left out by mistake."""
    return None if value == "none" else value


Code = Annotated[str, AfterValidator(_in_capitals)]
Tolerance = Annotated[int, Field(strict=True, ge=0, le=14)]
ExplainedBy = Literal["examiner", "faculty", "course_responsible"]
WrittenIn = Literal["inspera", "mail"]
GroupExtension = Literal["all_plus_grace", "requester_only"]
PartAppeal = Literal["part", "course", "exam_decides"]
Target = Annotated[AppealTarget | None, BeforeValidator(_nothing)]
FurtherBy = Literal["joint", "third"]
ExpectedWeeks = Annotated[int, Field(strict=True, ge=1, le=26)]
WarnDays = Annotated[int, Field(strict=True, ge=0, le=60)]


def _earlier_first(days: tuple[int, int]) -> tuple[int, int]:
    if days[0] < days[1]:
        raise ValueError("the earlier warning was expected first, such as [7, 3]")
    return days


def _of_day(value: object) -> object:
    """A number would be read as seconds, and a time with a zone cannot be compared with the clock in Oslo."""
    if not isinstance(value, time) or value.tzinfo is not None:
        raise ValueError("a time of day in Oslo was expected, such as 08:00:00")
    return value


def _opening_first(hours: tuple[time, time]) -> tuple[time, time]:
    if hours[0] >= hours[1]:
        raise ValueError("the hour to begin and a later one to end were expected, such as [08:00:00, 17:00:00]")
    return hours


WarnTwice = Annotated[tuple[WarnDays, WarnDays], Field(strict=False), AfterValidator(_earlier_first)]
TimeOfDay = Annotated[time, BeforeValidator(_of_day)]
Hours = Annotated[tuple[TimeOfDay, TimeOfDay], Field(strict=False), AfterValidator(_opening_first)]
PreTestDays = Annotated[Annotated[int, Field(strict=True, ge=7, le=21)] | None, BeforeValidator(_nothing)]


class LocalChoices(BaseModel):
    """What one faculty or course chooses otherwise, and by whose decision (`source`); what it leaves out is inherited."""

    model_config = STRICT
    source: Filled
    contact: Words | None = None
    guidance: Words | None = None
    oral_tolerance_days: Tolerance | None = None
    explanation_form: ExplainedBy | None = None
    explanations_written_in: WrittenIn | None = None
    group_extension: GroupExtension | None = None
    part_exam_appeal: PartAppeal | None = None
    appeal_target: Target = None
    hold_until_deadline: StrictBool | None = None
    third_assessment_procedure: FurtherBy | None = None
    third_sees_grades: StrictBool | None = None
    interim_expected_weeks: ExpectedWeeks | None = None

    @property
    def chosen(self) -> Mapping[str, Any]:
        """The choices that stand in the file, by key."""
        return {key: getattr(self, key) for key in self.model_fields_set if key != "source"}


class Rulebook(BaseModel):
    """One institution's choices where the law leaves one; `sources` says for each where it comes from.

    `faculty` and `course` hold by code what a faculty or course chooses otherwise; `for_exam` gives what holds at one exam.
    """

    model_config = STRICT
    id: Filled
    version: Annotated[int, Field(strict=True, ge=1)]
    name: Words
    mail_name: Words
    contact: Words
    guidance: Words
    appeal_body: Words
    oral_tolerance_days: Tolerance
    explanation_form: ExplainedBy
    explanations_written_in: WrittenIn
    explanation_may_raise_grade: Literal["no", "in_favour", "obvious_error"]
    group_extension: GroupExtension
    part_exam_appeal: PartAppeal
    appeal_target: Target
    hold_until_deadline: StrictBool
    withdrawal_cutoff: Literal["registered", "decided", "published"]
    third_assessment_procedure: FurtherBy
    third_sees_grades: StrictBool
    interim_reasons: InterimReasons
    interim_expected_weeks: ExpectedWeeks
    interim_ask_working_days: Annotated[int, Field(strict=True, ge=1, le=15)]
    silent_grader_working_days: Annotated[int, Field(strict=True, ge=1, le=9)]
    answer_time: LengthText
    warn_explanation_days: WarnDays
    warn_month_days: WarnTwice
    warn_exam_days: WarnDays
    decision_channel: Literal["portal", "email_on_request", "digital_mailbox"]
    renotify_days: Annotated[int, Field(strict=True, ge=1, le=60)]
    pre_test_appeal_days: PreTestDays
    diploma_blocks: StrictBool
    digest_at: TimeOfDay
    oral_question_at: TimeOfDay = time(15)
    oral_minutes: Annotated[int, Field(strict=True, ge=5, le=240)] = 30
    oral_notice_working_days: Annotated[int, Field(strict=True, ge=0, le=10)] = 2
    oral_hours: Hours = (time(8), time(17))
    oral_bounce_hours: Annotated[int, Field(strict=True, ge=24, le=120)] = 24
    slack: SlackChoices
    sources: Mapping[str, Filled]
    faculty: Mapping[Code, LocalChoices] = Field(default_factory=dict)
    course: Mapping[Code, LocalChoices] = Field(default_factory=dict)

    def for_exam(self, faculty: str, course: str) -> "Rulebook":
        """What holds at an exam of that course of that faculty: the institution's choices, then the faculty's, then the course's.

        Codes are written in any case of letters; "" is no faculty.
        """
        local = [self.faculty.get(faculty.upper()), self.course.get(course.upper())]
        chosen = {key: value for choices in local if choices for key, value in choices.chosen.items()}
        if not chosen:
            return self
        decided = {key: choices.source for choices in local if choices for key in choices.chosen if key in CHOICES}
        return self.model_copy(update={**chosen, "sources": {**self.sources, **decided}})

    @property
    def to_bounce(self) -> timedelta:
        """How long after a relay took it the invitation to a talk may still come back (decision 21)."""
        return timedelta(hours=self.oral_bounce_hours)

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The choices that were asked for after this rulebook had been put into effect, in the order of their names."""
        return tuple(sorted(choice for choice, source in self.sources.items() if source == UNSAID))

    def cited(self, choice: str) -> Provision:
        """Where that choice comes from, as a letter cites it: its source as far as the first ": "; LookupError where it has none."""
        return _cited(self.sources[choice], self.name)


@cache
def _cited(source: str, institution: Words) -> Provision:
    """The section is the source's own; a choice that rests on no text is the institution's."""
    named = source.partition(": ")[0]
    section = _SECTION.search(named)
    if named.startswith(_NO_TEXT):
        return Provision("–", institution.nb, institution.nn, institution.en)
    return Provision(section[0] if section else "–", named, named, named)


_SECTION = re.compile(r"§ [\d-]+")
_NO_TEXT = ("product's choice", "no source")
UNSAID = "no source: the rulebook was put into effect before this was asked for"
# What identifies and presents the institution is no choice, and needs no source.
NO_CHOICES = frozenset(
    {
        "id",
        "version",
        "name",
        "mail_name",
        "contact",
        "guidance",
        "sources",
        "faculty",
        "course",
    }
)
LATER = "asked-later"
CHOICES = frozenset(Rulebook.model_fields) - NO_CHOICES
_RULEBOOK = TypeAdapter(Rulebook)


def parse_rulebook(text: str, name: str) -> Rulebook:
    """The rulebook that an institution's own TOML text holds, `name` being what faults call the file.

    RulebookFault names every fault at once, each with its line: unknown keys, missing ones (the interim reasons and
    `interim_expected_weeks` among them, decision 10), choices without a source, and values that are not what the key expects.
    """
    file = read_toml(text, name)
    return validated(_RULEBOOK, file, file.data, _about_sources(file))


def parse_kept_rulebook(text: str, name: str) -> Rulebook:
    """The same of a text that is in effect already: what was not asked for then has the packaged choice, and stands in `unsaid`.

    A newer version of the service thereby starts with it, and nobody's rules change; it is `fristvakt check` that asks for the choices.
    """
    file = read_toml(text, name)
    later = {key: value for key, value in read_toml(packaged(LATER), LATER).data.items() if key not in file.data}
    sources = file.data.get("sources")
    if isinstance(sources, Mapping):
        later["sources"] = {**dict.fromkeys(later, UNSAID), **sources}
    return validated(_RULEBOOK, file, {**file.data, **later}, _about_sources(file))


def _about_sources(file: TomlFile) -> Iterator[Fault]:
    sources = file.data.get("sources")
    named = set(sources) if isinstance(sources, Mapping) else set()
    for key in named - CHOICES:
        yield Fault(file.line(("sources", key)), f"sources.{key}", "is no choice of a rulebook: take it away")
    for key in CHOICES & file.data.keys() - named:
        yield Fault(file.line((key,)), key, "has no source: add one under [sources]")


INSTITUTIONS = (
    "ntnu",
    "uio",
    "nmbu",
    "uib",
    "uit",
    "oslomet",
    "hvl",
    "usn",
    "nord",
    "kristiania",
    "nla",
    "molde",
)


@cache
def rulebook(name: str) -> Rulebook:
    """The packaged rulebook of an institution, one of INSTITUTIONS; RulebookFault for any other."""
    if name not in INSTITUTIONS:
        raise RulebookFault((f"the packaged rulebooks are {', '.join(INSTITUTIONS)}; another one is given as a file",))
    return parse_rulebook(packaged(name), f"{name}.toml")
