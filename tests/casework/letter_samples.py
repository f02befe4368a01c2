"""Fields that every letter can be written with, made of real dates of the law."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from casework.case import Status
from casework.deadlines import (
    ResultDates,
    answer_to_question,
    appeal_deadline,
    complaint,
    explanation_due,
    explanation_request,
    interim_reply,
)
from casework.exams import Exam, Language, Result
from casework.files import LeftOut
from casework.invitations import Slot
from casework.laws import law
from casework.messages import Task, TaskKind
from casework.reception import WrongAddress
from casework.recomputing import MovedDate
from casework.records import Line, OpenTask
from casework.rulebook import rulebook

LAW = law("law-2024")
NTNU = rulebook("ntnu")
RECEIVED = datetime(2024, 12, 10, 8, 15, 9, tzinfo=UTC)
ANNOUNCED, ASKED, GIVEN = date(2024, 12, 4), date(2024, 12, 10), date(2024, 12, 12)
REQUEST = explanation_request(ANNOUNCED, "announcement", LAW)
APPEAL = appeal_deadline(ResultDates(announced=ANNOUNCED), REQUEST, LAW)
AWAITED = appeal_deadline(ResultDates(announced=ANNOUNCED, explanation_requested=ASKED), REQUEST, LAW)
EXAM = Exam(
    1,
    "TDT4100",
    "1",
    "2024H",
    {
        Language.NB: "Objektorientert programmering",
        Language.NN: "Objektorientert programmering",
        Language.EN: "Object-Oriented Programming",
    },
)
LINE = Line(
    number=42,
    kind="explanation",
    status="with_grader",
    course="TDT4100",
    part="",
    term="2024H",
    candidate="10023",
    explanation_form="oral",
    received=RECEIVED,
    due=date(2024, 12, 24),
    target=None,
    interim_due=None,
    promised=None,
    grader_id=1,
    handler_id=None,
    marks="",
)
TASK = OpenTask(7, Task("mail:88", TaskKind.NOT_UNDERSTOOD, date(2024, 12, 11), 42), RECEIVED)

TALK = Slot(datetime(2024, 12, 19, 9, 15, tzinfo=UTC), 30, "rom B312")
FIELDS: Mapping[str, object] = {
    "talk": TALK,
    "was": None,
    "offers": [TALK, replace(TALK, starts=datetime(2024, 12, 20, 12, 0, tzinfo=UTC))],
    "choose_by": date(2024, 12, 18),
    "examiner": "Tor Talker",
    "closed": False,
    "yours": True,
    "invited": RECEIVED,
    "said": "Tirsdag klokka ti passer.",
    "first": date(2024, 12, 24),
    "late": 1,
    "wrong_address": WrongAddress("postmaster@eksamen.example.no", "klage@eksamen.example.no"),
    "wishes": [("explanation", EXAM, ""), ("withdrawal", EXAM, "appeal"), ("appeal", None, "")],
    "again": False,
    "answer_by": answer_to_question(ASKED, NTNU.answer_time, LAW),
    "move": "reject",
    "appeal": "",
    "appeal_body": NTNU.appeal_body,
    "appeal_deadline": APPEAL,
    "appeal_over": False,
    "appealed": False,
    "by_board": False,
    "candidate": "10023",
    "case": None,
    "cases": 7,
    "files": [{"name": "film.mov", "why": LeftOut.TOO_LARGE}, {"name": "x.pdf", "why": LeftOut.TOO_MANY}],
    "left_out": {"files": [{"name": "film.mov", "why": LeftOut.TOO_LARGE}], "largest": 25, "most": 50},
    "largest": 25,
    "most": 50,
    "choices": [(Result(1, 1, 1, "10023"), EXAM)],
    "code": "314159",
    "complaint_deadline": complaint(GIVEN, LAW),
    "contact": NTNU.contact,
    "contact_link": "",
    "dates": 12,
    "day": GIVEN,
    "delay": "asked",
    "missed": GIVEN,
    "due_over": False,
    "assessed_by": "third",
    "sees_grades": False,
    "diploma_blocks": True,
    "deadline": APPEAL,
    "deadlines": [explanation_due(ASKED, LAW), interim_reply(ASKED, LAW), AWAITED],
    "decided": GIVEN,
    "due": explanation_due(ASKED, LAW),
    "differing": 3,
    "done": [],
    "times": [],
    "told_before": date(2024, 12, 20),
    "exam": EXAM,
    "expected": date(2025, 1, 20),
    "expires": date(2024, 12, 20),
    "explanation_deadline": REQUEST,
    "explanation_over": False,
    "facts": "Hendt.",
    "formal_deadline": APPEAL,
    "formal_now": None,
    "given": GIVEN,
    "guidelines": NTNU.guidance,
    "help": True,
    "institution": NTNU.name,
    "interim_due": date(2025, 1, 10),
    "kind": "appeal",
    "law": LAW,
    "lines": [LINE],
    "link": "https://example.org/b/x",
    "marks": frozenset(),
    "meeting": None,
    "name": "ntnu",
    "new": [LINE],
    "number": 42,
    "opened": RECEIVED,
    "outcome": "unchanged",
    "owners": [{"name": "", "assessed": False, "lines": [LINE]}],
    "urgent": [{"line": LINE, "warn": "explanation", "day": date(2024, 12, 24), "holder": (False, "")}],
    "no_next_exam": 1,
    "promised": date(2025, 1, 20),
    "question": "",
    "because": "import",
    "moves": [MovedDate(APPEAL, date(2024, 12, 20)), MovedDate(explanation_due(ASKED, LAW), date(2024, 12, 23))],
    "reason": NTNU.interim_reasons.sentences[Status.TO_ASSIGN],
    "reason_is_stage": True,
    "reasons": "Vurdert.",
    "reasons_shown": True,
    "received": RECEIVED,
    "reference": "42/2024",
    "refusal": "",
    "regraded": False,
    "rule": LAW.appeal,
    "sent": date(2025, 1, 10),
    "signer": "Kari Nordmann",
    "since": GIVEN,
    "status": "with_grader",
    "target": date(2025, 1, 8),
    "talks": {},
    "tasks": [TASK],
    "mail_times": {7: {"received": RECEIVED, "kept": RECEIVED, "dated": RECEIVED}},
    "waiting": [LINE],
    "waits": False,
    "where": "inspera",
    "withdraw_until": "decided",
    "withdrawn": GIVEN,
}

GOLDEN: Mapping[Language, str] = {
    Language.NB: """\
