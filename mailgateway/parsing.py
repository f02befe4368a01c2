"""Bytes to a ParsedMail: what a mail says, whatever its form; never an exception."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from inscriptis import get_text  # type: ignore[import-untyped]

from mailgateway.decoding import decoded_words, one_line, text_of, visible
from mailgateway.headers import (
    Fields,
    all_of,
    fields_of,
    first_of,
    message_ids,
    only_address,
    split_header,
)

log = logging.getLogger(__name__)

TEXT_LIMIT = 1_000_000  # characters of text, octets of HTML
_SUBJECT_LIMIT = 500
_NAME_LIMIT = 200
_PARTS_AT_MOST = 1000
_DEPTH_AT_MOST = 40
_STRUCTURE = ("content-type", "content-transfer-encoding", "mime-version", "content-disposition")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail: its name made safe, its declared type, its size in octets (an estimate where it is encoded)."""

    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """What a mail says of itself; nothing in it is proven.

    `fields` are the header from the top. `sender` is "" when there is not exactly one From address. `text` is the whole text, quotes
    included, `forwarded` that of messages attached to it. `report` are the blocks of a delivery report (RFC 3464), `returned` the
    header of the message it sends back. `readable` is false when the structure could not be followed: then there is no text.
    """

    fields: Fields = ()
    sender: str = ""
    subject: str = ""
    text: str = ""
    forwarded: str = ""
    attachments: tuple[Attachment, ...] = ()
    message_id: str = ""
    references: tuple[str, ...] = ()
    date: datetime | None = None
    content_type: str = "text/plain"
    report: tuple[Fields, ...] = ()
    returned: Fields = ()
    readable: bool = True


def parse(raw: bytes) -> ParsedMail:
    """Reads a mail. The worst case is one that is not `readable`; its header is there all the same where it has one."""
    try:
        lines, body = split_header(raw)
        fields = fields_of(lines)
    except Exception as error:
        log.error("a header could not be read: %s", type(error).__name__)
        return ParsedMail(readable=False)
    try:
        found = _Found()
        found.look(message_from_bytes(_structure(lines) + b"\n" + body), 0)
    except (Exception, RecursionError) as error:
        log.warning("the parts of a mail could not be read: %s", type(error).__name__)
        return _parsed(fields, _Found(), readable=False)
    return _parsed(fields, found, readable=True)


def _parsed(fields: Fields, found: "_Found", *, readable: bool) -> ParsedMail:
    return ParsedMail(
        fields=fields,
        sender=only_address(fields),
        subject=one_line(decoded_words(first_of(fields, "subject")), _SUBJECT_LIMIT),
        text=_joined(found.texts),
        forwarded=_joined(found.forwarded),
        attachments=tuple(found.attachments),
        message_id=next(iter(message_ids(first_of(fields, "message-id"))), ""),
        references=_references(fields),
        date=_moment(first_of(fields, "date")),
        content_type=first_of(fields, "content-type").partition(";")[0].strip().lower() or "text/plain",
        report=tuple(found.report),
        returned=found.returned,
        readable=readable,
    )


