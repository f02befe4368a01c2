"""Who is said to have written what a mail sends on."""

import pytest

from mailgateway.forwards import quoted_sender
from mailgateway.parsing import parse
from mailgateway.quotes import split
from tests.mailgateway.test_quotes import INTRODUCTIONS, MAIL

KARI = "kari@student.example.no"
BLOCK = f"Fra: Kari Nordmann <{KARI}>\nDato: man. 2. mars 2026 kl. 13:09\nEmne: Klage\nTil: Ola <ola@example.no>\n\nJeg klager."
FORWARDS = {
    "gmail": f"---------- Forwarded message ---------\n{BLOCK}",
    "apple": f"Videresendt melding:\n\n{BLOCK}",
    "apple of old": f"Begynnelse på videresendt melding:\n\n{BLOCK}",
    "thunderbird": f"-------- Videresendt melding --------\nEmne: \tKlage\nDato: \tMon, 2 Mar 2026 13:09:30 +0100\nFra: \t{KARI}\nTil: \tx",
    "thunderbird nn": f"-------- Vidaresend melding --------\n{BLOCK.replace('Fra:', 'Frå:')}",
    "outlook": BLOCK.replace("Dato", "Sendt"),
    "outlook bold": BLOCK.replace("Fra:", "*Fra:*").replace("Dato:", "*Sendt:*").replace("Til:", "*Til:*"),
    "outlook on the web": f"________________________________\n{BLOCK.replace('Dato', 'Sendt')}",
}


@pytest.mark.parametrize("forward", FORWARDS.values(), ids=FORWARDS)
def test_sender_of_a_forwarded_mail_is_offered(forward: str) -> None:
    parts = split(f"Se under.\n\n{forward}")
    assert (parts.visible, quoted_sender(parts.elided)) == ("Se under.", KARI)


@pytest.mark.parametrize(
    "quote", [quote for quote in INTRODUCTIONS.values() if MAIL in quote.split("\n\n")[0]], ids=lambda quote: quote[:40]
)
def test_sender_of_a_quoted_mail_is_offered(quote: str) -> None:
    assert quoted_sender(split(f"Ja takk\n\n{quote}").elided.replace("<\n", "<")) == MAIL


def test_sender_of_an_attached_message_is_offered() -> None:
    mail = parse(f"From: x@y.no\nContent-Type: message/rfc822\n\nFrom: Kari <{KARI}>\n\nJeg klager.".encode())
    assert (mail.sender, quoted_sender(mail.forwarded, mail.returned)) == ("x@y.no", KARI)


@pytest.mark.parametrize("quoted", ["", "Hei ola@example.no", "Fra: mandag\nTil: tirsdag", "a" * 50_000 + "@" * 50_000])
def test_nobody_is_offered_where_nobody_is_named(quoted: str) -> None:
    assert quoted_sender(quoted) == ""
