"""What a button carries: its action id and a small versioned value of ids and a day, never a right and never personal data."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.phrases import PHRASES
from casework.access import Move
from casework.case import Kind
from casework.refusals import Refusal

T = TypeVar("T")


class Press(StrEnum):
    """What a button is for; its action id is this word, a dot, and what keeps it apart from its neighbours."""

    SHOW = "show"
    TAKE = "take"
    CHOOSE = "choose"
    OTHER_DAY = "other_day"
    RESULT = "result"
    DONE = "done"
    MEANT = "meant"
    AGAIN = "again"
    INTERIM = "interim"
    RULES = "rules"
    WHY = "why"
    TIMES = "times"
    MOVE_TIME = "move_time"
    CANCEL_TIME = "cancel_time"

    def id(self, neighbour: object = "") -> str:
        """The action id of one button; several of a kind in one row need different neighbours."""
        return f"{self}.{neighbour}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches the action ids of this kind."""
        return re.compile(rf"^{self}\.")


class OldButton(Refusal):
    """The button was drawn by an older version, or by nobody."""

    sentences: ClassVar = PHRASES["refusal.old_button"]


class Value(BaseModel):
    """The value of a button or the private metadata of a form: case number, move, day; a result and a kind; a task's id;
    the id of loaded rules, the page of their list, and the digest of what was seen there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: Literal[1] = 1
    number: int | None = None
    move: Move | None = None
    day: date | None = None
    result: int | None = None
    kind: Kind | None = None
    task: int | None = None
    rules: int | None = None
    page: int | None = None
    seen: str | None = None

    def written(self) -> str:
        """The value as the text that Slack carries."""
        return self.model_dump_json(exclude_none=True)

    def case(self) -> int:
        """The case number; OldButton when there is none."""
        return _there(self.number)

    def verb(self) -> Move:
        """The move; OldButton when there is none."""
        return _there(self.move)

    def job(self) -> int:
        """The task's id; OldButton when there is none."""
        return _there(self.task)

    def loaded(self) -> int:
        """The id of loaded rules; OldButton when there is none."""
        return _there(self.rules)

    def choice(self) -> int:
        """The result's id; OldButton when there is none."""
        return _there(self.result)


def _there(part: T | None) -> T:
    if part is None:
        raise OldButton
    return part


def read_value(text: str | None) -> Value:
    """The value that a button or a form came back with; OldButton when it is not one of ours any more."""
    try:
        return Value.model_validate_json(text or "")
    except ValidationError:
        raise OldButton from None


def pressed(body: Mapping[str, Any]) -> Value:
    """The value of the button that was pressed or the option that was chosen; OldButton when it cannot be read."""
    action = body["actions"][0]
    return read_value(action.get("value") or (action.get("selected_option") or {}).get("value"))
