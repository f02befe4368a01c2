"""Turns the lines of a table into the rows of a registry file, collecting every fault on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from casework.registration import CommissionRow, ExamKey, ExamRow, Fault, ResultRow, StaffRow
from exchange import values
from exchange.headings import FileKind, Places, shown
from exchange.tables import Cell, Line, Table

T = TypeVar("T")
Row = ExamRow | ResultRow | StaffRow | CommissionRow
R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """A row and where it stood."""

    source: str
    number: int
    places: Places
    row: R

    def fault(self, field: str, expected: str) -> Fault:
        """A fault at that row's column."""
        heading = self.places.heading.get(field) or shown(self.places.kind, field)
        return Fault(self.source, self.number, heading, expected)


@dataclass(slots=True)
class Cells:
    """One line of a table, read field by field; what cannot be read is added to `faults`."""

    source: str
    line: Line
    places: Places
    faults: list[Fault] = field(default_factory=list)

    def read(self, field: str, parse: values.Parser[T]) -> T | None:
        """The value of that field; None where the cell is empty, has no column, or is faulty."""
        place = self.places.place.get(field)
        cell: Cell = self.line.cells[place] if place is not None and place < len(self.line.cells) else ""
        if not cell:
            return None
        try:
            return parse(cell)
        except values.Unreadable as unreadable:
            self._fault(field, str(unreadable))
            return None

    def need(self, field: str, parse: values.Parser[T]) -> T | None:
        """As `read`, and an empty cell is a fault."""
        before = len(self.faults)
        value = self.read(field, parse)
        if value is None and len(self.faults) == before:
            self._fault(field, "a value; this cell may not be empty")
        return value

    def exam(self) -> ExamKey | None:
        """The exam that the line names."""
        course = self.need("course", values.course)
        part = self.read("part", values.text(40)) or ""
        term = self.need("term", values.term)
        return ExamKey(course, part, term) if course and term else None

    def _fault(self, field: str, expected: str) -> None:
        heading = self.places.heading.get(field) or shown(self.places.kind, field)
        self.faults.append(Fault(self.source, self.line.number, heading, expected))


def rows_of(table: Table, places: Places, faults: list[Fault]) -> list[Found[Row]]:
    """The rows of a table, faults added to the list; a line whose key cannot be read gives no row."""
    read = _READERS[places.kind]
    found: list[Found[Row]] = []
    for line in table.lines:
        faults += _astray(table, line)
        if line.is_blank:
            continue
        cells = Cells(table.source, line, places)
        row = read(cells)
        faults += cells.faults
        if row is not None:
            found.append(Found(table.source, line.number, places, row))
    return found


def _astray(table: Table, line: Line) -> list[Fault]:
    """Values that stand under no heading, by the number of their column."""
    nameless = [
        number
        for number, cell in enumerate(line.cells, start=1)
        if cell and (number > len(table.headings) or not table.headings[number - 1])
    ]
    return [
        Fault(table.source, line.number, f"column {number}", "nothing, as it has no heading") for number in nameless
    ]


def _exam(cells: Cells) -> ExamRow | None:
    key = cells.exam()
    name = values.text(200)
    row = partial(
        ExamRow,
        name_nb=cells.read("name_nb", name),
        name_nn=cells.read("name_nn", name),
        name_en=cells.read("name_en", name),
        form=cells.read("form", values.form),
        announced=cells.read("announced", values.day),
        protocol_created=cells.read("protocol_created", values.day),
        unit_deadline=cells.read("unit_deadline", values.day),
        explanation_allowed=cells.read("explanation_allowed", values.yes_or_no),
        appeal_allowed=cells.read("appeal_allowed", values.yes_or_no),
        via_studentweb=cells.read("via_studentweb", values.yes_or_no),
        explanation_form=cells.read("explanation_form", values.explanation_form),
        channel=cells.read("channel", values.channel),
        faculty=cells.read("faculty", values.faculty),
        held=cells.read("held", values.day),
        appealed_as=cells.read("appealed_as", values.appealed_as),
        oral_adjusts=cells.read("oral_adjusts", values.yes_or_no),
    )
    return row(key) if key else None


def _result(cells: Cells) -> ResultRow | None:
    exam = cells.exam()
    candidate = cells.need("candidate", values.candidate)
    student_number = cells.need("student_number", values.student_number)
    name = cells.read("name", values.text(200))
    email = cells.read("email", values.email)
    language = cells.read("language", values.language)
    group = cells.read("group", values.text(40))
    start = cells.read("individual_start", values.day)
    grade = cells.read("grade", values.grade)
    anew = cells.read("announced_anew", values.day)
    if exam is None or candidate is None or student_number is None:
        return None
    return ResultRow(exam, candidate, student_number, name, email, language, group, start, grade, anew)


def _staff(cells: Cells) -> StaffRow | None:
    email = cells.need("email", values.email)
    name = cells.read("name", values.text(200))
    slack_id = cells.read("slack_id", values.slack_id)
    external = cells.read("external", values.external)
    role = cells.read("role", values.role)
    language = cells.read("language", values.language)
    return StaffRow(email, name, slack_id, external, role, language) if email else None


def _commission(cells: Cells) -> CommissionRow | None:
    exam = cells.exam()
    number = cells.need("number", values.commission_number)
    exam_round = cells.need("round", values.exam_round)
    grader_email = cells.need("grader_email", values.email)
    lead = cells.read("lead", values.yes_or_no) or False
    candidate = cells.read("candidate", values.candidate)
    if exam is None or number is None or exam_round is None or grader_email is None:
        return None
    return CommissionRow(exam, number, exam_round, grader_email, lead, candidate)


_READERS: Mapping[FileKind, Callable[[Cells], Row | None]] = {
    FileKind.EXAMS: _exam,
    FileKind.RESULTS: _result,
    FileKind.GRADERS: _staff,
    FileKind.COMMISSIONS: _commission,
}
