"""What case handlers are asked to look at, each asked once and settled once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from casework.messages import Task, TaskKind
from casework.records import OpenTask
from store.schema import UNDONE, seen, tasks
from store.transaction import Transaction, both, for_this
from store.types import plain

ASK = both(lambda insert: insert(tasks).on_conflict_do_nothing(index_elements=["key"]))
SETTLE = update(tasks).where(tasks.c.key == bindparam("which"), UNDONE).values(done=bindparam("now"))
SETTLE_FAILED = (
    update(tasks)
    .where(tasks.c.outgoing_id == bindparam("which"), tasks.c.kind == TaskKind.LETTER_FAILED.value, UNDONE)
    .values(done=bindparam("now"))
)
ABOUT_UNREADABLE = select(tasks.c.mail_id).where(UNDONE, tasks.c.kind == TaskKind.MAIL_UNREADABLE.value)
OPEN = select(tasks).where(UNDONE).order_by(tasks.c.due, tasks.c.id)
BY_ID = select(tasks).where(tasks.c.id == bindparam("which"))
BY_KEY = select(tasks).where(tasks.c.key == bindparam("which"))
OPEN_BY_KEY = BY_KEY.where(UNDONE)
SEEN = select(seen.c.key).where(seen.c.key == bindparam("which"))
SEE = both(lambda insert: insert(seen).on_conflict_do_nothing(index_elements=["key"]).returning(seen.c.key))


def ask(connection: Connection, asked: Iterable[Task], now: datetime) -> None:
    """Adds tasks; one whose key is there already, open or done, is left as it is."""
    rows = [
        {
            "key": task.key,
            "kind": task.kind.value,
            "case_number": task.case,
            "mail_id": task.mail,
            "outgoing_id": task.outgoing,
            "owner_id": task.owner,
            "due": task.due,
            "facts": plain(task.facts),
            "made": now,
        }
        for task in asked
    ]
    if rows:
        connection.execute(for_this(ASK, connection), rows)


def settle(connection: Connection, keys: Iterable[str], now: datetime) -> None:
    """Marks the tasks with those keys as done; those done before keep their time."""
    rows = [{"which": key, "now": now} for key in keys]
    if rows:
        connection.execute(SETTLE, rows)


def settle_about(connection: Connection, outgoing_id: int, now: datetime) -> None:
    """Marks the task as done that says a letter was given up."""
    connection.execute(SETTLE_FAILED, {"which": outgoing_id, "now": now})


def _task(row: Any) -> OpenTask:
    about = row.case_number, row.mail_id, row.outgoing_id, row.owner_id
    return OpenTask(row.id, Task(row.key, TaskKind(row.kind), row.due, *about, row.facts), row.made)


class Tasks(Transaction):
    """The case handlers' list."""

    def settle(self, keys: Iterable[str], now: datetime) -> None:
        """The tasks with those keys are done."""
        settle(self._connection, keys, now)

    def first_time(self, key: str, now: datetime) -> bool:
        """True exactly once for each key, whichever process asks."""
        return self._connection.execute(for_this(SEE, self._connection), {"key": key, "at": now}).first() is not None

    def has_been(self, key: str) -> bool:
        """Whether `first_time` was asked for that key before; marks nothing."""
        return self._connection.execute(SEEN, {"which": key}).first() is not None

    def open_tasks(self) -> Sequence[OpenTask]:
        """Every task that is not done, the earliest day first."""
        return [_task(row) for row in self._connection.execute(OPEN)]

    def task(self, task_id: int) -> OpenTask | None:
        """The task with that id, done or not."""
        row = self._connection.execute(BY_ID, {"which": task_id}).first()
        return None if row is None else _task(row)

    def task_by_key(self, key: str) -> OpenTask | None:
        """The task with that key if it is still open."""
        row = self._connection.execute(OPEN_BY_KEY, {"which": key}).first()
        return None if row is None else _task(row)

    def task_made(self, key: str) -> OpenTask | None:
        """The task with that key, done or not."""
        row = self._connection.execute(BY_KEY, {"which": key}).first()
        return None if row is None else _task(row)
