"""What Outlook wraps into a winmail.dat."""

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


@pytest.mark.parametrize("octets", [b"", b"x" * 100, WHOLE[:20], WHOLE[4:], WHOLE[:4] + bytes(200), WHOLE[:60] * 3])
def test_broken_one_gives_nothing_and_no_exception(octets: bytes) -> None:
    assert isinstance(unwrapped(octets), Winmail)
    assert sent(octets or b"\0", "Hei").text == "Hei"
