"""Which dates of the law a letter tells, so that a case handler sees under each letter the rules it rests on (D-04, D-43)."""

from collections.abc import Iterable, Iterator

from casework.calendar import day_in_words
from casework.deadlines import Deadline, in_words
from casework.exams import Language
from casework.messages import RuleDate


def told_in(body: str, fields: Iterable[object], language: Language) -> tuple[RuleDate, ...]:
    """The dates among the fields of a letter that its text says, each once, in the order of the fields."""
    told = (each for each in _deadlines(fields) if _stands_in(body, each, language))
    return tuple(dict.fromkeys(RuleDate(each.rule, each.date, each.section, each.law) for each in told))


def _deadlines(fields: Iterable[object]) -> Iterator[Deadline]:
    for field in fields:
        moved = getattr(field, "deadline", None)
        if isinstance(field, Deadline):
            yield field
        elif isinstance(moved, Deadline):
            yield moved
        elif isinstance(field, list | tuple):
            yield from _deadlines(field)


def _stands_in(body: str, deadline: Deadline, language: Language) -> bool:
    """By the day or by how it came about; a sentence may begin with the latter."""
    if deadline.date:
        return day_in_words(deadline.date, language) in body
    return in_words(deadline, language)[1:] in body
