"""Letters go out: built into their final bytes once, then handed to the relay, one recipient a message."""

import asyncio
import re
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum

import aiosmtplib

from casework.calendar import day_of
from casework.courier import Delivery, Fate
from casework.messages import Automatic, Box, Letter
from casework.records import Outgoing
from mailgateway.addresses import Mint
from mailgateway.headers import message_ids
from mailgateway.html_letter import as_html
from mailgateway.machine import LOOP_FIELD

# Only what cannot be read as two addresses or as a second command (mail.md § 6.1); ASCII, as the relay may speak nothing else.
_RECIPIENT = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,15}"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z0-9-]{1,62}[A-Za-z0-9]"
)
_POLICY = SMTP.clone(cte_type="7bit")
_ADDRESS = re.compile(r"<?[^\s<>@]{1,100}@[^\s<>@]{1,255}>?")
_ANSWER_LIMIT = 200
_LOGIN = frozenset({530, 534, 535, 538})  # the relay wants a login or TLS: our fault, not the letter's (RFC 4954 § 6)


class Tls(StrEnum):
    """How the connection to the relay is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


@dataclass(frozen=True, slots=True)
class Relay:
    """The institution's outgoing mail server; `timeout` in seconds for each step. `context` None means the system's own trust."""

    host: str
    port: int = 25
    tls: Tls = Tls.NONE
    username: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    context: ssl.SSLContext | None = None


class Postman:
    """The sender of letters. They come from `box` of the mint's domain, under the display name `name`."""

    def __init__(self, mint: Mint, relay: Relay, name: str, box: Box = Box.EXPLANATION) -> None:
        self._mint = mint
        self._relay = relay
        self._from = Address(name, box.value, mint.domain)

    async def build(self, outgoing: Outgoing) -> tuple[bytes, str]:
        """The final bytes and the Message-ID of a letter; the same row gives the same each time."""
        letter = _letter(outgoing)
        message_id = self._mint.message_id(letter.case, outgoing.id)
        message = EmailMessage(_POLICY)
        message["From"] = self._from
        # send() refuses such a letter for good; nothing of an address that is none may enter a header.
        message["To"] = letter.to if _RECIPIENT.fullmatch(letter.to) else "undisclosed-recipients:;"
        message["Subject"] = _subject(letter, outgoing)
        message["Date"] = format_datetime(outgoing.written)
        message["Message-ID"] = message_id
        message["Reply-To"] = self._mint.reply_address(letter.case, outgoing.id)
        if letter.automatic is not Automatic.NO:
            message["Auto-Submitted"] = letter.automatic.value
        message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
        message[LOOP_FIELD] = self._mint.domain
        message.set_content(letter.body)
        message.add_alternative(as_html(letter), subtype="html")
        message.set_boundary(f"=_{message_id.strip('<>').partition('@')[0]}")
        message["Content-Language"] = letter.language.value  # set_content takes away every Content- field
        return _thread(letter) + message.as_bytes(), message_id

    async def send(self, outgoing: Outgoing) -> Delivery:
        """Hands a letter to the relay. A row without final bytes is built first; what the relay says is never raised."""
        letter = _letter(outgoing)
        if not _RECIPIENT.fullmatch(letter.to) or len(letter.to) > 254:
            return Delivery(Fate.NEVER, "553 5.1.3 not an address that mail can be sent to")
        final = outgoing.final if outgoing.final is not None else (await self.build(outgoing))[0]
        try:
            answer = await self._hand_over(self._envelope_sender(letter, outgoing), letter.to, final)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _refused(refused.recipients[0])
        except (aiosmtplib.SMTPAuthenticationError, aiosmtplib.SMTPConnectError, aiosmtplib.SMTPHeloError) as fault:
            return Delivery(Fate.LATER, _short(f"the relay does not let us in: {type(fault).__name__}"))
        except aiosmtplib.SMTPResponseException as refused:
            return _refused(refused)
        except (aiosmtplib.SMTPException, OSError, ValueError) as fault:
            return Delivery(Fate.LATER, f"no answer from the relay: {type(fault).__name__}")
        return Delivery(Fate.DONE, _short(answer))

    async def _hand_over(self, sender: str, to: str, final: bytes) -> str:
        relay = self._relay
        connection = aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            username=relay.username or None,
            password=relay.password or None,
            local_hostname=self._mint.domain,
            timeout=relay.timeout,
            use_tls=relay.tls is Tls.IMPLICIT,
            start_tls=relay.tls is Tls.STARTTLS,
            tls_context=relay.context,
        )
        async with connection:
            try:
                _, answer = await connection.sendmail(sender, [to], final)
            except asyncio.CancelledError:
                connection.close()  # else QUIT would wait for a relay that has fallen silent
                raise
        return answer

    def _envelope_sender(self, letter: Letter, outgoing: Outgoing) -> str:
        """Where delivery reports come to; an automatic answer asks for none (RFC 3834 § 3.3)."""
        if letter.automatic is Automatic.REPLIED:
            return ""
        return self._mint.reply_address(letter.case, outgoing.id)


def _letter(outgoing: Outgoing) -> Letter:
    if not isinstance(outgoing.message, Letter):
        raise TypeError("the postman sends letters only")
    return outgoing.message


def _subject(letter: Letter, outgoing: Outgoing) -> str:
    subject = " ".join(letter.subject.split())
    if letter.case is None or f"[{letter.case}/" in subject:
        return subject
    return f"[{letter.case}/{day_of(outgoing.written).year}] {subject}"


def _thread(letter: Letter) -> bytes:
    """The fields that tie an answer to its mail, written as they are: the library would fold and encode a long id."""
    ids = [one for one in message_ids(letter.in_reply_to) if one.isascii() and one.isprintable()]
    if not ids:
        return b""
    return f"In-Reply-To: {ids[0]}\r\nReferences: {ids[0]}\r\n".encode("ascii")


def _refused(refused: aiosmtplib.SMTPResponseException) -> Delivery:
    fate = Fate.NEVER if 500 <= refused.code < 600 and refused.code not in _LOGIN else Fate.LATER
    return Delivery(fate, _short(f"{refused.code} {refused.message}"))


def _short(answer: str) -> str:
    """The relay's words without any address in them."""
    return _ADDRESS.sub("…", " ".join(answer.split()))[:_ANSWER_LIMIT]
