"""The words in which students answer offered times, in bokmål, nynorsk and English, as patterns of their own."""

import re

I = re.IGNORECASE  # noqa: E741

NEGATED = re.compile(
    r"\b(?:ikke|ikkje|ikkj|aldri|not|never|no|nei|cannot|dårlig|dårleg|umulig|umogleg|impossible)\b|n't\b", I
)
DOUBT = re.compile(
    r"\b(?:hvis|dersom|viss|såfremt|såframt|med mindre|i tilfelle|bare|berre|kanskje|kan hende|kanhende|muligens|truleg|trolig"
    r"|tror|trur|usikk?er\w*|uviss|(?:vet|veit) (?:ikke|ikkje)|sjekke|om (?:jeg|eg|det|sensor)|enten|hva skjer|kva skjer"
    r"|klag\w*|karakter\w*|trekk\w*|appeal\w*|withdraw\w*"
    r"|if|unless|maybe|perhaps|might|unsure|(?:not|n't) (?:sure|know)|think|check|whether|in case|only|either)\b",
    I,
)
EXCEPT = re.compile(
    r"\b(?:unntatt|untatt|unnateke|bortsett|utenom|utanom|except|apart from|other than|besides|foruten)\b", I
)
# What makes a refusal one of something else, or of some hours only.
PARTLY = re.compile(
    r"\b(?:før|etter|(?:fra|frå)(?! å)|til klokk\w+|tidligere|tidlegare|senere|seinare|before|after|until|till|earlier|later"
    r"|eksamen\w*|exam\w*|prøv\w+|sensor\w*|examiner\w*|grader\w*|krav\w*|frist\w*|deadline|uten|utan|without"
    r"|(?:komme|kome|passer|passar) på (?:hv|kv|no|meg|deg|oss)|come up|(?:sick|ill) of|(?:syk|sjuk) av"
    r"|(?:ikke|ikkje|not|n't) (?:se|sjå|finne|finn|få|fått|lese|lest|åpne|opne|see|find|get|got|read|open)"
    r"|(?:finner|finn|ser) (?:ikke|ikkje))\b",
    I,
)
ELSE = re.compile(
    r"\b(?:ny|nye|nytt|annen|annan|anna|andre (?:dager|dagar|tider)|stedet|staden|heller|instead|another|other|flytte?|bytte?|endre"
    r"|move|change|reschedule)\b",
    I,
)
COMING = re.compile(
    r"\b(?:kommer|kjem|come|coming|be there|møter|stiller|likevel|frisk|bedre|betre|recovered|better|fine)\b", I
)

