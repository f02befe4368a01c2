"""DKIM: what we sign verifies with another's eyes, and breaks when anything that matters is changed or added."""

from datetime import UTC, datetime
from email import message_from_bytes

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from casework.outgoing import Outgoing
from mailgateway.addresses import Mint
from mailgateway.postman import Postman
from mailgateway.relay import Relay as Institution
from mailgateway.signing import BadKey, Signer
from tests.mailgateway.relay import Relay
from tests.mailgateway.test_postman import LETTER

DOMAIN = "eksamen.example.no"
RSA = rsa.generate_private_key(65537, 2048)
ED25519 = ed25519.Ed25519PrivateKey.generate()


def pem(key: object, form: PrivateFormat = PrivateFormat.PKCS8) -> bytes:
    return key.private_bytes(Encoding.PEM, form, NoEncryption())


SIGNERS = [
    Signer.of(DOMAIN, "s2026", pem(RSA)),
    Signer.of(DOMAIN, "old", pem(RSA, PrivateFormat.TraditionalOpenSSL)),
    Signer.of("example.no", "e2026", pem(ED25519)),
]


def holds(final: bytes, signer: Signer, place: int = 0) -> bool:
    """Whether the signature at that place, from the top, verifies with the record that the signer tells us to publish."""

    def dns(name: bytes, timeout: int = 5) -> bytes | None:
        return signer.published.encode() if name.decode().rstrip(".") == signer.place else None

    try:
        return dkim.DKIM(final).verify(place, dnsfunc=dns)
    except dkim.ValidationError:
        return False


async def built(*signers: Signer) -> bytes:
    office = Postman(Mint(DOMAIN, [b"k" * 32]), Institution("127.0.0.1", 1), "Eksamenskontoret", signers=signers)
    row = Outgoing(17, LETTER, datetime(2026, 12, 31, tzinfo=UTC), 0, thread=("<m1@student.example.no>",))
    return (await office.build(row))[0]


@pytest.mark.parametrize("signer", SIGNERS, ids=lambda signer: signer.selector)
async def test_a_signed_letter_verifies(signer: Signer):
    assert holds(await built(signer), signer)


async def test_a_letter_with_two_signatures_verifies_by_both():
    final = await built(SIGNERS[0], SIGNERS[2])
    assert [holds(final, SIGNERS[2], 0), holds(final, SIGNERS[0], 1)] == [True, True]


async def test_a_signed_letter_says_the_same_as_an_unsigned_one():
    signed, plain = await built(*SIGNERS), await built()
    assert signed.endswith(plain)


@pytest.mark.parametrize(
    "field",
    ["From", "To", "Subject", "Date", "Reply-To", "In-Reply-To", "References", "Content-Type", "Auto-Submitted"],
)
async def test_no_second_field_can_be_put_in(field: str):
    final = await built(SIGNERS[0])
    assert not holds(f"{field}: evil@evil.example\r\n".encode() + final, SIGNERS[0])


@pytest.mark.parametrize("part", [b"Subject: ", b"To: ", b"Date: ", b"Content-Language: "])
async def test_no_signed_field_can_be_changed(part: bytes):
    final = await built(SIGNERS[0])
    assert not holds(final.replace(b"\r\n" + part, b"\r\n" + part + b"x"), SIGNERS[0])


async def test_not_a_letter_of_the_text_can_be_changed():
    assert not holds((await built(SIGNERS[0]))[:-4] + b"x\r\n", SIGNERS[0])


async def test_what_a_relay_adds_on_top_does_no_harm():
    assert holds(b"Received: from here by there\r\n" + await built(SIGNERS[0]), SIGNERS[0])


@pytest.mark.parametrize("signer", SIGNERS, ids=lambda signer: signer.selector)
async def test_a_signature_survives_the_way_to_the_relay(signer: Signer):
    relay, final = Relay(), await built(signer)
    await Institution("127.0.0.1", await relay.start()).take(DOMAIN, f"sak@{DOMAIN}", "kari@student.example.no", final)
    await relay.stop()
    arrived = relay.mails[0].replace(b"\r\n..", b"\r\n.")
    assert (arrived == final, holds(arrived, signer)) == (True, True)


async def test_each_address_field_is_signed_once_more_than_it_stands_there():
    signature = message_from_bytes(await built(SIGNERS[0]))["DKIM-Signature"]
    names = "".join(signature.split()).partition("h=")[2].partition(";")[0].split(":")
    assert [names.count(name) for name in ("from", "to", "subject", "reply-to", "references")] == [2, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (b"nonsense", "holds no private key"),
        (RSA.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x")), "without a password"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "must hold an Ed25519 key, or an RSA key"),
    ],
    ids=["nonsense", "password", "curve"],
)
def test_a_file_that_holds_no_such_key_is_refused(key: bytes, says: str):
    with pytest.raises(BadKey, match=says):
        Signer.of(DOMAIN, "s", key)


def test_no_key_shows_when_a_signer_is_printed():
    assert "PRIVATE" not in repr(SIGNERS[0])
