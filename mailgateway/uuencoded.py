"""Files that old programs write into the text itself: found, taken out and told as attachments."""

import binascii
import re

from mailgateway.parts import Attachment, safe_name

_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} ([^\n]{1,300})$\n", re.MULTILINE)
_END = re.compile(r"^(?:end|====)[ \t]*$", re.MULTILINE)
_MOST = 50


def without_files(text: str) -> tuple[str, tuple[Attachment, ...]]:
    """The text without the files written into it, and those files; a file without an end is left where it stands."""
    kept: list[str] = []
    files: list[Attachment] = []
    place = 0
    while len(files) < _MOST and (begin := _BEGIN.search(text, place)):
        end = _END.search(text, begin.end())
        if end is None:
            break
        kept.append(text[place : begin.start()])
        name, content = safe_name(begin[1]) or "untitled", _decoded(text[begin.end() : end.start()], begin[0])
        files.append(Attachment(name, "application/octet-stream", _size(begin, end), content, name))
        place = end.end()
    return "".join((*kept, text[place:])), tuple(files)


def _size(begin: re.Match[str], end: re.Match[str]) -> int:
    return (end.start() - begin.end()) * 45 // 62  # 45 octets stand in a line of 61 characters and its end


def _decoded(text: str, begin: str) -> bytes:
    """What the lines hold, as far as they can be read."""
    out: list[bytes] = []
    try:
        for line in text.encode("ascii", "replace").splitlines():
            out.append(binascii.a2b_base64(line) if begin.startswith("begin-base64") else binascii.a2b_uu(line))
    except binascii.Error:
        return b"".join(out)
    return b"".join(out)
