"""The story of eighty forged mails over real SMTP: none moves a case and none learns a fact; and of genuine ones, which all do."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from casework.case import Outcome
from demo.relay import MailView
from store.schema import mails, outgoing
from tests.mailgateway.forgeries import GENUINE, HOST, TRICKS, forged, genuine
from tests.season import KARI
from tests.stage import DOMAIN, Stage, header
from tests.tongues import NB

BEHIND_A_SERVER = {"mail_verdict": None, "authserv_id": HOST, "mail_server": HOST}
GRO = "gro@example.no"
FACTS = ("TDT4100", "1/2026", "Kari", "1001", "Gro", "desember")
LAST_DAY = "Den kan brukes én gang, til og med mandag 7. desember 2026."  # of the link itself
KNOWN = f"""Authentication-Results: {HOST}; dmarc=pass header.from=student.example.no
Received: from out.student.example.no by {HOST}; Mon, 23 Nov 2026 09:00:00 +0100
From: {KARI}
Subject: Begrunnelse TDT4100

{NB.request.format(course="TDT4100")}
"""

pytestmark = pytest.mark.parametrize("stage", [BEHIND_A_SERVER], indirect=True)


@pytest.fixture
async def opened(stage: Stage) -> Stage:
    """A case of a student whose mail our server has vouched for."""
    await stage.deliver(KARI, f"begrunnelse@{stage.settings.mail_domain}", KNOWN.replace("\n", "\r\n").encode())
    return stage


def told_outside(stage: Stage, since: int) -> list[MailView]:
    """What has gone out since then to anybody but our own staff."""
    staff = ("@example.no", "@example.org")
    return [mail.view for mail in stage.relay.mails[since:] if not mail.recipients[0].endswith(staff)]


async def forget_answers(stage: Stage) -> None:
    """No cap on answers may hide what would be told: those given so far count as two days old, and their mails as unread."""
    for old in (
        update(outgoing).values(written=stage.clock() - timedelta(days=2)),
        update(mails).values(said=None),
    ):
        await stage.service.store.write(lambda records, old=old: records._connection.execute(old))


@pytest.mark.parametrize(
    ("victim", "words"),
    [
        (KARI, "Jeg trekker saken."),
        (KARI, "Hva er status i saken min?"),
        (KARI, "Ja"),
        (GRO, "Sendt 1"),
        (GRO, "sak 1"),
    ],
)
async def test_no_forgery_moves_a_case_or_learns_a_fact(opened: Stage, victim: str, words: str) -> None:
    before, sent = await opened.case(), len(opened.relay.mails)
    to = header(opened.letter(KARI), "Reply-To")
    for trick in TRICKS:
        await forget_answers(opened)
        await opened.deliver("evil@evil.no", to, forged(trick, victim, "Sv: [1/2026] Kvittering", words))

    letters = told_outside(opened, sent)
    assert (await opened.case(), await opened.cases()) == (before, 1)
    told = [f"{letter.subject} {letter.text.replace(LAST_DAY, '')}" for letter in letters]
    assert not [fact for fact in FACTS for said in told if fact in said]
    # the link of decision 24 tells nothing, is for withdrawals, and goes to the registered address
    may_be_said = (NB.neutral, NB.confirm) if words == "Jeg trekker saken." else (NB.neutral,)
    assert [letter.subject for letter in letters if not letter.subject.startswith(may_be_said)] == []


async def test_forgeries_that_ask_for_something_open_no_case_of_the_victims(opened: Stage) -> None:
    """Without a verdict on the sender a case is opened and asks the registered address; nobody else hears of it."""
    sent = len(opened.relay.mails)
    for trick in TRICKS:
        await forget_answers(opened)
        request = NB.request.format(course="NORD1100")
        await opened.deliver("evil@evil.no", f"begrunnelse@{DOMAIN}", forged(trick, KARI, "NORD1100", request))

    outside = {mail.recipients[0] for mail in opened.relay.mails[sent:]} - {KARI}
    assert not [letter for to in outside for letter in opened.letters(to) if "NORD1100" in letter.text and "evil" in to]
    assert [(await opened.case(number)).marks for number in range(2, 1 + await opened.cases())] == [{"unconfirmed"}]


@pytest.mark.parametrize("form", GENUINE)
async def test_every_genuine_mail_is_answered_with_what_it_asks(opened: Stage, form: str) -> None:
    to = header(opened.letter(KARI), "Reply-To")
    await opened.deliver(KARI, to, genuine(form, KARI, "Sv: [1/2026] Kvittering", "Hva er status i saken min?"))

    assert ("1/2026" in opened.letter(KARI).text, len(opened.letters(KARI))) == (True, 2)


@pytest.mark.parametrize("form", ["plainly", "a folded field", "a signature alone"])
async def test_every_genuine_word_of_a_grader_counts(opened: Stage, form: str) -> None:
    await opened.deliver(GRO, f"sak@{DOMAIN}", genuine(form, GRO, "Hei", "Sendt 1"))

    assert (await opened.case()).outcome is Outcome.SENT
