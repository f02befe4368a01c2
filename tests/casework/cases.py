"""One exam, one student, five members of staff and an office, from which tables of cases are made."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from casework.calendar import OSLO
from casework.case import Actor, Case, Kind, Status
from casework.dossier import Dossier
from casework.exams import Commission, Exam, Language, Person, Result, Role, Round, Staff
from casework.letters import Letters
from casework.links import Links
from casework.office import Office
from casework.rulebook import rulebook
from tests.approved import everything

GRO = Staff(1, "Gro Grader", "gro@example.no", "U1")
NINA = Staff(2, "Nina Ny", "nina@example.no", "U2")
EGIL = Staff(3, "Egil Ekstern", "egil@example.org", "U3", external=True)
METTE = Staff(4, "Mette Mail", "mette@example.org", external=True)
SIRI = Staff(5, "Siri Saksbehandler", "siri@example.no", "U5", roles=frozenset({Role.CASE_HANDLER}))
ANNOUNCED = date(2026, 11, 17)
EXAM = Exam(
    7,
    "TDT4100",
    "",
    "2026H",
    {Language.NB: "Objekter"},
    announced=ANNOUNCED,
    explanation_allowed=True,
    appeal_allowed=True,
)
KARI = Person(9, "5001", "Kari Nordmann", "kari@student.example.no")
RESULT = Result(11, EXAM.id, KARI.id, "1001")
NEW_COMMISSION = Commission(3, EXAM.id, "2", Round.APPEAL, (NINA.id, EGIL.id))
DOSSIER = Dossier(EXAM, RESULT, KARI, first_graders=(GRO.id,), commissions=(NEW_COMMISSION,))
SOMEBODY = Actor("staff:5", "test")
LINKS = Links([b"a key for the tests"], "https://fristvakt.example.no")


def office(institution: str = "ntnu", **choices: object) -> Office:
    book = rulebook(institution).model_copy(update=choices)
    return Office(book, Letters.packaged(), "eksamen.example.no", LINKS, everything())


OFFICE = office()


def morning(day: date) -> datetime:
    """08:00 in Oslo on that day, as aware UTC."""
    return datetime.combine(day, time(8), OSLO).astimezone(UTC)


NOW = morning(date(2026, 11, 23))


def case(kind: Kind = Kind.APPEAL, status: Status = Status.TO_ASSIGN, **fields: object) -> Case:
    """Case 1, received when the tests begin unless `fields` says otherwise."""
    made = Case(1, kind, status, RESULT.id, NOW, Language.NB, "law-2024")
    return replace(made, **fields)


def with_graders(status: Status = Status.WITH_COMMISSION, **fields: object) -> Case:
    """An appeal that the new commission has."""
    return case(status=status, commission_id=NEW_COMMISSION.id, **fields)


def dossier(*cases: Case, **fields: object) -> Dossier:
    return replace(DOSSIER, cases=cases, **fields)
