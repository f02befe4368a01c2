"""What a mail asks for, with the words that decided; unsure when in doubt, for a wrong guess costs more than a question."""

import re
from collections.abc import Sequence

from casework.messages import Ask, Box, Intent, Mentions
from mailgateway.doubts import ASKING_ELSE, FAMILY, FIRST_PERSON, GRADED, NEGATION, OPINION, SPOKEN
from mailgateway.languages import language_of
from mailgateway.mentions import mentions_of, without_mentions
from mailgateway.quotes import without_frame
from mailgateway.replies import answer_in
from mailgateway.reservations import is_about_else, misgiving
from mailgateway.sentences import Found, asks_in, asks_in_sentence, holds

_TEXT_LIMIT = 6000  # characters; nobody asks further down
_HEADED_WORDS = 8  # below a heading that says what is wanted, unless somebody speaks of himself
_FILLER_WORDS = 6  # beside what is named, a mail to a box that speaks for itself
_BOX_ASKS = {Box.EXPLANATION: Ask.EXPLANATION, Box.APPEAL: Ask.APPEAL, Box.FORMAL_ERROR: Ask.FORMAL_ERROR}
_REPLY = re.compile(r"\s*(?:(?:sv|vs|vb|re|fw|fwd|videresend|vidaresend|svar)\s*:\s*)+", re.IGNORECASE)
_OUR_NUMBER = re.compile(r"\[\d{1,7}/20\d{2}\]")
_TAG = re.compile(
    r"\[\s*(?:(begrunnelse|grunngjeving|grunngiving|explanation)|(klage|appeal)|(formell feil|formelle feil|formal error))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_FREE = frozenset({Ask.WITHDRAWAL, Ask.STATUS})  # asked at any box
_NAMING = frozenset({Ask.FORMAL_ERROR, Ask.WITHDRAWAL, Ask.STATUS})
_UNGRADED_WORDS = 20  # of a mail that appeals and speaks of no grade
_OFFERED = (Ask.EXPLANATION, Ask.APPEAL, Ask.FORMAL_ERROR, Ask.WITHDRAWAL)


def intent_of(boxes: Sequence[Box], subject: str, text: str, *, answers_ours: bool = False) -> Intent:
    """What the writer wants. `text` is the new part only; a subject that answers one of ours says nothing of what is wanted.

    `answers_ours` is whether a token proves that; a case number in the subject is taken for the same.
    """
    text = text[:_TEXT_LIMIT]
    mentions = mentions_of(f"{subject}\n{text}")
    language = language_of(text, _own_subject(subject))
    body = without_frame(text)
    answers_ours = answers_ours or _OUR_NUMBER.search(subject) is not None
    from_text = list(asks_in(body, answers_ours=answers_ours))
    from_subject = _subject_asks(subject)
    boxed = _box_ask(boxes)
    if answers_ours and all(one.bare or one.against for one in from_text) and (answer := answer_in(body)):
        return Intent(answer.ask, True, answer.words, mentions, language)
    found = _settled(from_text, from_subject, boxed, body, named=mentions != Mentions())
    if found is None and boxed and not from_text and _fits_box(from_subject, boxed) and _only_names(subject, body):
        found = Found(boxed, f"{_box_of(boxed)}@")
    said = f"{_own_subject(subject)}\n{body}"
    doubt = _doubt(found, said)
    if found is not None and not doubt and _is_earnest(found, said, answers_ours=answers_ours):
        return Intent(found.ask, True, _because([found, *from_text, *from_subject]), mentions, language)
    seen = [*from_text, *from_subject]
    guess = next((one.ask for one in seen if not (one.doubtful or one.against)), Ask.OTHER)
    return Intent(guess, False, _because(seen, doubt), mentions, language, _choices(seen, boxed))


def _doubt(found: Found | None, said: str) -> str:
    """The words that put a whole mail in doubt, "" where none do."""
    if found is None:
        return ""
    family = FAMILY.search(said)
    return family[0] if family else misgiving(found.ask, said)


def _is_earnest(found: Found, said: str, *, answers_ours: bool) -> bool:
    """Whether nothing else in a mail speaks against what was found in it."""
    if found.bare and answers_ours and found.ask is not Ask.WITHDRAWAL:
        return False
    if found.ask is Ask.APPEAL and not (found.graded or found.placed or found.bare) and not GRADED.search(said):
        return len(_WORD.findall(without_mentions(said))) <= _UNGRADED_WORDS and not is_about_else(said)
    return True


def _choices(seen: Sequence[Found], boxed: Ask | None) -> tuple[Ask, ...]:
    """What may be meant: what is said to be wanted, then what is asked about, then what the box is for, then what is thought of."""
    wanted = [one.ask for one in seen if not (one.doubtful or one.against)]
    doubtful = [one.ask for one in seen if one.doubtful]
    thought_of = [one.ask for one in seen if one.against]
    likely = dict.fromkeys([*wanted, *doubtful, *([boxed] if boxed else []), *thought_of])
    return tuple(ask for ask in likely if ask in _OFFERED)


def _settled(
    from_text: Sequence[Found], from_subject: Sequence[Found], boxed: Ask | None, body: str, *, named: bool
) -> Found | None:
    """The one thing that is asked for beyond doubt, or None."""
    seen = [*from_text, *from_subject]
    if boxed is Ask.EXPLANATION and any(one.passing for one in seen) and _plainly_explained(seen, body):
        return seen[0]
    from_text = [one for one in from_text if not one.passing]
    from_subject = [one for one in from_subject if not one.passing]
    found = [*from_text, *_headings(from_text, from_subject)]
    wanted = _weighed([one for one in found if not one.against])
    asks = {one.ask for one in wanted}
    if len(asks) != 1 or Ask.OTHER in asks or any(one.doubtful for one in wanted):
        return None
    if any(one.against and one.ask in asks for one in found):
        return None
    if Ask.FORMAL_ERROR in asks and any(one.against and one.doubtful and one.ask is Ask.APPEAL for one in found):
        return None
    firm = [one for one in wanted if not one.bare]
    if not firm:
        return wanted[0] if _is_heading(wanted, boxed, body, named=named) else None
    return firm[0] if _may_be_asked_there(firm, boxed, named=named) else None


def _plainly_explained(seen: Sequence[Found], body: str) -> bool:
    """Whether a mail to the box for explanations speaks of one, wants nothing else and takes nothing back."""
    certain = all(one.ask is Ask.EXPLANATION and not (one.doubtful or one.against) for one in seen)
    return certain and not ASKING_ELSE.search(body)


def _headings(from_text: Sequence[Found], from_subject: Sequence[Found]) -> Sequence[Found]:
    """What the subject adds: nothing where the text thinks better of it, only asks about it, or says what the complaint is about."""
    asked = {one.ask for one in from_text if one.doubtful} - _FREE
    from_subject = [one for one in from_subject if one.ask not in asked or one.doubtful or one.bare]
    firm = {one.ask for one in from_text if not (one.bare or one.doubtful or one.against)}
    if len(firm) != 1:
        return from_subject
    thought_of = {one.ask for one in from_text if one.against}
    told = firm == {Ask.APPEAL} and any(one.graded for one in from_text)
    return [
        one
        for one in from_subject
        if not (one.ask in thought_of - firm and one.bare) and not (told and one.ask is Ask.OTHER)
    ]


def _weighed(wanted: Sequence[Found]) -> Sequence[Found]:
    """What counts: beside a complaint of errors, a withdrawal or a question about a case, a mere "klage" only names it."""
    firm = {one.ask for one in wanted if not (one.bare or one.doubtful)}
    wanted = [one for one in wanted if not (one.doubtful and one.ask in firm)]
    if firm & _NAMING:
        wanted = [one for one in wanted if not one.bare or one.ask in firm]
    if Ask.FORMAL_ERROR in firm:
        wanted = [one for one in wanted if one.ask is not Ask.APPEAL or one.graded or GRADED.search(one.words)]
    return wanted


def _is_heading(wanted: Sequence[Found], boxed: Ask | None, body: str, *, named: bool) -> bool:
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


def _may_be_asked_there(firm: Sequence[Found], boxed: Ask | None, *, named: bool) -> bool:
    """Whether what is said in so many words holds although it came to the box of something else."""
    ask = firm[0].ask
    if boxed in (None, ask) or ask in _FREE:
        return True
    return named and (ask is not Ask.APPEAL or any(one.graded for one in firm))


def _subject_asks(subject: str) -> list[Found]:
    own = _own_subject(subject)
    if tag := _TAG.search(own):
        ask = Ask.EXPLANATION if tag[1] else Ask.APPEAL if tag[2] else Ask.FORMAL_ERROR
        return [Found(ask, tag[0].lstrip("[ "))]
    return list(asks_in_sentence(" ".join(own.split()))) if own else []


def _own_subject(subject: str) -> str:
    """The subject where the writer made it, "" where it came from a mail that is answered or passed on."""
    return "" if _REPLY.match(subject) or _OUR_NUMBER.search(subject) else subject.strip()


def _box_ask(boxes: Sequence[Box]) -> Ask | None:
    asks = {_BOX_ASKS[box] for box in boxes if box in _BOX_ASKS}
    return asks.pop() if len(asks) == 1 else None


def _box_of(ask: Ask) -> Box:
    return next(box for box, boxed in _BOX_ASKS.items() if boxed is ask)


def _fits_box(from_subject: Sequence[Found], boxed: Ask) -> bool:
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
        or holds(NEGATION, body)
    ):
        return False
    return len(_WORD.findall(without_mentions(body))) <= _FILLER_WORDS


def _because(found: Sequence[Found], doubt: str = "") -> tuple[str, ...]:
    """The words that decided: of each wish, what put it in doubt, and what put the whole mail in doubt."""
    words = [said for one in found for said in (one.words, one.doubt)]
    return tuple(dict.fromkeys(" ".join(said.split())[:80] for said in (*words, doubt) if said.strip()))
