"""What a mail asks for, on mails as students write them."""

import pytest

from casework.exams import Language
from casework.messages import Ask, Box, Intent
from mailgateway.intent import intent_of
from mailgateway.languages import language_of
from mailgateway.quotes import split

B, K, F, S = Box.EXPLANATION, Box.APPEAL, Box.FORMAL_ERROR, Box.CASE
NB, NN, EN = Language.NB, Language.NN, Language.EN

SURE = [
    # bokmål
    (B, "[begrunnelse - TDT4100]", "", Ask.EXPLANATION, None),
    (B, "[begrunnelse - TDT4100]", "Kandidatnummer: 1042\n\nMvh\nKari Nordmann", Ask.EXPLANATION, None),
    (B, "Begrunnelse TDT4100", "Hei!\n\nJeg ønsker begrunnelse for karakteren i TDT4100, høst 2026.\n\nMvh Kari", Ask.EXPLANATION, NB),
    (B, "", "Hei, kan jeg få begrunnelse for karakteren min i IN1000? Kandidatnummer 1042.", Ask.EXPLANATION, NB),
    (B, "TDT4100", "Kand.nr. 1042, høst 2026", Ask.EXPLANATION, None),
    (S, "Spørsmål", "Jeg vil gjerne ha en skriftlig begrunnelse på eksamen i JUS112.", Ask.EXPLANATION, NB),
    (B, "Eksamen", "Jeg ber herved om begrunnelse for sensuren i EXPHIL03.", Ask.EXPLANATION, NB),
    (B, "Begrunnelse", "Ønsker begrunnelse i ECON1210B, kandidat 77. På forhånd takk!", Ask.EXPLANATION, NB),
    (B, "", "Jeg ønsker begrunnelse før jeg eventuelt klager på karakteren i MAT-INF1100.", Ask.EXPLANATION, NB),
    (B, "", "Jeg trenger en begrunnelse for å vurdere om jeg skal klage. Det gjelder TDT4100.", Ask.EXPLANATION, NB),
    (B, "", "Jeg ønsker ikke å klage, men jeg vil ha begrunnelse for karakteren i TDT4100.", Ask.EXPLANATION, NB),
    (B, "", "Hei\nkan dere begrunne karakteren jeg fikk i TMA4100?", Ask.EXPLANATION, NB),
    (B, "", "Jeg vil gjerne vite hvorfor jeg fikk D i TDT4100.", Ask.EXPLANATION, NB),
    (B, "Muntlig begrunnelse TDT4100", "Kandidat 1042", Ask.EXPLANATION, Language.NB),
    (K, "Klage på karakter TDT4100", "Hei, jeg ønsker å klage på karakteren min i TDT4100. Kandidatnummer 1042.", Ask.APPEAL, NB),
    (K, "[klage - TDT4100]", "kandidat 1042", Ask.APPEAL, None),
    (K, "IN1000", "Kandidatnummer 1042", Ask.APPEAL, None),
    (K, "", "Jeg klager herved på sensuren i JUS112 våren 2026.", Ask.APPEAL, NB),
    (K, "", "Jeg har fått begrunnelsen og vil klage på karakteren i TDT4100.", Ask.APPEAL, NB),
    (S, "", "Jeg vil ha ny vurdering av besvarelsen min i TDT4100. Jeg påklager karakteren.", Ask.APPEAL, NB),
    (F, "Klage på formelle feil", "Det var formelle feil ved eksamen i TDT4100, vi fikk for kort tid.", Ask.FORMAL_ERROR, NB),
    (F, "", "Jeg vil melde fra om feil ved gjennomføringen av eksamen i IN1000.", Ask.FORMAL_ERROR, NB),
    (S, "Sv: [42/2026] Kvittering", "Hei, jeg ønsker å trekke klagen min.\n\nMvh Kari", Ask.WITHDRAWAL, NB),
    (K, "Trekker klagen", "Jeg trekker herved klagen på TDT4100.", Ask.WITHDRAWAL, NB),
    (S, "Sv: [42/2026] Kvittering", "Jeg ønsker ikke lenger begrunnelse.", Ask.WITHDRAWAL, NB),
    (S, "Sv: [42/2026] Kvittering", "Jeg trekker ønsket om begrunnelse.", Ask.WITHDRAWAL, NB),
    (S, "Sv: [42/2026] Kvittering", "Hei!\n\nJeg trekker den tilbake.\n\nMvh Kari", Ask.WITHDRAWAL, NB),
    (S, "Sv: [42/2026] Kvittering", "Når får jeg svar på klagen min?", Ask.STATUS, NB),
    (S, "Status sak 42", "Hei, hvor langt har dere kommet?", Ask.STATUS, NB),
    # nynorsk
    (B, "[grunngjeving - TDT4100]", "Kandidatnummer 1042", Ask.EXPLANATION, None),
    (B, "", "Hei, eg ønskjer grunngjeving for karakteren i TDT4100, haust 2026. Kandidatnr. 1042.", Ask.EXPLANATION, NN),
    (B, "", "Eg ynskjer ei munnleg grunngjeving i JUS112.\n\nVennleg helsing\nOla", Ask.EXPLANATION, NN),
    (B, "", "Kan eg få grunngjeving for sensuren i EXPHIL03? Eg er kandidat 7.", Ask.EXPLANATION, NN),
    (B, "", "Eg vil gjerne vite kvifor eg fekk E i TDT4100.", Ask.EXPLANATION, NN),
    (K, "", "Eg vil klage på karakteren i TDT4100. Kandidatnummeret mitt er 1042.", Ask.APPEAL, NN),
    (K, "Klage", "Eg klagar på sensuren i IN1000, eg meiner ho ikkje er rett.", Ask.APPEAL, NN),
    (S, "SV: [42/2026] Kvittering", "Eg ynskjer å trekkje klaga mi.", Ask.WITHDRAWAL, NN),
    (S, "SV: [42/2026] Kvittering", "Eg vil trekkje ønsket mitt om grunngjeving.", Ask.WITHDRAWAL, NN),
    (S, "SV: [42/2026] Kvittering", "Eg vil trekkje meg", Ask.WITHDRAWAL, NN),
    (S, "", "Eg ønskjer ikkje lenger grunngjeving i sak 42.", Ask.WITHDRAWAL, NN),
    (S, "", "Kor lang tid tek det før eg får svar? Eg ventar på sak 42.", Ask.STATUS, NN),
    # English
    (B, "Explanation of grade TDT4100", "Dear Sir or Madam,\nI would like an explanation of my grade in TDT4100.", Ask.EXPLANATION, EN),
    (B, "TDT4100", "Hi, could I please get an explanation for my grade? My candidate number is 1042.", Ask.EXPLANATION, EN),
    (B, "", "I request a justification of the grade in IN1000, autumn 2026.", Ask.EXPLANATION, EN),
    (B, "", "Please explain my grade in TDT4100, candidate number 1042.", Ask.EXPLANATION, EN),
    (B, "", "I would like an explanation before I decide whether to appeal. The course is TDT4100.", Ask.EXPLANATION, EN),
    (K, "", "I would like to appeal my grade in TDT4100, candidate number 1042.", Ask.APPEAL, EN),
    (K, "Appeal", "I hereby appeal the grade in JUS112.", Ask.APPEAL, EN),
    (K, "", "I want to file a formal complaint about my grade in IN1000.", Ask.APPEAL, EN),
    (F, "", "There were procedural errors during the exam in TDT4100.", Ask.FORMAL_ERROR, EN),
    (S, "Re: [42/2026] Receipt", "I want to withdraw my appeal.", Ask.WITHDRAWAL, EN),
    (S, "Re: [42/2026] Receipt", "I withdraw.", Ask.WITHDRAWAL, Language.EN),
    (S, "Re: [42/2026] Receipt", "When will I get an answer?", Ask.STATUS, EN),
]  # fmt: skip

