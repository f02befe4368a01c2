"""What a mail names: courses, parts, terms, candidate numbers, groups and case numbers."""

import re
from collections.abc import Iterable
from typing import TypeVar

from casework.messages import Mentions

T = TypeVar("T")

_MONTHS = frozenset(
    ["JAN", "FEB", "MAR", "APR", "MAI", "MAY", "JUN", "JUL", "AUG", "SEP", "OKT", "OCT", "NOV", "DES", "DEC"]
)

_NO_CODES = frozenset(
    word
    for line in (
        "NR NO KL ID TLF MOB TEL DEL PART SAK CASE KAND GRUPPE GROUP KARAKTER GRADE OPPG SIDE PAGE ROM ROOM BUSS BOKS BOX",
        "HØST HAUST VÅR SOMMER AUTUMN FALL SPRING SUMMER UKE VEKE WEEK CET COVID IPHONE PB OSLO BERGEN HTTP HTTPS WWW UTF ISO",
    )
    for word in line.split()
)
_CODE = re.compile(
    r"(?<![\w@.-])(?:([A-ZÆØÅ]{2,6}(?:-[A-ZÆØÅ]{2,6})?)([ \t]|-)?(\d{2,5}[A-Z]{0,2})"
    r"|([A-ZÆØÅ]{3,6})()(\d)"
    r"|([A-Za-zÆØÅæøå]{2,6}(?:-[A-Za-zÆØÅæøå]{2,6})?)()(\d{3,5}[A-Za-z]?))(?![\w@]|\.\w)"
)
# What stands before a course that is not meant, and between two of these.
_DENIED = re.compile(
    r"\b(?:ikke|ikkje|ittj?e?|not|bortsett (?:fra|frå)|utenom|utanom|unntatt|unntake|except(?: for)?|apart from|i stedet for"
    r"|i staden for|instead of|rather than)"
    r"(?: (?:i|på|for|om|til|gjelder|in|about|the|emnet|faget|eksamen|exam|course|subject))*\s+$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|/|&|og|eller|and|or|nor)\s*(?:(?:i|på|for|in)\s+)?", re.IGNORECASE)