_TIMES = (
    r"(?:tidene|tidane|tider|tiden|tida|tidspunkt\w*|forslag\w*|framlegg\w*|alternativ\w*|dagene|dagane|dager|dagar"
    r"|times?|options?|slots?|days?|suggestions?|dates?)"
)
_THESE = r"(?:de|dei|dem|disse|desse|the|these|those|them)"
_SUITS = (
    r"(?:pass(?:er|ar|et|a)?|høver|høve|går|fungerer|fungerar|funker|works?|suits?|fits?|good|possible|mulige?|moglege?|greie|bra|kan"
    r"|can|could|make|available|ledig|free)"
)
NONE_FITS = re.compile(
    rf"\b(?:ingen|inga|none|neither)\b(?: (?:av|of))?(?: {_THESE})?(?: (?:to|tre|two|three))?(?: {_TIMES})?\b.*\b{_SUITS}\b"
    rf"|\b{_SUITS}\b.*\b(?:ingen|inga|none|neither)\b(?: (?:av|of))?(?: {_THESE}| {_TIMES})"
    rf"|\b(?:passer|passar|høver) (?:dessverre |diverre )?(?:ingen|inga)\b"
    rf"|(?:\b(?:ikke|ikkje|not|cannot|unable)\b|n't\b).*\b(?:noen|nokon|nokre|any|either)\b (?:av |of )?(?:{_THESE}\b ?)?(?:{_TIMES}\b)?",
    I,
)
_ADVERB = r"(?:dessverre|desverre|diverre|nok|likevel|altså|da|då|jo|heller|unfortunately|sadly|i dag|today|opp)"
_NO = rf"(?:{_ADVERB} ){{0,3}}(?:ikke|ikkje)"
_COME = r"(?:komme|kome|koma|møte|møta|møtast|møtes|stille|delta|rekke|rekkje|være der|vere der)"
_ARE = (
    r"(?:er|blir|ble|blei|vart|var|har blitt|har vorte|er blitt|er vorten|er vorte|am|'m|was|got|have been|have become|have gotten"
    r"|fell|feel)"
)
_ILL = (
    r"(?:forhindre[tr]?|forhindra|hindra|hindret|syk|sjuk|innlagt|sengeliggende|sengeliggjande|på (?:sykehus|sjukehus|legevakt)\w*"
    r"|prevented|ill|sick|unwell|hospitali[sz]ed|in (?:the )?hospital|unable to (?:come|attend|meet|make it|be there|join))"
)
_CANNOT = r"(?:can't|cannot|can not|couldn't|could not|won't|will not|am not able to|'m not able to|wasn't able to|will be unable to)"
_MUST = r"(?:må|måtte|melder meg|melder)"
PREVENTED = re.compile(
    rf"\b(?:jeg|eg|i|vi|we)(?: {_ADVERB})*(?: |(?='m)){_ARE}(?: (?:\w+)){{0,3}}? {_ILL}\b"
    rf"|^(?:{_ADVERB} )*(?:{_ARE} )(?:(?:jeg|eg) )?(?:\w+ ){{0,2}}?{_ILL}\b"
    rf"|^(?:{_ADVERB} )*{_ILL}(?: (?:i dag|today|{_ADVERB}))*$"
    rf"|\b(?:kan|kunne|får|fekk|fikk|klarer|klarar|klarte|greier|greidde|orker|orkar|makter|rekker|rekk|rakk)(?: (?:jeg|eg))? {_NO}"
    rf"(?: {_ADVERB})*(?: til)?(?: å)? {_COME}\b"
    rf"|\b(?:kommer|kjem|kom|møter|møtte|rekker|rekk|rakk)(?: (?:jeg|eg))? {_NO}\b(?! til å (?!{_COME}))"
    rf"|\bhar {_NO} (?:mulighet|moglegheit|høve|anledning|sjanse) (?:til |for )?(?:å )?{_COME}\b"
    rf"|\b{_MUST} (?:{_ADVERB} )*(?:melde )?(?:avbud|avlyse|avlyst|fråfall|forfall|sjuk|syk)\b"
    rf"|\bi(?: {_ADVERB})* {_CANNOT} (?:be able to )?(?:come|make it|make the|attend|be there|meet|show up|join|be present)\b(?! to\b)"
    rf"|^(?:{_ADVERB} )*{_CANNOT} (?:come|make it|attend|be there)\b",
    I,
)
TAKEN_BACK = re.compile(
    r"\b(?:ikke|ikkje|not|aldri|never|no longer) (?:lenger |lengre )?(?:forhindr|hindr|syk|sjuk|prevent|ill|sick)", I
)
# Whatever may stand around a day, an hour or a number in a clause that picks it.
AROUND = frozenset(
    re.findall(
        r"[\w']+",
        """
    jeg eg i vi oss meg me my mi min mitt for på on den det dette dei the that this at om til da då a an
    kan can could tar tek tok ta take velger vel veljer vil will would like ha have want pick choose prefer foretrekker føretrekkjer
    ønsker ønskjer ynskjer gjerne gjerna helst rather best better i'd i'll i'm
    passer passar passe pass passet høver høve går fungerer funkar funker works work suits suit fits is er be am
    good great fint fine bra greit godt perfekt perfect ok okei okay supert flott utmerket utmerka topp super veldig mykje svært
    very well heilt helt mest most ledig free available mulig mogleg possible
    ja jau jo yes takk tusen thanks thank you please hei hallo hi hello og and så so too også òg med with
    kommer kjem komme kome come coming møter møte meet ses sees see there der dere dykk du kl klokka klokken nummer nr alternativ
    alternativet tid tida tiden tidspunkt tidspunktet forslag forslaget option time slot suggestion one number valg
    """,
    )
)
HARMLESS = (
    AROUND - set(re.findall(r"\w+", "kan can could tar tek tok ta take velger vel pick choose one"))
) | frozenset(
    re.findall(
        r"\w+",
        """
    beklager beklagar sorry unnskyld orsak dessverre diverre unfortunately apologies
    mange forhånd førehand svar svaret tilbakemelding tilbakemeldinga rask raskt raske hilsen helsing vennlig
    regards kind sincerely cheers all en ei fin dag god helg deg mye much many gleder gler look looking forward
    """,
    )
)
_IT = r"(?:det|den|tida|tiden|tidspunktet|that|it|the time|this)"
YES = re.compile(
    rf"(?:ja|jau|jo|yes|ok|okei|okay|{_IT})(?: {_IT})?(?: (?:er|is|pass(?:er|ar)|høver|går|works|suits|fits|fungerer))?"
    r"(?: (?:fint|bra|greit|godt|perfekt|fine|good|great|perfect|well|me|for|meg|veldig|heilt|helt|ok))*"
    r"|(?:pass(?:er|ar)|høver|går|fungerer) (?:fint|bra|greit|godt|perfekt)(?: for meg)?",
    I,
)
NOT_THAT = re.compile(
    rf"(?:{_IT}(?: time)? (?:passer|passar|høver|går|fungerer|does|doesn't|is|isn't)|passer|passar|høver|går)"
    r"(?: (?:dessverre|diverre|unfortunately))?(?: (?:ikke|ikkje|dårlig|dårleg|not))?(?: (?:work|suit|fit|good|possible))?(?: for)?"
    r"(?: (?:meg|me))?",
    I,
)

