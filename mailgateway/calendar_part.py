"""What a calendar part says: an invitation, an answer to one, or a new proposal (RFC 5545, RFC 5546)."""

import re
from dataclasses import dataclass

_LIMIT = 256 * 1024  # characters
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r'([A-Za-z-]{1,60})((?:;[A-Za-z-]{1,60}=(?:"[^"\n]{0,500}"|[^";:\n]{0,500}))*):(.*)')
_PARTSTAT = re.compile(r";PARTSTAT=\"?([A-Za-z-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Invitation:
    """The first event of a calendar part: METHOD, UID, SEQUENCE, and its one attendee with PARTSTAT, in capitals.

    `attendee` is an address in lower case; it and `partstat` are "" where there is not exactly one attendee. Nothing of it is proven.
    """

    method: str
    uid: str
    sequence: int = 0
    attendee: str = ""
    partstat: str = ""


def invitation_of(text: str) -> Invitation | None:
    """What a calendar says; None where it holds no event with a UID."""
    fields: dict[str, str] = {}
    attendees: list[tuple[str, str]] = []
    for line in _FOLD.sub("", text[:_LIMIT]).splitlines():
        found = _LINE.fullmatch(line.strip()[:4096])
        if found is None:
            continue
        name, value = found[1].upper(), found[3].strip()
        if name == "ATTENDEE":
            said = _PARTSTAT.search(found[2])
            attendees.append((value.lower().removeprefix("mailto:"), said[1].upper() if said else ""))
        elif (name, value.upper()) == ("END", "VEVENT"):
            break
        fields.setdefault(name, value)
    if not fields.get("UID") or "BEGIN" not in fields:
        return None
    attendee, partstat = attendees[0] if len(attendees) == 1 else ("", "")
    return Invitation(
        fields.get("METHOD", "").upper(), fields["UID"][:500], _number(fields.get("SEQUENCE", "")), attendee, partstat
    )


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
