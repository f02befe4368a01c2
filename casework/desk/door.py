"""What stands behind a one-time link, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from casework.deadlines.timeline import Row
from casework.exams import Language
from casework.links import Purpose


class State(StrEnum):
    """Whether a door can still be entered."""

    OPEN = "open"
    DONE = "done"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Door:
    """What a page shows. Names and addresses are there only behind a CONTACT door that has been entered by its own grader.

    `values` are further words and numbers by the key of their label, `lines` a list in the reader's language, `clocks` the rows of a
    picture and `told` how each of their dates came about. `seen` comes back with the form, so that what is confirmed is what was
    shown; `fault` says why nothing was done. `asks` are the texts to be written, by the key of their label, `given` what was typed
    in them, and `draft` the letter that they will stand in. `cases` are those to choose one from: number, kind, exam.
    `said` are the words of the mail of that id, for the student whom the link went to.
    """

    purpose: Purpose
    state: State
    language: Language
    reference: str = ""
    course: str = ""
    part: str = ""
    received: datetime | None = None
    candidate: str = ""
    name: str = ""
    email: str = ""
    grades: tuple[str, ...] = ()
    cases: tuple[tuple[int, str, str], ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    clocks: tuple[Row, ...] = ()
    told: tuple[tuple[str, tuple[str, ...]], ...] = ()
    seen: str = ""
    fault: str = ""
    asks: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    draft: str = ""
    mail: int | None = None
    said: str = ""