UNSURE = [
    (B, "", "Jeg ønsker både begrunnelse og å klage på karakteren i TDT4100."),
    (K, "", "Eg vil ha grunngjeving, og eg vil klage på karakteren i TDT4100."),
    (B, "", "I would like an explanation and I want to appeal my grade in TDT4100."),
    (K, "", "Jeg vil ikke klage på karakteren i TDT4100."),
    (K, "", "Eg vil ikkje klage likevel, TDT4100."),
    (K, "", "I do not want to appeal TDT4100."),
    (B, "", "Jeg trenger ikke begrunnelse for TDT4100."),
    (K, "", "Hvordan klager jeg på karakteren i TDT4100?"),
    (K, "", "Kan jeg klage på karakteren i TDT4100 nå?"),
    (S, "Sv: [42/2026] Kvittering", "Kan jeg trekke klagen senere?"),
    (B, "", "Hei, jeg var syk under eksamen i TDT4100 og lurer på hva jeg gjør med legeerklæring."),
    (B, "", "Hvor finner jeg oppgaven til TDT4100?"),
    (B, "", ""),
    (B, "", "Hei!\n\nMvh Kari"),
    (S, "", "TDT4100 kandidat 1042"),
    (B, "", "Jeg vurderer å klage på karakteren i TDT4100, men er usikker."),
    (B, "Klage TDT4100", "Kandidat 1042"),
    (S, "Sv: [42/2026] Kvittering", "Jeg vil ikke trekke klagen."),
    (S, "Sv: [42/2026] Kvittering", "Jeg trekker ikke."),
    (S, "Sv: [42/2026] Kvittering", "Skal jeg trekke?"),
    (S, "Sv: [42/2026] Kvittering", "Jeg trekker pusten."),
    (S, "", "Jeg trekker"),
    (S, "Complaint", "Please see the enclosed report about your network."),
    (S, "", "When will the library open?"),
    (K, "Fwd: Begrunnelse", "Se under."),
    (K, "", "What is the deadline to appeal in TDT4100?"),
]

