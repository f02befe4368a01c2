"""Bytes to a ParsedMail: what a mail says, whatever its form; never an exception."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from mailgateway.calendar_part import Event, event_of
from mailgateway.decoding import decoded_words, one_line
from mailgateway.headers import (
    Fields,
    all_of,
    fields_of,
    first_of,
    message_ids,
    only_address,
    split_header,
)
from mailgateway.parts import (
    TEXT_LIMIT,
    Attachment,
    Remark,
    given_name,
    inside,
    name_of,
    octets_of,
    size_of,
    text_of_part,
)
from mailgateway.quotes import split
from mailgateway.sealed import is_pgp_encrypted, signed_content, without_armour
from mailgateway.uuencoded import without_files
from mailgateway.winmail import unwrapped

log = logging.getLogger(__name__)

_SUBJECT_LIMIT = 500
_PARTS_AT_MOST = 1000
_DEPTH_AT_MOST = 40
_DELIMITERS_AT_MOST = 20_000
_ATTACHED_AT_MOST = 3
_WINMAIL = ("application/ms-tnef", "application/vnd.ms-tnef")
_WHOLE_MAIL = "smime.p7m"  # what an S/MIME mail is called, also where a gateway has changed its type (RFC 8551 § 3.10)
# What Exchange leaves of an encrypted mail whose frame it has taken off, and what Microsoft's own encryption is wrapped in.
_SEALED = ("application/pgp-encrypted", "application/x-microsoft-rpmsg-message")
_ARMOUR = b"-----BEGIN PGP MESSAGE-----"
_REMARKS = {"multipart/signed": (Remark.SIGNED,), "multipart/encrypted": (Remark.ENCRYPTED,)}
_STRUCTURE = ("content-type", "content-transfer-encoding", "mime-version", "content-disposition")


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """What a mail says of itself; nothing in it is proven.

    `fields` are the header from the top. `sender` is "" when there is not exactly one From address. `text` is the whole text, quotes
    included, `forwarded` that of messages attached to it, and of text files where a mail is nothing but them. `remarks` are what a person
    must be told beside that, `event` the first calendar part. `report` are the blocks of a delivery report (RFC 3464), `returned` the
    header of the message it sends back. `readable` is false when the structure could not be followed: then there is no text.
    """

    fields: Fields = ()
    sender: str = ""
    subject: str = ""
    text: str = ""
    forwarded: str = ""
    attachments: tuple[Attachment, ...] = ()
    remarks: tuple[Remark, ...] = ()
    event: Event | None = None
    message_id: str = ""
    references: tuple[str, ...] = ()
    date: datetime | None = None
    content_type: str = "text/plain"
    report: tuple[Fields, ...] = ()
    returned: Fields = ()
    readable: bool = True


def parse(raw: bytes) -> ParsedMail:
    """Reads a mail. The worst case is one that is not `readable`; its header is there all the same where it has one.

    Raises MemoryError only, which says nothing of the mail.
    """
    try:
        lines, body = split_header(raw)
        fields = fields_of(lines)
    except Exception as error:
        log.error("a header could not be read: %s", type(error).__name__)
        return ParsedMail(readable=False)
    try:
        found = _Found()
        found.look(message_from_bytes(_structure(lines) + b"\n" + _bounded(body)), 0)
    except MemoryError:
        raise
    except (Exception, RecursionError) as error:
        log.warning("the parts of a mail could not be read: %s", type(error).__name__)
        return _parsed(fields, _Found(), readable=False)
    return _parsed(fields, found, readable=True)


def _parsed(fields: Fields, found: "_Found", *, readable: bool) -> ParsedMail:
    text = _joined(found.texts) or _joined(found.wrapped)
    return ParsedMail(
        fields=fields,
        sender=only_address(fields),
        subject=one_line(decoded_words(first_of(fields, "subject")), _SUBJECT_LIMIT),
        text=text,
        forwarded=_joined(found.forwarded or ([] if _joined([*found.texts, *found.wrapped]) else found.attached_texts)),
        attachments=tuple(found.attachments),
        remarks=tuple(dict.fromkeys(_remarks(found, text))),
        event=found.event,
        message_id=next(iter(message_ids(first_of(fields, "message-id"))), ""),
        references=_references(fields),
        date=_moment(first_of(fields, "date")),
        content_type=first_of(fields, "content-type").partition(";")[0].strip().lower() or "text/plain",
        report=tuple(found.report),
        returned=found.returned,
        readable=readable,
    )


def _remarks(found: "_Found", text: str) -> Iterator[Remark]:
    """What a person needs to know; a mail that says something itself is not encrypted because one is that it encloses or quotes."""
    yield from found.remarks
    yield from (remark for remark in found.enclosed if not (text and remark is Remark.ENCRYPTED))
    if is_pgp_encrypted(text) and is_pgp_encrypted(split(text).visible):
        yield Remark.ENCRYPTED


class _Found:
    """What is gathered on the way through the parts of a mail."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.forwarded: list[str] = []
        self.attached_texts: list[str] = []
        self.wrapped: list[str] = []
        self.attachments: list[Attachment] = []
        self.remarks: list[Remark] = []
        self.enclosed: list[Remark] = []
        self.event: Event | None = None
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
            self.report.extend(fields for inner in inside(part) for fields in _blocks(inner) if fields)
        elif kind == "text/rfc822-headers":
            self.returned = fields_of(split_header(octets_of(part))[0])
        elif part.get_content_maintype() == "message":
            self._look_into_message(part, depth)
        elif part.get_content_maintype() == "multipart":
            self.remarks.extend(_REMARKS.get(kind, ()))
            for inner in _chosen(part, kind):
                self.look(inner, depth + 1)
        elif kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"} or name_of(part).lower() == _WHOLE_MAIL:
            self._look_into_signature(part, depth)
        else:
            self._take_leaf(part, kind)

    def _look_into_message(self, part: Message, depth: int) -> None:
        for inner in inside(part):
            nested = _Found()
            nested._parts = self._parts
            nested.look(inner, depth + 1)
            self._parts = nested._parts
            self.returned = self.returned or _inner_fields(inner)
            self.forwarded.extend((*nested.texts, *nested.forwarded))
            self.attachments.extend(nested.attachments)
            self.enclosed.extend((*nested.remarks, *nested.enclosed))

    def _look_into_signature(self, part: Message, depth: int) -> None:
        content = signed_content(octets_of(part))
        self.remarks.append(Remark.SIGNED if content else Remark.ENCRYPTED)
        if content:
            self.look(message_from_bytes(content), depth + 1)
        else:
            self.attachments.append(_attachment(part, name_of(part) or "smime.p7m", part.get_content_type()))

    def _take_leaf(self, part: Message, kind: str) -> None:
        name = name_of(part)
        attached = part.get_content_disposition() == "attachment"
        if kind == "text/calendar" or name.lower().endswith(".ics"):
            self.event = self.event or event_of(text_of_part(part, "text/calendar"))
        if kind in {"text/plain", "text/html"} and not attached and not (name and kind == "text/html"):
            self._take_text(text_of_part(part, kind))
        elif name or attached or not kind.startswith("text/"):
            self._take_file(part, name, kind)
        elif kind != "text/calendar":
            self._take_text(text_of_part(part, kind))

    def _take_text(self, text: str) -> None:
        bare, files = without_files(without_armour(text))
        self.texts.append(bare)
        self.attachments.extend(files)

    def _take_file(self, part: Message, name: str, kind: str) -> None:
        if kind in _SEALED:
            self.remarks.append(Remark.ENCRYPTED)
        if kind in _WINMAIL or name.lower() == "winmail.dat":
            self.remarks.append(Remark.WINMAIL)
            name = "winmail.dat"
            inner = unwrapped(octets_of(part))
            self.wrapped.append(inner.text)
            self.attachments.extend(inner.files)
        elif kind in {"text/plain", "text/html"} and len(self.attached_texts) < _ATTACHED_AT_MOST:
            self.attached_texts.append(text_of_part(part, kind))
        file = _attachment(part, name or "untitled", kind)
        if file.content.lstrip().startswith(_ARMOUR):
            self.enclosed.append(Remark.ENCRYPTED)
        self.attachments.append(file)


