"""Letters that wait because nobody has approved their text in the version that they were written in (decision 29)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from casework.approvals import HeldText
from store import tasks
from store.outbox import held_key
from store.post_tables import HELD, outgoing
from store.transaction import Transaction

WAITING_TEXTS = (
    select(outgoing.c.template, outgoing.c.language, outgoing.c.version, func.count().label("letters"))
    .where(HELD)
    .group_by(outgoing.c.template, outgoing.c.language, outgoing.c.version)
    .order_by(outgoing.c.template, outgoing.c.language, outgoing.c.version)
)
RELEASE = (
    update(outgoing)
    .where(
        HELD,
        outgoing.c.template == bindparam("of_template"),
        outgoing.c.language == bindparam("of_language"),
        outgoing.c.version == bindparam("of_version"),
    )
    # From now on it is ready to enter the mail system, which its Date says (RFC 5322 § 3.6.1), and patience with the relay begins.
    .values(state="waiting", approver=bindparam("by"), written=bindparam("now"), next_try=bindparam("now"))
)


class Held(Transaction):
    """What waits for an approval, and how it is let go."""

    def held_texts(self) -> Sequence[HeldText]:
        """Each text and version in which letters wait."""
        rows = self._connection.execute(WAITING_TEXTS).all()
        return [HeldText(f"{row.language}/{row.template}", row.version, row.letters) for row in rows]

    def release(self, held: HeldText, approver: str, now: datetime) -> None:
        """The letters of that text and version go out, approved by that person."""
        language, _, template = held.text.partition("/")
        given = {"of_template": template, "of_language": language, "of_version": held.version}
        self._connection.execute(RELEASE, {**given, "by": approver, "now": now})
        tasks.settle(self._connection, [held_key(held.text, held.version)], now)
