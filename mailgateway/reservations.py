"""Why a wish that was found may not be one: said by another, of another, on a condition, of something else, or not in earnest."""

import re

from casework.messages import Ask
from mailgateway.mentions import without_mentions
from mailgateway.stems import rare

_REQUESTS = frozenset({Ask.EXPLANATION, Ask.APPEAL, Ask.FORMAL_ERROR})
_STEPS = frozenset({Ask.APPEAL, Ask.FORMAL_ERROR, Ask.WITHDRAWAL})
_SPOKEN_FOR = frozenset({Ask.EXPLANATION, Ask.APPEAL, Ask.WITHDRAWAL})


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_I = re.compile(
    r"\b(?:jeg|eg|æ|jæ|je|ej|vi|me|i|we|undertegnede|underteikna|gruppa|gruppen|gruppe|group)\b"
    r"|^\W*(?:hei\W+)?e (?:m[åa]|vil|ska|ønsk|ber|har|søk|klag)",
    re.IGNORECASE,
)
# Words that stand before a verb without being its subject.
_LITTLE = _set("""
    å og så nå no da då men for derfor difor også òg altså likevel herved hermed dessverre diverre gjerne bare berre vil skal må
    ønsker ønskjer ynskjer ønske ynskje vennligst venlegast hei heisann hallo igjen takk med dette denne om to and so now therefore
    hereby formally would like want please also hi hello dear all again then must will in i på of the ja nei jo vel formelt
    skriftlig samtidig kan kunne får få lyst det der her er mulig mogleg går an it possible dere dokker de du you etter har hatt
    sender leverer leverar fremmer legger ved min mi mitt this is as mail email e register file after having tenkte tenker consider
    be bede blir vert yo hey heihei heia halla hiya hallo sorry beklager altså ja jo
    accept my formal official have has satt sett stor stort pris veldig svært enormt meget humbly kindly hadde håper håpar ang
    angående vedrørende gjelder gjeld re en ein ei a emne emnet kurs course exam eksamen eksamenen just
""")
_WORD = re.compile(r"[^\W\d_]+")
# Somebody else says it, or said it.
_REPORTED = re.compile(
    r"(?<!jeg )(?<!\beg )(?<!vi )(?<!\bi )\b(?:sa|sier|seier|skriver|skriv|skrev|skreiv|mente|påstår|påstod|foreslår|foreslo|anbefalte"
    r"|tilrådde|fortalte|said|says|(?<!was )(?<!were )told|wrote|writes"
    r"|advised|suggested|thinks)\b(?! nei)",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"\b(?:om|hvorvidt|whether|if) (?:jeg|eg|man|en|ein|vi|me|dere|i|we|one|you)(?: (?:virkelig|faktisk|heller))?"
    r" (?:må|skal|bør|burde|should|must|have to|ought)\b",
    re.IGNORECASE,
)
# What could, should or would have been.
_UNREAL = re.compile(
    r"\b(?:kunne|burde|bør|kan|måtte|skulle til|(?:hadde|har)(?: \w+)? (?:tenkt|planlagt|planlagd)|planla|nippet til|pleier|pleide|could"
    r"|should|can|might|was going|were going|had(?: \w+)? (?:planned|intended)|considered an?|used|how)"
    r"(?: (?:jeg|eg|vi|å|to|ha|have|også|òg|gjerne))*\s*$",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:kanskje|muligens|mogleg|mulig|eventuelt|evt|helst ikke|nok kanskje|perhaps|maybe|might|possibly|angrer|angrar|regret|glemme? at"
    r"|trur|tror|i think i)\b",
    re.IGNORECASE,
)
# What somebody wanted once, up to the turn of the sentence that takes it back.
_ONCE_WANTED = re.compile(
    r"\b(?:ville|skulle|ønsket|ønska|ønskte|ynskte|hadde|planla|wanted|was going|were going|planned|intended|meant)\b"
    r"(?! (?:(?:jeg|eg|vi) )?(?:gjerne|bare|berre|også|òg)\b)[^.!?\n]{0,40}\b(?:p?å?klag|appeal|begrunn|grunngj|expla)[^.!?\n]{0,80}"
    r"(?:\b(?:men|but|however|though)\b|;|[.!]\s+(?:nå|no|now)\b)",
    re.IGNORECASE,
)
# The end of such a passage, in small letters: a text without it, as nearly all are, need not be gone through slowly.
_TURN = re.compile(
    r"(?:klag|appeal|begrunn|grunngj|expla)[^.!?\n]{0,80}(?:\b(?:men|but|however|though)\b|;|[.!]\s+(?:nå|no|now)\b)"
)
# Who could not find the button has taken nothing back.
_HINDERED = re.compile(
    r"studentweb|lenk|link|knapp|button|skjema|form\b|f[ia]nn|find|virke|verk|funger|work|(?:fikk|får|fekk) (?:det )?(?:ikke|ikkje)",
    re.IGNORECASE,
)
_HINDERED_WITHIN = 60  # characters after the turn
# The same where the sentence begins with it.
_IF_FIRST = re.compile(
    r"\W*(?:(?:om|skulle) (?:dere|de|du|dokker|jeg|eg|vi|me|det|den|sensor(?:en)?|karakteren|begrunnelsen|grunngjevinga)"
    r"|i så fall|(?:hvis|dersom|viss) (?:ja|så)|in that case|if (?:so|yes))\b",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\s{0,2}(?:[^\W\d_]+ ){0,1}(?:ikke|ikkje|aldri|sjelden|sjeldan|not|never|rarely)\b", re.IGNORECASE
)
_ON_CONDITION = re.compile(
    r"\b(?:hvis|dersom|viss|med mindre|så lenge|unless|if|as long as|provided)\b(?! (?:det (?:er (?:mulig|mogleg|greit|ok|råd|lov"
    r"|i orden|slik|sånn)|går|lar)|mulig|mogleg|possible|dere kan"
    r"|de kan|ok))"
    r"|\b(?:når|straks|så snart|etter at|when|once|after|as soon as) (?:(?:jeg|eg|i) (?:har |have )?(?:får|fått|get|receive) )?"
    r"(?:the |my )?(?:begrunn|grunngj|expla)\w* (?:kommer|kjem|er|foreligger|ligg|comes|arrives|is)\b"
    r"|\b(?:senere|seinare|later) (?:om|if)\b",
    re.IGNORECASE,
)
# Not the grade: other decisions, and how things are done.
_ELSE = re.compile(
    r"avslag|\butsatt|\butsett|flytt|avlys|tilrettelegg|permisjon|klagevedtak|\bextension|fusk|juks|oblig|arbeidskrav|medstudent|utesteng|\bexclu|\bexpel"
    r"|klageprosess|klagebehandling|klageordning|hvordan (?:jeg|man|en|vi) (?:klag|kan klag)|korleis (?:eg|ein|vi) (?:klag|kan klag)"
    r"|hvorfor (?:klagen|det tar|dere|eksamen)|kvifor (?:klaga|det tek|de |dokker|eksamen)|så lang tid|for lang tid|tar tid|forsink"
    r"|karakterskala|karaktersystem|grading s(?:cale|ystem)|appeal(?:s)? process|procedure|delay|so long|too long|reject|refus"
    r"|(?:var|ble|blei|vart) (?:veldig |så |for |altfor )?(?:god|kort|sen|forsinka?)|været|undervis|forelesning|lecture|teaching",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"begrunn|grunngj|forklar|expla|justif|rationale|feedback|reason|hvorfor|kvifor|why", re.IGNORECASE
)
_BECAUSE = re.compile(r"\b(?:fordi|siden|sidan|ettersom|because|since|as)\b|;", re.IGNORECASE)
_CONDUCT = re.compile(
    r"bråk|støy|brann|alarm|krasj|inspera|ekstra ?tid|oppgaveteks|oppgåveteks|feil i oppg|trykkfeil|\bvakt|ordbok|kalkulator|hjelpemid"
    r"|pensum"
    r"|inhabil|habilitet|nynorsk oppg|språkform|noise|invigilator|crash|extra time|misprint|typo in",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"karakter|sensur|vurder|resultat|stryk|strøk|ikke bestått|ikkje bestått|grade|mark|result|regrad|assess",
    re.IGNORECASE,
)
# Whoever writes this is not in earnest, not decided, or not the student.
_NOT_MEANT = rare(
    r"\b(?:neida|bare tull(?:er)?|berre tull(?:ar)?|tulla?r? bare|spøker bare|just kidding|only joking|får se|får sjå|vi får se"
    r"|eller vil jeg (?:egentlig|det)|vet ikke om jeg vil|veit ikkje om eg vil"
    r"|(?:litt |veldig |ganske |fortsatt |framleis )?usikker(?! på om (?:det|dette|eg|jeg) (?:er|sender|har) (?:rett|riktig"
    r"|det))(?: på om)?"
    r"|men (?:jeg|eg) vil (?:ikke|ikkje)|but i do not want|as (?:her|his|their) (?:father|mother|parent|lawyer|guardian)"
    r"|(?:jeg|eg) er (?:foreleser|førelesar|sensor|emneansvarlig|emneansvarleg|faglærer|faglærar|studieveileder|studierettleiar"
    r"|eksamensvakt"
    r"|moren|faren|mor|far|advokat)|i am (?:the )?(?:lecturer|examiner|mother|father|lawyer))\b",
    "neida|tull|spøker|kidding|joking|får se|får sjå|eller vil jeg|om jeg vil|om eg vil|usikker|vil ikk|do not want|as her|as his|as their"
    "|eg er |i am ",
)
_CHANGED = rare(
    r"changed my mind|decided against|ombestem\w+|\bla[rt] det være\b|\bl[eè]t det vere\b|\bdropp[ea]r det\b|andre tank(?:er|ar)\b"
    r"|men (?:(?:jeg|eg) )?(?:tør|torer|våger|vågar) (?:ikke|ikkje)",
    "changed my|decided ag|ombestem|det være|det vere|dropp|andre tank|tør|torer|våger|vågar",
)
# Who asks what to do, or tells that the others of the group do not agree, has not decided yet.
_CONSULTS = rare(
    r"\b(?:hva|kva) (?:gjør|gjer|bør|skal|kan) (?:vi|me|jeg|eg)(?: (?:gjøre|gjere|nå|no|då|da))*\W*\?"
    r"|\bwhat (?:do|should|can) (?:i|we) do\b"
    r"|\b(?:anbefaler|tilrår|anbefalar|råder) (?:dere|de|du|dokker)\b|\b(?:hva|kva) (?:anbefaler|anbefalar|tilrår|ville)"
    r" (?:dere|de|du|dokker)\b"
    r"|\b(?:do|would|could) you (?:recommend|advise|suggest|think i)\b|\b(?:tror|trur) (?:dere|de|du|dokker) (?:jeg|eg|vi|at|det)\b"
    r"|\bunless you (?:tell|think|say|advise)\b|\bmed mindre (?:dere|du) (?:sier|mener|fraråder)\b"
    r"|\b(?:er det|is it) (?:trygt|lurt|dumt|verdt|verd|noen vits|nokon vits|safe|wise|worth)\b"
    r"|\b(?:ikke|ikkje) alle (?:er enige|er einige|vil|ønsker|ønskjer|på gruppa)|\bnot all of us\b"
    r"|\b(?:den|de|dei|en|ein|éin|to|tre|fire|resten|noen|nokon|nokre)(?: (?!(?:og|men|jeg|eg|vi|me|som)\b)\w+){0,4} vil (?:ikke|ikkje)\b"
    r"|\b(?:en|ein|to|tre|fire) av (?:to|tre|fire|fem|seks)\b"
    r"|\b(?:one|some) of us (?:does|do|would) not\b|\bthe others? (?:do|does|would) not (?:want|agree)\b",
    "va gj|va bør|va skal|va kan|va ville|what do|what should|what can|anbefal|tilrår|råder|recommend|advise|suggest|think i|tror d|trur d"
    "|unless you|med mindre|ikke alle|ikkje alle|not all|vil ikk|en av |ein av|to av |tre av|fire av|of us |the other"
    "|er det |is it ",
)
# An explanation of something that no grade was given for, and what is only needed for an explanation.
_WHY_ELSE = re.compile(
    r"(?:begrunn|grunngj|forklar|expla|justif)\w*(?: \w+){0,2} (?:hvorfor|kvifor|why)\b"
    r"(?!.*(?:karakter|sensur|vurder|grade|mark|result|score|poeng|point|stryk|strøk|fail|\bpass|best[åo]|bedre|betre"
    r"|better|\blav|\blåg|\blow|dårl|bad(?:ly)?\b"
    r"|\b(?:en |ein |an? )?[a-f]\b(?! \d)(?=\W*(?:$| (?:i|in|på|og|and|når|when|for|instead))|\W*[.,?!])))",
    re.IGNORECASE,
)
_FOR_ONE = re.compile(
    r"\b(?:til|i|med|fra|frå|etter|ved) (?:begrunnelsen|grunngjevinga)\b|\b(?:with|from|in) (?:the|my) explanation\b",
    re.IGNORECASE,
)
# Who has one already asks whether there may be another.
_HAVING_ONE = re.compile(
    r"\b(?:hvis|dersom|viss|når|selv om|sjølv om|if|when|even though) (?:jeg|eg|vi|me|i|we)"
    r" (?:(?:har|have) (?:alt|allerede|allereie|already)|(?:alt|allerede|allereie|already) (?:har|have))\b",
    re.IGNORECASE,
)
# Who wonders how it is done, when, or whom to ask.
_WONDERED_HOW = re.compile(
    r"\b(?:lurer|lurar|lurte|wonder|wondering|spørsmål|(?:vite|vita|know|fortell|tell)(?: me| meg)?)\b(?: (?:på|om|about|er))?"
    r" (?:hva|kva|hvem|kven|hvor|kor|kvar|hvordan|korleis|når|how|what|who|where|when)\b",
    re.IGNORECASE,
)
# Who wonders whether something is a formal error complains of none yet.
_WONDERED = re.compile(
    r"\b(?:lurer|lurar|lurte|wonder|wondering|usikker|uncertain|unsure|(?:vet|veit|know) (?:ikke|ikkje|not)|spørsmål)\b.{0,30}"
    r"\b(?:om|whether|if)\b"
    r"|\b(?:kan|kunne|could|might|may)(?: \w+){0,2} (?:være|vere|regnes|reknast|kalles|be|count)\b",
    re.IGNORECASE,
)
# A mail that was not meant to be sent yet.
_DRAFT = rare(
    r"(?m:^)\W*(?:utkast|kladd|draft)\b|\b(?:dette er|this is) (?:(?:bare|berre|kun|only|just|et|eit|en|ein|a) )*"
    r"(?:utkast|kladd|draft|test)\b",
    "utkast|kladd|draft|test",
)
# What one mail speaks of besides the wish that was found: who asks how an appeal is made, or many at once, has not made it.
_BESIDES = {
    Ask.EXPLANATION: rare(
        r"(?:begrunnelse|grunngj?[ei]ving|explanation)\w*(?: \w+){0,4}? (?:og|and|samt|pluss)"
        r"(?: (?:så|samtidig|samstundes|also|to|å|en|ei|an))* (?:på)?(?:klage|appeal)\b(?! (?:ikke|ikkje|not)\b)"
        r"|\b(?<!ikke )(?<!ikkje )(?<!not )(?:(?:registrer|regn|rekn|noter|opprett|behandl)(?:e|es|ast)?|føre? opp"
        r"|(?:treat|regard|consider|count|take) (?:this|it|that|my)|(?:please|also|you) (?:register|start|file|lodge|open))\b"
        r"(?:(?!\b(?:ikke|ikkje|not|frist)\b)[^.;?!\n]){0,40}\b(?:klage[nr]?|klaga|appeal)\b"
        r"|(?:kommer|kjem) til å (?:på)?klag[ea]\b(?![^.;?!\n]{0,60}\b(?:hvis|dersom|viss|om|når)\b)"
        r"|(?:oppg[aå]ve|task|problem|question)\w*\b[^.;?!\n]{0,40} (?:før|before)(?: \w+){0,2} (?:\w*eksamen\w*|exam)\b"
        r"|(?:begrunn|grunngj)\w*(?: \w+){0,4}? klage(?:sensur|vedtak)\w*",
        "klag|appeal| før| before",
    ),
    Ask.APPEAL: rare(
        r"\b(?:vi|me) er (?:flere|fleire|mange|\w+ stykk\w*)\b|\b(?:some|several|many|a few) of us\b"
        r"|\b(?:klag|ank)\w*(?: \w+){0,4}? (?:på|over|for|av|etter|mot) klage(?:sensur|vedtak)\w*"
        r"|\b(?:karakter|resultat)\w*(?: \w+){0,2} etter (?:klagen|klaga|klagesensur\w*)\b|\boutcome of (?:the|my) appeal\b"
        r"|\b(?:hvordan|korleis) (?:går|gjør|gjer) (?:vi|me|jeg|eg|man|ein|en)\b|\bhow (?:do|should|can) (?:i|we) (?:proceed|go about|do)\b"
        r"|\bhow does (?:that|it|this) work\b",
        "r fle|r man|stykk|of us|klagesensur|klagevedtak|etter kla|of the app|of my app|hvordan g|korleis g|how d|how sh|how can",
    ),
    Ask.STATUS: rare(
        r"\b(?:hvis|dersom|viss|om|når|if|when) (?:jeg|eg|vi|me|man|ein|en|i|we|one)(?: \w+){0,2} (?:klag(?:er|ar|e)|appeal)\b"
        r"|(?:å|to) (?:klag[ea]|appeal|få (?:(?:en|ei) )?(?:begrunn|grunngj)\w*|get an explanation)(?=\W*$)",
        "klag|appeal|begrunn|grunngj|explanation",
    ),
    Ask.WITHDRAWAL: rare(
        r"\b(?:trekk\w*|withdraw\w*) (?:(?:meg|oss|myself) )?(?:fra|frå|from) (?:the |my |this )?(?:\w*eksamen|emne|kurs|fag|exam|course)",
        "trekk|withdraw",
    ),
}
_NONE = re.compile(r"\b(?:ingen|inga|no|noen|nokon|any)\W*$", re.IGNORECASE)
_QUOTED = re.compile(r"«[^»]{1,300}»|“[^”]{1,300}”|„[^“”]{1,300}[“”]|(?<!\w)\"[^\"]{8,300}\"")


