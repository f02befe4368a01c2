"""The students' side of the stage: real mails to the listener, letters from the relay."""

import re
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count

import aiosmtplib

from demo.relay import KeptMail, LocalRelay, MailView
from fristvakt.service import Service
from tests.tongues import Tongue

DOMAIN = "eksamen.example.no"
numbers = count(1)
REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@student.example.no>
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

There is no such user.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; student.example.no

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}

--b
Content-Type: text/rfc822-headers

Message-ID: {returned}

--b--
"""


class MailSide:
    """What people send and read by mail."""

    relay: LocalRelay
    service: Service | None
    mails: list[bytes]

    async def mail(
        self,
        sender: str,
        to: str,
        subject: str,
        text: str,
        *,
        settle: bool = True,
        answers: MailView | None = None,
        **fields: str,
    ) -> None:
        """Sends a real mail over SMTP, as a mail program would; waits until the service has read it."""
        message = EmailMessage(SMTP)
        message["From"], message["To"], message["Subject"] = sender, to if "@" in to else f"{to}@{DOMAIN}", subject
        message["Message-ID"] = f"<m{next(numbers)}@student.example.no>"
        if answers is not None:
            message["In-Reply-To"] = header(answers, "Message-ID")
        for name, value in fields.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        await self.deliver(sender, message["To"], message.as_bytes(), settle=settle)

    async def deliver(self, sender: str, to: str, raw: bytes, *, settle: bool = True) -> None:
        """Hands these bytes to the listener; `sender` is the envelope's."""
        host, port = self.service.smtp_address
        self.mails.append(raw)
        async with aiosmtplib.SMTP(hostname=host, port=port, use_tls=False, start_tls=False) as smtp:
            await smtp.sendmail(sender, [to], raw)
        if settle:
            await self.service.settle()

    async def asks(self, tongue: Tongue, course: str = "TDT4100", *, settle: bool = True) -> None:
        """The student of that language asks for an explanation."""
        await self.mail(tongue.student, "begrunnelse", course, tongue.request.format(course=course), settle=settle)

    async def reply(self, sender: str, to: MailView, text: str) -> None:
        """Answers a letter as mail programs do, to its Reply-To."""
        await self.mail(sender, header(to, "Reply-To"), f"Re: {to.subject}", text, answers=to)

    async def bounce(self, letter: KeptMail, **said: str) -> None:
        """The student's server sends a letter back to its envelope sender, or says otherwise of it (RFC 3464)."""
        report = {
            "to": letter.sender,
            "recipient": letter.recipients[0],
            "returned": header(letter.view, "Message-ID"),
            "action": "failed",
            "status": "5.1.1",
            **said,
        }
        await self.deliver("", report["to"], REPORT.format(**report).replace("\n", "\r\n").encode())

    def choice(self, question: MailView, number: int) -> str:
        """The course that stands behind that number in a question."""
        return re.search(rf"^{number}\. (\w+)", question.text, re.MULTILINE)[1]

    def letters(self, address: str) -> list[MailView]:
        return [kept.view for kept in self.relay.mailbox(address)]

    def letter(self, address: str) -> MailView:
        return self.letters(address)[-1]

    def subjects(self, address: str) -> list[str]:
        return [letter.subject for letter in self.letters(address)]


def header(letter: MailView, name: str) -> str:
    return dict(letter.headers)[name]
