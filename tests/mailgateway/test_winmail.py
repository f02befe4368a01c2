"""What Outlook wraps into a winmail.dat."""

import struct
from base64 import b64encode

import pytest

from mailgateway.parsing import ParsedMail, parse
from mailgateway.parts import Remark
from mailgateway.winmail import Winmail, unwrapped
from tests.mailgateway.outlook import winmail

WHOLE = winmail("Jeg klager på karakteren.\r\nHilsen Kari", brev_pdf=b"%PDF-1.7", notat_txt=b"hei")


def sent(octets: bytes, text: str = "") -> ParsedMail:
    part = b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n" + b64encode(
        octets
    )
    head = b"From: kari@example.no\nContent-Type: multipart/mixed; boundary=b\n\n"
    plain = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n".encode() if text else b""
    return parse(head + plain + b"--b\n" + part + b"\n--b--\n")


def test_text_of_a_mail_that_is_nothing_else_is_read() -> None:
    assert sent(WHOLE).text == "Jeg klager på karakteren.\nHilsen Kari"


def test_text_beside_it_comes_first() -> None:
    assert sent(WHOLE, "Se vedlegg.").text == "Se vedlegg."


def test_files_in_it_are_listed_by_name_and_size() -> None:
    listed = [(file.name, file.size) for file in sent(WHOLE).attachments]
    assert [each for each in listed if each[0] != "winmail.dat"] == [("brev.pdf", 8), ("notat.txt", 3)]


def test_it_is_told_beside_the_text() -> None:
    assert Remark.WINMAIL in sent(WHOLE).remarks


def test_name_of_a_file_in_it_is_made_safe() -> None:
    (file,) = unwrapped(winmail(**{"../../etc/passwd_txt": b"x"})).files
    assert file.name == "passwd.txt"


ENDLESS = (
    winmail("hei")[:6] + bytes.fromhex("01 03 90 06 00 0c 00 00 00 ff ff ff ff 03 10 00 20 ff ff ff ff") + bytes(20)
)


def test_counts_that_promise_more_than_there_is_end_with_the_file() -> None:
    assert unwrapped(ENDLESS) == Winmail()


def test_text_among_the_properties_is_read() -> None:
    value = "Jeg klager på karakteren.\0".encode("utf-16-le")
    properties = struct.pack("<IHHII", 1, 0x1F, 0x1000, 1, len(value)) + value
    attribute = struct.pack("<BII", 1, 0x00069003, len(properties)) + properties + b"\0\0"
    assert unwrapped(winmail() + attribute).text == "Jeg klager på karakteren."


@pytest.mark.parametrize("octets", [b"", b"x" * 100, WHOLE[:20], WHOLE[4:], WHOLE[:4] + bytes(200), WHOLE[:60] * 3])
def test_broken_one_gives_nothing_and_no_exception(octets: bytes) -> None:
    assert isinstance(unwrapped(octets), Winmail)
    assert sent(octets or b"\0", "Hei").text == "Hei"
