"""The words by which people ask, in bokmål, nynorsk and English: data for `intent`, written as in `vocabulary`."""

import re
from functools import cache

from casework.messages import Ask
from mailgateway.vocabulary import Patterns, any_of, filled, patterns

# An appeal that points back at the grade it has just named. These are taken out before the passages below.
POINTED = patterns(r"""
    {grade}[^.;?!\n]{0,60} (?:og|and|så|derfor|difor)
        ...(?: (?:eg|jeg|i|vi|vil|ønsker|ønskjer|ynskjer|skal|må))*(?: å)? {appeal}(?: (?:eg|jeg|vi))?{now} (?:på|over|mot) (?:den|denne
        ...|han|it)
    (?:da|så|då) {appeal} (?:jeg|eg|vi){now} (?:på|over) (?:den|denne|karakteren)
""")

# Passages in which a word of asking asks for nothing, since they tell of what was had or done before. They are taken out first.
NO_ASK = patterns(r"""
    {had}(?:(?! (?:vil|ønsker|ønskjer|ynskjer|ber|bed|trenger|treng|skulle|want|would|wish|need|request) )[^.,;?!\n]){0,30}? {explanation}
    (?<!forhånd )(?<!førehand )(?<!forhånd, )(?<!førehand, )(?:takk|thanks|thank you)(?: \w+){0,3} for[^.;?!\n]{0,40}?
        ... {explanation}(?! på forhånd)
    (?:{explanation}|klagen|klaga|the appeal) (?:som )?(?:jeg|eg|i|dere|de|you) (?:fikk|fekk|har fått|ba om|bad om|got|received
        ...|asked for|requested|sendte|sende|sent)
    (?:sendte|leverte|la|har sendt|har levert|submitted|filed|sent)(?: (?:inn|in|en|ein|ei|an|a|my|min))* {appeal}(?: (?:på|i|in){rest})?
    (?:klaget|appealed)\b{rest}
    {appeal}{now} (?:på|over|mot) (?:den|det|denne|dette|begge)(?= *(?:$|[.,;!?)]|og ))
    klage(?:frist|rett|adgang|behandling|handsaming|nemnd)\w*
    frist\w* (?:for|til) (?:å )?(?:klage|klaga)
    (?:i fjor|(?:for)?rige (?:gang|semester|år)|førre (?:gong|semester|året)|tidligere|tidlegare|last (?:year|time|semester))
        ... (?:klaga|klaget|klage|fikk|fekk|hadde)[^.,;?!\n]{0,60}
    {appeal}(?: (?:jeg|eg|vi|me))?[^.,;?!\n]{0,40} for [^.,;?!\n]{1,16} (?:siden|sidan)
    (?:treng(?:er|s)?|vil ha|ønsker|ønskjer|ynskjer|need|want) (?:ingen|inga|no) {explanation}
    appeal deadline
    deadline (?:for|to)(?: an| the)? appeal(?:ing|s)?
""")

# Passages that only think of an appeal: who writes one has not decided, or does not want it.
THOUGHT = patterns(r"""
    (?:vurder(?:er|e|te)|overvei(?:er|e)|tenker på|tenkjer på|avgjøre|avgjere|bestemme|finne ut|ta stilling til
        ...|considering)[^.;?!\n]{0,30}? {appeal}
    (?:før|om|hvis|dersom|viss|hvorvidt) (?:jeg |eg |vi )?(?:(?:eventuelt|evt\.?|kanskje) )?(?:(?:skal|bør|vil|må|kan) )?(?:å )?{appeal}
    (?:eventuelt|evt\.?|kanskje|muligens|mogleg)[^.,;?!\n]{0,20}? {appeal}
    (?:eventuelle?|mulig|mogleg) klage
    (?:whether|if|before)(?: or not)? (?:i (?:should|will|want to|can|decide to|may|might) |i |to |possibly )?appeal(?:ing)?
    (?:consider(?:ing)?|thinking (?:of|about)|possibly|might|may|a possible|potential)(?: an)? appeal(?:ing)?
    (?:klage|appeal(?:ing)?) (?:er|is) (?:ikke|ikkje|not){rest}
    (?:in case|i tilfelle|when|når|om) (?:i|jeg|eg|vi|we) (?:later |senere |seinare |skulle |skal |vil |should |want to |decide to )*
        ...{appeal}(?: later| senere| seinare)?
    (?:in case|if) i (?:later )?appeal(?: later)?
    (?:ikke|ikkje|not|n['’]t)(?: yet| enda| ennå| enno)? (?:decided|sikker|bestemt)[^.;?!\n]{0,40}? (?:{appeal}|appeal)
""")

