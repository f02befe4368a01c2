"""Understands short messages of graders: a verb, case numbers and a day, or nothing at all.

Every word must be known, or the message is unclear: a grade, a name or a "not" is never read past (D-41).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from casework.short_words import (
    AGREED,
    AUXILIARY,
    BETWEEN,
    CONFIRMED,
    EVERY_PHRASE,
    HARMLESS,
    LONGEST_PHRASE,
    NEGATION,
    ONLY_WITH,
    PLURAL,
    VERB_OF,
    WHOLE_LINES,
    Verb,
)
from casework.spoken_days import SpokenDay, spoken_day

__all__ = ["Said", "Unclear", "Verb", "Why", "understand"]

T = TypeVar("T")


class Why(StrEnum):
    """Why a message is unclear."""

    WORDS = "words"  # a word that we do not know
    NEGATED = "negated"
    QUESTION = "question"
    SEVERAL = "several"  # several things at once
    DAY = "day"  # an impossible, future or ambiguous day
    NO_VERB = "no_verb"
    CANDIDATE = "candidate"  # a number that is called a candidate's
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Said:
    """What was meant: case numbers in the order written, none where the conversation must tell; the day if one was named."""

    verb: Verb
    numbers: tuple[int, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why nothing was done, and what may have been meant; it holds nothing of the text."""

    reason: Why
    possible: tuple[Said, ...] = ()


_LONGEST = 300
_MOST_NUMBERS = 20
_BREAK = ","
_NUMBER = re.compile(r"\[?#?0*([1-9][0-9]{0,6})(?:/20[0-9]{2})?\]?")
_CANDIDATE = re.compile(r"\b(kand|cand|stud)[a-z]*\.?,?\s*(nr\.?|nummer|number|no\.?)?\s*:?\s*#?[0-9]")
_ORDINAL = re.compile(r"\b(den|the)\s+#?[0-9]")
_SENTENCE_SIGN = re.compile(r"[,;!?()…\n\r]|[.:](?=\s|$)|(?<=\s)[-–—](?=\s)")
_EMPHASIS = re.compile(r'[*_`"«»“”\ufe0f\U0001f3fb-\U0001f3ff]|:skin-tone-[2-6]:')


@dataclass(frozen=True, slots=True)
class _Words:
    """A message cut into what it is made of."""

    verbs: tuple[Verb, ...]
    numbers: tuple[int, ...]
    filler: tuple[str, ...]
    unknown: tuple[str, ...]
    is_inverted: bool


def understand(text: str, today: date) -> Said | Unclear:
    """What a short message means; `today` is the day in Europe/Oslo on which it was written.

    A day without a year is the latest one not after `today`; clock times are left out (A-054, A-124, A-125).
    """
    line = _tidied(text)
    if len(line) > _LONGEST:
        return Unclear(Why.LENGTH)
    whole = WHOLE_LINES.get(line.rstrip(" .!"))
    if whole is not None:
        return Said(whole)
    spoken = spoken_day(line, today)
    words = _cut(spoken.rest)
    reason = _doubt(line, spoken, words)
    if reason is not None:
        return Unclear(reason, _possible(reason, line, spoken, words, today))
    return Said(words.verbs[0] if words.verbs else Verb.LOOK, words.numbers, spoken.day)


def _tidied(text: str) -> str:
    """The text in small letters and single spaces, without emphasis, quotation marks and skin tones."""
    plain = unicodedata.normalize("NFC", text).lower().replace("’", "'")
    return re.sub(r"[ \t\u00a0]+", " ", _EMPHASIS.sub("", plain)).strip()


def _cut(rest: str) -> _Words:
    tokens = _SENTENCE_SIGN.sub(f" {_BREAK} ", rest).split()
    phrases = _phrases(tokens)
    numbers = [_NUMBER.fullmatch(phrase) for phrase in phrases]
    return _Words(
        verbs=_once(VERB_OF[phrase] for phrase in phrases if phrase in VERB_OF),
        numbers=_once(int(number[1]) for number in numbers if number),
        filler=tuple(phrase for phrase in phrases if phrase in EVERY_PHRASE and phrase not in VERB_OF),
        unknown=tuple(
            phrase
            for phrase, number in zip(phrases, numbers, strict=True)
            if phrase not in EVERY_PHRASE and not number and phrase != _BREAK
        ),
        is_inverted=_is_inverted(tokens),
    )


