"""What a decision rests on, in a case handler's own words (forvaltningsloven §§ 24, 25)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from casework.refusals import GroundsMissing

LONGEST = 10_000  # characters of one text


@dataclass(frozen=True, slots=True)
class Grounds:
    """`facts` tell what has happened, `reasons` how it was judged; `meeting` is the day on which the board is to consider the case,
    or that of a talk to which the student did not come.

    Both are plain text to the student. They stand in the table of texts and in the letter, never in the journal, a log or Slack.
    """

    facts: str = ""
    reasons: str = ""
    meeting: date | None = None

    def complete(self, number: int, *, facts: bool = True) -> "Grounds":
        """The same, tidied. Raises GroundsMissing; `facts` says whether both texts are needed."""
        tidy = Grounds(_tidy(self.facts), _tidy(self.reasons), self.meeting)
        if not tidy.reasons or (facts and not tidy.facts) or max(len(tidy.facts), len(tidy.reasons)) > LONGEST:
            raise GroundsMissing(number=number)
        return tidy

    @property
    def texts(self) -> Mapping[str, str]:
        """What is kept, by name."""
        return {name: text for name, text in (("facts", self.facts), ("reasons", self.reasons)) if text}


NO_GROUNDS = Grounds()


class WrittenText(NamedTuple):
    """A text as it is kept: the version of the case that it was written for, its name, and what it says."""

    version: int
    name: str
    text: str


class TextsKept(Protocol):
    """What is kept of texts, as part of the records."""

    def texts_of(self, number: int) -> Sequence[WrittenText]:
        """Every text of that case, in the order in which they were written."""
        ...


def _tidy(text: str) -> str:
    """At most one empty line between paragraphs, and no space at the ends of lines."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.splitlines())).strip()
