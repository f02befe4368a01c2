"""How the desk keeps what a verb gives: notices become letters for staff who have no Slack, and new tasks reach the case handlers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from casework import appeal
from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind, Mark, Status
from casework.desk.moves import lawful_commissions, people
from casework.dossier import ANNULLED, Dossier
from casework.exams import ExplanationForm, Staff
from casework.links import Purpose
from casework.messages import Letter, Notice, NoticeKind, Task
from casework.office import Office
from casework.recomputing import Because, recomputed
from casework.records import Records
from casework.talks import finished, talk_tasks

MOST_CHANGES = 20  # of one result at once; far more than any has cases


def keep(records: Records, change: Change, dossier: Dossier, office: Office) -> None:
    """Saves the change whole, and brings up to date with it the other cases of the same result, and of its group (I12)."""
    keep_alone(records, change, dossier, office)
    case, event = change.case, change.event
    actor, facts = Actor(event.actor.who, f"case:{case.number}"), {"event": event.name}
    if len(dossier.with_case(case).cases) > 1 or case.outcome in ANNULLED:  # a grade set anew may be there already
        bring_up_to_date(records, office, case.result_id, Because("case", facts), event.at, actor)
    if case.kind is Kind.EXPLANATION and dossier.result.group:
        for result_id in records.of_fellows(dossier):
            bring_up_to_date(records, office, result_id, Because("group", facts), event.at, actor)


def bring_up_to_date(
    records: Records, office: Office, result_id: int, because: Because, at: datetime, actor: Actor
) -> int:
    """Computes the cases of that result anew until none moves any more, and keeps what moved with who and why; gives how often.

    One case's dates may depend on another's, so each is read again after every change.
    """
    for changed in range(MOST_CHANGES):
        dossier = records.dossier(result_id)
        change = next(_changes(dossier, office, because, at, actor), None) if dossier else None
        if dossier is None or change is None:
            return changed
        keep_alone(records, change, dossier, office)
    return MOST_CHANGES


def _changes(dossier: Dossier, office: Office, because: Because, at: datetime, actor: Actor) -> Iterator[Change]:
    """A change for each case of the dossier that is not up to date."""
    for case in dossier.cases:
        change = recomputed(case, dossier, office, because, at=at, actor=actor)
        if change is not None:
            yield change


def keep_alone(records: Records, change: Change, dossier: Dossier, office: Office) -> None:
    """Saves the change whole. A card for somebody without Slack becomes a letter when the case is new to that person, else nothing."""
    change = _with_its_times(records, change, dossier, office)
    after = dossier.after(change)
    letters, notices = list(change.letters), []
    for notice in change.notices:
        staff = records.registry.staff(notice.to)
        if staff is None:
            continue
        if staff.slack_id:
            notices.append(notice)
        if _is_new_to(change, after, staff):
            letters += _first_letters(change, after, staff, office)
    closed = (*_steps_of(change.case), *talk_tasks(change.case, after))
    settled = change.settled if change.case.is_open else (*change.settled, *closed)
    records.save(replace(change, letters=tuple(letters), notices=tuple(notices), settled=settled))
    if change.case.kind is Kind.APPEAL and change.case.status is Status.WITHDRAWN:
        records.registry.destroy_new_grade(change.case.number)
    for follower in (*_held_by(change, after), *followers(records, change.case, after, office, change.event.at)):
        keep_alone(records, follower, after, office)
    tell_handlers(records, [task for task in change.tasks if records.task_by_key(task.key)])


def _with_its_times(records: Records, change: Change, dossier: Dossier, office: Office) -> Change:
    """The same change with what it means for a time that was offered or agreed in its case."""
    found = dossier.after(change).appointment(change.case.number)
    grader = records.registry.staff(found.grader_id) if found is not None else None
    return finished(change, dossier, grader, office) if grader is not None else change


def followers(records: Records, case: Case, dossier: Dossier, office: Office, at: datetime) -> Iterator[Change]:
    """What a case as it now is brings with it: an appeal that waited for this explanation starts; one that needs graders
    takes the exam's one lawful commission (decision 16).
    """
    desk = Actor("desk", f"case:{case.number}")
    if not case.is_open and case.kind is Kind.EXPLANATION:
        for waiting in dossier.of_kind(Kind.APPEAL):
            if waiting.waits_for == case.number and waiting.is_open:
                starts = waiting.status is Status.WAITING
                yield (
                    appeal.start(waiting, dossier, at=at, actor=desk)
                    if starts
                    else appeal.waits_no_more(waiting, at=at, actor=desk)
                )
    if case.kind is Kind.APPEAL and case.status is Status.TO_ASSIGN:
        lawful = lawful_commissions(records, case, dossier)
        if len(lawful) == 1:
            members = people(records, lawful[0].members)
            yield appeal.assign(case, lawful[0], members, dossier, office, at=at, actor=desk)


def _held_by(change: Change, dossier: Dossier) -> Iterator[Change]:
    """An explanation that is asked for in time while an appeal is open: the appeal waits for it (decision 13)."""
    case, asked = change.case, change.event.name in {"received", "sender_confirmed", "excused", "reopened"}
    if not asked or case.kind is not Kind.EXPLANATION or not case.in_time or Mark.UNCONFIRMED in case.marks:
        return
    for other in dossier.of_kind(Kind.APPEAL):
        if appeal.may_be_held(other):
            actor = Actor("desk", f"case:{case.number}")
            yield appeal.hold(other, dossier, case.number, at=change.event.at, actor=actor)


def _steps_of(case: Case) -> tuple[str, ...]:
    """The keys of all that a case handler may be asked to do in a case; a closed one asks for nothing more."""
    steps = (
        f"{step}:{case.number}"
        for step in ("unconfirmed", "time", "decide", "grader", "outcome", "further", "oral", "tell")
    )
    return (*steps, f"interim:{case.number}:{case.interims + 1}", f"silent:{case.number}:{case.grader_id}")


def post(records: Records, messages: Iterable[Letter | Notice | Task]) -> None:
    """Keeps what goes out without a change of a case, and tells the case handlers of new tasks."""
    messages = tuple(messages)
    records.post(messages)
    tell_handlers(records, [message for message in messages if isinstance(message, Task)])


def tell_handlers(records: Records, tasks: Sequence[Task]) -> None:
    """Tells the case handlers of new tasks."""
    if tasks:
        records.post(_told(records, tasks))


def _told(records: Records, tasks: Iterable[Task]) -> Iterator[Notice]:
    """One notice a task to each case handler in Slack; the others find it in the morning's list."""
    for task in tasks:
        for handler in records.registry.case_handlers():
            if handler.slack_id:
                content = {"kind": task.kind.value, "case": task.case, "task": task.key}
                yield Notice(f"task:{task.key}:{handler.id}", NoticeKind.TASK, handler.id, task.case, content)


