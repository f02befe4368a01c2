"""A big exam season written straight into the tables: students, graders, open and closed cases, journal and outbox."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from casework.calendar import OSLO
from casework.office import Office
from fristvakt.institution import approve_all, open_office
from fristvakt.settings import read_settings
from store.database import Database, open_database

DOMAIN = "eksamen.example.no"
SEALING_KEY = b"a sealing key for the benchmarks"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
EXAMS = 500
MAIL_EVERY = 20  # every twentieth grader has no Slack and reads mail
HANDLER_EVERY = 1000  # and every thousandth is a case handler too
LONG_AGO = "'2026-11-18T09:00:00.000000Z'"

# Table → how many rows, and each column as SQL over `i`, the number of the row.
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "exams": (
        ":exams",
        {
            "id": "i",
            "course": "'TST' || (1000 + i)",
            "part": "''",
            "term": "'2026H'",
            "name_nb": "'Emne ' || i",
            "name_nn": "'Emne ' || i",
            "name_en": "'Course ' || i",
            "form": "'written'",
            "announced": "'2026-11-17'",
            "protocol_created": "'2026-11-17'",
            "explanation_allowed": "1",
            "appeal_allowed": "1",
            "via_studentweb": "0",
            "explanation_form": "'oral'",
            "channel": "'inspera'",
        },
    ),
    "people": (
        ":students",
        {
            "id": "i",
            "student_number": "'5' || i",
            "name": "'Student ' || i",
            "email": "'s' || i || '@student.example.no'",
            "language": "'nb'",
            "undeliverable": "0",
        },
    ),
    "results": (
        ":students",
        {"id": "i", "exam_id": "1 + i % :exams", "person_id": "i", "candidate": "'1' || i", "group_code": "''"},
    ),
    "staff": (
        ":graders",
        {
            "id": "i",
            "email": "'g' || i || '@example.no'",
            "name": "'Grader ' || i",
            "slack_id": "iif(i % :mail_every, 'U0G' || i, '')",
            "external": "0",
            "roles": """iif(i % :handler_every = 999, '["case_handler","grader"]', '["grader"]')""",
            "language": "'nb'",
        },
    ),
    "commissions": (
        ":exams",
        {"id": "i", "exam_id": "i", "number": "'1'", "round": "'first'", "candidates": "'[]'"},
    ),
    "commission_members": (
        ":exams",
        {"commission_id": "i", "position": "0", "staff_id": "1 + i % :graders"},
    ),
    # As the rules leave them: what they would move is computed anew at the first start, and thousands of letters go out meanwhile.
    "cases": (
        ":cases",
        {
            "number": "i",
            "kind": "'explanation'",
            "status": "iif(i <= :open, 'with_grader', 'done')",
            "result_id": "i",
            "received": "'2026-11-' || (17 + i % 4) || 'T09:00:00.000000Z'",
            "language": "'nb'",
            "law": "'law-2024'",
            "version": "1",
            "grader_id": "1 + i % :graders",
            "graders_done": "'[]'",
            "due": "'2026-12-0' || (1 + i % 4)",
            "target": "'2026-12-0' || (1 + i % 4)",
            "in_time": "1",
            "outcome": "iif(i <= :open, NULL, 'sent')",
            "done_on": "iif(i <= :open, NULL, '2026-11-20')",
            "told_deadline": "'2026-12-11'",
            "interim_due": "'2026-12-0' || (1 + i % 4)",
            "interims": "0",
            "interim_reason": "''",
            "marks": "''",
        },
    ),
    "journal": (
        ":cases",
        {
            "seq": "i",
            "case_number": "i",
            "version": "1",
            "name": "'received'",
            "at": LONG_AGO,
            "who": "'person:' || i",
            "via": "'mail:' || i",
            "changes": """'{"due":"2026-12-02","grader_id":1,"kind":"explanation","status":"with_grader"}'""",
            "facts": "'{}'",
            "before": "printf('%064x', i)",
            "hash": "printf('%064x', i + 1)",
        },
    ),
    "outgoing": (
        ":cases",
        {
            "id": "i",
            "key": "'receipt:' || i",
            "kind": "'letter'",
            "to_address": "'s' || i || '@student.example.no'",
            "case_number": "i",
            "language": "'nb'",
            "template": "'receipt_explanation'",
            "version": "'1'",
            "approver": "'Jurist Jensen'",
            "subject": "'Begrunnelse'",
            "body": "'Vi har mottatt forespørselen.'",
            "automatic": "'auto-replied'",
            "in_reply_to": "''",
            "content": "'{}'",
            "urgency": "'1'",
            "written": LONG_AGO,
            "state": "'sent'",
            "tries": "1",
            "next_try": LONG_AGO,
            "done_at": LONG_AGO,
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much the tables hold; `waiting` students have a result and have asked for nothing yet."""

    cases: int
    open_cases: int
    graders: int
    waiting: int = 2000


SMALL = Size(1_000, 1_000, 50)
MANY = Size(200_000, 100_000, 5_000)
FULL = Size(1_000_000, 100_000, 5_000)


def office(folder: Path) -> Office:
    """One institution with letters that somebody has approved; its keys are made in that folder."""
    files = {"key_file": folder / "fristvakt.key", "letters_approved": folder / "letters-approved.txt"}
    settings = read_settings({}, mail_domain=DOMAIN, **files)
    approve_all(settings, "Jurist Jensen", NOW.date())
    return open_office(settings)


async def opened(path: Path) -> Database:
    """The database at that path, with all tables."""
    database = await open_database(f"sqlite:///{path}", SEALING_KEY)
    await database.upgrade()
    return database


async def populated(path: Path, size: Size) -> Path:
    """A new database at that path that holds the season; gives the path."""
    await (await opened(path)).close()
    values = {
        "cases": size.cases,
        "open": size.open_cases,
        "students": size.cases + size.waiting,
        "graders": size.graders,
        "exams": EXAMS,
        "mail_every": MAIL_EVERY,
        "handler_every": HANDLER_EVERY,
    }
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    with connection:
        for table, (many, columns) in TABLES.items():
            connection.execute(_filling(table, many, columns), values)
        connection.execute("INSERT INTO counters (name, last) VALUES ('case', :cases)", values)
        connection.execute("DELETE FROM known_keys")  # whoever opens it next has keys of its own
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def _filling(table: str, many: str, columns: dict[str, str]) -> str:
    names, values = ", ".join(f'"{name}"' for name in columns), ", ".join(columns.values())
    series = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})"
    return f"INSERT INTO {table} ({names}) {series} SELECT {values} FROM n"
