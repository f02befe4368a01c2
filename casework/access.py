"""Who may do and see what: the moves that are open to a person now, and the view of a case that each role gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.appointments import Appointment
from casework.calendar import day_of
from casework.case import Case, Kind, Mark, Outcome, Status
from casework.dossier import Dossier
from casework.exams import Channel, ExplanationForm, Staff
from casework.interim import Forecast
from casework.pausing import is_paused


class Move(StrEnum):
    """A verb that a person may take on a case; the buttons of its card are the moves allowed now."""

    SENT = "sent"
    ORAL_GIVEN = "oral_given"
    NO_SHOW = "no_show"
    ASSIGN = "assign"
    CONFIRM_SENDER = "confirm_sender"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    START = "start"
    NAME_COMMISSION = "name_commission"
    GRADED = "graded"
    IN_FAVOUR = "in_favour"
    UNCHANGED = "unchanged"
    AGAINST = "against"
    FURTHER = "further"
    TELL = "tell"
    ANNUL_REGRADE = "annul_regrade"
    ANNUL_NEW_EXAM = "annul_new_exam"
    FORWARD = "forward"
    BOARD_UPHELD = "board_upheld"
    PAUSE = "pause"  # the student asked for a later date
    PAUSE_UNANSWERED = "pause_unanswered"
    RESUME = "resume"
    EXCUSE = "excuse"
    KNEW = "knew"
    SEEN = "seen"
    NEW_TIME = "new_time"
    NO_SHOW_STATED = "no_show_stated"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class CaseView:
    """What the first grader or a case handler sees in Slack: no name, no grade, no reason (D-01).

    Dates are days in Europe/Oslo. `candidate` is empty where the institution keeps it out of Slack (decision 23).
    `new_deadline` is the appeal deadline that the student was told when the case was closed. `interim` is there for case
    handlers only: what the interim reply will say that goes out next. `appointment` is the newest round of finding a time for a talk;
    its places are the grader's own words, so they are for that grader's direct messages.
    """

    number: int
    kind: Kind
    status: Status
    outcome: Outcome | None
    course: str
    part: str
    term: str
    candidate: str
    explanation_form: ExplanationForm
    received: date
    due: date | None
    target: date | None
    done_on: date | None
    new_deadline: date | None
    interim_due: date | None
    promised: date | None
    marks: frozenset[Mark]
    has_grader: bool
    moves: tuple[Move, ...]
    version: int
    interim: Forecast | None = None
    channel: Channel = Channel.INSPERA
    appointment: Appointment | None = None


@dataclass(frozen=True, slots=True)
class BlindView:
    """What an appeal grader receives, and all that there is to receive: the type has no name, original grade,
    explanation or reasons (§ 11-11 second paragraph, decision 15, D-02). Nor does `status` tell how far the new
    grade is from the first one: whatever comes after the graders' own part is DONE to them.
    """

    number: int
    course: str
    part: str
    term: str
    candidate: str
    status: Status
    target: date | None
    done_by_me: bool
    moves: tuple[Move, ...]
    version: int


View = CaseView | BlindView


EXPLAINED = (Move.SENT, Move.ORAL_GIVEN, Move.NO_SHOW)
SPOKEN_FIRST = (Move.ORAL_GIVEN, Move.NO_SHOW, Move.SENT)
PAUSES = (Move.PAUSE, Move.PAUSE_UNANSWERED)
OUTCOMES = (Move.IN_FAVOUR, Move.UNCHANGED, Move.AGAINST)
FORMAL_OUTCOMES = (Move.ANNUL_REGRADE, Move.ANNUL_NEW_EXAM)

AFTER_GRADING = frozenset({Status.FURTHER, Status.NEW_ORAL, Status.DECIDED, Status.DONE})

# What a case handler may do with an open case, by kind and state; rejecting and withdrawing come behind.
HANDLER_MOVES: Mapping[tuple[Kind, Status], tuple[Move, ...]] = {
    (Kind.EXPLANATION, Status.RECEIVED): (Move.ASSIGN,),
    (Kind.EXPLANATION, Status.WITH_GRADER): (Move.ASSIGN,),
    (Kind.APPEAL, Status.RECEIVED): (Move.START,),
    (Kind.APPEAL, Status.WAITING): (Move.START,),
    (Kind.APPEAL, Status.TO_ASSIGN): (Move.NAME_COMMISSION,),
    (Kind.APPEAL, Status.WITH_COMMISSION): (Move.NAME_COMMISSION,),
    (Kind.APPEAL, Status.JOINT): (*OUTCOMES, Move.FURTHER),
    (Kind.APPEAL, Status.FURTHER): OUTCOMES,
    (Kind.APPEAL, Status.NEW_ORAL): OUTCOMES,
    (Kind.APPEAL, Status.DECIDED): (Move.TELL,),
    (Kind.FORMAL_ERROR, Status.WITH_HANDLER): (*FORMAL_OUTCOMES, Move.FORWARD, Move.KNEW),
    (Kind.FORMAL_ERROR, Status.WITH_BOARD): (*FORMAL_OUTCOMES, Move.BOARD_UPHELD, Move.KNEW),
}


def may_explain(case: Case, dossier: Dossier, staff: Staff) -> bool:
    """Whether this person may explain this grade: the case's grader, or another of those who set it."""
    return case.kind is Kind.EXPLANATION and (staff.id == case.grader_id or staff.id in dossier.explainers(case))


def grades_anew(case: Case, dossier: Dossier, staff: Staff) -> bool:
    """Whether this person is one of the new graders of this appeal, and so sees it blind."""
    return case.kind is Kind.APPEAL and staff.id in dossier.appeal_graders(case)