def _phrases(tokens: Sequence[str]) -> list[str]:
    """The tokens joined into the longest phrases we know, from left to right."""
    phrases: list[str] = []
    place = 0
    while place < len(tokens):
        phrases.append(_phrase(tokens, place))
        place += phrases[-1].count(" ") + 1
    return phrases


def _phrase(tokens: Sequence[str], place: int) -> str:
    """The longest known phrase that starts there; the one token where none is known."""
    longest_first = (" ".join(tokens[place : place + length]) for length in range(LONGEST_PHRASE, 0, -1))
    return next((phrase for phrase in longest_first if phrase in EVERY_PHRASE), tokens[place])


def _is_inverted(tokens: Sequence[str]) -> bool:
    """Whether something stands between an auxiliary and its verb, as in a question: "er 42 gitt", but not "42 er gitt"."""
    for place, token in enumerate(tokens):
        if token in AUXILIARY and _phrase(tokens, place) == token:
            after = next((at for at in range(place + 1, len(tokens)) if tokens[at] not in BETWEEN), None)
            if after is None or _phrase(tokens, after) not in VERB_OF:
                return True
    return False


def _doubt(line: str, spoken: SpokenDay, words: _Words) -> Why | None:
    """The first reason not to act on the message."""
    doubts = (
        (_CANDIDATE.search(spoken.rest), Why.CANDIDATE),
        (not NEGATION.isdisjoint(words.unknown), Why.NEGATED),
        (("?" in line or words.is_inverted) and not HARMLESS.issuperset(words.verbs), Why.QUESTION),
        (not spoken.is_clear or _ORDINAL.search(spoken.rest), Why.DAY),
        (words.unknown or len(words.numbers) > _MOST_NUMBERS, Why.WORDS),
        (len(words.verbs) > 1 or _is_mismatched(words), Why.SEVERAL),
        (not words.verbs and (spoken.days or not words.numbers), Why.NO_VERB),
        (spoken.days and not CONFIRMED.issuperset(words.verbs), Why.DAY),
    )
    return next((why for is_so, why in doubts if is_so), None)


def _is_mismatched(words: _Words) -> bool:
    """Whether a word stands there that does not go with the verb, or "cases" without saying which."""
    return bool(_strange(words)) or (not words.numbers and not PLURAL.isdisjoint(words.filler))


def _strange(words: _Words) -> list[str]:
    """The words that do not go with the verbs."""
    verbs = words.verbs or (Verb.LOOK,)
    return [word for word in words.filler if word in ONLY_WITH and not ONLY_WITH[word].issuperset(verbs)]


def _possible(reason: Why, line: str, spoken: SpokenDay, words: _Words, today: date) -> tuple[Said, ...]:
    """What to offer instead: what each clause says, else each verb that may be meant, and a look at the cases named."""
    is_doubtful = reason is Why.DAY and len(words.numbers) > 1  # one of them may be half of a date
    numbers = () if is_doubtful else words.numbers
    look = (Said(Verb.LOOK, numbers),) if numbers else ()
    if reason is Why.CANDIDATE:
        return ()
    if reason is Why.NEGATED:
        return look
    clauses = _clauses(line, today) if len(words.verbs) > 1 else ()
    return clauses or (*(Said(verb, numbers, spoken.day) for verb in _offered(words)), *look)


def _clauses(line: str, today: date) -> tuple[Said, ...]:
    """What each part between commas and "and" says, when each of several says something of its own cases."""
    parts = re.split(r"[,;\n]| og | and ", line)
    said = [understand(part, today) for part in parts] if len(parts) > 1 else []
    clear = tuple(part for part in said if isinstance(part, Said) and part.numbers)
    return clear if len(clear) == len(said) else ()


def _offered(words: _Words) -> tuple[Verb, ...]:
    """The verbs that stood there, and those that the words beside them go with."""
    strange = _strange(words)
    if not words.verbs and not AGREED.isdisjoint(strange):
        return (Verb.OK,)
    meant = [verb for word in strange if word not in AGREED for verb in Verb if verb in ONLY_WITH[word] & CONFIRMED]
    return _once(verb for verb in (*words.verbs, *meant) if verb not in HARMLESS)


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
