"""One-time links: unguessable, bound to a purpose, a subject and a person, and of use for some days only."""

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

LIFETIME = timedelta(days=14)
MAC_BYTES = 16
CODE_DIGITS = 6


class Purpose(StrEnum):
    """What a link is for. GET shows, POST acts (decision 26)."""

    CONFIRM_CASE = "c"  # the case's student confirms that the mail was theirs
    CONFIRM_MAIL = "m"  # the candidate that a stranger's mail names says that it was theirs
    WITHDRAW = "w"  # the student says that the mail was theirs, and withdraws by that (decisions 18, 24)
    DATES = "d"  # the case's student sees its dates on a line
    CONTACT = "k"  # the first grader sees whom to call in for a talk
    RULES = "r"  # a case handler confirms rules that somebody else has loaded (D-35)
    GRADE = "g"  # the commission enters the new grade in the manual channel (decision 19)
    REJECT = "a"  # a case handler writes what a rejection rests on (forvaltningsloven §§ 24, 25), as behind those that follow
    ANNUL_REGRADE = "s"
    ANNUL_NEW_EXAM = "e"
    FORWARD = "v"
    BOARD_UPHELD = "n"
    NO_SHOW_STATED = "t"  # a case handler writes how a student was called to a talk and did not come (S0:51)
    REOPEN = "o"  # a case handler writes why a recorded no-show does not stand


# As `make` writes it; the last part is what nobody can guess.
_TOKEN = re.compile(rf"([{''.join(Purpose)}](?:\.\d{{1,19}}){{3}}\.)([A-Za-z0-9_-]{{22}})(?![A-Za-z0-9_-])")


def without_links(text: str) -> str:
    """The text with stars for the part of each link that nobody can guess: it still says what the link was for."""
    return _TOKEN.sub(lambda found: found[1] + "*" * len(found[2]), text)


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says: the subject is a case number, a mail's id for CONFIRM_MAIL and WITHDRAW, the id of loaded rules for RULES;
    `who` is a person's or staff member's id.
    """

    purpose: Purpose
    subject: int
    who: int
    expires: datetime
    token: str

    @property
    def key(self) -> str:
        """The key under which its one use is remembered."""
        return f"link:{hashlib.sha256(self.token.encode()).hexdigest()}"


class Links:
    """Makes and reads links. `keys`, newest first: the first one signs, all of them verify. `public_url` is where the pages are reached."""

    def __init__(self, keys: Sequence[bytes], public_url: str) -> None:
        self._keys = tuple(keys)
        self._base = public_url.rstrip("/")

    def make(self, purpose: Purpose, subject: int, who: int, now: datetime) -> Link:
        """A link made at `now` (aware UTC); the same arguments give the same link."""
        expires = (now + LIFETIME).replace(microsecond=0)
        said = f"{purpose.value}.{subject}.{who}.{int(expires.timestamp())}"
        return Link(purpose, subject, who, expires, f"{said}.{_mac(self._keys[0], said)}")

    def code(self, said: str) -> str:
        """The six digits that stand for those words, for people to type; whoever checks them must count the tries."""
        return _digits(self._keys[0], said)

    def is_code(self, said: str, code: str) -> bool:
        """Whether the digits stand for those words."""
        return any(hmac.compare_digest(code.encode(), _digits(key, said).encode()) for key in self._keys)

    def url(self, link: Link) -> str:
        """The address of the link's page."""
        return f"{self._base}/l/{link.token}"

    def read(self, token: str) -> Link | None:
        """What a token says, also when its days are over; None when it is not ours."""
        said, _, mac = token.rpartition(".")
        if not any(hmac.compare_digest(mac.encode(), _mac(key, said).encode()) for key in self._keys):
            return None
        purpose, subject, who, expires = said.split(".")
        return Link(Purpose(purpose), int(subject), int(who), datetime.fromtimestamp(int(expires), UTC), token)

    def living(self, text: str, now: datetime) -> list[str]:
        """The tokens in a text that still open a page at `now` (aware UTC), each once."""
        tokens = dict.fromkeys(found[0] for found in _TOKEN.finditer(text))
        return [token for token in tokens if (link := self.read(token)) is not None and now < link.expires]


def _digits(key: bytes, said: str) -> str:
    digest = hmac.new(key, f"code.{said}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _mac(key: bytes, said: str) -> str:
    digest = hmac.new(key, said.encode(), hashlib.sha256).digest()[:MAC_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
