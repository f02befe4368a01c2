"""Which headings each kind of file may have, in bokmål, nynorsk and English, and which kind a table is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.registration import BadFile, Fault
from exchange.tables import Table, plain, refused


class FileKind(StrEnum):
    """The four kinds of registry file, told apart by their headings."""

    EXAMS = "exams"
    RESULTS = "results"
    GRADERS = "graders"
    COMMISSIONS = "commissions"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, the headings we print (Norwegian first), and the others we understand."""

    field: str
    shown: str
    english: str
    also: tuple[str, ...] = ()
    is_required: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Every heading that means this column, made plain."""
        return frozenset(plain(name) for name in (self.shown, self.english, *self.also))


_COURSE = Column("course", "Emnekode", "Course code", ("Emne", "Course"), is_required=True)
_PART = Column("part", "Del", "Part", ("Delprøve", "Eksamensdel", "Vurderingsdel", "Exam part"))
_TERM = Column("term", "Termin", "Term", ("Semester",), is_required=True)
_EMAIL = ("E-postadresse", "Epost", "E-mail address", "Mail")
_LANGUAGE = Column("language", "Språk", "Language", ("Målform",))

COLUMNS: Mapping[FileKind, tuple[Column, ...]] = {
    FileKind.EXAMS: (
        _COURSE,
        _PART,
        _TERM,
        Column("name_nb", "Navn bokmål", "Name Bokmål", ("Namn bokmål", "Emnenavn", "Navn nb", "Name nb", "name_nb")),
        Column(
            "name_nn", "Navn nynorsk", "Name Nynorsk", ("Namn nynorsk", "Emnenamn", "Navn nn", "Namn nn", "Name nn")
        ),
        Column("name_en", "Navn engelsk", "Name English", ("Namn engelsk", "Navn en", "Name en", "Course name")),
        Column("form", "Eksamensform", "Exam form", ("Form", "Vurderingsform")),
        Column("announced", "Kunngjort", "Announced", ("Kunngjøringsdato", "Kunngjeringsdato", "Announcement date")),
        Column("protocol_created", "Protokoll opprettet", "Protocol created", ("Protokoll oppretta", "Result created")),
        Column("unit_deadline", "Klagefrist", "Appeal deadline", ("Enhetsfrist", "Einingsfrist", "Unit deadline")),
        Column(
            "explanation_allowed", "Begrunnelse", "Explanation", ("Grunngiving", "Grunngjeving", "Explanation allowed")
        ),
        Column("appeal_allowed", "Klage", "Appeal", ("Klage tillatt", "Klage tillate", "Appeal allowed")),
        Column("via_studentweb", "Via Studentweb", "Via StudentWeb", ("Studentweb", "Via Studentweb J/N")),
        Column("explanation_form", "Begrunnelsesform", "Explanation form", ("Grunngivingsform", "Grunngjevingsform")),
        Column("channel", "Kanal", "Channel", ("Sensurkanal", "Digitalt klagesystem", "Grading channel")),
        Column("faculty", "Fakultet", "Faculty", ("Fakultetskode", "Faculty code")),
        Column("held", "Eksamensdato", "Exam date", ("Eksamen holdt", "Eksamen halden", "Date of exam")),
        Column("appealed_as", "Klages på", "Appealed as", ("Blir klaga på", "Delklage")),
        Column("oral_adjusts", "Muntlig justerer", "Oral adjusts", ("Munnleg justerer", "Justerende muntlig")),
    ),
    FileKind.RESULTS: (
        _COURSE,
        _PART,
        _TERM,
        Column(
            "candidate", "Kandidatnummer", "Candidate number", ("Kandidat", "Kandidatnr", "Candidate"), is_required=True
        ),
        Column("student_number", "Studentnummer", "Student number", ("Studentnr", "Student no"), is_required=True),
        Column("name", "Navn", "Name", ("Namn", "Studentnavn", "Studentnamn")),
        Column("email", "E-post", "E-mail", _EMAIL),
        _LANGUAGE,
        Column("group", "Gruppe", "Group"),
        Column(
            "individual_start",
            "Individuell start",
            "Individual start",
            ("Individuell startdato", "Individual start date"),
        ),
        Column("grade", "Karakter", "Grade", ("Resultat", "Result")),
        Column("announced_anew", "Kunngjort på nytt", "Announced anew", ("Kunngjort på ny", "Announced again")),
    ),
    FileKind.GRADERS: (
        Column("name", "Navn", "Name", ("Namn",)),
        Column("email", "E-post", "E-mail", _EMAIL, is_required=True),
        Column("slack_id", "Slack-id", "Slack id", ("Slack", "Slack user id")),
        Column("external", "Intern/ekstern", "Internal/external", ("Tilknytning", "Tilknyting", "Affiliation")),
        Column("role", "Rolle", "Role"),
        _LANGUAGE,
    ),
    FileKind.COMMISSIONS: (
        _COURSE,
        _PART,
        _TERM,
        Column(
            "number",
            "Kommisjon",
            "Commission",
            ("Kommisjonsnummer", "Kommisjonsnr", "Commission number"),
            is_required=True,
        ),
        Column("round", "Runde", "Round", ("Omgang", "Sensurrunde"), is_required=True),
        Column(
            "grader_email",
            "Sensor",
            "Grader",
            ("Sensor e-post", "E-post sensor", "Grader e-mail", "E-post", "E-mail"),
            True,
        ),
        Column("lead", "Hovedansvarlig", "Lead grader", ("Hovudansvarleg", "Hovedansvar", "Leder", "Leiar", "Lead")),
        Column("candidate", "Kandidatnummer", "Candidate number", ("Kandidat", "Kandidatnr", "Candidate")),
    ),
}

_BY_NAME: Mapping[FileKind, Mapping[str, Column]] = {
    kind: {name: column for column in columns for name in column.names} for kind, columns in COLUMNS.items()
}


@dataclass(frozen=True, slots=True)
class Places:
    """Where a table's columns stand: place in the row and heading as written, both by field."""

    kind: FileKind
    place: Mapping[str, int]
    heading: Mapping[str, str]