# Other ways to say it; each is clear by itself.
PHRASES = [
    (B, "", "Jeg vil klage på karakteren i TDT4100.", Ask.APPEAL),
    (K, "", "Jeg ønsker begrunnelse for karakteren i TDT4100.", Ask.EXPLANATION),
    (B, "Begrunnelse", "Hei! Jeg har lyst på begrunnelse i TDT4100, kandidat 5.", Ask.EXPLANATION),
    (B, "Karakter", "Hei, hadde satt stor pris på en begrunnelse for karakteren i TDT4100. Kandidat 5.", Ask.EXPLANATION),
    (B, "Eksamen", "Hei, kan dere sende meg begrunnelse i TDT4100? kandidat 5", Ask.EXPLANATION),
    (B, "Eksamen", "Jeg krever begrunnelse for karakteren min i TDT4100 etter loven. Kandidat 5", Ask.EXPLANATION),
    (B, "Eksamen", "Kan noen forklare meg hvorfor jeg fikk D i TDT4100? Kandidat 5", Ask.EXPLANATION),
    (B, "Sensur", "Jeg ønsker at sensor begrunner karakteren i TDT4100. Kandidat 5.", Ask.EXPLANATION),
    (B, "Sensur", "Jeg ønsker å få karakteren min begrunnet i TDT4100. Kandidat 5.", Ask.EXPLANATION),
    (B, "begrunnelse", "Gjelder TDT4100, kandidat 5, eksamen 3. desember. På forhånd takk for hjelpen!", Ask.EXPLANATION),
    (B, "Begrunnelse TDT4100", "Hei, her er kandidatnummeret mitt: 5. Ha en fin helg!", Ask.EXPLANATION),
    (B, "Begrunnelse for karakter i TDT4100", "Hei, er kandidat 5. Jeg ble overrasket over at det ble D.", Ask.EXPLANATION),
    (B, "", "Eg kunne tenkt meg ei grunngjeving for karakteren i TDT4100. Kandidat 5", Ask.EXPLANATION),
    (B, "", "Eg har lyst på ei grunngjeving i TDT4100, er kandidat 5.", Ask.EXPLANATION),
    (B, "", "Eg bed om grunngjeving for sensuren i TDT4100. Kandidat 5", Ask.EXPLANATION),
    (B, "", "Kan de be sensor om å grunngje karakteren min i TDT4100? Kandidat 5", Ask.EXPLANATION),
    (B, "", "Could someone tell me why I got a D in TDT4100? I would like an explanation. Candidate 5", Ask.EXPLANATION),
    (B, "", "I'm interested in getting an explanation for my TDT4100 grade. Candidate number is 5.", Ask.EXPLANATION),
    (B, "", "I would appreciate it if you could send me the explanation of my grade in TDT4100, candidate 5.", Ask.EXPLANATION),
    (B, "", "Is it possible to have the grade in TDT4100 explained? Candidate 5", Ask.EXPLANATION),
    (B, "", "Can I please get the grader's justification for TDT4100, candidate 5?", Ask.EXPLANATION),
    (K, "", "Jeg velger å klage på karakteren i TDT4100. Kandidat 5.", Ask.APPEAL),
    (K, "", "Jeg har besluttet å klage på karakteren i TDT4100, kandidat 5.", Ask.APPEAL),
    (K, "", "Jeg kommer til å klage på karakteren i TDT4100, kandidat 5", Ask.APPEAL),
    (K, "", "Dette er en klage på karakteren i TDT4100. Kandidat 5.", Ask.APPEAL),
    (K, "", "Klagen gjelder karakteren i TDT4100, kandidat 5.", Ask.APPEAL),
    (K, "Klage", "Klagen gjelder TDT4100, kandidat 5.", Ask.APPEAL),
    (K, "Klage", "Det gjelder karakteren min i TDT4100. Jeg er kandidat 5 og mener D er for lavt.", Ask.APPEAL),
    (K, "", "Jeg ønsker at besvarelsen min i TDT4100 sensureres på nytt, kandidat 5", Ask.APPEAL),
    (K, "", "Jeg ønsker en ny sensur i TDT4100. Kandidat 5", Ask.APPEAL),
    (K, "", "Jeg aksepterer ikke karakteren i TDT4100 og ønsker å klage. Kandidat 5", Ask.APPEAL),
    (K, "", "Hei, tenkte å klage på karakteren i TDT4100. Kandidat 5. Hva trenger dere fra meg?", Ask.APPEAL),
    (K, "", "Kan jeg få klage på karakteren i TDT4100? Kandidat 5.", Ask.APPEAL),
    (K, "", "Eg har bestemt meg for å klage på karakteren i TDT4100. Kandidat 5", Ask.APPEAL),
    (K, "", "Eg vil difor klaga på karakteren i TDT4100, kandidat 5", Ask.APPEAL),
    (K, "", "Eg vil at oppgåva mi i TDT4100 skal vurderast på nytt. Kandidat 5", Ask.APPEAL),
    (K, "", "I am not happy with my grade in TDT4100 and would therefore like to appeal. Candidate 5", Ask.APPEAL),
    (K, "", "I'd like to challenge my grade in TDT4100. Candidate 5", Ask.APPEAL),
    (K, "", "This is an appeal against the grade in TDT4100, candidate 5.", Ask.APPEAL),
    (K, "", "I want my exam regraded. TDT4100, candidate 5.", Ask.APPEAL),
    (K, "", "I request that my exam in TDT4100 be regraded. Candidate 5", Ask.APPEAL),
    (K, "", "Please accept this as my formal appeal of the grade in TDT4100. Candidate 5.", Ask.APPEAL),
    (K, "", "I have decided to complain about my grade in TDT4100, candidate 5.", Ask.APPEAL),
    (K, "", "I disagree with my grade in TDT4100 and request a new assessment. Candidate 5", Ask.APPEAL),
    (F, "", "Klage på eksamen i TDT4100: vi fikk ikke utdelt alle arkene. Formell feil. Kandidat 5", Ask.FORMAL_ERROR),
    (F, "", "Jeg ønsker å klage på grunn av formelle feil under eksamen i TDT4100.", Ask.FORMAL_ERROR),
    (F, "", "Det ble gjort en saksbehandlingsfeil på eksamen i TDT4100.", Ask.FORMAL_ERROR),
    (F, "", "Eg vil melde frå om formelle feil på eksamen i TDT4100.", Ask.FORMAL_ERROR),
    (S, "Sv: [42/2026] x", "Jeg ønsker å trekke min klage.", Ask.WITHDRAWAL),
    (S, "Sv: [42/2026] x", "Klagen kan trekkes.", Ask.WITHDRAWAL),
    (S, "Sv: [42/2026] x", "Jeg vil gjerne trekke søknaden om begrunnelse", Ask.WITHDRAWAL),
    (S, "Sv: [42/2026] x", "Kan jeg få trekke klagen min?", Ask.WITHDRAWAL),
    (S, "Sv: [42/2026] x", "Vil trekke klaga, takk.", Ask.WITHDRAWAL),
    (S, "Re: [42/2026] x", "I'd like to retract my appeal.", Ask.WITHDRAWAL),
    (S, "Re: [42/2026] x", "Please drop my complaint", Ask.WITHDRAWAL),
    (S, "Sv: [42/2026] x", "Jeg trenger ikke lenger begrunnelse.", Ask.WITHDRAWAL),
    (S, "Sv: [42/2026] x", "Hva er status på klagen?", Ask.STATUS),
    (S, "Sv: [42/2026] x", "Hvordan går det med klagen min?", Ask.STATUS),
    (S, "Sv: [42/2026] x", "Jeg venter fortsatt på svar på klagen.", Ask.STATUS),
    (S, "Sv: [42/2026] x", "Kan dere si noe om når jeg får svar på klagen?", Ask.STATUS),
    (S, "Sv: [42/2026] x", "Når er saken min ferdig behandlet?", Ask.STATUS),
    (S, "Sv: [42/2026] x", "Lurte bare på om dere har mottatt klagen min", Ask.STATUS),
    (S, "Re: [42/2026] x", "Just checking on my appeal. When will I hear from you?", Ask.STATUS),
    (S, "Re: [42/2026] x", "I am still waiting for an answer to my appeal.", Ask.STATUS),
    (S, "Sv: [42/2026] x", "Korleis går det med klaga mi?", Ask.STATUS),
    (S, "Sv: [42/2026] x", "Har de fått klaga mi?", Ask.STATUS),
]  # fmt: skip

