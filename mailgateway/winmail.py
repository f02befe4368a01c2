"""winmail.dat, in which Outlook wraps text and files that another mail program should have seen (MS-OXTNEF § 2.1).

Read by our own few rules: the library for it trusts every count in the file, and 21 octets keep it busy for ever.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from mailgateway.decoding import text_of
from mailgateway.parts import TEXT_LIMIT, Attachment, html_text, safe_name

_HEAD = b"\x78\x9f\x3e\x22"
_ATTRIBUTES_AT_MOST = 1000
_PROPERTIES_AT_MOST = 1000
_FILES_AT_MOST = 50
_BODY, _PROPERTIES = 0x0002800C, 0x00069003
_RENDERING, _TITLE, _DATA = 0x00069002, 0x00018010, 0x0006800F
_PLAIN, _HTML = 0x1000, 0x1013  # the properties that hold a text
_NAMED, _SEVERAL = 0x8000, 0x1000  # flags of a property's name and type
_STRING, _UNICODE = 0x1E, 0x1F
_OF_ANY_LENGTH = frozenset({_STRING, _UNICODE, 0x0D, 0x102})
_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}


@dataclass(frozen=True, slots=True)
class Winmail:
    """What was wrapped: the text as a reader sees it, "" where there is none but in Outlook's own rich text, and the files."""

    text: str = ""
    files: tuple[Attachment, ...] = ()


def unwrapped(octets: bytes) -> Winmail:
    """What a winmail.dat holds, as far as it can be read; nothing where it is none."""
    if not octets.startswith(_HEAD):
        return Winmail()
    plain, html, names, held = "", "", list[str](), list[bytes]()
    for name, value in _attributes(octets):
        if name == _BODY:
            plain = plain or _text(value, _STRING)
        elif name == _PROPERTIES:
            texts = dict(_texts(value))
            plain, html = plain or texts.get(_PLAIN, ""), html or texts.get(_HTML, "")
        elif name == _RENDERING and len(names) < _FILES_AT_MOST:
            names.append("")
            held.append(b"")
        elif name == _TITLE and names:
            names[-1] = safe_name(_text(value, _STRING))
        elif name == _DATA and held:
            held[-1] = value
    text = plain.strip() or html_text(html)
    return Winmail(text, tuple(map(_file, names, held)))


def _file(name: str, content: bytes) -> Attachment:
    return Attachment(name or "untitled", "application/octet-stream", len(content), content, name)


def _attributes(octets: bytes) -> Iterator[tuple[int, bytes]]:
    """Each attribute's name and value: a level, the name, the length, the value and a checksum, which nobody keeps to."""
    offset = 6
    for _ in range(_ATTRIBUTES_AT_MOST):
        if offset + 11 > len(octets):
            return
        name, length = struct.unpack_from("<II", octets, offset + 1)
        yield name, octets[offset + 9 : offset + 9 + length]
        offset += 11 + length


def _texts(value: bytes) -> Iterator[tuple[int, str]]:
    """The texts among a list of properties, by their names; as far as the list keeps to its own lengths."""
    try:
        (count,), offset = struct.unpack_from("<I", value), 4
        for _ in range(min(count, _PROPERTIES_AT_MOST)):
            kind, name = struct.unpack_from("<HH", value, offset)
            offset = _after_name(value, offset + 4) if name >= _NAMED else offset + 4
            found, offset = _value(value, offset, kind)
            if name in (_PLAIN, _HTML):
                yield name, _text(found, kind)
    except struct.error:
        return


def _after_name(value: bytes, offset: int) -> int:
    """Where the name of a named property ends: sixteen octets and a number, or a length and a text."""
    kind, number = struct.unpack_from("<II", value, offset + 16)
    return offset + 24 + (_padded(number) if kind else 0)


def _value(value: bytes, offset: int, kind: int) -> tuple[bytes, int]:
    """The first value of a property, and where the next property begins. Raises struct.error where the list is at its end."""
    plain = kind & ~_SEVERAL
    if plain not in _OF_ANY_LENGTH:
        count = struct.unpack_from("<I", value, offset)[0] if kind & _SEVERAL else 1
        start = offset + (4 if kind & _SEVERAL else 0)
        return b"", start + _padded(count * _SIZES.get(plain, 4))
    (count,) = struct.unpack_from("<I", value, offset)
    first, offset = b"", offset + 4
    for number in range(min(count, _PROPERTIES_AT_MOST)):
        (length,) = struct.unpack_from("<I", value, offset)
        first = value[offset + 4 : offset + 4 + length] if number == 0 else first
        offset += 4 + _padded(length)
    return first, offset


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4


def _text(octets: bytes, kind: int) -> str:
    cut = octets[: TEXT_LIMIT * 2]
    text = cut.decode("utf-16-le", "replace") if kind & ~_SEVERAL == _UNICODE else text_of(cut)
    return text.replace("\x00", "").replace("\r\n", "\n")[:TEXT_LIMIT]
