"""Whether Slack takes our tokens: asked at start, since Socket Mode would retry a bad one for ever in silence."""

from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

TOO_MANY = 429
SERVER_ERROR = 500
AWAY = (aiohttp.ClientError, TimeoutError, OSError)


class SlackRefused(Exception):
    """Slack does not take a token; the message names the setting, Slack's word for it, and what to do."""


class SlackAway(Exception):
    """Slack could not be reached, or was not well; the same may work later."""


@dataclass(frozen=True, slots=True)
class Keys:
    """How the bot signs in. Either `app_token` (Socket Mode) or `signing_secret` (signed HTTP) is needed to listen."""

    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are in which workspace, and the scopes that the token holds."""

    team_id: str
    bot_id: str
    bot_user: str
    scopes: frozenset[str]

    def authorized(self, bot_token: str) -> AuthorizeResult:
        """The same as Bolt wants it for each request."""
        return AuthorizeResult(
            enterprise_id=None,
            team_id=self.team_id,
            bot_id=self.bot_id,
            bot_user_id=self.bot_user,
            bot_token=bot_token,
            bot_scopes=sorted(self.scopes),
        )


def code_of(error: SlackApiError) -> str:
    """Slack's word for what went wrong, or the HTTP status when it said none."""
    answer: Any = error.response
    said = answer.get("error") if hasattr(answer, "get") else None
    return str(said) if said else f"http {status_of(error)}"


def status_of(error: SlackApiError) -> int:
    """The HTTP status of the answer, 0 when there is none."""
    answer: Any = error.response
    return int(getattr(answer, "status_code", None) or getattr(answer, "status", None) or 0)


def is_away(error: SlackApiError) -> bool:
    """Whether the answer says that Slack is not well or is asked too often, and nothing of what we asked."""
    return status_of(error) == TOO_MANY or status_of(error) >= SERVER_ERROR


async def check_tokens(client: AsyncWebClient, app_token: str = "") -> Identity:
    """Asks Slack who we are, and for a socket when there is an app token. Raises SlackRefused or SlackAway."""
    said = await _asked("SLACK_BOT_TOKEN", client.auth_test)
    if app_token:
        await _asked("SLACK_APP_TOKEN", client.apps_connections_open, app_token=app_token)
    scopes = str(said.headers.get("x-oauth-scopes") or said.headers.get("X-OAuth-Scopes") or "")
    held = frozenset(scope.strip() for scope in scopes.split(",") if scope.strip())
    return Identity(str(said["team_id"]), str(said["bot_id"]), str(said["user_id"]), held)


async def _asked(setting: str, method: Any, **arguments: str) -> Any:
    try:
        return await method(**arguments)
    except SlackApiError as error:
        if is_away(error):
            raise SlackAway(f"Slack answered {code_of(error)}") from None
        raise SlackRefused(_advice(setting, code_of(error))) from None
    except AWAY as error:
        raise SlackAway(f"Slack cannot be reached: {type(error).__name__}") from None


def _advice(setting: str, code: str) -> str:
    kind = {"SLACK_BOT_TOKEN": "bot token (xoxb-…)", "SLACK_APP_TOKEN": "app-level token (xapp-…, connections:write)"}
    return f"Slack refuses {setting} ({code}): copy the {kind[setting]} of this app from api.slack.com/apps once more"
