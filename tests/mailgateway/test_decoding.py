"""Octets to text, with right, wrong and missing labels."""

import pytest

from mailgateway.decoding import codec_of, decoded_words, one_line, text_of, visible


@pytest.mark.parametrize(
    ("octets", "label", "text"),
    [
        ("blåbær".encode(), "utf-8", "blåbær"),
        ("blåbær".encode(), "", "blåbær"),
        ("blåbær".encode(), "us-ascii", "blåbær"),
        ("blåbær".encode(), "iso-8859-1", "blåbær"),
        ("blåbær".encode("latin-1"), "", "blåbær"),
        ("blåbær".encode("latin-1"), "utf-8", "blåbær"),
        ("blåbær".encode("latin-1"), "us-ascii", "blåbær"),
        ("“karakter” – €".encode("cp1252"), "iso-8859-1", "“karakter” – €"),
        ("blåbær".encode("latin-1"), "DEFAULT_CHARSET", "blåbær"),
        ("blåbær".encode("latin-1"), "x-unknown", "blåbær"),
        (b"\xef\xbb\xbfhei", "latin-1", "hei"),
        ("①㈱".encode("cp932"), "shift_jis", "①㈱"),
        ("镕".encode("gb18030"), "gb2312", "镕"),
        ("Łódź".encode("iso-8859-2"), "iso-8859-2", "Łódź"),
        (b"\x81\x8d\xff", "utf-8", "\x81\x8dÿ"),
        (b"", "utf-8", ""),
    ],
)
def test_text_is_read_as_it_was_meant(octets: bytes, label: str, text: str) -> None:
    assert text_of(octets, label) == text


@pytest.mark.parametrize(
    "label", ["idna", "punycode", "unicode_escape", "hex", "rot13", "", "utf-8\0", "x" * 5000, "bogus"]
)
def test_label_that_is_no_charset_is_never_used(label: str) -> None:
    assert text_of(b"abc", label) == "abc"
    assert codec_of(label) not in {"idna", "punycode", "unicode_escape"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?q?Klage_p=C3=A5_karakter?=", "Klage på karakter"),
        ("=?UTF-8?B?S2xhZ2UgcMOl?= =?UTF-8?B?IGthcmFrdGVy?=", "Klage på karakter"),
        ("=?utf-8?q?bl=C3?= =?utf-8?q?=A5?=", "blå"),
        ("=?iso-8859-1?q?bl=E5?= TDT4100", "blå TDT4100"),
        ("Sv: =?utf-8*nb?q?bl=C3=A5?=", "Sv: blå"),
        ("=?utf-8?q?a b?=", "a b"),
        ("=?utf-8?b?Zm9v?", "=?utf-8?b?Zm9v?"),
        ("=?utf-8?b?!!!?=", ""),
        ("=?bogus?q?bl=E5?=", "blå"),
        ("blå", "blå"),
        ("", ""),
    ],
)
def test_encoded_words_are_decoded_and_joined(value: str, text: str) -> None:
    assert decoded_words(value) == text


def test_characters_that_deceive_the_eye_are_taken_out() -> None:
    assert visible("a\u202eb\x00c\u2066d\r\ne\rf\tg") == "abcd\ne\nf\tg"


def test_header_value_becomes_one_short_line() -> None:
    assert one_line(" a\r\n\tb  c" + "x" * 100, 8) == "a b cxxx"
