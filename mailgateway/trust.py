"""Whose word says who sent a mail: the verdict of the institution's own server, and when that server took it (RFC 8601)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from casework.messages import Verdict
from mailgateway.headers import Fields

_SAFE_TOKEN = re.compile(r"""\s*([A-Za-z0-9._-]{1,60})(?:\s*/\s*\d{1,3})?\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;"]*)""")
_BY = re.compile(r"(?:^|\s)by\s+(\S{1,255})", re.IGNORECASE)
_QUEUED_AT_MOST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose word counts. With `fixed` there is no server in front, and every sender counts as that (decision 24).

    `hosts` are the names our institution's server gives itself after `by` in Received. `authserv_id` is the name it signs its
    Authentication-Results with; "" is for Exchange Online, which writes none.
    """

    hosts: frozenset[str] = frozenset()
    authserv_id: str = ""
    fixed: Verdict | None = None


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    result: str
    properties: tuple[tuple[str, str], ...]

    def value(self, name: str) -> str:
        return next((value for key, value in self.properties if key == name), "")


def verdict(fields: Fields, sender: str, trust: Trust) -> Verdict:
    """What the server in front says of the one From address `sender`; without such an address nobody is authenticated.

    Only what stands above the server's own Received was written by it: everything below came with the mail.
    """
    domain = _ascii(sender.rpartition("@")[2])
    if trust.fixed is not None:
        return trust.fixed if domain else min(trust.fixed, Verdict.UNKNOWN, key=_STRICTNESS.index)
    above = _above_boundary(fields, trust)
    results = _results(above, trust)
    dmarc = [result for result in results if result.method == "dmarc"]
    if any(result.result == "fail" for result in dmarc):
        return Verdict.FAILED
    if not domain:
        return Verdict.UNKNOWN
    passed = [result for result in dmarc if result.result == "pass"]
    if passed:
        sure = len(passed) == len(dmarc) and all(_ascii(one.value("header.from")) == domain for one in passed)
        return Verdict.AUTHENTICATED if sure else Verdict.UNKNOWN
    proven = _is_internal(above, trust) or any(_is_aligned(result, domain) for result in results)
    return Verdict.AUTHENTICATED if proven else Verdict.UNKNOWN


_STRICTNESS = (Verdict.FAILED, Verdict.UNKNOWN, Verdict.AUTHENTICATED)


def received_at(fields: Fields, kept: datetime, trust: Trust) -> datetime:
    """When the institution's server took the mail, aware UTC; `kept` where it does not say so credibly (decision 2)."""
    if trust.fixed is not None:
        return kept
    field = next((value for name, value in fields if name == "received" and _is_ours(value, trust)), "")
    try:
        moment = parsedate_to_datetime(_without_comments(field).rpartition(";")[2].strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return kept
    if moment.tzinfo is None or not kept - _QUEUED_AT_MOST <= moment <= kept:
        return kept
    return moment.astimezone(UTC)


def _above_boundary(fields: Fields, trust: Trust) -> Fields:
    """The fields above the topmost Received of our institution's server; none when it wrote none."""
    for place, (name, value) in enumerate(fields):
        if name == "received" and _is_ours(value, trust):
            return fields[:place]
    return ()


def _is_ours(received: str, trust: Trust) -> bool:
    found = _BY.search(_without_comments(received))
    return found is not None and found[1].rstrip(";").lower() in trust.hosts


def _results(above: Fields, trust: Trust) -> list[_Result]:
    values = [value for name, value in above if name == "authentication-results"]
    parsed = [_parsed(value) for value in values]
    if not trust.authserv_id:
        return list(parsed[0][1]) if parsed and not parsed[0][0] else []
    wanted = trust.authserv_id.lower()
    return [result for authserv_id, results in parsed if authserv_id == wanted for result in results]


def _parsed(value: str) -> tuple[str, tuple[_Result, ...]]:
    """One Authentication-Results field: who says it ("" where the first words are a result already), and what."""
    first, *rest = _split(_without_comments(value))
    if "=" in first:
        return "", tuple(_result(segment) for segment in (first, *rest))
    words = first.split()
    return (words[0].strip('"').lower() if words else ""), tuple(_result(segment) for segment in rest)


def _result(segment: str) -> _Result:
    pairs: list[tuple[str, str]] = []
    place = 0
    while found := _SAFE_TOKEN.match(segment, place):
        pairs.append((found[1].lower(), found[2].strip('"').lower()))
        place = found.end()
    if not pairs:
        return _Result("", "", ())
    return _Result(pairs[0][0], pairs[0][1], tuple(pairs[1:]))


def _is_aligned(result: _Result, domain: str) -> bool:
    """Whether a valid DKIM signature is the From domain's own, or one of a domain above it (RFC 7489 § 3.1.1, relaxed)."""
    if (result.method, result.result) != ("dkim", "pass"):
        return False
    signed = _ascii(result.value("header.d") or result.value("header.i").rpartition("@")[2])
    return "." in signed and (domain == signed or domain.endswith(f".{signed}"))


def _is_internal(above: Fields, trust: Trust) -> bool:
    if trust.authserv_id:
        return False
    told = [value.lower() for name, value in above if name == "x-ms-exchange-organization-authas"]
    return told == ["internal"]


def _ascii(domain: str) -> str:
    bare = domain.strip().rstrip(".").lower()[:253]
    try:
        return bare.encode("idna").decode("ascii") if bare else ""
    except UnicodeError:
        return ""


def _without_comments(value: str) -> str:
    """The value without comments, nested or not; quoted strings stay as they are."""
    out: list[str] = []
    quoted, depth, skip = False, 0, False
    for letter in value:
        if skip:
            skip = False
        elif letter == "\\" and (quoted or depth):
            skip = True
        elif letter == '"' and not depth:
            quoted = not quoted
        elif letter == "(" and not quoted:
            depth += 1
            continue
        elif letter == ")" and not quoted and depth:
            depth -= 1
            out.append(" ")
            continue
        if not depth:
            out.append(letter)
    return "".join(out)


def _split(value: str) -> list[str]:
    """The parts between semicolons outside quoted strings; always at least one."""
    parts, start, quoted, skip = [], 0, False, False
    for place, letter in enumerate(value):
        if skip:
            skip = False
        elif letter == "\\" and quoted:
            skip = True
        elif letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted:
            parts.append(value[start:place])
            start = place + 1
    return [*parts, value[start:]]
