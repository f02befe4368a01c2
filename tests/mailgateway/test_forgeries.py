"""Forged mails: none of them passes for its victim's; and genuine ones, however odd: all of them do."""

import pytest

from casework.messages import Verdict
from mailgateway.parsing import parse
from mailgateway.trust import Trust, judge
from tests.mailgateway.forgeries import GENUINE, HOST, TRICKS, forged, genuine

OURS = Trust(frozenset({HOST}), HOST)
STUDENT, GRADER = "kari@student.example.no", "gro@example.no"


def passes_for(raw: bytes, victim: str) -> bool:
    mail = parse(raw)
    return mail.sender == victim and judge(mail.fields, mail.sender, OURS).verdict is Verdict.AUTHENTICATED


@pytest.mark.parametrize("victim", [STUDENT, GRADER])
@pytest.mark.parametrize("trick", TRICKS)
def test_no_forgery_passes_for_its_victims_mail(trick: str, victim: str) -> None:
    assert not passes_for(forged(trick, victim, "Hei", "Jeg trekker klagen."), victim)


@pytest.mark.parametrize("writer", [STUDENT, GRADER])
@pytest.mark.parametrize("form", GENUINE)
def test_every_genuine_mail_passes_for_its_writers(form: str, writer: str) -> None:
    assert passes_for(genuine(form, writer, "Hei", "hei"), writer)


def test_there_are_eighty_tricks() -> None:
    assert len(TRICKS) >= 80
