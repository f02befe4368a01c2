"""How a request came by mail: the time that counts and the other possible ones, and whether it went to the address for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from casework.calendar import day_of
from casework.case import Kind
from casework.deadlines import Deadline, doubts
from casework.messages import Box, IncomingMail
from casework.tasks import Task, TaskKind

POINTED_OUT: Mapping[Kind, Box] = {
    Kind.EXPLANATION: Box.EXPLANATION,
    Kind.APPEAL: Box.APPEAL,
    Kind.FORMAL_ERROR: Box.FORMAL_ERROR,
}


class WrongAddress(NamedTuple):
    """The address that was written to, and the one or those to write to (eForvaltningsforskriften § 7)."""

    used: str
    right: str


@dataclass(frozen=True, slots=True)
class Reception:
    """`received` counts (decision 2): the earlier of the two times that servers of ours took the mail at, `kept` being the later one.

    `dated` is what the mail says of itself. All are aware UTC. `boxes` are the addresses of ours that it was sent to.
    `left_out` tells of its files that could not be taken.
    """

    received: datetime
    kept: datetime
    dated: datetime | None = None
    boxes: tuple[Box, ...] = ()
    left_out: Mapping[str, object] | None = None

    @property
    def facts(self) -> dict[str, object]:
        """The times as a task or an event keeps them."""
        dated = self.dated.isoformat() if self.dated else None
        return {"received": self.received.isoformat(), "kept": self.kept.isoformat(), "dated": dated}

    def is_doubtful(self, kind: Kind, deadline: Deadline) -> bool:
        """D-MAIL-DOUBT: whether a person must see all the times, as the mail may be in time by one and late by another."""
        found = doubts(self.received, self.dated, self.wrong_box(kind) is None, deadline, self.kept)
        late = deadline.date is not None and day_of(self.received) > deadline.date
        return (late and "wrong_address" in found) or bool({"dated_in_time", "two_times"} & set(found))

    def wrong_box(self, kind: Kind | None) -> Box | None:
        """The box it was sent to where that is not the one for such a request, or for any; None when it is, and for an answer."""
        right = {POINTED_OUT[kind]} if kind else set(POINTED_OUT.values())
        return None if not self.boxes or {*right, Box.CASE} & set(self.boxes) else self.boxes[0]

    def wrong_address(self, kind: Kind | None, domain: str) -> WrongAddress | None:
        """What the student is told of the address, None where it was right."""
        wrong = self.wrong_box(kind)
        if wrong is None:
            return None
        right = [POINTED_OUT[kind]] if kind else POINTED_OUT.values()
        return WrongAddress(f"{wrong}@{domain}", ", ".join(f"{box}@{domain}" for box in right))


def reception_of(mail: IncomingMail) -> Reception:
    """How that mail came."""
    return Reception(mail.received, mail.kept, mail.dated, mail.boxes)


def times_of(task: Task) -> Mapping[str, datetime]:
    """The possible times of a mail that a person must judge: `received`, `kept`, `dated`; empty for a task that asks no such thing."""
    return _times(task.facts) if task.kind is TaskKind.TIME_IN_DOUBT else {}


def _times(facts: Mapping[str, object]) -> dict[str, datetime]:
    told = ((name, facts.get(name)) for name in ("received", "kept", "dated"))
    return {name: datetime.fromisoformat(said) for name, said in told if isinstance(said, str)}


def remembered(facts: Mapping[str, object]) -> Reception | None:
    """How the mail came that a task remembers; the address was spoken of when it was answered. None where it remembers none."""
    told = _times(facts)
    received = told.get("received")
    return Reception(received, told.get("kept", received), told.get("dated")) if received else None
