"""How the patterns of `wording` and `doubts` are written: a block of lines, with names in braces for what stands in many of them.

A line is a pattern: regular expression, matched as whole words in any case, with the names in braces filled in from `_NAMES`.
A line that begins with three dots goes on with the one above.
"""

import re
from collections.abc import Iterable
from functools import cached_property


class Patterns(tuple[re.Pattern[str], ...]):
    """Patterns that are looked for one after the other."""

    @cached_property
    def together(self) -> re.Pattern[str]:
        """Finds any of them in a text of small letters; made when first needed."""
        return any_of(self)


_NAMES = {
    "want": """
        ønsjer|ønser|ønkser|øsnker|onsker|oensker
        |ønsker|ønsket|ønske|ønskjer|ynskjer|ynsker|vil ha|vil|ber|be|bed|krever|krev|kreve|søker|søkjer|søke|få|ha|trenger|treng
        |håper|håpar|etterspør|anmoder|anmodar|like|love|appreciate|want|wish|request|requesting|ask|asking|get|receive|have
        |apply|applying|need|send|sende|provide|looking for|getting|receiving|having|lyst på|spør om|spørre om|spørja om|spørje om
        """,
    "explanation": """
        (?:karakter|sensur)?(?:begrunn?elsen?|begrunnelser|begrunn?l?sen?|grunngj?[ei]ving(?:a|i|ar)?)
        |(?:be?gr?|berg)unn?(?:el?se|else|lse|esle|els)(?:n|r)?
        |explai?nations?|expl[ai]nai?tions?|justification|rationale|feedback on (?:the|my) (?:grad(?:e|ing)|exam)
        """,
    "had": """
        (?:har|hadde|å ha|have|has)(?: (?:nå|no|også|òg|nettopp|now|already))? (?:fått|mottatt|motteke|lest|lese|bedt om|bede om
        |received|got|read|been given)|fikk|fekk|received|ba om|bad om|søkte om|asked for|requested
        """,
    "appeal": "klag|klage|klager|klaga|klagar|påklage|påklager|påklaga|påklagar|anke|anker|anka|ankar",
    "will": """
        ønsker|onsker|oensker|ynskjer|ønskjer|vil|vil gjerne|skal|må|har lyst til|har bestemt meg for
        |would like|want|wish|intend|going|decided|like
        """,
    "now": r"(?: (?:herved|hermed|gjerne|derfor|difor|nå|no|også|òg|altså|inn|hereby|formally|therefore|now|also|likevel|altså)\b)*",
    "formal": """
        (?:formelle?|formal|procedural|saksbehandlings|sakshandsamings)[ -]?(?:feil(?:en|ene|a|ane)?|errors?|mistakes?|irregularit(?:y|ies))
        """,
    "grade": "(?:eksamens)?(?:karakter|sensur|vurdering|resultat)\\w*|grades?|grading|results?|marks?",
    "graded": r"""
        [a-zæøå]*(?:karakter|sensur(?!frist)|vurdering|resultat|besvarelse)\w*|(?:sensur)?vedtak\w*(?! om\b)
        |eksamen(?:en|a)?(?= i| min|$)|eksamen(?:er|ene|ar)|(?:bachelor|master|hjemme|heime|mappe|gruppe|prosjekt
        |semester)(?:oppg[aå]ve|eksamen|rapport)\w*
        |mapp(?:a|en)|stryk|[a-f]|del \w+|emner|emnene|(?:emnet |eksamen )?[a-zæøå-]{2,8}(?: \d{3,5}|\d{1,5})\w*
        """,
    "graded_en": r"""
        grad(?:e|es|ing)|marks?|results?|exams?|evaluation|assessment|scores?|thesis|papers?|decision|outcome|(?:answer )?scripts?
        |[a-zæøå-]{2,8} ?\d{1,5}\w*|it|this
        """,
    "which": "(?:den |det |denne |dette |min |mi |mitt |mine |begge |både |to |de |dei |høstens |haustens |vårens |årets )*",
    "again": """
        re-?grad(?:ed?|ing)|re-?e?valuat(?:ed?|ion)|re-?assess(?:ed|ment)|re-?mark(?:ed|ing)?|re-?check(?:ed|ing)?|re-?correct(?:ed|ion)
        """,
    "why_graded": """
        (?:hvorfor|kvifor) (?:(?:jeg|eg|vi|me)(?: bare| berre| kun)? (?:fikk|fekk|endte på|enda på)
        |(?:det|den|karakteren|resultatet)(?: min| mi)?(?: bare| berre)? (?:ble|blei|vart|endte|enda))
        (?: bare| berre| kun| på| med| en| ein| så| som)* (?:[a-f]|stryk|ikke bestått|ikkje bestått)
        """,
    "their": "(?:the |my |our |this |that |a |an |both )*(?:final |exam |course |overall )?",
    "me": "(?: (?:herved|hermed|no|nå|tilbake|min|mi|mitt|denne|den|ei|en|ein|om|the|my|this|grade|formal))*",
    "it": "(?: (?:herved|hermed|no|nå|now|tilbake|meg|den|det|ho|it|this))*",
    "case": """
        klage[n]?|klaga|klagemålet|klagesaken|sak(?:en|a)?|førespurnad(?:en)?|forespørsel(?:en)?|anmodning(?:en)?|krav(?:et)?
        |søknad(?:en)?
        """,
    "gap": r"(?:[\s,]+(?!klag|påklag|appeal|ikke|ikkje|not\b|og\b|and\b|men\b|but\b)[^\s,.;]+){0,6}?[\s,]+",
    "rest": r"[^.,;?!\n]{0,60}",
}


def filled(lines: str) -> str:
    for name, words in _NAMES.items():
        lines = lines.replace(f"{{{name}}}", "(?:" + "".join(line.strip() for line in words.split("\n")) + ")")
    return lines


_EDGE = r"(?<!\w)"


def patterns(lines: str) -> Patterns:
    """The patterns of a block of lines, names filled in."""
    found = (line.strip() for line in filled(re.sub(r"\n\s*\.\.\.", "", lines)).split("\n"))
    return Patterns(re.compile(rf"{_EDGE}(?:{line})(?!\w)", re.IGNORECASE) for line in found if line)


def any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Matches in a text of small letters exactly where one of the patterns does, many times faster than trying each."""
    return re.compile(f"{_EDGE}(?:{'|'.join(each.pattern.removeprefix(_EDGE) for each in patterns)})")
