"""What the page shows: one moment of the pretend university as JSON."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.phrases import say
from casework.calendar import OSLO, day_in_words
from casework.case import Outcome
from casework.exams import Language
from casework.records import Records
from casework.registration import ResultRow, StaffRow
from demo.examples import examples
from demo.mail import shown
from demo.season import Student
from demo.slack import Json
from demo.university import MAIL_DOMAIN, University

STRANGER = Student("En ukjent avsender", "ukjent@post.example.com", Language.NB)
BOXES = ("begrunnelse", "klage", "formellfeil", "sak")
CASE_DATES = ("due", "target", "interim_due", "promised", "done_on", "told_deadline")
MOST_MESSAGES = 200
MOST_NEWS = 40


class Whose(NamedTuple):
    """What a case is about; it never changes."""

    exam: str
    candidate: str
    name: str


class Window:
    """Looks at a university for the page."""

    def __init__(self, university: University) -> None:
        self._university = university
        self._whose: dict[int, Whose] = {}
        self.students = {one.email: one for one in (*university.season.students, STRANGER)}
        self.staff = {one.email: one for one in university.season.staff}

    def people(self) -> Json:
        """Return what does not change while the demo runs: people, addresses and example mails."""
        return {
            "students": [_student(one) for one in self.students.values()],
            "staff": [_staff(one) for one in self.staff.values()],
            "boxes": [f"{box}@{MAIL_DOMAIN}" for box in BOXES],
            "examples": [{**one._asdict(), "to": f"{one.box}@{MAIL_DOMAIN}"} for one in examples()],
        }

    async def state(self, student: str, staff: str) -> Json:
        """Return what these two people and the person at the clock see now; raise `KeyError` for unknown ones."""
        chosen = self.staff[staff]
        return {
            "clock": self.clock(),
            "mailbox": self._mailbox(self.students[student].email),
            "desk": self._slack(chosen.slack_id) if chosen.slack_id else {"mailbox": self._mailbox(staff)},
            "cases": await self._university.service.store.read(self._cases),
            "news": self._news(),
            "counts": self._counts(),
        }

    def clock(self) -> Json:
        """Return the time in Oslo, and whether the clock is being pushed."""
        now = self._university.clock().astimezone(OSLO)
        return {
            "iso": now.isoformat(timespec="minutes"),
            "day": day_in_words(now.date(), Language.NB, with_year=True),
            "time": now.strftime("%H:%M"),
            "busy": self._university.pushing.locked(),
        }

    def _mailbox(self, address: str) -> list[Json]:
        mails = self._university.relay.mails
        wanted = address.lower()
        own = [(number, mail) for number, mail in enumerate(mails) if wanted in map(str.lower, mail.recipients)]
        return [shown(number, mail) for number, mail in reversed(own)]

    def _slack(self, user: str) -> Json:
        slack = self._university.slack
        return {
            "bot": slack.bot_user,
            "messages": slack.read(user)[-MOST_MESSAGES:],
            "home": slack.home(user),
            "modal": slack.modal(user),
        }

    def _cases(self, records: Records) -> list[Json]:
        return [self._case(records, row) for row in records.raw_cases()][::-1]

    def _case(self, records: Records, row: Mapping[str, Any]) -> Json:
        whose = self._whose.get(row["result_id"]) or self._looked_up(records, row)
        outcome = row["outcome"]
        return {
            "number": row["number"],
            "kind": say(f"kind.{row['kind']}", Language.NB),
            "status": say(f"status.{row['status']}", Language.NB),
            "state": row["status"],
            "outcome": say(f"outcome.{Outcome(outcome)}", Language.NB) if outcome else "",
            **whose._asdict(),
            **{name: row[name] for name in CASE_DATES},
        }

    def _looked_up(self, records: Records, row: Mapping[str, Any]) -> Whose:
        dossier = records.dossier(row["result_id"])
        if dossier is None:
            return Whose("", "", "")
        whose = Whose(dossier.exam.label, dossier.result.candidate, dossier.person.name)
        self._whose[row["result_id"]] = whose
        return whose

    def _news(self) -> list[Json]:
        news = [*self._mail_news(), *self._slack_news()]
        return sorted(news, key=lambda one: str(one["at"]), reverse=True)[:MOST_NEWS]

    def _mail_news(self) -> list[Json]:
        return [
            {"at": mail.received.isoformat(), "way": "mail", "what": mail.view.subject, **self._reader(address)}
            for mail in self._university.relay.mails[-MOST_NEWS:]
            for address in mail.recipients
        ]

    def _slack_news(self) -> list[Json]:
        slack = self._university.slack
        people = ((one, slack.read(one.slack_id)) for one in self.staff.values() if one.slack_id)
        return [
            {"at": _moment(message["ts"]), "way": "slack", "what": message["text"], **self._reader(one.email)}
            for one, messages in people
            for message in messages[-MOST_NEWS:]
            if message["user"] == slack.bot_user and not message.get("is_ephemeral")
        ]

    def _reader(self, address: str) -> Json:
        person = self.students.get(address) or self.staff.get(address)
        place = "student" if address in self.students else "staff"
        return {"to": address, "name": person.name if person and person.name else address, "place": place}

    def _counts(self) -> dict[str, int]:
        slack, counts = self._university.slack, dict.fromkeys((*self.students, *self.staff), 0)
        for mail in self._university.relay.mails:
            for address in mail.recipients:
                counts[address.lower()] = counts.get(address.lower(), 0) + 1
        for one in self.staff.values():
            if one.slack_id:
                counts[one.email] = sum(message["user"] == slack.bot_user for message in slack.read(one.slack_id))
        return counts


def _moment(ts: str) -> str:
    return datetime.fromtimestamp(float(ts), UTC).isoformat()


def _student(student: Student) -> Json:
    return {
        "name": student.name,
        "email": student.email,
        "language": student.language,
        "results": [_result(row) for row in student.results],
    }


def _result(row: ResultRow) -> Json:
    return {"exam": f"{row.exam.course} {row.exam.part}".strip(), "candidate": row.candidate}


def _staff(row: StaffRow) -> Json:
    return {
        "name": row.name or row.email,
        "email": row.email,
        "role": row.role or "",
        "external": bool(row.external),
        "slack": bool(row.slack_id),
    }
