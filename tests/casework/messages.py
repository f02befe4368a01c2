"""Each message that the rules name, written from a real case by the verb that sends it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from casework import appeal, deciding, explanation, formal_error, interim, procedure
from casework.appointments import Appointment, Stage
from casework.calendar import day_of
from casework.case import Case, Kind, Mark, Outcome, Status
from casework.deadlines import answer_to_question
from casework.desk.digests import Unfinished, grader_letter, handler_letter
from casework.dossier import Dossier
from casework.exams import Language
from casework.explanation import Way
from casework.grounds import Grounds
from casework.invitations import Slot
from casework.messages import Box, Letter
from casework.reception import Reception
from casework.records import Line
from casework.talk_letters import TalkLetters
from tests.casework.cases import EXAM, GRO, KARI, METTE, NOW, OFFICE, RESULT, SIRI, SOMEBODY, case, dossier, morning

LATER = morning(date(2026, 12, 7))
GROUNDS = Grounds("Fakta om saken.", "Grunner i saken.", date(2027, 1, 14))
TALK = Slot(datetime(2026, 11, 26, 9, 15, tzinfo=UTC), 30, "rom B312")
LINE = Line(
    number=42,
    kind="explanation",
    status="with_grader",
    course="TDT4100",
    part="",
    term="2026H",
    candidate="1001",
    explanation_form="written",
    received=NOW,
    due=date(2026, 12, 7),
    target=date(2026, 12, 7),
    interim_due=None,
    promised=None,
    grader_id=GRO.id,
    handler_id=None,
    marks="",
)


class Registry:
    """A registry that knows of no next exam."""

    def next_exams(self, after: date) -> Mapping[str, date]:
        return {}


class Nothing:
    """Records of which a morning's list asks the registry only."""

    registry = Registry()


def letter_in(change: object, template: str) -> Letter:
    return next(letter for letter in change.letters if letter.template == template)


def opened(verb: object, language: Language, box: Box) -> Letter:
    reception = Reception(NOW, NOW, NOW, (box,))
    change = verb(dossier(), 42, NOW, language, OFFICE, at=NOW, actor=SOMEBODY, reception=reception)
    return change.letters[0]


def explained(language: Language) -> Letter:
    asked = case(Kind.EXPLANATION, Status.WITH_GRADER, language=language)
    change = explanation.given(asked, dossier(asked), Way.SENT, day_of(LATER), OFFICE, at=LATER, actor=SOMEBODY)
    return letter_in(change, "explanation_sent")


def called(language: Language) -> Letter:
    asked = case(Kind.EXPLANATION, Status.WITH_GRADER, language=language)
    agreed = Appointment(1, 1, GRO.id, Stage.AGREED, (TALK,), NOW, agreed=TALK)
    return TalkLetters(asked, dossier(asked), GRO, OFFICE).called(agreed, TALK, None, "")[0]


def late(language: Language) -> Letter:
    asked = case(Kind.EXPLANATION, Status.WITH_GRADER, language=language, interim_due=day_of(LATER))
    return interim.send(asked, dossier(asked), OFFICE, at=LATER, actor=SOMEBODY).letters[0]


def replied(language: Language, **fields: object) -> Letter:
    open_appeal = case(language=language, interim_due=date(2026, 12, 23), **fields)
    at = morning(date(2026, 12, 23))
    return interim.send(open_appeal, dossier(open_appeal), OFFICE, at=at, actor=SOMEBODY).letters[0]


def told(language: Language, outcome: Outcome) -> Letter:
    decided = case(status=Status.DECIDED, outcome=outcome, language=language)
    return deciding.tell(decided, dossier(decided), OFFICE, at=LATER, actor=SOMEBODY).letters[0]


def further(language: Language) -> Letter:
    joint = case(status=Status.JOINT, language=language, interim_due=date(2026, 12, 23))
    return letter_in(
        deciding.assess_further(joint, dossier(joint), OFFICE, at=LATER, actor=SOMEBODY), "further_assessment"
    )


def rejected(language: Language) -> Letter:
    too_late = case(
        status=Status.RECEIVED, language=language, received=morning(date(2026, 12, 14)), marks=frozenset({Mark.LATE})
    )
    at = morning(date(2026, 12, 16))
    held = dossier(too_late)
    return procedure.reject(too_late, held, OFFICE, "Siri Saksbehandler", GROUNDS, at=at, actor=SOMEBODY).letters[0]


