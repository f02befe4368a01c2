"""One part of a mail: its octets, its text, its file name and what must be said of it."""

import logging
import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from enum import StrEnum

from inscriptis import get_text  # type: ignore[import-untyped]

from mailgateway.decoding import decoded_words, one_line, text_of, visible

log = logging.getLogger(__name__)

TEXT_LIMIT = 1_000_000  # characters of text
HTML_LIMIT = 500_000  # characters of HTML, which takes a second
_NAME_LIMIT = 200
_NAMING = ("content-disposition", "content-type")  # the fields that may hold a file name
_LOOKED_AT = 2048  # characters that tell whether a text is HTML
_DELIMITER = re.compile(
    r"^--([^\s\"-][^\n\"]{0,69}?|-{2,60}[^\n\"]{1,69}?)[ \t]*$\n(?=[A-Za-z-]{4,40}:|\n)", re.MULTILINE
)
_HTML = re.compile(r"<(?:!doctype html|html|body|table|div|p)\b", re.IGNORECASE)


class Remark(StrEnum):
    """What a person must be told of a mail beside its text."""

    SIGNED = "signed; the signature was not checked"
    ENCRYPTED = "encrypted; only a mail program with the key can open it"
    WINMAIL = "with a winmail.dat, in which Outlook packs text and files; what could be read of it is shown"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail: its name made safe, its declared type, its size in octets (an estimate where it is encoded),
    and what it holds, where that could be read."""

    name: str
    type: str
    size: int
    content: bytes = field(default=b"", repr=False, compare=False)
    given: str = field(default="", compare=False)


def inside(part: Message) -> list[Message]:
    """The parts of a part; those of a multipart whose boundary is wrong or missing are found by their delimiters."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return [inner for inner in payload if isinstance(inner, Message)]
    if part.get_content_maintype() != "multipart":
        return []
    del part["content-transfer-encoding"]  # of a multipart it says nothing (RFC 2045 § 6.4)
    payload = octets_of(part).decode("ascii", "surrogateescape")
    delimiter = _DELIMITER.search(payload)
    if delimiter is None:
        return [_as_text(payload)]
    head = f'Content-Type: multipart/mixed; boundary="{delimiter[1]}"\n\n'
    split = message_from_bytes(_encoded(head + payload)).get_payload()
    found = [inner for inner in split if isinstance(inner, Message)] if isinstance(split, list) else []
    return found or [_as_text(payload)]


def text_of_part(part: Message, kind: str) -> str:
    """The text of a part of text, HTML as a reader sees it."""
    text = visible(text_of(octets_of(part)[: TEXT_LIMIT * 2], _charset(part)))[:TEXT_LIMIT]
    return html_text(text) if kind == "text/html" else text


def html_text(html: str) -> str:
    """The text of an HTML page as a reader sees it; "" when it holds none that can be read."""
    try:
        return get_text(html[:HTML_LIMIT]).strip() if html.strip() else ""
    except MemoryError:
        raise
    except (Exception, RecursionError) as error:
        log.warning("a page of HTML could not be read: %s", type(error).__name__)
        return ""


def octets_of(part: Message) -> bytes:
    """What a part holds, decoded where it says how it is encoded and that is true."""
    encoding = str(part.get("content-transfer-encoding", ""))
    if encoding.strip() and encoding != encoding.split()[0]:
        part.replace_header("content-transfer-encoding", encoding.split()[0])
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    return payload if isinstance(payload, bytes) else _encoded(str(part.get_payload()))


def name_of(part: Message) -> str:
    """The file name of a part made safe: no path, nothing invisible; "" when it has none."""
    try:
        name = _file_name(part)
    except (ValueError, LookupError, TypeError):
        return "untitled"
    return safe_name(name)


def given_name(part: Message) -> str:
    """The file name of a part as it was written, on one line."""
    try:
        return one_line(decoded_words(_file_name(part)), 1000)
    except (ValueError, LookupError, TypeError):
        return ""


def safe_name(name: str) -> str:
    """A file name without path and without what cannot be seen, its end kept where it is too long."""
    bare = one_line(decoded_words(name), 4096).replace("\\", "/").rpartition("/")[2]
    return bare.strip(". ")[-_NAME_LIMIT:]


def size_of(part: Message) -> int:
    """How many octets a part holds, estimated where it is encoded."""
    payload = part.get_payload()
    encoded = str(part.get("content-transfer-encoding", "")).strip().lower() == "base64"
    size = len(payload) if isinstance(payload, str) else 0
    return size * 3 // 4 if encoded else size


def _as_text(payload: str) -> Message:
    """What stands where parts should be, as text."""
    found = Message()
    found.set_type("text/html" if _HTML.search(payload[:_LOOKED_AT]) else "text/plain")
    found.set_payload(payload)
    return found


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _file_name(part: Message) -> str:
    """The file name of a part; where it stands in raw octets above ASCII they are read as UTF-8, else as Windows-1252."""
    for name, value in part.raw_items():
        if name.lower() in _NAMING and not str(value).isascii():
            part.replace_header(name, text_of(_encoded(str(value))))
    return part.get_filename() or ""


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        return ""
