"""The interim reply (forvaltningsloven § 11 a): asked for before, sent by itself on the day, and again when its promise passes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.calendar import day_of, next_working_day, working_days_before
from casework.case import Actor, Case, Change, Kind, Status, moved
from casework.dossier import Dossier
from casework.exams import Language
from casework.messages import Automatic, Task, TaskKind
from casework.office import Office
from casework.procedure import last_day_to_appeal
from casework.refusals import NotNow, TooEarlyToPromise

FIRST, AGAIN, LATE = "interim_reply", "interim_again", "explanation_late"
TEMPLATES = frozenset({FIRST, AGAIN, LATE})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an interim reply will say unless a case handler changes it: the state whose approved sentence is the reason, and the date."""

    reason: Status
    expected: date


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the next interim reply of a case will say, and what it may say instead: a state stands for its approved sentence."""

    number: int
    due: date
    reason: Status
    expected: date
    reasons: tuple[tuple[Status, str], ...]

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return dict(self.reasons)[self.reason]


def ask_on(case: Case, office: Office) -> date | None:
    """The day a case handler is asked (decision 10), None when no interim reply is coming."""
    if case.interim_due is None or not case.is_open:
        return None
    return working_days_before(case.interim_due, office.rulebook.interim_ask_working_days)


def proposal(case: Case, dossier: Dossier, office: Office, today: date) -> Proposal:
    """The reason of the state that the case is in, so that it is true, and the local target if it is still ahead, else some weeks on."""
    weeks = timedelta(weeks=office.rulebook_at(dossier.exam).interim_expected_weeks)
    target = office.clocks(dossier).regrading_target(case)
    ahead = target.last_day if target and target.last_day > today else next_working_day(today + weeks)
    reason = Status(case.interim_reason) if case.interim_reason else case.status
    return Proposal(reason, max(case.interim_expected or ahead, _earliest(today)))


def forecast(case: Case, dossier: Dossier, office: Office, today: date, language: Language) -> Forecast | None:
    """What it will say, the reasons in the reader's language; None when no interim reply is coming."""
    if case.interim_due is None or not case.is_open:
        return None
    says = proposal(case, dossier, office, max(case.interim_due, today))
    sentences = office.rulebook.interim_reasons.sentences
    reasons = tuple((state, words.text(language)) for state, words in sentences.items())
    return Forecast(case.number, case.interim_due, says.reason, says.expected, reasons)


def ask(case: Case, today: date) -> Task:
    """The question to the case handlers: once for each interim reply that is coming."""
    due = case.interim_due or today
    return Task(f"interim:{case.number}:{case.interims + 1}", TaskKind.INTERIM_ASKED, due, case.number)


def choose(case: Case, reason: Status | None, expected: date | None, *, at: datetime, actor: Actor) -> Change:
    """A case handler chooses what the next interim reply will say. Raises NotNow and TooEarlyToPromise."""
    if not case.is_open or case.interim_due is None:
        raise NotNow(number=case.number)
    first = _earliest(max(case.interim_due, day_of(at)))
    if expected is not None and expected < first:
        raise TooEarlyToPromise(number=case.number, day=expected, first=first)
    chosen = reason.value if reason else case.interim_reason
    change = moved(
        case, "interim_chosen", at, actor, interim_reason=chosen, interim_expected=expected or case.interim_expected
    )
    return change.settling(f"interim:{case.number}:{case.interims + 1}")


def send(case: Case, dossier: Dossier, office: Office, *, at: datetime, actor: Actor) -> Change:
    """The reply itself, with a reason and an expected date, never without both (I9); the next one is due on the date it promises."""
    today = day_of(at)
    clocks, says = office.clocks(dossier), proposal(case, dossier, office, today)
    change = moved(
        case,
        "interim_sent",
        at,
        actor,
        interims=case.interims + 1,
        promised=says.expected,
        interim_due=clocks.promise(says.expected).date,
        interim_reason="",
        interim_expected=None,
    )
    letter = office.to_student(
        f"interim:{case.number}:{case.interims + 1}",
        _template(case),
        case,
        dossier,
        automatic=Automatic.GENERATED,
        reason=office.rulebook.interim_reasons.sentence(says.reason, case.language),
        reason_is_stage=says.reason is case.status,
        expected=says.expected,
        promised=case.promised,
        due=clocks.explanation_due(case),
        **last_day_to_appeal(clocks.appeal(), at),
    )
    return change.telling(office.giving_reasons(letter)).settling(f"interim:{case.number}:{case.interims + 1}")


def _earliest(sent: date) -> date:
    """The first day that a reply sent that day can promise."""
    return next_working_day(sent + timedelta(days=1))


def _template(case: Case) -> str:
    if case.interims:
        return AGAIN
    return LATE if case.kind is Kind.EXPLANATION else FIRST
