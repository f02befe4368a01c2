"""Questions that a student has not answered in time: nothing is rejected, a case handler takes over (M-ACK-GAP)."""

from dataclasses import replace
from datetime import date, datetime

from casework.calendar import day_of
from casework.desk.keeping import post
from casework.desk.questions import overdue_key
from casework.procedure import next_day
from casework.records import Records, Store
from casework.tasks import Task, TaskKind


class Unanswered:
    """Each question in its own transaction; a task takes the place of the one that remembered the question, with all its facts."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def notice(self, now: datetime) -> None:
        """Asks the case handlers to decide about every question whose time to answer has passed (D-ACK-GAP)."""
        today = day_of(now)
        for mail in await self._store.read(lambda records: _overdue(records, today)):
            await self._one(mail, now)

    async def _one(self, mail: int, now: datetime) -> None:
        await self._store.write(lambda records: _hand_over(records, mail, now))


def _overdue(records: Records, today: date) -> list[int]:
    tasks = (each.task for each in records.open_tasks())
    return [task.mail for task in tasks if task.mail is not None and _is_overdue(task, today)]


def _is_overdue(task: Task, today: date) -> bool:
    until = task.facts.get("answer_by")
    return task.key == f"mail:{task.mail}" and isinstance(until, str) and date.fromisoformat(until) < today


def _hand_over(records: Records, mail: int, now: datetime) -> None:
    asked = records.task_by_key(f"mail:{mail}")
    if asked is None:
        return
    records.settle([asked.task.key], now)
    overdue = replace(asked.task, key=overdue_key(mail), kind=TaskKind.QUESTION_UNANSWERED, due=next_day(now))
    post(records, [overdue])
