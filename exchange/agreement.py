"""Checks that the rows of an import agree with each other and with what the registry already knows."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from casework.registration import CommissionRow, ExamKey, ExamRow, Fault, ResultRow, StaffRow
from exchange.rows import Found, Row


@dataclass(frozen=True, slots=True)
class Claim:
    """What a row says of one thing; two rows that say something else of the same thing are a fault."""

    about: Hashable
    says: Hashable
    field: str
    expected: str


def disagreements(found: Sequence[Found[Row]]) -> list[Fault]:
    """A fault for each row that contradicts an earlier one; it names both rows."""
    first: dict[Hashable, tuple[Hashable, Found[Row]]] = {}
    faults: list[Fault] = []
    for row in found:
        for claim in _claims(row.row):
            says, earlier = first.setdefault(claim.about, (claim.says, row))
            if says != claim.says:
                where = f"row {earlier.number} of {earlier.source}"
                faults.append(row.fault(claim.field, f"{claim.expected}; {where} says otherwise"))
                break
    return faults


def unknown_exams(found: Sequence[Found[Row]], known: Callable[[ExamKey], bool]) -> list[Fault]:
    """A fault for each result and commission whose exam stands neither in the files nor in the registry."""
    named = {row.row.key: True for row in found if isinstance(row.row, ExamRow)}
    faults: list[Fault] = []
    for row in found:
        if not isinstance(row.row, ResultRow | CommissionRow):
            continue
        exam = row.row.exam
        if exam not in named:
            named[exam] = known(exam)
        if not named[exam]:
            faults.append(row.fault("course", "an exam (course, part and term) of these files or of the registry"))
    return faults


def unknown_graders(found: Sequence[Found[Row]], known: Callable[[str], bool]) -> list[Fault]:
    """A fault for each commission whose grader stands neither in the files nor in the registry."""
    named = {row.row.email: True for row in found if isinstance(row.row, StaffRow)}
    faults: list[Fault] = []
    for row in found:
        if not isinstance(row.row, CommissionRow):
            continue
        email = row.row.grader_email
        if email not in named:
            named[email] = known(email)
        if not named[email]:
            faults.append(row.fault("grader_email", "the address of a grader of these files or of the registry"))
    return faults


def _claims(row: Row) -> Iterator[Claim]:
    match row:
        case ExamRow():
            yield Claim(row.key, row, "course", "one row for each course, part and term")
        case ResultRow():
            yield from _claims_of_result(row)
        case StaffRow():
            yield from _claims_of_staff(row)
        case CommissionRow():
            yield from _claims_of_commission(row)


def _claims_of_result(row: ResultRow) -> Iterator[Claim]:
    yield Claim((row.exam, "candidate", row.candidate), row, "candidate", "one row for each candidate at an exam")
    student = row.student_number
    yield Claim(
        (row.exam, "student", student), row.candidate, "student_number", "one candidate number a student at an exam"
    )
    for field in ("name", "email", "language"):
        value = getattr(row, field)
        if value is not None:
            yield Claim(("student", student, field), value, field, "the same in every row of a student")
    if row.email is not None:
        yield Claim(("student with address", row.email), student, "email", "an address of one student only")


def _claims_of_staff(row: StaffRow) -> Iterator[Claim]:
    yield Claim(("staff", row.email, row.role), row, "email", "one row for each person in a role")
    for field in ("name", "slack_id", "external", "language"):
        value = getattr(row, field)
        if value is not None:
            yield Claim(("staff", row.email, field), value, field, "the same in every row of a person")
    if row.slack_id is not None:
        yield Claim(("staff with Slack id", row.slack_id), row.email, "slack_id", "a Slack id of one person only")


def _claims_of_commission(row: CommissionRow) -> Iterator[Claim]:
    commission = (row.exam, row.number, row.round)
    member = (*commission, row.grader_email)
    yield Claim((*member, "candidate", row.candidate), row, "grader_email", "one row a grader in a commission")
    yield Claim(
        (*member, "all"), row.candidate is None, "candidate", "all candidates or named ones for a grader, not both"
    )
    if row.lead:
        yield Claim((*commission, "lead"), row.grader_email, "lead", "one lead grader in a commission")
