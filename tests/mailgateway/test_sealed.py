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


@pytest.mark.parametrize("line", ["   {}", "{} ", "{}\u00a0", "\u00a0{}"], ids=ascii)
def test_armour_that_a_program_has_moved_is_told_too(line: str) -> None:
    assert is_pgp_encrypted("Hei\n" + line.format("-----BEGIN PGP MESSAGE-----") + "\n\nhQEMA")


def test_quoted_armour_is_not_the_writers() -> None:
    assert not is_pgp_encrypted("Hei\n> -----BEGIN PGP MESSAGE-----\n> hQEMA")


def test_armour_in_an_answered_mail_is_not_the_writers() -> None:
    head = "Fra: klage@eksamen.example.no\nSendt: 23. november 2026 10:15\nTil: Kari\nEmne: Klage"
    answered = f"{head}\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n"
    assert parse(HEAD + b"\r\nJeg klager.\n\n" + answered.encode()).remarks == ()


@pytest.mark.parametrize(("said", "remarks"), [(b"Jeg klager.", ()), (b"", (Remark.ENCRYPTED,))])
def test_an_enclosed_mail_that_is_encrypted_hides_nothing_of_what_its_sender_says(
    said: bytes, remarks: tuple[Remark, ...]
) -> None:
    enclosed = b"Content-Type: message/rfc822\r\n\r\n" + opaque(b"0")
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\n" + said + b"\r\n--b\r\n" + enclosed + b"\r\n--b--"
    found = parse(HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts)
    assert (found.text, found.remarks, len(found.attachments)) == (said.decode(), remarks, 1)


@pytest.mark.parametrize(("said", "remarks"), [(b"Jeg klager.", ()), (b"", (Remark.ENCRYPTED,))])
def test_a_file_that_pgp_encrypted_is_the_mail_where_nothing_else_is_said(
    said: bytes, remarks: tuple[Remark, ...]
) -> None:
    file = b"Content-Type: application/octet-stream; name=encrypted.asc\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA"
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\n" + said + b"\r\n--b\r\n" + file + b"\r\n--b--"
    assert parse(HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts).remarks == remarks


SEALED_ON_THE_WAY = {
    "gateway": (b"application/octet-stream; name=smime.p7m", b"MIIBBgYJKoZIhvcNAQcDoIH4MIH1AgEA"),
    "Exchange": (b'application/pgp-encrypted; name="PGPMIME Versions Identification"', b"VmVyc2lvbjogMQ=="),
    "Purview": (b"application/x-microsoft-rpmsg-message; name=message.rpmsg", b"dugEYMQYBgAAAA=="),
}


@pytest.mark.parametrize(("kind", "content"), SEALED_ON_THE_WAY.values(), ids=SEALED_ON_THE_WAY)
def test_encrypted_mail_is_told_whatever_a_server_has_made_of_its_frame(kind: bytes, content: bytes) -> None:
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\nContent-Type: " + kind
    parts += b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + content + b"\r\n--b--"
    found = parse(HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts)
    assert (found.remarks, len(found.attachments)) == ((Remark.ENCRYPTED,), 1)


def test_signed_text_is_read_where_a_gateway_has_changed_its_type() -> None:
    raw = opaque(signed(pkcs7.PKCS7Options.Binary)).replace(b"application/pkcs7-mime", b"application/octet-stream")
    assert parse(raw).text == "Jeg vil klage på karakteren."


def test_encrypted_multipart_is_told_and_its_files_are_kept() -> None:
    parts = b"--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\n"
    parts += b"Content-Type: application/octet-stream\r\n\r\nx\r\n--b--"
    found = parse(HEAD + b"Content-Type: multipart/encrypted; boundary=b\r\n\r\n" + parts)
    assert (found.text, found.remarks, len(found.attachments)) == ("", (Remark.ENCRYPTED,), 2)
