"""An invitation to a talk as calendars read it: one event with one attendee, in UTC, asked for or taken back (RFC 5545, RFC 5546)."""

from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from casework.invitations import Invitation
from mailgateway.addresses import Mint, Talk
from mailgateway.decoding import one_line, visible

_PRODUCT = "-//Fristvakt//Fristvakt//NO"
_LONGEST_LINE = 200  # characters
_LONGEST_TEXT = 2000  # characters
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


class _Text(vText):
    """A text with the escapes of RFC 5545 § 3.3.11; the library's own take a written ``\\N`` for an end of line."""

    def to_ical(self) -> bytes:
        return self.translate(_ESCAPED).encode()


def method_of(invitation: Invitation) -> str:
    """What the calendar is asked to do, in the calendar itself and in the type of its part, which must agree (RFC 6047 § 2.4)."""
    return "CANCEL" if invitation.cancelled else "REQUEST"


def calendar_of(invitation: Invitation, case: int, to: str, office: str, stamped: datetime, mint: Mint) -> str:
    """The calendar for the one reader at `to`, with network line ends; the same arguments give the same text.

    `office` is the organizer's name, `stamped` when it was written (aware UTC). Nothing in a place or a text can become a property.
    """
    talk = Talk(case, invitation.round, invitation.party)
    event = Event()
    event.add("uid", mint.talk_uid(talk))
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", stamped.replace(microsecond=0))
    event.add("dtstart", invitation.slot.starts)
    event.add("dtend", invitation.slot.ends)
    event.add("summary", _Text(one_line(invitation.summary, _LONGEST_LINE)))
    if place := one_line(invitation.slot.place, _LONGEST_LINE):
        event.add("location", _Text(place))
    if description := "\n".join(visible(invitation.description).strip().splitlines())[:_LONGEST_TEXT]:
        event.add("description", _Text(description))
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    event.add("organizer", _person(mint.talk_address(talk), CN=one_line(office.replace('"', ""), _LONGEST_LINE)))
    asked = {} if invitation.cancelled else {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    event.add("attendee", _person(to, CUTYPE="INDIVIDUAL", ROLE="REQ-PARTICIPANT", **asked))
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method_of(invitation))
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def _person(address: str, **parameters: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    person.params.update(parameters)
    return person
