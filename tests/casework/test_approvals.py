"""Who approved what: lines of a file, each for one text in one version."""

from dataclasses import replace
from datetime import date

import pytest

from casework.approvals import REASONS, Approval, Approvals, BadApprovals
from casework.interim import send
from tests.casework.cases import NOW, OFFICE, SOMEBODY, case, dossier

KARI = Approval("nb/status", "1-3f9a1c27", "Kari Nordmann, jurist", date(2026, 1, 31))
OLA = Approval(REASONS, "2-00000000", "Ola", date(2026, 2, 1))
APPROVALS = Approvals([KARI, OLA])


def test_an_approval_reads_as_it_was_written() -> None:
    written = f"# a remark\n\n{KARI}\n"
    assert Approvals.parse(written, "approved.txt").approver("nb/status", "1-3f9a1c27") == "Kari Nordmann, jurist"


@pytest.mark.parametrize(
    ("text", "version"), [("nb/status", "2-3f9a1c27"), ("nb/status", "1-3f9a1c28"), ("nn/status", "1-3f9a1c27")]
)
def test_another_version_and_another_language_are_approved_by_nobody(text: str, version: str) -> None:
    assert APPROVALS.approver(text, version) == ""


@pytest.mark.parametrize(
    ("version", "approver"),
    [
        ("1-3f9a1c27+2-00000000", "Kari Nordmann, jurist, Ola"),
        ("1-3f9a1c27+3-00000000", ""),
        ("2-3f9a1c27+2-00000000", ""),
    ],
)
def test_a_letter_that_gives_a_reason_needs_both_approved(version: str, approver: str) -> None:
    assert APPROVALS.approver("nb/status", version) == approver


@pytest.mark.parametrize(
    "line", ["nb/status", "nb/status 1-0: Kari", "nb/status 1-0: , 2026-01-31", "nb/status 1-0: Kari, 2026-02-30"]
)
def test_a_line_that_is_no_approval_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(
        BadApprovals, match=r"approved\.txt, line 2: a text, its version, a name and a day were expected"
    ):
        Approvals.parse(f"# heading\n{line}\n", "approved.txt")


@pytest.mark.demand("D-43")
def test_an_interim_reply_carries_the_versions_and_the_approver_of_letter_and_reasons() -> None:
    (letter,) = send(case(), dossier(), OFFICE, at=NOW, actor=SOMEBODY).letters
    assert letter.version == f"{OFFICE.texts['nb/interim_reply']}+{OFFICE.texts[REASONS]}"
    assert letter.approver == "Jurist Jensen"


def test_an_interim_reply_waits_when_its_reasons_are_approved_by_nobody() -> None:
    alone = replace(
        OFFICE,
        approvals=Approvals([Approval("nb/interim_reply", OFFICE.texts["nb/interim_reply"], "Kari", NOW.date())]),
    )
    (letter,) = send(case(), dossier(), alone, at=NOW, actor=SOMEBODY).letters
    assert letter.approver == ""
