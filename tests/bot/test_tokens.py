from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.tokens import Identity, Keys, SlackAway, SlackRefused, check_tokens
from demo.slack import LocalSlack


async def checked(keys: Keys) -> Identity:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(keys.bot_token, keys.api_url, session=session, retry_handlers=[])
        return await check_tokens(client, keys.app_token)


async def test_good_tokens_say_who_we_are_and_what_we_may(keys: Keys, slack: LocalSlack) -> None:
    identity = await checked(keys)
    assert (identity.team_id, identity.bot_user) == (slack.team_id, slack.bot_user)
    assert "im:history" in identity.scopes


async def test_a_bad_bot_token_is_refused_with_the_setting_named(keys: Keys) -> None:
    with pytest.raises(SlackRefused, match=r"SLACK_BOT_TOKEN \(invalid_auth\)"):
        await checked(replace(keys, bot_token="xoxb-wrong"))


async def test_a_bad_app_token_is_refused_with_the_setting_named(keys: Keys) -> None:
    with pytest.raises(SlackRefused, match=r"SLACK_APP_TOKEN \(invalid_auth\)"):
        await checked(replace(keys, app_token="xapp-wrong"))


@pytest.mark.parametrize("fault", ["500", "429", "reset-before"])
async def test_a_slack_that_is_unwell_is_not_a_bad_token(fault: str, keys: Keys, slack: LocalSlack) -> None:
    slack.fail_next("auth.test", fault)
    with pytest.raises(SlackAway):
        await checked(keys)


async def test_a_slack_that_is_nowhere_is_away(keys: Keys) -> None:
    with pytest.raises(SlackAway):
        await checked(replace(keys, api_url="http://127.0.0.1:1/api/"))


@pytest.mark.demand("D-39")
def test_tokens_do_not_show_when_printed() -> None:
    assert "xoxb" not in repr(Keys("xoxb-secret", "xapp-secret", "signing-secret"))
