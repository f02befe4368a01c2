import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from demo.slack import LocalSlack
from tests.demo.conftest import Clock


@pytest.fixture
async def posted(client: AsyncWebClient) -> str:
    return str((await client.chat_postMessage(channel="U1", text="før"))["ts"])


@pytest.fixture
def hook(slack: LocalSlack, session: ClientSession, posted: str) -> AsyncWebhookClient:
    address = slack.space.mint_hook(slack.space.direct("U1").id, "U1", posted)
    return AsyncWebhookClient(address, session=session)


async def test_answer_is_ephemeral_unless_told_otherwise(slack: LocalSlack, hook: AsyncWebhookClient) -> None:
    await hook.send(text="bare deg")
    assert [(m["text"], m.get("is_ephemeral", False)) for m in slack.read("U1")] == [("før", False), ("bare deg", True)]


async def test_answer_in_channel_becomes_a_message(slack: LocalSlack, hook: AsyncWebhookClient) -> None:
    await hook.send(text="alle", response_type="in_channel")
    assert not slack.read("U1")[1].get("is_ephemeral")


async def test_original_message_can_be_replaced(slack: LocalSlack, hook: AsyncWebhookClient) -> None:
    await hook.send(text="etter", replace_original=True)
    assert [m["text"] for m in slack.read("U1")] == ["etter"]


async def test_original_message_can_be_deleted(slack: LocalSlack, hook: AsyncWebhookClient) -> None:
    await hook.send(delete_original=True)
    assert slack.read("U1") == []


async def test_sixth_use_is_answered_not_found(hook: AsyncWebhookClient) -> None:
    answers = [await hook.send(text=str(number)) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]


async def test_address_is_gone_after_half_an_hour(hook: AsyncWebhookClient, clock: Clock) -> None:
    clock.seconds += 1801
    answer = await hook.send(text="sent")
    assert (answer.status_code, answer.body) == (404, "expired_url")


async def test_empty_answer_is_refused_with_no_text(hook: AsyncWebhookClient) -> None:
    assert (await hook.send(text="")).body == "no_text"


async def test_rate_limited_answer_raises_nothing(slack: LocalSlack, hook: AsyncWebhookClient) -> None:
    slack.fail_next("response_url", "429")
    assert (await hook.send(text="hei")).status_code == 429
