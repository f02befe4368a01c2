"""Short words from staff by mail: heard like those in Slack, answered by mail, so that nobody needs Slack."""

from casework.access import BlindView, CaseView
from casework.desk.answers import AllDone, Answer, Done, Question, Waiting
from casework.desk.hearing import Hearing
from casework.desk.visit import Placed, Visit
from casework.exams import Staff
from casework.messages import Automatic, TaskKind, Urgency, Verdict
from casework.refusals import Refusal


def place_staff(visit: Visit, staff: Staff) -> Placed:
    """Hears the first line of a staff member's mail. Only an authenticated sender moves a case (decision 24, mail.md § 2.5)."""
    mail = visit.mail
    if mail.verdict is not Verdict.AUTHENTICATED:
        return visit.to_a_person(TaskKind.SENDER_UNCONFIRMED)
    under = (mail.token_case,) if mail.token_case is not None else ()
    hearing = Hearing(visit.records, visit.office, staff, visit.now, f"mail:{mail.id}")
    try:
        answer = hearing.hear(mail.words or mail.subject, under)
    except Refusal as refusal:
        _reply(visit, staff, refusal=refusal.say(staff.language))
        return Placed("refused", mail.token_case)
    _reply(visit, staff, **_fields(answer))
    return Placed(type(answer).__name__.lower(), mail.token_case)


def _reply(visit: Visit, staff: Staff, **fields: object) -> None:
    empty = {"refusal": "", "done": [], "question": "", "choices": [], "lines": [], "help": False, "case": None}
    letter = visit.office.to_staff(
        f"answer:{visit.mail.id}",
        "grader_answer",
        staff,
        {**empty, **fields},
        automatic=Automatic.REPLIED,
        urgency=Urgency.RECEIPT,
        in_reply_to=visit.mail.message_id,
    )
    visit.records.post([letter])


def _fields(answer: Answer) -> dict[str, object]:
    if isinstance(answer, Done | AllDone):
        done = answer.done if isinstance(answer, AllDone) else (answer,)
        return {"done": [_done(each) for each in done]}
    if isinstance(answer, Question):
        choices = [{"number": choice.number, "move": choice.move.value} for choice in answer.choices]
        return {"question": answer.reason.value, "choices": choices}
    if isinstance(answer, Waiting):
        return {"lines": list(answer.lines)}
    if isinstance(answer, CaseView | BlindView):
        return {"case": answer}
    return {"help": True}


def _done(done: Done) -> dict[str, object]:
    return {"number": done.view.number, "move": done.move.value, "day": done.day, "told": done.told}
