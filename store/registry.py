"""Exams, results, students, staff and commissions as rows, and what is asked of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from casework.exams import (
    Channel,
    Commission,
    Exam,
    ExplanationForm,
    Form,
    Language,
    Person,
    Result,
    Role,
    Round,
    Staff,
)
from casework.registration import ExamKey, RegistryFile, Taken
from store import taking
from store.registry_tables import commission_members, commissions, exams, grades, people, results, staff
from store.sealing import Sealer
from store.transaction import both, for_this

# The three tables stand in one row of a dossier, so columns of the same name carry their table's.
EXAM = (
    exams.c.id.label("exam_id"),
    exams.c.course,
    exams.c.part,
    exams.c.term,
    exams.c.name_nb,
    exams.c.name_nn,
    exams.c.name_en,
    exams.c.form,
    exams.c.announced,
    exams.c.protocol_created,
    exams.c.unit_deadline,
    exams.c.explanation_allowed,
    exams.c.appeal_allowed,
    exams.c.via_studentweb,
    exams.c.explanation_form,
    exams.c.channel,
    exams.c.faculty,
    exams.c.held,
    exams.c.appealed_as,
    exams.c.oral_adjusts,
)
RESULT = (
    results.c.id.label("result_id"),
    results.c.person_id,
    results.c.candidate,
    results.c.group_code,
    results.c.individual_start,
    results.c.announced_anew,
)
PERSON = (
    people.c.id.label("person_id"),
    people.c.student_number,
    people.c.name,
    people.c.email,
    people.c.language,
    people.c.undeliverable,
)

PERSON_BY_ID = select(*PERSON).where(people.c.id == bindparam("which"))
PERSON_BY_EMAIL = select(*PERSON).where(people.c.email == bindparam("which")).limit(2)
PERSON_BY_SLACK = select(*PERSON).where(people.c.slack_id == bindparam("which"))
RESULTS = select(*RESULT, *EXAM).select_from(results.join(exams))
RESULTS_OF = RESULTS.where(results.c.person_id == bindparam("which")).order_by(results.c.id)
RESULTS_NAMED = RESULTS.where(results.c.id.in_(bindparam("which", expanding=True)))
RESULTS_AT = RESULTS.where(exams.c.course == bindparam("which")).order_by(results.c.id)
TWO_DATES = RESULTS.where(
    exams.c.id.in_(bindparam("which", expanding=True)),
    exams.c.unit_deadline.is_not(None),
    results.c.individual_start.is_not(None),
).order_by(results.c.id)
AT_ONCE = 500  # exams in one statement
NEXT_EXAMS = (
    select(exams.c.course, func.min(exams.c.held).label("held"))
    .where(exams.c.held > bindparam("after"))
    .group_by(exams.c.course)
)
STAFF = select(staff).order_by(staff.c.id)
STAFF_BY_ID = select(staff).where(staff.c.id == bindparam("which"))
STAFF_BY_EMAIL = select(staff).where(staff.c.email == bindparam("which"))
STAFF_BY_SLACK = select(staff).where(staff.c.slack_id == bindparam("which")).limit(2)
COMMISSIONS = (
    select(commissions, commission_members.c.staff_id)
    .select_from(commissions.join(commission_members))
    .where(commissions.c.exam_id == bindparam("which"))
    .order_by(commissions.c.id, commission_members.c.position)
)
COMMISSION = insert(commissions).returning(commissions.c.id)
NUMBERS = select(commissions.c.number).where(commissions.c.exam_id == bindparam("which"))
EXAM_KEYS = select(exams.c.course, exams.c.part, exams.c.term)
GRADE = select(grades.c.sealed).where(grades.c.result_id == bindparam("which"))
NEW_GRADE = both(
    lambda insert: (made := insert(grades)).on_conflict_do_update(
        index_elements=["case_number"], set_={"sealed": made.excluded.sealed}
    )
)
LINK = update(people).where(people.c.id == bindparam("which")).values(slack_id=bindparam("slack"))
UNDELIVERABLE = update(people).where(people.c.email == bindparam("which")).values(undeliverable=True)


def exam_of(row: Any) -> Exam:
    """The exam in a row that has the columns EXAM."""
    names = {Language.NB: row.name_nb, Language.NN: row.name_nn, Language.EN: row.name_en}
    return Exam(
        id=row.exam_id,
        course=row.course,
        part=row.part,
        term=row.term,
        names={language: name for language, name in names.items() if name},
        form=Form(row.form),
        announced=row.announced,
        protocol_created=row.protocol_created,
        unit_deadline=row.unit_deadline,
        explanation_allowed=row.explanation_allowed,
        appeal_allowed=row.appeal_allowed,
        via_studentweb=row.via_studentweb,
        explanation_form=ExplanationForm(row.explanation_form),
        channel=Channel(row.channel),
        faculty=row.faculty,
        held=row.held,
        appealed_as=row.appealed_as,
        oral_adjusts=row.oral_adjusts,
    )


def result_of(row: Any) -> Result:
    """The result in a row that has the columns RESULT and an exam's id."""
    return Result(
        row.result_id,
        row.exam_id,
        row.person_id,
        row.candidate,
        row.group_code,
        row.individual_start,
        row.announced_anew,
    )


