"""The decision table of machine mail (mail.md § 4.3), row by row, over mails written in the forms of servers and mail programs."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from casework.messages import IncomingMail, KeptMail
from mailgateway.understanding import understand
from tests.mailgateway.breaking import MINT, NOW, TRUST
from tests.mailgateway.machine_mails import MAILS, SentLetter, raw_of

LETTER = (42, 17)
SENT = SentLetter(MINT.message_id(*LETTER), MINT.reply_address(*LETTER), MINT.loop_mark(*LETTER))


def understood(mail: Mapping[str, Any]) -> IncomingMail:
    to = f"{mail['to']}@{MINT.domain}" if "to" in mail else SENT.reply_address
    return understand(KeptMail(7, NOW, "127.0.0.1", mail.get("envelope", ""), (to,), raw_of(mail, SENT)), MINT, TRUST)


def named(mails: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [pytest.param(mail, id=f"{mail['row']} {mail['name']}") for mail in mails]


@pytest.mark.parametrize("mail", named(MAILS))
def test_each_row_is_taken_for_what_it_is(mail: Mapping[str, Any]) -> None:
    assert (understood(mail).machine or "") == mail.get("kind", "")


@pytest.mark.parametrize("mail", named([mail for mail in MAILS if mail.get("ours")]))
def test_what_answers_our_letter_is_tied_to_it(mail: Mapping[str, Any]) -> None:
    found = understood(mail)
    assert (found.token_case, found.token_outgoing) == LETTER


@pytest.mark.parametrize("mail", named([mail for mail in MAILS if "final" in mail]))
def test_report_says_whether_the_letter_is_lost_for_good(mail: Mapping[str, Any]) -> None:
    bounce = understood(mail).bounce
    assert bounce is not None
    assert (bounce.final, bounce.recipient) == (mail["final"], "kari@student.example.no")


def test_every_row_has_mails() -> None:
    assert {mail["row"] for mail in MAILS} == set(range(1, 9))
