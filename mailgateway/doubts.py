"""The words around a wish that take it back, put it in doubt or say whose it is: data for `intent`, as `wording` is."""

import re

from mailgateway.stems import rare
from mailgateway.vocabulary import patterns

# What a question about the state of things must also hold, or it is about something else.
OF_OURS = re.compile(
    r"\b(?:svar|klag|sak(?:en|a)?\b|begrunn|grunngj|tid (?:tar|tek) det|long (?:does|will) (?:it|this) take"
    r"|(?:ny|nye|nytt) (?:karakter|sensur|vurdering)|kommet med|kome med|har de(?:re)? (?:fått|mottatt|motteke)"
    r"|appeal|case|answer|reply|explanation|complaint|request|hear|heard|regrad)",
    re.IGNORECASE,
)
# The same, where a letter of ours is answered.
IT = re.compile(
    r"\b(?:this|it|den|det|ho|han|dette|saka|saken|update|news|nytt|ferdige?|klar|vente|ennå|enda|enno|svar|results?|resultatet"
    r"|documents?|attachments?|vedlegg(?:et|a|ene)?)\b",
    re.IGNORECASE,
)
# A word of what the service does: where it stands unasked, a heading alone does not say what is wanted.
SPOKEN = re.compile(
    r"begrunn|grunngj|klag|trekk|appeal|expla|withdraw|complain|ettersend|glemte|gløymde|forgot|dokumentasjon",
    re.IGNORECASE,
)
# A word of anything but an explanation, or of one that was given already.
ASKING_ELSE = re.compile(
    r"klag|\bank[ea]r?\b|trekk|appeal|withdraw|complain|formell|formal|takk for (?:begrunn|grunngj|svar|mailen|e-?posten)"
    r"|thank(?:s| you) for (?:the|your)|begrunnelsen|grunngjevinga|(?:the|your) explanation|spørsmål|vedlagt|vedlagd|vedlegg|attached"
    r"|question|foreleser|førelesar|lecturer",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:jeg|eg|meg|min|mi|mitt|mine|vi|vår|i|my|me|we|our)\b", re.IGNORECASE)
# What somebody thinks of a grade is no wish yet.
OPINION = re.compile(
    r"\b(?:syne?s|mener|meiner|lurer|urettferdig|rart|skuff|think|feel|wonder|unfair|disappoint)\w*", re.IGNORECASE
)
# Who writes for somebody else must be asked whether that person knows.
FOR_ANOTHER = re.compile(
    r"\b(?:min|mi|my) (?:sønn|son|datter|dotter|venn|venninne|kjæreste|klient|daughter|friend|client|girlfriend|boyfriend|wife|husband)\b"
    r"|\b(?:sønnen|sonen|dattera|datteren|dottera|vennen|venninna|venninnen|kjæresten|klienten) (?:min|mi)\b"
    r"|\b(?:kandidaten|studenten)\b",
    re.IGNORECASE,
)
# A parent, a lawyer or somebody else who speaks for the student, wherever in the mail it is said.
FAMILY = rare(
    r"\b(?:min|mi|my|vår|our) (?:sønn|son|datter|dotter|daughter|klient|client|child)\b|\b(?:sønnen|sonen|dattera|datteren|dottera"
    r"|klienten) (?:min|mi|vår)\b"
    r"|\b(?:på|on) (?:hans|hennes|hennar|his|her|their) (?:vegne|vegner|behalf)\b"
    r"|\b(?:på vegner? av|on behalf of) (?!(?:meg|oss|me|myself|us|alle|hele|heile|the|our|my)\b|\w*grupp)"
    r"|\brepresenterer (?:studenten|kandidaten)\b|\brepresent the (?:student|candidate)\b",
    "sønn|son|datter|dotter|daughter|klient|client|child|vegne|behalf|represent",
)
STATED = re.compile(
    r"\b(?:er|ble|blei|vart|var|kom|kommer|kjem|mangler|manglar|ligger|ligg|is|was|has)\b", re.IGNORECASE
)
# What begins with the explanation that is there already, and goes on with what it does.
TOLD_OF = re.compile(
    r"\W*(?:(?:karakter|sensur)?begrunnelsen|grunngj[ei]vinga|the explanation)"
    r" (?!(?:for|på|av|i|til|fra|frå|takk|min|mi|from|of|please)\b)\w",
    re.IGNORECASE,
)
# A question about these is not about a case.
NOT_OURS = re.compile(
    r"frist|deadline|due date|eksamensdato|vitnemål|transcript|utsatt|utsett|tilrettelegg"
    r"|søknad\w* (?:min )?om (?!(?:ei |en )?(?:begrunn|grunngj|(?:ny|nye) (?:sensur|vurder)))|application for (?!an? (?:expla|appeal))",
    re.IGNORECASE,
)
GRADED = re.compile(r"karakter|sensur|vurder|grad|mark|result", re.IGNORECASE)
# Somebody is asked to do it: a question in form only.
POLITE = re.compile(
    r"\b(?:(?:kan|kunne|vil) (?:du|dere|de|dokker|dykk)|(?:kan|kunne) (?:jeg|eg|vi) få|(?:can|could|would) you)"
    r"(?: (?:være så (?:snill|snille|venleg|vennlig)(?: og| å)?|vennligst|gjerne|please|bare))*\s*$",
    re.IGNORECASE,
)
NEGATION = patterns(
    "ikke|ikkje|ittj?e?|itj|aldri|not|don['’]?t|never|heller enn|uten|utan|without|verken|korkje|i stedet for|i staden for"
    "|rather than|instead of"
)
# A question about how it is done, or whether one may or must, asks for nothing yet.
HOW = patterns(r"""
    (?:(?:hallo|hei|hi|hello)[,!]? )?(?:hvordan|korleis|hva|kva|hvem|kven|hvor|kor|kvar|hvilke[nt]?|kva for|how|what|who|where|which)
    (?:(?:hallo|hei|hi|hello)[,!]? )?(?:når (?:er|går|må|kan|skal|får)|when (?:is|do|can|must|does)|(?:finnes|finst|fins) det|is there)
    er det (?:mulig|mogleg|lov) å (?:klage|klaga|påklage|trekke|trekkje)
    (?:kan|bør|må|får) (?:jeg|eg|vi) (?:klage|klaga|påklage|trekke|trekkje|trekkja)
    (?:kan|bør|må|får) (?:man|ein|en|studenter|studentar)
    (?:bør|må|skal|trenger|treng) (?:jeg|eg|vi)
    har (?:jeg|eg|vi|man|ein|en) (?:rett|krav|lov|mulighet|høve)
    (?:can|may|should|could) (?:i|one|we) (?:appeal|withdraw)
    (?:should|must|do) (?:i|one|we)|am i (?:allowed|entitled)
    is it possible to (?:appeal|withdraw)
    (?:can|may|could|will) my grade
""")
# A question that is a wish in form: whoever asks for an explanation so wants it.
WISH = re.compile(
    r"\b(?:kan|kunne|vil|får|lurer|lurte|mulig|mogleg|går det an|can|could|may|would|possible|chance)\b", re.IGNORECASE
)
# Said of what would be, not of what is wished.
IF = re.compile(r"\b(?:hvis|dersom|viss|if) (?:jeg|eg|vi|man|ein|en|i|we)\b[^,]*$", re.IGNORECASE)
