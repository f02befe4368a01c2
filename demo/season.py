"""The exam season of the pretend university: sample files, imported the way any institution imports its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.exams import Language
from casework.registration import ResultRow, StaffRow
from demo.slack import LocalSlack
from exchange.reading import read_files

SAMPLES = Path(__file__).parent / "samples"
LOCALES = {Language.NB: "nb-NO", Language.NN: "nn-NO", Language.EN: "en-GB"}


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody who can write as a student; `results` are their rows of the results file."""

    name: str
    email: str
    language: Language
    results: tuple[ResultRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Season:
    """The files as they are imported, and the people in them."""

    files: tuple[tuple[str, bytes], ...]
    students: tuple[Student, ...]
    staff: tuple[StaffRow, ...]


def read_season(folder: Path = SAMPLES) -> Season:
    """Read all sample files of a folder; raise `BadFile` when the service would not take them."""
    files = tuple((path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv")))
    file = read_files(files).file
    return Season(files, _students(file.results), file.staff)


def settle_in(slack: LocalSlack, staff: Sequence[StaffRow]) -> None:
    """Make everybody with a Slack id a member of the workspace."""
    for one in staff:
        if one.slack_id:
            locale = LOCALES[one.language or Language.NB]
            slack.add_person(one.name or one.email, one.email, id=one.slack_id, locale=locale)


def _students(rows: Sequence[ResultRow]) -> tuple[Student, ...]:
    by_email: dict[str, list[ResultRow]] = {}
    for row in rows:
        if row.email:
            by_email.setdefault(row.email, []).append(row)
    return tuple(_student(email, own) for email, own in by_email.items())


def _student(email: str, rows: Sequence[ResultRow]) -> Student:
    name = next((row.name for row in rows if row.name), email)
    language = next((row.language for row in rows if row.language), Language.NB)
    return Student(name, email, language, tuple(rows))
