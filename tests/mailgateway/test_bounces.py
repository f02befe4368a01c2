"""Delivery reports in over forty forms: each is tied to the letter that it returns, and never taken for a person's request."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from casework.messages import IncomingMail, KeptMail, Machine
from mailgateway.understanding import understand
from tests.mailgateway.breaking import MINT, NOW, TRUST

TO = "kari@student.example.no"
LETTER = (42, 17)
FORMS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("bounces.toml").read_text("utf-8"))
NAMED = [pytest.param(form, id=form["name"]) for form in (*FORMS["report"], *FORMS["raw"])]
REPORT = """\
From: {from}
Subject: {subject}
{extra}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: {words_kind}; charset=utf-8

{words}
--b
Content-Type: {kind}

Reporting-MTA: dns; mx.example.no
Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0100

{blocks}

--b
Content-Type: {returned}

Received: from eksamen.example.no by mx.example.no; Mon, 23 Nov 2026 09:00:00 +0100
From: NTNU <begrunnelse@eksamen.example.no>
Message-ID: {{id}}
Subject: Kvittering

--b--
"""
USUAL = {"words_kind": "text/plain", "kind": "message/delivery-status", "returned": "message/rfc822"}


def raw_of(form: Mapping[str, Any], message_id: str) -> bytes:
    """The report's bytes, on the letter with that id."""
    extra = f"{form['extra']}\n" if "extra" in form else ""
    raw: str = form["raw"].lstrip("\n") if "raw" in form else REPORT.format(**{**USUAL, **form, "extra": extra})
    return raw.replace("{id}", message_id).replace("{to}", TO).replace("\n", "\r\n").encode()


def understood(form: Mapping[str, Any]) -> IncomingMail:
    """The report as it comes to an address that says nothing of the letter, so that only what it returns does."""
    raw = raw_of(form, MINT.message_id(*LETTER))
    return understand(KeptMail(7, NOW, "127.0.0.1", "", (f"sak@{MINT.domain}",), raw), MINT, TRUST)


@pytest.mark.parametrize("form", NAMED)
def test_each_form_is_a_report_on_the_letter_that_it_returns(form: Mapping[str, Any]) -> None:
    mail = understood(form)
    assert mail.machine == form.get("machine", Machine.BOUNCE)
    assert (mail.token_case, mail.token_outgoing) == LETTER


@pytest.mark.parametrize("form", [each for each in NAMED if "machine" not in each.values[0]])
def test_each_form_says_whether_the_letter_is_lost_or_that_a_person_must_read_it(form: Mapping[str, Any]) -> None:
    bounce = understood(form).bounce
    assert bounce is not None
    assert (None if bounce.says_nothing else bounce.final) is form.get("final")


def test_there_are_over_forty() -> None:
    assert len(NAMED) > 40