def without_quoted_words(text: str) -> str:
    """The text without what stands in quotation marks: these are the words of others."""
    return _QUOTED.sub(" … ", text) if any(mark in text for mark in '«“„"') else text


def misgiving(ask: Ask, text: str) -> str:
    """The words of a mail that put all of it in doubt, "" where none do."""
    found = _NOT_MEANT.search(text) or _CONSULTS.search(text) or _DRAFT.search(text)
    if found is None and ask in _BESIDES:
        found = _BESIDES[ask].search(text)
    if found is None and ask is not Ask.WITHDRAWAL:
        found = _CHANGED.search(text)
    return found[0] if found else _taken_back(text) if ask is not Ask.WITHDRAWAL else ""


def _taken_back(text: str) -> str:
    """What the writer wanted once, up to the turn after which he tells what holds now; "" where nothing hindered him only."""
    if not _TURN.search(text.lower()):
        return ""
    past = (found for found in _ONCE_WANTED.finditer(text))
    return next(
        (found[0] for found in past if not _HINDERED.search(text, found.end(), found.end() + _HINDERED_WITHIN)), ""
    )


def is_about_else(text: str) -> bool:
    """Whether a text speaks of other decisions than the grade, or of how things are done."""
    return _ELSE.search(text) is not None


def reservation(ask: Ask, sentence: str, before: str, said: str, after: str, *, wished: bool) -> str:
    """The words around a wish that put it in doubt, or "". `before` is of the same clause, `after` to the sentence's end."""
    if ask in _SPOKEN_FOR and _is_anothers(before, said.split()[: 6 if ask is Ask.EXPLANATION else 3]):
        return before.strip()
    about = _BECAUSE.split(said + after)[0]
    if ask is Ask.EXPLANATION and (named := _EXPLAINED.search(about)):
        about = about[named.start() :]
    is_request, is_step = ask in _REQUESTS, ask in _STEPS
    looks = (
        (is_request, _ELSE.search, about),
        (is_request, _WHETHER.search, before),
        (ask is Ask.EXPLANATION, _WHY_ELSE.search, said + after),
        (ask is Ask.EXPLANATION, _FOR_ONE.search, said),
        (ask is Ask.EXPLANATION, _HAVING_ONE.search, said + after),
        (is_step, _WONDERED_HOW.search, before),
        (is_step, _UNREAL.search, before),
        (is_step, _ON_CONDITION.search, said + after),
        (is_step, _ON_CONDITION.match, sentence),
        (is_step, _IF_FIRST.match, sentence),
        (ask is Ask.FORMAL_ERROR, _NONE.search, before),
        (ask is Ask.FORMAL_ERROR, _WONDERED.search, before),
        (ask is Ask.APPEAL and not _GRADE.search(said), _CONDUCT.search, sentence),
        (True, _REPORTED.search, before),
        (not wished, _HEDGE.search, before),
    )
    return next((found[0].strip() for concerned, look, where in looks if concerned and (found := look(where))), "")


def is_denied(ask: Ask, said: str, after: str) -> bool:
    """Whether the very next words deny it: "jeg klager ikke"."""
    return ask is Ask.APPEAL and _NOT_AFTER.match(after) is not None and not said.endswith(",")


def _is_anothers(before: str, said: list[str]) -> bool:
    """Whether the verb has a subject that is not the writer."""
    clause = without_mentions(before)
    if _I.search(clause) or _I.search(" ".join(said)):
        return False
    words = {word.lower() for word in _WORD.findall(clause)}
    return bool(words - _LITTLE)