def may_see(case: Case, dossier: Dossier, staff: Staff) -> bool:
    """Whether the case exists for this person at all: everybody else hears that there is none."""
    return staff.is_case_handler or may_explain(case, dossier, staff) or grades_anew(case, dossier, staff)


def moves_for(case: Case, dossier: Dossier, staff: Staff) -> tuple[Move, ...]:
    """The moves that this person may take on the case now, in the order of its card's buttons.

    Somebody who grades an appeal anew has that one role in it, also when the person is a case handler elsewhere (decision 15).
    """
    if not case.is_open:
        return _closed_moves(case, dossier, staff)
    if grades_anew(case, dossier, staff):
        waiting = case.status is Status.WITH_COMMISSION and staff.id not in case.graders_done
        return (Move.GRADED,) if waiting else ()
    explaining = may_explain(case, dossier, staff) or staff.is_case_handler
    mine = _explanation_moves(case, dossier) if explaining else ()
    return mine + (_handler_moves(case, dossier) if staff.is_case_handler else ())


def may_arrange(case: Case, dossier: Dossier, staff: Staff) -> bool:
    """Whether this person may offer, move and take back times for a talk: the case's graders, and case handlers."""
    return case.kind is Kind.EXPLANATION and (staff.is_case_handler or may_explain(case, dossier, staff))


def view_for(case: Case, dossier: Dossier, staff: Staff, candidate_numbers: bool) -> View:
    """The case as this person may see it.

    The candidate number is for the case's own graders, where the institution lets Slack hold it: `candidate_numbers` (decision 23).
    """
    its_grader = grades_anew(case, dossier, staff) or may_explain(case, dossier, staff)
    candidate = dossier.result.candidate if candidate_numbers and its_grader else ""
    if grades_anew(case, dossier, staff):
        return _blind(case, dossier, staff, candidate)
    exam = dossier.exam
    return CaseView(
        number=case.number,
        kind=case.kind,
        status=case.status,
        outcome=case.outcome,
        course=exam.course,
        part=exam.part,
        term=exam.term,
        candidate=candidate,
        explanation_form=exam.explanation_form,
        received=day_of(case.received),
        due=case.due,
        target=case.target,
        done_on=case.done_on,
        new_deadline=case.told_deadline,
        interim_due=case.interim_due,
        promised=case.promised,
        marks=case.marks,
        has_grader=case.grader_id is not None or case.commission_id is not None,
        moves=moves_for(case, dossier, staff),
        version=case.version,
        channel=exam.channel,
        appointment=dossier.appointment(case.number),
    )


def _blind(case: Case, dossier: Dossier, staff: Staff, candidate: str) -> BlindView:
    exam = dossier.exam
    return BlindView(
        number=case.number,
        course=exam.course,
        part=exam.part,
        term=exam.term,
        candidate=candidate,
        status=Status.DONE if case.status in AFTER_GRADING else case.status,
        target=case.target,
        done_by_me=staff.id in case.graders_done,
        moves=moves_for(case, dossier, staff),
        version=case.version,
    )


def _explanation_moves(case: Case, dossier: Dossier) -> tuple[Move, ...]:
    if case.kind is not Kind.EXPLANATION or case.status is not Status.WITH_GRADER:
        return ()
    return EXPLAINED if dossier.exam.explanation_form is ExplanationForm.WRITTEN else SPOKEN_FIRST


def _handler_moves(case: Case, dossier: Dossier) -> tuple[Move, ...]:
    confirm = (Move.CONFIRM_SENDER,) if Mark.UNCONFIRMED in case.marks else ()
    closing = (Move.WITHDRAW,) if case.kind is Kind.FORMAL_ERROR else (Move.REJECT, Move.WITHDRAW)
    return (
        *confirm,
        *HANDLER_MOVES.get((case.kind, case.status), ()),
        *_talk_moves(case, dossier),
        *_clock_moves(case),
        *closing,
    )


def _talk_moves(case: Case, dossier: Dossier) -> tuple[Move, ...]:
    """What a case handler may decide about a talk: another time for who was prevented, and a no-show that cannot be proved here."""
    found = dossier.appointment(case.number)
    if case.kind is not Kind.EXPLANATION or case.status is not Status.WITH_GRADER:
        return ()
    excused = found is not None and found.talk is not None and found.excused is not None
    spoken = found is not None or dossier.exam.explanation_form is not ExplanationForm.WRITTEN
    return (*((Move.NEW_TIME,) if excused else ()), *((Move.NO_SHOW_STATED,) if spoken else ()))


def _closed_moves(case: Case, dossier: Dossier, staff: Staff) -> tuple[Move, ...]:
    """A case handler may note that the student has opened the decision, so that it is not notified again (D-RENOTIFY), and may open
    a case again that a no-show has closed.
    """
    told = case.kind is Kind.APPEAL and case.status is Status.DONE and case.seen_on is None
    handles = staff.is_case_handler and not grades_anew(case, dossier, staff)
    missed = case.outcome is Outcome.NO_SHOW and dossier.open_case(Kind.EXPLANATION) is None
    offered = (*((Move.SEEN,) if told else ()), *((Move.REOPEN,) if missed else ()))
    return offered if handles else ()


def _clock_moves(case: Case) -> tuple[Move, ...]:
    """What a case handler may do about the clock of an open explanation: excuse a late request, stop it, let it run again."""
    if case.kind is not Kind.EXPLANATION:
        return ()
    excuse = () if case.in_time else (Move.EXCUSE,)
    return (*excuse, *((Move.RESUME,) if is_paused(case) else PAUSES))
