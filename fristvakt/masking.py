"""What only its receiver may use is not shown to others: one-time links and codes, in letters and in mails that quote them."""

import base64
import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message

from casework.desk.linking import LIFETIME
from casework.links import Links, without_links
from casework.outgoing import LetterPath
from mailgateway.parts import octets_of

CODE = re.compile(r"\b\d{6}\b")
CODE_LETTER = "slack_code"
_DEEPEST = 6  # how far in enclosed messages are looked into
_ENCODINGS = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_HEADED = re.compile(rb"\s*[!-9;-~]{1,70}:")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{40,76}(?:\r?\n[A-Za-z0-9+/]{1,76})*={0,2}")


class NotShown(Exception):
    """A message holds what only its receiver may use, and it cannot be taken out."""


@dataclass(frozen=True, slots=True)
class Mask:
    """Hides what still works at `now` (aware UTC); the messages themselves are kept as they are."""

    links: Links
    now: datetime

    def text(self, text: str) -> str:
        """A text without the unguessable part of any link, also of one whose days are over."""
        return without_links(text)

    def letter(self, path: LetterPath) -> str:
        """Subject and text of a letter; of a code for Slack no digit is shown."""
        words = self.text(f"{path.letter.subject}\n\n{path.letter.body}")
        return CODE.sub("******", words) if path.letter.template == CODE_LETTER else words

    def codes(self, path: LetterPath) -> Sequence[str]:
        """The codes in a letter that can still be used."""
        fresh = path.letter.template == CODE_LETTER and self.now - path.steps[0].at <= LIFETIME
        return CODE.findall(path.letter.body) if fresh else ()

    def octets(self, raw: bytes, codes: Sequence[str] = ()) -> bytes:
        """The very bytes where nothing in them still works, else a copy without it. Raises NotShown where no copy can be made.

        A message or a file; looked into are its parts, messages enclosed in it, and texts in UTF-16 and UTF-32.
        """
        try:
            hidden = self._hidden(raw, codes)
            return _copy(raw, hidden) if hidden else raw
        except NotShown:
            raise
        except (Exception, RecursionError):
            raise NotShown from None

    def _hidden(self, raw: bytes, codes: Sequence[str]) -> list[bytes]:
        texts = [content.replace(b"\0", b"").decode("latin-1") for content in _contents(raw)]
        living = {token for text in texts for token in self.links.living(text, self.now)}
        return [
            each.encode("ascii") for each in (*living, *(code for code in codes if any(code in text for text in texts)))
        ]


def _contents(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """That content and, as far in as anybody looks, what is enclosed in it."""
    yield content
    plain, message = _enclosed(content, depth)
    if plain:
        yield from _contents(plain, depth + 1)
    for part in _leaves(message) if message else ():
        yield from _contents(octets_of(part), depth + 1)


def _enclosed(content: bytes, depth: int) -> tuple[bytes, Message | None]:
    """What a content in base64 stands for, as that of an enclosed message may be unsaid; or the message that it is, if its parts
    say other than its own octets do."""
    if depth == _DEEPEST:
        return b"", None
    if depth and _BASE64.match(content) and _BASE64.fullmatch(content.strip()):
        with contextlib.suppress(ValueError):
            return base64.b64decode(content), None
    message = message_from_bytes(content) if not depth or _HEADED.match(content) else None
    is_plain = message is None or not (message.is_multipart() or "content-transfer-encoding" in message)
    return b"", None if is_plain else message


def _copy(raw: bytes, hidden: Sequence[bytes]) -> bytes:
    copy = _cleaned(raw, hidden, 0)
    if any(_starred(content, hidden) != content for content in _contents(copy)):
        raise NotShown
    return copy


def _cleaned(content: bytes, hidden: Sequence[bytes], depth: int) -> bytes:
    content = _starred(content, hidden)
    plain, message = _enclosed(content, depth)
    if plain:
        cleaned = _cleaned(plain, hidden, depth + 1)
        return content if cleaned == plain else base64.encodebytes(cleaned)
    changed = [part for part in _leaves(message) if _refilled(part, hidden, depth + 1)] if message else []
    return _starred(message.as_bytes(), hidden) if message and changed else content


def _refilled(part: Message, hidden: Sequence[bytes], depth: int) -> bool:
    """Whether the part had to be cleaned, and is now; only a text can be sent as it is without a change of its ends of lines."""
    content = octets_of(part)
    cleaned = _cleaned(content, hidden, depth)
    if cleaned == content:
        return False
    is_text = part.get_content_maintype() == "text" and b"\0" not in cleaned
    written = cleaned if is_text else base64.encodebytes(cleaned)
    del part["Content-Transfer-Encoding"]
    part.set_payload(written.decode("ascii", "surrogateescape"))
    part["Content-Transfer-Encoding"] = "8bit" if is_text else "base64"
    return True


def _starred(content: bytes, hidden: Sequence[bytes]) -> bytes:
    for each in hidden:
        head, dot, secret = each.rpartition(b".")
        stars = (head + dot + b"*" * len(secret)).decode("ascii")
        for encoding in _ENCODINGS:
            content = content.replace(each.decode("ascii").encode(encoding), stars.encode(encoding))
    return content


def _leaves(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())
