"""Mail that no person wrote: never answered, filed where it belongs, and read by a person wherever one may have written it after all."""

from datetime import date
from hashlib import sha256

from casework.calendar import day_of
from casework.case import Kind
from casework.desk.appointed import calendar_answered
from casework.desk.keeping import post
from casework.desk.requested import KINDS
from casework.desk.visit import Placed, Visit
from casework.matching import match
from casework.messages import Ask, Bounce, Machine, Task, TaskKind, Verdict
from casework.procedure import next_day

_POLICY = "5.7."
_SERVERS = frozenset({"mailer-daemon", "postmaster"})


def place_machine(visit: Visit) -> Placed:
    """Where each row of the decision table ends (mail.md § 4.3): nothing here is answered or reopens a case,
    and only a calendar's answer counts as one."""
    mail = visit.mail
    if mail.machine is Machine.BOUNCE and mail.bounce is not None and mail.token_outgoing is not None:
        return _bounced(visit, mail.token_outgoing, mail.bounce)
    if mail.machine in {Machine.OWN, Machine.LOOP}:
        return _in_circles(visit)
    if mail.machine is Machine.CALENDAR:
        return calendar_answered(visit)
    if _may_be_a_persons(visit):
        failed = mail.verdict is Verdict.FAILED
        kind = TaskKind.FAILED_SENDER if failed else TaskKind.MACHINE_MAIL
        return visit.to_a_person(kind, mail.token_case, _meant(visit))
    return Placed(str(mail.machine), mail.token_case)


def _bounced(visit: Visit, outgoing: int, bounce: Bounce) -> Placed:
    """A letter came back. The address that we wrote to is marked, where the report names it or sends the letter back; else a person looks,
    as anybody can write a report (RFC 3464 § 4).

    A refusal by policy (5.7.x, RFC 3463) says nothing of the address: the fault is ours, and others' letters may share it.
    """
    case, recipient = visit.mail.token_case, visit.records.recipient_of(outgoing)
    if recipient is not None and (bounce.says_nothing or (bounce.final and _is_of_another(visit, recipient, bounce))):
        return visit.to_a_person(TaskKind.MACHINE_MAIL, case)
    if recipient is None or not bounce.final:
        return Placed(Machine.BOUNCE.value, case)
    refused = bounce.status.startswith(_POLICY)
    if not refused:
        visit.records.registry.mark_undeliverable(recipient)
    kind = TaskKind.LETTER_REFUSED if refused else TaskKind.LETTER_BOUNCED
    deadline = _running(visit, case, recipient)
    due = min(next_day(visit.now), deadline or date.max)
    facts = {"deadline": deadline.isoformat()} if deadline else {}
    post(visit.records, [Task(f"bounced:{outgoing}", kind, due, case, visit.mail.id, outgoing, facts=facts)])
    return Placed(kind.value, case)


def _is_of_another(visit: Visit, recipient: str, bounce: Bounce) -> bool:
    """Whether a report names another address than the letter's and does not send that letter back either."""
    return bounce.recipient not in {"", recipient.lower()} and not bounce.returned_message_id


def _running(visit: Visit, number: int | None, recipient: str) -> date | None:
    """The first of the deadlines that run against the student who has not got the letter."""
    dossier = visit.records.dossier_of(number) if number is not None else None
    if dossier is None or dossier.person.email != recipient:
        return None
    spent = any(dossier.of_kind(Kind.EXPLANATION)) and dossier.regraded is None  # asked for already
    clocks = visit.office.clocks(dossier).three().named
    ends = (deadline.date for name, deadline in clocks if not (spent and name == "explanation"))
    return min((end for end in ends if end and end >= day_of(visit.now)), default=None)


def _in_circles(visit: Visit) -> Placed:
    """One letter of ours may come back by a slip; the second of a day, and what too many servers have passed on, is looked at."""
    mail, day = visit.mail, day_of(visit.now)
    which = f":{sha256(mail.message_id.encode()).hexdigest()[:16]}" if mail.machine is Machine.LOOP else ""
    if mail.machine is Machine.OWN and not _asks(visit) and visit.records.first_time(f"own:{day}", visit.now):
        return Placed(Machine.OWN.value, mail.token_case)
    post(visit.records, [Task(f"loop:{day}{which}", TaskKind.MAIL_LOOP, next_day(visit.now), mail.token_case, mail.id)])
    return Placed(TaskKind.MAIL_LOOP.value, mail.token_case)


def _may_be_a_persons(visit: Visit) -> bool:
    """Whether a right might be lost if nobody read it: it asks for something, or only looks like a machine's.

    Of a sender whom nobody knows, one mail a day is enough to see what it is.
    """
    mail = visit.mail
    if mail.machine in {Machine.REPORT, Machine.PROBE}:
        return False
    if _asks(visit):
        return True
    if mail.machine is Machine.LIKELY and mail.token_outgoing is not None:
        return mail.sender.partition("@")[0] in _SERVERS  # perhaps a letter is lost, in words that only a person reads
    if mail.machine not in {Machine.LIST, Machine.LIKELY}:
        return False
    known = visit.records.registry.person_by_email(mail.sender) or visit.records.registry.staff_by_email(mail.sender)
    return known is not None or visit.records.first_time(f"machine:{mail.sender}:{day_of(visit.now)}", visit.now)


def _asks(visit: Visit) -> bool:
    intent = visit.mail.intent
    return intent.sure and (intent.ask in KINDS or intent.ask is Ask.WITHDRAWAL)


def _meant(visit: Visit) -> dict[str, object]:
    """What a case handler needs to open the case with one click, where the sender is a student for certain."""
    intent, sure = visit.mail.intent, visit.mail.verdict is Verdict.AUTHENTICATED
    person = visit.records.registry.person_by_email(visit.mail.sender) if sure else None
    kind = KINDS.get(intent.ask) if intent.sure else None
    if person is None or kind is None:
        return {}
    fitting = match(intent.mentions, visit.records.registry.results_of(person.id)).fitting
    language = (intent.language or person.language).value
    return {"kind": kind.value, "results": [result.id for result, _ in fitting], "language": language}
