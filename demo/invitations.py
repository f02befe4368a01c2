"""An invitation as a calendar program shows it: what is asked, when in Oslo, and where."""

from datetime import datetime

from icalendar import Calendar

from casework.calendar import OSLO, day_in_words
from casework.exams import Language
from demo.relay import Attachment, MailView
from demo.slack import Json

CANCEL = "CANCEL"


def invitation_in(view: MailView) -> Json | None:
    """The invitation that a letter brings, None when it brings none."""
    calendars = (part for part in view.attachments if part.content_type == "application/ics")
    return next((_shown(part) for part in calendars), None)


def _shown(part: Attachment) -> Json:
    calendar = Calendar.from_ical(part.content)
    event = next(iter(calendar.walk("VEVENT")))
    starts, ends = (event.decoded(name).astimezone(OSLO) for name in ("dtstart", "dtend"))
    return {
        "summary": str(event["summary"]),
        "when": _when(starts, ends),
        "place": str(event.get("location", "")),
        "cancelled": calendar.get("method") == CANCEL,
    }


def _when(starts: datetime, ends: datetime) -> str:
    return f"{day_in_words(starts.date(), Language.NB)} kl. {starts:%H.%M}–{ends:%H.%M}"
