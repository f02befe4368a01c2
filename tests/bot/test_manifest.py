"""Whether the manifest covers what the bot listens to and calls, and asks for nothing more."""

import re
from pathlib import Path
from typing import Any

import bot as room
from bot.phrases import PHRASES
from bot.scopes import SCOPES

SOURCES = "\n".join(file.read_text(encoding="utf-8") for file in Path(room.__file__).parent.glob("*.py"))

# Each Web API method that the bot calls, by the name of its client method, and the scope that it needs.
NEEDED = {
    "apps_connections_open": None,
    "auth_test": None,
    "chat_postEphemeral": "chat:write",
    "chat_postMessage": "chat:write",
    "chat_update": "chat:write",
    "conversations_history": "im:history",
    "conversations_open": "im:write",
    "users_info": "users:read",
    "views_open": None,
    "views_publish": None,
    "views_update": None,
}
EVENT_SCOPES = {"message.im": "im:history", "app_home_opened": None}
FAMILIES = "apps|auth|bots|chat|conversations|files|reactions|team|users|views"


def called() -> set[str]:
    return set(re.findall(rf"\b[\w.]*client\.((?:{FAMILIES})_\w+)", SOURCES))


def bot_events(manifest: dict[str, Any]) -> set[str]:
    return set(manifest["settings"]["event_subscriptions"]["bot_events"])


def commands(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = manifest["features"]["slash_commands"]
    return listed


def test_every_method_that_is_called_is_in_the_table_and_no_other() -> None:
    assert called() == set(NEEDED)


def test_the_scopes_are_exactly_those_that_are_used(manifest: dict[str, Any]) -> None:
    used = {scope for scope in (*NEEDED.values(), *EVENT_SCOPES.values(), "commands") if scope}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == used == SCOPES


def test_the_commands_are_exactly_those_that_are_heard(manifest: dict[str, Any]) -> None:
    heard = set(re.findall(r'app\.command\(\s*"(/\w+)"', SOURCES))
    assert {command["command"] for command in commands(manifest)} == heard


def test_the_events_are_exactly_those_that_are_heard(manifest: dict[str, Any]) -> None:
    heard = set(re.findall(r'app\.event\(\s*"(\w+)"', SOURCES))
    assert {event.partition(".")[0] for event in bot_events(manifest)} == heard


def test_every_event_has_a_known_scope(manifest: dict[str, Any]) -> None:
    assert bot_events(manifest) == set(EVENT_SCOPES)


def test_buttons_and_forms_are_switched_on(manifest: dict[str, Any]) -> None:
    assert "app.action(" in SOURCES
    assert manifest["settings"]["interactivity"]["is_enabled"]


def test_people_can_write_to_the_app(manifest: dict[str, Any]) -> None:
    home = manifest["features"]["app_home"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]


def test_the_app_uses_socket_mode_and_lasting_tokens(manifest: dict[str, Any]) -> None:
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"]
    assert not settings["token_rotation_enabled"]


def test_every_command_says_in_short_how_it_is_used(manifest: dict[str, Any]) -> None:
    for command in commands(manifest):
        assert 2 <= len(command["command"]) <= 32
        assert command["description"]
        assert command["usage_hint"]


def test_the_help_names_every_command(manifest: dict[str, Any]) -> None:
    for told in PHRASES["help.commands"].values():
        assert all(f"`{command['command']}" in told for command in commands(manifest))
