"""What a mail asks for, with the words that decided; unsure when in doubt, for a wrong guess costs more than a question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.exams import Language
from casework.messages import Ask, Box, Intent, Mentions
from mailgateway.mentions import mentions_of, without_mentions
from mailgateway.quotes import without_frame
from mailgateway.wording import ASKS, HOW, LANGUAGE_WORDS, NEGATION, NO_ASK, NOUNS, OF_OURS, Patterns

_TEXT_LIMIT = 6000  # characters; nobody asks further down
_SENTENCE_LIMIT = 600
_HEADING_WORDS = 9  # a sentence so short may be nothing but the name of what is wanted
_FILLER_WORDS = 6  # beside what is named, a mail to a box that speaks for itself
_BOX_ASKS = {Box.EXPLANATION: Ask.EXPLANATION, Box.APPEAL: Ask.APPEAL, Box.FORMAL_ERROR: Ask.FORMAL_ERROR}
_REPLY = re.compile(r"\s*(?:(?:sv|vs|vb|re|fw|fwd|videresend|vidaresend|svar)\s*:\s*)+", re.IGNORECASE)
_OUR_NUMBER = re.compile(r"\[\d{1,7}/20\d{2}\]")
_TAG = re.compile(
    r"\[\s*(?:(begrunnelse|grunngjeving|grunngiving|explanation)|(klage|appeal)|(formell feil|formelle feil|formal error))\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_CLAUSE = re.compile(r"[,;:]| men | but ")
_NO_LONGER = re.compile(r"lenger|lengre|lengjer|no longer", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Found:
    """One ask with the words it was seen in; `doubtful` in a negation or a question about how it is done, `bare` without a verb."""

    ask: Ask
    words: str
    doubtful: bool = False
    bare: bool = False


def intent_of(boxes: Sequence[Box], subject: str, text: str) -> Intent:
    """What the writer wants. `text` is the new part only; a subject that answers one of ours says nothing of what is wanted."""
    text = text[:_TEXT_LIMIT]
    mentions = mentions_of(f"{subject}\n{text}")
    language = language_of(text) or language_of(f"{_own_subject(subject)} {text}")
    body = without_frame(text)
    from_text = list(_asks(body))
    from_subject = _subject_asks(subject)
    boxed = _box_ask(boxes)
    found = _settled([*from_text, *from_subject], boxed, named=mentions != Mentions())
    if found is None and boxed and not from_text and _fits_box(from_subject, boxed) and _only_names(subject, body):
        found = _Found(boxed, f"{_box_of(boxed)}@")
    if found is not None:
        return Intent(found.ask, True, _because([found, *from_text, *from_subject]), mentions, language)
    guess = next((one.ask for one in (*from_text, *from_subject) if not one.doubtful), Ask.OTHER)
    return Intent(guess, False, _because([*from_text, *from_subject]), mentions, language)


def language_of(text: str) -> Language | None:
    """The language a text is written in, or None when it is too short to tell."""
    words = [word.lower() for word in _WORD.findall(text[:_TEXT_LIMIT])]
    points = {
        language: sum(2 if word in strong else 1 for word in words if word in strong or word in weak)
        for language, (strong, weak) in LANGUAGE_WORDS.items()
    }
    best, second, *_ = sorted(points.values(), reverse=True)
    if best < 2 or best < second + 2:
        return None
    return next(language for language, score in points.items() if score == best)


def _settled(found: Sequence[_Found], boxed: Ask | None, *, named: bool) -> _Found | None:
    """The one thing that is asked for beyond doubt, or None. A bare word needs a box, or something named, beside it."""
    asks = {one.ask for one in found}
    if len(asks) != 1 or any(one.doubtful for one in found):
        return None
    if boxed is None and not named and all(one.bare for one in found):
        return None
    only = found[0]
    free = {Ask.WITHDRAWAL, Ask.STATUS}
    return only if boxed in (None, only.ask) or only.ask in free else None


def _asks(text: str) -> Iterable[_Found]:
    for sentence in _SENTENCES.split(text):
        bare = " ".join(sentence[:_SENTENCE_LIMIT].split())
        if bare:
            yield from _in_sentence(bare)


def _in_sentence(sentence: str) -> Iterable[_Found]:
    left = sentence
    for pattern in NO_ASK:
        left = pattern.sub(" … ", left)
    is_how = _holds(HOW, sentence, at_start=True)
    seen = False
    for ask, patterns in ASKS:
        for pattern in patterns:
            for match in pattern.finditer(left):
                seen = True
                yield _Found(ask, match[0], _is_doubtful(ask, left, match, is_how=is_how))
            left = pattern.sub(" … ", left)
    if not seen and len(sentence.split()) <= _HEADING_WORDS:
        yield from _nouns(left, doubtful=is_how or sentence.endswith("?"))


def _holds(patterns: Patterns, text: str, *, at_start: bool = False) -> bool:
    found = (pattern.search(text) for pattern in patterns)
    return any(match is not None and (not at_start or match.start() <= 2) for match in found)


def _is_doubtful(ask: Ask, sentence: str, match: re.Match[str], *, is_how: bool) -> bool:
    if ask is Ask.STATUS:
        return OF_OURS.search(sentence) is None
    before = _CLAUSE.split(sentence[: match.start()])[-1][-40:]
    around = before if _NO_LONGER.search(match[0]) else before + match[0]
    asked = sentence.rstrip().endswith("?") and ask is not Ask.EXPLANATION
    return is_how or asked or _holds(NEGATION, around)


def _nouns(sentence: str, *, doubtful: bool = False) -> Iterable[_Found]:
    for ask, pattern in NOUNS:
        if match := pattern.match(sentence):
            yield _Found(ask, match[0].strip(), doubtful or _holds(NEGATION, sentence), bare=True)
            return


def _subject_asks(subject: str) -> list[_Found]:
    own = _own_subject(subject)
    if tag := _TAG.search(own):
        ask = Ask.EXPLANATION if tag[1] else Ask.APPEAL if tag[2] else Ask.FORMAL_ERROR
        return [_Found(ask, tag[0].lstrip("[ "))]
    return list(_in_sentence(" ".join(own.split()))) if own else []


def _own_subject(subject: str) -> str:
    """The subject where the writer made it, "" where it came from a mail that is answered or passed on."""
    return "" if _REPLY.match(subject) or _OUR_NUMBER.search(subject) else subject.strip()


def _box_ask(boxes: Sequence[Box]) -> Ask | None:
    asks = {_BOX_ASKS[box] for box in boxes if box in _BOX_ASKS}
    return asks.pop() if len(asks) == 1 else None


def _box_of(ask: Ask) -> Box:
    return next(box for box, boxed in _BOX_ASKS.items() if boxed is ask)


def _fits_box(from_subject: Sequence[_Found], boxed: Ask) -> bool:
    """Whether the subject does not speak against the box; "Klage" alone may well mean a formal error."""
    fitting = {boxed, Ask.APPEAL} if boxed is Ask.FORMAL_ERROR else {boxed}
    return all(one.ask in fitting and not one.doubtful for one in from_subject)


def _only_names(subject: str, body: str) -> bool:
    """Whether a mail names an exam and says nothing else, so that the address it was sent to says what is wanted."""
    named = mentions_of(f"{_own_subject(subject)}\n{body}")
    if not (named.courses or named.candidates or named.groups) or "?" in body or _holds(NEGATION, body):
        return False
    return len(_WORD.findall(without_mentions(body))) <= _FILLER_WORDS


def _because(found: Sequence[_Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(one.words.split())[:80] for one in found if one.words.strip()))
