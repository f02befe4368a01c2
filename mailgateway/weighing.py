"""What a file is by its content, and what an archive weighs, by its own table of contents and in memory only (mail.md § 7)."""

import io
import re
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
_HEAD = 4096  # octets of an entry that tell what it is
_MARKED_IN = 1 * MEGABYTE  # octets of a text that are searched for what a browser would run
_PLAIN = (0, 8)  # stored and deflated: what every program writes, and quick to read
_HEADS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_PHOTOS = (b"ftypheic", b"ftypheix", b"ftypmif1")
_OF_A_MAC = (b"\x00\x05\x16\x07", b"\x00\x00\x00\x01Bud1")  # what its archives hold beside the files
_MARKUP = re.compile(
    rb"\A#!|<(?:!doctype|\?(?:xml|php)|a\s+href|/?(?:html|head|body|script|svg|iframe|object|embed|form|meta|link|img|style|div)\b)",
    re.IGNORECASE,
)
# What no program runs: any other end of a name may, whatever the file holds.
_QUIET = frozenset({"", "pdf", "png", "jpg", "jpeg", "jfif", "heic", "heif", "txt", "text", "md", "log", "ics", "asc"})
_PACKED = frozenset({"", "zip", "docx", "xlsx", "pptx", "odt"})
_OFFICE = {
    "docx": "[Content_Types].xml",
    "xlsx": "[Content_Types].xml",
    "pptx": "[Content_Types].xml",
    "odt": "mimetype",
}
_MACROS = re.compile(r"(?:\A|/)vbaproject\.bin\Z|\A(?:basic|scripts)/", re.IGNORECASE)
_OTHER_ARCHIVES = frozenset({"7z", "rar", "gz", "tgz", "tar", "bz2", "xz", "zst", "cab", "iso"})
# How the library refuses what its sender has damaged: BadZipFile and EOFError where the table or an entry's end is wrong, zlib.error
# where its content is, ValueError for places and names that cannot be.
_DAMAGED = (BadZipFile, EOFError, zlib.error, ValueError)


def weigh(content: bytes, name: str = "") -> Weight:
    """What a look at a file says by its content, and by its name where a machine would go by that; nothing is written anywhere, and
    nothing is unpacked but an archive in an archive and the first octets of what else is in it.

    Content that cannot be read is an answer as well, `broken`, which a case handler sees and must name to get the file: the letter
    never waits for a file (mail.md § 7).
    """
    return _weighed(content, name, 1)


def _weighed(content: bytes, name: str, depth: int) -> Weight:
    if content.startswith(b"PK"):
        weight = _archive(content, name, depth)
        return Weight.ACTIVE if weight is Weight.FINE and _end(name) not in _PACKED else weight
    if content.startswith(_HEADS) or content[4:12] in _PHOTOS:
        known = True
    else:
        known = _is_text(content)
        if known and _MARKUP.search(content[:_MARKED_IN]):
            return Weight.ACTIVE
    if not known:
        return Weight.UNKNOWN_KIND
    return Weight.FINE if _end(name) in _QUIET else Weight.ACTIVE


def _end(name: str) -> str:
    """What a machine takes for the kind of a file: what stands behind the last dot of its name."""
    return name.rpartition("/")[2].rstrip(". ").rpartition(".")[2].lower() if "." in name else ""


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return not any(byte < 9 for byte in content[:4096])
    return True


def _archive(content: bytes, name: str, depth: int) -> Weight:
    end = content.rfind(_END, -_TAIL)
    table = int.from_bytes(content[end + 12 : end + 16], "little")
    if end < 0:
        return Weight.BROKEN
    if table > _TABLE or _END_OF_64 in content[max(end - 20, 0) : end] or depth > DEPTH:
        return Weight.TOO_HEAVY
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return _measured(archive, len(content)) or _contents(archive, name, depth)
    except NotImplementedError:
        # The library's word for a sound zip file of a form that it does not open (patched data, a later version). The file is kept, its
        # letter waits for nothing, and a case handler who takes it out is told that nobody has looked inside and must say so.
        return Weight.UNKNOWN_KIND
    except _DAMAGED:
        return Weight.BROKEN


def _measured(archive: ZipFile, packed: int) -> Weight | None:
    """What speaks against an archive by its table alone."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        return Weight.ENCRYPTED
    if len(entries) > ENTRIES or unpacked > UNPACKED or unpacked > RATIO * max(packed, 1):
        return Weight.TOO_HEAVY
    if any(entry.compress_type not in _PLAIN or _end(entry.filename) in _OTHER_ARCHIVES for entry in entries):
        return Weight.UNKNOWN_KIND
    return None


def _contents(archive: ZipFile, name: str, depth: int) -> Weight:
    """What stands in an archive: an office document has parts that nobody opens by themselves, any other has files."""
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    if _OFFICE.get(_end(name)) in archive.namelist():
        if any(_MACROS.search(entry.filename) for entry in entries):
            return Weight.ACTIVE
        entries = [entry for entry in entries if _end(entry.filename) in _PACKED - {""}]
    inner = (_inside(archive, entry, depth) for entry in entries)
    return next((weight for weight in inner if weight is not Weight.FINE), Weight.FINE)


def _inside(archive: ZipFile, entry: ZipInfo, depth: int) -> Weight:
    with archive.open(entry) as opened:
        head = opened.read(_HEAD)
        if head.startswith(_OF_A_MAC):
            return Weight.FINE
        if not head.startswith(b"PK"):
            return _weighed(head, entry.filename, depth)
        if entry.file_size > _INNER:
            return Weight.TOO_HEAVY
        return _weighed(head + opened.read(_INNER + 1 - len(head)), entry.filename, depth + 1)
