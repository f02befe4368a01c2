"""How mail programs introduce what they quote, as a table: one rule for each kind."""

import re
from dataclasses import dataclass

from casework.messages import Box

_DAY = r"(?:man|tir|tys|ons|tor|fre|lør|laur|søn|sun|må|ti|on|to|fr|lø|la|sø|mon|tue|wed|thu|fri|sat)"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
_WROTE = r"(?<!\bI )(?<!\bjeg )(?<!\beg )(?:skrev|skreiv|wrote)"
VERB = re.compile(_WROTE, re.IGNORECASE)
_DATE = r"(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2})"
_DASHES = r"[-\u2010-\u2015]{2,}"
_ADDRESS = r"[<(\[‹«] ?[^<>()\[\]\s]{1,120}@[^<>()\[\]\s]{1,120}"
_NAME = r"(?-i:[A-ZÆØÅÄÖ\"'“])\S{0,60}(?: [^\s<>]{1,60}){0,6}"
# A name in a few words, the first with a capital, or anything that carries an address, or an address alone; "skrev jeg …:" is the
# writer's own line.
_WHO = rf"(?:{_NAME}|.{{0,120}}{_ADDRESS}.{{0,140}}|[^\s<>@]{{1,64}}@[^\s<>@]{{1,120}})"
_BOX = rf"(?:mailto:)?{Box.CASE}(?:\+[a-z2-7]{{20,56}})?@"
_OURS = rf"{Box.CASE}\+[a-z2-7]{{20,56}}@"


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of program introduces what it quotes; `pattern` must match from the start of a line."""

    name: str
    pattern: re.Pattern[str]


def _rule(name: str, pattern: str) -> Rule:
    return Rule(name, re.compile(pattern, re.IGNORECASE))


# One line, or one broken over several lines and joined with spaces.
ATTRIBUTIONS = (
    _rule(
        "date and clock, wrote, who",
        rf"(?=[^:]{{0,60}}\d)[^<>]{{1,121}}?{_CLOCK}.{{0,60}}?\b{_WROTE} {_WHO}:$",
    ),
    _rule("date, wrote, who", rf"(?:{_DAY}\S{{0,6}} )?(?:den )?\d{{1,2}}\.? \S{{3,10}} \d{{4}},? {_WROTE} {_WHO}:$"),
    _rule("date and clock, who, wrote", rf"(?=.{{1,350}} {_WROTE}:$)(?:den|på|on|at) .{{0,80}}?{_CLOCK}."),
    _rule("date, who, wrote", rf"(?:den|på|on) .{{0,40}}\d{{4}}.{{0,120}}{_ADDRESS}.{{0,20}} {_WROTE}:$"),
    _rule("who, wrote", rf".{{1,120}}{_ADDRESS}>?>? {_WROTE}:$"),
    _rule(
        "who, wrote the following",
        rf".{{1,120}}{_ADDRESS}.{{0,20}} {_WROTE} (?:følgende|følgjande|the following).{{0,80}}:$",
    ),
    _rule("name, wrote, date in figures", rf"{_NAME} {_WROTE} (?:den )?{_DATE},? (?:kl\.? ?)?{_CLOCK}:$"),
    _rule(
        "address, wrote, date and clock",
        rf".{{0,120}}{_ADDRESS}.{{0,3}} {_WROTE} (?:den |on )?.{{1,60}}{_CLOCK}.{{0,12}}:$",
    ),
)
# The same without a verb, as Gmail wrote it for years; the date stands first and the address last.
VERBLESS = (
    _rule("date, who", rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b.{{1,200}}{_ADDRESS}>?:$"),
    _rule("date and clock, who", rf"\d{{1,2}}\.? \S{{3,10}} \d{{4}},? {_CLOCK} .{{1,150}}{_ADDRESS}>:$"),
)
# As before, without the colon: the quote is then marked, with > or with |.
UNENDED = (_rule("date, who, marked", rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b.{{1,200}}{_ADDRESS}>$"),)
# Lines that stand by themselves.
SEPARATORS = (
    _rule(
        "dashed line",
        rf"\*?{_DASHES} ?(?:opprinnelig melding|opphavleg melding|original message|videresendt melding|vidaresend melding"
        r"|vidaresendt melding|forwarded message|(?:opprinnelig|opphavleg) e-?post|original e-?mail|original melding)"
        rf" ?{_DASHES}\*?$",
    ),
    _rule(
        "header fields on one line",
        rf"(?:fra|frå|from): .{{1,160}} (?:sendt|send|dato|sent|date): .{{1,80}}?{_CLOCK}.{{0,20}} (?:til|to): "
        r".{0,160}(?:emne|subject):",
    ),
    _rule("dashed attribution", rf"-{{2,}} ?(?:den|på|on) .{{1,250}} {_WROTE} ?-{{2,}}$"),
    _rule(
        "beginning of a forward",
        r"(?:begynnelse på videresendt melding|videresendt melding|vidaresend melding|begin forwarded message):$",
    ),
)
# Introductions with text of the quote behind them on their line, and those that carry an address of ours that only a letter of
# ours has told, in whatever language; two lines are joined as they stand.
INLINE = (
    _rule(
        "date and clock, who, wrote, quote",
        rf"(?:den|på|on) .{{1,80}}?{_CLOCK}.{{0,80}}\s?.{{0,80}}?{_ADDRESS}>\s?{_WROTE}: +\S",
    ),
    _rule(
        "date and clock, our reply address",
        rf"(?=.{{0,100}}\d{{4}})(?=.{{0,100}}{_CLOCK}).{{1,200}}(?:\s[<(\[]{{1,2}}|[<(\[]\s){_OURS}",
    ),
    _rule("sender without a colon", rf"(?:fra|frå|from) \".{{1,60}}\" {_ADDRESS}>$"),
    _rule(
        "sender in another language",
        rf"(?:von|från|van|de|da|od|expéditeur) ?: .{{0,100}}[<\[]{_BOX}[^\s<>]{{1,100}}[>\]]",
    ),
    _rule(
        "date, clock and our address",
        rf"(?=.{{0,100}}\d{{4}})(?=.{{0,100}}{_CLOCK}).{{1,200}}[<(\[]{_BOX}[^\s<>]{{1,100}}[^:]{{0,20}}:$",
    ),
    _rule("our reply address", rf"(?:.{{0,200}}[<(\[:\"‹«] ?(?:mailto:)?)?{_OURS}"),
)