class _Found:
    """What is gathered on the way through the parts of a mail."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.forwarded: list[str] = []
        self.attachments: list[Attachment] = []
        self.report: list[Fields] = []
        self.returned: Fields = ()
        self._parts = 0

    def look(self, part: Message, depth: int) -> None:
        """Gathers from one part and those inside it, as far down as a person would ever write."""
        self._parts += 1
        if self._parts > _PARTS_AT_MOST or depth > _DEPTH_AT_MOST:
            return
        kind = part.get_content_type()
        if kind in {"message/delivery-status", "message/global-delivery-status"}:
            self.report.extend(fields for inner in _inside(part) if (fields := _inner_fields(inner)))
        elif kind == "text/rfc822-headers":
            self.returned = fields_of(split_header(_octets(part))[0])
        elif part.get_content_maintype() == "message":
            self._look_into_message(part, depth)
        elif part.is_multipart():
            for inner in self._chosen(part, kind, depth):
                self.look(inner, depth + 1)
        else:
            self._take_leaf(part, kind)

    def _chosen(self, part: Message, kind: str, depth: int) -> list[Message]:
        """All parts, but of alternatives the best one: plain text if there is any, else the last that has text."""
        inside = _inside(part)
        if kind != "multipart/alternative":
            return inside
        for wanted in ("text/plain", ""):
            for inner in reversed(inside):
                if _has_text(inner, wanted):
                    return [inner, *(other for other in inside if other is not inner and _is_calendar(other))]
        return inside[-1:]

    def _look_into_message(self, part: Message, depth: int) -> None:
        for inner in _inside(part):
            nested = _Found()
            nested._parts = self._parts
            nested.look(inner, depth + 1)
            self._parts = nested._parts
            self.returned = self.returned or _inner_fields(inner)
            self.forwarded.extend((*nested.texts, *nested.forwarded))
            self.attachments.extend(nested.attachments)

    def _take_leaf(self, part: Message, kind: str) -> None:
        name = _file_name(part)
        attached = part.get_content_disposition() == "attachment"
        if kind in {"text/plain", "text/html"} and not attached and not (name and kind == "text/html"):
            self.texts.append(_text(part, kind))
        elif name or attached or not kind.startswith("text/"):
            self.attachments.append(Attachment(name or "untitled", kind, _size(part)))
        else:
            self.texts.append(_text(part, kind))


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _inner_fields(part: Message) -> Fields:
    return tuple((name.lower(), one_line(str(value), 4096)) for name, value in part.items())


def _has_text(part: Message, wanted: str) -> bool:
    if part.is_multipart():
        return not wanted and any(_has_text(inner, "") for inner in _inside(part)[:20])
    kind = part.get_content_type()
    return kind == (wanted or "text/html") and bool(_text(part, kind).strip())


def _is_calendar(part: Message) -> bool:
    return part.get_content_type() == "text/calendar"


def _text(part: Message, kind: str) -> str:
    octets = _octets(part)[: TEXT_LIMIT * 2]
    text = visible(text_of(octets, _charset(part)))[:TEXT_LIMIT]
    return html_text(text) if kind == "text/html" else text


def html_text(html: str) -> str:
    """The text of an HTML page as a reader sees it; "" when it holds none that can be read."""
    try:
        return get_text(html).strip() if html.strip() else ""
    except (Exception, RecursionError) as error:
        log.warning("a page of HTML could not be read: %s", type(error).__name__)
        return ""


def _octets(part: Message) -> bytes:
    encoding = str(part.get("content-transfer-encoding", ""))
    if encoding.strip() and encoding != encoding.split()[0]:
        part.replace_header("content-transfer-encoding", encoding.split()[0])
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    return payload if isinstance(payload, bytes) else str(part.get_payload()).encode("utf-8", "surrogateescape")


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        return ""


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return "untitled"
    bare = one_line(decoded_words(name), 4096).replace("\\", "/").rpartition("/")[2]
    return bare.strip(". ")[-_NAME_LIMIT:]


def _size(part: Message) -> int:
    payload = part.get_payload()
    encoded = str(part.get("content-transfer-encoding", "")).strip().lower() == "base64"
    size = len(payload) if isinstance(payload, str) else 0
    return size * 3 // 4 if encoded else size


def _structure(lines: list[bytes]) -> bytes:
    """The fields that say how a mail is built, and nothing else: the library need not read the rest."""
    kept: list[bytes] = []
    keeping = False
    for line in lines:
        if not line.startswith((b" ", b"\t")):
            name = line.partition(b":")[0].strip().lower()
            keeping = name.decode("ascii", "replace") in _STRUCTURE
            line = name + b":" + line.partition(b":")[2]
        if keeping:
            kept.append(line[:8192] + b"\n")
    return b"".join(kept[:500])


def _references(fields: Fields) -> tuple[str, ...]:
    """The messages this one answers, the nearest first: In-Reply-To, then References from the newest."""
    nearest = message_ids(first_of(fields, "in-reply-to"))
    older = reversed([one for value in all_of(fields, "references") for one in message_ids(value)])
    return tuple(dict.fromkeys((*nearest, *older)))[:100]


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value[:200])
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _joined(texts: list[str]) -> str:
    return "\n".join(text.strip("\n") for text in texts if text.strip())[:TEXT_LIMIT]