# What is found for one ask is taken out before the next is looked for: "trekke klagen" is no appeal.
ASKS: tuple[tuple[Ask, Patterns], ...] = (
    (Ask.WITHDRAWAL, patterns(r"""
        (?:trekker|trekkjer|trekk) (?:jeg|eg|vi|me){me} (?:{case}|{explanation})
        (?:klagen|klaga)(?: min| mi)?[^.,;?!\n]{0,30} kan (?:dere|de|dokker|du)(?: bare| berre)? (?:trekke|trekkje|droppe|slette|avslutte)
        (?:trekke?|trekker|trekkjer?|trekt|trukket|trekkja){me} (?:{case}|{explanation})(?: min| mi| mitt)?(?: om {explanation})?
        (?:trekke?|trekker|trekkjer?){me} (?:ønsket|ynsket|ønskjet|request)(?: (?:mitt|ditt|my))?(?: (?:om|for) {explanation})?
        (?:{case}|{explanation})(?: (?:ønskes|ønskast|skal|kan|er|blir|vert|min|mi))* (?:trukket|trekt|trekkes|trekkjast)(?: tilbake)?
        (?:klagen|klaga|klagesaken|klagesaka)(?: min| mi)?(?: (?:i|på|for) \S+)?(?: (?:kan|skal|bes|bare|berre))+
            ... (?:avsluttes|avsluttast|droppes|droppast|slettes|slettast|stoppes|henlegges|annulleres)
        (?:se|sjå) bort (?:fra|frå)(?: denne| den| min| mi)* {case}(?: min| mi)?
        (?:kansellere|annullere|avlyse)(?: min| mi| denne| den)* (?:{case}|{explanation})
        (?:withdraw|cancel|retract|drop)(?:ing)?{me} (?:appeal|request|complaint?|complain|case|application)(?: for an? explanation)?
        (?:{will}|trenger|treng) (?:ikke|ikkje) (?:lenger|lengre|lengjer) (?:å )?(?:ha )?(?:{appeal}|{explanation})
        (?:{will}|trenger|treng) (?:ikke|ikkje)(?: å)?(?: ha)? (?:{appeal}|{explanation})(?: på)?{which}(?:{grade} )?(?: lenger
            ...| lengre| lengjer| meir)
        no longer (?:want|wish|need)(?: to)?(?: an?)? (?:appeal|explanation)
        (?:treng(?:er)?|{will}|behøver|skal) (?:ikke|ikkje)[^.;?!\n]{0,20}? (?:{appeal}|{explanation})[^.,;?!\n]{0,30}?
            ... (?:lenger|lengre|lengjer|meir)
        (?:treng(?:er)?|{will}|behøver|skal) (?:ikke|ikkje)[^.;?!\n]{0,20}? {explanation}[^.,;?!\n]{0,30}? (?:likevel|allikevel)
        (?:do not|don['’]?t|does not|no longer) (?:want|wish|need)(?: to)?(?: have)?(?: my| the| an?)? (?:appeal|explanation)
            ...[^.,;?!\n]{0,20}(?:any ?more|any ?longer|after all)
        (?:dere|dokker|dykk|de|du|sensor|you) (?:treng(?:er)?|behøver|need) (?:ikke|ikkje|not)(?: å| to)?
            ... (?:skrive|gi|gje|sende|lage|write|send|give)[^.,;?!\n]{0,20} {explanation}
        (?:droppe?r?|glem(?:me)?|gløym(?:e)?|stopp(?:e)?|avslutte?|slette?|kanseller|annuller|avbestille?|henlegge?|forget(?: about)?|stop)
            ...{me} (?:klagen|klaga|klagesaken|saka|saken|begrunnelsen|grunngjevinga|forespørselen|førespurnaden|appeal|case
                ...|request)(?: min| mi)?
        (?:klage|klagen|klaga|begjæring(?:en)?|appeal)\b[^;?!\n]{0,40}? (?:trekkes|trekkast|tilbakekalles|is (?:hereby )?withdrawn)
            ...(?: herved)?
    """)),
    (Ask.FORMAL_ERROR, patterns(r"""
        {appeal}(?: jeg| eg| vi)?{now} (?:på|over) (?:det|dette|denne|den)? ?som (?:en |ein |et |eit )?{formal}
        (?:complain|complaint)(?:ing)? about (?:this|it) as (?:an? )?{formal}
        (?:(?:{appeal}|complaint|complain|appeal)(?: (?:på|over|about|on|grunna|på grunn av|due to))?
            ...(?: (?:en|ein|eit|a|the|denne|dette|disse|desse|this|these))? )?{formal}
        {appeal} (?:på|over) (?:eksamensavvikling|eksamensgjennomføring|gjennomføring|avvikling|eksamensoppg|oppgavetekst|oppgåvetekst)\w*
        feil (?:ved|under|i) (?:gjennomføring|eksamensavvikling|eksamensgjennomføring|avvikling)\w*
        (?:grounds?|basis) of {formal}
    """)),
    (Ask.STATUS, patterns(r"""
        når (?:får|kommer|kjem|kan (?:jeg|eg|vi|me) (?:vente|forvente|rekne med|regne med)|blir|vert)\b{rest}
        når er\b{rest}(?:klar|ferdig|behandl)\w*
        når (?:regner|reknar|tror|trur|antar|antek) (?:dere|de|dokker|du)\b{rest}
        did you (?:get|receive){rest}
        (?:fått|mottatt|motteke|kommet|kome) (?:den|ho|han|fram|frem)\?
        når (?:dette|det|den|ho|saken|saka|klagen|klaga)(?: min| mi)? (?:er|blir|vert)\b{rest}
        når (?:jeg|eg|vi) (?:får|kan (?:vente|forvente)){rest}
        when (?:i|we) (?:will|can|might){rest}
        still waiting for{rest}
        (?:hvor|kor) (?:langt|lenge|lang tid){rest}
        (?:hvordan|korleis) (?:går det|ligger det an|ligg det an|står det til) med{rest}
        (?:hvordan|korleis) (?:ligger|ligg) (?:saken|saka|klagen|klaga) an
        (?:venter|ventar) (?:fortsatt|fremdeles|framleis|ennå|enno) på{rest}
        (?:dere|de|dokker|you)(?: har| have)? (?:fått|mottatt|motteke|received|got) {which}{their}(?:{case}|{explanation}|appeal
            ...|e-?post|mail)\w*
        (?:have not|haven['’]t|did not|didn['’]t|not yet) (?:heard|hear){rest}
        (?:have not|haven['’]t|did not|didn['’]t|not yet) (?:received|gotten|got|receive|get)[^.,;?!\n]{0,40}?
            ... (?:answers?|reply|response|decision|explanation|results?|confirmation|receipt|anything|updates?){rest}
        (?:hvor|kor|kvar|hvordan|korleis) (?:står|star) (?:det|saken|saka|klagen|klaga){rest}
        (?:what is|what['’]s) (?:happening|going on) with{rest}
        what the status (?:of|is|on){rest}
        (?:please|kindly|pls|can you|could you|would you)(?: please| kindly)? (?:update|inform) me(?: on| about)?
            ... (?:this|it|the status|my){rest}
        (?:hva|kva) (?:skjer|har skjedd|hender) med{rest}
        (?:hva|kva|what) (?:er|is|skjer med)(?: the)? status(?:en)?{rest}
        status(?:en)?:? (?:på|for|i|of|on|sak|saka|saken|klage|case)\b{rest}
        har (?:dere|de|dokker|du) (?:mottatt|fått|motteke|sett|registrert|(?:noe|noko) nytt){rest}
        har det (?:skjedd|kommet|kome|hendt) (?:noe|noko){rest}
        er det (?:noe|noko) nytt{rest}
        (?:noe|noko) nytt\b{rest}
        er det (?:bestemt|avgjort|avgjord|skjedd|skjedd){rest}
        er (?:klagen|klaga|saken|saka|begrunnelsen|grunngjevinga)(?: min| mi)?[^.;?!\n]{0,20} (?:behandlet|behandla|handsama|ferdig|klar
            ...|avgjort|avgjord)\w*
        (?:ikke|ikkje|enda|ennå|enno) (?:hørt noe|høyrt noko|fått (?:noe |noko )?svar){rest}
        when (?:will|can|do|is|should|might){rest}
        how long{rest}
        have you (?:received|got){rest}
        (?:any|an) (?:update|news){rest}
        not heard (?:back|anything){rest}
    """)),
    (Ask.EXPLANATION, patterns(r"""
        {want}{gap}(?:muntlig |skriftlig |munnleg |skriftleg |oral |written )?{explanation}
        {will} (?:gjerne )?(?:å )?(?:få )?(?:vite|vita) (?:hvorfor|kvifor) (?:jeg|eg) (?:strøk|(?:fikk|fekk) (?:(?:en|ein|så|låg
            ...|lav|dårlig|karakteren) )*(?:karakter\w*|[a-f]|stryk|resultat\w*))
        (?:kan|kunne) (?:dere|de|du|sensor)(?: være så snill)?(?: å)? (?:begrunne|grunngi|grunngje|forklare){rest}
        (?:begjæring|forespørsel|førespurnad|anmodning|søknad|krav|request|application) (?:om|for) (?:en |ein |ei |an |the )?{explanation}
        (?:please|could you|can you|kindly)(?: please)? (?:explain|justify)(?: to me)? (?:{their}{grade}|why i (?:got|received
            ...|failed|was given)|how (?:my|the) {grade}){rest}
        (?:{will}|kan|kunne|få|gjerne|lyst til|håper|håpar|ber|be)[^.,;?!\n]{0,40} (?:vite|vita|høre|høyre|fortelle|fortelja
            ...|fortell|forklare|forklara|si|seie|skrive|skriva)(?: meg| oss| til meg| litt| noe| noko| om)* {why_graded}
        {want}{gap}forklaring(?:a|en)? (?:fra|frå|av) (?:den|dei|de|dem|sensor\w*|eksaminator\w*|(?:han|ho|hun) som){rest}
        (?:kan|kunne) (?:(?:dere|de|du|dokker) (?:be|få) )?sensor(?:en)?(?: om)?(?: å)? (?:skrive|skriva)(?: ned| opp| meg| til meg)*
            ... (?:(?:noen|nokre|et par|eit par) lin(?:jer|er|jar)|litt om|(?:hva|kva) (?:som|jeg|eg) ){rest}
        (?:any chance of|(?:could|can|may) (?:i|we)(?: please| possibly)? (?:get|have|receive)|would (?:like|appreciate|love)(?: to (?:get
            ...|have|receive))?|please (?:send|give)(?: me)?){gap}(?:comments?|feedback) (?:from|by) (?:the |my )?(?:examiner|grader|marker
            ...|sensor|professor|teacher|whoever){rest}
        {want}{gap}(?:reasons?|reasoning|grounds) (?:of|for|behind) {their}(?:{grade}|same)
        (?:got|received) (?:an? )?[a-f]\b[^.;?!\n]{0,60} (?:say|tell|explain)(?: to)? me why
        (?:professor|teacher|lecturer|examiner|grader|sensor)(?: (?:could|to|can))? (?:explains?|justif(?:y|ies)|tells?)(?: to)?(?: me)?
            ... {which}{their}(?:{grade}|reasons?){rest}
        (?:bes|bedes|anmodes|begjæres|søkes)(?: herved| hermed)? om (?:en |ei |ein )?(?:skriftlig |muntlig )?{explanation}
        (?:may|can|could) i (?:please )?know (?:the )?reasons?(?=\W*$| (?:for|of|behind) {their}{grade})
        {explanation} (?:bes|ønskes|ønskast|takk|please)
        {explanation} (?:som )?(?:jeg|eg) (?:ønsker|ønskjer|vil ha|ber om)
        (?:sensor|examiner) (?:begrunner|grunngjev|forklarer|could explain|to explain)(?: why| the| my)? {which}{their}(?:{grade}
            ...|i got|i received)
        {explanation} (?:from|fra|frå) (?:the )?(?:grader|examiner|sensor)\w* would be
        know why i (?:failed|(?:got|received) (?:(?:an?|such|the|low|bad) )*(?:[a-f]|{grade})){rest}
        (?:kunne|skulle)(?: jeg| eg| vi| dere| de)?(?: gjerne)?(?: ha)? (?:fått|hatt|sendt){gap}{explanation}
        (?:kan|kunne|vil|be|ber|bed|om at|håper|håpar)[^.,;?!\n]{0,40} (?:begrunner?|grunngje|grunngjev|grunngir?
            ...|forklarer?|forklart|grunngjeve|begrunnet|begrunna)(?: meg)?
            ... {which}(?:{grade}|(?:hvorfor|kvifor) (?:jeg|eg) (?:strøk|fikk [a-f]|fekk [a-f]))
        {want}{gap}forklaring(?:a|en)? (?:på|av|for) (?:{which}{grade}|(?:hvorfor|kvifor) (?:jeg|eg) (?:fikk|fekk|strøk))
        {grade}(?: min| mi| mitt)?(?: (?:in|for|i|på) \S+)? (?:begrunnet|begrunna|grunngjeven|grunngitt|forklart|explained|justified)
        (?:reasons?|grounds) for (?:the|my) {grade}
        {explanation} (?:of|for|av|på) (?:the |my |min )?(?:exam )?{grade}
        (?:kunne|kunna) (?:godt )?tenk[tj]e? meg(?: å få)? (?:en |ei )?{explanation}
        (?:vite|vita|know|høre|høyre) (?:hvorfor|kvifor|why) (?:jeg|eg|i) (?:ikke|ikkje|did not|didn['’]t) (?:besto|bestod|bestått|pass)\w*
        {explanation} (?:jeg|eg|i) (?:spør|ber|ask)\w*(?: om| for)?
        (?:kan|kunne|får) (?:jeg|eg) (?:få )?(?:vite|vita) (?:hvorfor|kvifor) (?:jeg|eg) (?:strøk|(?:fikk|fekk) [a-f])
        (?:kan|kunne) sensor (?:skrive|skriva|si|seie|fortelle|fortelja)[^.,;?!\n]{0,40} (?:hvorfor|kvifor) (?:jeg|eg) (?:strøk|(?:fikk
            ...|fekk) [a-f])
        (?:failed|got [a-f]|strøk|fikk [a-f]|fekk [a-f])\b[^.;?!\n]{0,50} (?:know why|vite hvorfor|vita kvifor)
    """)),
    (Ask.APPEAL, patterns(r"""
        {appeal}(?: jeg| eg| vi)?{now} (?:på|over|mot) {which}{graded}(?!\w){rest}
        {appeal}(?: jeg| eg| vi)?{now} (?:på|over|mot) (?:alle )?(?:de |dei )?(?:karakterene|karakterane|eksamenene|eksamenane|emnene
            ...|emna)(?: mine)?
        (?:{grade}|vedtak\w*|sensurvedtak\w*)[^.;?!\n]{0,60} (?:påklages|påklagast)(?: herved| hermed)?
        (?:sender|leverer|sende|levere|submit|am submitting|send)(?: inn| in)? (?:klagen|klaga|my appeal|the appeal)(?: min| mi)?{rest}
        {appeal}s det(?: herved)? (?:på|over) {which}{graded}
        (?:vurdert|sensurert|rettet|retta|bedømt) av (?:nye|andre|en ny|ein ny|en annen|ein annan) (?:sensor|kommisjon)\w*
        (?:be|is|are|have it|get it|it be) (?:assessed|graded|marked|evaluated|reviewed) (?:again|anew|by (?:someone else|another))
        {appeal}{now} {which}(?:{grade}|sensurvedtak\w*|vedtak\w*)
        (?:{grade}|vedtak\w*|sensurvedtak\w*)(?: (?:herved|hermed))* påklages(?: herved)?
        {will}{now}(?: å| to)?{now} (?:{appeal}|appeal)(?! (?:på|over|mot)\b)(?! (?:against |of )?(?:the|my|a|an
            ...|this) (?!{their}{graded_en}))
        (?:jeg|eg|vi) (?:derfor |difor )?(?:{appeal}){now}(?! (?:på|over|mot)\b)
        (?:{appeal}) (?:herved |hermed |derfor |difor |altså )?(?:jeg|eg|vi)(?! (?:på|over|mot)\b)
        (?:og|så|difor|derfor) (?:klager|klagar|anker|ankar)(?: (?:derfor|difor|no|nå))*(?! (?:på|over|mot)\b)
        (?:i|we)(?: hereby| formally| therefore|['’]m| am| are| will)* appeal(?:ing)?(?! (?:against |of )?(?:the|my|a|an
            ...|this) (?!{their}{graded_en}))
        (?:sender|leverer|fremmer|fremjar|framsetter|sende|senda|levere|fremme){now} (?:en |ein |ei )?klage(?! (?:på|over|mot)\b)
        (?:ny|andre gangs|2\. gangs) (?:sensur(?:ering)?|vurdering|kommisjon)(?: av\b{rest})?
        (?:vurdert|vurderes|vurderast|sensureres|sensurerast|sensurert|vurdere|vurdera|rettet|retta|bedømt) (?:på nytt|på ny
            ...|om igjen|en gang til|ein gong til)
        klagesensur
        (?:klagen|klaga) (?:gjelder|gjeld) {which}{graded}(?!\w)
        (?:ser|se|sjå|ser over) på {which}(?:besvarels|oppg[aå]v|eksam|svar)\w* (?:min |mi |mitt )?(?:på nytt|om igjen
            ...|en gang til|ein gong til)
        (?:da|så|då) (?:blir|vert) det (?:en |ei |ein )?klage
        (?:challenge|dispute|contest|object(?:ing)? to) {their}{graded_en}
        consider this (?:e-?mail |message |letter )?(?:as |to be )?(?:my|an|our)(?: official| formal)? appeal
        {appeal} (?:etter|til) klage(?:nemnd|organ)\w*
        appeal(?:ing)? (?:of |against |for )*{their}{graded_en}
        (?:file|submit|lodge|make|send|register|start)(?:ing)?(?: an?| my)?(?: formal| grade)? (?:appeal|complaint)(?! (?:about
            ...|against|on|regarding) (?!{their}{graded_en}))
        (?:complain|complaint) (?:about|against|on|regarding|for) {their}{graded_en}
        (?:have|get|like|want|wish|request|ask)(?: that| for| to have)* {their}{graded_en}(?: (?:paper|exam|script))?(?: (?:in
            ...|for) \S+)?(?: to)?(?: be)? (?:{again}|reconsidered|graded again)
        (?:request|want|like|ask for|apply for|applying for)(?: an?)? (?:{again}|(?:new|second) (?:grading|marking|correction|assessment
            ...|evaluation))(?: of {their}{graded_en})?
    """)),
    # Last, what is left of a complaint is about something else, and other wishes need a person.
    (Ask.OTHER, patterns(r"""
        {appeal}(?: jeg| eg| vi)?{now} (?:på|over|mot)\b{rest}
        (?:appeal|complain|complaint)(?:ing)? (?:of|against|about|on|regarding|the|my)\b{rest}
        innsyn\b{rest}
        (?:se|sjå|få tilbake|få igjen) {which}(?:egen |eigen )?(?:besvarelse|svar|oppgave|oppgåve|eksamen)\w*{rest}
        (?:legeerklæring|permisjon|tilrettelegging|vitnemål|karakterutskrift|avslag|utestengi?ng|fusk|opptak|stipend|parkering
            ...|kantin|lesesal)\w*
        (?:arbeidskrav|oppmelding|dispensasjon|innpass|godskriving)\w*
        (?:transcript|rejection|leave of absence|admission|tuition|cheating|plagiarism|registration)\w*
        (?:undervisning|forelesning)(?:en|a|ene)?
        (?:meldt?|melde) meg (?:opp|av)
    """)),
)  # fmt: skip


