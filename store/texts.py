"""What people write in a case, in a table of its own: the journal only says that it was written."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select

from casework.case import Change
from casework.grounds import WrittenText
from store.schema import texts
from store.transaction import Transaction

KEEP = insert(texts)
OF_CASE = select(texts).where(texts.c.case_number == bindparam("number")).order_by(texts.c.id)


def keep(connection: Connection, change: Change) -> None:
    """Keeps the texts of a change under its event."""
    rows = [
        {"case_number": change.event.case, "version": change.event.version, "name": name, "text": text}
        for name, text in change.texts.items()
    ]
    if rows:
        connection.execute(KEEP, rows)


class Texts(Transaction):
    """What was written in a case."""

    def texts_of(self, number: int) -> Sequence[WrittenText]:
        """Every text of that case, in the order in which they were written."""
        rows = self._connection.execute(OF_CASE, {"number": number}).all()
        return [WrittenText(row.version, row.name, row.text) for row in rows]
