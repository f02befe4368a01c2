"""Mail of every form, read without ever an exception."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest

from mailgateway.parsing import parse
from mailgateway.parts import Attachment, Remark

HEAD = "From: kari@student.example.no\r\nSubject: Klage\r\n"


def mail(text: str, charset: str = "utf-8") -> bytes:
    return text.replace("\n", "\r\n").replace("\r\r", "\r").encode(charset)


def multipart(kind: str, *parts: str) -> str:
    inside = "".join(f"--b\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="b"\n\n{inside}--b--\n'


PLAIN = "Content-Type: text/plain; charset=utf-8\n\nJeg vil klage på karakteren."
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>Jeg vil <b>klage</b> på<br>karakteren.</p>"
PDF = 'Content-Type: application/pdf; name="x.pdf"\nContent-Transfer-Encoding: base64\n\n' + "QUJD" * 10


def test_plain_mail_gives_header_and_text() -> None:
    found = parse(mail(HEAD + "Message-ID: <1@x>\nDate: Mon, 23 Nov 2026 10:00:00 +0100\n\nHei æøå\n"))
    assert (found.sender, found.subject, found.text) == ("kari@student.example.no", "Klage", "Hei æøå")
    assert (found.message_id, found.date) == ("<1@x>", datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.mark.parametrize("parts", [(PLAIN, HTML), (HTML, PLAIN)])
def test_plain_text_is_preferred_to_its_alternative(parts: tuple[str, str]) -> None:
    assert parse(mail(multipart("alternative", *parts))).text == "Jeg vil klage på karakteren."


def test_html_is_read_where_plain_text_is_empty() -> None:
    assert (
        parse(mail(multipart("alternative", "Content-Type: text/plain\n\n \n", HTML))).text
        == "Jeg vil klage på\nkarakteren."
    )


def test_mail_of_html_alone_has_text() -> None:
    assert "klage på" in parse(mail(HEAD + HTML)).text


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<!-- x -->",
        "<![" * 30_000,
        "<a " * 30_000,
        "<div>" * 20_000,
        "<?xml version='1.0' encoding='x'?>",
        "\0",
        "<p>",
    ],
)
def test_html_that_hangs_other_readers_is_harmless(html: str) -> None:
    assert parse(mail(f"{HEAD}Content-Type: text/html\n\n{html}")).sender == "kari@student.example.no"


def test_text_on_both_sides_of_an_attachment_is_kept() -> None:
    found = parse(mail(multipart("mixed", PLAIN, PDF, "Content-Type: text/plain\n\nMvh Kari")))
    assert found.text == "Jeg vil klage på karakteren.\nMvh Kari"
    assert found.attachments == (Attachment("x.pdf", "application/pdf", 30),)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("filename=../../etc/passwd", "passwd"),
        (r'filename="C:\\Users\\kari\\klage.docx"', "klage.docx"),
        ("filename*=utf-8''klage%20p%C3%A5.pdf", "klage på.pdf"),
        ('filename="=?utf-8?q?bl=C3=A5.pdf?="', "blå.pdf"),
        ("filename*=utf-8''gnp%E2%80%AE.exe", "gnp.exe"),
        ('filename="' + "x" * 500 + '.pdf"', "x" * 196 + ".pdf"),
        ("filename*=bogus'x'%FF", "\ufffd"),
        ('filename=""', "untitled"),
    ],
)
def test_name_of_an_attachment_is_made_safe(given: str, name: str) -> None:
    part = f"Content-Type: application/pdf\nContent-Disposition: attachment; {given}\n\nx"
    found = parse(mail(multipart("mixed", PLAIN, part))).attachments[0].name
    assert found == name or "\ufffd" in name


@pytest.mark.parametrize("charset", ["utf-8", "latin-1"])
@pytest.mark.parametrize("field", ["Content-Type: application/pdf; name", "Content-Disposition: attachment; filename"])
def test_name_of_an_attachment_in_raw_octets_is_read(field: str, charset: str) -> None:
    part = f'{field}="legeerklæring.pdf"\n\nx'
    found = parse(mail(multipart("mixed", PLAIN, part)).decode().encode(charset)).attachments[0]
    assert (found.name, found.given) == ("legeerklæring.pdf", "legeerklæring.pdf")


def test_forwarded_message_is_kept_apart_from_the_text() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: ola@example.no\nSubject: x\n\nSitert tekst"
    found = parse(mail(multipart("mixed", PLAIN, inner)))
    assert (found.text, found.forwarded) == ("Jeg vil klage på karakteren.", "Sitert tekst")


def test_text_attached_as_file_is_no_part_of_the_text() -> None:
    part = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nVedlegg"
    assert parse(mail(multipart("mixed", PLAIN, part))).text == "Jeg vil klage på karakteren."


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", ""),
        ("cp1252", ""),
        ("latin-1", "us-ascii"),
        ("cp1252", "iso-8859-1"),
        ("latin-1", "x-none"),
    ],
)
def test_norwegian_letters_survive_every_label(charset: str, declared: str) -> None:
    kind = f"Content-Type: text/plain; charset={declared}\n" if declared else ""
    assert parse(mail(f"{HEAD}{kind}\nPå høyskolen ÆØÅ", charset)).text == "På høyskolen ÆØÅ"


@pytest.mark.parametrize("encoding", ["base64", "BASE64", " base64 "])
def test_encoded_text_is_decoded(encoding: str) -> None:
    body = b64encode("På ÆØÅ".encode()).decode()
    assert parse(mail(f"{HEAD}Content-Transfer-Encoding: {encoding}\n\n{body}")).text == "På ÆØÅ"


def test_illegal_header_line_leaves_the_encoding_in_force() -> None:
    assert parse(mail(f"{HEAD}Bad Field: x\nContent-Transfer-Encoding: base64\n\nSGVp")).text == "Hei"


def test_raw_letters_in_the_header_are_read() -> None:
    assert parse("From: Kåre <k@example.no>\r\nSubject: På\r\n\r\nx".encode("latin-1")).subject == "På"


def test_references_come_nearest_first_and_once() -> None:
    found = parse(mail(f"{HEAD}References: <1@x> <2@x>\n <3@x>\nIn-Reply-To: <3@x>\n\nx"))
    assert found.references == ("<3@x>", "<2@x>", "<1@x>")


@pytest.mark.parametrize("boundary", ['"other"', '""', ""])
def test_parts_are_found_where_the_boundary_is_wrong(boundary: str) -> None:
    told = f"; boundary={boundary}" if boundary else ""
    raw = f"{HEAD}Content-Type: multipart/mixed{told}\n\n--b\n{PLAIN}\n--b\n{PDF}\n--b--\n"
    found = parse(mail(raw))
    assert (found.text, len(found.attachments)) == ("Jeg vil klage på karakteren.", 1)


@pytest.mark.parametrize("body", ["Jeg vil klage på karakteren.", "<html><p>Jeg vil klage på karakteren.</html>"])
def test_multipart_without_parts_is_read_as_text(body: str) -> None:
    assert parse(mail(f"{HEAD}Content-Type: multipart/mixed\n\n{body}")).text == "Jeg vil klage på karakteren."


def test_boundary_broken_over_two_lines_is_joined() -> None:
    raw = f'{HEAD}Content-Type: multipart/mixed; boundary="a\n b"\n\n--a b\n{PLAIN}\n--a b--\n'
    assert parse(mail(raw)).text == "Jeg vil klage på karakteren."


def test_line_of_blanks_ends_the_header_when_no_field_follows() -> None:
    found = parse(mail(f"{HEAD} \nJeg vil klage: snart.\n\nHei"))
    assert (found.subject, found.text.startswith("Jeg vil klage")) == ("Klage", True)


def test_winmail_is_kept_as_a_file_and_told() -> None:
    part = "Content-Type: application/ms-tnef; name=x\nContent-Transfer-Encoding: base64\n\neJ8+"
    found = parse(mail(multipart("mixed", PLAIN, part)))
    assert ([file.name for file in found.attachments], found.remarks) == (["winmail.dat"], (Remark.WINMAIL,))


def test_text_file_is_shown_apart_where_a_mail_has_no_text_of_its_own() -> None:
    raw = f"{HEAD}Content-Type: text/plain\nContent-Disposition: attachment; filename=klage.txt\n\nJeg klager."
    found = parse(mail(raw))
    assert (found.text, found.forwarded, found.attachments[0].name) == ("", "Jeg klager.", "klage.txt")


def nested(depth: int, kind: str) -> bytes:
    if kind == "message":
        return HEAD.encode() + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"x"
    inside = (f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(depth))
    return (HEAD + "".join(inside) + "\r\nx").encode()


@pytest.mark.parametrize("kind", ["message", "multipart"])
def test_mail_nested_too_deep_is_unreadable_but_has_its_sender(kind: str) -> None:
    found = parse(nested(3000, kind))
    assert (found.readable, found.sender, found.subject) == (False, "kari@student.example.no", "Klage")


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\r\n", b"\0" * 1000, bytes(range(256)) * 50, b"From: " + b'"' * 40_000, b"Subject: " + b"=?utf-8?q?a?= " * 16_000,
        b"From: a@b.no\r\nTo: " + b"a@x.no, " * 16_000 + b"\r\n\r\nx", b"A: b\r\n" * 20_000, b"Content-Type: multipart/mixed\r\n\r\nx",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 4000, b"Content-Type: ;;;=\r\n\r\nx",
        b"Content-Type: text/plain; charset*0*=x''%; charset*1*=%zz\r\n\r\nx", b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin",
        b"Content-Disposition: attachment" + b";\r\n filename*0*=a" * 2000 + b"\r\n\r\nx", b"Date: 99999999999999999999\r\n\r\n",
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b--", b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Type: message/delivery-status\r\n\r\nx", b"Content-Type: text/html; charset=idna\r\n\r\n" + b"a" * 100_000,
    ],
)  # fmt: skip
def test_hostile_bytes_give_a_mail_and_no_exception(raw: bytes) -> None:
    assert parse(raw).readable
