"""Signed and encrypted mail, sealed by a real library."""

from base64 import encodebytes

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from mailgateway.parsing import parse
from mailgateway.parts import Remark
from mailgateway.sealed import is_pgp_encrypted, signed_content, without_armour
from tests.mailgateway.signer import signer

TEXT = b"Content-Type: text/plain; charset=utf-8\r\n\r\nJeg vil klage p\xc3\xa5 karakteren."
HEAD = b"From: kari@student.example.no\r\nMIME-Version: 1.0\r\n"
ARMOUR = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

Jeg vil klage.
- - et punkt

-----BEGIN PGP SIGNATURE-----

iQEzBAEB
-----END PGP SIGNATURE-----"""


def signed(*options: pkcs7.PKCS7Options, encoding: serialization.Encoding = serialization.Encoding.DER) -> bytes:
    certificate, key = signer()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(TEXT).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(encoding, list(options))


def opaque(content: bytes) -> bytes:
    encoded = b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return HEAD + encoded + encodebytes(content)


def test_text_inside_an_opaque_signature_is_read() -> None:
    found = parse(opaque(signed(pkcs7.PKCS7Options.Binary)))
    assert (found.text, found.remarks) == ("Jeg vil klage på karakteren.", (Remark.SIGNED,))


def test_text_beside_a_detached_signature_is_read() -> None:
    raw = signed(pkcs7.PKCS7Options.DetachedSignature, encoding=serialization.Encoding.SMIME)
    found = parse(b"From: kari@student.example.no\r\n" + raw)
    assert (found.text, found.remarks) == ("Jeg vil klage på karakteren.", (Remark.SIGNED,))


@pytest.mark.parametrize(
    "content", [b"", b"0", b"0\x80\x06", bytes.fromhex("06092a864886f70d010703") + b"x" * 50, b"\xff" * 400]
)
def test_what_cannot_be_opened_is_told_as_encrypted_and_kept_as_file(content: bytes) -> None:
    found = parse(opaque(content))
    assert (found.text, found.remarks) == ("", (Remark.ENCRYPTED,))
    assert found.attachments[0].name == "smime.p7m"


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_broken_signature_gives_bytes_and_no_exception(cut: int) -> None:
    assert isinstance(signed_content(signed(pkcs7.PKCS7Options.Binary)[:cut]), bytes)


def test_content_in_pieces_of_unknown_length_is_joined() -> None:
    pieces = b"\x24\x80" + b"\x04\x03Jeg" + b"\x04\x05 klag" + b"\0\0"
    data = bytes.fromhex("06092a864886f70d010702a080") + bytes.fromhex("06092a864886f70d010701a080") + pieces
    assert signed_content(data) == b"Jeg klag"


def test_lines_of_pgp_round_a_signed_text_are_taken_off() -> None:
    assert without_armour(f"Hei\n{ARMOUR}\nslutt") == "Hei\nJeg vil klage.\n- et punkt\nslutt"


def test_signed_text_without_its_end_is_left_whole() -> None:
    text = ARMOUR.partition("-----BEGIN PGP SIGNATURE")[0]
    assert without_armour(text) == text


def test_text_that_pgp_encrypted_is_told() -> None:
    armour = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----"
    assert is_pgp_encrypted(armour)
    assert parse(HEAD + b"\r\n" + armour.encode()).remarks == (Remark.ENCRYPTED,)


def test_encrypted_multipart_is_told_and_its_files_are_kept() -> None:
    parts = b"--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\n"
    parts += b"Content-Type: application/octet-stream\r\n\r\nx\r\n--b--"
    found = parse(HEAD + b"Content-Type: multipart/encrypted; boundary=b\r\n\r\n" + parts)
    assert (found.text, found.remarks, len(found.attachments)) == ("", (Remark.ENCRYPTED,), 2)