def person_of(row: Any) -> Person:
    """The student in a row that has the columns PERSON."""
    language = Language(row.language)
    return Person(row.person_id, row.student_number, row.name, row.email, language, row.undeliverable)


def _staff_of(row: Any) -> Staff:
    roles, language = frozenset(map(Role, row.roles)), Language(row.language)
    return Staff(row.id, row.name, row.email, row.slack_id, row.external, roles, language)


def commissions_of(rows: Iterable[Any]) -> list[Commission]:
    """The commissions in the rows that COMMISSIONS gives, one row a member."""
    return [_commission_of(tuple(members)) for _, members in groupby(rows, key=lambda row: row.id)]


def _commission_of(rows: Sequence[Any]) -> Commission:
    row, members = rows[0], tuple(each.staff_id for each in rows)
    return Commission(row.id, row.exam_id, row.number, Round(row.round), members, frozenset(row.candidates))


DESTROY = delete(grades).where(grades.c.case_number == bindparam("which"))


class SqlRegistry:
    """Implements `casework.records.Registry` on one open transaction."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def person(self, person_id: int) -> Person | None:
        """The student with that id."""
        return self._only_person(PERSON_BY_ID, person_id)

    def person_by_email(self, email: str) -> Person | None:
        """The one student with that registered address; None also when two share it, as neither may be acted for."""
        return self._only_person(PERSON_BY_EMAIL, email.lower())

    def person_by_slack(self, slack_id: str) -> Person | None:
        """The student who has confirmed that Slack user id (decision 25)."""
        return self._only_person(PERSON_BY_SLACK, slack_id)

    def results_of(self, person_id: int) -> Sequence[tuple[Result, Exam]]:
        """Every result of a student, with its exam."""
        return [(result_of(row), exam_of(row)) for row in self._rows(RESULTS_OF, person_id)]

    def results_named(self, result_ids: Iterable[int]) -> Sequence[tuple[Result, Exam]]:
        """Those results with their exams, in no order; ids that are none are left out."""
        return [(result_of(row), exam_of(row)) for row in self._rows(RESULTS_NAMED, list(result_ids))]

    def with_two_dates(self, exam_ids: Iterable[int]) -> Sequence[tuple[Result, Exam]]:
        """The results at those exams with a start of their own where the exam has a date too, some hundreds of exams a statement."""
        wanted = sorted(exam_ids)
        chunks = (wanted[first : first + AT_ONCE] for first in range(0, len(wanted), AT_ONCE))
        return [(result_of(row), exam_of(row)) for chunk in chunks for row in self._rows(TWO_DATES, chunk)]

    def results_at(self, course: str) -> Sequence[tuple[Result, Exam]]:
        """Every result at exams of that course (code in capitals), with its exam."""
        return [(result_of(row), exam_of(row)) for row in self._rows(RESULTS_AT, course)]

    def next_exams(self, after: date) -> Mapping[str, date]:
        """The first exam of each course after that day, where the registry knows the day."""
        return {row.course: row.held for row in self._connection.execute(NEXT_EXAMS, {"after": after})}

    def staff(self, staff_id: int) -> Staff | None:
        """The member of staff with that id."""
        return self._only_staff(STAFF_BY_ID, staff_id)

    def staff_by_email(self, email: str) -> Staff | None:
        """The member of staff with that address, in any case of letters."""
        return self._only_staff(STAFF_BY_EMAIL, email.lower())

    def staff_by_slack(self, slack_id: str) -> Staff | None:
        """The one member of staff with that Slack user id; None when it is empty or two share it."""
        return self._only_staff(STAFF_BY_SLACK, slack_id) if slack_id else None

    def all_staff(self) -> Sequence[Staff]:
        """Every grader and case handler."""
        return [_staff_of(row) for row in self._connection.execute(STAFF)]

    def case_handlers(self) -> Sequence[Staff]:
        """Those who may reject, assign and decide (A-259)."""
        return [each for each in self.all_staff() if each.is_case_handler]

    def commissions(self, exam_id: int) -> Sequence[Commission]:
        """The commissions of an exam, members in the order of the file with the lead grader first."""
        return commissions_of(self._rows(COMMISSIONS, exam_id))

    def exam_keys(self) -> frozenset[ExamKey]:
        """How files name the exams that the registry holds."""
        return frozenset(ExamKey(*row) for row in self._connection.execute(EXAM_KEYS))

    def appoint(self, exam_id: int, round: Round, members: Sequence[int], candidate: str) -> Commission:
        """Keeps a commission that a case handler names for one candidate; its number is the next of the exam."""
        taken = (row.number for row in self._rows(NUMBERS, exam_id))
        number = str(max((int(each) for each in taken if each.isdecimal()), default=0) + 1)
        row = {"exam_id": exam_id, "number": number, "round": round.value, "candidates": [candidate]}
        new_id: int = self._connection.execute(COMMISSION, row).scalar_one()
        taking.appoint(self._connection, new_id, members)
        return Commission(new_id, exam_id, number, round, tuple(members), frozenset({candidate}))

    def grade(self, result_id: int) -> str | None:
        """The sealed grade, opened; only sealed functions of casework may ask (decision 19)."""
        sealed = self._connection.execute(GRADE, {"which": result_id}).scalar()
        return None if sealed is None else self._sealer.open(f"result:{result_id}", sealed)

    def seal_new_grade(self, case: int, grade: str) -> None:
        """Keeps the grade that an appeal's graders agreed on, sealed; a later one replaces it."""
        row = {"case_number": case, "sealed": self._sealer.seal(f"case:{case}", grade)}
        self._connection.execute(for_this(NEW_GRADE, self._connection), row)

    def destroy_new_grade(self, case: int) -> None:
        """The sealed grade of that appeal is gone for good (A-208)."""
        self._connection.execute(DESTROY, {"which": case})

    def link_slack(self, person_id: int, slack_id: str) -> None:
        """That Slack user is the student's from now on; StoreError when it is somebody else's already."""
        self._connection.execute(LINK, {"which": person_id, "slack": slack_id})

    def mark_undeliverable(self, email: str) -> None:
        """Letters to that address come back for good, until an import brings another address."""
        self._connection.execute(UNDELIVERABLE, {"which": email.lower()})

    def take(self, file: RegistryFile, digest: str, now: datetime) -> Taken:
        """Keeps all rows of a file or none; see `store.taking`. Raises BadFile when it names what is not known."""
        return taking.take(self._connection, self._sealer, file, digest, now)

    def _rows(self, statement: Any, key: object) -> Iterable[Any]:
        return self._connection.execute(statement, {"which": key})

    def _only_person(self, statement: Any, key: object) -> Person | None:
        rows = list(self._rows(statement, key))
        return person_of(rows[0]) if len(rows) == 1 else None

    def _only_staff(self, statement: Any, key: object) -> Staff | None:
        rows = list(self._rows(statement, key))
        return _staff_of(rows[0]) if len(rows) == 1 else None
