"""What a mail asks for, with the words that decided; unsure when in doubt, for a wrong guess costs more than a question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.messages import Ask, Box, Intent, Mentions
from mailgateway.doubts import (
    FIRST_PERSON,
    FOR_ANOTHER,
    GRADED,
    HOW,
    IF,
    NEGATION,
    NOT_OURS,
    OF_OURS,
    OPINION,
    POLITE,
    SPOKEN,
    STATED,
    WISH,
)
from mailgateway.languages import language_of
from mailgateway.mentions import mentions_of, without_mentions
from mailgateway.quotes import without_frame
from mailgateway.wording import ASKS, NO_ASK, NOUNS, THOUGHT, Patterns, something

_TEXT_LIMIT = 6000  # characters; nobody asks further down
_SENTENCE_LIMIT = 600
_HEADING_WORDS = 9  # a sentence so short may be nothing but the name of what is wanted
_HEADED_WORDS = 8  # below a heading that says what is wanted, unless somebody speaks of himself
_FILLER_WORDS = 6  # beside what is named, a mail to a box that speaks for itself
_BOX_ASKS = {Box.EXPLANATION: Ask.EXPLANATION, Box.APPEAL: Ask.APPEAL, Box.FORMAL_ERROR: Ask.FORMAL_ERROR}
_REPLY = re.compile(r"\s*(?:(?:sv|vs|vb|re|fw|fwd|videresend|vidaresend|svar)\s*:\s*)+", re.IGNORECASE)
_OUR_NUMBER = re.compile(r"\[\d{1,7}/20\d{2}\]")
_TAG = re.compile(
    r"\[\s*(?:(begrunnelse|grunngjeving|grunngiving|explanation)|(klage|appeal)|(formell feil|formelle feil|formal error))\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_CLAUSE = re.compile(
    r"[,;:]| men | but | so |(?<!være) så | derfor | difor "
    r"| (?:og|and) (?=(?:jeg|eg|vi|i|we|ber|bed|vil|ønsker|ønskjer|ynskjer|klager|klagar|would|want)\b|$)"
)
_NO_LONGER = re.compile(r"lenger|lengre|lengjer|meir|no longer", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_FREE = frozenset({Ask.WITHDRAWAL, Ask.STATUS})  # asked at any box
_NAMING = frozenset({Ask.FORMAL_ERROR, Ask.WITHDRAWAL, Ask.STATUS})


@dataclass(frozen=True, slots=True)
class _Found:
    """One ask with the words it was seen in.

    `doubtful` in a question about how it is done, `against` where it is not wanted or only thought of, `bare` without a verb.
    """

    ask: Ask
    words: str
    doubtful: bool = False
    against: bool = False
    bare: bool = False


def intent_of(boxes: Sequence[Box], subject: str, text: str) -> Intent:
    """What the writer wants. `text` is the new part only; a subject that answers one of ours says nothing of what is wanted."""
    text = text[:_TEXT_LIMIT]
    mentions = mentions_of(f"{subject}\n{text}")
    language = language_of(text, _own_subject(subject))
    body = without_frame(text)
    from_text = list(_asks(body))
    from_subject = _subject_asks(subject)
    boxed = _box_ask(boxes)
    found = _settled([*from_text, *from_subject], boxed, body, named=mentions != Mentions())
    if found is None and boxed and not from_text and _fits_box(from_subject, boxed) and _only_names(subject, body):
        found = _Found(boxed, f"{_box_of(boxed)}@")
    if found is not None:
        return Intent(found.ask, True, _because([found, *from_text, *from_subject]), mentions, language)
    guess = next((one.ask for one in (*from_text, *from_subject) if not (one.doubtful or one.against)), Ask.OTHER)
    return Intent(guess, False, _because([*from_text, *from_subject]), mentions, language)


def _settled(found: Sequence[_Found], boxed: Ask | None, body: str, *, named: bool) -> _Found | None:
    """The one thing that is asked for beyond doubt, or None."""
    wanted = _weighed([one for one in found if not one.against])
    asks = {one.ask for one in wanted}
    if len(asks) != 1 or Ask.OTHER in asks or any(one.doubtful for one in wanted):
        return None
    if any(one.against and one.ask in asks for one in found):
        return None
    firm = [one for one in wanted if not one.bare]
    if not firm:
        return wanted[0] if _is_heading(wanted, boxed, body, named=named) else None
    return firm[0] if _may_be_asked_there(firm, boxed, named=named) else None


def _weighed(wanted: Sequence[_Found]) -> Sequence[_Found]:
    """What counts: beside a complaint of errors, a withdrawal or a question about a case, a mere "klage" only names it."""
    firm = {one.ask for one in wanted if not (one.bare or one.doubtful)}
    wanted = [one for one in wanted if not (one.doubtful and one.ask in firm)]
    if firm & _NAMING:
        wanted = [one for one in wanted if not one.bare or one.ask in firm]
    if Ask.FORMAL_ERROR in firm:
        wanted = [one for one in wanted if one.ask is not Ask.APPEAL or GRADED.search(one.words)]
    return wanted


def _is_heading(wanted: Sequence[_Found], boxed: Ask | None, body: str, *, named: bool) -> bool:
    """Whether a bare word says what is wanted: beside it stands a box of its own or something named, and nothing speaks against it."""
    left = body
    for one in wanted:
        left = left.replace(one.words, " ", 1)
    if (
        "?" in body
        or SPOKEN.search(left)
        or (len(_WORD.findall(without_mentions(left))) > _HEADED_WORDS and not FIRST_PERSON.search(left))
    ):
        return False
    return (
        boxed is wanted[0].ask or (boxed is None and named) or (wanted[0].ask in _FREE and (boxed is not None or named))
    )


def _may_be_asked_there(firm: Sequence[_Found], boxed: Ask | None, *, named: bool) -> bool:
    """Whether what is said in so many words holds although it came to the box of something else."""
    ask = firm[0].ask
    if boxed in (None, ask) or ask in _FREE:
        return True
    return named and (ask is not Ask.APPEAL or any(GRADED.search(one.words) for one in firm))


def _asks(text: str) -> Iterable[_Found]:
    for sentence in _SENTENCES.split(text):
        bare = " ".join(sentence[:_SENTENCE_LIMIT].split())
        if bare:
            yield from _in_sentence(bare)


def _in_sentence(sentence: str) -> Iterable[_Found]:
    is_short = len(sentence.split()) <= _HEADING_WORDS
    says_something = something().search(sentence.lower()) is not None
    if not is_short and not says_something:
        return
    is_how = _holds(HOW, sentence, at_start=True)
    found, left = _sought(sentence, is_how=is_how) if says_something else ([], sentence)
    yield from found
    if is_short and not found:
        yield from _nouns(left, doubtful=is_how or sentence.endswith("?"))


def _sought(sentence: str, *, is_how: bool) -> tuple[list[_Found], str]:
    """Every ask in a sentence, and the sentence without them."""
    found, left = [], sentence
    for pattern in NO_ASK:
        left = pattern.sub(" … ", left)
    for pattern in THOUGHT:
        found += [_Found(Ask.APPEAL, match[0], against=True) for match in pattern.finditer(left)]
        left = pattern.sub(" … ", left)
    for ask, patterns in ASKS:
        for pattern in patterns:
            matches = list(pattern.finditer(left))
            found += [_weigh(ask, sentence, left, match, is_how=is_how) for match in matches]
            left = pattern.sub(" … ", left) if matches else left
    return found, left


def _holds(patterns: Patterns, text: str, *, at_start: bool = False) -> bool:
    found = (pattern.search(text) for pattern in patterns)
    return any(match is not None and (not at_start or match.start() <= 2) for match in found)


def _weigh(ask: Ask, sentence: str, left: str, match: re.Match[str], *, is_how: bool) -> _Found:
    """One ask, with whether the words around it take it back or put it in doubt."""
    if ask is Ask.STATUS:
        return _Found(ask, match[0], doubtful=OF_OURS.search(sentence) is None or NOT_OURS.search(sentence) is not None)
    before = _CLAUSE.split(left[: match.start()])[-1]
    around = before[-40:] if _NO_LONGER.search(match[0]) else before[-40:] + match[0]
    wished = WISH.search(sentence) if ask is Ask.EXPLANATION else POLITE.search(before)
    asked = sentence.rstrip().endswith("?") and not wished
    doubtful = is_how or asked or any(pattern.search(before) for pattern in (IF, FOR_ANOTHER))
    return _Found(ask, match[0], doubtful=doubtful, against=ask is not Ask.OTHER and _holds(NEGATION, around))


def _nouns(sentence: str, *, doubtful: bool = False) -> Iterable[_Found]:
    for ask, pattern in NOUNS:
        if match := pattern.match(sentence):
            told = STATED.search(sentence) is not None and ask is not Ask.WITHDRAWAL
            yield _Found(ask, match[0].strip(), doubtful, against=told or _holds(NEGATION, sentence), bare=True)
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
    return all(one.ask in fitting and not (one.doubtful or one.against) for one in from_subject)


def _only_names(subject: str, body: str) -> bool:
    """Whether a mail names an exam and says nothing else, so that the address it was sent to says what is wanted."""
    named = mentions_of(f"{_own_subject(subject)}\n{body}")
    if (
        not (named.courses or named.candidates or named.groups)
        or "?" in body
        or SPOKEN.search(body)
        or OPINION.search(body)
        or _holds(NEGATION, body)
    ):
        return False
    return len(_WORD.findall(without_mentions(body))) <= _FILLER_WORDS


def _because(found: Sequence[_Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(one.words.split())[:80] for one in found if one.words.strip()))
