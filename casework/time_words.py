"""The words and signs that times, days and places are written with in bokmål, nynorsk and English, as patterns of their own."""

import re
from collections.abc import Iterable

from casework.short_words import NEGATION, VERB_OF
from casework.spoken_days import MONTHS, WEEKDAYS

I = re.IGNORECASE  # noqa: E741

SHORT_WEEKDAYS = {
    **WEEKDAYS,
    **dict.fromkeys(("man", "mån", "mon"), 0),
    **dict.fromkeys(("tir", "tirs", "tys", "tue", "tues"), 1),
    **dict.fromkeys(("ons", "wed", "weds"), 2),
    **dict.fromkeys(("tor", "tors", "thu", "thur", "thurs"), 3),
    **dict.fromkeys(("fre", "fri"), 4),
    **dict.fromkeys(("lør", "lau", "sat"), 5),
    **dict.fromkeys(("søn", "sun"), 6),
}
DAYS_AHEAD = {
    **dict.fromkeys(("i dag", "idag", "today"), 0),
    **dict.fromkeys(("i morgen", "imorgen", "i morgon", "imorgon", "tomorrow"), 1),
    **dict.fromkeys(("i overmorgen", "overmorgen", "i overmorgon", "overmorgon", "the day after tomorrow"), 2),
}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


_END = r"(?![\w-]|[.:/]\d)"
_WEEK = (
    r"(?:i\s+)?(?P<week>(?:neste|komande|kommende)\s+(?:uke|veke)|next\s+week|(?:denne|this)\s+(?:uka|uken|veka|week))"
)
_NUMBERED_WEEK = r"(?:i\s+|in\s+)?(?:uke|veke|week)\s+(?P<weekno>\d{1,2})"
_MONTH = rf"(?P<month>{_any(MONTHS)})"

# What a day is named by. A "neste torsdag" is for some the nearest one and for others the one after it.
DAY_FORMS = {
    "vague": re.compile(
        rf"(?:neste|next|annenhver|every|hver|kvar|alle)\s+(?:{_any(SHORT_WEEKDAYS)}|uke|veke|week){_END}", I
    ),
    "ahead": re.compile(rf"(?P<ahead>{_any(DAYS_AHEAD)}){_END}", I),
    "weekday": re.compile(
        rf"(?:(?:nå|no|førstkommende|førstkomande|kommende|komande|denne|this|coming|this\s+coming)\s+(?:på\s+)?)?"
        rf"(?P<weekday>{_any(SHORT_WEEKDAYS)})\.?{_END}(?:\s+(?:{_WEEK}|{_NUMBERED_WEEK}){_END})?",
        I,
    ),
    "iso": re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:(?=T\d)|(?![\w-]))", I),
    "worded": re.compile(
        rf"(?:den\s+|the\s+)?(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}\.?(?:,?\s+(?P<year>20\d\d))?{_END}",
        I,
    ),
    "american": re.compile(
        rf"{_MONTH}\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>20\d\d))?{_END}", I
    ),
    "slashed": re.compile(r"(?:den\s+)?(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:[-/](?P<year>20\d\d|\d\d))?(?![\w/-])", I),
    "dotted": re.compile(
        r"(?:den\s+)?(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>20\d\d|\d\d)(?![\d.:/-]))?(?![\d\w])", I
    ),
    "said": re.compile(r"den\s+(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?![\d\w.:-])", I),
}
# "10.12" may be the tenth of December and twelve past ten; what stands around it tells.
EITHER = re.compile(r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})(?![\w:/]|\.\d)")

_CLOCK = r"\d{1,2}(?:[.:]\d{2})?(?:\s*(?:am|pm|a\.m\.|p\.m\.))?"
_AT = r"(?:kl\.?|klokka|klokken|at|@|T)"
HOURS = re.compile(
    rf"(?P<at>{_AT}\s*)?(?:(?:fra|frå|from)\s+)?(?P<start>{_CLOCK})(?![\w/]|[.:]\d)"
    rf"(?:\s*(?:-|–|—|\btil\b|\bto\b)\s*(?:{_AT}\s*)?(?P<end>{_CLOCK})(?![\w/-]|[.:]\d))?",
    I,
)
RUN_TOGETHER = re.compile(rf"{_AT}\s*(?P<start>[012]\d[0-5]\d)(?:\s*[-–—]\s*(?P<end>[012]\d[0-5]\d))?(?![\w/.:-])", I)
CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s*(?P<half>[ap])?", I)
MINUTES = re.compile(
    r"(?:(?:i|for|à|á)\s+)?\(?(?P<minutes>\d{1,3})\s*(?:minutter|minutt|minutes|minute|min)\b\.?\)?", I
)
LEADING = re.compile(r"(?:på|on|den|the|eller|og|or|and|enten|either|også|also)\s+(?=\S)", I)

