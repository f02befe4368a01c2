from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from demo.slack import LocalSlack
from tests.demo.conftest import Connect


def count_messages(app: AsyncApp) -> list[Any]:
    seen: list[Any] = []

    @app.event("message")
    async def listen(event: Any) -> None:
        seen.append(event)

    return seen


async def test_wrong_app_token_gets_no_address(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await AsyncWebClient(base_url=slack.url).apps_connections_open(app_token="xapp-wrong")


async def test_address_is_good_for_one_connection(slack: LocalSlack, session: ClientSession) -> None:
    address = slack.sockets.dial_address()
    async with session.ws_connect(address) as line:
        assert (await line.receive_json())["type"] == "hello"
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(address)


async def test_message_reaches_a_bolt_listener(slack: LocalSlack, app: AsyncApp, connect: Connect) -> None:
    seen = count_messages(app)
    await connect(app)
    answer = await slack.dm("U1", "gitt <42>")
    assert (answer.acked, seen[0]["text"], seen[0]["channel_type"]) == (True, "gitt &lt;42&gt;", "im")


async def test_each_message_goes_to_one_of_two_connections(slack: LocalSlack, app: AsyncApp, connect: Connect) -> None:
    seen = count_messages(app)
    await connect(app)
    await connect(app)
    for number in range(4):
        await slack.dm("U1", str(number))
    assert sorted(event["text"] for event in seen) == ["0", "1", "2", "3"]


async def test_message_without_ack_comes_again_with_a_reason(
    slack: LocalSlack, app: AsyncApp, connect: Connect
) -> None:
    seen = count_messages(app)
    await connect(app)
    slack.next_delivery(ack_lost=True)
    await slack.dm("U1", "gitt 42")
    await slack.wait_for(lambda: len(slack.deliveries) == 2)
    assert [event["text"] for event in seen] == ["gitt 42", "gitt 42"]
    assert (slack.deliveries[1].attempt, slack.deliveries[1].reason) == (1, "timeout")


async def test_repeated_message_keeps_its_event_id(slack: LocalSlack, app: AsyncApp, connect: Connect) -> None:
    count_messages(app)
    await connect(app)
    slack.next_delivery(copies=2)
    await slack.dm("U1", "gitt 42")
    assert len({delivered.payload["event_id"] for delivered in slack.deliveries}) == 1


async def test_message_is_given_up_after_four_attempts(slack: LocalSlack, app: AsyncApp, connect: Connect) -> None:
    @app.event("message")
    async def listen() -> None:
        raise RuntimeError("no ack")

    await connect(app)
    slack.sockets.ack_seconds = 0.05
    await slack.dm("U1", "gitt 42")
    await slack.wait_for(lambda: len(slack.deliveries) == 4)
    assert [delivered.acked for delivered in slack.deliveries] == [False] * 4


async def test_message_without_a_connection_fails_at_once(slack: LocalSlack) -> None:
    answer = await slack.dm("U1", "gitt 42")
    assert (answer.acked, answer.error) == (False, "dispatch_failed")


async def test_command_without_ack_tells_the_person(slack: LocalSlack, app: AsyncApp, connect: Connect) -> None:
    @app.command("/sak")
    async def listen() -> None:
        return None

    await connect(app)
    slack.sockets.ack_seconds = 0.05
    answer = await slack.command("U1", "/sak", "42")
    assert (answer.error, slack.read("U1")[0]["text"]) == ("operation_timeout", answer.text)


@pytest.mark.parametrize("reason", ["refresh_requested", "too_many_websockets", "warning"])
async def test_app_dials_in_anew_after_a_disconnect_frame(
    slack: LocalSlack, app: AsyncApp, connect: Connect, reason: str
) -> None:
    count_messages(app)
    await connect(app)
    before = slack.sockets.lines[0]
    await slack.disconnect(reason)
    await slack.wait_for(lambda: slack.connections == 1 and before not in slack.sockets.lines)
    assert (await slack.dm("U1", "hei")).acked


async def test_eleventh_connection_is_one_too_many(slack: LocalSlack, session: ClientSession) -> None:
    lines = [await session.ws_connect(slack.sockets.dial_address()) for _ in range(11)]
    said = await lines[10].receive_json()
    assert (said["reason"], slack.connections) == ("too_many_websockets", 10)


async def test_large_payload_comes_through_whole(slack: LocalSlack, app: AsyncApp, connect: Connect) -> None:
    seen = count_messages(app)
    await connect(app)
    await slack.dm("U1", "x" * 60_000)
    assert len(seen[0]["text"]) == 60_000
