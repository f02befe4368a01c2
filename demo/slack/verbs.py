"""What people do in Slack: write, command, click, fill in, look."""

from copy import deepcopy
from dataclasses import dataclass, field, replace

from demo.slack import chat
from demo.slack.courier import Courier, Parcel, Receipt
from demo.slack.hooks import Hooks
from demo.slack.limits import check_view
from demo.slack.payloads import (
    command_parcel,
    event_parcel,
    message_click,
    view_click,
    view_closed,
    view_submission,
)
from demo.slack.people import Person
from demo.slack.screen import STATE, chosen_option, entry, fill, find_element, state_values, unfilled
from demo.slack.wire import Args, Json, Refused
from demo.slack.workspace import Channel, Hook, Workspace, escaped, message_of

TIMED_OUT = "operation_timeout"
FAILED = "dispatch_failed"
NO_ANSWER = Receipt(acked=True)


@dataclass(frozen=True)
class Answer:
    """What came back after a verb.

    `seconds` is the time to the ack, `text` what the person reads at once (the answer to a command, or Slack's notice
    that the app failed), `payload` the body of the ack, `error` is `operation_timeout`, `dispatch_failed` or "",
    `status` the HTTP status (None over Socket Mode), `ts` the message that the verb wrote, `view` the modal that is
    uppermost now, `errors` what is wrong with the fields of a submission, by block_id.
    """

    acked: bool
    seconds: float = 0.0
    text: str = ""
    payload: Json | None = None
    error: str = ""
    status: int | None = None
    ts: str = ""
    view: Json | None = None
    errors: dict[str, str] = field(default_factory=dict)


def _answer(receipt: Receipt) -> Answer:
    error = "" if receipt.acked else (TIMED_OUT if "timeout" in receipt.error else FAILED)
    return Answer(receipt.acked, receipt.seconds, payload=receipt.payload, error=error, status=receipt.status)


