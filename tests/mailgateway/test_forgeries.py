"""Forged mails: none of them passes for its victim's."""

import pytest

from casework.messages import Verdict
from mailgateway.parsing import parse
from mailgateway.trust import Trust, judge
from tests.mailgateway.forgeries import HOST, TRICKS, forged

OURS = Trust(frozenset({HOST}), HOST)
STUDENT, GRADER = "kari@student.example.no", "gro@example.no"


@pytest.mark.parametrize("victim", [STUDENT, GRADER])
@pytest.mark.parametrize("trick", TRICKS)
def test_no_forgery_passes_for_its_victims_mail(trick: str, victim: str) -> None:
    mail = parse(forged(trick, victim, "Hei", "Jeg trekker klagen."))
    passes = judge(mail.fields, mail.sender, OURS).verdict is Verdict.AUTHENTICATED
    assert not (passes and mail.sender == victim)


def test_there_are_forty_tricks() -> None:
    assert len(TRICKS) >= 40


def test_the_victims_own_mail_would_have_passed() -> None:
    raw = forged("nothing but the name", STUDENT, "Hei", "hei").replace(b"dmarc=none", b"dmarc=pass")
    mail = parse(raw)
    assert (mail.sender, judge(mail.fields, mail.sender, OURS).verdict) == (STUDENT, Verdict.AUTHENTICATED)
