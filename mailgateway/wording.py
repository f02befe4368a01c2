"""The words by which people ask, in bokmål, nynorsk and English: data for `intent`, which weighs them.

A line is a pattern: regular expression, matched as whole words in any case, with the names in braces filled in from `_NAMES`.
"""

import re
from collections.abc import Mapping

from casework.exams import Language
from casework.messages import Ask

Patterns = tuple[re.Pattern[str], ...]

_NAMES = {
    "want": """
        ønsker|ønsket|ønske|ønskjer|ynskjer|ynsker|vil ha|vil|ber|be|bed|krever|krev|kreve|søker|søkjer|søke|få|ha|trenger|treng
        |håper|håpar|etterspør|anmoder|anmodar|like|love|appreciate|want|wish|request|requesting|ask|asking|get|receive|have
        |apply|applying|need|send|provide|looking for
        """,
    "explanation": """
        (?:karakter|sensur)?(?:begrunnelse[nr]?|begrunelse|begrunnlse|grunngj[ei]ving(?:a|i|ar)?|grunngiving)
        |explanations?|justification|rationale|feedback on (?:the|my) grad(?:e|ing)
        """,
    "had": """
        (?:har|hadde|have|has)(?: (?:nå|no|også|også|òg|nettopp|now|already))? (?:fått|mottatt|motteke|lest|lese|bedt om|bede om
        |received|got|read|been given)|fikk|fekk|received
        """,
    "appeal": "klage|klager|klaga|klagar|påklage|påklager|påklaga|anke|anker|anka",
    "will": """
        ønsker|ynskjer|ønskjer|vil|vil gjerne|skal|må|har lyst til|har bestemt meg for
        |would like|want|wish|intend|going|decided|like
        """,
    "now": "(?: (?:herved|hermed|gjerne|derfor|difor|nå|no|også|òg|altså|inn|hereby|formally|therefore|now|also))*",
    "formal": """
        (?:formelle?|formal|procedural|saksbehandlings|sakshandsamings)[ -]?(?:feil|errors?|mistakes?|irregularit(?:y|ies))
        """,
    "grade": "(?:karakter|sensur|vurdering|resultat)\\w*|grades?|grading|results?|marks?",
    "me": "(?: (?:herved|hermed|no|nå|tilbake|min|mi|mitt|denne|den|ei|en|ein|om|the|my|this|grade|formal))*",
    "case": """
        klage[n]?|klaga|klagemålet|sak(?:en|a)?|førespurnad(?:en)?|forespørsel(?:en)?|anmodning(?:en)?|krav(?:et)?|søknad(?:en)?
        """,
    "gap": r"(?:[\s,]+(?!klag|påklag|appeal|ikke|ikkje|not\b)[^\s,.;]+){0,6}?[\s,]+",
    "rest": r"[^.,;?!\n]{0,60}",
}


def _filled(lines: str) -> str:
    for name, words in _NAMES.items():
        lines = lines.replace(f"{{{name}}}", "(?:" + "".join(line.strip() for line in words.split("\n")) + ")")
    return lines


def _patterns(lines: str) -> Patterns:
    found = (line.strip() for line in _filled(lines).split("\n"))
    return tuple(re.compile(rf"(?<!\w)(?:{line})(?!\w)", re.IGNORECASE) for line in found if line)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Passages in which a word of asking asks for nothing: what was had, what is only thought of. They are taken out first.
NO_ASK = _patterns(r"""
    {had}[^.,;?!\n]{0,30}? {explanation}
    (?:{explanation}|klagen|klaga|the appeal) (?:som )?(?:jeg|eg|i) (?:fikk|fekk|har fått|got|received|sendte|sende|sent)
    (?:vurderer?|overveier|tenker på|tenkjer på|avgjøre|avgjere|bestemme|finne ut|ta stilling til|considering)[^.;?!\n]{0,30}? {appeal}
    (?:før|om|hvis|dersom|viss|hvorvidt) (?:jeg |eg |vi )?(?:(?:eventuelt|evt\.?|kanskje) )?(?:(?:skal|bør|vil|må|kan) )?(?:å )?{appeal}
    (?:eventuelt|evt\.?|kanskje|muligens|mogleg) (?:å )?{appeal}
    (?:eventuelle?|mulig|mogleg) klage
    klage(?:frist|rett|adgang|behandling|handsaming|nemnd)\w*
    frist\w* (?:for|til) (?:å )?(?:klage|klaga)
    (?:whether|if|before)(?: or not)? (?:i (?:should|will|want to|can|decide to|may) |i |to |possibly )?appeal(?:ing)?
    (?:consider(?:ing)?|thinking (?:of|about)|possibly|might|may|a possible|potential)(?: an)? appeal(?:ing)?
    appeal deadline
    deadline (?:for|to)(?: an| the)? appeal(?:ing|s)?
""")

