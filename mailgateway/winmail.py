"""winmail.dat, in which Outlook wraps text and files that another mail program should have seen (MS-OXTNEF)."""

import logging
from dataclasses import dataclass
from typing import Any

from tnefparse import TNEF

from mailgateway.decoding import text_of
from mailgateway.parts import TEXT_LIMIT, Attachment, html_text, safe_name

log = logging.getLogger(__name__)
logging.getLogger("tnefparse").setLevel(logging.CRITICAL)  # it writes what it could not read

_FILES_AT_MOST = 50
_HEAD = b"\x78\x9f\x3e\x22"


@dataclass(frozen=True, slots=True)
class Winmail:
    """What was wrapped: the text as a reader sees it, "" where there is none but in Outlook's own rich text, and the files."""

    text: str = ""
    files: tuple[Attachment, ...] = ()


def unwrapped(octets: bytes) -> Winmail:
    """What a winmail.dat holds; nothing where it cannot be read. Raises MemoryError only."""
    if not octets.startswith(_HEAD):
        return Winmail()
    try:
        wrapped = TNEF(octets, do_checksum=False)
        files = [_file(each) for each in wrapped.attachments[:_FILES_AT_MOST]]
        return Winmail(_plain(wrapped.body).strip() or html_text(_plain(wrapped.htmlbody)), tuple(files))
    except MemoryError:
        raise
    except (Exception, RecursionError) as error:
        log.warning("a winmail.dat could not be read: %s", type(error).__name__)
        return Winmail()


def _file(attachment: Any) -> Attachment:
    name = safe_name(str(attachment.long_filename() or ""))
    return Attachment(name or "untitled", "application/octet-stream", len(attachment.data or b""))


def _plain(body: str | bytes | None) -> str:
    text = text_of(body[: TEXT_LIMIT * 2]) if isinstance(body, bytes) else (body or "")
    return text.replace("\x00", "").replace("\r\n", "\n")[:TEXT_LIMIT]
