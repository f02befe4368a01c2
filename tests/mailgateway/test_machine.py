"""What no person wrote."""

import pytest

from casework.messages import Bounce, Machine
from mailgateway.addresses import Mint
from mailgateway.machine import bounce_of, machine_of
from mailgateway.parsing import parse

OLDER = b"o" * 32
MINT = Mint("eksamen.example.no", [b"k" * 32, OLDER])
LETTER = MINT.message_id(42, 17)
FROM = "From: Kari <kari@student.example.no>"
STATUS = """From: MAILER-DAEMON@mx.example.no
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Beklager, {words}.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.no

Final-Recipient: rfc822; Kari@Student.example.no
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no

--b
Content-Type: {returned}

From: begrunnelse@eksamen.example.no
Message-ID: {letter}
Subject: [42/2026] Kvittering

--b--
"""


def report(
    action: str = "failed", status: str = "5.1.1", returned: str = "message/rfc822", words: str = "nei"
) -> bytes:
    said = STATUS.format(action=action, status=status, returned=returned, words=words, letter=LETTER)
    return said.replace("\n", "\r\n").encode()


def machine(*lines: str, envelope: str = "kari@student.example.no") -> Machine | None:
    return machine_of(parse("\r\n".join((*lines, "", "hei")).encode()), envelope, MINT)


@pytest.mark.parametrize(
    "lines",
    [
        (FROM,),
        (FROM, "Auto-Submitted: no"),
        (FROM, "Auto-Submitted: No (a person)"),
        (FROM, "X-Auto-Response-Suppress: All"),
        (FROM, "Precedence: normal"),
        (FROM, "Subject: Sv: Automatisk svar mottatt"),
        (FROM, "Message-ID: <1@eksamen.example.no>"),
        (FROM, "X-Fristvakt-Loop: annen.example.no"),
        (FROM, "X-Fristvakt-Loop: eksamen.example.no"),
        (FROM, f"X-Fristvakt-Loop: {Mint('eksamen.example.no', [b'x' * 32]).loop_mark(42, 17)}"),
        (FROM, f"X-Fristvakt-Loop: {MINT.reply_address(42, 17).partition('+')[2].partition('@')[0]}"),
        (FROM, *["Received: from a by b"] * 30),
        (FROM, "Subject: Fravær på eksamen"),
        (FROM, "Subject: Ikke til stede på eksamen i TDT4100"),
        (FROM, "Subject: Autosvaret deres kom to ganger"),
        (FROM, "X-MS-Exchange-Inbox-Rules-Loop: eksamen@example.no"),
    ],
)
def test_mail_of_a_person_is_no_machines(lines: tuple[str, ...]) -> None:
    assert machine(*lines) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Auto-Submitted: auto-replied", Machine.AUTO_REPLY),
        ("Auto-Submitted: auto-generated; x=y", Machine.AUTO_REPLY),
        ("X-Autoreply: yes", Machine.AUTO_REPLY),
        ("X-POST-MessageClass: 9; Autoresponder", Machine.AUTO_REPLY),
        ("Precedence: auto_reply", Machine.AUTO_REPLY),
        ("Subject: Autosvar: Sv: Kvittering", Machine.LIKELY),
        ("Subject: Automatisk svar: Kvittering", Machine.LIKELY),
        ("Subject: Ikke til stede: Kvittering", Machine.LIKELY),
        ("Subject: =?utf-8?q?Frav=C3=A6r?=: Kvittering", Machine.LIKELY),
        ("Subject: Fråvær: Kvittering", Machine.LIKELY),
        ("Subject: Automatic reply: Receipt", Machine.LIKELY),
        ("Subject: Out of office: Receipt", Machine.LIKELY),
        ("Subject: Ikkje til stades: Kvittering", Machine.LIKELY),
        ("Subject: Fraværsmelding", Machine.LIKELY),
        ("Subject: Ute av kontoret til 3. januar", Machine.LIKELY),
        ("X-MS-Exchange-Inbox-Rules-Loop: kari@student.example.no", Machine.LIKELY),
        ("List-Id: <studenter.example.no>", Machine.LIST),
        ("List-Unsubscribe: <mailto:x@example.no>", Machine.LIST),
        ("Precedence: bulk", Machine.LIST),
        (f"X-Fristvakt-Loop: {MINT.loop_mark(42, 17)}", Machine.OWN),
        (f"X-Fristvakt-Loop: {MINT.loop_mark(None, 17).upper()}", Machine.OWN),
        (f"X-Fristvakt-Loop: {Mint('eksamen.example.no', [OLDER]).loop_mark(42, 17)}", Machine.OWN),
        (f"Message-ID: {MINT.message_id(42, 17)}", Machine.OWN),
        ("\r\n".join(["Received: from a by b"] * 31), Machine.LOOP),
        ("Content-Type: multipart/report; report-type=disposition-notification", Machine.REPORT),
        ("Content-Type: message/feedback-report", Machine.REPORT),
        ("Subject: Report Domain: example.no Submitter: google.com", Machine.REPORT),
    ],
)
def test_signals_of_machines_are_seen(line: str, kind: Machine) -> None:
    assert machine(FROM, line) is kind


