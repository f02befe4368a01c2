"""What one sender may take of the listener, and how its connection comes to be encrypted."""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024


class Secured(StrEnum):
    """How a connection comes to be encrypted: the sender may ask for it, must ask for it, or it is from the first octet."""

    OFFERED = "offered"
    REQUIRED = "required"
    IMPLICIT = "implicit"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one sender may take of the listener: sizes in octets, times in seconds, calls of one command in one connection."""

    size: int = 50 * MEGABYTE
    recipients: int = 100  # RFC 5321 § 4.5.3.1.8: no server may take fewer
    connections: int = 50
    per_peer: int = 25  # Postfix opens up to twenty to one destination
    mails: int = 10_000
    other_commands: int = 200
    command_seconds: float = 300.0  # RFC 5321 § 4.5.3.2.7; each 64 KiB of a mail has as long
    mail_seconds: float = 1800.0
    keep_seconds: float = 60.0

    @property
    def free(self) -> int:
        """How many octets must be free before a mail is taken on: half as much again as the largest, as Postfix asks."""
        return self.size * 3 // 2
