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
]
A_WISH = [
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
