"""Whose word says who sent a mail: the verdict of the institution's own server, and when that server took it (RFC 8601)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from casework.messages import Verdict
from mailgateway.headers import FIELD_LIMIT, Fields, all_of
from mailgateway.results import Result, results_in
from mailgateway.segments import without_comments

_BY = re.compile(r"(?:^|\s)by\s+(\S{1,255})", re.IGNORECASE)
_QUEUED_AT_MOST = timedelta(days=7)
_TOLD_AT_MOST = 1000  # characters of what a verdict came from
_STRICTNESS = (Verdict.FAILED, Verdict.UNKNOWN, Verdict.AUTHENTICATED)
_INSIDE = "X-MS-Exchange-Organization-AuthAs"


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose word counts. With `fixed` there is no server in front, and every sender counts as that (decision 24).

    `hosts` are the names our institution's server gives itself after `by` in Received; one that begins with a dot stands for every
    name that ends so. `authserv_id` is the name it signs its Authentication-Results with; "" is for Exchange Online, which writes none.
    """

    hosts: frozenset[str] = frozenset()
    authserv_id: str = ""
    fixed: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and the fields of our own server that it came from; "" where no server stands in front, or it said nothing."""

    verdict: Verdict
    because: str = ""


def judge(fields: Fields, sender: str, trust: Trust) -> Judged:
    """What the server in front says of the one From address `sender`; without such an address nobody is authenticated.

    Only what stands above the server's own Received was written by it: everything below came with the mail.
    """
    domain = _ascii(sender.rpartition("@")[2])
    if trust.fixed is not None:
        return Judged(trust.fixed if domain else min(trust.fixed, Verdict.UNKNOWN, key=_STRICTNESS.index))
    above = fields[: boundary(fields, trust) or 0]
    own = _own_fields(above, trust)
    inside = not trust.authserv_id and [value.lower() for value in all_of(above, _INSIDE.lower())] == ["internal"]
    told = [f"Authentication-Results: {value}" for value, _ in own] + [f"{_INSIDE}: Internal"] * inside
    results = [result for _, found in own for result in found]
    verdict = _verdict(results, sender, domain, inside=inside)
    if any(len(value) >= FIELD_LIMIT for value, _ in own):  # cut off, and a cut may turn one domain into another
        verdict = min(verdict, Verdict.UNKNOWN, key=_STRICTNESS.index)
    return Judged(verdict, "\n".join(told)[:_TOLD_AT_MOST])


def _verdict(results: Sequence[Result], sender: str, domain: str, *, inside: bool) -> Verdict:
    """DMARC decides where it was checked and passed or failed; else a signature of the domain, or the sender's own login."""
    dmarc = [result for result in results if result.method == "dmarc"]
    if any(result.result == "fail" for result in dmarc):
        return Verdict.UNKNOWN if domain and any(map(_is_forwarded, results)) else Verdict.FAILED
    if not domain or any((result.method, result.result) == ("compauth", "fail") for result in results):
        return Verdict.UNKNOWN
    passed = [result for result in dmarc if result.result == "pass"]
    if passed:
        sure = len(passed) == len(dmarc) and all(_ascii(one.value("header.from")) == domain for one in passed)
        return Verdict.AUTHENTICATED if sure else Verdict.UNKNOWN
    proven = inside or any(_is_aligned(result, domain) or _is_login(result, sender) for result in results)
    return Verdict.AUTHENTICATED if proven else Verdict.UNKNOWN


def received_at(fields: Fields, kept: datetime, trust: Trust) -> datetime:
    """When the institution's server took the mail, aware UTC; `kept` where it does not say so credibly (decision 2)."""
    if trust.fixed is not None:
        return kept
    field = next((value for name, value in fields if name == "received" and _is_ours(value, trust)), "")
    try:
        moment = parsedate_to_datetime(without_comments(field).rpartition(";")[2].strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return kept
    if moment.tzinfo is None or not kept - _QUEUED_AT_MOST <= moment <= kept:
        return kept
    return moment.astimezone(UTC)


def boundary(fields: Fields, trust: Trust) -> int | None:
    """The place of the topmost Received of our institution's server, None when it wrote none: what stands above is the server's."""
    ours = (place for place, (name, value) in enumerate(fields) if name == "received" and _is_ours(value, trust))
    return next(ours, None)


def server_of(received: str) -> str:
    """What the server calls itself that wrote that Received, in lower case; "" where it does not say."""
    found = _BY.search(without_comments(received))
    return found[1].rstrip(";").lower() if found else ""


def _is_ours(received: str, trust: Trust) -> bool:
    host = server_of(received)
    return host in trust.hosts or any(name.startswith(".") and host.endswith(name) for name in trust.hosts)


def _own_fields(above: Fields, trust: Trust) -> list[tuple[str, tuple[Result, ...]]]:
    """The Authentication-Results that our server wrote, with what they say; where it writes no name, only the topmost."""
    said = [(value, *results_in(value)) for value in all_of(above, "authentication-results")]
    wanted = trust.authserv_id.lower()
    return [(value, results) for value, who, results in (said if wanted else said[:1]) if who == wanted]


def _is_forwarded(result: Result) -> bool:
    """Whether Exchange Online lets a failure pass for a forwarder whose ARC seal the institution has named as trusted (mail.md § 5)."""
    return (result.method, result.result, result.value("reason")) == ("compauth", "pass", "130")


def _is_aligned(result: Result, domain: str) -> bool:
    """Whether a valid DKIM signature is the From domain's own, or one of a domain above it (RFC 7489 § 3.1.1, relaxed)."""
    if (result.method, result.result) != ("dkim", "pass"):
        return False
    signed = _ascii(result.value("header.d") or result.value("header.i").rpartition("@")[2])
    return "." in signed and (domain == signed or domain.endswith(f".{signed}"))


def _is_login(result: Result, sender: str) -> bool:
    """Whether the sender logged in as the very address that the mail is from (RFC 8601 § 2.7.4)."""
    return (result.method, result.result) == ("auth", "pass") and result.value("smtp.auth") == sender != ""


def _ascii(domain: str) -> str:
    bare = domain.strip().rstrip(".").lower()[:253]
    try:
        return bare.encode("idna").decode("ascii") if bare else ""
    except UnicodeError:
        return ""