# What must not be taken for a wish: other complaints, questions, thanks, what somebody else wants.
TRAPS = [
    (B, "Begrunnelse TDT4100", "Hei, begrunnelsen ligger ikke i Inspera. Hvor finner jeg den?"),
    (K, "Klage", "Hei, jeg fikk avslag på klagen min. Hvem kan jeg klage til nå?"),
    (K, "Klage på avslag", "Jeg klager på avslaget på søknaden om utsatt eksamen."),
    (K, "Klage", "Jeg klager på at sensuren er forsinket i TDT4100."),
    (K, "Klage på sensurfrist", "Sensuren i TDT4100 kommer to uker for sent. Jeg vil klage på dette."),
    (K, "Vedtak om fusk", "Jeg vil klage på vedtaket om fusk i TDT4100."),
    (K, "Klage på vedtak", "Jeg klager på vedtaket om utestenging."),
    (K, "Klage", "Kan jeg klage på karakteren i TDT4100 selv om fristen er ute?"),
    (B, "Begrunnelse", "Hvis jeg vil ha begrunnelse i TDT4100, hva må jeg gjøre?"),
    (B, "Begrunnelse", "Takk for begrunnelsen i TDT4100, den var til stor hjelp."),
    (S, "Sv: [42/2026] Kvittering", "Takk, da venter jeg på begrunnelsen."),
    (S, "Sv: [42/2026] Kvittering", "Kan jeg klage selv om jeg har fått begrunnelse?"),
    (S, "Sv: [42/2026] Kvittering", "Jeg har ikke bedt om begrunnelse, dette må være feil."),
    (S, "Sv: [42/2026] Kvittering", "Jeg har aldri klaget på denne karakteren."),
    (K, "Klage på gruppemedlem", "Jeg vil klage på gruppen min i TDT4100, de gjorde ingenting."),
    (K, "Eksamen TDT4100", "Jeg synes eksamen i TDT4100 var urettferdig. Hva kan jeg gjøre?"),
    (K, "Spørsmål", "Vil karakteren stå på vitnemålet mens jeg klager på karakteren i TDT4100?"),
    (K, "", "Min sønn vil klage på karakteren i TDT4100. Kan jeg gjøre det for ham?"),
    (B, "", "Venninna mi ønsker begrunnelse i TDT4100, hvordan gjør hun det?"),
    (B, "", "Jeg er sensor i TDT4100 og har spørsmål om begrunnelse for kandidat 4."),
    (S, "", "Jeg har sendt begrunnelse til kandidat 4 i TDT4100."),
    (S, "Begrunnelse", "Begrunnelse er gitt i TDT4100."),
    (B, "Begrunnelse kandidat 12", "Kandidaten har vist god forståelse av emnet TDT4100 og får derfor B."),
    (K, "", "Do I need an explanation before I appeal my grade in TDT4100?"),
    (K, "Appeal", "How much does an appeal cost?"),
    (K, "Appeal", "I got the result of my appeal in TDT4100, thank you."),
    (K, "", "If I appeal my grade in TDT4100, who will grade it?"),
    (K, "Complaint", "I want to complain about the noise in the library."),
    (K, "", "I am writing to complain about my supervisor in TDT4100."),
    (B, "Explanation", "The explanation in TDT4100 is too short, can I get a longer one?"),
    (B, "", "Is an explanation available for group exams?"),
    (S, "Re: [42/2026] Receipt", "I did not ask for an explanation."),
    (S, "Re: [42/2026] Receipt", "I don't want to withdraw."),
    (S, "Re: [42/2026] Receipt", "When is the meeting?"),
    (S, "Re: [42/2026] Receipt", "Can I withdraw later if I want?"),
    (S, "Sv: [42/2026] Kvittering", "Hvis klagen går feil vei, kan jeg trekke den da?"),
    (S, "Sv: [42/2026] Kvittering", "Betyr det at klagen er trukket?"),
    (S, "Sv: [42/2026] Kvittering", "Har dere trukket klagen min uten å spørre?"),
    (F, "Formelle feil?", "Hva regnes som formelle feil?"),
    (F, "", "Er det en formell feil at vakten gikk?"),
    (F, "", "Jeg vet ikke om dette er en formell feil i TDT4100, men vakten gikk."),
    (K, "Klage på formell feil", "Jeg vil ikke klage på formelle feil, men på karakteren. TDT4100"),
    (B, "", "Når kommer sensuren i TDT4100?"),
    (B, "", "Når er det begrunnelse i TDT4100 på mandag?"),
    (K, "", "Eg vil klage på maten i TDT4100-kantina."),
    (K, "", "Eg klagar på at eg ikkje fekk melde meg opp til TDT4100."),
    (K, "", "Jeg vil klage på at jeg ikke fikk meldt meg opp til eksamen i TDT4100."),
    (K, "Klage på eksamensoppmelding", "Jeg fikk ikke meldt meg opp. TDT4100"),
    (K, "Klage på obligatorisk arbeidskrav", "Jeg fikk ikke godkjent arbeidskravet i TDT4100 og vil klage."),
    (K, "Klage på arbeidskrav", "Jeg klager på at arbeidskravet i TDT4100 ikke ble godkjent."),
    (B, "Begrunnelse for avslag", "Jeg ønsker begrunnelse for avslaget på søknaden min."),
    (B, "Begrunnelse", "Jeg vil ha begrunnelse for hvorfor jeg ikke fikk permisjon."),
    (B, "", "Could you explain the exam rules in TDT4100?"),
    (B, "", "Can you explain why the exam in TDT4100 was moved?"),
    (B, "", "Jeg vil gjerne vite hvorfor jeg fikk beskjed om å møte i TDT4100."),
    (K, "", "Jeg vil påklage avgjørelsen om tilrettelegging."),
    (B, "Begrunnelse", "Se vedlagt begrunnelse for kandidat 5 i TDT4100."),
    (K, "Klage", "Jeg har ombestemt meg angående klagen i TDT4100."),
    (K, "Klage i TDT4100", "Jeg vil legge ved mer dokumentasjon til klagen min."),
    (K, "Klage i TDT4100", "Her er vedlegget jeg glemte."),
    (K, "Sv: Klage i TDT4100", "Her er vedlegget jeg glemte."),
    (B, "Begrunnelse i TDT4100", "Jeg fikk begrunnelsen, men den gjelder feil oppgave."),
]  # fmt: skip


