"""Signed and encrypted mail: the text inside PGP armour and inside an opaque S/MIME signature (RFC 4880 § 7, RFC 8551 § 3.5.2)."""

import re
from collections.abc import Iterator

_SIGNED, _SIGNATURE, _END = (
    f"-----{words}-----" for words in ("BEGIN PGP SIGNED MESSAGE", "BEGIN PGP SIGNATURE", "END PGP SIGNATURE")
)
_PGP_MESSAGE = re.compile(r"^\s{0,9}-----BEGIN PGP MESSAGE-----\s*$", re.MULTILINE)
_DASHED = re.compile(r"^- ", re.MULTILINE)
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_OCTET_STRING, _CONSTRUCTED, _EXPLICIT = 0x04, 0x20, 0xA0
_DEEPEST = 4


def without_armour(text: str) -> str:
    """The text without PGP's lines round it, where it was signed in clear; any other text as it is."""
    kept: list[str] = []
    place = 0
    while (begin := text.find(f"{_SIGNED}\n", place)) >= 0:
        head = text.find("\n\n", begin)
        signature = text.find(f"\n{_SIGNATURE}", head)
        if head < 0 or signature < 0:
            break
        kept += [text[place:begin], _DASHED.sub("", text[head + 2 : signature]).rstrip("\n")]
        end = text.find(_END, signature)
        place = end + len(_END) if end >= 0 else len(text)
    return "".join((*kept, text[place:]))


def is_pgp_encrypted(text: str) -> bool:
    """Whether a text holds a message that PGP has encrypted."""
    return "-----BEGIN PGP MESSAGE" in text and _PGP_MESSAGE.search(text) is not None


def signed_content(octets: bytes) -> bytes:
    """The message inside an S/MIME signature, b"" when there is none that can be read: it is encrypted, or broken."""
    kind = octets.find(_SIGNED_DATA, 0, 64)
    data = octets.find(_DATA, kind) if kind >= 0 else -1
    if data < 0:
        return b""
    try:
        tag, place, end = _head(octets, data + len(_DATA))
        return b"".join(_strings(octets, place, end, 0)) if tag == _EXPLICIT else b""
    except IndexError:
        return b""


def _strings(octets: bytes, place: int, end: int, depth: int) -> Iterator[bytes]:
    """The octet strings between two places, those inside constructed ones too (X.690 § 8.7)."""
    while place < end and octets[place : place + 2] != b"\0\0" and depth < _DEEPEST:
        tag, start, stop = _head(octets, place)
        if tag == _OCTET_STRING:
            yield octets[start:stop]
        elif tag == _OCTET_STRING | _CONSTRUCTED:
            yield from _strings(octets, start, stop, depth + 1)
        else:
            return
        place = stop


def _head(octets: bytes, place: int) -> tuple[int, int, int]:
    """The tag of an element of BER and where its content begins and ends; one without a length goes on to the end of all."""
    tag, length, start = octets[place], octets[place + 1], place + 2
    if length == 0x80:
        return tag, start, len(octets)
    if length > 0x80:
        start += length & 0x7F
        length = int.from_bytes(octets[place + 2 : start], "big")
    return tag, start, min(start + length, len(octets))