# A sentence without any of these asks for nothing, which most sentences of a mail are.
@cache
def something() -> re.Pattern[str]:
    """Finds any of the passages above in a text of small letters; made when first needed, which takes a while."""
    return any_of([*POINTED, *NO_ASK, *THOUGHT, *(pattern for _, patterns in ASKS for pattern in patterns)])


# A heading, or a whole short sentence, that is nothing but the name of what is wanted; "jeg trekker" alone is such a sentence.
NOUNS: tuple[tuple[Ask, re.Pattern[str]], ...] = tuple(
    (ask, re.compile(rf"\W*(?:{filled(words)})(?!\w)", re.IGNORECASE))
    for ask, words in (
        (Ask.FORMAL_ERROR, "{formal}|formell ?feil"),
        (
            Ask.EXPLANATION,
            "(?:(?:altså|kun|bare|berre|only|ei|en|an|muntlig|skriftlig|munnleg|skriftleg|oral|written|ønske om|request for|om"
            "|for) )*{explanation}",
        ),
        (
            Ask.APPEAL,
            r"(?:(?:altså|en|ei|ein) )*klage(?:sak)?|klag(?:er|ar)(?=\W*$)|karakterklage|(?:grade )?appeal|complaint",
        ),
        (
            Ask.WITHDRAWAL,
            r"(?:(?:jeg|eg|i) (?:{will}{now} (?:å |to )?)?)?(?:trekke?r?|trekkjer?|withdraw){it}\W*$",
        ),
    )
)

# An explanation spoken of as something that is not there yet.
IN_PASSING = re.compile(
    r"(?<!\w)(?<!the )(?<!my )(?<!your )(?<!etter )(?<!uten )(?<!utan )(?<!med )(?<!før )(?<!noen )(?<!nokon )(?<!ingen )(?<!inga )"
    r"(?:karakter|sensur)?(?:begrunn?else|grunngj?[ei]ving|explanation)(?!\w)",
    re.IGNORECASE,
)
