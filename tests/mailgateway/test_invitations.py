"""The invitation in a letter: its bytes, as another reader of calendars sees it, and that no word can become a property."""

from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from casework.invitations import Invitation, Party, Slot
from casework.outgoing import Outgoing
from mailgateway.addresses import Mint, Talk
from mailgateway.decoding import one_line
from mailgateway.invitations import calendar_of
from mailgateway.postman import Postman
from mailgateway.relay import Relay as Institution
from tests.mailgateway.test_postman import LETTER, MINT, ROW
from tests.mailgateway.test_signing import SIGNERS, holds

STAMPED = datetime(2026, 11, 23, 8, 0, 30, 999, tzinfo=UTC)
KARI = "kari@student.example.no"
TALK = Invitation(
    1,
    Party.STUDENT,
    2,
    Slot(datetime(2026, 11, 26, 9, 15, tzinfo=UTC), 30, "rom B312, Sentralbygg 2; tredje høgda"),
    "Sak 42: TDT4100",
    "Munnleg grunngjeving.\nSvar i kalenderen eller på brevet: så veit sensor om tida passar for deg.",
)
WRITTEN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Fristvakt//Fristvakt//NO
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VEVENT
SUMMARY:Sak 42: TDT4100
DTSTART:20261126T091500Z
DTEND:20261126T094500Z
DTSTAMP:20261123T080030Z
UID:deasuaicaxtxs63332xqnxxj@eksamen.example.no
SEQUENCE:2
ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP
 =TRUE:mailto:kari@student.example.no
CLASS:PRIVATE
DESCRIPTION:Munnleg grunngjeving.\\nSvar i kalenderen eller på brevet: så
  veit sensor om tida passar for deg.
LOCATION:rom B312\\, Sentralbygg 2\\; tredje høgda
ORGANIZER;CN=Eksamenskontoret:mailto:sak+deasuaicaxtxs63332xqnxxj@eksamen.
 example.no
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""
PARTS = [
    ("multipart/mixed", "", ""),
    ("multipart/alternative", "", ""),
    ('text/plain; charset="utf-8"', "quoted-printable", ""),
    ('text/html; charset="utf-8"', "quoted-printable", ""),
    ('text/calendar; charset="utf-8"; method="REQUEST"', "base64", ""),
    ("application/ics", "base64", 'attachment; filename="invite.ics"'),
]


def calendar(invitation: Invitation = TALK, to: str = KARI) -> str:
    return calendar_of(invitation, 42, to, "Eksamenskontoret", STAMPED, MINT)


def row(invitation: Invitation = TALK, **changes: object) -> Outgoing:
    return replace(ROW, message=replace(LETTER, invitation=invitation, **changes), written=STAMPED)  # type: ignore[arg-type]


async def bytes_of(invitation: Invitation = TALK, **changes: object) -> bytes:
    office = Postman(MINT, Institution("127.0.0.1", 1), "Eksamenskontoret")
    return (await office.build(row(invitation, **changes)))[0]


async def built(invitation: Invitation = TALK, **changes: object) -> EmailMessage:
    return message_from_bytes(await bytes_of(invitation, **changes), policy=default)  # type: ignore[return-value]


def calendars(mail: EmailMessage) -> list[bytes]:
    kinds = ("text/calendar", "application/ics")
    return [b64decode(part.get_payload()) for part in mail.walk() if part.get_content_type() in kinds]


def test_invitation_is_written_like_this_to_the_octet() -> None:
    assert calendar().encode() == WRITTEN.replace("\n", "\r\n").encode()


async def test_letter_with_an_invitation_has_these_parts() -> None:
    found = [
        (
            str(part["Content-Type"]).partition("; boundary")[0],
            part["Content-Transfer-Encoding"] or "",
            part["Content-Disposition"] or "",
        )
        for part in (await built()).walk()
    ]
    assert found == PARTS


async def test_button_and_file_hold_the_same_octets() -> None:
    mail = await built()
    assert calendars(mail) == [calendar().encode()] * 2


@pytest.mark.parametrize(("cancelled", "method"), [(False, "REQUEST"), (True, "CANCEL")])
async def test_method_is_the_same_inside_and_outside(cancelled: bool, method: str) -> None:
    mail = await built(replace(TALK, cancelled=cancelled))
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert part["Content-Type"].params["method"] == method
    assert f"\r\nMETHOD:{method}\r\n".encode() in calendars(mail)[0]


def test_talk_that_is_taken_back_asks_for_no_answer() -> None:
    taken_back = calendar(replace(TALK, sequence=3, cancelled=True))
    assert "STATUS:CANCELLED" in taken_back
    assert "RSVP" not in taken_back


@pytest.mark.parametrize("change", [{"sequence": 9}, {"cancelled": True}, {"slot": replace(TALK.slot, minutes=5)}])
def test_every_edition_keeps_uid_and_organizer(change: dict[str, object]) -> None:
    kept = [line for line in calendar().splitlines() if line.startswith(("UID", "ORGANIZER"))]
    assert [line for line in calendar(replace(TALK, **change)).splitlines() if line in kept] == kept  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [{"round": 2}, {"party": Party.GRADER}])
