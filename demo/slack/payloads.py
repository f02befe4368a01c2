"""What Slack sends to an app: events, commands, clicks, and what happens to views."""

import secrets
from copy import deepcopy
from typing import Any

from demo.slack.courier import Parcel
from demo.slack.people import Person
from demo.slack.wire import Json
from demo.slack.workspace import APP_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, Channel, Workspace

TOKEN = "local-verification-token"  # noqa: S105


def event_parcel(space: Workspace, event: Json, sender: Person | None = None) -> Parcel:
    """Return an Events API delivery; a stranger as `sender` marks it as coming through a shared channel."""
    payload = {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(space.wall()),
        "authorizations": [{"team_id": TEAM_ID, "user_id": BOT_USER, "is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": sender is not None and (sender.is_stranger or sender.team_id != TEAM_ID),
        "event_context": secrets.token_urlsafe(12),
    }
    return Parcel("events_api", payload)


def command_parcel(space: Workspace, person: Person, channel: Channel, command: str, text: str) -> Parcel:
    """Return a slash command with a fresh trigger_id and response_url; all values are strings, as in a form."""
    payload = {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": person.id,
        "user_name": person.username,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": space.mint_hook(channel.id, person.id, ""),
        "trigger_id": space.views.mint_trigger(person.id),
    }
    return Parcel("slash_commands", payload)


def _interaction(space: Workspace, kind: str, person: Person) -> Json:
    return {
        "type": kind,
        "token": TOKEN,
        "api_app_id": APP_ID,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": person.id, "username": person.username, "name": person.username, "team_id": person.team_id},
    }


def message_click(
    space: Workspace, person: Person, channel: Channel, message: Json, action: Json, state: Json
) -> Parcel:
    """Return a click in a message; an ephemeral one is not sent along, only its ts is."""
    ephemeral = bool(message.get("is_ephemeral"))
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    more: dict[str, Any] = {
        "trigger_id": space.views.mint_trigger(person.id),
        "container": container | ({"thread_ts": message["thread_ts"]} if "thread_ts" in message else {}),
        "channel": {"id": channel.id, "name": channel.name},
        "response_url": space.mint_hook(channel.id, person.id, message["ts"]),
        "state": {"values": deepcopy(state)},
        "actions": [action],
    }
    if not ephemeral:
        more["message"] = deepcopy(message)
    return Parcel("interactive", _interaction(space, "block_actions", person) | more)


def view_click(space: Workspace, person: Person, view: Json, action: Json) -> Parcel:
    """Return a click in a modal or a Home tab."""
    more = {
        "trigger_id": space.views.mint_trigger(person.id),
        "container": {"type": "view", "view_id": view["id"]},
        "view": deepcopy(view),
        "actions": [action],
    }
    return Parcel("interactive", _interaction(space, "block_actions", person) | more)


def view_submission(space: Workspace, person: Person, view: Json) -> Parcel:
    """Return a submitted modal."""
    more = {"trigger_id": space.views.mint_trigger(person.id), "view": deepcopy(view), "response_urls": []}
    return Parcel("interactive", _interaction(space, "view_submission", person) | more)


def view_closed(space: Workspace, person: Person, view: Json, *, cleared: bool) -> Parcel:
    """Return a closed modal; `cleared` when the whole stack went."""
    more = {"view": deepcopy(view), "is_cleared": cleared}
    return Parcel("interactive", _interaction(space, "view_closed", person) | more)