# What is found for one ask is taken out before the next is looked for: "trekke klagen" is no appeal.
ASKS: tuple[tuple[Ask, Patterns], ...] = (
    (Ask.WITHDRAWAL, _patterns(r"""
        (?:trekke?|trekker|trekkjer?|trekt|trukket|trekkja){me} (?:{case}|{explanation})
        (?:{case}|{explanation})(?: (?:ønskes|ønskast|skal|kan|er|blir|vert|min|mi))* (?:trukket|trekt|trekkes|trekkjast)(?: tilbake)?
        (?:kansellere|annullere|avlyse)(?: min| mi| denne| den)* (?:{case}|{explanation})
        (?:withdraw|cancel|retract)(?:ing)?{me} (?:appeal|request|complaint|case|application)(?: for an? explanation)?
        (?:{will}) (?:ikke|ikkje) (?:lenger|lengre|lengjer) (?:å )?(?:ha )?(?:{appeal}|{explanation})
        no longer (?:want|wish|need)(?: to)?(?: an?)? (?:appeal|explanation)
    """)),
    (Ask.FORMAL_ERROR, _patterns(r"""
        (?:(?:{appeal}|complaint|complain|appeal)(?: (?:på|over|about|on|grunna|på grunn av|due to))?(?: (?:en|ein|eit|a|the))? )?{formal}
        {appeal} (?:på|over) (?:eksamensavvikling|eksamensgjennomføring|gjennomføring|avvikling|eksamensoppg|oppgavetekst|oppgåvetekst)\w*
        feil (?:ved|under|i) (?:gjennomføring|eksamensavvikling|eksamensgjennomføring|avvikling)\w*
    """)),
    (Ask.STATUS, _patterns(r"""
        når (?:får|kommer|kjem|kan (?:jeg|eg) (?:vente|forvente|rekne med)|blir|vert|er)\b{rest}
        (?:hvor|kor) (?:langt|lenge|lang tid){rest}
        (?:hva|kva|what) (?:er|is|skjer med)(?: the)? status(?:en)?{rest}
        status(?:en)?:? (?:på|for|i|of|on|sak|saka|saken|klage|case)\b{rest}
        har (?:dere|de|dokker|du) (?:mottatt|fått|motteke|sett|registrert){rest}
        (?:ikke|ikkje|enda|ennå|enno) (?:hørt noe|høyrt noko|fått (?:noe |noko )?svar){rest}
        when (?:will|can|do|is|should|might){rest}
        how long{rest}
        have you (?:received|got){rest}
        (?:any|an) (?:update|news){rest}
        not heard (?:back|anything){rest}
    """)),
    (Ask.EXPLANATION, _patterns(r"""
        {want}{gap}(?:muntlig |skriftlig |munnleg |skriftleg |oral |written )?{explanation}
        {will} (?:gjerne )?(?:å )?(?:få )?(?:vite|vita) (?:hvorfor|kvifor) (?:jeg|eg) (?:fikk|fekk){rest}
        (?:kan|kunne) (?:dere|de|du|sensor)(?: være så snill)?(?: å)? (?:begrunne|grunngi|grunngje|forklare){rest}
        (?:begjæring|forespørsel|førespurnad|anmodning|søknad|krav|request|application) (?:om|for) (?:en |ein |ei |an |the )?{explanation}
        (?:please|could you|can you|kindly)(?: please)? (?:explain|justify) (?:my|the|why){rest}
        know why i (?:got|received){rest}
        {explanation} (?:of|for|av|på) (?:the |my |min )?(?:exam )?{grade}
    """)),
    (Ask.APPEAL, _patterns(r"""
        {appeal}{now} (?:på|over|mot)\b{rest}
        {will}{now}(?: å| to)?{now} (?:{appeal}|appeal)
        (?:jeg|eg|vi) (?:{appeal}){now}
        (?:i|we)(?: hereby| formally| therefore)* appeal(?:ing)?
        (?:sender|leverer|fremmer|fremjar|framsetter|sende|levere|fremme){now} (?:en |ein |ei )?klage
        (?:ny|andre gangs|2\. gangs) (?:sensur(?:ering)?|vurdering)(?: av\b{rest})?
        klagesensur
        appeal(?:ing)? (?:of |against |my |the )+(?:exam |final )?{grade}
        (?:file|submit|lodge|make|send)(?:ing)?(?: an?| my)?(?: formal| grade)? (?:appeal|complaint)
        (?:complain|complaint) (?:about|against|on|regarding) (?:the |my )?(?:exam )?{grade}
        (?:have|get) (?:my|the) (?:exam|grade|paper) (?:regraded|re-graded|re-evaluated|reassessed)
    """)),
)  # fmt: skip

