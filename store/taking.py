"""How a registry file is taken: natural keys, all rows or none, an empty cell never overwrites (A-273)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from casework.exams import Channel, ExplanationForm, Form, Language, Role
from casework.registration import (
    BadFile,
    CommissionRow,
    ExamKey,
    ExamRow,
    Fault,
    RegistryFile,
    ResultRow,
    StaffRow,
    Taken,
)
from store.registry_tables import commission_members, commissions, exams, grades, imports, people, results, staff
from store.sealing import Sealer
from store.transaction import both, for_this
from store.upserting import Fate, Key, existing, known, merged, upsert

KEYS: Any = bindparam("keys", expanding=True)
IMPORTED = both(
    lambda insert: (made := insert(imports)).on_conflict_do_update(
        index_elements=["digest"], set_={name: made.excluded[name] for name in ("at", "added", "changed", "unchanged")}
    )
)
EXAMS = select(exams).where(exams.c.course.in_(KEYS))
STAFF = select(staff).where(staff.c.email.in_(KEYS))
PEOPLE = select(people).where(people.c.student_number.in_(KEYS))
RESULTS = select(results).where(results.c.exam_id.in_(KEYS))
GRADES = select(grades).join(results).where(results.c.exam_id.in_(KEYS))
COMMISSIONS = select(commissions).where(commissions.c.exam_id.in_(KEYS))
MEMBERS = (
    select(commission_members.c.staff_id)
    .where(commission_members.c.commission_id == bindparam("which"))
    .order_by(commission_members.c.position)
)
DISMISS = delete(commission_members).where(commission_members.c.commission_id == bindparam("which"))

BY_EXAM = ("course", "part", "term")
BY_RESULT = ("exam_id", "person_id")
BY_COMMISSION = ("exam_id", "number", "round")

NO_EXAM: dict[str, Any] = {
    **dict.fromkeys(("name_nb", "name_nn", "name_en", "faculty"), ""),
    **dict.fromkeys(("announced", "protocol_created", "unit_deadline", "held", "appealed_as")),
    **dict.fromkeys(("explanation_allowed", "appeal_allowed", "via_studentweb", "oral_adjusts"), False),
    "form": Form.WRITTEN.value,
    "explanation_form": ExplanationForm.GRADER_CHOOSES.value,
    "channel": Channel.MANUAL.value,  # an empty field means that no digital system has it
}
NO_STAFF = {
    "name": "",
    "slack_id": "",
    "external": False,
    "roles": [Role.GRADER.value],
    "language": Language.NB.value,
}
NO_PERSON = {"name": "", "email": "", "language": Language.NB.value, "undeliverable": False, "slack_id": None}
NO_GRADE = {"case_number": None}
NO_RESULT = {"group_code": "", "individual_start": None, "announced_anew": None}


def take(connection: Connection, sealer: Sealer, file: RegistryFile, digest: str, now: datetime) -> Taken:
    """Takes a file and counts its rows; what says the same as the registry changes nothing.

    Raises BadFile with every fault when a row names an exam or a grader that neither the registry nor the file knows.
    """
    taking = Taking(connection, sealer, file)
    fates = Counter(taking.fates())
    counted = {"added": fates[Fate.ADDED], "changed": fates[Fate.CHANGED], "unchanged": fates[Fate.UNCHANGED]}
    connection.execute(for_this(IMPORTED, connection), {"digest": digest, "at": now, **counted})
    changed = fates[Fate.ADDED] or fates[Fate.CHANGED]
    return Taken(**counted, exams=taking.exams_named() if changed else frozenset())


def appoint(connection: Connection, commission_id: int, members: Sequence[int]) -> None:
    """Gives a commission without members these, the lead grader first."""
    rows = [
        {"commission_id": commission_id, "position": position, "staff_id": staff_id}
        for position, staff_id in enumerate(members)
    ]
    connection.execute(insert(commission_members), rows)


class Taking:
    """One import under way: the ids that its rows need, found as they are made."""

    def __init__(self, connection: Connection, sealer: Sealer, file: RegistryFile) -> None:
        self._connection = connection
        self._sealer = sealer
        self._file = file
        self._exam_ids: dict[ExamKey, int] = {}

    def fates(self) -> Iterator[Fate]:
        """Takes everything in the order in which rows need each other, and gives the fate of each row."""
        yield from self._take_exams(self._file.exams)
        yield from self._take_staff(self._file.staff)
        self._find_exams()
        staff_ids = self._staff_ids()
        self._refuse_unknown(staff_ids)
        yield from self._take_results(self._file.results)
        yield from self._take_commissions(self._file.commissions, staff_ids)

    def _take_exams(self, rows: Iterable[ExamRow]) -> list[Fate]:
        wanted = merged((_exam_key(row.key), _exam_cells(row)) for row in rows)
        before = existing(self._connection, EXAMS, BY_EXAM, (row.key.course for row in rows))
        fates = upsert(self._connection, exams, BY_EXAM, before, wanted, NO_EXAM)
        return [fates[_exam_key(row.key)] for row in rows]

    def _take_staff(self, rows: Iterable[StaffRow]) -> list[Fate]:
        wanted = merged(((row.email.lower(),), _staff_cells(row)) for row in rows)
        for row in rows:
            if row.role is not None:
                cells = wanted[(row.email.lower(),)]
                cells["roles"] = sorted({*cells.get("roles", ()), row.role.value})
        before = existing(self._connection, STAFF, ("email",), (row.email.lower() for row in rows))
        fates = upsert(self._connection, staff, ("email",), before, wanted, NO_STAFF)
        return [fates[(row.email.lower(),)] for row in rows]

    def _take_results(self, rows: tuple[ResultRow, ...]) -> Iterator[Fate]:
        if not rows:
            return
        person_fates = self._take_people(rows)
        found = existing(self._connection, PEOPLE, ("student_number",), (row.student_number for row in rows))
        keys = [(self._exam_ids[row.exam], found[(row.student_number,)]["id"]) for row in rows]
        in_exams = [exam_id for exam_id, _ in keys]
        before = existing(self._connection, RESULTS, BY_RESULT, in_exams)
        wanted = merged(zip(keys, map(_result_cells, rows), strict=True))
        result_fates = upsert(self._connection, results, BY_RESULT, before, wanted, NO_RESULT)
        kept = existing(self._connection, RESULTS, BY_RESULT, in_exams)
        ids = [kept[key]["id"] for key in keys]
        grade_fates = self._take_grades(in_exams, zip(ids, rows, strict=True))
        for row, key, result_id in zip(rows, keys, ids, strict=True):
            further = person_fates[(row.student_number,)] or grade_fates.get(result_id)
            yield result_fates[key] or (Fate.CHANGED if further else Fate.UNCHANGED)

    def _take_people(self, rows: Iterable[ResultRow]) -> dict[Key, Fate]:
        wanted = merged(((row.student_number,), _person_cells(row)) for row in rows)
        before = existing(self._connection, PEOPLE, ("student_number",), (row.student_number for row in rows))
        for key, cells in wanted.items():
            if key in before and cells.get("email", before[key]["email"]) != before[key]["email"]:
                cells["undeliverable"] = False
        return upsert(self._connection, people, ("student_number",), before, wanted, NO_PERSON)

    def _take_grades(self, in_exams: list[int], rows: Iterable[tuple[int, ResultRow]]) -> dict[int, Fate]:
        before = existing(self._connection, GRADES, ("result_id",), in_exams)
        graded = {result_id: row.grade for result_id, row in rows if row.grade is not None}
        wanted: dict[Key, Mapping[str, Any]] = {
            (result_id,): {"sealed": self._sealer.seal(f"result:{result_id}", grade)}
            for result_id, grade in graded.items()
            if self._grade_before(before, result_id) != grade
        }
        fates = upsert(self._connection, grades, ("result_id",), before, wanted, NO_GRADE)
        return {result_id: fate for (result_id,), fate in fates.items()}

    def _grade_before(self, before: Mapping[Key, Mapping[str, Any]], result_id: int) -> str | None:
        row = before.get((result_id,))
        return None if row is None else self._sealer.open(f"result:{result_id}", row["sealed"])

    def _take_commissions(self, rows: tuple[CommissionRow, ...], staff_ids: Mapping[str, int]) -> Iterator[Fate]:
        if not rows:
            return
        grouped: dict[Key, list[CommissionRow]] = {}
        for row in rows:
            grouped.setdefault((self._exam_ids[row.exam], row.number, row.round.value), []).append(row)
        in_exams = [exam_id for exam_id, _, _ in grouped]
        before = existing(self._connection, COMMISSIONS, BY_COMMISSION, in_exams)
        wanted = {key: {"candidates": _candidates(members)} for key, members in grouped.items()}
        fates = upsert(self._connection, commissions, BY_COMMISSION, before, wanted, {})
        kept = existing(self._connection, COMMISSIONS, BY_COMMISSION, in_exams)
        for key, members in grouped.items():
            appointed = self._appoint(kept[key]["id"], _members(members, staff_ids))
            fate = fates[key] or (Fate.CHANGED if appointed else Fate.UNCHANGED)
            yield from [fate] * len(members)

    def _appoint(self, commission_id: int, members: list[int]) -> bool:
        before = self._connection.execute(MEMBERS, {"which": commission_id}).scalars().all()
        if before == members:
            return False
        self._connection.execute(DISMISS, {"which": commission_id})
        appoint(self._connection, commission_id, members)
        return True

    def exams_named(self) -> frozenset[int]:
        """The ids of all exams that the file says something of."""
        found = existing(self._connection, EXAMS, BY_EXAM, (row.key.course for row in self._file.exams))
        own = {_exam_key(row.key) for row in self._file.exams}
        return frozenset({row["id"] for key, row in found.items() if key in own} | set(self._exam_ids.values()))

    def _find_exams(self) -> None:
        named = (key.course for keys in self._exams_named().values() for key in keys)
        found = existing(self._connection, EXAMS, BY_EXAM, named)
        self._exam_ids = {ExamKey(*key): row["id"] for key, row in found.items()}

    def _exams_named(self) -> dict[str, list[ExamKey]]:
        return {
            "results": [row.exam for row in self._file.results],
            "commissions": [row.exam for row in self._file.commissions],
        }

    def _staff_ids(self) -> dict[str, int]:
        named = (row.grader_email.lower() for row in self._file.commissions)
        found = existing(self._connection, STAFF, ("email",), named)
        return {email: row["id"] for (email,), row in found.items()}

    def _refuse_unknown(self, staff_ids: Mapping[str, int]) -> None:
        known_exam = "an exam that is in the registry"
        faults = [
            Fault(name, row, "course", known_exam)
            for name, keys in self._exams_named().items()
            for row, key in enumerate(keys, start=2)
            if key not in self._exam_ids
        ]
        faults += [
            Fault("commissions", row, "grader_email", "the address of a grader who is in the registry")
            for row, each in enumerate(self._file.commissions, start=2)
            if each.grader_email.lower() not in staff_ids
        ]
        if faults:
            raise BadFile(faults)


def _exam_key(key: ExamKey) -> Key:
    return (key.course, key.part, key.term)


def _exam_cells(row: ExamRow) -> dict[str, Any]:
    cells = {name: getattr(row, name) for name in ExamRow.__dataclass_fields__ if name != "key"}
    return known(**cells)


def _staff_cells(row: StaffRow) -> dict[str, Any]:
    return known(name=row.name, slack_id=row.slack_id, external=row.external, language=row.language)


def _person_cells(row: ResultRow) -> dict[str, Any]:
    return known(name=row.name, email=row.email and row.email.lower(), language=row.language)


def _result_cells(row: ResultRow) -> dict[str, Any]:
    return known(
        candidate=row.candidate,
        group_code=row.group,
        individual_start=row.individual_start,
        announced_anew=row.announced_anew,
    )


def _candidates(rows: Iterable[CommissionRow]) -> list[str]:
    """Empty for all, which one row without a candidate number is enough for (A-149)."""
    named = {row.candidate for row in rows}
    return [] if None in named else sorted(candidate for candidate in named if candidate is not None)


def _members(rows: Iterable[CommissionRow], staff_ids: Mapping[str, int]) -> list[int]:
    in_order = sorted(rows, key=lambda row: not row.lead)
    return list(dict.fromkeys(staff_ids[row.grader_email.lower()] for row in in_order))
