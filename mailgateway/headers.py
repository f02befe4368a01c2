"""The header of a mail, read by our own strict rules: which fields there are, and which one address a mail is from."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mailgateway.decoding import text_of
from mailgateway.segments import plain_text

Fields = tuple[tuple[str, str], ...]

FIELD_LIMIT = 4096  # characters of one field that are ever looked at (mail.md § 2.2)
_FIELDS_AT_MOST = 2000
_NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_BLANK = re.compile(rb"\n[ \t]+\n(?![ \t]|[!-9;-~]{1,200}[ \t]*:)")
_LOCAL = r"[^\s<>@,:;\"()\[\]\\\x00-\x20\x7f]{1,64}"
_DOMAIN = r"[^\s<>@,:;\"()\[\]\\\x00-\x2c\x2f\x3a-\x40\x7f]{1,253}"
_ADDRESS = re.compile(rf"({_LOCAL})@({_DOMAIN})")
_ANGLE = re.compile(r"[^<>@,:;]*<([^<>]*)>\s*")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")


def split_header(raw: bytes) -> tuple[list[bytes], bytes]:
    """The lines of the header that are fields or their continuation, and the body; lines that are neither are left out.

    An illegal line does not end the header, only an empty one does, or one of blanks that no field follows. Bytes without any field
    are all body.
    """
    plain = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    header, body = _halves(plain)
    good: list[bytes] = []
    for line in header.split(b"\n"):
        if _NAME.match(line) or (good and line.startswith((b" ", b"\t"))):
            good.append(line)
    return (good, body) if good else ([], plain)


def _halves(plain: bytes) -> tuple[bytes, bytes]:
    if plain.startswith(b"\n"):
        return b"", plain[1:]
    header, _, body = plain.partition(b"\n\n")
    if blank := _BLANK.search(header):
        return header[: blank.start()], plain[blank.end() :]
    return header, body


def fields_of(lines: list[bytes]) -> Fields:
    """Names in lower case and unfolded values, in order from the top, each value cut at 4096 characters."""
    return tuple(_fields(lines))


def _fields(lines: list[bytes]) -> Iterator[tuple[str, str]]:
    starts = [number for number, line in enumerate(lines) if _NAME.match(line)][:_FIELDS_AT_MOST]
    for start, end in pairwise((*starts, len(lines))):
        name, _, value = lines[start].partition(b":")
        whole = b" ".join((value.strip(), *(line.strip() for line in lines[start + 1 : end])))
        yield name.strip().decode("ascii").lower(), text_of(whole[: FIELD_LIMIT * 2])[:FIELD_LIMIT].strip()


def all_of(fields: Fields, name: str) -> tuple[str, ...]:
    """Every value of that field, from the top."""
    return tuple(value for field, value in fields if field == name)


def first_of(fields: Fields, name: str) -> str:
    """The topmost value of that field, or ""."""
    return next((value for field, value in fields if field == name), "")


def only_address(fields: Fields) -> str:
    """The one From address in lower case; "" when there is not exactly one field with exactly one address (mail.md § 2.4).

    The display name is never looked at; an @ outside quotes and comments beside the address makes it unclear.
    """
    values = all_of(fields, "from")
    if len(values) != 1 or len(values[0]) >= FIELD_LIMIT:
        return ""
    bare = plain_text(values[0])
    if bare is None:
        return ""
    angle = _ANGLE.fullmatch(bare)
    found = _ADDRESS.fullmatch((angle[1] if angle else bare).strip())
    return f"{_lower(found[1])}@{_lower(found[2])}" if found else ""


def message_ids(value: str) -> tuple[str, ...]:
    """The message ids in a field value, in their order."""
    return tuple(_MESSAGE_ID.findall(value[:FIELD_LIMIT]))


def _lower(text: str) -> str:
    # str.lower turns the Kelvin sign into k: another person's address must not become this one's.
    return "".join(
        letter.lower() if letter.isascii() or letter.lower().upper() == letter else letter for letter in text
    )
