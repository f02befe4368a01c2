"""The afternoon question: was the talk held? Asked once on its own day, unless the grader has said so already (decision 28, A-126)."""

from datetime import datetime, timedelta

from casework.appointments import Appointment
from casework.calendar import OSLO
from casework.case import Case, Status
from casework.desk.keeping import post
from casework.dossier import Dossier
from casework.exams import Staff
from casework.invitations import Slot
from casework.messages import Letter, Notice, NoticeKind
from casework.office import Office
from casework.records import Records, Store

AFTER_A_TALK = timedelta(hours=1)
LONGEST_BACK = timedelta(days=7)  # what is older, the morning's list has asked about every day since


class Afternoon:
    """Each talk in its own transaction; the question's key sees to it that each is asked about once."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    async def ask(self, now: datetime) -> None:
        """Asks the grader of every talk whose hour to ask has come and that nobody has told of, whatever was missed before."""
        for number in await self._store.read(lambda records: self._due(records, now)):
            await self._one(number, now)

    def _due(self, records: Records, now: datetime) -> list[int]:
        begun = records.talks_begun(now - LONGEST_BACK, now)
        return [number for number in begun if self._question(records, number, now) is not None]

    async def _one(self, number: int, now: datetime) -> None:
        await self._store.write(lambda records: self._post(records, number, now))

    def _post(self, records: Records, number: int, now: datetime) -> None:
        question = self._question(records, number, now)
        if question is not None and records.first_time(question.key, now):
            post(records, [question])

    def _question(self, records: Records, number: int, now: datetime) -> Letter | Notice | None:
        """What is to be asked about the talk of that case now; None when it is too early, or was asked or told already."""
        dossier = records.dossier_of(number)
        appointment = dossier.appointment(number) if dossier else None
        if dossier is None or appointment is None or not is_untold(dossier.case(number), appointment):
            return None
        talk, staff = appointment.talk, records.registry.staff(appointment.grader_id)
        key = f"held:{number}:{appointment.round}:{appointment.sequence}"
        if talk is None or staff is None or now < self._asked_at(talk) or records.has_been(key):
            return None
        if staff.slack_id:
            return Notice(key, NoticeKind.TALK, staff.id, number, {"day": talk.day.isoformat()})
        return held_by_mail(self._office, key, dossier.case(number), dossier, talk, staff)

    def _asked_at(self, talk: Slot) -> datetime:
        """The hour of the rulebook, or an hour after a talk that ends later, aware."""
        usual = datetime.combine(talk.day, self._office.rulebook.oral_question_at, OSLO)
        return max(usual, talk.ends + AFTER_A_TALK)


def is_untold(case: Case, appointment: Appointment) -> bool:
    """Whether nobody has said yet what became of the agreed talk."""
    return case.status is Status.WITH_GRADER and appointment.talk is not None and appointment.no_show_said is None


def held_by_mail(office: Office, key: str, case: Case, dossier: Dossier, talk: Slot, staff: Staff) -> Letter:
    """The question as a letter, which a short word answers."""
    fields = {"number": case.number, "exam": dossier.exam, "day": talk.day}
    return office.to_staff(key, "oral_question", staff, fields, case=case)
