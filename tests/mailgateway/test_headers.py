"""The header by our own strict rules."""

import pytest

from mailgateway.headers import all_of, fields_of, first_of, message_ids, only_address, split_header


def fields(text: str) -> tuple[tuple[str, str], ...]:
    return fields_of(split_header(text.encode("utf-8", "surrogateescape"))[0])


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("kari@student.example.no", "kari@student.example.no"),
        ("Kari Nordmann <Kari@Student.Example.NO>", "kari@student.example.no"),
        ('"Nordmann, Kari" <kari@example.no>', "kari@example.no"),
        ('"kari@student.example.no" <evil@evil.no>', "evil@evil.no"),
        ("kari@example.no (Kari (student) Nordmann)", "kari@example.no"),
        ("=?utf-8?q?K=C3=A5re?= <kare@example.no>", "kare@example.no"),
        ("Kåre <kåre@høgskolen.example.no>", "kåre@høgskolen.example.no"),
        ("kari@student.example.no <evil@evil.no>", ""),
        ("<kari@student.example.no><evil@evil.no>", ""),
        ("<kari@student.example.no> <evil@evil.no>", ""),
        ("kari@student.example.no:evil@evil.no", ""),
        ("kari@student.example.no\0 <evil@evil.no>", ""),
        ("kari@student.example.no, evil@evil.no", ""),
        ("group: a@example.no, b@example.no;", ""),
        ("<@relay.no:kari@example.no>", ""),
        ("undisclosed-recipients:;", ""),
        ("MAILER-DAEMON", ""),
        ("<>", ""),
        ("", ""),
        ('"Kari <kari@example.no>', ""),
        ("(Kari <kari@example.no>", ""),
        ("kari@example.no)", ""),
        ("kari@@example.no", ""),
        ("kari @example.no", ""),
        ("x" * 5000 + "@example.no", ""),
        ('"' * 40_000, ""),
        ("(" * 10_000, ""),
    ],
)
def test_from_is_one_address_or_unclear(value: str, address: str) -> None:
    assert only_address((("from", value),)) == address


def test_two_from_fields_are_unclear() -> None:
    assert only_address((("from", "a@example.no"), ("from", "a@example.no"))) == ""


def test_kelvin_sign_does_not_become_another_persons_letter() -> None:
    assert only_address((("from", "\u212aari@example.no"),)) != "kari@example.no"


def test_illegal_line_does_not_end_the_header() -> None:
    found = fields("Subject: one\r\nX Bad Field/: y\r\nFrom: a@example.no\r\n\r\nFrom: body@example.no\r\n")
    assert (first_of(found, "subject"), all_of(found, "from")) == ("one", ("a@example.no",))


def test_folded_field_is_one_value() -> None:
    assert first_of(fields("Subject: one\r\n two\r\n\tthree\r\n\r\n"), "subject") == "one two three"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_kind_of_line_end_separates_fields(end: str) -> None:
    lines, body = split_header(end.join(("A: 1", "B: 2", "", "text")).encode())
    assert (len(lines), body) == (2, b"text")


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"no field here\r\n\r\nat all", b"\n\n\n"])
def test_bytes_without_a_field_are_all_body(raw: bytes) -> None:
    assert split_header(raw)[0] == []


def test_message_ids_are_found_in_their_order() -> None:
    assert message_ids("<a@x> rubbish <b@y>\t<broken <c@z>") == ("<a@x>", "<b@y>", "<c@z>")