def _attachment(part: Message, name: str, kind: str) -> Attachment:
    return Attachment(name, kind, size_of(part), octets_of(part), given_name(part))


def _chosen(part: Message, kind: str) -> list[Message]:
    """All parts, but of alternatives the best one: plain text if there is any, else the last that has text."""
    inner_parts = inside(part)
    if kind != "multipart/alternative":
        return inner_parts
    for wanted in ("text/plain", ""):
        for inner in reversed(inner_parts):
            if _has_text(inner, wanted):
                return [inner, *(other for other in inner_parts if other is not inner and _is_calendar(other))]
    return inner_parts[-1:]


def _bounded(body: bytes) -> bytes:
    """The body up to where it has had more delimiters than any mail: the library is slow on them."""
    pieces = body.split(b"\n--", _DELIMITERS_AT_MOST)
    return b"\n--".join(pieces[:-1]) if len(pieces) > _DELIMITERS_AT_MOST else body


def _blocks(inner: Message) -> Iterator[Fields]:
    """The fields of a block of a report; in one for UTF-8 addresses (RFC 6533) the library takes the blocks behind it for its text."""
    yield _inner_fields(inner)
    payload = inner.get_payload()
    for block in re.split(rb"\n\s*\n", octets_of(inner)) if isinstance(payload, str) else ():
        yield fields_of(split_header(block)[0])


def _inner_fields(part: Message) -> Fields:
    return tuple((name.lower(), one_line(str(value), 4096)) for name, value in part.items())


def _has_text(part: Message, wanted: str) -> bool:
    if part.is_multipart():
        return not wanted and any(_has_text(inner, "") for inner in inside(part)[:20])
    kind = part.get_content_type()
    return kind == (wanted or "text/html") and bool(text_of_part(part, kind).strip())


def _is_calendar(part: Message) -> bool:
    return part.get_content_type() == "text/calendar"


def _structure(lines: list[bytes]) -> bytes:
    """The fields that say how a mail is built, each on one line, and nothing else: the library need not read the rest."""
    kept: list[bytes] = []
    keeping = False
    for line in lines:
        if not line.startswith((b" ", b"\t")):
            name = line.partition(b":")[0].strip().lower()
            keeping = name.decode("ascii", "replace") in _STRUCTURE
            line = name + b":" + line.partition(b":")[2]
            kept += [b"\n", line[:8192]] if keeping else []
        elif keeping:
            kept.append(b" " + line.strip()[:8192])
    return b"".join(kept[:1000]).lstrip(b"\n") + b"\n"


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