def ask(box: Box, subject: str, text: str) -> Intent:
    return intent_of([box], subject, text)


@pytest.mark.parametrize(("box", "subject", "text", "wanted", "language"), SURE)
def test_clear_mail_is_understood_beyond_doubt(
    box: Box, subject: str, text: str, wanted: Ask, language: Language | None
) -> None:
    found = ask(box, subject, text)
    assert (found.ask, found.sure) == (wanted, True), found.because
    assert found.language is language


@pytest.mark.parametrize(("box", "subject", "text", "wanted"), PHRASES)
def test_every_common_phrase_is_understood(box: Box, subject: str, text: str, wanted: Ask) -> None:
    found = ask(box, subject, text)
    assert (found.ask, found.sure) == (wanted, True), found.because


@pytest.mark.parametrize(("box", "subject", "text"), [*UNSURE, *TRAPS])
def test_doubtful_mail_is_left_to_a_question(box: Box, subject: str, text: str) -> None:
    found = ask(box, subject, text)
    assert not found.sure, found


def test_deciding_words_are_told_with_the_answer() -> None:
    assert "ønsker begrunnelse" in ask(B, "", "Jeg ønsker begrunnelse i TDT4100.").because


@pytest.mark.parametrize(
    ("box", "text", "words"),
    [
        (K, "Vi vil klage på karakteren i TDT4100, men ikke alle er enige.", "ikke alle er enige"),
        (K, "Jeg vil klage på karakteren i TDT4100. Hva anbefaler dere?", "Hva anbefaler dere"),
        (K, "Jeg klager på karakteren i TDT4100 for sønnen min.", "sønnen min"),
        (K, "Jeg hadde tenkt å klage på karakteren i TDT4100, men er fornøyd.", "hadde tenkt å"),
        (K, "Jeg ville klage på karakteren i TDT4100, men er enig nå.", "ville klage på karakteren i TDT4100, men"),
        (K, "Jeg vil klage på TDT4100. Eller vil jeg egentlig det?", "Eller vil jeg egentlig"),
        (K, "Dersom det går, vil jeg klage på karakteren i TDT4100 hvis dere ikke retter den.", "hvis"),
        (F, "Jeg lurer på om det er en formell feil i TDT4100.", "lurer på om"),
    ],
)
def test_words_that_put_a_wish_in_doubt_are_told_too(box: Box, text: str, words: str) -> None:
    found = ask(box, "", text)
    assert (found.sure, words in found.because) == (False, True), found