BREAK = re.compile(
    r"\s*(?:[;\n]+|,(?!\d|\s*20\d\d(?![\d-]))|\s(?:og|eller|samt|and|or|&|/)(?=\s)|(?:^|(?<=\n))\s*(?:[-•*]|\d\))\s)\s*",
    I,
)  # a comma, a line, "og": between one time and the next
PLEASANTRY = re.compile(r"(?:tusen\s+)?takk|thanks|thank\s+you|mvh|please|på\s+(?:forhånd|førehand)", I)

_ROOM = r"(?:møte|gruppe|seminar)?rom(?:met)?|(?:meeting\s+)?room|sal|aud(?:itorium|itoriet|\.)?|bygg|building|campus"
_SEEN = r"zoom|teams|digitalt|online|videomøte|video|skype|telefon|phone"
ROOM = re.compile(
    rf"(?:(?:på|i|in|at|on|via|hos|ved)\s+)?(?:{_ROOM})\s+(?:nr\.?\s*)?\S+|[a-zæøå]{{1,4}}-?\d{{1,4}}[a-z]?(?!\S*[:]\d)(?=\s|$)|<?https://\S+",
    I,
)
BUILDING = re.compile(r"(?:(?:på|i|in|at)\s+)?(?:bygg|building|campus)\b", I)  # says more of the room before it
PLACE = re.compile(
    rf"(?:på|i|in|at|on|via|hos|ved|@|sted:?|stad:?|place:?|where:?)\s+\S|(?:{_ROOM}|{_SEEN}|kontor(?:et)?|office|mitt|my)\b|<?https://",
    I,
)
_NOT_IN_A_PLACE = re.findall(
    r"\w+",
    """
    kanskje maybe perhaps helst uke veke week uka veka kl klokka klokken til fra frå før etter before after halv kvart half quarter
    hvis om if timer timar hour hours min am pm passer dag dagen today tomorrow morning afternoon evening
    formiddag formiddagen føremiddag føremiddagen ettermiddag ettermiddagen kveld kvelden morgen morgenen morgon morgonen
""",
)
_LONG_NAMES = [name for name in (*WEEKDAYS, *MONTHS) if len(name) > 4]
NO_PLACE = re.compile(
    rf"\?|\d{{1,2}}[.:]\d{{2}}|\d/\d|\b(?:{_any([*_LONG_NAMES, *_NOT_IN_A_PLACE, *NEGATION, *VERB_OF])})\b", I
)

_NUMBER = (
    r"\[?#?0*(?P<{0}>[1-9]\d{{0,6}})(?:/20\d\d)?\]?(?!\d|[.:/]\d|\.?\s*(?:of\s+)?(?:"
    + _any(MONTHS)
    + r")\b|\s*[-–]\s*\d)"
)
_CASE = r"(?:(?:sak(?:a|en)?|case)\.?\s*(?:nr\.?|number|no\.)?\s*)?"
_TIME = r"(?:tidspunkter|tidspunkta|tidspunkt|tidene|tider|tiden|tida|tid|timer|timar|times|time|slots?)"
_NEW = r"(?:(?:ny|nye|nytt|new|another|ledige?|mulige?|moglege?|free|available)\s+)?"
_I = r"(?:(?:jeg|eg|vi|i|we)\s+)?"
_TALK = r"samtalen|møtet|talk|meeting|appointment"
OFFERS = (
    rf"(?:{_I}(?:foreslår|føreslår|tilbyr|tilbyd|propose|suggest|offer)(?:\s+{_NEW}{_TIME})?"
    rf"|(?:forslag\s+til\s+|framlegg\s+til\s+)?{_NEW}{_TIME})"
)
MOVES = rf"{_I}(?:flytter|flyttes|flyttet|flytta|flytt|flyttar|move|moved|reschedule)(?:\s+(?:the\s+)?{_TIME})?"
CANCELS = rf"{_I}(?:avlyser|avlyst|avlys|cancelled|canceled|cancel)(?:\s+(?:the\s+)?(?:{_TIME}|{_TALK}))?"
_GREETING = r"(?:(?:hei|heisann|hallo|hi|hello|god\s+morgen|god\s+dag|good\s+morning)[\s,.!]+)?"
ENGLISH = re.compile(r"\b(?:times|slots?|propose|suggest|offer|move|reschedule|free|available)\b", I)
HEAD = re.compile(
    rf"\s*{_GREETING}(?:{_CASE}{_NUMBER.format('before')}\s*[:,.\-–]?\s*)?"
    rf"(?:(?P<cancel>{CANCELS})|(?P<move>{MOVES})|(?P<offer>{OFFERS}))\b"
    rf"(?:\s*(?:(?:i|for|in|på|of)\s+)?{_CASE}{_NUMBER.format('after')})?\s*[:.\-–]?\s*(?:(?:til|to|er|is)\b:?\s*)?",
    I,
)
