"""All that casework asks of the store in one transaction: cases, journal, outbox, inbox, tasks and the registry."""

from collections.abc import Iterable

from sqlalchemy import Connection

from casework.case import Change
from casework.messages import Letter, Notice, Task
from store import appointments, cases, journal, outbox, tasks, texts
from store.appointments import Appointments
from store.cases import Cases
from store.dossiers import Dossiers
from store.files import Files
from store.held import Held
from store.inbox import Inbox
from store.journal import Journal
from store.outbox import Outbox
from store.paths import Paths
from store.registry import SqlRegistry
from store.rules import Rules
from store.sealing import Sealer
from store.tasks import Tasks
from store.texts import Texts
from store.transaction import Clock


class SqlRecords(Cases, Dossiers, Appointments, Journal, Outbox, Held, Paths, Files, Inbox, Tasks, Texts, Rules):
    """Implements `casework.records.Records` on one open transaction."""

    def __init__(self, connection: Connection, clock: Clock, sealer: Sealer) -> None:
        super().__init__(connection, clock)
        self._registry = SqlRegistry(connection, sealer)

    @property
    def registry(self) -> SqlRegistry:
        """Exams and people, in the same transaction."""
        return self._registry

    def save(self, change: Change) -> None:
        """Keeps a change whole: the case, its event, what goes out, what is asked and what is settled. Raises Overtaken."""
        at = change.event.at
        cases.keep(self._connection, change.case)
        journal.append(self._connection, change.event)
        texts.keep(self._connection, change)
        appointments.keep(self._connection, change.appointments)
        outbox.write(self._connection, (*change.letters, *change.notices), at)
        tasks.ask(self._connection, change.tasks, at)
        tasks.settle(self._connection, change.settled, at)

    def post(self, messages: Iterable[Letter | Notice | Task]) -> None:
        """Keeps what goes out without a case having changed; a key that exists already is left alone."""
        told, now = tuple(messages), self._clock()
        outbox.write(self._connection, (each for each in told if not isinstance(each, Task)), now)
        tasks.ask(self._connection, (each for each in told if isinstance(each, Task)), now)
