"""The new part of a reply, and what was quoted: told apart by how mail programs introduce a quote; nothing is lost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from mailgateway.introductions import ATTRIBUTIONS, INLINE, SEPARATORS, UNENDED, VERB, VERBLESS

_LINE_LIMIT = 400  # characters of a line that a rule looks at
_LINES_AT_MOST = 5000  # nobody writes more; what is below counts as quoted
_WRAPPED = 3  # an introduction may be broken over so many lines
_WRAPPED_LINK = 5  # and one whose address became a link over so many, an empty one among them
_TELLING = re.compile(r"[:@]|[-_\u2010-\u2015]{2}")  # every introduction holds one of these, as few lines of a mail do

# The block of header fields that Outlook and others put above a quote.
_FROM = re.compile(
    r"[*_ ]{0,3}(?:fra|frå|from)[*_ ]{0,3}:[*_\s]{0,4}(?:.{0,120}@|(?-i:[A-ZÆØÅÄÖ\"'“«\[<]))", re.IGNORECASE
)
_SENT = re.compile(r"[*_ ]{0,3}(?:sendt|send|dato|sent|date)[*_ ]{0,3}:[*_\s]{0,4}\S", re.IGNORECASE)
_TO = re.compile(r"[*_ ]{0,3}(?:til|to|kopi|cc|emne|subject|svar til|reply-to)[*_ ]{0,3}:", re.IGNORECASE)
_BLOCK = (_FROM, _SENT, _TO)
_FIELD = re.compile(
    r"[*_ ]{0,3}(?:(sendt|send|dato|sent|date)|(til|to)|(emne|subject)|(fra|frå|from))[*_ ]{0,3}:", re.IGNORECASE
)
_HEADED = re.compile(
    r"[*_ ]{0,3}\w[\w -]{1,30}[*_ ]{0,3}:|.{0,300}(?:@|;$)"
)  # a field, or the addresses that go on below it
# Programs always say the hour, a letter's heading only the day.
_CLOCK = re.compile(r".*(?<![\d./-])\d{1,2}[:.]\d{2}(?![\d./-])")
_PROGRAMS_FROM = re.compile(r"[^:]{1,8}:.{0,120}[<(\[]\S{1,120}@|[^:]{1,8}:[*_\s]{0,4}\S{1,120}@\S{1,120}$")
_GOES_ON = re.compile(r"[<(\[>]|mailto:|[^\s@]{1,64}@")
_RULE_LINE = re.compile(r"[_-]{10,}\s*$")
# What a telephone writes by itself.
_PROGRAM = r"(?:outlook|airmail|spark|yahoo|proton ?mail|gmail|mobil(?:en|e)?|telefon(?:en)?|phone|galaxy|samsung|i(?:phone|pad)|android)"
_SENT_FROM = re.compile(
    r"[(<]{0,2}(?:(?:sendt fra|send frå|sendt frå|sent from)\b|(?:hent|få|last ned|get) \[?outlook\b"
    rf"|(?:sendt|send|sent|skrevet|skrive) (?:med|via|på|with|by|using) (?:min |my |a )?{_PROGRAM}\b).{{0,120}}$",
    re.IGNORECASE,
)
# Who goes on in the same line wants something; who begs pardon for misspellings does not.
_WANTS = re.compile(
    r".*\b(?:jeg|eg|vi|i|we)\b.{0,30}\b(?:klag|ber om|bed om|ønsk|ynsk|vil\b|trekk|appeal|request|want|would like|withdraw)",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"[-*#~=_+\u1427\s]*$")  # lines and marks that say nothing
_NAMES = r"(?:[ ,]+(?:du|dere|de|alle(?: sammen)?|all|there|everyone|[A-ZÆØÅ][\w.'-]{0,30})){0,4}"
_GREETING_WORD = (
    r"(?i:hei ?sann|heia|hei|halla|hallo|god (?:dag|morgen|kveld)|gode? morgon|kjære"
    r"|hi|hello|hey|dear|good (?:morning|day|afternoon))"
)
_GREETING = re.compile(rf"{_GREETING_WORD}(?: igjen| again)?{_NAMES}\s*[,.!:]*$")
_GREETED = re.compile(rf"{_GREETING_WORD}(?: igjen| again)?{_NAMES}\s*[,!.:–-]+\s*(?=\S)")
_CLOSING = re.compile(
    r"(?:--\s*$|mvh\b|vh\b|hilsen\b|hilsing\b|helsing\b|med (?:venn?lig|venn?leg|beste?) (?:hilsen|helsing)"
    r"|(?:vennlig|beste|god) hilsen|(?:venn?leg|beste|god) helsing|(?:best|kind|warm) regards|regards\b|best wishes|sincerely|yours\b)",
    re.IGNORECASE,
)
# What nobody keeps in a signature: a postscript, somebody who speaks of himself, a question.
_SPEAKS = re.compile(
    r"p\.? ?s\b[.:;, ]|.{0,200}(?<!\w)(?:jeg|eg|(?:klager|klagar) (?:også|òg|på)|ønsker|ynskjer|ber om|bed om"
    r"|(?-i:I (?:am|also|want|wish|would|have|need|ask|appeal|request|withdraw|will|do|can)|I'[a-z]{1,4}))(?!\w)"
    r"|\w+ \w+ \w.{0,300}\?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Split:
    """The writer's own lines, and all the others; together they are every line of the mail."""

    visible: str
    elided: str


