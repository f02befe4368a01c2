"""The path of each letter: queued, tried, answered by the relay, and what came back of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, literal, null, select, union_all, update

from casework.messages import Letter
from casework.outgoing import Echo, LetterPath, Step
from store import tasks
from store.outgoing_rows import LETTER, message_of
from store.post_tables import attempts, echoes, outgoing
from store.transaction import Transaction

IS_LETTER = outgoing.c.kind == LETTER
BY_ID = select(outgoing).where(outgoing.c.id == bindparam("which"), IS_LETTER)
OF_CASE = select(outgoing).where(outgoing.c.case_number == bindparam("number"), IS_LETTER).order_by(outgoing.c.id)
HOLDING = (
    select(outgoing.c.id)
    .where(
        outgoing.c.case_number == bindparam("number"),
        IS_LETTER,
        outgoing.c.body.contains(bindparam("words", type_=None)),
    )
    .order_by(outgoing.c.id.desc())
    .limit(1)
)
FINAL = select(outgoing.c.final).where(outgoing.c.id == bindparam("which"), IS_LETTER)
STEPS = union_all(
    select(
        attempts.c.at,
        attempts.c.fate.label("what"),
        attempts.c.answer.label("detail"),
        null().label("mail_id"),
        literal(0).label("kind"),
        attempts.c.id,
    ).where(attempts.c.outgoing_id == bindparam("which")),
    select(echoes.c.at, echoes.c.what, echoes.c.detail, echoes.c.mail_id, literal(1).label("kind"), echoes.c.id).where(
        echoes.c.outgoing_id == bindparam("which")
    ),
).order_by("at", "kind", "id")
AGAIN = (
    update(outgoing)
    .where(outgoing.c.id == bindparam("which"), IS_LETTER, outgoing.c.state == "gave_up")
    .values(state="waiting", tries=0, next_try=bindparam("now"), leased_until=None, done_at=None)
)


class Paths(Transaction):
    """Letters as they are proved and looked after."""

    def echo(self, outgoing_id: int, echo: Echo, at: datetime, detail: str = "", mail: int | None = None) -> None:
        """Something came back of a letter; what is no letter has no echo."""
        if self._connection.execute(BY_ID, {"which": outgoing_id}).first() is not None:
            row = {"outgoing_id": outgoing_id, "at": at, "what": echo.value, "detail": detail, "mail_id": mail}
            self._connection.execute(insert(echoes), row)

    def letter_path(self, outgoing_id: int) -> LetterPath | None:
        """A letter and its way, None when that id is no letter."""
        return next(iter(self._paths(self._connection.execute(BY_ID, {"which": outgoing_id}).all())), None)

    def letter_paths(self, number: int) -> Sequence[LetterPath]:
        """The letters of a case with their ways, the oldest first."""
        return list(self._paths(self._connection.execute(OF_CASE, {"number": number}).all()))

    def letter_holding(self, text: str, number: int) -> int | None:
        """The newest letter of that case with those words in its body."""
        found: int | None = self._connection.execute(HOLDING, {"number": number, "words": text}).scalar()
        return found

    def final_of(self, outgoing_id: int) -> bytes | None:
        """The bytes that the relay was given, None before the first try."""
        final: bytes | None = self._connection.execute(FINAL, {"which": outgoing_id}).scalar()
        return final

    def send_again(self, outgoing_id: int, now: datetime) -> bool:
        """A letter that was given up is tried anew, as at first; False when it was not given up."""
        if self._connection.execute(AGAIN, {"which": outgoing_id, "now": now}).rowcount != 1:
            return False
        tasks.settle_about(self._connection, outgoing_id, now)
        return True

    def _paths(self, rows: Iterable[Any]) -> Iterable[LetterPath]:
        for row in rows:
            letter = message_of(row)
            if isinstance(letter, Letter):
                steps = (Step(row.written, "queued"), *_steps(self._connection, row.id))
                yield LetterPath(row.id, letter, row.state, row.message_id or "", steps)


def _steps(connection: Connection, outgoing_id: int) -> Iterable[Step]:
    for row in connection.execute(STEPS, {"which": outgoing_id}):
        yield Step(row.at, row.what, row.detail, row.mail_id)
