from typing import Any

import pytest
from aiohttp import ClientSession, FormData
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from demo.slack import LocalSlack
from demo.slack.api import METHODS

METADATA = {"event_type": "notice", "event_payload": {"key": "n-1"}}


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_auth_test_names_the_bot_and_team(slack: LocalSlack, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["team_id"]) == (slack.bot_user, slack.team_id)


async def test_wrong_token_is_refused_as_invalid(slack: LocalSlack) -> None:
    assert await refusal(AsyncWebClient("xoxb-other", base_url=slack.url).auth_test()) == "invalid_auth"


async def test_call_without_token_is_not_authed(slack: LocalSlack, session: ClientSession) -> None:
    async with session.get(f"{slack.url}auth.test") as response:
        assert (await response.json())["error"] == "not_authed"


async def test_bot_token_opens_no_socket(client: AsyncWebClient, slack: LocalSlack) -> None:
    assert await refusal(client.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"


async def test_unknown_method_is_named_in_the_refusal(client: AsyncWebClient) -> None:
    assert await refusal(client.api_call("chat.sing")) == "unknown_method"


@pytest.mark.parametrize("form", ["query", "form", "json", "multipart"])
async def test_arguments_are_read_however_they_come(slack: LocalSlack, session: ClientSession, form: str) -> None:
    args = {"token": slack.bot_token, "channel": "U1", "text": "hei"}
    multipart = FormData(default_to_multipart=True)
    for name, value in args.items():
        multipart.add_field(name, value)
    ways: dict[str, Any] = {
        "query": {"params": args},
        "form": {"data": args},
        "json": {"json": args},
        "multipart": {"data": multipart},
    }
    async with session.post(f"{slack.url}chat.postMessage", **ways[form]) as response:
        assert (await response.json())["ok"] is True


async def test_broken_json_body_is_refused(slack: LocalSlack, session: ClientSession) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.bot_token}"}
    async with session.post(f"{slack.url}chat.postMessage", data="{", headers=headers) as response:
        assert (await response.json())["error"] == "invalid_json"


