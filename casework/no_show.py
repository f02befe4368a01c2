"""A student who did not come: recorded where it is proved, kept while that is not sure, else for a case handler to judge (S0:51, X-23),
who may also take it back."""

from dataclasses import replace
from datetime import date, datetime

from casework import explanation
from casework.appointments import Appointment, Delivery, Proof, proof_of
from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind, Outcome, Status, moved
from casework.dossier import Dossier
from casework.grounds import Grounds
from casework.invitations import Slot
from casework.messages import Automatic, Task, TaskKind
from casework.office import Office
from casework.procedure import last_day_to_appeal, next_day, redrawn
from casework.refusals import NotNow
from casework.talk_refusals import NotTheAgreedDay, StudentExcused, TalkDayMissing, TalkNotBegun
from casework.talks import changed, excuse_key, must_be_with_grader, unproved_key

_FOR_A_PERSON = frozenset({Proof.NOT_REACHED, Proof.UNREAD})


def say(
    case: Case, dossier: Dossier, delivery: Delivery, day: date | None, office: Office, *, at: datetime, actor: Actor
) -> Change:
    """The grader says that the student did not come, on `day` if one was named (A-119, A-125); `proof_of` tells what becomes of it.

    `delivery` is what is known of the student's invitation. Raises AlreadyDone, NotNow, TalkNotBegun, StudentExcused and
    NotTheAgreedDay.
    """
    must_be_with_grader(case)
    found = dossier.appointment(case.number)
    proof = proof_of(found, delivery, at, office.rulebook_at(dossier.exam).to_bounce)
    if proof is Proof.EXCUSED:
        raise StudentExcused(number=case.number)
    talk = found.talk if found else None
    if found is None or talk is None:
        return _unproved(case, found, proof, at, actor)
    if proof is Proof.NOT_BEGUN:
        raise TalkNotBegun(number=case.number, day=talk.day)
    if day is not None and day != talk.day:
        raise NotTheAgreedDay(number=case.number, day=day, agreed=talk.day)
    if proof in _FOR_A_PERSON:
        return _unproved(case, found, proof, at, actor)
    kept = replace(found, no_show_said=found.no_show_said or at, no_show_by=found.no_show_by or actor.who)
    if proof is Proof.WAITS:
        return changed(case, "no_show_said", kept, at, actor, invited=delivery.accepted)
    return _recorded(case, dossier, kept, talk, delivery, office, at, actor)


def complete(
    case: Case, dossier: Dossier, delivery: Delivery, office: Office, *, at: datetime, actor: Actor
) -> Change | None:
    """What becomes of a no-show that was kept: recorded once it is proved, a case handler's when the invitation came back or
    a mail of the case is unread; else None."""
    found = dossier.appointment(case.number)
    talk = found.talk if found else None
    if found is None or talk is None or not found.keeps_no_show or case.status is not Status.WITH_GRADER:
        return None
    proof = proof_of(found, delivery, at, office.rulebook_at(dossier.exam).to_bounce)
    if proof is Proof.PROVED:
        return _recorded(case, dossier, found, talk, delivery, office, at, actor)
    return _unproved(case, found, proof, at, actor) if proof in _FOR_A_PERSON else None


def state(
    case: Case, dossier: Dossier, day: date | None, grounds: Grounds, office: Office, *, at: datetime, actor: Actor
) -> Change:
    """A case handler records a no-show that cannot be proved here, with how the student was called and how that was judged in writing.

    `day` is that of the talk, which may be left out where one was agreed. Raises AlreadyDone, NotNow, GroundsMissing, TalkDayMissing
    and what `explanation.missed` raises.
    """
    must_be_with_grader(case)
    grounds = grounds.complete(case.number)
    found = dossier.appointment(case.number)
    talk = found.agreed if found else None
    held = day or (talk.day if talk else None)
    if held is None:
        raise TalkDayMissing(number=case.number)
    told = {
        "talk": talk if talk and talk.day == held else None,
        "invited": None,
        "facts": grounds.facts,
        "reasons": grounds.reasons,
    }
    change = explanation.missed(case, dossier, held, office, told, {"stated": True}, at=at, actor=actor)
    keys = (unproved_key(case.number, found), *((excuse_key(found),) if found else ()))
    return change.resting_on(grounds.texts).settling(*keys)


def reopen(
    case: Case, dossier: Dossier, grounds: Grounds, office: Office, signer: str, *, at: datetime, actor: Actor
) -> Change:
    """A case handler finds in writing that the student was prevented or was not called: the explanation is owed again.

    Our two weeks are those of the request, so that the student hears of a delay if they are over; the appeal's clock waits again, and
    what a letter has told of it is not shortened (I13). `signer` is the name that the letter is signed with. Raises NotNow and
    GroundsMissing.
    """
    if case.outcome is not Outcome.NO_SHOW or case.is_open or dossier.open_case(Kind.EXPLANATION) is not None:
        raise NotNow(number=case.number)
    grounds = grounds.complete(case.number)
    status = Status.RECEIVED if case.grader_id is None else Status.WITH_GRADER
    opened = replace(case, status=status, outcome=None, done_on=None)
    clocks = office.clocks(dossier.with_case(opened))
    dates = explanation.due_dates(opened, clocks)
    if case.interims:
        del dates["interim_due"]  # it is due by what was promised
    change = moved(case, "reopened", at, actor, status=status, outcome=None, done_on=None, **dates)
    due = clocks.explanation_due(change.case)
    letter = office.to_student(
        f"reopened:{case.number}:{change.case.version}",
        "explanation_reopened",
        change.case,
        dossier,
        automatic=Automatic.NO,
        missed=case.done_on,
        facts=grounds.facts,
        reasons=grounds.reasons,
        due=due,
        due_over=due.date is not None and due.date < day_of(at),
        **last_day_to_appeal(clocks.appeal(), at),
        signer=signer,
    )
    return change.telling(letter, redrawn(change.case)).resting_on(grounds.texts)


def _recorded(
    case: Case,
    dossier: Dossier,
    found: Appointment,
    talk: Slot,
    delivery: Delivery,
    office: Office,
    at: datetime,
    actor: Actor,
) -> Change:
    """It counts as an explanation given on the appointed day (D-EXPL-NOSHOW), whenever it was said."""
    told = {"talk": talk, "invited": delivery.accepted, "facts": "", "reasons": ""}
    facts = found.facts(invited=delivery.accepted, said=found.no_show_said, by=found.no_show_by)
    change = explanation.missed(case, dossier, talk.day, office, told, facts, at=at, actor=actor)
    return change.settling(unproved_key(case.number, found))


def _unproved(case: Case, found: Appointment | None, proof: Proof, at: datetime, actor: Actor) -> Change:
    """It was said and is not recorded; a case handler is asked to judge it."""
    facts = {"proof": proof.value}
    task = Task(unproved_key(case.number, found), TaskKind.NO_SHOW_UNPROVED, next_day(at), case.number, facts=facts)
    if found is None:
        change = moved(case, "no_show_said", at, actor, facts)
        return change.telling(redrawn(change.case), task)
    after = replace(found, no_show_said=None, no_show_by="")
    return changed(case, "no_show_said", after, at, actor, **facts).telling(task)