def _is_new_to(change: Change, dossier: Dossier, staff: Staff) -> bool:
    if change.case.kind is Kind.APPEAL and staff.id not in dossier.appeal_graders(change.case):
        return False
    given = change.case.status in {Status.WITH_GRADER, Status.WITH_COMMISSION}
    return given and (change.case.version == 1 or change.event.name in {"assigned", "sender_confirmed", "reopened"})


def _first_letters(change: Change, dossier: Dossier, staff: Staff, office: Office) -> Iterator[Letter]:
    """The first word of a case by mail for those without Slack; for a talk, how to reach the student, which Slack must not hold."""
    case, at = change.case, change.event.at
    if not staff.slack_id:
        yield assigned_by_mail(f"assigned:{case.number}:{staff.id}:{case.version}", case, dossier, staff, office, at)
    elif _may_be_a_talk(case, dossier):
        link = office.links.make(Purpose.CONTACT, case.number, staff.id, at)
        fields = {
            "number": case.number,
            "exam": dossier.exam,
            "link": office.links.url(link),
            "expires": day_of(link.expires),
        }
        yield office.to_staff(f"contact:{case.number}:{staff.id}", "grader_contact", staff, fields, case=case)


def _may_be_a_talk(case: Case, dossier: Dossier) -> bool:
    return case.kind is Kind.EXPLANATION and dossier.exam.explanation_form is not ExplanationForm.WRITTEN


def assigned_by_mail(key: str, case: Case, dossier: Dossier, staff: Staff, office: Office, at: datetime) -> Letter:
    """The first word of a case to somebody whom Slack does not reach: blind for an appeal grader (decision 15)."""
    known: dict[str, object] = {"number": case.number, "exam": dossier.exam, "candidate": dossier.result.candidate}
    if case.kind is Kind.APPEAL:
        target = office.clocks(dossier).regrading_target(case)
        known["target"] = target.date if target else None
        return office.to_staff(key, "appeal_grader_assigned", staff, known, case=case)
    due = office.clocks(dossier).explanation_due(case)
    link = office.links.make(Purpose.CONTACT, case.number, staff.id, at)
    contact = office.links.url(link) if _may_be_a_talk(case, dossier) else ""
    known |= {"due": due, "target": due.target, "contact_link": contact}
    return office.to_staff(key, "grader_assigned", staff, known, case=case)