def split(text: str) -> Split:
    """Takes a mail apart at its earliest quote.

    Below a quote marked with > the lines without the mark are the writer's own too (answers between the lines, answers at the end).
    Where a mail holds nothing but a quote, nothing is new: the new part is empty and never the quote.
    """
    lines = text.replace("\u202f", " ").replace("\xa0", " ").split("\n")
    lines, more = lines[:_LINES_AT_MOST], lines[_LINES_AT_MOST:]
    cut, below = _first_quote(lines)
    own = [not _is_marked(line) for line in lines[:cut]]
    _leave_out_signature(lines[:cut], own)
    _leave_out_drawn(lines[:cut], own)
    own += _own_below(lines, cut, below)
    visible = [line for line, mine in zip(lines, own, strict=True) if mine]
    elided = [line for line, mine in zip(lines, own, strict=True) if not mine]
    return Split("\n".join(visible).strip(), "\n".join((*elided, *more)).strip())


def short_words(text: str) -> str:
    """The lines that say something, without greeting and signature, as short answers are read; "" when there is none."""
    out: list[str] = []
    for line in text.split("\n"):
        bare = _ungreeted(line.strip()[:_LINE_LIMIT])
        if _CLOSING.match(bare) or _is_telephones(bare):
            break
        if bare and not _GREETING.match(bare) and not _is_marked(bare):
            out.append(bare)
    return "\n".join(out)


def without_frame(text: str) -> str:
    """The text without greeting lines and without everything from the closing words on, but for what is said below them."""
    out: list[str] = []
    closed = False
    for line in text.split("\n"):
        bare = line.strip()
        closed = (closed or (bool(out) and _CLOSING.match(bare) is not None)) and not _speaks(bare)
        if not closed and bare and not _GREETING.match(bare):
            out.append(_ungreeted(bare))
    return "\n".join(out)


def with_closing(text: str) -> str:
    """The text down to its closing words, without the name and signature below them."""
    lines = text.split("\n")
    end = next((place for place, line in enumerate(lines) if place and _CLOSING.match(line.strip())), len(lines))
    return "\n".join(lines[: end + 1])


def _ungreeted(line: str) -> str:
    """The line without the greeting that it begins with."""
    greeted = _GREETED.match(line)
    return line[greeted.end() :] if greeted else line


def _first_quote(lines: Sequence[str]) -> tuple[int, int]:
    """Where the earliest quote begins and where its introduction ends; the number of lines twice when there is none."""
    bare = [_unmarked(line) for line in lines]
    telling = [_TELLING.search(line) is not None for line in bare]
    for place, line in enumerate(bare):
        if not line or not any(telling[place : place + _WRAPPED_LINK]):
            continue
        if _is_separator(line):
            return place, place + 1
        length = _header_block(bare, place) or _attribution(bare, place) or _unended(lines, bare, place)
        if length := length or _inline(bare, place):
            return place, place + length
    return len(lines), len(lines)


def _attribution(bare: Sequence[str], place: int) -> int:
    """How many lines an attribution that starts there takes, or 0. A line of the writer's right above one is no part of it."""
    as_link = not any(bare[place + 1 : place + 2]) and "".join(bare[place + 2 : place + 3]).startswith("<")
    for length, line in enumerate(bare[place : place + (_WRAPPED_LINK if as_link else _WRAPPED)], start=1):
        if not line and not as_link:
            return 0
        if line.endswith(":"):
            end = place + length
            later = not as_link and any(_begins(bare, start, end) for start in range(place + 1, end))
            return length if not later and _is_attribution(bare[place:end]) else 0
    return 0


def _begins(bare: Sequence[str], start: int, end: int) -> bool:
    """Whether an introduction begins on that line, and does not only go on there with its address."""
    return _is_attribution(bare[start:end]) or (not _GOES_ON.match(bare[start]) and _inline(bare, start) > 0)


def _inline(bare: Sequence[str], place: int) -> int:
    """How many lines an introduction takes that does not end its line or carries an address of ours, or 0."""
    two = "\n".join(bare[place : place + 2])[:_LINE_LIMIT]
    for rule in INLINE:
        if rule.pattern.match(bare[place]):
            return 1
        if rule.pattern.match(two) and all(bare[place : place + 2]):
            return 0 if rule.pattern.match(two.partition("\n")[2]) else 2
    return 0


def _unended(lines: Sequence[str], bare: Sequence[str], place: int) -> int:
    """1 where an attribution without a colon stands and what follows is marked, else 0."""
    if not any(rule.pattern.match(bare[place]) for rule in UNENDED):
        return 0
    following = next((line for line in lines[place + 1 : place + 4] if line.strip()), "")
    return int(following.lstrip().startswith((">", "|")))