async def test_posted_message_is_seen_by_its_reader(slack: LocalSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U1", text="hei")
    assert [m["ts"] for m in slack.read("U1")] == [posted["ts"]]


async def test_message_to_unknown_channel_is_refused(client: AsyncWebClient) -> None:
    assert await refusal(client.chat_postMessage(channel="C404", text="hei")) == "channel_not_found"


async def test_message_to_foreign_channel_is_refused(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.add_channel("faglig", {"U1"}, with_bot=False)
    assert await refusal(client.chat_postMessage(channel=channel, text="hei")) == "not_in_channel"


async def test_message_without_text_or_blocks_is_refused(client: AsyncWebClient) -> None:
    assert await refusal(client.api_call("chat.postMessage", json={"channel": "U1"})) == "no_text"


async def test_message_with_too_long_text_is_refused(client: AsyncWebClient) -> None:
    assert await refusal(client.chat_postMessage(channel="U1", text="x" * 40_001)) == "msg_too_long"


async def test_refused_blocks_come_with_an_explanation(client: AsyncWebClient) -> None:
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="U1", text="x", blocks=blocks)
    assert "/blocks/0/text/text" in caught.value.response["response_metadata"]["messages"][0]


async def test_history_gives_metadata_back_when_asked(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U1", text="hei", metadata=METADATA)
    found = await client.conversations_history(channel=posted["channel"], include_all_metadata=True)
    assert found["messages"][0]["metadata"] == METADATA


async def test_history_hides_metadata_unless_asked(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U1", text="hei", metadata=METADATA)
    found = await client.conversations_history(channel=posted["channel"])
    assert "metadata" not in found["messages"][0]


async def test_history_is_paged_newest_first(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.space.direct("U1").id
    for text in ("en", "to", "tre"):
        await client.chat_postMessage(channel=channel, text=text)
    pages = await client.conversations_history(channel=channel, limit=2)
    assert [[m["text"] for m in page["messages"]] async for page in pages] == [["tre", "to"], ["en"]]


async def test_replies_give_root_and_thread(client: AsyncWebClient) -> None:
    root = await client.chat_postMessage(channel="U1", text="rot")
    await client.chat_postMessage(channel="U1", text="svar", thread_ts=root["ts"])
    found = await client.conversations_replies(channel=root["channel"], ts=root["ts"])
    assert [m["text"] for m in found["messages"]] == ["rot", "svar"]


async def test_update_with_text_alone_drops_blocks(slack: LocalSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U1", text="hei", blocks=[{"type": "divider"}])
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="ferdig")
    assert [(m["text"], m["blocks"]) for m in slack.read("U1")] == [("ferdig", [])]


async def test_update_of_a_persons_message_is_refused(slack: LocalSlack, client: AsyncWebClient) -> None:
    written = await slack.dm("U1", "gitt 42")
    channel = slack.space.direct("U1").id
    assert await refusal(client.chat_update(channel=channel, ts=written.ts, text="nei")) == "cant_update_message"


async def test_update_of_a_missing_message_is_refused(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.space.direct("U1").id
    assert await refusal(client.chat_update(channel=channel, ts="1.0", text="nei")) == "message_not_found"


async def test_deleted_message_is_no_longer_seen(slack: LocalSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U1", text="hei")
    await client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert slack.read("U1") == []


async def test_permalink_points_to_the_message(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U1", text="hei")
    answer = await client.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])
    assert answer["permalink"].endswith(posted["ts"].replace(".", ""))


async def test_second_equal_reaction_is_refused(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U1", text="hei")
    where = {"channel": posted["channel"], "timestamp": posted["ts"], "name": "eyes"}
    await client.reactions_add(**where)
    assert await refusal(client.reactions_add(**where)) == "already_reacted"


async def test_removed_reaction_may_be_given_again(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U1", text="hei")
    where = {"channel": posted["channel"], "timestamp": posted["ts"], "name": "eyes"}
    await client.reactions_add(**where)
    await client.reactions_remove(**where)
    assert (await client.reactions_add(**where))["ok"] is True


async def test_ephemeral_is_seen_by_one_person_only(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.add_channel("sensur", {"U1", "U2"})
    await client.chat_postEphemeral(channel=channel, user="U1", text="bare deg")
    assert [len(slack.read(user, channel)) for user in ("U1", "U2")] == [1, 0]


async def test_direct_channel_is_the_same_each_time(client: AsyncWebClient) -> None:
    first = await client.conversations_open(users="U1")
    second = await client.conversations_open(users=["U1"], return_im=True)
    assert first["channel"]["id"] == second["channel"]["id"]


async def test_direct_channel_with_nobody_is_refused(client: AsyncWebClient) -> None:
    assert await refusal(client.conversations_open(users="U404")) == "user_not_found"


async def test_direct_channels_are_listed_with_their_members(client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users="U1")
    listed = await client.conversations_list(types="im")
    members = await client.conversations_members(channel=opened["channel"]["id"])
    assert (listed["channels"][0]["user"], "U1" in members["members"]) == ("U1", True)


async def test_team_bot_and_channel_can_be_looked_up(client: AsyncWebClient, slack: LocalSlack) -> None:
    channel = slack.add_channel("sensur", {"U1"})
    answers = [await client.team_info(), await client.bots_info(), await client.conversations_info(channel=channel)]
    assert [bool(answer["ok"]) for answer in answers] == [True, True, True]


async def test_missing_scope_is_refused_by_its_name(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.space.scopes = frozenset({"chat:write", "im:read"})
    with pytest.raises(SlackApiError) as caught:
        await client.users_info(user="U1")
    assert (caught.value.response["error"], caught.value.response["needed"]) == ("missing_scope", "users:read")


async def test_scope_of_a_direct_channel_is_its_own(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.space.scopes = frozenset({"im:history"})
    assert (await client.conversations_history(channel=slack.space.direct("U1").id))["ok"] is True


async def test_suggested_prompts_are_accepted_and_kept(slack: LocalSlack, client: AsyncWebClient) -> None:
    prompts = [{"title": "Hva venter?", "message": "hva venter"}]
    channel = slack.space.direct("U1").id
    await client.assistant_threads_setSuggestedPrompts(channel_id=channel, thread_ts="1.0", prompts=prompts)
    assert slack.space.threads[0]["prompts"] == prompts


async def test_every_call_is_recorded_with_its_answer(slack: LocalSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U1", text="hei")
    call = slack.calls_of("chat.postMessage")[0]
    assert (call.args["text"], call.answer["ts"] if call.answer else "") == ("hei", posted["ts"])


def test_every_method_is_named_like_slack_does() -> None:
    assert all(hasattr(AsyncWebClient, name.replace(".", "_")) for name in METHODS)
