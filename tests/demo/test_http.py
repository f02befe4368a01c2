from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from demo.slack import LocalSlack
from demo.slack.http import sign
from tests.demo.conftest import Connect


def echo(app: AsyncApp) -> list[Any]:
    seen: list[Any] = []

    @app.command("/sak")
    async def answer(ack: Any, body: Any) -> None:
        seen.append(body)
        await ack(f"sak {body['text']}")

    @app.event("message")
    async def listen(event: Any, request: Any) -> None:
        seen.append(request.headers)

    return seen


def test_signature_is_the_one_that_slacks_library_makes() -> None:
    wanted = SignatureVerifier("s").generate_signature(timestamp="1", body=b"body")
    assert sign("s", "1", b"body") == wanted


async def test_signed_command_is_answered_over_http(slack: LocalSlack, app: AsyncApp, serve: Connect) -> None:
    echo(app)
    await serve(app)
    answer = await slack.command("U1", "/sak", "42")
    assert (answer.status, answer.text) == (200, "sak 42")


@pytest.mark.parametrize("how", [{"skew": -301}, {"skew": 302}, {"spoilt": True}])
async def test_doubtful_signature_is_refused_by_bolt(
    slack: LocalSlack, app: AsyncApp, serve: Connect, how: dict[str, Any]
) -> None:
    seen = echo(app)
    await serve(app)
    slack.next_delivery(**how)
    answer = await slack.command("U1", "/sak", "42")
    assert (answer.status, answer.error, seen) == (401, "dispatch_failed", [])


async def test_slightly_old_signature_is_still_taken(slack: LocalSlack, app: AsyncApp, serve: Connect) -> None:
    echo(app)
    await serve(app)
    slack.next_delivery(skew=-280)
    assert (await slack.command("U1", "/sak", "42")).status == 200


async def test_same_command_twice_is_heard_twice(slack: LocalSlack, app: AsyncApp, serve: Connect) -> None:
    seen = echo(app)
    await serve(app)
    slack.next_delivery(copies=2)
    await slack.command("U1", "/sak", "42")
    assert [body["trigger_id"] for body in seen] == [seen[0]["trigger_id"]] * 2


async def test_second_attempt_carries_its_number(slack: LocalSlack, app: AsyncApp, serve: Connect) -> None:
    seen = echo(app)
    await serve(app)
    slack.next_delivery(spoilt=True)
    await slack.dm("U1", "gitt 42")
    await slack.wait_for(lambda: len(slack.deliveries) == 2)
    assert (seen[0]["x-slack-retry-num"], seen[0]["x-slack-retry-reason"]) == (["1"], ["http_error"])


async def test_request_url_that_nobody_serves_fails(slack: LocalSlack) -> None:
    slack.deliver_to("http://127.0.0.1:9/slack/events")
    assert (await slack.command("U1", "/sak", "42")).error == "dispatch_failed"


async def test_deliveries_go_nowhere_while_slack_is_away(slack: LocalSlack, app: AsyncApp, serve: Connect) -> None:
    seen = echo(app)
    await serve(app)
    await slack.go_away()
    assert ((await slack.dm("U1", "gitt 42")).acked, seen) == (False, [])
