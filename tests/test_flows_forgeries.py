"""The story of forty forged mails over real SMTP: none moves a case, and none learns a fact."""

import pytest

from tests.mailgateway.forgeries import HOST, TRICKS, forged
from tests.season import KARI
from tests.stage import Stage, header
from tests.tongues import NB

BEHIND_A_SERVER = {"mail_verdict": None, "authserv_id": HOST, "mail_server": HOST}
GRO = "gro@example.no"
FACTS = ("TDT4100", "1/2026", "Kari Nordmann")
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


@pytest.mark.parametrize(
    ("victim", "words"), [(KARI, "Jeg trekker saken."), (GRO, "Sendt 1"), (KARI, "Hva er status i saken min?")]
)
async def test_no_forgery_moves_a_case_or_learns_a_fact(opened: Stage, victim: str, words: str) -> None:
    before, letters = await opened.case(), len(opened.relay.mails)
    to = header(opened.letter(KARI), "Reply-To")
    for trick in TRICKS:
        await opened.deliver("evil@evil.no", to, forged(trick, victim, "Sv: [1/2026] Kvittering", words), settle=False)
    await opened.service.settle()

    told = " ".join(f"{mail.view.subject} {mail.view.text}" for mail in opened.relay.mails[letters:])
    assert (await opened.case(), await opened.cases()) == (before, 1)
    assert not [fact for fact in FACTS if fact in told]
