"""What a kept mail says, all in all."""

import pytest

from casework.messages import Ask, Box, KeptMail, Machine
from mailgateway.understanding import understand
from tests.mailgateway.breaking import MINT, NOW, TRUST

DOMAIN = MINT.domain


def kept(raw: str, to: str = "sak", mail_from: str = "kari@student.example.no") -> KeptMail:
    octets = raw.replace("\n", "\r\n").encode()
    return KeptMail(7, NOW, "127.0.0.1", mail_from, (f"{to}@{DOMAIN}",), octets)


def test_token_in_the_address_names_the_case() -> None:
    to = MINT.reply_address(42, 17).partition("@")[0]
    mail = understand(kept("From: x@y.no\n\nGitt.", to=to), MINT, TRUST)
    assert (mail.token_case, mail.token_outgoing, mail.words) == (42, 17, "Gitt.")


@pytest.mark.parametrize("field", ["In-Reply-To: {0}", "References: <1@x> {0} <2@x>"])
def test_own_message_id_referred_to_names_the_case(field: str) -> None:
    mail = understand(kept(f"From: x@y.no\n{field.format(MINT.message_id(42, 17))}\n\nok"), MINT, TRUST)
    assert (mail.token_case, mail.token_outgoing) == (42, 17)


def test_forged_token_names_no_case() -> None:
    mail = understand(
        kept("From: x@y.no\nIn-Reply-To: <42@eksamen.example.no>\n\nok", to="sak+aaaaaaaaaaaaaaaaaaaaaaaa"), MINT, TRUST
    )
    assert (mail.token_case, mail.token_outgoing, mail.boxes) == (None, None, (Box.CASE,))


def test_quoted_letter_of_ours_is_never_taken_for_a_wish() -> None:
    text = (
        "Takk!\n\nFra: Eksamen <sak@x.no>\nSendt: i går\nTil: Kari\nEmne: Kvittering\n\nJeg ønsker å trekke klagen.\n"
    )
    mail = understand(kept(f"From: x@y.no\nSubject: Sv: [42/2026] Kvittering\n\n{text}"), MINT, TRUST)
    assert (mail.text, mail.intent.ask, mail.intent.because) == ("Takk!", Ask.THANKS, ("Takk",))
    assert "trekke klagen" in mail.elided


def test_bounce_of_our_letter_is_tied_to_its_row() -> None:
    returned = f"Content-Type: text/rfc822-headers\n\nMessage-ID: {MINT.message_id(42, 17)}\n"
    status = "Content-Type: message/delivery-status\n\nX: y\n\nFinal-Recipient: rfc822; k@x.no\nAction: failed\nStatus: 5.1.1\n"
    raw = f"From: MAILER-DAEMON@x.no\nContent-Type: multipart/report; boundary=b\n\n--b\n{status}\n--b\n{returned}\n--b--\n"
    mail = understand(kept(raw, mail_from=""), MINT, TRUST)
    assert (mail.machine, mail.token_case, mail.token_outgoing) == (Machine.BOUNCE, 42, 17)
    assert mail.bounce is not None
    assert (mail.bounce.recipient, mail.bounce.final) == ("k@x.no", True)


def test_unreadable_mail_still_tells_who_and_when() -> None:
    raw = "From: kari@x.no\nSubject: Klage\n" + "Content-Type: message/rfc822\n\n" * 3000
    mail = understand(kept(raw, to="klage"), MINT, TRUST)
    assert (mail.sender, mail.subject, mail.text, mail.received) == ("kari@x.no", "Klage", "", NOW)
