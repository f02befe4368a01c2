"""What an answer to one of our letters says, where it asks for nothing: a time for the talk, or thanks."""

import re
from dataclasses import dataclass

from casework.messages import Ask
from mailgateway.vocabulary import patterns

_MOST_WORDS = {Ask.APPOINTMENT: 80, Ask.THANKS: 30}
_WORD = re.compile(r"\w+")
_SENTENCES = re.compile(r"[.!?,\n]+|\s[:;]-?[)D]|[^\w\s,.!?;:'’()/%+-]+")

# A day, an hour or one of the times that were offered.
_TIME = patterns(r"""
    (?:man|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag(?:en|er|ar)?|må?ndag(?:en)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rsday)?
        ...|fri(?:day)?
    (?:kl\.?|klokk[ae]n?|at|o['’]clock) ?\d{1,2}|\d{1,2}[.:]\d{2}|\d{1,2} ?(?:am|pm)|i morgen|i morgon|tomorrow|neste veke|neste uke
        ...|next week
    (?:forslag(?:et)?|alternativ(?:et)?|nr\.?|nummer|tid(?:en)?|tidspunkt(?:et)?|option|suggestion|number|slot|time) \d
    (?:den|det|dei|de|den|uka|uken|veka) (?:uka|uken|veka|etter|dagen)|(?:nokon|noen|ingen|any|none) av (?:desse|disse|dei|de)(?: dagane
        ...| dagene)?|both times
    (?:første|fyrste|andre|tredje|siste|first|second|third|last) (?:forslag\w*|alternativ\w*|tid\w*|option|suggestion|slot|time|one)
    (?:ingen|none|alle|any|all|begge|both) (?:av|of|dei|de) (?:tidene|tidane|dem|dei|desse|disse|tidspunkt\w*|the times|these times|these
        ...|them|those)
    (?:disse|desse|dei|de|those|these|the) (?:tidene|tidane|tidspunkt\w*|times|slots)
""")
# Whether it suits.
_SUITS = patterns(r"""
    pass(?:er|ar|e|et|a)|høver|høve(?:lig|leg)|går (?:fint|bra|greit|også|òg|ikke|ikkje|det an)|fungerer|funkar?|funker
    (?:vil|would) (?:helst|rather|prefer)|helst|rekker|rekk|mulig med|mogleg med|takk\W*$
    (?:jeg|eg|i|vi|me|we) (?:kan|can|could|er ledig|am free|am available|are available|vil ha|prefer|tar|tek|take|velger|vel|choose)
    (?:kan|can) (?:jeg|eg|i|ikke|ikkje|not|dessverre|diverre)|can['’]t|cannot
    (?:er|is|are|would be) (?:heilt |helt |also |veldig |very |ok |perfectly |not )?(?:fint|greit|greitt|bra|ok|okei|best|perfekt|good
        ...|fine|perfect|great|possible|ledig|available)(?: for (?:meg|me|oss|us))?
    works?|work(?: best| well| fine)?(?: for (?:me|us))?|suits?|possible for|is possible|are possible|har (?:dere|de) noe på|går\W*$
        ...|please\W*$
    (?:går|gjekk) det an|could we|kunne vi|kan vi|can we|what about|how about|hva med|kva med|heller|i stedet|i staden|instead
""")
# It suits, said without any time.
_BY_ITSELF = patterns(r"""
    (?:ja,? )?(?:det|den|tida|tiden|tidspunktet|that|it|the time) (?:passer|passar|høver|works|suits|fits)(?: (?:meg|fint|bra|godt|veldig
        ...|heilt|helt|well|fine|me|perfectly|ikke|ikkje))*
    (?:passer|passar) (?:fint|bra|ikke|ikkje|dårlig|dårleg|perfekt)
    ses da|sjåast då|see you then
""")
_THANKS = re.compile(
    r"(?:(?:å+|ok(?:ei)?|supert?|flott|topp|fint|herlig|kjempefint|perfekt|great|perfect|brilliant|hei|hi|hello|hallo|og|and"
    r"|dear \w+)[ ,]+)*"
    r"(?:(?:tusen|mange|hjertelig|hjarteleg|so|many) )?(?:takk+|thanks|thank you)"
    r"(?: (?:skal (?:du|dere|de|dokker) ha|så mye|så mykje|so much|very much|a lot|alle sammen|i alle fall|(?:for|til) [^,]{1,40}))*",
    re.IGNORECASE,
)
_KIND_WORDS = re.compile(
    r"(?:ha (?:en|ei|eit|et) .{0,20}(?:dag|helg|kveld|jul|jol|uke|veke)"
    r"|god (?:jul|jol|helg|kveld|dag|bedring)|gledelig jul|gledeleg jol|have a .{0,20}(?:day|weekend|evening|christmas|week)"
    r"|(?:all the )?best|cheers|hei|hi|hello|hallo|hilsen|flott|supert|fint|ok|great|perfect"
    r"|(?:nå|no|då|da) (?:skjønner|forstår|skjønar|vet|veit) (?:jeg|eg)(?: det)?|that helped.{0,20}|den er (?:grei|god)|det er (?:fint"
    r"|greit|bra)|(?:det|that) (?:var|was) .{0,40}|i understand(?: now)?)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\bmen\b|\bbut\b|\blurer\b|\blurar\b|\bspørsmål|\bquestion|\bwonder|\bikke\b|\bikkje\b|\bnot\b|n['’]t\b|klag|ingenting|ingen ting"
    r"|nothing|appeal|trekk|withdraw",
    re.IGNORECASE,
)


_ABOUT_ELSE = re.compile(
    r"vedlegg|attach|\bsvare? (?:innen|innan)|answer by|lenke|link|studentweb|\bsend(?:e|er)?\b|eksamen i|møtt|legeerkl",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, and the words that say so."""

    ask: Ask
    words: tuple[str, ...]


def answer_in(text: str) -> Answer | None:
    """The answer that a text gives to a letter of ours, None where it says anything else as well, or too much."""
    length = len(_WORD.findall(text))
    if 0 < length <= _MOST_WORDS[Ask.THANKS] and (words := _thanks(text)):
        return Answer(Ask.THANKS, words)
    if 0 < length <= _MOST_WORDS[Ask.APPOINTMENT] and (words := _about_a_time(text)):
        return Answer(Ask.APPOINTMENT, words)
    return None


def _thanks(text: str) -> tuple[str, ...]:
    """Thanks and kind words and nothing besides."""
    sentences = [sentence.strip(" ,-") for sentence in _SENTENCES.split(text)]
    said = [sentence for sentence in sentences if sentence]
    if "?" in text or _OPEN.search(text):
        return ()
    thanks = [sentence for sentence in said if _THANKS.fullmatch(sentence)]
    others = [sentence for sentence in said if sentence not in thanks]
    return tuple(thanks) if all(_KIND_WORDS.fullmatch(sentence) for sentence in others) else ()


def _about_a_time(text: str) -> tuple[str, ...]:
    if _ABOUT_ELSE.search(text):
        return ()
    found = [pattern.search(text) for pattern in _BY_ITSELF]
    if not any(found):
        times = [pattern.search(text) for pattern in _TIME]
        suits = [pattern.search(text) for pattern in _SUITS]
        found = [*times, *suits] if any(times) and any(suits) else []
    return tuple(match[0] for match in found if match)