# A heading, or a whole short sentence, that is nothing but the name of what is wanted.
NOUNS: tuple[tuple[Ask, re.Pattern[str]], ...] = tuple(
    (ask, re.compile(rf"\W*(?:{_filled(words)})(?!\w)", re.IGNORECASE))
    for ask, words in (
        (Ask.FORMAL_ERROR, "{formal}|formell ?feil"),
        (
            Ask.EXPLANATION,
            "(?:(?:muntlig|skriftlig|munnleg|skriftleg|oral|written|ønske om|request for|om|for) )*{explanation}",
        ),
        (Ask.APPEAL, "klage(?:sak)?|karakterklage|(?:grade )?appeal|complaint"),
    )
)

# What a question about the state of things must also hold, or it is about something else.
OF_OURS = re.compile(
    r"\b(?:svar|klag|sak|begrunn|grunngj|karakter|sensur|dere|dokker"
    r"|appeal|case|answer|reply|grade|grading|explanation|complaint|request)",
    re.IGNORECASE,
)
NEGATION = _patterns(
    "ikke|ikkje|aldri|not|don['’]?t|never|heller enn|uten|utan|without|verken|korkje|i stedet for|i staden for"
)
# A question about how it is done, or whether one may, asks for nothing yet.
HOW = _patterns(r"""
    hvordan|korleis|hva|kva|hvem|kven|hvor|kor|hvilke[nt]?|how|what|who|where|which
    er det (?:mulig|mogleg|lov) å (?:klage|klaga|påklage|trekke|trekkje)
    (?:kan|bør|må|får) (?:jeg|eg|man|ein|en) (?:klage|klaga|påklage|trekke|trekkje)
    (?:can|may|should|could) (?:i|one|we) (?:appeal|withdraw)
    is it possible to (?:appeal|withdraw)
""")

# Words that only one of the languages has; those of the first line of each count double.
LANGUAGE_WORDS: Mapping[Language, tuple[frozenset[str], frozenset[str]]] = {
    Language.NB: (
        _set("jeg ikke hvordan hvorfor hvem hva noe noen ønsker dere hvis være vært kommer mye uke fikk"),
        _set("begrunnelse en vennlig fra høst klagen gitt møtt saken mottatt trekker oppgaven min hvor når"),
    ),
    Language.NN: (
        _set("eg ikkje korleis kvifor kven kva noko nokon ønskjer ynskjer ynskje dykk dykkar frå vere vore kjem mykje veke fekk"),
        _set("grunngjeving grunngjevinga ein ei vennleg venleg helsing haust klaga mi gjeve saka motteke trekkjer trekkje oppgåva dokker"),
    ),
    Language.EN: (
        _set("my the would like please grade appeal explanation exam course you regards dear have and want what how"),
        _set("number candidate hello thanks thank of it is was am will when get given withdraw request autumn spring sent has"),
    ),
}  # fmt: skip
