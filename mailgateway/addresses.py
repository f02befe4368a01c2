"""The grammar of our addresses and message ids, both ways: which box a mail was sent to, and which case a reply belongs to."""

import hashlib
import hmac
import re
from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from collections.abc import Sequence
from dataclasses import dataclass

from casework.invitations import Party
from casework.messages import Box

_MAC_OCTETS = 10  # 80 bits, mail.md § 4.5
_TOKEN = re.compile(r"[a-z2-7]{20,56}")
_BOXES = {box.value: box for box in Box}


@dataclass(frozen=True, slots=True)
class Token:
    """What a reply token names: the row of the outbox it was made for, and its case. It never says who writes."""

    case: int | None
    outgoing: int


@dataclass(frozen=True, slots=True)
class Talk:
    """Which invitation to a talk it is: the case, the round of finding a time in it, and which of the two it was made for."""

    case: int
    round: int
    party: Party


def box_of(address: str, domain: str) -> Box | None:
    """The box an envelope address names, in any case and with or without +anything; None when it is not ours.

    `postmaster` is ours without a domain too (RFC 5321 § 4.5.1).
    """
    local, _, host = address.strip().lower().rpartition("@")
    if not local:
        return Box.POSTMASTER if host == Box.POSTMASTER else None
    if host != domain.lower():
        return None
    return _BOXES.get(local.partition("+")[0])


class Mint:
    """Makes and reads the signed addresses and message ids of one mail domain.

    `keys`, newest first: the first one signs, all of them verify, so that letters sent before a change of key can be answered.
    What a calendar knows a talk by is signed with the last one, which stays in the key file.
    """

    def __init__(self, domain: str, keys: Sequence[bytes]) -> None:
        if not keys:
            raise ValueError("at least one key is needed to sign reply addresses")
        self.domain = domain.lower()
        self._keys = tuple(keys)

    def reply_address(self, case: int | None, outgoing: int) -> str:
        """The address that answers and delivery reports to one letter come to; its local part has at most 64 octets."""
        return f"{Box.CASE}+{self._token(b'reply', case, outgoing)}@{self.domain}"

    def read_reply(self, address: str) -> Token | None:
        """What a reply address names; None when it is not ours or its signature is wrong."""
        if box_of(address, self.domain) is not Box.CASE:
            return None
        return self._read(b"reply", address.strip().lower().rpartition("@")[0].partition("+")[2])

    def message_id(self, case: int | None, outgoing: int) -> str:
        """The Message-ID of a row of the outbox: the same each time it is asked for."""
        return f"<{self._token(b'message', case, outgoing)}@{self.domain}>"

    def read_message_id(self, message_id: str) -> Token | None:
        """What one of our own message ids names, with or without its angle brackets; None when it is not ours."""
        local, _, host = message_id.strip().strip("<>").lower().rpartition("@")
        return self._read(b"message", local) if host == self.domain else None

    def talk_uid(self, talk: Talk) -> str:
        """What calendars know a talk by: the same in every edition of its invitation (RFC 5545 § 3.8.4.7)."""
        return f"{self._talk(talk)}@{self.domain}"

    def talk_address(self, talk: Talk) -> str:
        """The organizer of a talk: where its reader's calendar sends answers to, the same in every edition of its invitation."""
        return f"{Box.CASE}+{self._talk(talk)}@{self.domain}"

    def read_talk(self, named: str) -> Talk | None:
        """Which talk a UID or an organizer's address names; None when it is none of ours."""
        local, _, host = named.strip().lower().rpartition("@")
        token = self._read(b"talk", local.removeprefix(f"{Box.CASE}+")) if host == self.domain else None
        if token is None or token.case is None:
            return None
        return Talk(token.case, token.outgoing // 2, Party.GRADER if token.outgoing % 2 else Party.STUDENT)

    def _talk(self, talk: Talk) -> str:
        """Signed with the oldest key: a change of key must not make a second entry in a calendar beside the one it moves."""
        return self._token(b"talk", talk.case, talk.round * 2 + (talk.party is Party.GRADER), self._keys[-1])

    def loop_mark(self, case: int | None, outgoing: int) -> str:
        """What a row of the outbox carries in its header, by which it is known when it comes back under another Message-ID."""
        return self._token(b"loop", case, outgoing)

    def read_loop_mark(self, mark: str) -> Token | None:
        """What such a mark names; None when it is not ours, as anybody can write the field."""
        return self._read(b"loop", mark.strip().lower())

    def _token(self, purpose: bytes, case: int | None, outgoing: int, with_key: bytes = b"") -> str:
        key = with_key or self._keys[0]
        named = _key_id(key) + _packed(case or 0) + _packed(outgoing)
        return b32encode(named + _mac(key, purpose, named)).decode("ascii").rstrip("=").lower()

    def _read(self, purpose: bytes, token: str) -> Token | None:
        if not _TOKEN.fullmatch(token):
            return None
        try:
            octets = b32decode(token.upper() + "=" * (-len(token) % 8))
        except NotBase32:
            return None
        named, mac = octets[:-_MAC_OCTETS], octets[-_MAC_OCTETS:]
        for key in self._keys:
            if named.startswith(_key_id(key)) and hmac.compare_digest(_mac(key, purpose, named), mac):
                case, outgoing = _unpacked(named[1:])
                return Token(case or None, outgoing)
        return None


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"key id\0" + key).digest()[:1]


def _mac(key: bytes, purpose: bytes, named: bytes) -> bytes:
    return hmac.new(key, purpose + b"\0" + named, hashlib.sha256).digest()[:_MAC_OCTETS]


def _packed(number: int) -> bytes:
    octets = number.to_bytes((number.bit_length() + 7) // 8 or 1, "big")
    return bytes([len(octets)]) + octets


def _unpacked(named: bytes) -> tuple[int, int]:
    middle = 1 + named[0]
    return int.from_bytes(named[1:middle], "big"), int.from_bytes(named[middle + 1 :], "big")
