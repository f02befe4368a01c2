"""The duplicate key of a mail."""

import pytest

from mailgateway.fingerprint import fingerprint

TO = ["begrunnelse@eksamen.example.no"]
MAIL = b"From: kari@student.example.no\r\nMessage-ID: <1@x>\r\nSubject: TDT4100\r\n\r\nReceived: this is text\r\n"


@pytest.mark.parametrize(
    "added",
    [
        b"Received: from a by b; Mon, 23 Nov 2026 10:00:00 +0100\r\n",
        b"Received: from a\r\n by b;\r\n\tMon, 23 Nov 2026 10:00:00 +0100\r\n",
        b"Delivered-To: begrunnelse@eksamen.example.no\r\n",
        b"Return-Path: <kari@student.example.no>\r\n",
        b"AUTHENTICATION-RESULTS: mx.example.no; dmarc=pass\r\n",
        b"X-Spam-Score: 1\r\n",
        b"X-MS-Exchange-Organization-AuthAs: Internal\r\n",
    ],
)
def test_trace_fields_do_not_make_another_mail(added: bytes) -> None:
    assert fingerprint(added + MAIL, TO) == fingerprint(MAIL, TO)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"kari@", b"ola@"),
        (b"<1@x>", b"<2@x>"),
        (b"TDT4100", b"TDT4101"),
        (b"this is text", b"this is other text"),
        (b"Subject", b"Subjects"),
    ],
)
def test_any_change_of_content_makes_another_mail(old: bytes, new: bytes) -> None:
    assert fingerprint(MAIL.replace(old, new), TO) != fingerprint(MAIL, TO)


def test_the_same_mail_to_another_box_is_another_mail() -> None:
    assert fingerprint(MAIL, ["klage@eksamen.example.no"]) != fingerprint(MAIL, TO)


def test_order_and_case_of_recipients_make_no_difference() -> None:
    assert fingerprint(MAIL, ["A@x.no", "b@x.no"]) == fingerprint(MAIL, ["B@x.no", "a@X.no"])


def test_header_of_bare_line_feeds_ends_before_an_empty_line_of_the_body() -> None:
    bare = b"From: kari@x.no\n\ntext\r\n\r\nReceived: this is text\r\n"
    assert fingerprint(b"Received: from mx\n" + bare, TO) == fingerprint(bare, TO)
    assert fingerprint(bare.replace(b"this", b"that"), TO) != fingerprint(bare, TO)


def test_mail_without_header_or_body_has_a_key_too() -> None:
    assert len({fingerprint(raw, TO) for raw in (b"", b"\r\n\r\n", b"no header at all", b"\n\ntext")}) == 4
