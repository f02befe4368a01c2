"""The verbs of a complaint on formal errors (§ 11-9): received, decided, or forwarded to the board; it is closed in no other way."""

from datetime import date, datetime, timedelta

from casework.calendar import day_of
from casework.case import Actor, Case, Change, Kind, Mark, Outcome, Status, moved, opened
from casework.deadlines import forwarded_to_board
from casework.dossier import Dossier
from casework.exams import Language
from casework.grounds import Grounds
from casework.marks import marks_of
from casework.messages import Automatic, Letter, Task, TaskKind, Urgency
from casework.office import Office
from casework.procedure import next_day, told
from casework.reception import Reception
from casework.refusals import DayOutside, NotNow

LONGEST_KNOWN = timedelta(days=366)
DECISIONS = frozenset({Outcome.ANNULLED_REGRADE, Outcome.ANNULLED_NEW_EXAM})


def request(
    dossier: Dossier,
    number: int,
    received: datetime,
    language: Language,
    office: Office,
    *,
    at: datetime,
    actor: Actor,
    confirmed: bool = True,
    in_reply_to: str = "",
    reception: Reception | None = None,
) -> Change:
    """Opens a complaint. It counts from when the student knew of the error, so the machine never calls it late (decision 9)."""
    clocks = office.clocks(dossier)
    case = Case(
        number=number,
        kind=Kind.FORMAL_ERROR,
        status=Status.WITH_HANDLER,
        result_id=dossier.result.id,
        received=received,
        language=language,
        law=clocks.law.name,
        interim_due=clocks.interim(day_of(received)).date,
        marks=marks_of(Kind.FORMAL_ERROR, dossier, office, day_of(received), confirmed),
    )
    change = opened(case, at, actor)
    if not confirmed:
        return change.telling(Task(f"unconfirmed:{number}", TaskKind.SENDER_UNCONFIRMED, next_day(at), number))
    return change.telling(receipt(case, dossier, office, in_reply_to, reception), _asked_of_handler(case, at))


def receipt(
    case: Case, dossier: Dossier, office: Office, in_reply_to: str = "", reception: Reception | None = None
) -> Letter:
    """The receipt (decision 14): what happens now, and until when an interim reply comes."""
    clocks = office.clocks(dossier.with_case(case))
    return office.to_student(
        f"receipt:{case.number}",
        "receipt_formal_error",
        case,
        dossier,
        wrong_address=reception.wrong_address(case.kind, office.domain) if reception else None,
        left_out=reception.left_out if reception else None,
        automatic=Automatic.REPLIED,
        urgency=Urgency.RECEIPT,
        in_reply_to=in_reply_to,
        deadlines=[clocks.interim(day_of(case.received)), clocks.appeal()],
    )


def confirm(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The sender has been confirmed: the complaint is receipted and goes on."""
    change = moved(case, "sender_confirmed", at, actor, marks=case.marks - {Mark.UNCONFIRMED})
    change = change.telling(receipt(change.case, dossier, office), _asked_of_handler(change.case, at))
    return change.settling(f"unconfirmed:{case.number}")


def decide(
    case: Case,
    dossier: Dossier,
    outcome: Outcome,
    office: Office,
    signer: str,
    grounds: Grounds,
    *,
    at: datetime,
    actor: Actor,
) -> Change:
    """The decision, ours or the board's (§ 11-9 second and fifth paragraphs); the appeal deadline runs from it (§ 11-10).

    Raises NotNow and GroundsMissing.
    """
    allowed = DECISIONS if case.status is Status.WITH_HANDLER else DECISIONS | {Outcome.BOARD_UPHELD}
    if case.status not in {Status.WITH_HANDLER, Status.WITH_BOARD} or outcome not in allowed:
        raise NotNow(number=case.number)
    by_board, grounds = case.status is Status.WITH_BOARD, grounds.complete(case.number)
    change = moved(case, "decided", at, actor, status=Status.DONE, outcome=outcome, done_on=day_of(at))
    clocks = office.clocks(dossier.with_case(change.case))
    appeal = clocks.appeal()
    letter = office.to_student(
        f"decision:{case.number}",
        "formal_decision",
        case,
        dossier,
        automatic=Automatic.NO,
        outcome=outcome.value,
        by_board=by_board,
        rule=clocks.law.board_decision if by_board else clocks.law.annulment,
        facts=grounds.facts,
        reasons=grounds.reasons,
        appeal_deadline=appeal,
        complaint_deadline=None if by_board else clocks.complaint(day_of(at)),
        appeal_body=office.rulebook.appeal_body.text(case.language),
        signer=signer,
    )
    shown = None if outcome in DECISIONS else appeal.date  # a grade that does not stand has no day to be appealed by
    change = told(change, shown).telling(letter).resting_on(grounds.texts)
    return change.settling(f"decide:{case.number}")


def knew(case: Case, day: date, *, at: datetime, actor: Actor) -> Change:
    """A case handler judges when the student knew or should have known of the error: D-FORMAL counts from it (§ 11-9 first paragraph).

    It rejects nothing (decision 9). Raises NotNow and DayOutside.
    """
    if case.status not in {Status.WITH_HANDLER, Status.WITH_BOARD}:
        raise NotNow(number=case.number)
    received = day_of(case.received)
    first = received - LONGEST_KNOWN
    if not first <= day <= received:
        raise DayOutside(number=case.number, day=day, first=first, last=received)
    return moved(case, "known_from", at, actor, error_known=day)


def forward(
    case: Case, dossier: Dossier, office: Office, signer: str, grounds: Grounds, *, at: datetime, actor: Actor
) -> Change:
    """No error was found: the case shall go to the board, without a new complaint (§ 11-9 third paragraph, I17).

    The student gets our statement to the board (forvaltningsloven § 33 fourth paragraph), which is what `grounds` give as reasons.
    """
    if case.status is not Status.WITH_HANDLER:
        raise NotNow(number=case.number)
    grounds = grounds.complete(case.number, facts=False)
    change = moved(case, "forwarded", at, actor, status=Status.WITH_BOARD)
    letter = office.to_student(
        f"forwarded:{case.number}",
        "formal_forwarded",
        case,
        dossier,
        automatic=Automatic.NO,
        rule=forwarded_to_board(office.clocks(dossier).law).provision,
        facts=grounds.facts,
        reasons=grounds.reasons,
        meeting=grounds.meeting or "",
        appeal_body=office.rulebook.appeal_body.text(case.language),
        signer=signer,
    )
    return change.telling(letter).resting_on(grounds.texts).settling(f"decide:{case.number}")


def _asked_of_handler(case: Case, at: datetime) -> Task:
    return Task(f"decide:{case.number}", TaskKind.NEEDS_DECISION, next_day(at), case.number)
