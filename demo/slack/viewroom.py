"""The modals and Home tabs that are open: one stack of modals a person, one Home a person."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from demo.slack.screen import minted, state_values
from demo.slack.wire import Json, Refused

MOST_IN_STACK = 3
TRIGGER_SECONDS = 3.0

FIELDS = ("title", "submit", "close", "private_metadata", "callback_id", "external_id")
FLAGS = ("clear_on_close", "notify_on_close")


@dataclass
class Trigger:
    """Leave to open one modal: for one person, `born` in seconds of the clock."""

    user: str
    born: float
    used: bool = False


@dataclass
class ViewRoom:
    """Keeps the views of everybody; `clock` gives seconds and decides when a trigger is too old."""

    clock: Callable[[], float]
    team_id: str
    app_id: str
    bot_id: str
    views: dict[str, Json] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)

    def mint_trigger(self, user: str) -> str:
        """Return a trigger_id that is good once within three seconds."""
        trigger_id = f"{len(self.triggers) + 1}.{secrets.token_hex(8)}"
        self.triggers[trigger_id] = Trigger(user, self.clock())
        return trigger_id

    def use_trigger(self, trigger_id: str) -> str:
        """Return whose trigger it is and use it up; raise `Refused` when it is unknown, old or used."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self.clock() - trigger.born > TRIGGER_SECONDS:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def open(self, user: str, view: Json) -> Json:
        """Show a modal to a person in place of any that were open."""
        self._check_external_id(view, None)
        self.forget_stack(user)
        return self._stack(user, view)

    def push(self, user: str, view: Json) -> Json:
        """Lay a modal on top of the open one; raise `Refused("push_limit_reached")` at the fourth."""
        self._check_external_id(view, None)
        if len(self.stacks.get(user, [])) >= MOST_IN_STACK:
            raise Refused("push_limit_reached")
        return self._stack(user, view)

    def publish(self, user: str, view: Json, wanted_hash: str) -> Json:
        """Draw a person's Home tab; raise `Refused("hash_conflict")` when it was redrawn since `wanted_hash`."""
        view_id = self.homes.get(user)
        if view_id is None:
            view_id = self.homes[user] = _view_id()
            self.owners[view_id] = user
        elif wanted_hash and wanted_hash != self.views[view_id]["hash"]:
            raise Refused("hash_conflict")
        return self._keep(view_id, view)

    def update(self, view_id: str, external_id: str, view: Json, wanted_hash: str) -> Json:
        """Redraw a view in place, found by one of its ids; raise `Refused` with `not_found` or `hash_conflict`."""
        known = self.views.get(view_id) or self._with_external_id(external_id)
        if known is None:
            raise Refused("not_found")
        if wanted_hash and wanted_hash != known["hash"]:
            raise Refused("hash_conflict")
        self._check_external_id(view, known["id"])
        return self._keep(known["id"], view)

    def top(self, user: str) -> Json | None:
        """Return the modal that a person sees, None without one."""
        stack = self.stacks.get(user)
        return self.views[stack[-1]] if stack else None

    def home(self, user: str) -> Json | None:
        """Return a person's Home tab, None before it was published."""
        view_id = self.homes.get(user)
        return self.views[view_id] if view_id else None

    def pop(self, user: str) -> None:
        """Take the uppermost modal away."""
        self._forget(self.stacks[user].pop())

    def forget_stack(self, user: str) -> None:
        """Take all modals of a person away."""
        for view_id in self.stacks.pop(user, []):
            self._forget(view_id)

    def _forget(self, view_id: str) -> None:
        del self.views[view_id], self.owners[view_id]

    def _stack(self, user: str, view: Json) -> Json:
        stack = self.stacks.setdefault(user, [])
        view_id = _view_id()
        stack.append(view_id)
        self.owners[view_id] = user
        return self._keep(view_id, view)

    def _keep(self, view_id: str, view: Json) -> Json:
        before = self.views.get(view_id, {})
        stack = self.stacks.get(self.owners[view_id], [])
        place = stack.index(view_id) if view_id in stack else 0
        blocks = minted(view["blocks"])
        self.views[view_id] = {
            **{name: view.get(name) for name in FIELDS},
            **{name: bool(view.get(name)) for name in FLAGS},
            "id": view_id,
            "type": view["type"],
            "blocks": blocks,
            "private_metadata": view.get("private_metadata") or "",
            "callback_id": view.get("callback_id") or "",
            "external_id": view.get("external_id") or "",
            "state": {"values": state_values(blocks, before.get("state", {}).get("values"))},
            "hash": f"{place}.{secrets.token_hex(6)}",
            "root_view_id": stack[0] if view_id in stack else view_id,
            "previous_view_id": stack[place - 1] if place else None,
            "team_id": self.team_id,
            "app_installed_team_id": self.team_id,
            "app_id": self.app_id,
            "bot_id": self.bot_id,
        }
        return self.views[view_id]

    def _with_external_id(self, external_id: str) -> Json | None:
        return next((v for v in self.views.values() if external_id and v["external_id"] == external_id), None)

    def _check_external_id(self, view: Json, own: str | None) -> None:
        taken = self._with_external_id(view.get("external_id") or "")
        if taken is not None and taken["id"] != own:
            raise Refused("duplicate_external_id")


def _view_id() -> str:
    return f"V{secrets.token_hex(5).upper()}"
