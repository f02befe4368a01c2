import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from demo.slack import LocalSlack, Rate
from demo.slack.rate import Buckets
from tests.demo.conftest import Clock


async def post(client: AsyncWebClient, times: int, channel: str = "U1") -> None:
    for number in range(times):
        await client.chat_postMessage(channel=channel, text=str(number))


async def test_fourth_post_at_once_is_told_to_wait(client: AsyncWebClient) -> None:
    await post(client, 3)
    with pytest.raises(SlackApiError) as caught:
        await post(client, 1)
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")


async def test_channel_takes_another_post_a_second_later(client: AsyncWebClient, clock: Clock) -> None:
    await post(client, 3)
    clock.seconds += 1
    assert (await client.chat_postMessage(channel="U1", text="ny"))["ok"] is True


async def test_each_channel_has_its_own_limit(slack: LocalSlack, client: AsyncWebClient) -> None:
    await post(client, 3)
    await post(client, 3, "U2")
    assert len(slack.calls_of("chat.postMessage")) == 6


async def test_limit_can_be_turned_off(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.space.buckets.rate = None
    await post(client, 20)
    assert len(slack.read("U1")) == 20


def test_slow_channel_names_its_longer_wait(clock: Clock) -> None:
    buckets = Buckets(Rate(per_second=0.1, burst=1), clock)
    assert [buckets.wait_for("C1"), buckets.wait_for("C1")] == [0, 10]
