"""What a look at a file says: by its content, and of archives by what they would be, without unpacking them."""

import io
import os
import struct
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.files import Weight
from mailgateway.weighing import weigh


def zipped(files: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def nested(depth: int) -> bytes:
    content = zipped({"a.txt": os.urandom(100).hex().encode()})
    for _ in range(depth - 1):
        content = zipped({"inner.zip": content})
    return content


def encrypted() -> bytes:
    content = bytearray(zipped({"a.txt": b"secret"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def lying() -> bytes:
    """An inner archive that says it is small and is not."""
    content = bytearray(zipped({"inner.zip": bytes(30 * 1024 * 1024)}))
    place = content.index(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)


def damaged() -> bytes:
    """An archive in an archive whose packed octets were changed on the way."""
    content = bytearray(zipped({"inner.zip": zipped({"a.txt": b"abc" * 100})}))
    place = content.index(b"inner.zip") + len("inner.zip")
    content[place : place + 8] = b"\xff" * 8
    return bytes(content)


FILES = {
    "a PDF": (b"%PDF-1.7\n...", Weight.FINE),
    "a photo": (b"\x00\x00\x00\x18ftypheic....", Weight.FINE),
    "a text": ("Kåre og Åse".encode(), Weight.FINE),
    "an old text": ("Kåre og Åse".encode("latin-1"), Weight.FINE),
    "nothing": (b"", Weight.FINE),
    "an archive": (zipped({"a.txt": os.urandom(1000).hex().encode()}), Weight.FINE),
    "archives three deep": (nested(3), Weight.FINE),
    "archives four deep": (nested(4), Weight.TOO_HEAVY),
    "a bomb": (zipped({"a.txt": bytes(100 * 1024 * 1024)}), Weight.TOO_HEAVY),
    "a bomb in an archive": (zipped({"b.zip": zipped({"a.txt": bytes(20_000_000)})}), Weight.TOO_HEAVY),
    "too many entries": (zipped({f"{number}.txt": b"x" for number in range(1001)}), Weight.TOO_HEAVY),
    "an encrypted archive": (encrypted(), Weight.ENCRYPTED),
    "an archive that lies": (lying(), Weight.BROKEN),
    "a damaged archive in one": (damaged(), Weight.BROKEN),
    "half an archive": (zipped({"a.txt": b"x"})[:-10], Weight.BROKEN),
    "no archive": (b"PK\x03\x04 nothing", Weight.BROKEN),
    "another archive in one": (zipped({"a.7z": b"7z"}), Weight.UNKNOWN_KIND),
    "another way of packing": (zipped({"a.txt": b"x" * 50}, ZIP_BZIP2), Weight.UNKNOWN_KIND),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00", Weight.UNKNOWN_KIND),
    "a table that never ends": (b"PK\x05\x06" + bytes(8) + b"\xff" * 8 + bytes(2), Weight.TOO_HEAVY),
}


@pytest.mark.parametrize("name", FILES)
def test_each_file_weighs_what_it_is(name: str):
    content, weight = FILES[name]
    assert weigh(content) is weight


TYPES = {
    "[Content_Types].xml": b"<?xml version='1.0'?><Types/>",
    "word/document.xml": b"<?xml version='1.0'?><w:document/>",
}
PAGE = b"<!DOCTYPE html><script>location='https://evil.example'</script>"
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("side.html", PAGE),
        ("svar.txt", PAGE),
        ("svar.pdf", b"\xef\xbb\xbf \n" + PAGE),
        ("tegning.svg", DRAWING),
        ("tegning.png", b"<?xml version='1.0'?>" + DRAWING),
        ("notat.txt", b"Hei\n" * 100 + b"<ScRiPt src=//evil.example>"),
        ("kjor", b"#!/bin/sh\necho hei\n"),
        ("svar.js", b"WScript.Echo(1)"),
        ("svar.txt.vbs", b"MsgBox 1"),
        ("svar.ps1", b"Write-Host 1"),
        ("svar.bat. ", b"echo hei"),
        ("bilde.html", b"\x89PNG\r\n\x1a\n" + PAGE),
        ("brev.docx", b"{\\rtf1 Hei}"),
        ("brev.docx", zipped({**TYPES, "word/vbaProject.bin": b"\xd0\xcf"})),
        ("brev.docm", zipped(TYPES)),
        ("brev.odt", zipped({"mimetype": b"application/x", "Basic/Standard/Module1.xml": b"<?xml"})),
        ("svar.zip", zipped({"bilag/side.htm": PAGE})),
        ("svar.zip", zipped({"brev.docx": zipped({**TYPES, "word/vbaProject.bin": b"x"})})),
        ("svar.zip", zipped(TYPES)),
        ("svar.jar", zipped({"a.txt": b"hei"})),
    ],
)
def test_what_could_run_where_it_is_opened_waits_for_a_person(name: str, content: bytes):
    assert weigh(content, name) is Weight.ACTIVE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Svar.PDF", b"%PDF-1.7\n"),
        ("IMG_0042.jpg", b"\x00\x00\x00\x18ftypheic"),
        ("notat", "Jeg fikk < 60 % på oppgave 2 <a og b>".encode()),
        ("brev.docx", zipped(TYPES)),
        ("brev.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<?xml"})),
        ("svar.zip", zipped({"bilag/": b"", "bilag/brev.docx": zipped(TYPES), "__MACOSX/._x": b"\x00\x05\x16\x07\0"})),
    ],
)
def test_what_students_send_is_fine(name: str, content: bytes):
    assert weigh(content, name) is Weight.FINE


def test_a_program_in_an_archive_is_of_no_known_kind():
    assert weigh(zipped({"svar.txt": b"MZ\x90\0"}), "svar.zip") is Weight.UNKNOWN_KIND


def test_an_archive_may_hold_a_file_without_a_name():
    assert weigh(zipped({"x": b"hei"}).replace(b"x", b"\0"), "svar.zip") is Weight.FINE


@pytest.mark.parametrize(("place", "octet"), [(6, 99), (8, 0x20)], ids=["a version to come", "patched data"])
def test_an_archive_that_the_library_cannot_read_is_of_no_known_kind(place: int, octet: int):
    content = bytearray(zipped({"brev.txt": b"hei"}))
    content[content.index(b"PK\x01\x02") + place] = octet
    assert weigh(bytes(content), "svar.zip") is Weight.UNKNOWN_KIND


ARCHIVES = [zipped({"inner.zip": nested(2), "b.docx": zipped({"x": b"abc" * 100})}), encrypted(), nested(3)]


@given(st.sampled_from(ARCHIVES), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=6))
def test_an_archive_that_was_damaged_anywhere_has_a_weight(archive: bytes, changes: list[tuple[int, int]]):
    content = bytearray(archive)
    for place, octet in changes:
        content[2 + place % (len(content) - 2)] = octet
    assert weigh(bytes(content)) in Weight
