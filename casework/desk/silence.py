"""Graders who do not answer: some working days before an explanation is due, a person is asked to look (decision 30)."""

from datetime import date, datetime

from casework.calendar import day_of, working_days_after, working_days_before
from casework.case import Case, Kind, Status
from casework.desk.keeping import post
from casework.messages import Task, TaskKind
from casework.office import Office
from casework.records import Records, Store


class Silence:
    """Each case in its own transaction; the task's key sees to it that a grader's silence is told once."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    async def notice(self, now: datetime) -> None:
        """Asks the case handlers to see to every open explanation that is nearly due and whose grader has given no sign of life."""
        today = day_of(now)
        until = working_days_after(today, self._office.rulebook.silent_grader_working_days)
        for number in await self._store.read(lambda records: records.explanations_due(until)):
            await self._one(number, today)

    async def _one(self, number: int, today: date) -> None:
        await self._store.write(lambda records: self._see_to(records, number, today))

    def _see_to(self, records: Records, number: int, today: date) -> None:
        dossier = records.dossier_of(number)
        case = dossier.case(number) if dossier else None
        if case is None or not self._is_near(case, today) or _has_answered(records, case):
            return
        due = max(today, case.due or today)
        handler = case.handler_id
        post(records, [Task(key(case), TaskKind.SILENT_GRADER, due, case.number, owner=handler)])

    def _is_near(self, case: Case, today: date) -> bool:
        if (case.kind, case.status) != (Kind.EXPLANATION, Status.WITH_GRADER) or case.due is None:
            return False
        return working_days_before(case.due, self._office.rulebook.silent_grader_working_days) <= today


def key(case: Case) -> str:
    """Names the question after the silence of the grader that the case has now."""
    return f"silent:{case.number}:{case.grader_id}"


def _has_answered(records: Records, case: Case) -> bool:
    """Whether the grader has done anything in the case since it was given to that person."""
    return any(event.actor.who == f"staff:{case.grader_id}" for event in records.history(case.number))