def places_of(table: Table) -> Places:
    """Which kind of file the table is and where its columns stand; raises BadFile with every fault of the heading line."""
    kind = _kind_of(table)
    known = _BY_NAME[kind]
    place: dict[str, int] = {}
    faults: list[Fault] = []
    for number, heading in enumerate(table.headings):
        column = known.get(plain(heading))
        if column is None and heading:
            faults.append(Fault(table.source, table.heading_row, heading[:40], f"one of {_listed(kind)}"))
        elif column is not None and column.field in place:
            faults.append(Fault(table.source, table.heading_row, heading, f"one column only for {_both(column)}"))
        elif column is not None:
            place[column.field] = number
    faults += _missing(table, kind, place)
    if faults:
        raise BadFile(faults)
    return Places(kind, place, {field: table.headings[number] for field, number in place.items()})


def shown(kind: FileKind, field: str) -> str:
    """How we print the heading of that field where the file itself has none."""
    return next(_both(column) for column in COLUMNS[kind] if column.field == field)


def _kind_of(table: Table) -> FileKind:
    headings = {plain(heading) for heading in table.headings}
    scores = {kind: _likeness(kind, headings) for kind in FileKind}
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] <= 0:
        known = "; ".join(f"{kind}: {_listed(kind)}" for kind in FileKind)
        raise refused(table.source, table.heading_row, f"a first row of headings of one kind of file: {known}")
    return best


def _likeness(kind: FileKind, headings: set[str]) -> int:
    """How many headings are known to that kind of file, less the required ones that are missing."""
    missing = sum(column.is_required and not column.names & headings for column in COLUMNS[kind])
    return sum(heading in _BY_NAME[kind] for heading in headings) - missing


def _missing(table: Table, kind: FileKind, place: Mapping[str, int]) -> list[Fault]:
    absent = [column for column in COLUMNS[kind] if column.is_required and column.field not in place]
    expected = f"a column with this heading in a file of {kind}"
    return [Fault(table.source, table.heading_row, _both(column), expected) for column in absent]


def _both(column: Column) -> str:
    return f"{column.shown} / {column.english}"


def _listed(kind: FileKind) -> str:
    return ", ".join(_both(column) for column in COLUMNS[kind])
