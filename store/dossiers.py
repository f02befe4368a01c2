"""Dossiers out of rows: one result with its exam, its student, its cases and its graders, one at a time or many at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain, groupby
from typing import Any

from sqlalchemy import bindparam, or_, select

from casework.case import Case, Kind, Mark, Outcome, Status
from casework.dossier import Dossier
from casework.exams import Commission, Language, Round
from store.registry import COMMISSIONS, EXAM, PERSON, RESULT, commissions_of, exam_of, person_of, result_of
from store.schema import OPEN_CASE, cases, exams, people, results
from store.transaction import Transaction

# A dossier is one statement: its result, exam and student stand in the row of each of its cases, or in one row without a case.
CASE = tuple(cases.c[name].label(f"case_{name}") for name in Case.__dataclass_fields__)
WHOSE = select(*RESULT, *EXAM, *PERSON[1:], *CASE).select_from(
    results.join(exams).join(people).outerjoin(cases, cases.c.result_id == results.c.id)
)
BY_RESULT = WHOSE.where(results.c.id == bindparam("which")).order_by(cases.c.number)
BY_NUMBER = WHOSE.where(
    results.c.id == select(cases.c.result_id).where(cases.c.number == bindparam("which")).scalar_subquery()
).order_by(cases.c.number)
MANY = WHOSE.where(results.c.id.in_(bindparam("which", expanding=True))).order_by(results.c.id, cases.c.number)
WITH_CASES = (
    select(cases.c.result_id)
    .join(results, results.c.id == cases.c.result_id)
    .where(results.c.exam_id.in_(bindparam("exams", expanding=True)))
    .distinct()
    .order_by(cases.c.result_id)
)
RUNNING = (
    select(cases.c.result_id)
    .where(cases.c.result_id > bindparam("after"), or_(OPEN_CASE, cases.c.told_deadline >= bindparam("since")))
    .distinct()
    .order_by(cases.c.result_id)
    .limit(bindparam("most"))
)
AT_ONCE = 500  # results in one statement


def _case_of(row: Any) -> Case:
    return Case(
        number=row.case_number,
        kind=Kind(row.case_kind),
        status=Status(row.case_status),
        result_id=row.case_result_id,
        received=row.case_received,
        language=Language(row.case_language),
        law=row.case_law,
        version=row.case_version,
        grader_id=row.case_grader_id,
        handler_id=row.case_handler_id,
        commission_id=row.case_commission_id,
        graders_done=tuple(row.case_graders_done),
        due=row.case_due,
        target=row.case_target,
        in_time=row.case_in_time,
        outcome=row.case_outcome and Outcome(row.case_outcome),
        done_on=row.case_done_on,
        told_deadline=row.case_told_deadline,
        interim_due=row.case_interim_due,
        interims=row.case_interims,
        promised=row.case_promised,
        interim_reason=row.case_interim_reason,
        interim_expected=row.case_interim_expected,
        marks=frozenset(map(Mark, filter(None, row.case_marks.split(",")))),
        waits_for=row.case_waits_for,
    )


def _first_graders(found: Iterable[Commission], candidate: str) -> tuple[int, ...]:
    first = (each.members for each in found if each.round is Round.FIRST and each.grades(candidate))
    return tuple(dict.fromkeys(chain.from_iterable(first)))


def _dossier_of(rows: Sequence[Any], commissions: Sequence[Commission]) -> Dossier:
    row = rows[0]
    return Dossier(
        exam=exam_of(row),
        result=result_of(row),
        person=person_of(row),
        cases=tuple(_case_of(each) for each in rows if each.case_number is not None),
        first_graders=_first_graders(commissions, row.candidate),
        commissions=tuple(each for each in commissions if each.round is not Round.FIRST),
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
            yield from _grouped(rows, graders)

    def dossiers_at(self, exam_ids: Iterable[int]) -> Sequence[Dossier]:
        """The dossiers with a case at those exams."""
        found = self._connection.execute(WITH_CASES, {"exams": list(exam_ids)}).scalars().all()
        return list(self.dossiers(found))

    def running(self, since: date, after: int, limit: int) -> Sequence[int]:
        """The next results above `after` that have an open case, or whose student was told an appeal deadline on `since` or later."""
        return self._connection.execute(RUNNING, {"after": after, "since": since, "most": limit}).scalars().all()

    def _one(self, whose: Any, key: int) -> Dossier | None:
        rows = self._connection.execute(whose, {"which": key}).all()
        return _dossier_of(rows, self._commissions(rows[0].exam_id)) if rows else None

    def _commissions(self, exam_id: int) -> Sequence[Commission]:
        return commissions_of(self._connection.execute(COMMISSIONS, {"which": exam_id}))


def _grouped(rows: Iterable[Any], graders: Callable[[int], Sequence[Commission]]) -> Iterator[Dossier]:
    for _, each in groupby(rows, key=lambda row: row.result_id):
        own = list(each)
        yield _dossier_of(own, graders(own[0].exam_id))