[42/2024] Du har fått muntlig begrunnelse: TDT4100

Hei!

Vi har registrert at du fikk muntlig begrunnelse for karakteren i TDT4100 Objektorientert programmering, del 1, høsten 2024, \
kandidatnummer 10023, torsdag 12. desember 2024. Stemmer ikke det, svarer du på denne e-posten.

Du kan klage på karakteren til og med fredag 27. desember 2024 – tre uker fra kunngjøringen onsdag 4. desember 2024, \
flyttet fra onsdag 25. desember (1. juledag) til fredag 27. desember 2024 \
(universitets- og høyskoleloven § 11-10 første ledd, domstolloven §§ 148 og 149).

Vil du klage, svarer du på denne e-posten og skriver at du klager på karakteren. Du trenger ikke gi noen grunn. \
Karakteren kan bli bedre, dårligere eller stå som den er.

Vi anbefaler å lese sensorveiledningen. Det er frivillig og har ingenting å si for rettighetene dine. \
Her finner du mer om begrunnelse og klage: https://i.ntnu.no/wiki/-/wiki/Norsk/Begrunnelse+og+klage

Vil du snakke med noen? Ta kontakt med studieavdelingen ved fakultetet ditt, eller svar på denne e-posten.

Vennlig hilsen
NTNU
""",
    Language.NN: """\
[42/2024] Du har fått munnleg grunngjeving: TDT4100

Hei!

Vi har registrert at du fekk munnleg grunngjeving for karakteren i TDT4100 Objektorientert programmering, del 1, hausten 2024, \
kandidatnummer 10023, torsdag 12. desember 2024. Stemmer ikkje det, svarer du på denne e-posten.

Du kan klage på karakteren til og med fredag 27. desember 2024 – tre veker frå kunngjeringa onsdag 4. desember 2024, \
flytta frå onsdag 25. desember (1. juledag) til fredag 27. desember 2024 \
(universitets- og høgskulelova § 11-10 første ledd, domstollova §§ 148 og 149).

Vil du klage, svarer du på denne e-posten og skriv at du klagar på karakteren. Du treng ikkje gi nokon grunn. \
Karakteren kan bli betre, dårlegare eller stå som han er.

Vi rår deg til å lese sensorrettleiinga. Det er frivillig og har ingenting å seie for rettane dine. \
Her finn du meir om grunngjeving og klage: https://i.ntnu.no/wiki/-/wiki/Norsk/Begrunnelse+og+klage

Vil du snakke med nokon? Ta kontakt med studieavdelinga ved fakultetet ditt, eller svar på denne e-posten.

Venleg helsing
NTNU
""",
    Language.EN: """\
[42/2024] You have been given an oral explanation: TDT4100

Hello,

We have registered that you were given an oral explanation of your grade in TDT4100 Object-Oriented Programming, part 1, \
autumn 2024, candidate number 10023, on Thursday 12 December 2024. If that is not right, reply to this e-mail.

You can appeal against the grade until the end of Friday 27 December 2024 – three weeks from the announcement on \
Wednesday 4 December 2024, moved from Wednesday 25 December (Christmas Day) to Friday 27 December 2024 \
(Universities and University Colleges Act (LOV-2024-03-08-9) § 11-10 first paragraph; \
Courts of Justice Act (LOV-1915-08-13-5) §§ 148, 149).

If you want to appeal, reply to this e-mail and say that you are appealing against the grade. You do not need to give a reason. \
The grade can go up, go down or stay the same.

We recommend reading the grading guidelines. It is voluntary and makes no difference to your rights. \
More about explanations and appeals: https://i.ntnu.no/wiki/-/wiki/English/Explanation+of+grades+and+appeals

Would you like to talk to somebody? Contact the student services of your faculty, or reply to this e-mail.

Kind regards
NTNU
""",
}
