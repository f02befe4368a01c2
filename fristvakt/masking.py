"""What only its receiver may use is not shown to others: one-time links and codes, in letters and in mails that quote them."""

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
        """The very bytes where nothing in them still works, else a copy without it. Raises NotShown where no copy can be made."""
        try:
            message = message_from_bytes(raw)
            hidden = self._hidden(raw, message, codes)
            return _copy(raw, message, hidden) if hidden else raw
        except NotShown:
            raise
        except Exception:
            raise NotShown from None

    def _hidden(self, raw: bytes, message: Message, codes: Sequence[str]) -> list[bytes]:
        texts = [content.decode("latin-1") for content in (raw, *map(octets_of, _leaves(message)))]
        living = {token for text in texts for token in self.links.living(text, self.now)}
        return [
            each.encode("ascii") for each in (*living, *(code for code in codes if any(code in text for text in texts)))
        ]


def _copy(raw: bytes, message: Message, hidden: Sequence[bytes]) -> bytes:
    for part in _leaves(message):
        content = octets_of(part)
        if any(each in content for each in hidden):
            del part["Content-Transfer-Encoding"]
            part.set_payload(_starred(content, hidden).decode("ascii", "surrogateescape"))
            part["Content-Transfer-Encoding"] = "8bit"
    copy = _starred(message.as_bytes(), hidden)
    if any(each in content for each in hidden for content in map(octets_of, _leaves(message_from_bytes(copy)))):
        raise NotShown
    return copy


def _starred(content: bytes, hidden: Sequence[bytes]) -> bytes:
    for each in hidden:
        head, dot, secret = each.rpartition(b".")
        content = content.replace(each, head + dot + b"*" * len(secret))
    return content


def _leaves(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())
