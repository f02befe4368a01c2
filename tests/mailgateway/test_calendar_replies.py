"""What calendars answer to an invitation of ours, from the bytes of their mails."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from casework.invitations import CalendarAnswer, CalendarWord, Party
from casework.messages import IncomingMail, KeptMail, Machine, Verdict
from mailgateway.addresses import Mint, Talk
from mailgateway.trust import Trust
from mailgateway.understanding import understand
from tests.mailgateway.calendar_replies import REPLIES, named, raw_of

MINT = Mint("eksamen.example.no", [b"k" * 32])
TALK = Talk(42, 2, Party.STUDENT)
KARI = "kari@student.example.no"


def read(raw: bytes, to: str = MINT.talk_address(TALK)) -> IncomingMail:
    kept = KeptMail(1, datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "127.0.0.1", KARI, (to,), raw)
    return understand(kept, MINT, Trust(fixed=Verdict.AUTHENTICATED))


def answered(reply: Mapping[str, Any], uid: str = MINT.talk_uid(TALK)) -> IncomingMail:
    return read(raw_of(reply, uid, MINT.talk_address(TALK), 3))


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply["name"])
def test_each_calendar_says_its_word_and_its_writers(reply: Mapping[str, Any]) -> None:
    found = answered(reply)
    assert found.machine is Machine.CALENDAR
    assert found.calendar is not None
    assert (found.calendar.word, found.calendar.comment) == (CalendarWord(reply["word"]), reply["comment"])


@pytest.mark.parametrize(
    "reply", [each for each in REPLIES if each["word"] != "unclear"], ids=lambda each: each["name"]
)
def test_each_answer_names_the_talk_the_edition_and_who_answers(reply: Mapping[str, Any]) -> None:
    found = answered(reply).calendar
    assert found is not None
    assert (found.case, found.round, found.party, found.sequence, found.attendee) == (42, 2, Party.STUDENT, 3, KARI)


def test_answer_is_filed_under_the_case_that_its_talk_names() -> None:
    assert answered(REPLIES[0]).token_case == 42


def test_answer_to_another_address_of_ours_is_filed_by_its_uid() -> None:
    raw = raw_of(REPLIES[0], MINT.talk_uid(TALK), "sak@eksamen.example.no")
    assert read(raw, "sak@eksamen.example.no").token_case == 42


def test_words_to_the_organizer_are_about_the_talks_case() -> None:
    found = read(b"From: kari@student.example.no\r\nSubject: Sak 42: TDT4100\r\n\r\nJeg kan ikke komme.\r\n")
    assert (found.token_case, found.machine, found.calendar) == (42, None, None)


@pytest.mark.parametrize(
    "uid", ["1@eksamen.example.no", "a" * 24 + "@eksamen.example.no", MINT.talk_uid(TALK).replace("eksamen", "x")]
)
def test_answer_to_an_invitation_that_is_none_of_ours_names_no_talk(uid: str) -> None:
    raw = raw_of(REPLIES[0], uid, "sak@eksamen.example.no")
    found = read(raw, "sak@eksamen.example.no").calendar
    assert found == CalendarAnswer(CalendarWord.ACCEPTED, 0, KARI)


def test_message_id_of_a_letter_is_no_uid() -> None:
    uid = MINT.message_id(42, 4).strip("<>")
    found = read(raw_of(REPLIES[0], uid, "sak@eksamen.example.no"), "sak@eksamen.example.no").calendar
    assert found is not None
    assert found.case is None


def test_calendar_that_asks_for_the_talk_anew_must_be_read() -> None:
    raw = raw_of(named("Apple, English, accepted"), MINT.talk_uid(TALK), "x@y.no").replace(
        b"METHOD:REPLY", b"METHOD:REFRESH"
    )
    found = read(raw)
    assert found.calendar is not None
    assert (found.machine, found.calendar.word) == (Machine.CALENDAR, CalendarWord.UNCLEAR)


def test_line_that_cannot_be_read_leaves_the_answer_to_a_person() -> None:
    raw = raw_of(named("Apple, English, accepted"), MINT.talk_uid(TALK), "x@y.no").replace(
        b"SEQUENCE:0", b"SEQUENCE;;=:0"
    )
    found = read(raw).calendar
    assert found is not None
    assert (found.word, found.case) == (CalendarWord.UNCLEAR, 42)


def test_invitation_from_a_student_is_a_persons_mail() -> None:
    raw = raw_of(named("Apple, English, accepted"), "1@x.no", "x@y.no").replace(b"METHOD:REPLY", b"METHOD:REQUEST")
    found = read(raw)
    assert (found.machine, found.calendar) == (None, None)
