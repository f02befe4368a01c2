"""Mail in and out: whether one came in time, when it is receipted, and when a decision or a reminder goes out again."""

from datetime import date, datetime
from typing import Literal

from casework.calendar import day_of
from casework.deadlines.counting import end_of, forward, length_of, rolled
from casework.deadlines.value import Deadline, Start, on_its_day
from casework.laws import Law, Length

Doubt = Literal["dated_in_time", "wrong_address", "two_times"]


def mail_in_time(received: datetime, deadline: Deadline, law: Law, dated: datetime | None = None) -> bool:
    """D-MAIL: whether a mail is in time: until 23:59:59 in Oslo on the last day (eForvaltningsforskriften § 11 fifth paragraph).

    `received` is the aware moment it arrived at, which counts; under a law by which sending counts, `dated` does where the
    mail says it. Nothing is late where no deadline runs.
    """
    counts = dated if dated is not None and law.mail_counts == "sending" else received
    return deadline.date is None or day_of(counts) <= deadline.date


def doubts(
    received: datetime,
    dated: datetime | None,
    at_given_address: bool,
    deadline: Deadline,
    kept: datetime | None = None,
) -> tuple[Doubt, ...]:
    """D-MAIL-DOUBT: why only a person can say that a mail came too late (eForvaltningsforskriften § 7, forvaltningsloven §§ 11, 31).

    `dated` is the aware moment of its own Date field, `kept` a later one at which it may also
    count as received. No doubt does not mean rejected: that takes a person as well (decision 12).
    """
    arrived_late = deadline.date is not None and day_of(received) > deadline.date
    sent_in_time = dated is not None and deadline.date is not None and day_of(dated) <= deadline.date
    found: dict[Doubt, bool] = {
        "dated_in_time": arrived_late and sent_in_time,
        "wrong_address": not at_given_address,
        "two_times": deadline.date is not None
        and kept is not None
        and day_of(received) <= deadline.date < day_of(kept),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def receipt(received: date, law: Law) -> Deadline:
    """D-ACK: a receipt with reference and time goes out at once, on a holiday too (eForvaltningsforskriften § 6)."""
    return on_its_day("D-ACK", received, "mail", law, law.receipt)


def answer_to_question(asked: date, time: Length, law: Law) -> Deadline:
    """D-ACK-GAP: until when the student is asked to tell what is missing (forvaltningsloven § 11 fourth paragraph).

    `time` is the institution's. When it has passed nothing is rejected; from then on an answer that is needed and does not come
    may stop the institution's own clock (forvaltningslovforskriften § 38).
    """
    raw = end_of(asked, time)
    day, moved = rolled(raw)
    return Deadline("D-ACK-GAP", day, raw, moved, asked, "question", time, law.name, law.correction, law.counting)


def renotification(notified: date, opened: date | None, law: Law, days: int | None = None) -> Deadline | None:
    """D-RENOTIFY: the day for the one more notice of a decision that was not opened (eForvaltningsforskriften § 8 fifth paragraph).

    A week after the first notice, or the institution's `days`; None once it has been opened. A machine sends it: not moved.
    """
    if opened is not None:
        return None
    length = length_of(law.renotification) if days is None else Length(days, "days")
    day = end_of(notified, length)
    return on_its_day("D-RENOTIFY", day, "notice_sent", law, law.renotification, notified, length)


def late_cap(announced: date, reason: Start, law: Law) -> Deadline:
    """D-LATE-CAP: after this day no late appeal can be taken on at all (forvaltningsloven § 31 third paragraph, by analogy).

    Before it, whether one is taken on is always a person's choice. `announced` is when the grade that can be appealed was
    announced, and `reason` which grade that is.
    """
    return forward("D-LATE-CAP", announced, reason, law, law.late_appeal)


def next_digest(last: date, law: Law) -> Deadline:
    """D-DAILY: the day of a grader's next reminder, the working day after the last one; silence when nothing is open (decision 28)."""
    length = length_of(law.grader_digest)
    return on_its_day("D-DAILY", end_of(last, length), "digest", law, law.grader_digest, last, length)
