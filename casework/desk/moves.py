"""Each move that a person may take, and the verb of casework that it stands for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework import appeal, deciding, explanation, formal_error, no_show, pausing, procedure
from casework.access import Move
from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind, Mark, Outcome, Status
from casework.desk.invited import delivery_of, talks
from casework.dossier import Dossier
from casework.exams import Channel, Commission, Round, Staff
from casework.explanation import Way
from casework.grounds import NO_GROUNDS, Grounds
from casework.links import Purpose
from casework.office import Office
from casework.pausing import Delay
from casework.records import Records
from casework.refusals import NoGrader, NotNow


@dataclass(frozen=True, slots=True)
class Step:
    """One move being taken: on which case, by whom, and the day or people that it names; `named` is the day where one was said."""

    records: Records
    office: Office
    case: Case
    dossier: Dossier
    staff: Staff
    day: date
    whom: tuple[int, ...]
    at: datetime
    actor: Actor
    grounds: Grounds = NO_GROUNDS
    named: date | None = None

    def members(self) -> Sequence[Staff]:
        """The new graders of the appeal."""
        return people(self.records, self.dossier.appeal_graders(self.case))


def people(records: Records, ids: Sequence[int]) -> Sequence[Staff]:
    """Those members of staff, in that order."""
    return [staff for staff in map(records.registry.staff, ids) if staff is not None]


def take(move: Move, step: Step) -> Change:
    """The change that the move makes; raises what its verb refuses."""
    return _VERBS[move](step)


def _given(way: Way) -> Callable[[Step], Change]:
    return lambda s: explanation.given(s.case, s.dossier, way, s.day, s.office, at=s.at, actor=s.actor)


def _assign(s: Step) -> Change:
    """Who is to explain: the one named, else the grader the case has, else the first of those who set the grade."""
    own = (s.case.grader_id,) if s.case.grader_id else ()
    candidates = (*s.whom, *own, *s.dossier.explainers(s.case))
    if not candidates:
        raise NoGrader(number=s.case.number)
    return explanation.assign(s.case, candidates[0], at=s.at, actor=s.actor)


def _confirm(s: Step) -> Change:
    if Mark.UNCONFIRMED not in s.case.marks:
        raise NotNow(number=s.case.number)
    verbs = {
        Kind.EXPLANATION: explanation.confirm,
        Kind.APPEAL: appeal.confirm,
        Kind.FORMAL_ERROR: formal_error.confirm,
    }
    return verbs[s.case.kind](s.case, s.dossier, s.office, at=s.at, actor=s.actor)


def _name_commission(s: Step) -> Change:
    """The people named become the commission; with nobody named, the exam's one lawful appeal commission is taken (A-149)."""
    if s.whom:
        members = people(s.records, s.whom)
        appeal.must_be_lawful(s.case, members, s.dossier)
        candidate = s.dossier.result.candidate
        commission = s.records.registry.appoint(s.dossier.exam.id, Round.APPEAL, s.whom, candidate)
        dossier = s.dossier.with_commission(commission)
        return appeal.assign(s.case, commission, members, dossier, s.office, at=s.at, actor=s.actor)
    lawful = lawful_commissions(s.records, s.case, s.dossier)
    if len(lawful) != 1:
        raise NoGrader(number=s.case.number)
    members = people(s.records, lawful[0].members)
    return appeal.assign(s.case, lawful[0], members, s.dossier, s.office, at=s.at, actor=s.actor)


def lawful_commissions(records: Records, case: Case, dossier: Dossier) -> list[Commission]:
    """The appeal commissions of the exam that may grade this appeal (§ 11-11 second paragraph)."""
    return [
        commission
        for commission in dossier.commissions
        if commission.round is Round.APPEAL
        and commission.grades(dossier.result.candidate)
        and appeal.is_lawful(case, people(records, commission.members), dossier)
    ]


def _graded(s: Step) -> Change:
    """When all have graded in the manual channel, the lead grader is sent the page where the grade is entered (decision 19)."""
    members = s.members()
    change = appeal.graded(s.case, s.staff.id, members, at=s.at, actor=s.actor)
    if change.case.status is not Status.JOINT or s.dossier.exam.channel is not Channel.MANUAL:
        return change
    link = s.office.links.make(Purpose.GRADE, s.case.number, members[0].id, s.at)
    fields = {
        "number": s.case.number,
        "exam": s.dossier.exam,
        "candidate": s.dossier.result.candidate,
        "link": s.office.links.url(link),
        "expires": day_of(link.expires),
    }
    return change.telling(s.office.to_staff(f"grade:{s.case.number}", "grade_entry", members[0], fields, case=s.case))