NUMBERS = {
    **dict.fromkeys(
        ("1", "en", "én", "ein", "éin", "ett", "eitt", "one", "første", "fyrste", "først", "fyrst", "1st", "first"), 1
    ),
    **dict.fromkeys(("2", "to", "two", "andre", "2nd", "second"), 2),
    **dict.fromkeys(("3", "tre", "three", "tredje", "3rd", "third"), 3),
    **dict.fromkeys(("4", "fire", "four", "fjerde", "4th", "fourth"), 4),
    **dict.fromkeys(("5", "fem", "five", "femte", "5th", "fifth"), 5),
}
LAST = frozenset({"siste", "sist", "last"})
_CARDINAL = r"\d{1,2}|en|én|ein|éin|ett|eitt|one|to|two|tre|three|fire|four|fem|five"
_ORDINAL = r"første|fyrste|andre|tredje|fjerde|femte|siste|first|second|third|fourth|fifth|last|1st|2nd|3rd"
_NAMED = (
    r"nummer|nr\.?|alternativ(?:et)?|alt\.?|tid|tida|tiden|tidspunkt(?:et)?|forslag(?:et)?|valg"
    r"|option|number|no\.|slot|suggestion|time"
)
_OFFER = r"alternativ\w*|tid\w*|forslag\w*|option|time|slot|suggestion|one"
NUMBERED = re.compile(
    rf"\b(?:{_NAMED}) ?(?P<number>{_CARDINAL})(?![\w/]|[.:]\d)"
    rf"|\b(?:den|det|dei|the|dette) (?P<ordinal>{_ORDINAL})\b(?: (?:{_OFFER}))?"
    rf"|\b(?P<bare>{_ORDINAL}) (?:{_OFFER})\b"
    rf"|^\(?(?P<alone>{_CARDINAL})\)?$",
    I,
)
BARE_NUMBER = re.compile(r"(?<![\w.:/-])(\d{1,2})(?![\w/-]|[.:]\d)")
