"""What comes back of a letter is noted on its path, so that it can be shown later what became of it (D-06)."""

from datetime import datetime

from casework.calendar import day_of
from casework.desk.visit import Visit
from casework.links import Link, Purpose
from casework.messages import Bounce, Machine
from casework.outgoing import Echo
from casework.records import Records

_POLICY = "5.7."
_ACTIONS = {
    "delivered": Echo.DELIVERED,
    "relayed": Echo.RELAYED,
    "expanded": Echo.RELAYED,
    "delayed": Echo.DELAYED,
    "failed": Echo.DELAYED,  # for now: a status of 4.x, else it would be final
}
_MACHINES = {Machine.REPORT: Echo.REPORTED, Machine.AUTO_REPLY: Echo.AUTO_REPLY, None: Echo.ANSWERED}


def trace(visit: Visit) -> None:
    """What this mail tells of the letter that it answers or reports on, if it is one of ours."""
    mail = visit.mail
    if mail.token_outgoing is None:
        return
    if mail.bounce is not None:
        visit.records.echo(mail.token_outgoing, _reported(mail.bounce), visit.now, mail.bounce.status, mail.id)
    elif mail.machine in _MACHINES:
        echo = Echo.DISPLAYED if mail.displayed else _MACHINES[mail.machine]
        visit.records.echo(mail.token_outgoing, echo, visit.now, mail=mail.id)


def trace_opened(records: Records, link: Link, now: datetime) -> None:
    """Somebody, or a scanner of mail, looked at the page behind a letter's link; once a day is enough."""
    if not records.first_time(_opened(link, now), now):
        return
    if link.purpose in {Purpose.CONFIRM_MAIL, Purpose.WITHDRAW}:
        asked = records.letter_at(f"confirm-mail:{link.subject}")
        letter = asked.id if asked else None
    else:
        letter = records.letter_holding(link.token, link.subject)
    if letter is not None:
        records.echo(letter, Echo.OPENED, now)


def was_traced(records: Records, link: Link, now: datetime) -> bool:
    """Whether the link is known to have been opened on this day."""
    return records.has_been(_opened(link, now))


def _opened(link: Link, now: datetime) -> str:
    return f"opened:{day_of(now)}:{link.key}"


def _reported(bounce: Bounce) -> Echo:
    if bounce.final:
        return Echo.REFUSED if bounce.status.startswith(_POLICY) else Echo.BOUNCED
    return _ACTIONS.get(bounce.action, Echo.REPORTED)