def _no_show(s: Step) -> Change:
    delivery = delivery_of(s.records, s.dossier.appointment(s.case.number))
    return no_show.say(s.case, s.dossier, delivery, s.named, s.office, at=s.at, actor=s.actor)


def _no_show_stated(s: Step) -> Change:
    day = s.grounds.meeting or s.named
    return no_show.state(s.case, s.dossier, day, s.grounds, s.office, at=s.at, actor=s.actor)


def _reopen(s: Step) -> Change:
    return no_show.reopen(s.case, s.dossier, s.grounds, s.office, s.staff.name, at=s.at, actor=s.actor)


def _new_time(s: Step) -> Change:
    return talks(s.records, s.office, s.case, s.dossier, at=s.at, actor=s.actor).new_time()


def _outcome(outcome: Outcome) -> Callable[[Step], Change]:
    return lambda s: deciding.decide(s.case, s.dossier, outcome, s.office, at=s.at, actor=s.actor)


def _pause(delay: Delay) -> Callable[[Step], Change]:
    return lambda s: pausing.pause(s.case, s.dossier, delay, s.day, s.office, at=s.at, actor=s.actor)


def _formal(outcome: Outcome) -> Callable[[Step], Change]:
    return lambda s: formal_error.decide(
        s.case, s.dossier, outcome, s.office, s.staff.name, s.grounds, at=s.at, actor=s.actor
    )


def _reject(s: Step) -> Change:
    return procedure.reject(s.case, s.dossier, s.office, s.staff.name, s.grounds, at=s.at, actor=s.actor)


def _forward(s: Step) -> Change:
    return formal_error.forward(s.case, s.dossier, s.office, s.staff.name, s.grounds, at=s.at, actor=s.actor)


_VERBS: Mapping[Move, Callable[[Step], Change]] = {
    Move.SENT: _given(Way.SENT),
    Move.ORAL_GIVEN: _given(Way.ORAL_GIVEN),
    Move.NO_SHOW: _no_show,
    Move.NO_SHOW_STATED: _no_show_stated,
    Move.REOPEN: _reopen,
    Move.NEW_TIME: _new_time,
    Move.ASSIGN: _assign,
    Move.CONFIRM_SENDER: _confirm,
    Move.REJECT: _reject,
    Move.WITHDRAW: lambda s: procedure.withdraw(s.case, s.dossier, s.office, at=s.at, actor=s.actor),
    Move.START: lambda s: appeal.start(s.case, s.dossier, at=s.at, actor=s.actor),
    Move.NAME_COMMISSION: _name_commission,
    Move.GRADED: _graded,
    Move.IN_FAVOUR: _outcome(Outcome.IN_FAVOUR),
    Move.UNCHANGED: _outcome(Outcome.UNCHANGED),
    Move.AGAINST: _outcome(Outcome.AGAINST),
    Move.FURTHER: lambda s: deciding.assess_further(s.case, s.dossier, s.office, at=s.at, actor=s.actor),
    Move.TELL: lambda s: deciding.tell(s.case, s.dossier, s.office, at=s.at, actor=s.actor),
    Move.ANNUL_REGRADE: _formal(Outcome.ANNULLED_REGRADE),
    Move.ANNUL_NEW_EXAM: _formal(Outcome.ANNULLED_NEW_EXAM),
    Move.BOARD_UPHELD: _formal(Outcome.BOARD_UPHELD),
    Move.PAUSE: _pause(Delay.ASKED),
    Move.PAUSE_UNANSWERED: _pause(Delay.UNANSWERED),
    Move.RESUME: lambda s: pausing.resume(s.case, s.dossier, s.day, s.office, at=s.at, actor=s.actor),
    Move.EXCUSE: lambda s: explanation.excuse(s.case, s.dossier, s.office, at=s.at, actor=s.actor),
    Move.KNEW: lambda s: formal_error.knew(s.case, s.day, at=s.at, actor=s.actor),
    Move.SEEN: lambda s: deciding.seen(s.case, s.day, at=s.at, actor=s.actor),
    Move.FORWARD: _forward,
}
