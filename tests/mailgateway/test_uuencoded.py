"""Files written into the text by old programs."""

import binascii

import pytest

from mailgateway.parsing import parse
from mailgateway.uuencoded import without_files

CONTENT = bytes(range(256)) * 4


def uuencoded(name: str) -> str:
    lines = (binascii.b2a_uu(CONTENT[place : place + 45]).decode() for place in range(0, len(CONTENT), 45))
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"


def test_file_in_the_text_becomes_an_attachment() -> None:
    text, files = without_files(f"Hei\n{uuencoded('klage.doc')}Mvh Kari")
    assert text == "Hei\n\nMvh Kari"
    assert [(file.name, abs(file.size - len(CONTENT)) < 60) for file in files] == [("klage.doc", True)]


def test_several_files_are_all_found() -> None:
    _, files = without_files(f"{uuencoded('a.doc')}og\n{uuencoded('b.doc')}")
    assert [file.name for file in files] == ["a.doc", "b.doc"]


@pytest.mark.parametrize("text", ["begin 644 a.doc\nuten slutt", "begin the day\nend", "Vi must begin 644 x", ""])
def test_text_that_is_no_file_is_left_as_it_is(text: str) -> None:
    assert without_files(text) == (text, ())


def test_name_of_a_file_in_the_text_is_made_safe() -> None:
    _, files = without_files(uuencoded("../../etc/passwd"))
    assert files[0].name == "passwd"


def test_mail_with_such_a_file_shows_only_its_words() -> None:
    found = parse(f"From: a@b.no\n\nSe fil\n{uuencoded('klage.doc')}".encode())
    assert (found.text.strip(), found.attachments[0].name) == ("Se fil", "klage.doc")
