"""Mail as it was kept, and where each one ended: understood, or set aside for a person."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select, update

from casework.calendar import day_of
from casework.messages import Arrival, KeptMail, MailNote, Task, TaskKind
from casework.records import Found
from casework.refusals import Overtaken
from store import tasks
from store.post_tables import NEW, OF_CASE, SAID, UNPLACED, mails
from store.transaction import Transaction, both, for_this

# Three tries, a minute and five minutes apart as a letter's are: a fault that passes (a full memory) sets no mail aside.
WAITS = (timedelta(minutes=1), timedelta(minutes=5))
EVER = datetime(9999, 1, 1, tzinfo=UTC)
MOST_UNPLACED = 100

KEEP = both(
    lambda insert: (
        insert(mails)
        .on_conflict_do_update(index_elements=["fingerprint"], set_={"times_received": mails.c.times_received + 1})
        .returning(mails.c.id)
    )
)
FIELDS = (
    mails.c.id,
    mails.c.kept,
    mails.c.peer,
    mails.c.mail_from,
    mails.c.rcpt_to,
    mails.c.raw,
    mails.c.tries,
    mails.c.tls,
)
DUE = or_(mails.c.next_try.is_(None), mails.c.next_try <= bindparam("now"))
BEHIND = mails.c.id > bindparam("last")
ALL_UNREAD = select(*FIELDS).where(NEW, BEHIND, DUE).order_by(mails.c.id).limit(bindparam("most"))
UNREAD = {None: ALL_UNREAD, False: ALL_UNREAD.where(mails.c.tries == 0), True: ALL_UNREAD.where(mails.c.tries > 0)}
UNPLACED_SINCE = (
    select(mails.c.id)
    .where(UNPLACED, mails.c.kept <= bindparam("before"), or_(NEW, mails.c.id.in_(tasks.ABOUT_UNREADABLE)))
    .order_by(mails.c.kept, mails.c.id)
    .limit(MOST_UNPLACED)
)
OLDEST = select(mails.c.kept).where(NEW).order_by(mails.c.id).limit(1)
BY_ID = select(*FIELDS).where(mails.c.id == bindparam("which"))
NOTE = select(
    mails.c.id,
    mails.c.kept,
    mails.c.peer,
    mails.c.tls,
    mails.c.mail_from,
    mails.c.rcpt_to,
    mails.c.state,
    mails.c.outcome,
    mails.c.case_number,
    mails.c.times_received,
)
NOTE_BY_ID = NOTE.where(mails.c.id == bindparam("which"))
NOTES_OF = NOTE.where(OF_CASE, mails.c.case_number == bindparam("number")).order_by(mails.c.id)
UNDERSTOOD = (
    update(mails)
    .where(
        mails.c.id == bindparam("which"),
        mails.c.state != "understood",
    )
    .values(
        state="understood",
        outcome=bindparam("outcome"),
        case_number=bindparam("settles"),
        settled=bindparam("settled"),
        said=bindparam("words"),
        verdict=bindparam("counted_as"),
        verdict_because=bindparam("because"),
    )
)
NEWEST = select(func.max(mails.c.id))
AFTER = select(*FIELDS).where(mails.c.id > bindparam("which")).order_by(mails.c.id).limit(bindparam("most"))
FOUND = select(mails.c.said, mails.c.verdict, mails.c.verdict_because).where(mails.c.id == bindparam("which"))
LAST_SAID = (
    select(mails.c.said)
    .where(SAID, mails.c.case_number == bindparam("number"), mails.c.settled >= bindparam("since"))
    .order_by(mails.c.id.desc())
    .limit(1)
)
ENDED = (
    update(mails)
    .where(mails.c.id == bindparam("which"))
    .values(outcome=bindparam("outcome"), case_number=bindparam("settles"), settled=bindparam("settled"))
)
FAILED = (
    update(mails)
    .where(mails.c.id == bindparam("which"))
    .values(tries=mails.c.tries + 1, reference=bindparam("reference"))
    .returning(mails.c.tries)
)
LATER = update(mails).where(mails.c.id == bindparam("which")).values(next_try=bindparam("when"))
SET_ASIDE = (
    update(mails).where(mails.c.id == bindparam("which"), NEW).values(state="set_aside", settled=bindparam("settled"))
)
AGAIN = (
    update(mails)
    .where(mails.c.id == bindparam("which"), mails.c.state == "set_aside")
    .values(state="new", settled=None, next_try=None)
)


def keep(connection: Connection, arrivals: Sequence[Arrival]) -> list[int]:
    """Keeps mails and gives their spool ids in the same order; one that was kept before gives its old id."""
    statement = for_this(KEEP, connection)
    return [connection.execute(statement, _row(arrival)).scalar_one() for arrival in arrivals]


def _row(arrival: Arrival) -> dict[str, Any]:
    return {
        "kept": arrival.kept,
        "peer": _storable(arrival.peer),
        "mail_from": _storable(arrival.mail_from),
        "rcpt_to": arrival.rcpt_to,
        "raw": arrival.raw,
        "fingerprint": arrival.fingerprint,
        "tls": arrival.tls,
        "times_received": 1,
        "state": "new",
        "tries": 0,
    }


def _storable(text: str) -> str:
    """An envelope may hold bytes that are no text in any database: NUL, and what was no UTF-8."""
    return text.replace("\0", "\\x00").encode(errors="backslashreplace").decode()


def _mail(row: Any) -> KeptMail:
    return KeptMail(row.id, row.kept, row.peer, row.mail_from, tuple(row.rcpt_to), row.raw, row.tries, row.tls)


def _note(row: Any) -> MailNote:
    envelope = row.peer, row.tls, row.mail_from, tuple(row.rcpt_to)
    return MailNote(row.id, row.kept, *envelope, row.state, row.outcome or "", row.case_number, row.times_received)


class Inbox(Transaction):
    """The spool as the reader of mail uses it."""

    def unread(
        self, limit: int, *, failed: bool | None = None, after: int = 0, now: datetime | None = None
    ) -> Sequence[KeptMail]:
        """Kept mails behind that one that have ended nowhere yet, the oldest first; with `now` only those that may be read by then."""
        asked = {"most": limit, "last": after, "now": now or EVER}
        return [_mail(row) for row in self._connection.execute(UNREAD[failed], asked)]

    def unplaced(self, before: datetime) -> Sequence[int]:
        """The oldest mails kept until then that have ended nowhere: still to be read, or set aside and not settled by a person."""
        return list(self._connection.execute(UNPLACED_SINCE, {"before": before}).scalars())

    def unread_since(self) -> datetime | None:
        """When the oldest mail that has ended nowhere yet was kept."""
        return self._connection.execute(OLDEST).scalar()

    def mail(self, mail_id: int) -> KeptMail | None:
        """A kept mail, whatever became of it."""
        row = self._connection.execute(BY_ID, {"which": mail_id}).first()
        return None if row is None else _mail(row)

    def mail_note(self, mail_id: int) -> MailNote | None:
        """What is known of a kept mail without reading it."""
        return next(map(_note, self._connection.execute(NOTE_BY_ID, {"which": mail_id})), None)

    def mails_of(self, number: int) -> Sequence[MailNote]:
        """The mails that opened a case, moved it or were filed under it, the oldest first."""
        return [_note(row) for row in self._connection.execute(NOTES_OF, {"number": number})]

    def understood(
        self, mail_id: int, outcome: str, case: int | None, now: datetime, found: Found | None = None
    ) -> None:
        """The mail has ended somewhere. Raises Overtaken when it had done so before.

        Two processes may read the same mail; whoever comes second undoes its work.
        """
        words, counted_as, because = found or (None, None, None)
        told = {"which": mail_id, "outcome": outcome, "settles": case, "settled": now}
        told |= {"words": words, "counted_as": counted_as, "because": because}
        if self._connection.execute(UNDERSTOOD, told).rowcount != 1:
            raise Overtaken(number=case)

    def newest_mail(self) -> int:
        """The spool id of the mail that was kept last, 0 when there is none."""
        return int(self._connection.execute(NEWEST).scalar() or 0)

    def mails_after(self, mail_id: int, limit: int) -> Sequence[KeptMail]:
        """What was kept after that mail, the oldest first."""
        return [_mail(row) for row in self._connection.execute(AFTER, {"which": mail_id, "most": limit})]

    def found(self, mail_id: int) -> Found | None:
        """What was found in a mail when it was understood; None before that."""
        row = self._connection.execute(FOUND, {"which": mail_id}).first()
        return Found(*row) if row is not None and row.verdict is not None else None

    def last_said(self, case: int, since: datetime) -> bytes | None:
        """The digest of the words of the last mail in that case that was read since then."""
        return self._connection.execute(LAST_SAID, {"number": case, "since": since}).scalar()

    def ended(self, mail_id: int, outcome: str, case: int | None, now: datetime) -> None:
        """A mail that had been given to a person has ended elsewhere after all."""
        told = {"which": mail_id, "outcome": outcome, "settles": case, "settled": now}
        self._connection.execute(ENDED, told)

    def not_understood(
        self, mail_id: int, reference: str, now: datetime, *, at_once: bool = False, last: bool = False
    ) -> Task | None:
        """One more try failed, and the next waits unless it may be made `at_once`.

        The `last`, the third, and each later one, sets the mail aside and gives its task, for the next day.
        """
        tries: int = self._connection.execute(FAILED, {"which": mail_id, "reference": reference}).scalar_one()
        if tries <= len(WAITS) and not last:
            when = now if at_once else now + WAITS[tries - 1]
            self._connection.execute(LATER, {"which": mail_id, "when": when})
            return None
        self._connection.execute(SET_ASIDE, {"which": mail_id, "settled": now})
        due = day_of(now) + timedelta(days=1)
        task = Task(_unreadable(mail_id, tries), TaskKind.MAIL_UNREADABLE, due, mail=mail_id)
        tasks.ask(self._connection, (task,), now)
        return task

    def read_again(self, mail_id: int, now: datetime) -> bool:
        """A mail that was set aside is read once more, with the time it was received at; False when it was not set aside."""
        if self._connection.execute(AGAIN, {"which": mail_id}).rowcount != 1:
            return False
        mail = self.mail(mail_id)
        tasks.settle(self._connection, [_unreadable(mail_id, mail.tries)] if mail else [], now)
        return True


def _unreadable(mail_id: int, tries: int) -> str:
    """The key of the task that the mail becomes: one for each time that it is set aside, as a done task is never asked again."""
    return f"unreadable:{mail_id}:{tries}"
