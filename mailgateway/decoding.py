"""Octets to text as mail programs mean them: wrong, missing and outdated charset labels, encoded words, unsafe characters."""

import codecs
import re
from base64 import b64decode
from binascii import Error as NotBase64
from quopri import decodestring

# What browsers use for these labels: the wider set that people's programs write under the narrow name.
_WIDER = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "iso2022_jp": "iso2022_jp_ext",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_STRANGE_NAMES = {
    "windows-874": "cp874",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "ks_c_5601-1987": "cp949",
    "unicode-1-1-utf-7": "utf-7",
    "iso-8859-8-i": "iso8859-8",
}
_REFUSED = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})  # slow, or not charsets
_LATIN = frozenset({"cp1252", "cp1254", "iso8859-15", "utf-8"})
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,2000})\?=")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_WORDS_AT_MOST = 200


def text_of(octets: bytes, label: str = "") -> str:
    """The octets as text, by their label if it holds, else as UTF-8, else as Windows-1252; it never fails.

    UTF-8 under a Latin label is read as UTF-8: Latin text with letters above ASCII is practically never valid UTF-8.
    """
    if octets.startswith(codecs.BOM_UTF8):
        return octets.decode("utf-8-sig", "replace")
    labelled = codec_of(label)
    first = ("utf-8", labelled) if labelled in _LATIN or not labelled else (labelled, "utf-8")
    for codec in (*first, "cp1252"):
        try:
            return octets.decode(codec)
        except (UnicodeError, LookupError, ValueError):
            continue
    return octets.decode("latin-1")


def codec_of(label: str) -> str:
    """The codec for a charset label as it is used in mail, or "" when the label says nothing usable."""
    plain = label.strip().strip("\"'").lower()[:60]
    try:
        name = codecs.lookup(_STRANGE_NAMES.get(plain, plain)).name
    except (LookupError, ValueError):
        return ""
    return "" if name in _REFUSED else _WIDER.get(name, name)


def decoded_words(value: str) -> str:
    """A header value with its encoded words (RFC 2047) decoded; neighbours of one charset are joined before they are."""
    out: list[str] = []
    waiting, charset, place = b"", "", 0
    for number, found in enumerate(_WORD.finditer(value)):
        if number >= _WORDS_AT_MOST:
            break
        between = value[place : found.start()]
        label = found[1].partition("*")[0].lower()
        if between.strip() or label != charset:
            out.append(text_of(waiting, charset))
            waiting, charset = b"", label
        if between.strip() or place == 0:
            out.append(between)
        waiting += _octets(found[2].lower(), found[3])
        place = found.end()
    return "".join((*out, text_of(waiting, charset), value[place:]))


def visible(text: str) -> str:
    """The text without control, bidirectional and half characters, with plain line ends."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(value: str, limit: int) -> str:
    """A header value as one clean line of at most `limit` characters."""
    return " ".join(visible(value).split())[:limit]


def _octets(encoding: str, content: str) -> bytes:
    plain = content.encode("utf-8", "replace")
    if encoding == "q":
        return decodestring(plain.replace(b"_", b" "), header=False)
    bare = plain.rstrip(b"= ")
    try:
        return b64decode(bare + b"=" * (-len(bare) % 4))
    except NotBase64:
        return plain