def test_mail_from_our_own_address_has_come_back() -> None:
    assert machine("From: Klage <klage@eksamen.example.no>") is Machine.OWN


def test_empty_envelope_sender_alone_looks_like_an_automatic_answer() -> None:
    assert machine(FROM, envelope="") is Machine.LIKELY


def test_delivery_report_with_empty_sender_is_a_bounce() -> None:
    assert machine_of(parse(report()), "", MINT) is Machine.BOUNCE


def test_delivery_report_from_a_person_is_only_a_report() -> None:
    assert machine_of(parse(report()), "evil@evil.no", MINT) is Machine.REPORT


@pytest.mark.parametrize(
    ("action", "status", "final"),
    [
        ("failed", "5.1.1", True),
        ("Failed", "5.7.1 (policy)", True),
        ("delayed", "4.4.1", False),
        ("failed", "4.2.2", False),
        ("failed", "", True),
    ],
)
def test_bounce_is_final_only_where_delivery_failed_for_good(action: str, status: str, final: bool) -> None:
    found = bounce_of(parse(report(action, status)), MINT)
    assert (found.recipient, found.status, found.final) == ("kari@student.example.no", status.split(" ")[0], final)


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers", "message/global-headers"])
def test_bounce_tells_which_letter_came_back(returned: str) -> None:
    assert bounce_of(parse(report(returned=returned)), MINT).returned_message_id == LETTER


def test_a_letter_that_we_never_signed_did_not_come_back() -> None:
    forged = report().replace(LETTER.encode(), b"<17@eksamen.example.no>")
    assert bounce_of(parse(forged), MINT).returned_message_id == ""


def test_old_bounce_names_its_recipient_in_the_header() -> None:
    raw = b"From: x@y.no\r\nX-Failed-Recipients: Kari@x.no, ola@x.no\r\n\r\nno such user"
    assert machine_of(parse(raw), "", MINT) is Machine.BOUNCE
    assert bounce_of(parse(raw), MINT) == Bounce("kari@x.no", "", True)


def test_bounce_that_says_nothing_is_never_final() -> None:
    assert bounce_of(parse(b"Content-Type: multipart/report\r\n\r\nx"), MINT) == Bounce("", "", False)


QMAIL = """From: MAILER-DAEMON@mx.example.no
Subject: failure notice

Hi. This is the qmail-send program at mx.example.no.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<kari@student.example.no>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <sak@eksamen.example.no>
Message-ID: {id}
Subject: Kvittering

Hei
"""


def test_bounce_in_plain_words_from_nobody_names_its_recipient_too() -> None:
    raw = QMAIL.partition("\n")[2].format(id="<1@x.no>").encode()
    assert bounce_of(parse(raw), MINT, raw).recipient == "kari@student.example.no"


def test_bounce_in_plain_words_is_seen_with_its_recipient() -> None:
    raw = QMAIL.format(id="<1@x.no>").encode()
    assert machine_of(parse(raw), "", MINT, raw) is Machine.BOUNCE
    assert bounce_of(parse(raw), MINT, raw) == Bounce("kari@student.example.no", "", True)


def test_bounce_in_plain_words_names_our_letter_by_its_own_id() -> None:
    raw = QMAIL.format(id=MINT.message_id(42, 17)).encode()
    assert bounce_of(parse(raw), MINT, raw).returned_message_id == MINT.message_id(42, 17)


def test_words_of_a_bounce_in_a_persons_mail_are_a_persons() -> None:
    raw = (
        QMAIL.replace("MAILER-DAEMON@mx.example.no", "Ola <ola@example.no>").format(id=MINT.message_id(42, 17)).encode()
    )
    assert machine_of(parse(raw), "ola@example.no", MINT, raw) is None


def test_bounce_with_a_named_envelope_sender_is_a_machines_and_no_bounce() -> None:
    raw = QMAIL.format(id=MINT.message_id(42, 17)).encode()
    assert machine_of(parse(raw), "ola@example.no", MINT, raw) is Machine.LIKELY


@pytest.mark.parametrize("kind", ["disposition-notification", "feedback-report", "tlsrpt"])
def test_other_reports_with_empty_sender_are_no_bounces(kind: str) -> None:
    line = f"Content-Type: multipart/report; report-type={kind}; boundary=b"
    assert machine(FROM, line, envelope="") is Machine.REPORT


@pytest.mark.parametrize("raw", [b"", b"a" * 1_000_000, b"<" * 1_000_000, b"From: x\r\n\r\n" + b"<a@" * 300_000])
def test_hostile_bounce_is_read_without_an_exception(raw: bytes) -> None:
    assert bounce_of(parse(raw), MINT, raw).returned_message_id == ""


@pytest.mark.parametrize(
    "sender", ["MAILER-DAEMON@x.no", "MAILER-DAEMON", "no-reply@x.no", "noreply@x.no", "noreply+1@x.no"]
)
def test_sender_that_nobody_reads_is_a_machine(sender: str) -> None:
    assert machine(FROM, envelope=sender) is Machine.LIKELY
    assert machine(f"From: {sender}") is Machine.LIKELY or "@" not in sender
