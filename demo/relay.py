"""A local SMTP relay that keeps what is sent, and refuses, stalls or hangs up on request."""

import asyncio
import email
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from aiosmtpd.smtp import SMTP, Envelope, Session

Step = Literal["MAIL", "RCPT", "DATA"]
Drop = Literal["before-dot", "after-dot"]

ACCEPTED = "250 2.0.0 kept"
CLOSE_SECONDS = 2.0

T = TypeVar("T")


@dataclass(frozen=True)
class KeptMail:
    """One accepted mail: envelope, bytes as they came, and the moment (UTC)."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    received: datetime

    @property
    def view(self) -> "MailView":
        """The mail as a person reads it."""
        return read_mail(self.raw)


@dataclass(frozen=True)
class Attachment:
    """A part of a mail that is not its text, such as an invitation."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class MailView:
    """The decoded parts of a mail; `date` is None when the header is missing, `headers` hold the raw names and values."""

    sender: str
    to: str
    subject: str
    date: datetime | None
    text: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]


@dataclass
class Refusal:
    """An answer that waits for its step; `address` limits it to one recipient."""

    step: Step
    reply: str
    times: int
    address: str = ""


@dataclass
class LocalRelay:
    """An SMTP server on the loopback; with a `folder` it keeps mails over a restart, `now` gives the moment (UTC)."""

    port: int = 0
    folder: Path | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    mails: list[KeptMail] = field(default_factory=list)
    _refusals: list[Refusal] = field(default_factory=list)
    _drops: list[Drop] = field(default_factory=list)
    _lines: set["_Line"] = field(default_factory=set)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _server: asyncio.Server | None = None

    @property
    def host(self) -> str:
        """The address to send to."""
        return "127.0.0.1"

    async def start(self) -> None:
        """Read what an earlier run kept and listen; afterwards `port` is the real one."""
        if self.folder is not None:
            self.mails = _stored(self.folder)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._answer_line, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening, cut what is still open, and wait for it, two seconds at most."""
        if self._server is None:
            return
        self._server.close()
        ending = [line.cut() for line in list(self._lines)]
        await asyncio.wait_for(asyncio.gather(*ending, return_exceptions=True), CLOSE_SECONDS)
        await asyncio.wait_for(self._server.wait_closed(), CLOSE_SECONDS)
        self._server = None

    def mailbox(self, address: str) -> list[KeptMail]:
        """Return the mails to one address, newest last."""
        wanted = address.lower()
        return [mail for mail in self.mails if wanted in (one.lower() for one in mail.recipients)]

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:
        """Wait until `predicate` gives something true, asking again after every mail, and return that.

        Raise `TimeoutError` after `timeout` seconds.
        """
        async with asyncio.timeout(timeout), self._changed:
            return await self._changed.wait_for(predicate)

    def answer_next(self, step: Step, reply: str, times: int = 1, address: str = "") -> None:
        """Answer the next commands of this kind with `reply` (`451 4.3.0 later`); `address` limits RCPT to one recipient."""
        self._refusals.append(Refusal(step, reply, times, address.lower()))

    def drop_next(self, moment: Drop, times: int = 1) -> None:
        """Hang up during the next mails: before the final dot (nothing kept) or after it (kept, but no answer)."""
        self._drops.extend([moment] * times)

    def refusal(self, step: Step, address: str = "") -> str | None:
        """Return the answer that waits for this command and count it down, None without one."""
        for waiting in self._refusals:
            if waiting.step == step and waiting.address in ("", address.lower()):
                waiting.times -= 1
                if waiting.times == 0:
                    self._refusals.remove(waiting)
                return waiting.reply
        return None

    def takes_drop(self, moment: Drop) -> bool:
        """Tell whether to hang up now, and strike that off."""
        due = bool(self._drops) and self._drops[0] == moment
        if due:
            self._drops.pop(0)
        return due

    async def keep(self, envelope: Envelope) -> None:
        """Keep an accepted mail, in the folder too when there is one."""
        mail = KeptMail(
            envelope.mail_from or "", tuple(envelope.rcpt_tos), bytes(envelope.original_content or b""), self.now()
        )
        self.mails.append(mail)
        if self.folder is not None:
            _store(self.folder, len(self.mails), mail)
        async with self._changed:
            self._changed.notify_all()

    def _answer_line(self) -> "_Line":
        return _Line(self, self._lines)


class _Line(SMTP):
    """One connection of a client; it can be cut."""

    def __init__(self, relay: LocalRelay, lines: set["_Line"]) -> None:
        super().__init__(_Answers(relay), hostname="localhost", ident="Local relay", loop=asyncio.get_running_loop())
        self._relay, self._open = relay, lines

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note the connection as open."""
        self._open.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Note the connection as gone."""
        self._open.discard(self)
        super().connection_lost(error)

    async def smtp_DATA(self, arg: str) -> None:
        """Take a mail, or hang up in the middle of it."""
        if self.envelope is not None and self.envelope.rcpt_tos and self._relay.takes_drop("before-dot"):
            await self.push("354 go on")
            await self._reader.readline()
            self.hang_up()
            return
        await super().smtp_DATA(arg)

    def hang_up(self) -> None:
        """Cut the connection without a word."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    async def cut(self) -> None:
        """Cut the connection and wait until its task has ended."""
        self.hang_up()
        if self._handler_coroutine is not None:
            self._handler_coroutine.cancel()
            await asyncio.wait([self._handler_coroutine])


