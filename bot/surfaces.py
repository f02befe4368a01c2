"""Where a person is when they ask, and so where the answer goes: command, button, form, App Home or direct message."""

import logging
from collections.abc import Sequence

from slack_bolt.response import BoltResponse
from slack_sdk.models.blocks import Block
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.cards import Reader
from bot.outgoing import MOST_IN_A_VIEW, Json, Message, drawn_blocks
from bot.staff import asker, channel_of

log = logging.getLogger(__name__)


async def answer(
    body: Json, client: AsyncWebClient, message: Message, reader: Reader, *, replace: bool = False
) -> BoltResponse:
    """Shows the message to whoever asked, where they asked, and gives the response for Slack.

    `replace` puts it in the place of the message whose button was pressed. SlackApiError when Slack takes it nowhere.
    """
    kind = body.get("type")
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", **message.content})
    if kind == "view_submission":
        return in_its_place(notice(message, reader))
    if kind == "block_actions":
        await _answer_press(body, client, message, reader, replace)
    elif body["event"]["type"] == "app_home_opened":
        await client.views_publish(user_id=asker(body), view=home_view(message.blocks))
    else:
        await _answer_in_thread(body["event"], client, message)
    return acknowledged()


def acknowledged() -> BoltResponse:
    """Nothing more to say."""
    return BoltResponse(status=200, body="")


def in_its_place(view: Json) -> BoltResponse:
    """The response that puts another view in the place of a form that was sent off."""
    return BoltResponse(status=200, body={"response_action": "update", "view": view})


def complained(field: str, sentence: str) -> BoltResponse:
    """The response that shows a sentence at a field of the form and leaves it open."""
    return BoltResponse(status=200, body={"response_action": "errors", "errors": {field: sentence}})


async def show_view(body: Json, client: AsyncWebClient, view: Json) -> None:
    """Opens a modal, or redraws the one in which the button was pressed."""
    inside = body.get("view") or {}
    if inside.get("type") == "modal":
        await client.views_update(view_id=inside["id"], view=view)
    else:
        await client.views_open(trigger_id=body["trigger_id"], view=view)


def notice(message: Message, reader: Reader) -> Json:
    """A modal that only tells something, or shows a card."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": reader.say("title.app")},
        "close": {"type": "plain_text", "text": reader.say("button.close")},
        "blocks": list(message.blocks),
    }


def home_view(blocks: Sequence[Json]) -> Json:
    """App Home with these blocks."""
    return {"type": "home", "blocks": list(blocks)}


def home_of(blocks: Sequence[Block]) -> Json:
    """App Home as built, checked against its limit."""
    return home_view(drawn_blocks(blocks, MOST_IN_A_VIEW))


def is_copy(body: Json) -> bool:
    """Whether the pressed message is not the one that the courier keeps up to date: an answer that only shows the case."""
    container = body.get("container") or {}
    return bool(container.get("is_ephemeral") or container.get("thread_ts") or container.get("type") == "view")


async def _answer_press(body: Json, client: AsyncWebClient, message: Message, reader: Reader, replace: bool) -> None:
    if not body.get("response_url"):
        await show_view(body, client, notice(message, reader))
        return
    hook = AsyncWebhookClient(body["response_url"], session=client.session)
    said = await hook.send_dict({"response_type": "ephemeral", "replace_original": replace, **message.content})
    if said.status_code != 200:
        log.warning("a response_url answered %d, so the answer goes out by itself", said.status_code)
        await client.chat_postEphemeral(channel=channel_of(body), user=asker(body), **message.content)


async def _answer_in_thread(event: Json, client: AsyncWebClient, message: Message) -> None:
    said = event.get("message") or event
    root = said.get("thread_ts") or said["ts"]
    await client.chat_postMessage(channel=event["channel"], thread_ts=root, **message.post)
