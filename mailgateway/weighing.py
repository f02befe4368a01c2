"""What a file is by its content, and what an archive weighs, by its own table of contents and in memory only (mail.md § 7)."""

import io
import zlib
from zipfile import BadZipFile, ZipFile, ZipInfo

from casework.files import MEGABYTE, Weight

ENTRIES = 1000
UNPACKED = 200 * MEGABYTE
RATIO = 100
DEPTH = 3
_TABLE = 1 * MEGABYTE  # octets of an archive's table of contents
_INNER = 20 * MEGABYTE  # octets of an archive in an archive
_TAIL = 65_557  # octets in which the end record of a table must stand
_END, _END_OF_64 = b"PK\x05\x06", b"PK\x06\x07"
_PLAIN = (0, 8)  # stored and deflated: what every program writes, and quick to read
_HEADS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_PHOTOS = (b"ftypheic", b"ftypheix", b"ftypmif1")
_ARCHIVES = (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".jar")
# How the library refuses what its sender has damaged: BadZipFile and EOFError where the table or an entry's end is wrong, zlib.error
# where its content is, ValueError for places and names that cannot be, RuntimeError for what it cannot read (its NotImplementedError too).
_DAMAGED = (BadZipFile, EOFError, zlib.error, ValueError, RuntimeError)
_OTHER_ARCHIVES = (".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".cab", ".iso")


def weigh(content: bytes) -> Weight:
    """What a look at the content says; nothing is written anywhere, and nothing is unpacked but an archive in an archive.

    Content that cannot be read is an answer as well, `broken`, which a case handler sees and must name to get the file: the letter
    never waits for a file (mail.md § 7).
    """
    if content.startswith(b"PK"):
        return _archive(content, 1)
    known = content.startswith(_HEADS) or content[4:12] in _PHOTOS or _is_text(content)
    return Weight.FINE if known else Weight.UNKNOWN_KIND


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return not any(byte < 9 for byte in content[:4096])
    return True


def _archive(content: bytes, depth: int) -> Weight:
    end = content.rfind(_END, -_TAIL)
    table = int.from_bytes(content[end + 12 : end + 16], "little")
    if end < 0:
        return Weight.BROKEN
    if table > _TABLE or _END_OF_64 in content[max(end - 20, 0) : end] or depth > DEPTH:
        return Weight.TOO_HEAVY
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return _contents(archive, len(content), depth)
    except _DAMAGED:
        return Weight.BROKEN


def _contents(archive: ZipFile, packed: int, depth: int) -> Weight:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        return Weight.ENCRYPTED
    if len(entries) > ENTRIES or unpacked > UNPACKED or unpacked > RATIO * max(packed, 1):
        return Weight.TOO_HEAVY
    if any(entry.compress_type not in _PLAIN or entry.filename.lower().endswith(_OTHER_ARCHIVES) for entry in entries):
        return Weight.UNKNOWN_KIND
    inner = [_inside(archive, entry, depth) for entry in entries if entry.filename.lower().endswith(_ARCHIVES)]
    return next((weight for weight in inner if weight is not Weight.FINE), Weight.FINE)


def _inside(archive: ZipFile, entry: ZipInfo, depth: int) -> Weight:
    if entry.file_size > _INNER:
        return Weight.TOO_HEAVY
    with archive.open(entry) as opened:
        return _archive(opened.read(_INNER + 1), depth + 1)
