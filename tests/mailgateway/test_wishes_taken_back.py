"""What somebody wanted once, wants later, only asks about or wants for another is asked back; a wish with a hindrance is still one."""

import pytest

from casework.messages import Ask, Box
from mailgateway.intent import intent_of

B, K, F = Box.EXPLANATION, Box.APPEAL, Box.FORMAL_ERROR

NO_WISH = [
    (K, "Hei, jeg hadde egentlig tenkt å klage på TDT4100, men etter begrunnelsen er jeg fornøyd."),
    (K, "Jeg ville klage på karakteren i TDT4100, men nå er jeg enig i den."),
    (K, "Jeg skulle klage på TDT4100, men fristen er vel gått ut."),
    (K, "Jeg hadde lyst til å klage på karakteren i TDT4100 men dropper det"),
    (K, "Jeg ønsket å klage på karakteren i TDT4100, men har kommet på andre tanker."),
    (K, "Opprinnelig ville jeg klage på karakteren i TDT4100. Nå er jeg fornøyd."),
    (K, "Jeg planla å klage på karakteren i TDT4100, men skippet det"),
    (K, "Jeg var på nippet til å klage på karakteren i TDT4100, men lar det være."),
    (K, "Jeg har lyst til å klage på karakteren i TDT4100, men tør ikke."),
    (K, "Jeg skal nok klage på karakteren i TDT4100 når begrunnelsen kommer."),
    (K, "På vegne av Kari Nordmann klager jeg på karakteren i TDT4100."),
    (K, "Fullmektig: jeg representerer studenten og klager på karakteren i TDT4100."),
    (B, "Jeg ville egentlig be om begrunnelse i TDT4100, men sensor har allerede forklart det."),
    (B, "Jeg ber om begrunnelse for klagevedtaket i TDT4100."),
    (F, "Jeg ville klage på formelle feil i TDT4100, men det ordnet seg."),
    (K, "Eg ville klage på karakteren i TDT4100, men no er eg nøgd."),
    (K, "Eg kjem til å klage på TDT4100 seinare om grunngjevinga er dårleg."),
    (K, "I was going to appeal my grade in TDT4100, but the explanation convinced me."),
    (K, "I had planned to appeal my grade in TDT4100 but I am happy with it now."),
    (K, "I originally wanted to appeal my grade in TDT4100; the explanation was very good though."),
    (K, "I wanted to appeal my grade in TDT4100. Now I am satisfied with it."),
    (K, "I considered an appeal of my grade in TDT4100 but decided against it."),
    (K, "I would like to know how to appeal my grade in TDT4100."),
    (K, "I want to appeal the decision on my extension."),
    (B, "Jeg ønsker begrunnelse i TDT4100. Jeg kommer til å klage, så registrer gjerne en klage med en gang."),
    (B, "Ønsker begrunnelse i TDT4100. Går fristen ut, kan dere regne dette som en klage også."),
    (B, "Kan eg få grunngjeving og klage samtidig i TDT4100?"),
    (B, "I want an explanation in TDT4100. If the deadline runs out, treat this as an appeal."),
    (B, "Kan jeg få sensorveiledningen i TDT4100? Trenger den til begrunnelsen."),
    (B, "Jeg trenger begrunnelse for hvorfor sensor i TDT4100 ikke svarer."),
    (B, "Could I get an explanation of why I was not allowed to bring a calculator in TDT4100?"),
    (B, "Could I get an explanation of task 3 in TDT4100 before the exam tomorrow?"),
    (F, "Hva regnes som formelle feil i TDT4100?"),
    (F, "Kor lang frist har eg på å klage på formelle feil i TDT4100?"),
    (F, "Hi, how do I complain about formal errors in TDT4100?"),
    (K, "Vi er flere som vil klage på TDT4100 samlet."),
    (K, "Jeg vil klage på karakteren i TDT4100 hvis det er gratis."),
    (K, "Er det gratis å klage på TDT4100? I så fall vil jeg klage."),
    (K, "Utkast, ikke send: Jeg klager på karakteren i TDT4100."),
    (K, "Jeg klager på klagesensuren i TDT4100."),
    (K, "Kan karakteren i TDT4100 gå ned hvis jeg klager? Og hvor lang tid tar det?"),
    (B, "Når får jeg svar på søknaden om utsatt eksamen i TDT4100?"),
    (F, "Hvem kan jeg snakke med om formelle feil i TDT4100?"),
    (F, "Finnes det et skjema for å klage på formelle feil i TDT4100?"),
]
A_WISH = [
    (B, "Jeg vil gjerne ha en begrunnelse for hvorfor jeg fikk D i TDT4100.", Ask.EXPLANATION),
    (B, "Jeg ønsker begrunnelse i TDT4100 før jeg tar stilling til om jeg vil klage.", Ask.EXPLANATION),
    (B, "I would like an explanation of why I failed TDT4100.", Ask.EXPLANATION),
    (K, "Jeg klager på karakteren i TDT4100, hvis det er mulig på e-post.", Ask.APPEAL),
    (F, "Jeg klager på formelle feil i TDT4100: vi visste ikke hvem vi skulle spørre.", Ask.FORMAL_ERROR),
    (K, "Jeg ønsket å klage på karakteren i TDT4100, men knappen i Studentweb virker ikke.", Ask.APPEAL),
    (K, "Jeg skulle klage på karakteren i TDT4100, men finner ikke skjemaet.", Ask.APPEAL),
    (B, "Jeg ville be om begrunnelse for karakteren i TDT4100, men fikk det ikke til i Studentweb.", Ask.EXPLANATION),
    (K, "Jeg ønsket meg en B, men fikk en D. Jeg klager på karakteren i TDT4100.", Ask.APPEAL),
    (K, "Jeg ble overrasket når jeg så karakteren i TDT4100, så jeg klager på den.", Ask.APPEAL),
    (K, "Etter at begrunnelsen kom, klager jeg på karakteren i TDT4100.", Ask.APPEAL),
    (K, "Gruppa vår klager på karakteren i TDT4100. På vegne av gruppa, Per", Ask.APPEAL),
    (K, "I was going to appeal my grade in TDT4100 in Studentweb, but the link does not work.", Ask.APPEAL),
    (K, "On behalf of our group I appeal the grade in TDT4100.", Ask.APPEAL),
]


@pytest.mark.parametrize(("box", "text"), NO_WISH)
def test_wish_that_is_past_later_asked_about_or_of_another_is_asked_back(box: Box, text: str) -> None:
    assert not intent_of((box,), "", text).sure
    assert not intent_of((box,), "Klage" if box is K else "Begrunnelse" if box is B else "Formell feil", text).sure


@pytest.mark.parametrize(("box", "text", "wanted"), A_WISH)
def test_wish_with_a_hindrance_or_a_story_is_still_a_wish(box: Box, text: str, wanted: Ask) -> None:
    intent = intent_of((box,), "", text)
    assert (intent.ask, intent.sure) == (wanted, True)