def withdrawn(language: Language) -> Letter:
    open_appeal = case(language=language)
    return procedure.withdraw(open_appeal, dossier(open_appeal), OFFICE, at=NOW, actor=SOMEBODY).letters[0]


def formal(language: Language, status: Status = Status.WITH_HANDLER) -> tuple[Case, Dossier]:
    complaint = case(Kind.FORMAL_ERROR, status, language=language)
    return complaint, dossier(complaint)


def decided(language: Language, outcome: Outcome, status: Status = Status.WITH_HANDLER) -> Letter:
    complaint, held = formal(language, status)
    return formal_error.decide(
        complaint, held, outcome, OFFICE, "Siri Saksbehandler", GROUNDS, at=LATER, actor=SOMEBODY
    ).letters[0]


def forwarded(language: Language) -> Letter:
    complaint, held = formal(language)
    return formal_error.forward(
        complaint, held, OFFICE, "Siri Saksbehandler", GROUNDS, at=LATER, actor=SOMEBODY
    ).letters[0]


def notified_again(language: Language) -> Letter:
    done = case(status=Status.DONE, outcome=Outcome.UNCHANGED, done_on=day_of(NOW), language=language)
    return deciding.notify_again(done, dossier(done), OFFICE, at=LATER, actor=SOMEBODY).letters[0]


def asked_back(language: Language) -> Letter:
    until = answer_to_question(day_of(NOW), OFFICE.rulebook.answer_time, OFFICE.laws.named("law-2024"))
    fields = {"kind": "explanation", "choices": [(RESULT, EXAM)], "answer_by": until, "wrong_address": None}
    fields |= {"received": NOW, "reference": "E5", "law": OFFICE.laws.named("law-2024")}
    return OFFICE.to_sender("which:5", "question_which", language, KARI.email, **fields)


def grader_morning(language: Language) -> Letter:
    reader, day = replace(METTE, language=language), date(2026, 12, 9)
    return grader_letter(OFFICE, "digest", reader, [LINE], [LINE._replace(number=43, due=date(2026, 12, 14))], {}, day)


def handler_morning(language: Language) -> Letter:
    day, near = date(2026, 12, 4), LINE._replace(grader_id=None, status="to_assign", kind="appeal", due=None)
    lines = [
        LINE,
        near._replace(number=43, interim_due=date(2026, 12, 11)),
        near._replace(number=44, interim_due=date(2026, 12, 7)),
        LINE._replace(number=45, due=date(2026, 12, 3)),
    ]
    unfinished = Unfinished(Nothing(), OFFICE, lines, [], day)
    return handler_letter(OFFICE, "digest", replace(SIRI, language=language), unfinished, {GRO.id: GRO})


MESSAGES = {
    "M-ACK explanation": lambda tongue: opened(explanation.request, tongue, Box.EXPLANATION),
    "M-ACK appeal": lambda tongue: opened(appeal.request, tongue, Box.APPEAL),
    "M-ACK formal error": lambda tongue: opened(formal_error.request, tongue, Box.FORMAL_ERROR),
    "M-ACK-GAP": asked_back,
    "M-WRONGADDR": lambda tongue: opened(appeal.request, tongue, Box.POSTMASTER),
    "M-EXPL-READY": explained,
    "M-EXPL-CALL": called,
    "M-EXPL-LATE": late,
    "M-INTERIM": replied,
    "M-INTERIM-2": lambda tongue: replied(tongue, interims=1, promised=date(2026, 12, 23)),
    "M-RESULT-UP": lambda tongue: told(tongue, Outcome.IN_FAVOUR),
    "M-RESULT-SAME": lambda tongue: told(tongue, Outcome.UNCHANGED),
    "M-RESULT-DOWN": lambda tongue: told(tongue, Outcome.AGAINST),
    "M-THIRD": further,
    "M-REJECT": rejected,
    "M-WITHDRAWN": withdrawn,
    "M-FORMAL-DECISION regrade": lambda tongue: decided(tongue, Outcome.ANNULLED_REGRADE),
    "M-FORMAL-DECISION new exam": lambda tongue: decided(tongue, Outcome.ANNULLED_NEW_EXAM),
    "M-FORMAL-DECISION board": lambda tongue: decided(tongue, Outcome.BOARD_UPHELD, Status.WITH_BOARD),
    "M-FORMAL-FORWARD": forwarded,
    "M-RENOTIFY": notified_again,
    "G-DAILY": grader_morning,
    "O-WARN": handler_morning,
}