def test_another_round_and_the_other_party_have_a_uid_of_their_own(change: dict[str, object]) -> None:
    uid = next(line for line in calendar().splitlines() if line.startswith("UID"))
    assert uid not in calendar(replace(TALK, **change))  # type: ignore[arg-type]


def test_uid_and_organizer_say_which_talk_it_is() -> None:
    talk = Talk(42, 7, Party.GRADER)
    assert MINT.read_talk(MINT.talk_uid(talk)) == MINT.read_talk(MINT.talk_address(talk).upper()) == talk


def test_talk_of_an_older_key_is_still_known() -> None:
    talk = Talk(42, 1, Party.STUDENT)
    after = Mint(MINT.domain, [b"n" * 32, b"k" * 32])
    assert after.read_talk(MINT.talk_uid(talk)) == talk


@pytest.mark.parametrize("sequence", [3, 9])
def test_every_edition_keeps_uid_and_organizer_after_a_change_of_key(sequence: int) -> None:
    after = Mint(MINT.domain, [b"o" * 32, b"n" * 32, b"k" * 32])
    kept = [line for line in calendar().splitlines() if line.startswith(("UID", "ORGANIZER"))]
    moved = calendar_of(replace(TALK, sequence=sequence), 42, KARI, "Eksamenskontoret", STAMPED, after)
    assert [line for line in moved.splitlines() if line in kept] == kept


@pytest.mark.parametrize("token", [MINT.reply_address(42, 2), MINT.message_id(42, 2).strip("<>"), "sak@x.no", ""])
def test_what_names_a_letter_names_no_talk(token: str) -> None:
    assert MINT.read_talk(token) is None


def test_talk_names_no_letter() -> None:
    assert MINT.read_reply(MINT.talk_address(Talk(42, 1, Party.STUDENT))) is None


def test_nobody_but_its_reader_stands_in_an_invitation() -> None:
    lines = calendar().replace("\r\n ", "").splitlines()
    assert [line.rpartition("mailto:")[2] for line in lines if "mailto:" in line and "ORGANIZER" not in line] == [KARI]


def test_no_line_is_longer_than_calendars_allow() -> None:
    long = replace(TALK, slot=replace(TALK.slot, place="æ" * 120), description="øå " * 500)
    assert max(len(line.encode()) for line in calendar(long).split("\r\n")) <= 75


async def test_letter_with_an_invitation_is_the_same_bytes_each_time() -> None:
    assert await bytes_of() == await bytes_of()


async def test_signature_of_a_letter_with_an_invitation_verifies() -> None:
    office = Postman(MINT, Institution("127.0.0.1", 1), "Eksamenskontoret", signers=SIGNERS[:1])
    final = (await office.build(row()))[0]
    assert holds(final, SIGNERS[0])
    assert not holds(final.replace(b"QkVHSU46", b"QkVHSU47", 1), SIGNERS[0])


async def test_address_that_is_none_gets_no_invitation() -> None:
    mail = await built(to='"x\r\nATTENDEE:mailto:evil@x.no"@d.no')
    assert calendars(mail) == []


async def test_invitation_without_a_case_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="belongs to a case"):
        await bytes_of(case=None)


ANY = st.text(max_size=300) | st.sampled_from(
    [
        "rom\r\nATTENDEE:mailto:evil@x.no",
        "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:2",
        "https://x.no/?a=1;b=2,3\\n",
        "\u2028ORGANIZER:mailto:evil@x.no",
        "a\r b\x0bMETHOD:PUBLISH\x85UID:2\x1e",
        "\ud800",
    ]
)
NAMES = [line.partition(":")[0].partition(";")[0] for line in WRITTEN.splitlines() if not line.startswith(" ")]


@settings(max_examples=200)
@given(ANY, ANY, ANY)
def test_no_place_or_text_becomes_a_property(place: str, summary: str, description: str) -> None:
    written = calendar(
        replace(TALK, slot=replace(TALK.slot, place=f"x{place}"), summary=f"x{summary}", description=f"x{description}")
    )
    unfolded = written.replace("\r\n ", "")
    assert [line.partition(":")[0].partition(";")[0] for line in unfolded.split("\r\n") if line] == NAMES
    assert len(unfolded.splitlines()) == len(unfolded.split("\r\n")) - 1


@settings(max_examples=100)
@given(ANY)
@example(r"\N")
def test_another_reader_finds_the_place_as_it_was_written(place: str) -> None:
    written = calendar(replace(TALK, slot=replace(TALK.slot, place=f"x{place}")))
    (event,) = IcsCalendarStream.calendar_from_ics(written).events
    assert event.location == one_line(f"x{place}", 200)


def test_another_reader_finds_what_was_meant() -> None:
    (event,) = IcsCalendarStream.calendar_from_ics(calendar()).events
    assert (event.dtstart, event.dtend, event.sequence) == (TALK.slot.starts, TALK.slot.ends, 2)
    assert (event.summary, event.description, event.location) == (TALK.summary, TALK.description, TALK.slot.place)
    assert [(str(one.uri), one.status, one.rsvp) for one in event.attendees] == [
        (f"mailto:{KARI}", "NEEDS-ACTION", True)
    ]


def test_another_reader_finds_that_it_is_private() -> None:
    (event,) = IcsCalendarStream.calendar_from_ics(calendar()).events
    assert event.classification == "PRIVATE"
