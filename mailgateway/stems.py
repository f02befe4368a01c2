"""Pieces of words that a text must hold before slower patterns can match in it: told at once of the many texts that hold none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

# Every match of a pattern of `wording` holds one of these, or it is never looked for: a test goes through them all.
_ASKING = """
klag|ank|appeal|begrun|begun|bgrun|bgun|bergun|grunng|expl|justif|rational|feedback|comment|sensor|professor|teacher|lecturer|examiner|
grader|trekk|trukk|trekt|withdraw|cancel|i fjor|rige gang|rige semester|rige år|førre |tidligere|tidlegare|last |bort f|kanseller|
annuller|avlyse|retract|drop|glem|gløym|stop|slett|avslutt|avbestill|henlegg|forget|begjæring|formal|formell|procedural|saksbehandling|
sakshandsaming|avvikling|gjennomføring|når |did you|fått|mottatt|motteke|kommet|kome|when |waiting|r lang|r lenge|går det| står | star |
happening|going on|inform me|ligg|står det|venter|ventar|received|got|have not|haven|did not|didn|not yet|skjer|skjedd|hender|hendt|
status|har de|har du|har dokker|noe nytt|noko nytt|er det|er sak|hørt noe|høyrt noko|how long|have you|update|news|not heard|hvorfor|
kvifor|forklar|why|reason|ground|av nye|av andre|av en|av ein|på ny|om igjen|gang til|gong til|ny sensur|ny vurdering|ny kommisjon|gangs |
again|anew|by someone|by another|object|challenge|dispute|contest|complain|regrad|re-|reeval|revaluat|recheck|recorrect|second |reassess|
reconsider|remark|new |innsyn|se |sjå |få tilbake|få igjen|legeerklæring|permisjon|tilrettelegging|vitnemål|karakterutskrift|avslag|
utesteng|fusk|opptak|stipend|parkering|kantin|lesesal|arbeidskrav|oppmelding|dispensasjon|innpass|godskriving|transcript|rejection|
leave of|admission|tuition|cheating|plagiarism|registration|undervisning|forelesning|meg opp|meg av
"""


@cache
def asking() -> re.Pattern[str]:
    """Finds, in a text of small letters, a piece of any word by which people ask; made when first needed."""
    return re.compile(_branching(_ASKING.replace("\n", "").split("|")))


@dataclass(frozen=True, slots=True)
class Rare:
    """A pattern that hardly any text matches, the same for small letters only, and pieces of words of which each match holds one."""

    pattern: re.Pattern[str]
    small: re.Pattern[str]
    stems: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        """What the pattern finds. The text is asked first in small letters, which is twice as fast."""
        small = text.lower()
        may_hold = any(stem in small for stem in self.stems) and self.small.search(small)
        return self.pattern.search(text) if may_hold else None


def rare(pattern: str, stems: str) -> Rare:
    """A pattern matched in any case of letters, with its stems parted by bars."""
    return Rare(re.compile(pattern, re.IGNORECASE), re.compile(pattern), tuple(stems.split("|")))


def _branching(words: Iterable[str]) -> str:
    """A pattern that matches any of those words, with what they begin with in common looked at once."""
    following: dict[str, list[str]] = {}
    for word in words:
        if not word:
            return ""
        following.setdefault(word[0], []).append(word[1:])
    branches = [re.escape(first) + _branching(rest) for first, rest in following.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