def test_box_alone_is_told_as_the_reason() -> None:
    assert ask(K, "TDT4100", "Kandidat 1042").because == ("klage@",)


def test_subject_and_text_are_both_searched_for_what_is_named() -> None:
    named = ask(B, "Begrunnelse TDT4100", "Kandidatnummer 1042, haust 2026").mentions
    assert (named.courses, named.candidates, named.terms) == (("TDT4100",), ("1042",), ("2026H",))


def test_words_after_the_closing_ask_for_nothing() -> None:
    text = "Kandidat 1042 i TDT4100\n\nMvh\nKari\nLeder, Foreningen for klage på karakter"
    assert ask(B, "", text).ask is Ask.EXPLANATION


@pytest.mark.parametrize("text", ["", "ok", "TDT4100", "Gitt 42", "TDT4100 kandidat 1042"])
def test_short_text_tells_no_language(text: str) -> None:
    assert language_of(text) is None


def test_enormous_text_is_read_quickly_and_wholly_safe() -> None:
    assert not ask(B, "begrunnelse " * 500, "vil ha ønsker be om " * 50_000).mentions.courses


def test_an_appeal_of_the_grade_beside_a_complaint_of_errors_is_asked_about_in_english_too() -> None:
    understood = intent_of(
        (), "appeal", "I want to appeal my grade in TDT4100. I also want to complain about formal errors."
    )
    assert (understood.sure, set(understood.asks)) == (False, {Ask.APPEAL, Ask.FORMAL_ERROR})


def test_nobody_asks_far_out_in_an_endless_sentence() -> None:
    assert not intent_of([Box.CASE], "x " * 400 + "jeg klager på karakteren i TDT4100", "").sure


@pytest.mark.parametrize("closing", ["-- \nHåkon", "Mvh\nHåkon"])
def test_appeal_in_a_postscript_below_a_signature_is_not_missed(closing: str) -> None:
    text = f"Jeg ønsker begrunnelse i TDT4100.\n\n{closing}\n\nPS: Jeg klager også på karakteren."
    found = intent_of((Box.EXPLANATION,), "Begrunnelse", split(text).visible)
    assert (found.sure, found.asks) == (False, (Ask.EXPLANATION, Ask.APPEAL))
