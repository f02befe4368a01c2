"""What a student says about the times for a talk, in words or by a calendar, and what a grader's calendar answers (decision 21)."""

from dataclasses import replace

from casework.appointments import Appointment
from casework.case import Case, Change, Kind, Status
from casework.desk.following import followed
from casework.desk.invited import talks
from casework.desk.keeping import keep
from casework.desk.requested import KINDS, authenticated, language_of
from casework.desk.visit import Placed, Visit, acknowledge
from casework.dossier import Dossier
from casework.exams import Person
from casework.invitations import CalendarAnswer, CalendarWord, Party, TimeAnswer, TimeWord
from casework.messages import Ask, Automatic, TaskKind, Urgency, Verdict
from casework.outgoing import Echo
from casework.refusals import Refusal
from casework.talk_letters import TalkLetters
from casework.talks import Talks
from casework.time_answers import time_answer

MOST_SAID = 4000  # characters of a student's words that a grader is sent
ASKED_BACK_A_DAY = 2  # after that only the grader reads it
_OTHER_WISHES = frozenset({*KINDS, Ask.WITHDRAWAL, Ask.STATUS})
_ANSWERS = frozenset({CalendarWord.ACCEPTED, CalendarWord.TENTATIVE, CalendarWord.DECLINED})


def about_times(visit: Visit, person: Person, dossier: Dossier | None) -> Placed | None:
    """A student's mail about times that were offered or agreed; None where it is about something else, or nothing waits for it.

    Nothing moves for a sender who is not proved (decision 24). What is not certain is asked back, and the grader reads it.
    """
    intent = visit.mail.intent
    number = visit.mail.case_meant
    if dossier is None or number is None or (intent.sure and intent.ask in _OTHER_WISHES):
        return None
    appointment = _waiting(dossier, number)
    if appointment is None:
        return None
    answer = time_answer(visit.mail.words, appointment.slots)
    if answer.word is TimeWord.UNSURE and (appointment.talk or not _is_about_times(visit)):
        return None
    if not authenticated(visit):
        acknowledge(visit, language_of(visit, person))
        return visit.to_a_person(TaskKind.SENDER_UNCONFIRMED, number)
    case, dossier = followed(visit, dossier.case(number), dossier)
    if answer.word is TimeWord.UNSURE:
        return _asked_back(visit, case, dossier, appointment)
    return _done(visit, case, dossier, appointment, answer)


def calendar_answered(visit: Visit) -> Placed:
    """A calendar's answer, which counts from the invited one, who is proved, to the newest edition; a person reads any other.

    A calendar is never answered. What it says beside its word is read by the grader, or by a case handler where the grader says it.
    """
    answer, case = visit.mail.calendar, visit.mail.token_case
    if visit.mail.verdict is Verdict.FAILED:
        return visit.to_a_person(TaskKind.FAILED_SENDER, case)
    found = _invited(visit, answer) if answer else None
    if answer is None or found is None or not _counted(visit, answer, found):
        return visit.to_a_person(TaskKind.CALENDAR_ANSWER, case)
    intent = visit.mail.intent
    says_more = bool(answer.comment) and (answer.party is Party.GRADER or (intent.sure and intent.ask in _OTHER_WISHES))
    if says_more or (answer.party is Party.GRADER and answer.word is CalendarWord.DECLINED):
        return visit.to_a_person(TaskKind.CALENDAR_ANSWER, case)
    return Placed(f"calendar_{answer.word.value}", answer.case)


def _waiting(dossier: Dossier, number: int) -> Appointment | None:
    """The round in which there is something to say about times."""
    case, appointment = dossier.case(number), dossier.appointment(number)
    waits = case.kind is Kind.EXPLANATION and case.status is Status.WITH_GRADER
    return appointment if waits and appointment is not None and appointment.is_open else None


def _is_about_times(visit: Visit) -> bool:
    """Whether the mail answers a letter about times, and not by thanks alone, or speaks of an appointment for certain."""
    intent, about = visit.mail.intent, _answered_key(visit)[:1] == ["oral-times"]
    return (intent.sure and intent.ask is Ask.APPOINTMENT) or (about and intent.ask is not Ask.THANKS)


def _answered_key(visit: Visit) -> list[str]:
    """The key of the letter that the mail answers, in its parts."""
    outgoing = visit.mail.token_outgoing
    return ((visit.records.key_of(outgoing) if outgoing is not None else None) or "").split(":")


