"""The story of reports in every form: none opens a case or is answered, and what only a person can read is a task."""

import pytest

from tests.appeals import on_sqlite
from tests.mailgateway.test_bounces import FORMS, raw_of
from tests.season import KARI
from tests.stage import Stage, header
from tests.tongues import NB


async def comes(stage: Stage, form: dict[str, str]) -> None:
    """A report of that form on the student's receipt, to the address that asked for it."""
    receipt = stage.letters(KARI)[0]
    await stage.deliver("", header(receipt, "Reply-To"), raw_of(form, header(receipt, "Message-ID")))


@on_sqlite
async def test_no_report_of_any_form_opens_a_case_or_is_answered(stage: Stage) -> None:
    await stage.asks(NB)
    for form in (*FORMS["report"], *FORMS["raw"]):
        await comes(stage, form)
    assert (await stage.cases(), [mail.recipients for mail in stage.relay.mails]) == (1, [(KARI,)])


@on_sqlite
@pytest.mark.parametrize(
    ("name", "tasks", "flagged"),
    [
        ("Postfix, no such user, in bokmål", ["letter_bounced"], True),
        ("several readers, the first was reached", ["letter_bounced"], True),
        ("a spam filter refuses", ["letter_refused"], False),
        ("Exim, a warning in words", [], False),
        ("Postfix, delivered, as was asked", [], False),
        ("a server that writes nynorsk and nothing for machines", ["machine_mail"], False),
    ],
)
async def test_what_a_report_says_is_done(stage: Stage, name: str, tasks: list[str], flagged: bool) -> None:
    await stage.asks(NB)
    await comes(stage, next(form for form in (*FORMS["report"], *FORMS["raw"]) if form["name"] == name))
    person = await stage.service.store.read(lambda records: records.registry.person_by_email(KARI))
    assert (await stage.tasks(), person.undeliverable) == (tasks, flagged)


@on_sqlite
@pytest.mark.parametrize(("answer", "flagged"), [("550 5.1.1 no such user", True), ("552 5.3.4 too large", False)])
async def test_an_address_that_the_relay_does_not_know_is_marked(stage: Stage, answer: str, flagged: bool) -> None:
    stage.relay.answer_next("RCPT", answer)
    await stage.asks(NB)
    person = await stage.service.store.read(lambda records: records.registry.person_by_email(KARI))
    assert (await stage.tasks(), person.undeliverable) == (["letter_failed"], flagged)


@on_sqlite
async def test_what_a_server_writes_on_a_letter_in_words_alone_is_read_by_a_person(stage: Stage) -> None:
    await stage.asks(NB)
    raw = b"From: postmaster@student.example.no\r\nSubject: Om brevet ditt\r\n\r\nDet kom ikke fram.\r\n"
    await stage.deliver("", header(stage.letters(KARI)[0], "Reply-To"), raw)
    assert (await stage.cases(), await stage.tasks()) == (1, ["machine_mail"])


FORGED = """\
From: Mail Delivery System <MAILER-DAEMON@example.com>\r
Subject: Undelivered\r
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; example.com\r
\r
Final-Recipient: rfc822; somebody@example.com\r
Action: failed\r
Status: 5.1.1\r
\r
--b--\r
"""


@on_sqlite
async def test_a_report_on_another_address_that_sends_nothing_back_flags_nobody(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.deliver("", header(stage.letters(KARI)[0], "Reply-To"), FORGED.encode())
    person = await stage.service.store.read(lambda records: records.registry.person_by_email(KARI))
    assert (await stage.tasks(), person.undeliverable) == (["machine_mail"], False)