@dataclass(eq=False, repr=False)
class Verbs:
    """The hands of everybody in the workspace; each verb returns after the app's ack, or after it failed to come."""

    space: Workspace
    courier: Courier
    hooks: Hooks

    async def dm(self, user: str, text: str, thread_ts: str | None = None) -> Answer:
        """Write to the app; `ts` of the answer is the message. Raise `Refused` when the thread is unknown."""
        person, channel = self._present(user)
        message: Json = {
            "type": "message",
            "user": user,
            "text": escaped(text),
            "ts": self.space.next_ts(),
            "team": person.team_id,
            "user_team": person.team_id,
            "source_team": person.team_id,
        }
        chat.store(self.space, channel, message, thread_ts or "")
        answer = await self._tell(chat.event_of(self.space, channel, message), person)
        return replace(answer, ts=message["ts"])

    async def edit(self, user: str, ts: str, text: str) -> Answer:
        """Correct an own message; raise `Refused` when it is another's or gone."""
        person, channel = self._present(user)
        message = self._own(channel, user, ts)
        before = deepcopy(message)
        message |= {"text": escaped(text), "edited": {"user": user, "ts": self.space.next_ts()}}
        return replace(await self._tell(chat.changed_event(self.space, channel, before, message), person), ts=ts)

    async def delete(self, user: str, ts: str) -> Answer:
        """Take an own message back; raise `Refused` when it is another's or gone."""
        person, channel = self._present(user)
        message = self._own(channel, user, ts)
        return await self._tell(chat.removed(self.space, channel, message), person)

    async def react(self, user: str, ts: str, name: str) -> Answer:
        """React to a message of the direct channel with an emoji (its name without colons)."""
        person, channel = self._present(user)
        message = message_of(channel, ts)
        chat.set_reacting(message, name, [*chat.reacting(message, name), user])
        event = {
            "type": "reaction_added",
            "user": user,
            "reaction": name,
            "item_user": message["user"],
            "item": {"type": "message", "channel": channel.id, "ts": ts},
            "event_ts": self.space.next_ts(),
        }
        return await self._tell(event, person, scope="reactions:read")

    async def open_home(self, user: str, tab: str = "home") -> Answer:
        """Open the app's page at the tab `home` or `messages`."""
        person, channel = self._present(user)
        event: Json = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab}
        home = self.space.views.home(user)
        if tab == "home" and home is not None:
            event["view"] = deepcopy(home)
        return await self._tell(event | {"event_ts": self.space.next_ts()}, person, scope="")

    async def command(self, user: str, command: str, text: str = "", channel: str | None = None) -> Answer:
        """Give a slash command, in the direct channel unless `channel` names another."""
        person, direct = self._present(user)
        place = self.space.channel(channel) if channel else direct
        parcel = command_parcel(self.space, person, place, command, text)
        answer = _answer(await self.courier.deliver(parcel))
        body = answer.payload or {}
        if answer.error:
            body = {"text": f'{command} failed with the error "{answer.error}"'}
        if body.get("text") or body.get("blocks"):
            self.hooks.write(Hook(place.id, user, "", self.space.clock()), Args(body))
            await self.space.announce()
        return replace(answer, text=body.get("text", ""), view=self.modal(user))

    async def click(self, user: str, screen: Json | str, action_id: str, value: str | None = None) -> Answer:
        """Press a button or choose an option on a message (dict or ts) or a view (dict or id).

        `value` chooses among buttons that share an action_id, or names the option. A dict is taken as the person still
        sees it, even when the app has redrawn it since. Raise `LookupError` when there is nothing like that to click.
        """
        person, channel = self._present(user)
        seen = self._screen(user, channel, screen)
        block, element = find_element(seen["blocks"], action_id, value)
        action = self._action(block, element, value)
        if "hash" in seen:
            parcel = self._click_in_view(person, seen, action)
        else:
            values = state_values(seen["blocks"])
            _keep(values, action)
            parcel = message_click(self.space, person, channel, seen, action, values)
        answer = _answer(await self.courier.deliver(parcel))
        return replace(answer, view=self.modal(user))

    async def submit(self, user: str, view: Json | str, values: Json | None = None) -> Answer:
        """Fill in a modal and send it off; `values` are keyed by action_id or block_id, options named by their value.

        Slack's own client checks required fields: then `errors` says so and nothing is sent.
        """
        person, channel = self._present(user)
        seen = self._screen(user, channel, view)
        held = seen["state"]["values"]
        fill(seen["blocks"], held, values or {})
        missing = unfilled(seen["blocks"], held)
        if missing:
            return Answer(acked=False, errors=missing, view=self.modal(user))
        receipt = await self.courier.deliver(view_submission(self.space, person, seen))
        answer = _answer(receipt)
        errors = self._follow(user, seen, receipt.payload or {}) if receipt.acked else {}
        await self.space.announce()
        return replace(answer, errors=errors, view=self.modal(user))

    async def close(self, user: str, view: Json | str, *, everything: bool = False) -> Answer:
        """Close a modal, or with `everything` the whole stack; the app hears of it when it asked for that."""
        person, channel = self._present(user)
        seen = self._screen(user, channel, view)
        stack = self.space.views.stacks.get(user, [])
        if seen["id"] not in stack:
            raise LookupError("this view is not open")
        if everything or seen["clear_on_close"]:
            self.space.views.forget_stack(user)
        else:
            self.space.views.pop(user)
        receipt = NO_ANSWER
        if seen["notify_on_close"]:
            receipt = await self.courier.deliver(view_closed(self.space, person, seen, cleared=everything))
        return replace(_answer(receipt), view=self.modal(user))

    def read(self, user: str, channel: str | None = None) -> list[Json]:
        """Return what a person sees now: messages and their own ephemerals by time (`is_ephemeral` marks those)."""
        place = self.space.channel(channel) if channel else self.space.direct(user)
        own = [m for m in place.ephemerals.values() if m["to"] == user]
        return deepcopy(sorted([*place.messages.values(), *own], key=lambda m: str(m["ts"])))

    def home(self, user: str) -> Json | None:
        """Return a person's Home tab, None before the app published one."""
        return deepcopy(self.space.views.home(user))

    def modal(self, user: str) -> Json | None:
        """Return the modal that a person sees, None without one."""
        return deepcopy(self.space.views.top(user))

    def _present(self, user: str) -> tuple[Person, Channel]:
        person = self.space.person(user)
        if person.deleted:
            raise Refused("account_inactive")
        return person, self.space.direct(user)

    def _own(self, channel: Channel, user: str, ts: str) -> Json:
        message = message_of(channel, ts)
        if message["user"] != user:
            raise Refused("cant_update_message")
        return message

    async def _tell(self, event: Json, person: Person, scope: str = "im:history") -> Answer:
        await self.space.announce()
        if scope and not self.space.may(scope):
            return _answer(NO_ANSWER)
        return _answer(await self.courier.deliver(event_parcel(self.space, event, person)))

    def _screen(self, user: str, channel: Channel, screen: Json | str) -> Json:
        if isinstance(screen, dict):
            return deepcopy(screen)
        known = self.space.views.views.get(screen) or channel.messages.get(screen) or channel.ephemerals.get(screen)
        if known is None or self.space.views.owners.get(screen, user) != user:
            raise LookupError(f"{user} does not see {screen!r}")
        return deepcopy(known)

    def _action(self, block: Json, element: Json, value: str | None) -> Json:
        action: Json = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
        if element["type"] == "button":
            action |= {name: element[name] for name in ("text", "value", "style") if name in element}
        elif element["type"] == "overflow":
            action["selected_option"] = chosen_option(element, value or "")
        else:
            action |= entry(element, value)
        return action | {"action_ts": self.space.next_ts()}

    def _click_in_view(self, person: Person, seen: Json, action: Json) -> Parcel:
        kept = self.space.views.views.get(seen["id"], seen)
        for view in (seen, kept):
            _keep(view["state"]["values"], action)
        return view_click(self.space, person, seen, action)

    def _follow(self, user: str, view: Json, payload: Json) -> dict[str, str]:
        wish = payload.get("response_action", "close")
        views = self.space.views
        if wish == "errors":
            return _checked_errors(view, payload.get("errors", {}))
        if wish == "clear":
            views.forget_stack(user)
        elif wish == "update":
            views.update(view["id"], "", self._offered(payload), "")
        elif wish == "push":
            views.push(user, self._offered(payload))
        elif view["id"] in views.stacks.get(user, []):
            views.pop(user)
        return {}

    def _offered(self, payload: Json) -> Json:
        return check_view(payload.get("view"), {"modal"})


def _keep(values: Json, action: Json) -> None:
    if action["type"] in STATE:
        name = STATE[action["type"]][1]
        held = values.setdefault(action["block_id"], {})
        held[action["action_id"]] = {"type": action["type"], name: action[name]}


def _checked_errors(view: Json, errors: dict[str, str]) -> dict[str, str]:
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not errors or not errors.keys() <= inputs:
        raise Refused("invalid_errors", known=sorted(inputs))
    return errors