def _asked_back(visit: Visit, case: Case, dossier: Dossier, appointment: Appointment) -> Placed:
    """The numbered times again, and the words to the grader, who may offer others."""
    tell_grader(visit, case, dossier, visit.mail.text)
    steps = _steps(visit, case, dossier)
    letter = TalkLetters(case, dossier, steps.grader, visit.office).offered(appointment, visit.now, again=True)
    letter = replace(
        letter,
        key=f"{letter.key}:{visit.mail.id}",
        automatic=Automatic.REPLIED,
        urgency=Urgency.RECEIPT,
        in_reply_to=visit.mail.message_id,
    )
    visit.send(letter, asked_anew=True, most=ASKED_BACK_A_DAY)
    return Placed("times_asked_back", case.number)


def _done(visit: Visit, case: Case, dossier: Dossier, appointment: Appointment, answer: TimeAnswer) -> Placed:
    """What was said beside goes with the letter to the grader; what the rules do not allow any more is read by a person."""
    said = visit.mail.text[:MOST_SAID] if answer.says_more else ""
    placed = Placed(f"times_{answer.word.value}", case.number)
    if answer.word is TimeWord.PICKED and appointment.talk is not None:
        if said:
            tell_grader(visit, case, dossier, said)
        return placed
    key = _answered_key(visit)
    steps = _steps(visit, case, dossier)
    try:
        if answer.word is TimeWord.PICKED:
            round = int(key[2]) if key[0] == "oral-times" else None
            change = steps.agree(answer.number or 0, round=round, said=said)
        else:
            change = steps.prevent(said=said, when=visit.mail.received)
    except Refusal:
        tell_grader(visit, case, dossier, visit.mail.text)
        return visit.to_a_person(TaskKind.NOT_UNDERSTOOD, case.number)
    keep(visit.records, change, dossier, visit.office)
    return placed


def _invited(visit: Visit, answer: CalendarAnswer) -> Dossier | None:
    """The dossier of the talk, where the answer is to the newest edition of its invitation and from the one who got it."""
    dossier = visit.records.dossier_of(answer.case) if answer.case is not None else None
    found = _waiting(dossier, answer.case) if dossier and answer.case is not None else None
    if found is None or answer.party is None or found.talk is None or not authenticated(visit):
        return None
    letter = visit.records.letter_at(found.invitation_key(answer.party))
    if letter is None or not visit.mail.sender == answer.attendee == letter.to.lower():
        return None
    if answer.round != found.round or answer.sequence != found.sequence:
        return None
    visit.records.echo(letter.id, Echo.ANSWERED, visit.now, answer.word.value, visit.mail.id)
    return dossier


def _counted(visit: Visit, answer: CalendarAnswer, dossier: Dossier) -> bool:
    """Whether the answer has been taken: noted, or the time taken back."""
    if answer.case is None or answer.word not in _ANSWERS:
        return False
    case = dossier.case(answer.case)
    try:
        change = _taken(visit, answer, case, dossier)
    except Refusal:
        return False
    if change is not None:
        keep(visit.records, change, dossier, visit.office)
    if answer.party is Party.STUDENT and answer.comment and answer.word is not CalendarWord.DECLINED:
        tell_grader(visit, case, dossier, answer.comment)
    return True


def _taken(visit: Visit, answer: CalendarAnswer, case: Case, dossier: Dossier) -> Change | None:
    """The change that the answer makes; None where it was known already, or changes nothing."""
    declined, found = answer.word is CalendarWord.DECLINED, dossier.appointment(case.number)
    if answer.party is Party.GRADER:
        steps = _steps(visit, case, dossier, f"staff:{case.grader_id}")
        return steps.cancel() if declined else None
    steps = _steps(visit, case, dossier)
    if declined:
        return steps.prevent(said=answer.comment[:MOST_SAID], when=visit.mail.received)
    return None if found and found.noted == answer.word.value else steps.noted(answer.word.value)


def _steps(visit: Visit, case: Case, dossier: Dossier, who: str = "") -> Talks:
    actor = visit.actor(who or f"person:{dossier.person.id}")
    return talks(visit.records, visit.office, case, dossier, at=visit.now, actor=actor)


def tell_grader(visit: Visit, case: Case, dossier: Dossier, said: str) -> None:
    """What the student wrote goes to the grader by mail, word for word."""
    fields = {"number": case.number, "exam": dossier.exam, "said": said[:MOST_SAID]}
    grader = _steps(visit, case, dossier).grader
    visit.records.post(
        [visit.office.to_staff(f"time:{visit.mail.id}", "grader_time_answer", grader, fields, case=case)]
    )
