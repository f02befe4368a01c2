"""Cases as rows: kept whole, listed while they are open, and their raw frames for verification."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import starmap
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Result,
    Text,
    and_,
    bindparam,
    cast,
    func,
    insert,
    select,
    text,
    type_coerce,
    union,
    union_all,
    update,
)

from casework.case import Case
from casework.records import Line
from casework.refusals import Overtaken
from store.registry_tables import commission_members, exams, results
from store.schema import OPEN_CASE, UNOPENED, WITH_COMMISSION, cases, counters
from store.transaction import PAGE, Transaction, both, for_this, paged
from store.types import plain

FIELDS = tuple(Case.__dataclass_fields__)

NEXT_NUMBER = both(
    lambda insert: (
        insert(counters)
        .values(name="case", last=1)
        .on_conflict_do_update(index_elements=["name"], set_={"last": counters.c.last + 1})
        .returning(counters.c.last)
    )
)
INSERT = insert(cases)
UPDATE = (
    update(cases)
    .where(cases.c.number == bindparam("which"), cases.c.version == bindparam("seen"))
    .values({name: bindparam(name) for name in FIELDS if name != "number"})
)

COLUMNS = (
    cases.c.number,
    cases.c.kind,
    cases.c.status,
    exams.c.course,
    exams.c.part,
    exams.c.term,
    results.c.candidate,
    exams.c.explanation_form,
    cases.c.received,
    cases.c.due,
    cases.c.target,
    cases.c.interim_due,
    cases.c.promised,
    cases.c.grader_id,
    cases.c.handler_id,
    cases.c.marks,
)
LISTED = cases.join(results, cases.c.result_id == results.c.id).join(exams)
URGENCY = (text("due ASC NULLS LAST"), text("number"))
UNFINISHED = select(*COLUMNS).select_from(LISTED).where(OPEN_CASE).order_by(cases.c.due.nulls_last(), cases.c.number)

# An explanation stands in its grader's list once no case handler has to look at it first, an appeal in that of each new grader
# who has not said done.
WITH_GRADER = and_(OPEN_CASE, cases.c.status == "with_grader")
APPEALS = LISTED.join(commission_members, cases.c.commission_id == commission_members.c.commission_id)
DONE = func.replace(func.replace(type_coerce(cases.c.graders_done, Text), "[", ","), "]", ",")
NOT_DONE = DONE.not_like("%," + cast(commission_members.c.staff_id, Text) + ",%")
OWN = select(*COLUMNS, cases.c.grader_id.label("holder")).select_from(LISTED).where(WITH_GRADER)
SHARED = (
    select(*COLUMNS, commission_members.c.staff_id.label("holder"))
    .select_from(APPEALS)
    .where(WITH_COMMISSION, NOT_DONE)
)
STAFF = bindparam("staff", type_=Integer)
WAITING_FOR = union_all(
    OWN.where(cases.c.grader_id == STAFF), SHARED.where(commission_members.c.staff_id == STAFF)
).order_by(*URGENCY)

AFTER, LAST, MOST = (bindparam(name, type_=Integer) for name in ("after", "last", "most"))
NEXT_OWN = (
    select(cases.c.grader_id.label("holder"))
    .where(WITH_GRADER, cases.c.grader_id > AFTER)
    .distinct()
    .order_by(cases.c.grader_id)
    .limit(MOST)
)
NEXT_SHARED = (
    select(commission_members.c.staff_id.label("holder"))
    .select_from(cases.join(commission_members, cases.c.commission_id == commission_members.c.commission_id))
    .where(WITH_COMMISSION, NOT_DONE, commission_members.c.staff_id > AFTER)
    .distinct()
    .order_by(commission_members.c.staff_id)
    .limit(MOST)
)
NEXT_HOLDERS = (
    union(select(NEXT_OWN.subquery().c.holder), select(NEXT_SHARED.subquery().c.holder))
    .order_by(text("holder"))
    .limit(MOST)
)
WITH_GRADERS = union_all(
    OWN.where(cases.c.grader_id > AFTER, cases.c.grader_id <= LAST),
    SHARED.where(commission_members.c.staff_id > AFTER, commission_members.c.staff_id <= LAST),
).order_by(text("holder"), *URGENCY)

OWED = (
    select(cases.c.number)
    .where(WITH_GRADER, cases.c.due <= bindparam("until"), cases.c.kind == "explanation")
    .order_by(cases.c.number)
)
INTERIMS = union_all(
    select(cases.c.number).where(and_(OPEN_CASE, cases.c.interim_due <= bindparam("until"))),
    select(cases.c.number).where(and_(OPEN_CASE, cases.c.promised <= bindparam("until"))),
)
UNOPENED_SINCE = (
    select(cases.c.number)
    .where(UNOPENED, cases.c.done_on.between(bindparam("since"), bindparam("until")))
    .order_by(cases.c.number)
)
FROM = (
    select(*(cases.c[name] for name in FIELDS))
    .where(cases.c.number > bindparam("after"))
    .order_by(cases.c.number)
    .limit(PAGE)
)


def _row_of(case: Case) -> dict[str, Any]:
    return {
        "kind": case.kind.value,
        "status": case.status.value,
        "result_id": case.result_id,
        "received": case.received,
        "language": case.language.value,
        "law": case.law,
        "version": case.version,
        "grader_id": case.grader_id,
        "handler_id": case.handler_id,
        "commission_id": case.commission_id,
        "graders_done": case.graders_done,
        "due": case.due,
        "target": case.target,
        "in_time": case.in_time,
        "outcome": case.outcome and case.outcome.value,
        "done_on": case.done_on,
        "told_deadline": case.told_deadline,
        "told_request": case.told_request,
        "told_waiting": case.told_waiting,
        "interim_due": case.interim_due,
        "interims": case.interims,
        "promised": case.promised,
        "interim_reason": case.interim_reason,
        "interim_expected": case.interim_expected,
        "marks": ",".join(sorted(mark.value for mark in case.marks)),
        "waits_for": case.waits_for,
        "pauses": case.pauses,
        "error_known": case.error_known,
        "seen_on": case.seen_on,
    }


def _lines(found: Result[Any]) -> list[Line]:
    return list(starmap(Line, found.all()))


def keep(connection: Connection, case: Case) -> None:
    """Inserts a new case or writes the next version of one; Overtaken when it is not the next."""
    row = _row_of(case)
    if case.version == 1:
        connection.execute(INSERT, {"number": case.number, **row})
        return
    changed = connection.execute(UPDATE, {"which": case.number, "seen": case.version - 1, **row})
    if changed.rowcount != 1:
        raise Overtaken(number=case.number)


class Cases(Transaction):
    """What is asked of cases."""

    def new_number(self) -> int:
        """The next case number; one that is given out in a transaction that fails is given out again."""
        number: int = self._connection.execute(for_this(NEXT_NUMBER, self._connection)).scalar_one()
        return number

    def waiting_for(self, staff_id: int) -> Sequence[Line]:
        """What waits for that grader, the earliest due day first and those without one last."""
        return _lines(self._connection.execute(WAITING_FOR, {"staff": staff_id}))

    def unfinished(self) -> Sequence[Line]:
        """Every open case, the earliest due day first and those without one last."""
        return _lines(self._connection.execute(UNFINISHED))

    def with_graders(self, after: int, limit: int) -> Sequence[Line]:
        """What waits for the next `limit` graders with an id above `after`, by grader, then as in `waiting_for`."""
        holders = self._connection.execute(NEXT_HOLDERS, {"after": after, "most": limit}).scalars().all()
        if not holders:
            return []
        return _lines(self._connection.execute(WITH_GRADERS, {"after": after, "last": holders[-1]}))

    def explanations_due(self, until: date) -> Sequence[int]:
        """The numbers of the explanations that a grader owes by that day, in order."""
        return list(self._connection.execute(OWED, {"until": until}).scalars())

    def interims_due(self, until: date) -> Sequence[int]:
        """The numbers of open cases whose interim reply or promised date falls on or before that day, in order."""
        return sorted(set(self._connection.execute(INTERIMS, {"until": until}).scalars()))

    def unopened(self, since: date, until: date) -> Sequence[int]:
        """The numbers of told appeals whose decision nobody has seen opened, in order."""
        return self._connection.execute(UNOPENED_SINCE, {"since": since, "until": until}).scalars().all()

    def raw_cases(self) -> Iterator[Mapping[str, Any]]:
        """Every case as its fields in JSON-ready form, as the journal has them; to be read inside the transaction."""
        for row in paged(self._connection, FROM, lambda row: row.number):
            fields = {name: plain(value) for name, value in row._mapping.items()}
            yield {**fields, "marks": [mark for mark in row.marks.split(",") if mark]}
