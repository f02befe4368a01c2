"""Dossiers out of rows: one result with its exam, its student, its cases and its graders, one at a time or many at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain, groupby
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from casework.appointments import Appointment
from casework.case import Case, Kind, Mark, Outcome, Status
from casework.dossier import Dossier
from casework.exams import Commission, Language, Result, Round
from store import appointments
from store.registry import COMMISSIONS, EXAM, PERSON, RESULT, commissions_of, exam_of, person_of, result_of
from store.registry_tables import exams, people, results
from store.schema import OPEN_CASE, cases
from store.transaction import Transaction

# A dossier is one statement: its result, exam and student stand in the row of each of its cases, or in one row without a case.
# The course as a whole is the exam without a part, and tells a part when it was announced; a group's members are read apart.
FIELDS = tuple(Case.__dataclass_fields__)
CASE = tuple(cases.c[name].label(f"case_{name}") for name in FIELDS)
whole = exams.alias("whole")
WHOLE = (whole.c.announced.label("whole_announced"), whole.c.protocol_created.label("whole_created"))
OF_PART = and_(whole.c.course == exams.c.course, whole.c.term == exams.c.term, whole.c.part == "", exams.c.part != "")
WHOSE = select(*RESULT, *EXAM, *PERSON[1:], *WHOLE, *CASE).select_from(
    results.join(exams).join(people).outerjoin(whole, OF_PART).outerjoin(cases, cases.c.result_id == results.c.id)
)
OF_GROUP = (results.c.exam_id == bindparam("exam"), results.c.group_code == bindparam("group"))
FELLOWS = (
    select(*CASE)
    .select_from(results.join(cases, cases.c.result_id == results.c.id))
    .where(*OF_GROUP, results.c.id != bindparam("which"), cases.c.kind == Kind.EXPLANATION.value)
    .order_by(cases.c.number)
)
WITH_CASES_IN_GROUP = (
    select(cases.c.result_id)
    .join(results, results.c.id == cases.c.result_id)
    .where(*OF_GROUP, results.c.id != bindparam("which"))
    .distinct()
    .order_by(cases.c.result_id)
)
BY_RESULT = WHOSE.where(results.c.id == bindparam("which")).order_by(cases.c.number)
BY_NUMBER = WHOSE.where(
    results.c.id == select(cases.c.result_id).where(cases.c.number == bindparam("which")).scalar_subquery()
).order_by(cases.c.number)
MANY = WHOSE.where(results.c.id.in_(bindparam("which", expanding=True))).order_by(results.c.id, cases.c.number)
# What is announced of a course moves the dates of its parts.
named = exams.alias("named")
SAME_COURSE = and_(named.c.course == exams.c.course, named.c.term == exams.c.term)
WITH_CASES = (
    select(cases.c.result_id)
    .select_from(cases.join(results, results.c.id == cases.c.result_id).join(exams).join(named, SAME_COURSE))
    .where(named.c.id.in_(bindparam("exams", expanding=True)))
    .distinct()
    .order_by(cases.c.result_id)
)
RUNNING = (
    select(cases.c.result_id)
    .where(
        cases.c.result_id > bindparam("after"),
        or_(OPEN_CASE, cases.c.told_deadline >= bindparam("since"), cases.c.told_waiting),
    )
    .distinct()
    .order_by(cases.c.result_id)
    .limit(bindparam("most"))
)
AT_ONCE = 500  # results in one statement


def _case_of(row: Any) -> Case:
    """The case at the end of a row. By place: a row looks each name up, and reading a case took half as long again."""
    values = dict(zip(FIELDS, row[-len(FIELDS) :], strict=True))
    values |= {
        "kind": Kind(values["kind"]),
        "status": Status(values["status"]),
        "language": Language(values["language"]),
        "graders_done": tuple(values["graders_done"]),
        "outcome": values["outcome"] and Outcome(values["outcome"]),
        "marks": frozenset(map(Mark, filter(None, values["marks"].split(",")))),
        "pauses": tuple(
            (date.fromisoformat(start), end and date.fromisoformat(end)) for start, end in values["pauses"]
        ),
    }
    return Case(**values)


def _first_graders(found: Iterable[Commission], candidate: str) -> tuple[int, ...]:
    first = (each.members for each in found if each.round is Round.FIRST and each.grades(candidate))
    return tuple(dict.fromkeys(chain.from_iterable(first)))


def _dossier_of(
    rows: Sequence[Any],
    commissions: Sequence[Commission],
    fellows: Sequence[Case],
    times: Iterable[Appointment],
) -> Dossier:
    row = rows[0]
    return Dossier(
        exam=exam_of(row),
        result=result_of(row),
        person=person_of(row),
        cases=tuple(_case_of(each) for each in rows if each.case_number is not None),
        first_graders=_first_graders(commissions, row.candidate),
        commissions=tuple(each for each in commissions if each.round is not Round.FIRST),
        whole_course=max((day for day in (row.whole_announced, row.whole_created) if day), default=None),
        fellows=tuple(fellows),
        appointments=tuple(times),
    )


class Dossiers(Transaction):
    """What is asked of whole dossiers."""

    def dossier(self, result_id: int) -> Dossier | None:
        """The dossier of that result."""
        return self._one(BY_RESULT, result_id)

    def dossier_of(self, number: int) -> Dossier | None:
        """The dossier that holds that case."""
        return self._one(BY_NUMBER, number)

    def dossiers(self, result_ids: Iterable[int]) -> Iterator[Dossier]:
        """The dossiers of those results, by result, some hundreds a statement; to be read inside the transaction."""
        wanted, graders = sorted(result_ids), cache(self._commissions)
        for first in range(0, len(wanted), AT_ONCE):
            rows = self._connection.execute(MANY, {"which": wanted[first : first + AT_ONCE]}).all()
            times = self._times(rows)
            for _, each in groupby(rows, key=lambda row: row.result_id):
                own = list(each)
                talks = (time for row in own for time in times.get(row.case_number, ()))
                yield _dossier_of(own, graders(own[0].exam_id), self._fellows(own[0]), talks)

    def dossiers_at(self, exam_ids: Iterable[int]) -> Sequence[Dossier]:
        """The dossiers with a case at those exams and at the other parts of their courses."""
        found = self._connection.execute(WITH_CASES, {"exams": list(exam_ids)}).scalars().all()
        return list(self.dossiers(found))

    def of_fellows(self, dossier: Dossier) -> Sequence[int]:
        """The results of the other members of the dossier's group that have a case."""
        return self._connection.execute(WITH_CASES_IN_GROUP, _group_of(dossier.result)).scalars().all()

    def running(self, since: date, after: int, limit: int) -> Sequence[int]:
        """The next results above `after` that have an open case, or whose student was told an appeal deadline on `since` or later, or that
        it stands still.
        """
        return self._connection.execute(RUNNING, {"after": after, "since": since, "most": limit}).scalars().all()

    def _one(self, whose: Any, key: int) -> Dossier | None:
        rows = self._connection.execute(whose, {"which": key}).all()
        if not rows:
            return None
        times = appointments.of_result(self._connection, rows[0].result_id)
        return _dossier_of(rows, self._commissions(rows[0].exam_id), self._fellows(rows[0]), times)

    def _times(self, rows: Sequence[Any]) -> Mapping[int, Sequence[Appointment]]:
        """The appointments of the explanations in those rows, by case; rows without one ask nothing."""
        explanations = [row.case_number for row in rows if row.case_kind == Kind.EXPLANATION]
        found = appointments.of_cases(self._connection, explanations)
        return {number: list(own) for number, own in groupby(found, key=lambda each: each.case)}

    def _fellows(self, row: Any) -> Sequence[Case]:
        """What the other members of the group asked; a result without a group has none and asks nothing."""
        if not row.group_code:
            return ()
        return [_case_of(each) for each in self._connection.execute(FELLOWS, _group_of(result_of(row)))]

    def _commissions(self, exam_id: int) -> Sequence[Commission]:
        return commissions_of(self._connection.execute(COMMISSIONS, {"which": exam_id}))


def _group_of(result: Result) -> dict[str, Any]:
    return {"exam": result.exam_id, "group": result.group, "which": result.id}
