"""The append-only journal: one row an event, each with the hash of the row before, so that nothing changes unseen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from casework.case import Actor, Event
from store.schema import journal
from store.transaction import PAGE, Transaction, paged
from store.types import canonical, moment_text

LAST = select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)
APPEND = insert(journal)
OF_CASE = select(journal).where(journal.c.case_number == bindparam("number")).order_by(journal.c.version)
HASHES = (
    select(journal.c.hash).where(journal.c.seq > bindparam("after")).order_by(journal.c.seq).limit(bindparam("most"))
)
FROM = select(journal).where(journal.c.seq > bindparam("after")).order_by(journal.c.seq).limit(PAGE)


def chained(row: Mapping[str, Any]) -> str:
    """The hash of a row as `raw_journal` gives it: SHA-256 over the canonical JSON of everything in it but `hash`."""
    hashed = {name: value for name, value in row.items() if name != "hash"}
    return sha256(canonical(hashed).encode()).hexdigest()


def first_break(rows: Iterable[Mapping[str, Any]]) -> int | None:
    """The `seq` of the first row that was changed or does not follow the row before it, or None.

    Rows missing at the end leave no break: what shows them is a signed head, or the versions of the cases.
    """
    before, seq = "", 0
    for row in rows:
        if row["seq"] != seq + 1 or row["before"] != before or row["hash"] != chained(row):
            return int(row["seq"])
        before, seq = row["hash"], row["seq"]
    return None


def append(connection: Connection, event: Event) -> None:
    """Writes one event at the end of the chain; writers are alone, so nobody else can take its place."""
    last = connection.execute(LAST).first()
    row = {
        "seq": last.seq + 1 if last else 1,
        "case": event.case,
        "version": event.version,
        "name": event.name,
        "at": moment_text(event.at),
        "who": event.actor.who,
        "via": event.actor.via,
        "changes": event.changes,
        "facts": event.facts,
        "before": last.hash if last else "",
    }
    row["hash"] = chained(row)
    row["case_number"] = row.pop("case")
    connection.execute(APPEND, {**row, "at": event.at})


def _raw(row: Any) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "case": row.case_number,
        "version": row.version,
        "name": row.name,
        "at": moment_text(row.at),
        "who": row.who,
        "via": row.via,
        "changes": row.changes,
        "facts": row.facts,
        "before": row.before,
        "hash": row.hash,
    }


class Journal(Transaction):
    """What is read of the journal."""

    def history(self, number: int) -> Sequence[Event]:
        """The events of a case, oldest first; `changes` and `facts` in their JSON-ready form (dates as ISO text)."""
        rows = self._connection.execute(OF_CASE, {"number": number})
        return [
            Event(row.case_number, row.version, row.name, row.at, Actor(row.who, row.via), row.changes, row.facts)
            for row in rows
        ]

    def raw_history(self, number: int) -> Sequence[Mapping[str, Any]]:
        """The rows of one case as `raw_journal` gives them."""
        return [_raw(row) for row in self._connection.execute(OF_CASE, {"number": number})]

    def raw_journal(self) -> Iterator[Mapping[str, Any]]:
        """Every row in the order of the chain, JSON decoded; to be read inside the transaction."""
        for row in paged(self._connection, FROM, lambda row: row.seq):
            yield _raw(row)

    def journal_hashes(self, after: int, limit: int) -> Sequence[str]:
        """The hashes of the rows behind that place in the chain, in its order."""
        return list(self._connection.execute(HASHES, {"after": after, "most": limit}).scalars())