_BEFORE = 60  # characters that are looked at before a course
_LINK = re.compile(r"\b(?:https?://|www\.)\S{1,500}|\S{1,100}@\S{1,200}", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")
# A line in which no letter stands before a figure, as it does in a code, names no course.
_CODED = re.compile(r"\d(?:(?<=[A-ZÆØÅ]\d)|(?<=[A-ZÆØÅ][ \t-]\d)|(?<=[A-Za-zÆØÅæøå]\d)\d\d)")
_LINKED = ("@", "://", "www.")
_SEASONS = {
    "H": r"høst(?:en|semesteret)?|haust(?:en|semesteret)?|autumn|fall",
    "V": r"vår(?:en|semesteret)?|spring",
    "S": r"sommer(?:en)?|sumar(?:en)?|summer",
}
_YEAR = r"((?:20)?\d{2})"
_TERMS = tuple(
    (season, re.compile(pattern, re.IGNORECASE))
    for season, words in _SEASONS.items()
    for pattern in (
        rf"\b(?:{words})[ -]?(?:term |semester )?(?:of )?['’]?{_YEAR}\b(?![./:-]\d)",
        rf"\b(20\d{{2}})[ -]?(?:{words})\b",
        rf"\b{season}[ -]?(20\d{{2}}|[23]\d)\b(?![./:-]\d)",
        rf"\b(20\d{{2}})[ -]?{season}\b",
    )
)
_TWO_FIGURES = re.compile(r"\d\d")
# A line without two figures, or without any of these, names no term, as hardly one does.
_DATED = re.compile(
    r"20\d\d|h[ -]?[23]\d|v[ -]?[23]\d|s[ -]?[23]\d|høst|haust|autumn|fall|vår|spring|sommer|sumar|summer"
)
_IS = r"(?:et|en|e)?(?: mitt| min)?\s{0,3}(?:[:=#]|er|is|was|var|nr\.?|no\.?|number|nummer(?:et)?)?\s{0,3}[:#]?\s{0,3}"
_CANDIDATE = re.compile(
    rf"\b(?:kandidat(?:nummer|nr)?|kand\.?\s?(?:nummer|nr)?|candidate(?:\s?(?:number|no|nr))?|knr)\.?{_IS}"
    r"(\d{1,7}\b(?!\.\d)(?:(?:, ?| ?/ ?| og | and | & )(?!20[23]\d\b)\d{2,7}\b(?![.:]))*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_GROUP = re.compile(
    r"\b(?:gruppe|group)(?:nummer|nr)?\.?\s{0,3}(?:nr\.?|no\.?|number|:)?\s{0,3}:?\s{0,3}(\d{1,4})\b", re.IGNORECASE
)
_PART = re.compile(
    r"(?<!\b[Ii]kke )(?<!\b[Ii]kkje )(?<!\b[Nn]ot )"
    r"\b(?i:del|delemne|deleksamen|delprøve|deloppgave|part)\s{1,2}(?i:nr\.?\s?)?(\d{1,2}|[A-F]|I{1,3}|IV)\b"
    r"(?![./]\d|-\w| (?:av|i|of|in) (?i:oppg|besvar|svaret|task|question|my answer))"
)
_CASE = re.compile(
    r"\[(\d{1,7})/20\d{2}\]"
    r"|\b(?:sak|saka|saken|saksnummer|saksnr|case|case number|case no)\.?\s{0,2}(?:nr\.?|nummer|number|no\.?|:)?\s{0,2}[#:]?\s{0,2}"
    r"(\d{1,7})(?:/20\d{2})?\b(?![/.]\d)"
    r"|(?<!\w)#(\d{1,7})\b",
    re.IGNORECASE,
)


def mentions_of(text: str) -> Mentions:
    """Everything a text names, each thing once and in its order; terms as 2026H, 2026V or 2026S (sommer)."""
    text = _LINK.sub(" ", text) if any(sign in text.lower() for sign in _LINKED) else text
    small = text.lower()
    named = list(_courses(text))
    courses = _once(course for course, is_denied in named if not is_denied)
    return Mentions(
        courses=courses,
        parts=_once(found[1].upper() for found in _named(_PART, text, small, "del", "part")),
        terms=_once(_terms(small)),
        candidates=_once(
            number
            for found in _named(_CANDIDATE, text, small, "kand", "candidate", "knr")
            for number in _NUMBER.findall(found[1])
        ),
        groups=_once(found[1] for found in _named(_GROUP, text, small, "gruppe", "group")),
        cases=_once(_cases(_named(_CASE, text, small, "sak", "case", "#", "["))),
        denied=_once(course for course, is_denied in named if is_denied and course not in courses),
    )


def without_mentions(text: str) -> str:
    """The text with everything that is named taken out: what is left says what is wanted."""
    for pattern in (_CANDIDATE, _GROUP, _CASE, _PART, *(pattern for _, pattern in _TERMS), _CODE):
        text = pattern.sub(" ", text)
    return text


def _courses(text: str) -> Iterable[tuple[str, bool]]:
    """Each course code, with whether it is named only as what is not meant: "ikke TDT4100", or next to one that is not."""
    end, denied = 0, False
    for found in _codes(text):
        letters = (found[1] or found[4] or found[7]).upper()
        digits = found[3] or found[6] or found[9]
        joint = "-" if found[2] == "-" else ""
        is_month = letters in _MONTHS and (
            found[2] is not None or len(digits) < 3 or (digits.startswith(("19", "20")) and len(digits) == 4)
        )
        if letters not in _NO_CODES and not is_month and not _is_year_of_term(letters, digits):
            linked = denied and _BETWEEN.fullmatch(text, end, found.start()) is not None
            denied = linked or _DENIED.search(text[max(0, found.start() - _BEFORE) : found.start()]) is not None
            end = found.end()
            yield f"{letters}{joint}{digits}".upper(), denied


def _codes(text: str) -> Iterable[re.Match[str]]:
    for line in _LINE.finditer(text):
        if _CODED.search(text, line.start(), line.end()):
            yield from _CODE.finditer(text, line.start(), line.end())


def _is_year_of_term(letters: str, digits: str) -> bool:
    return letters in {"H", "V", "S"} and len(digits) in (2, 4)


def _terms(small: str) -> Iterable[str]:
    """The terms in a text of small letters. Each line is asked once whether it may name any."""
    lines = "\n".join(line for line in small.split("\n") if _TWO_FIGURES.search(line) and _DATED.search(line))
    found = [
        (match.start(), f"{match[1][-2:]:0>2}", season)
        for season, pattern in _TERMS
        for match in pattern.finditer(lines)
    ]
    return (f"20{year}{season}" for _, year, season in sorted(found))


def _named(pattern: re.Pattern[str], text: str, small: str, *stems: str) -> Iterable[re.Match[str]]:
    """What the pattern finds in a text; without any of its stems in the text's small letters that is nothing."""
    return pattern.finditer(text) if any(stem in small for stem in stems) else ()


def _cases(found: Iterable[re.Match[str]]) -> Iterable[int]:
    return (int(match[1] or match[2] or match[3]) for match in found)


def _once(things: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(things))
