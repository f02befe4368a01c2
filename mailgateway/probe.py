"""A mail that forges the marks of the server in front, and what became of them on the way: nothing may count that a sender wrote."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from mailgateway.addresses import Mint
from mailgateway.headers import Fields, all_of
from mailgateway.parsing import parse
from mailgateway.trust import Trust, boundary, server_of

PROBE = 0  # no row of the outbox has this number
SENDER = "fristvakt-check@fristvakt.invalid"
_DOMAIN = SENDER.partition("@")[2]
_MARKS = ("authentication-results", "x-ms-exchange-organization-authas", "arc-authentication-results")
FORGED = 4  # fields of a probe that only the server in front may write


def probe(mint: Mint, trust: Trust, to: str, nonce: str, now: datetime) -> bytes:
    """The mail: every field that a forger would write, each with the nonce; `now` is aware UTC."""
    host = sorted(trust.hosts)[0] if trust.hosts else mint.domain
    server = f"mx{host}" if host.startswith(".") else host
    said = f"dmarc=pass (p=none) header.from={_DOMAIN} policy.probe={nonce}"
    named = f"{trust.authserv_id}; {said}" if trust.authserv_id else f"spf=pass smtp.mailfrom={_DOMAIN}; {said}"
    received = f"from out.{_DOMAIN} (192.0.2.1) by {server} with ESMTP id {nonce}; {format_datetime(now)}"
    lines = (
        f"Authentication-Results: {named}",
        f"X-MS-Exchange-Organization-AuthAs: Internal ({nonce})",
        f"ARC-Authentication-Results: i=1; {named}",
        f"Received: {received}",
        f"Authentication-Results: {named}",
        f"From: Fristvakt <{SENDER}>",
        f"To: {to}",
        "Subject: Fristvakt tries the mail server",
        f"Date: {format_datetime(now)}",
        f"Message-ID: {mint.message_id(None, PROBE)}",
        "Auto-Submitted: auto-generated",
        "",
        f"This mail tries whether forged fields are believed ({nonce}). Nobody needs to read it.",
        "",
    )
    return "\r\n".join(lines).encode("ascii")


def is_probe(mint: Mint, message_id: str) -> bool:
    """Whether that is the Message-ID of such a mail of ours."""
    token = mint.read_message_id(message_id)
    return token is not None and token.outgoing == PROBE


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a probe arrived: the names of the servers that brought it, the nearest first; whether one of them was the server in front;
    how many forged fields stood where its own are believed, or below; and whether it said anything of the sender itself.
    """

    servers: tuple[str, ...]
    was_there: bool
    believed: int
    below: int
    spoke: bool


def arrived(raw: bytes, nonce: str, trust: Trust) -> Outcome | None:
    """What became of the probe with that nonce; None when these bytes are another mail."""
    if nonce.encode("ascii") not in raw:
        return None
    fields = parse(raw).fields
    place = boundary(fields, trust)
    above = fields[: place or 0]
    believed, forged = _forged(above, nonce), _forged(fields, nonce)
    return Outcome(
        servers=tuple(server_of(value) for value in all_of(fields, "received") if nonce not in value),
        was_there=place is not None and nonce not in fields[place][1],
        believed=believed,
        below=forged - believed,
        spoke=any(nonce not in value for value in all_of(above, "authentication-results")),
    )


def _forged(fields: Fields, nonce: str) -> int:
    return sum(name in _MARKS and nonce in value for name, value in fields)