class _Answers:
    """The hooks that aiosmtpd calls by their names."""

    def __init__(self, relay: LocalRelay) -> None:
        self._relay = relay

    async def handle_MAIL(
        self, server: _Line, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self._relay.refusal("MAIL", address)
        if reply is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return reply or "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: _Line, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self._relay.refusal("RCPT", address)
        if reply is None:
            envelope.rcpt_tos.append(address)
        return reply or "250 2.1.5 OK"

    async def handle_DATA(self, server: _Line, session: Session, envelope: Envelope) -> str:
        reply = self._relay.refusal("DATA")
        if reply is not None:
            return reply
        await self._relay.keep(envelope)
        if self._relay.takes_drop("after-dot"):
            server.hang_up()
        return ACCEPTED


def _store(folder: Path, number: int, mail: KeptMail) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    note = {"sender": mail.sender, "recipients": mail.recipients, "received": mail.received.isoformat()}
    (folder / f"{number:06d}.eml").write_bytes(mail.raw)
    (folder / f"{number:06d}.json").write_text(json.dumps(note), encoding="utf-8")


def _stored(folder: Path) -> list[KeptMail]:
    return [_read_stored(path) for path in sorted(folder.glob("*.json"))]


def _read_stored(path: Path) -> KeptMail:
    note = json.loads(path.read_text(encoding="utf-8"))
    raw = path.with_suffix(".eml").read_bytes()
    return KeptMail(note["sender"], tuple(note["recipients"]), raw, datetime.fromisoformat(note["received"]))


def read_mail(raw: bytes) -> MailView:
    """Return a mail as a person reads it; made for well-formed letters."""
    message = email.message_from_bytes(raw)
    parts = [part for part in message.walk() if not part.is_multipart()]
    body = next((part for part in parts if part.get_content_type() == "text/plain" and not part.get_filename()), None)
    date = message.get("Date")
    return MailView(
        sender=_decoded(message.get("From")),
        to=_decoded(message.get("To")),
        subject=_decoded(message.get("Subject")),
        date=parsedate_to_datetime(date) if date else None,
        text=_text(body) if body is not None else "",
        headers=tuple((name, str(value)) for name, value in message.items()),
        attachments=tuple(_attachment(part) for part in parts if part is not body),
    )


def _decoded(value: Any) -> str:
    return str(make_header(decode_header(str(value)))).replace("\r\n", "") if value is not None else ""


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    charset = part.get_content_charset() or "utf-8"
    return _content(part).decode(charset, errors="replace").replace("\r\n", "\n")


def _attachment(part: Message) -> Attachment:
    return Attachment(part.get_filename() or "", part.get_content_type(), _content(part))
