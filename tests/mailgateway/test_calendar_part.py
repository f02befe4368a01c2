"""Answers to invitations, as calendars write them."""

import pytest

from mailgateway.calendar_part import Event, event_of
from mailgateway.parsing import parse

REPLY = """BEGIN:VCALENDAR
METHOD:REPLY
VERSION:2.0
BEGIN:VEVENT
UID:talk-42@eksamen.example.no
SEQUENCE:3
ATTENDEE;CN="Kari: Student";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:Kari@student
 .example.no
SUMMARY:Godtatt
END:VEVENT
END:VCALENDAR
"""
ANSWER = Event("REPLY", "talk-42@eksamen.example.no", 3, "kari@student.example.no", "ACCEPTED")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_answer_tells_which_talk_who_and_what(ends: str) -> None:
    assert event_of(REPLY.replace("\n", ends)) == ANSWER


@pytest.mark.parametrize("said", ["TENTATIVE", "DECLINED"])
def test_every_answer_is_told_in_its_own_word(said: str) -> None:
    found = event_of(REPLY.replace("ACCEPTED", said.lower()))
    assert found is not None
    assert found.partstat == said


def test_several_attendees_leave_open_who_answers() -> None:
    found = event_of(REPLY.replace("SUMMARY", "ATTENDEE:mailto:ola@example.no\nSUMMARY"))
    assert found == Event("REPLY", "talk-42@eksamen.example.no", 3)


def test_proposal_of_another_time_is_told_as_such() -> None:
    found = event_of(REPLY.replace("METHOD:REPLY", "METHOD:COUNTER"))
    assert found is not None
    assert found.method == "COUNTER"


@pytest.mark.parametrize(
    "text", ["", "x", "BEGIN:VCALENDAR", "UID:1", REPLY.replace("UID", "X-UID"), ":" * 9999, "A" * 99999]
)
def test_what_is_no_event_is_no_invitation(text: str) -> None:
    assert event_of(text) is None


@pytest.mark.parametrize("number", ["-1", "x", "9" * 50, ""])
def test_senseless_sequence_counts_as_the_first(number: str) -> None:
    found = event_of(REPLY.replace("SEQUENCE:3", f"SEQUENCE:{number}"))
    assert found is not None
    assert found.sequence == 0


@pytest.mark.parametrize("kind", ["alternative", "mixed"])
def test_calendar_part_is_found_beside_the_text(kind: str) -> None:
    parts = (
        f"--b\nContent-Type: text/plain\n\nJa takk\n--b\nContent-Type: text/calendar; method=REPLY\n\n{REPLY}\n--b--"
    )
    found = parse(f"From: a@b.no\nContent-Type: multipart/{kind}; boundary=b\n\n{parts}".encode())
    assert (found.text, found.event) == ("Ja takk", ANSWER)
