"""Mail that no person wrote: filed, never answered; a final bounce becomes a task while a deadline may be running."""

from datetime import timedelta

from casework.calendar import day_of
from casework.desk.keeping import post
from casework.desk.visit import Placed, Visit
from casework.messages import Bounce, Machine, Task, TaskKind

_POLICY = "5.7."


def place_machine(visit: Visit) -> Placed:
    """Files auto-replies, lists, reports and our own mail; acts on a bounce only when it names a letter of ours (mail.md § 4.3)."""
    mail = visit.mail
    if mail.machine is Machine.BOUNCE and mail.bounce is not None and mail.token_outgoing is not None:
        return _bounced(visit, mail.token_outgoing, mail.bounce)
    return Placed(str(mail.machine), mail.token_case)


def _bounced(visit: Visit, outgoing: int, bounce: Bounce) -> Placed:
    """A letter came back. The address that we wrote to is marked, not the one that the report names, which anybody can write.

    A refusal of ours by policy (5.7.x, RFC 3463) says nothing of the address: it is only told.
    """
    recipient = visit.records.recipient_of(outgoing)
    if recipient is None or not bounce.final:
        return Placed(Machine.BOUNCE.value, visit.mail.token_case)
    if not bounce.status.startswith(_POLICY):
        visit.records.registry.mark_undeliverable(recipient)
    due = day_of(visit.now) + timedelta(days=1)
    task = Task(f"bounced:{outgoing}", TaskKind.LETTER_BOUNCED, due, visit.mail.token_case, visit.mail.id, outgoing)
    post(visit.records, [task])
    return Placed(TaskKind.LETTER_BOUNCED.value, visit.mail.token_case)