def _is_attribution(lines: Sequence[str]) -> bool:
    joined = " ".join(lines)[:_LINE_LIMIT]
    rules = ATTRIBUTIONS if VERB.search(joined) else VERBLESS
    return any(rule.pattern.match(joined) for rule in rules)


def _header_block(bare: Sequence[str], place: int) -> int:
    """How many lines a block of From, Sent and To that starts there takes, with the drawn line above it, or 0.

    A block that holds the same field twice begins with lines of the writer's.
    """
    start = place
    if _RULE_LINE.match(bare[place]):
        start += 2 if bare[place + 1 : place + 2] == [""] else 1
    first = bare[start] if start < len(bare) else ""
    if not any(pattern.match(first) for pattern in _BLOCK):
        return 0
    rows = list(takewhile(_may_head, zip(bare[start : start + 16], [*bare[start + 1 : start + 16], ""], strict=False)))
    block = [line for line, _ in rows if line][:8]
    fields = [found.lastindex for line in block if (found := _FIELD.match(line))]
    if len(fields) > len(set(fields)) or not _is_dated(block):
        return 0
    if all(any(pattern.match(line) for line in block) for pattern in _BLOCK):
        return start - place + len(rows)
    return 0


def _may_head(row: tuple[str, str]) -> bool:
    """Whether a line may stand in a block of header fields; a page of HTML may leave a line empty between two of them."""
    line, following = row
    return _HEADED.match(line or following) is not None and not _is_separator(line)


def _is_separator(line: str) -> bool:
    return any(rule.pattern.match(line) for rule in SEPARATORS)


def _is_dated(block: Sequence[str]) -> bool:
    """Whether a program wrote a block: it says the hour, or from which address as programs write it.

    "Fra: Oslo, Til: Bergen" and the heading of a formal letter, "Til: Klagenemnda, Fra: Kari, Dato: 23.11.2026", are the writer's own.
    """
    return any(_FROM.match(line) and _PROGRAMS_FROM.match(line) for line in block) or any(
        _SENT.match(line) and _CLOCK.match(line) for line in block
    )


def _own_below(lines: Sequence[str], cut: int, below: int) -> list[bool]:
    """Which lines from the cut on are the writer's own: those without a mark, where the quote itself is marked."""
    rest = lines[below:]
    first = next((line for line in rest if line.strip()), "")
    if not _is_marked(first):
        start = 0 if any(line.strip() for line in lines[:cut]) else _answer_at_the_end(rest)
        return [False] * (len(lines) - cut) if not start else [False] * (below - cut + start) + _unquoted(rest[start:])
    return [False] * (below - cut) + _unquoted(rest)


def _unquoted(rest: Sequence[str]) -> list[bool]:
    """Which of these lines are without a mark, and above a signature."""
    own = [bool(line.strip()) and not _is_marked(line) and not _is_telephones(line.strip()) for line in rest]
    signature = next((place for place, line in enumerate(rest) if line.strip() == "--"), len(rest))
    end = _said_below(rest, signature)
    own[signature:end] = [False] * (end - signature)
    return own


def _answer_at_the_end(rest: Sequence[str]) -> int:
    """Where an answer begins below an unmarked quote that itself quotes with marks, 0 when there is none.

    Only for a mail that begins with its quote: who answers above it has said all above it.
    """
    last = max((place for place, line in enumerate(rest) if _is_marked(line)), default=-1)
    tail = rest[last + 1 :]
    return last + 1 if last >= 0 and any(line.strip() for line in tail) and _first_quote(tail)[0] == len(tail) else 0


def _leave_out_signature(lines: Sequence[str], own: list[bool]) -> None:
    for place, line in enumerate(lines):
        if _is_telephones(line.strip()):
            own[place] = False
    signature = next((place for place, line in enumerate(lines) if line.rstrip("\r") == "-- "), len(lines))
    end = _said_below(lines, signature)
    first = signature + (
        end < len(lines)
    )  # the mark stays above what is said below, which is not the mail's first word
    own[first:end] = [False] * (end - first)


def _said_below(lines: Sequence[str], signature: int) -> int:
    """Where the writer goes on below a signature, the number of lines where that does not happen."""
    below = range(signature + 1, len(lines))
    return next((at for at in below if not _is_marked(lines[at]) and _speaks(lines[at].strip())), len(lines))


def _is_telephones(line: str) -> bool:
    return _SENT_FROM.match(line) is not None and _WANTS.match(line) is None


def _speaks(line: str) -> bool:
    return _SPEAKS.match(line[:_LINE_LIMIT]) is not None


def _leave_out_drawn(lines: Sequence[str], own: list[bool]) -> None:
    """Lines of nothing but dashes and the like at the end of the writer's own."""
    for place in range(len(lines) - 1, -1, -1):
        if own[place] and not _DRAWN.match(lines[place][:_LINE_LIMIT]):
            return
        own[place] = False


def _unmarked(line: str) -> str:
    return line[:_LINE_LIMIT].lstrip("> \t").strip()


def _is_marked(line: str) -> bool:
    return line.lstrip().startswith(">")
