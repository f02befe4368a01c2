import asyncio

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncServerErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from demo.slack import LocalSlack
from tests.demo.conftest import Connect


def bare(slack: LocalSlack, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.url, session=session, retry_handlers=[])


async def test_cut_after_storing_makes_the_default_client_post_twice(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.fail_next("chat.postMessage", "reset-after")
    await client.chat_postMessage(channel="U1", text="påminnelse")
    assert [m["text"] for m in slack.read("U1")] == ["påminnelse", "påminnelse"]


async def test_metadata_finds_the_post_whose_answer_was_lost(
    slack: LocalSlack, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    slack.fail_next("chat.postMessage", "reset-after")
    metadata = {"event_type": "notice", "event_payload": {"key": "n-7"}}
    with pytest.raises(aiohttp.ClientError):
        await bare(slack, session).chat_postMessage(channel="U1", text="hei", metadata=metadata)
    found = await client.conversations_history(channel=slack.space.direct("U1").id, include_all_metadata=True)
    assert [m["metadata"] for m in found["messages"]] == [metadata]


async def test_cut_before_storing_leaves_nothing_behind(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    slack.fail_next("chat.postMessage", "reset-before")
    with pytest.raises(aiohttp.ClientError):
        await bare(slack, session).chat_postMessage(channel="U1", text="hei")
    assert slack.read("U1") == []


async def test_server_error_raises_in_the_default_client(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.fail_next("chat.postMessage", "500")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="U1", text="hei")
    assert caught.value.response.status_code == 500


async def test_server_error_is_survived_with_the_retry_handler(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.fail_next("chat.postMessage", "500")
    client.retry_handlers.append(AsyncServerErrorRetryHandler())
    assert (await client.chat_postMessage(channel="U1", text="hei"))["ok"] is True


async def test_any_error_of_slacks_can_be_asked_for(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.fail_next("*", "account_inactive", times=2)
    with pytest.raises(SlackApiError, match="account_inactive"):
        await client.auth_test()


async def test_rate_limit_on_request_names_its_seconds(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.fail_next("users.info", "429", seconds=30)
    with pytest.raises(SlackApiError) as caught:
        await client.users_info(user="U1")
    assert caught.value.response.headers["Retry-After"] == "30"


async def test_slow_answer_outlasts_an_impatient_client(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.fail_next("auth.test", "slow", seconds=5)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.auth_test(), 0.05)


async def test_slack_that_is_away_refuses_every_call(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    await slack.go_away()
    with pytest.raises(aiohttp.ClientError):
        await bare(slack, session).auth_test()


async def test_app_dials_in_again_after_slack_was_away(slack: LocalSlack, app: AsyncApp, connect: Connect) -> None:
    await connect(app)
    await slack.go_away()
    await slack.wait_for(lambda: slack.connections == 0)
    await slack.come_back()
    assert await slack.wait_for(lambda: slack.connections) == 1
