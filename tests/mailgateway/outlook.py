"""winmail.dat as Outlook builds it (MS-OXTNEF § 2.1): a signature, a key, and attributes with their checksums."""

import struct

_BODY, _RENDERING, _TITLE, _DATA = 0x0002800C, 0x00069002, 0x00018010, 0x0006800F
_MESSAGE, _ATTACHMENT = 1, 2


def winmail(text: str = "", **files: bytes) -> bytes:
    """A winmail.dat with that text and those files, whose names are given with _ for their last dot."""
    out = [struct.pack("<IH", 0x223E9F78, 1)]
    if text:
        out.append(_attribute(_MESSAGE, _BODY, text.encode("cp1252") + b"\0"))
    for name, octets in files.items():
        out.append(_attribute(_ATTACHMENT, _RENDERING, bytes(14)))
        out.append(_attribute(_ATTACHMENT, _TITLE, ".".join(name.rsplit("_", 1)).encode("cp1252") + b"\0"))
        out.append(_attribute(_ATTACHMENT, _DATA, octets))
    return b"".join(out)


def _attribute(level: int, name: int, octets: bytes) -> bytes:
    return struct.pack("<BII", level, name, len(octets)) + octets + struct.pack("<H", sum(octets) & 0xFFFF)
