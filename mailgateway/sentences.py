"""What single sentences ask for, each thing with the words it was seen in and whether the words around put it in doubt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casework.messages import Ask
from mailgateway.doubts import (
    FOR_ANOTHER,
    GRADED,
    HOW,
    IF,
    IT,
    NEGATION,
    NOT_OURS,
    OF_OURS,
    POLITE,
    STATED,
    TOLD_OF,
    WISH,
)
from mailgateway.mentions import mentions_of
from mailgateway.reservations import is_denied, reservation, without_quoted_words
from mailgateway.stems import asking
from mailgateway.vocabulary import Patterns
from mailgateway.wording import ASKS, IN_PASSING, NO_ASK, NOUNS, POINTED, THOUGHT, something

_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_CLAUSE = re.compile(
    r"[,;:]| men | but | so |(?<!være) så | derfor | difor "
    r"| (?:og|and) (?=(?:jeg|eg|vi|i|we|ber|bed|vil|ønsker|ønskjer|ynskjer|klager|klagar|would|want)\b|$)",
    re.IGNORECASE,
)
_SENTENCE_LIMIT = 600
_HEADING_WORDS = 9  # a sentence so short may be nothing but the name of what is wanted
_WHY = re.compile(r"\b(?:hvorfor|kvifor|why)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One ask with the words it was seen in.

    `doubtful` in a question about how it is done, `against` where it is not wanted or only thought of, `bare` without a verb,
    `graded` where the sentence speaks of a grade, `placed` where it names a course,
    `passing` where it only stands there, which counts in its own box alone; `doubt` are the words around it that made it doubtful.
    """

    ask: Ask
    words: str
    doubtful: bool = False
    against: bool = False
    bare: bool = False
    graded: bool = False
    placed: bool = False
    passing: bool = False
    doubt: str = ""


def asks_in(text: str, *, answers_ours: bool) -> Iterable[Found]:
    """Every ask in the sentences of a text; `answers_ours` is whether it answers a letter of ours."""
    for sentence in _SENTENCES.split(without_quoted_words(text)):
        bare = " ".join(sentence[:_SENTENCE_LIMIT].split())
        if bare:
            yield from asks_in_sentence(bare, answers_ours=answers_ours)


def asks_in_sentence(sentence: str, *, answers_ours: bool = False) -> Iterable[Found]:
    """Every ask in one sentence; where it holds none, the name of one that it begins with, or that stands in it."""
    sentence = sentence[:_SENTENCE_LIMIT]
    is_short = len(sentence.split()) <= _HEADING_WORDS
    small = sentence.lower()
    may_ask = asking().search(small) is not None
    if not (is_short or may_ask):
        return
    says_something = may_ask and something().search(small) is not None
    if not (is_short or says_something or IN_PASSING.search(sentence)):
        return
    is_how = holds(HOW, sentence, at_start=True)
    found: list[Found] = []
    left = sentence
    if says_something:
        found, left = _sought(sentence, is_how=is_how, answers_ours=answers_ours)
    if not found and is_short:
        found = list(_nouns(left, doubtful=is_how or sentence.endswith("?")))
    if not found and not is_how:
        found = list(_in_passing(sentence, left))
    yield from found


def _sought(sentence: str, *, is_how: bool, answers_ours: bool) -> tuple[list[Found], str]:
    """Every ask in a sentence, and the sentence without them."""
    found: list[Found] = []
    left = sentence
    for pattern in _matching(POINTED, left):
        found += [_pointed(sentence, match, is_how=is_how) for match in pattern.finditer(left)]
        left = pattern.sub(" … ", left)
    for pattern in _matching(NO_ASK, left):
        left = pattern.sub(" … ", left)
    for pattern in _matching(THOUGHT, left):
        found += [Found(Ask.APPEAL, match[0], doubtful=True, against=True) for match in pattern.finditer(left)]
        left = pattern.sub(" … ", left)
    for ask, patterns in ASKS:
        for pattern in _matching(patterns, left):
            matches = list(pattern.finditer(left))
            if ask is Ask.STATUS:
                found += [_status(sentence, match, answers_ours=answers_ours) for match in matches]
            else:
                found += [_weigh(ask, sentence, left, match, is_how=is_how) for match in matches]
            left = pattern.sub(" … ", left) if matches else left
    return found, left


def _matching(patterns: Patterns, text: str) -> Patterns:
    """The patterns to go through: none where the text holds none of them."""
    return patterns if holds(patterns, text) else Patterns()


def holds(patterns: Patterns, text: str, *, at_start: bool = False) -> bool:
    """Whether a text holds one of these, or begins with it."""
    found = patterns.together.search(text.lower())
    return found is not None and (not at_start or found.start() <= 2)


def _weigh(ask: Ask, sentence: str, left: str, match: re.Match[str], *, is_how: bool) -> Found:
    """One ask, with whether the words around it take it back or put it in doubt."""
    before, after = _CLAUSE.split(left[: match.start()])[-1], left[match.end() :]
    around = before[-40:] if ask is Ask.WITHDRAWAL else before[-40:] + _WHY.split(match[0])[0]
    wished = WISH.search(sentence) if ask is Ask.EXPLANATION else POLITE.search(before)
    asked = sentence.rstrip().endswith("?") and not wished
    doubt = reservation(ask, sentence, before, match[0], after, wished=wished is not None)
    doubtful = is_how or asked or bool(doubt) or any(pattern.search(before) for pattern in (IF, FOR_ANOTHER))
    against = ask is not Ask.OTHER and (holds(NEGATION, around) or is_denied(ask, match[0], after))
    graded, placed = GRADED.search(sentence) is not None, bool(mentions_of(sentence).courses)
    return Found(ask, match[0], doubtful, against, graded=graded, placed=placed, doubt=doubt)


def _pointed(sentence: str, match: re.Match[str], *, is_how: bool) -> Found:
    """An appeal that points back at the grade; what was said of the grade before does not take it back."""
    asked = is_how or sentence.rstrip().endswith("?")
    return Found(Ask.APPEAL, match[0], asked, holds(NEGATION, match[0][-30:]), graded=True)


def _status(sentence: str, match: re.Match[str], *, answers_ours: bool) -> Found:
    """A question about the state of things, in doubt where it may not be about a case."""
    ours = OF_OURS.search(sentence) is not None or (answers_ours and IT.search(sentence) is not None)
    ours = ours and NOT_OURS.search(sentence) is None
    return Found(Ask.STATUS, match[0], doubtful=not ours)


def _nouns(sentence: str, *, doubtful: bool = False) -> Iterable[Found]:
    for ask, pattern in NOUNS:
        if match := pattern.match(sentence):
            told = ask is not Ask.WITHDRAWAL and (STATED.search(sentence) or TOLD_OF.match(sentence)) is not None
            yield Found(ask, match[0].strip(), doubtful, against=told or holds(NEGATION, sentence), bare=True)
            return


def _in_passing(sentence: str, left: str) -> Iterable[Found]:
    """The bare word for an explanation somewhere in a sentence that neither asks about it nor denies it."""
    match = IN_PASSING.search(left)
    is_question = "?" in sentence and not WISH.search(sentence)
    if match and not is_question and not IF.search(left[: match.start()]) and not holds(NEGATION, sentence):
        yield Found(Ask.EXPLANATION, match[0], bare=True, passing=True)
