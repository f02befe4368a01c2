"""Short words from staff by mail: heard like those in Slack, one line a case, answered by mail, so that nobody needs Slack."""

import re
from dataclasses import replace

from casework.access import BlindView, CaseView
from casework.desk.answers import AllDone, Answer, Done, Question, Reason, Timed, Waiting
from casework.desk.caps import A_DAY_A_CASE
from casework.desk.hearing import Hearing
from casework.desk.visit import Placed, Visit
from casework.exams import Staff
from casework.messages import Automatic, TaskKind, Urgency, Verdict
from casework.refusals import Refusal
from casework.shorthand import Unclear

MOST_LINES = 20
ASKED_BACK_A_DAY = 2  # who does not answer a question twice is asked by a person
LONGEST_SLIP = 40  # characters; whoever writes more wants to be read by a person
_FORWARDED = re.compile(r"(?:fwd?|vs|vb|videresendt?|vidaresendt?)\s*:", re.IGNORECASE)


def place_staff(visit: Visit, staff: Staff) -> Placed:
    """Hears a staff member's mail. Only an authenticated sender moves a case (decision 24, mail.md § 2.5).

    A line that is not understood is asked back before anything is done. A line that is refused ends the hearing,
    and the answer says what was done before it.
    """
    mail = visit.mail
    if mail.verdict is not Verdict.AUTHENTICATED:
        return visit.to_a_person(TaskKind.SENDER_UNCONFIRMED, mail.token_case)
    under, ok_counts = _answered(visit, staff)
    via = f"mail:{mail.id}"
    hearing = Hearing(visit.records, visit.office, staff, visit.now, via, guesses=False, ok_counts=ok_counts)
    text = mail.words or ("" if mail.encrypted else mail.subject)
    answers, refusal = _heard(hearing, [text] if hearing.times_in(text) else text.splitlines(), under)
    _reply(visit, staff, **_fields(answers), refusal=refusal.say(staff.language) if refusal else "")
    asked_back = isinstance(answers[-1], Question) if answers else False
    if asked_back and (mail.encrypted or len(text) > LONGEST_SLIP):
        return visit.to_a_person(TaskKind.NOT_UNDERSTOOD, mail.token_case)
    return Placed("refused" if refusal else type(answers[0]).__name__.lower(), mail.token_case)


def _answered(visit: Visit, staff: Staff) -> tuple[tuple[int, ...], bool]:
    """The case of the letter that this person answers, and whether that letter says what "ok" does: only a morning's list does.

    A letter to somebody else was no question to this person, and what is sent on is no answer (mail.md § 2.5).
    """
    mail = visit.mail
    if mail.token_case is None or mail.token_outgoing is None or _FORWARDED.match(mail.subject):
        return (), False
    if visit.records.recipient_of(mail.token_outgoing) != staff.email:
        return (), False
    key = visit.records.key_of(mail.token_outgoing) or ""
    return (mail.token_case,), key.removeprefix("twin:").startswith("digest:")


def _heard(hearing: Hearing, lines: list[str], under: tuple[int, ...]) -> tuple[list[Answer], Refusal | None]:
    """The answers in order, until one is refused."""
    if not lines or len(lines) > MOST_LINES:
        return [Question(Reason.NOT_UNDERSTOOD)], None
    unclear = [line for line in lines if not hearing.times_in(line) and isinstance(hearing.understood(line), Unclear)]
    answers: list[Answer] = []
    for line in unclear[:1] or lines:
        try:
            answers.append(hearing.hear(line, under))
        except Refusal as refusal:
            return answers, refusal
    return answers, None


def _reply(visit: Visit, staff: Staff, **fields: object) -> None:
    """One letter back. What was done is always told and counts as no answer of a machine, since nothing is done twice."""
    empty = {
        "refusal": "",
        "done": [],
        "times": [],
        "question": "",
        "choices": [],
        "lines": [],
        "help": False,
        "case": None,
    }
    done, asked_back = bool(fields.get("done") or fields.get("times")), bool(fields.get("question"))
    letter = visit.office.to_staff(
        f"answer:{visit.mail.id}",
        "grader_answer",
        staff,
        {**empty, **fields},
        automatic=Automatic.GENERATED if done else Automatic.REPLIED,
        urgency=Urgency.RECEIPT,
        in_reply_to=visit.mail.message_id,
    )
    letter = replace(letter, case=visit.mail.token_case)
    if done:
        visit.records.post([letter])
    else:
        visit.send(letter, asked_anew=not asked_back, most=ASKED_BACK_A_DAY if asked_back else A_DAY_A_CASE)


def _fields(answers: list[Answer]) -> dict[str, object]:
    """Everything done comes first; of the other answers the last one is given."""
    done = [each for answer in answers for each in _dones(answer)]
    times = [answer for answer in answers if isinstance(answer, Timed)]
    others = [answer for answer in answers if not _dones(answer) and not isinstance(answer, Timed)]
    known = {"done": [_done(each) for each in done], "times": [_timed(each) for each in times]}
    return known | (_other(others[-1]) if others else {})


def _dones(answer: Answer) -> tuple[Done, ...]:
    if isinstance(answer, AllDone):
        return answer.done
    return (answer,) if isinstance(answer, Done) else ()


def _other(answer: Answer) -> dict[str, object]:
    if isinstance(answer, Question):
        days = [choice.day.strftime("%d.%m.%Y") if choice.day else "" for choice in answer.choices]
        choices = [
            {"number": choice.number, "move": choice.move.value, "day": day}
            for choice, day in zip(answer.choices, days, strict=True)
        ]
        return {"question": answer.reason.value, "choices": choices}
    if isinstance(answer, Waiting):
        return {"lines": list(answer.lines)}
    if isinstance(answer, CaseView | BlindView):
        return {"case": answer}
    return {"help": True}


def _timed(timed: Timed) -> dict[str, object]:
    found = timed.appointment
    return {
        "number": timed.view.number,
        "event": timed.event,
        "slots": list(found.slots),
        "concerns": [concern.value for concern in timed.concerns],
    }


def _done(done: Done) -> dict[str, object]:
    withheld = done.withheld and {"proof": done.withheld.proof.value, "day": done.withheld.day}
    return {
        "number": done.view.number,
        "move": done.move.value,
        "day": done.day,
        "told": done.told,
        "withheld": withheld,
    }
