"""What waits to go out, who has it, what became of it, and where notices stand in Slack."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select, update

from casework.calendar import day_of
from casework.messages import Letter, Notice, NoticeKind, Task, TaskKind
from casework.outgoing import Mailed, Outgoing, Queue, SlackPost
from store import tasks
from store.outgoing_rows import LETTER, is_held, message_of, row_of
from store.post_tables import ANSWER, WAITING, attempts, outgoing
from store.schema import slack_posts
from store.transaction import Transaction, both, for_this
from store.types import moment_text, plain

LEASE = timedelta(minutes=2)
NOTICES = [kind.value for kind in NoticeKind]
KINDS = {Queue.LETTERS: [LETTER], Queue.NOTICES: NOTICES, None: [LETTER, *NOTICES]}

WRITE = both(lambda insert: insert(outgoing).on_conflict_do_nothing(index_elements=["key"]))

DUE = (
    select(outgoing.c.id)
    .where(
        WAITING,
        outgoing.c.kind.in_(bindparam("kinds", expanding=True)),
        outgoing.c.next_try <= bindparam("now"),
        or_(outgoing.c.leased_until.is_(None), outgoing.c.leased_until <= bindparam("now")),
    )
    .order_by(outgoing.c.urgency, outgoing.c.next_try, outgoing.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
CLAIM = (
    update(outgoing)
    .where(outgoing.c.id.in_(DUE.scalar_subquery()))
    .values(leased_until=bindparam("until"), tries=outgoing.c.tries + 1)
    .returning(outgoing)
)
BUILT = (
    update(outgoing)
    .where(outgoing.c.id == bindparam("which"), outgoing.c.final.is_(None))
    .values(final=bindparam("final"), message_id=bindparam("message_id"))
)
FINAL = select(outgoing.c.final).where(outgoing.c.id == bindparam("which"))
DONE = (
    update(outgoing)
    .where(outgoing.c.id == bindparam("which"))
    .values(state=bindparam("state"), done_at=bindparam("done_at"), answer=bindparam("answer"), leased_until=None)
)
LATER = (
    update(outgoing)
    .where(outgoing.c.id == bindparam("which"), WAITING)
    .values(next_try=bindparam("next_try"), answer=bindparam("answer"), leased_until=None)
)
THIS = outgoing.alias("this")
THREAD = (
    select(outgoing.c.in_reply_to, outgoing.c.message_id)
    .join(THIS, and_(THIS.c.case_number == outgoing.c.case_number, THIS.c.to_address == outgoing.c.to_address))
    .where(THIS.c.id == bindparam("which"), outgoing.c.id < THIS.c.id, outgoing.c.message_id.is_not(None))
    .order_by(outgoing.c.id)
)
CLAIMED = and_(outgoing.c.id == bindparam("which"), WAITING, outgoing.c.leased_until.is_not(None))
PUT_BACK = update(outgoing).where(CLAIMED).values(tries=outgoing.c.tries - 1, leased_until=None)
AWAY = (
    update(outgoing)
    .where(CLAIMED, outgoing.c.answer.is_distinct_from(bindparam("said")))
    .values(answer=bindparam("said"))
)
ATTEMPT = insert(attempts)
WHAT = select(outgoing.c.kind, outgoing.c.case_number, outgoing.c.key, outgoing.c.to_address).where(
    outgoing.c.id == bindparam("which")
)
ANSWERED = select(outgoing.c.case_number, outgoing.c.template).where(
    ANSWER, outgoing.c.written >= bindparam("since"), outgoing.c.to_address == bindparam("whom")
)
ANSWERS_SINCE = (
    select(outgoing.c.template, func.count())
    .where(ANSWER, outgoing.c.written >= bindparam("since"))
    .group_by(outgoing.c.template)
)
LETTER_AT = select(outgoing.c.to_address, outgoing.c.written, outgoing.c.id).where(
    outgoing.c.key == bindparam("key"), outgoing.c.kind == LETTER
)

POSTED = both(
    lambda insert: (made := insert(slack_posts)).on_conflict_do_update(
        index_elements=["channel", "ts"],
        set_={name: made.excluded[name] for name in ("outgoing_id", "cases", "staff_id", "case_number")},
    )
)
CARD = (
    select(slack_posts.c.channel, slack_posts.c.ts, slack_posts.c.cases)
    .where(slack_posts.c.case_number == bindparam("number"), slack_posts.c.staff_id == bindparam("staff"))
    .order_by(slack_posts.c.id.desc())
    .limit(1)
)
UNDER = select(slack_posts.c.cases).where(
    slack_posts.c.channel == bindparam("channel"), slack_posts.c.ts == bindparam("ts")
)


def write(connection: Connection, messages: Iterable[Letter | Notice], now: datetime) -> None:
    """Puts letters and notices into the outbox; one whose key is there already is left as it is.

    A letter whose text nobody has approved is held, and a person is asked once for each such text (decisions 29, 30).
    """
    told = list(messages)
    if told:
        connection.execute(for_this(WRITE, connection), [row_of(message, now) for message in told])
    tasks.ask(connection, (_to_approve(each, now) for each in told if is_held(each)), now)


def held_key(text: str, version: str) -> str:
    """The key of the task that asks somebody to approve that version of that text, such as "nb/status"."""
    return f"held:{text}:{version}"


def _to_approve(letter: Letter, now: datetime) -> Task:
    key = held_key(f"{letter.language.value}/{letter.template}", letter.version)
    return Task(key, TaskKind.LETTER_HELD, day_of(now) + timedelta(days=1))


class Outbox(Transaction):
    """The outbox as the courier uses it, and what was posted in Slack."""

    def claim(self, now: datetime, limit: int, queue: Queue | None = None) -> Sequence[Outgoing]:
        """What is due in that queue, or in both, the most urgent first, leased for two minutes; each claim counts as a try."""
        given = {"now": now, "until": now + LEASE, "most": limit, "kinds": KINDS[queue]}
        rows = self._connection.execute(CLAIM, given).all()
        rows = sorted(rows, key=lambda row: (row.urgency, row.next_try, row.id))
        return [Outgoing(row.id, message_of(row), row.written, row.tries, row.final) for row in rows]

    def built(self, outgoing_id: int, final: bytes, message_id: str) -> bytes:
        """Keeps the final bytes of a letter and gives those that are kept: those that came first."""
        self._connection.execute(BUILT, {"which": outgoing_id, "final": final, "message_id": message_id})
        kept: bytes = self._connection.execute(FINAL, {"which": outgoing_id}).scalar_one()
        return kept

    def thread_before(self, outgoing_id: int) -> tuple[str, ...]:
        """The message ids of earlier letters of the same case to the same address, and of the mails they answered, oldest first."""
        rows = self._connection.execute(THREAD, {"which": outgoing_id})
        return tuple(one for row in rows for one in (row.in_reply_to, row.message_id) if one)

    def key_of(self, outgoing_id: int) -> str | None:
        """The key of what went out under that id."""
        row = self._connection.execute(WHAT, {"which": outgoing_id}).first()
        return None if row is None else row.key

    def recipient_of(self, outgoing_id: int) -> str | None:
        """The address that a letter went to, None when that id is no letter."""
        row = self._connection.execute(WHAT, {"which": outgoing_id}).first()
        return None if row is None else row.to_address

    def answered(self, to: str, since: datetime) -> Sequence[tuple[int | None, str]]:
        """Case and template of every answer that a machine gave to that address since then, None for one that had no case."""
        rows = self._connection.execute(ANSWERED, {"since": since, "whom": to})
        return [(case, template) for case, template in rows]

    def answers_since(self, since: datetime) -> Mapping[str, int]:
        """How many answers of each template machines gave to anybody since then."""
        rows = self._connection.execute(ANSWERS_SINCE, {"since": since})
        return {str(template): int(count) for template, count in rows}

    def letter_at(self, key: str) -> Mailed | None:
        """The letter with that key, sent or not."""
        row = self._connection.execute(LETTER_AT, {"key": key}).first()
        return None if row is None else Mailed(row.to_address, row.written, row.id)

    def sent(self, outgoing_id: int, now: datetime, answer: str) -> None:
        """It has gone out."""
        self._finish(outgoing_id, "sent", now, answer)

    def later(self, outgoing_id: int, when: datetime, answer: str, *, unknown: bool = False) -> None:
        """It is tried again at `when`; `unknown` says that the other side may have taken it already."""
        self._connection.execute(LATER, {"which": outgoing_id, "next_try": when, "answer": answer})
        self._attempted(outgoing_id, self._clock(), "unknown" if unknown else "later", answer)

    def put_back(self, outgoing_ids: Iterable[int], answer: str = "") -> None:
        """What was claimed and not tried is free at once and the claim does not count. An `answer` is kept when it is a new one."""
        for which in outgoing_ids:
            if answer and self._connection.execute(AWAY, {"which": which, "said": answer}).rowcount:
                self._attempted(which, self._clock(), "away", answer)
            self._connection.execute(PUT_BACK, {"which": which})

    def gave_up(self, outgoing_id: int, now: datetime, answer: str) -> None:
        """It will not go out; a case handler is asked to look at it by the next day."""
        self._finish(outgoing_id, "gave_up", now, answer)
        row = self._connection.execute(WHAT, {"which": outgoing_id}).one()
        kind = TaskKind.LETTER_FAILED if row.kind == LETTER else TaskKind.NOTICE_FAILED
        due = day_of(now) + timedelta(days=1)
        failed = Task(f"failed:{outgoing_id}:{moment_text(now)}", kind, due, row.case_number, outgoing=outgoing_id)
        tasks.ask(self._connection, (failed,), now)

    def card(self, number: int, staff_id: int) -> SlackPost | None:
        """Where that case's card stands for that person."""
        row = self._connection.execute(CARD, {"number": number, "staff": staff_id}).first()
        return None if row is None else SlackPost(row.channel, row.ts, tuple(row.cases))

    def posted(self, outgoing_id: int, notice: Notice, post: SlackPost) -> None:
        """A notice stands in Slack, or was redrawn where it stood."""
        row = {
            "outgoing_id": outgoing_id,
            "channel": post.channel,
            "ts": post.ts,
            "cases": plain(post.cases),
            "staff_id": notice.to,
            "case_number": notice.case if notice.kind is NoticeKind.CARD else None,
        }
        self._connection.execute(for_this(POSTED, self._connection), row)

    def cases_under(self, channel: str, ts: str) -> tuple[int, ...]:
        """The cases that the message at that place names."""
        cases = self._connection.execute(UNDER, {"channel": channel, "ts": ts}).scalar()
        return tuple(cases or ())

    def _finish(self, outgoing_id: int, state: str, now: datetime, answer: str) -> None:
        self._connection.execute(DONE, {"which": outgoing_id, "state": state, "done_at": now, "answer": answer})
        self._attempted(outgoing_id, now, state, answer)

    def _attempted(self, outgoing_id: int, at: datetime, fate: str, answer: str) -> None:
        self._connection.execute(ATTEMPT, {"outgoing_id": outgoing_id, "at": at, "fate": fate, "answer": answer})
