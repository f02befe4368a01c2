import asyncio
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from demo.slack import LocalSlack, Refused, scopes_of
from tests.demo.conftest import Clock, Connect


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def button(text: str, value: str) -> dict[str, Any]:
    return {"type": "button", "action_id": "given", "text": plain(text), "value": value}


def card(value: str) -> dict[str, Any]:
    return {"type": "actions", "elements": [button("Gitt", value)]}


def modal(title: str = "Sak", **more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "note"}
    field = {"type": "input", "block_id": "field", "label": plain("Merknad"), "element": element}
    return {
        "type": "modal",
        "callback_id": "case",
        "title": plain(title),
        "submit": plain("Send"),
        "blocks": [field],
        **more,
    }


@pytest.fixture(params=["socket", "http"])
async def bot(request: pytest.FixtureRequest, app: AsyncApp, connect: Connect, serve: Connect) -> list[Any]:
    """A small bot over either road; it notes the bodies that it got."""
    seen: list[Any] = []
    furnish(app, seen)
    await (connect if request.param == "socket" else serve)(app)
    return seen


def furnish(app: AsyncApp, seen: list[Any]) -> None:
    @app.middleware
    async def note(body: Any, next: Any) -> None:
        seen.append(body)
        await next()

    @app.command("/sak")
    async def open_case(ack: Any, client: AsyncWebClient, body: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(notify_on_close=True))
        await ack(f"åpner {body['text']}")

    @app.action("given")
    async def redraw(ack: Any, client: AsyncWebClient, body: Any) -> None:
        await ack()
        where = body["container"]
        if where["type"] == "message" and not where["is_ephemeral"]:
            await client.chat_update(channel=where["channel_id"], ts=where["message_ts"], text="Takk", blocks=[])

    @app.view("case")
    async def sent(ack: Any, view: Any) -> None:
        note = view["state"]["values"]["field"]["note"]["value"]
        answers: dict[str, dict[str, Any]] = {
            "feil": {"response_action": "errors", "errors": {"field": "Skriv mer."}},
            "ny": {"response_action": "update", "view": modal("Ny")},
            "over": {"response_action": "push", "view": modal("Over")},
            "tøm": {"response_action": "clear"},
        }
        await ack(**answers.get(note, {}))

    for heard in ("message", "reaction_added"):
        app.event(heard)(silence)
    app.view_closed("case")(silence_and_ack)

    @app.event("app_home_opened")
    async def show_home(client: AsyncWebClient, event: Any) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [card("7")]})


async def silence() -> None:
    return None


async def silence_and_ack(ack: Any) -> None:
    await ack()


async def test_command_opens_a_modal_and_answers(slack: LocalSlack, bot: list[Any]) -> None:
    answer = await slack.command("U1", "/sak", "42")
    assert (answer.text, answer.view["title"]["text"] if answer.view else "") == ("åpner 42", "Sak")


async def test_answer_to_a_command_is_seen_by_its_giver(slack: LocalSlack, bot: list[Any]) -> None:
    await slack.command("U1", "/sak", "42")
    assert [m["text"] for m in slack.read("U1")] == ["åpner 42"]


async def test_button_redraws_the_message_it_was_on(slack: LocalSlack, client: AsyncWebClient, bot: list[Any]) -> None:
    posted = await client.chat_postMessage(channel="U1", text="Sak 42", blocks=[card("41"), card("42")])
    await slack.click("U1", posted["ts"], "given", "42")
    assert [(m["text"], m["blocks"]) for m in slack.read("U1")] == [("Takk", [])]


async def test_button_sends_its_own_value(slack: LocalSlack, client: AsyncWebClient, bot: list[Any]) -> None:
    posted = await client.chat_postMessage(channel="U1", text="Sak 42", blocks=[card("41"), card("42")])
    await slack.click("U1", posted["ts"], "given", "42")
    click = next(body for body in bot if body["type"] == "block_actions")
    assert (click["actions"][0]["value"], "message" in click) == ("42", True)


async def test_button_that_is_gone_can_still_be_pressed_on_an_old_screen(
    slack: LocalSlack, client: AsyncWebClient, bot: list[Any]
) -> None:
    await client.chat_postMessage(channel="U1", text="Sak 42", blocks=[card("42")])
    [old] = slack.read("U1")
    await slack.click("U1", old, "given")
    assert (await slack.click("U1", old, "given")).acked


async def test_button_that_is_gone_is_not_there_to_click(
    slack: LocalSlack, client: AsyncWebClient, bot: list[Any]
) -> None:
    posted = await client.chat_postMessage(channel="U1", text="Sak 42", blocks=[card("42")])
    await slack.click("U1", posted["ts"], "given")
    with pytest.raises(LookupError):
        await slack.click("U1", posted["ts"], "given")


async def test_click_in_an_ephemeral_comes_without_the_message(
    slack: LocalSlack, client: AsyncWebClient, bot: list[Any]
) -> None:
    direct = slack.space.direct("U1").id
    await client.chat_postEphemeral(channel=direct, user="U1", text="bare deg", blocks=[card("42")])
    await slack.click("U1", slack.read("U1")[0], "given")
    assert "message" not in next(body for body in bot if body["type"] == "block_actions")


async def test_home_is_drawn_when_it_is_opened(slack: LocalSlack, bot: list[Any]) -> None:
    await slack.open_home("U1")
    home = await slack.wait_for(lambda: slack.home("U1"))
    assert home is not None
    assert home["blocks"][0]["elements"][0]["value"] == "7"


async def test_click_on_home_brings_its_view_along(slack: LocalSlack, bot: list[Any]) -> None:
    await slack.open_home("U1")
    home = await slack.wait_for(lambda: slack.home("U1"))
    await slack.click("U1", home or {}, "given")
    click = next(body for body in bot if body["type"] == "block_actions")
    assert (click["view"]["type"], "response_url" in click) == ("home", False)


@pytest.mark.parametrize(("note", "titles"), [("feil", "Sak"), ("ny", "Ny"), ("over", "Over"), ("tøm", ""), ("ok", "")])
async def test_submission_is_followed_by_what_the_app_wants(
    slack: LocalSlack, bot: list[Any], note: str, titles: str
) -> None:
    opened = await slack.command("U1", "/sak", "42")
    answer = await slack.submit("U1", opened.view or {}, {"note": note})
    assert (answer.view["title"]["text"] if answer.view else "") == titles


async def test_errors_of_a_submission_are_shown_at_their_fields(slack: LocalSlack, bot: list[Any]) -> None:
    opened = await slack.command("U1", "/sak", "42")
    answer = await slack.submit("U1", opened.view or {}, {"note": "feil"})
    assert answer.errors == {"field": "Skriv mer."}


async def test_empty_required_field_is_never_sent(slack: LocalSlack, bot: list[Any]) -> None:
    opened = await slack.command("U1", "/sak", "42")
    answer = await slack.submit("U1", opened.view or {})
    assert (list(answer.errors), len(bot)) == (["field"], 1)


async def test_app_hears_of_a_closed_modal(slack: LocalSlack, bot: list[Any]) -> None:
    opened = await slack.command("U1", "/sak", "42")
    answer = await slack.close("U1", opened.view or {})
    assert (bot[-1]["type"], answer.acked, answer.view) == ("view_closed", True, None)


async def test_correction_of_a_message_is_told_to_the_app(slack: LocalSlack, bot: list[Any]) -> None:
    written = await slack.dm("U1", "git 42")
    await slack.edit("U1", written.ts, "gitt 42")
    event = bot[-1]["event"]
    assert (event["subtype"], event["message"]["text"], event["previous_message"]["text"]) == (
        "message_changed",
        "gitt 42",
        "git 42",
    )


async def test_message_taken_back_is_told_to_the_app(slack: LocalSlack, bot: list[Any]) -> None:
    written = await slack.dm("U1", "gitt 42")
    await slack.delete("U1", written.ts)
    assert (bot[-1]["event"]["subtype"], slack.read("U1")) == ("message_deleted", [])


async def test_reaction_is_told_to_the_app(slack: LocalSlack, client: AsyncWebClient, bot: list[Any]) -> None:
    posted = await client.chat_postMessage(channel="U1", text="Sak 42")
    await slack.react("U1", posted["ts"], "thumbsup")
    assert slack.deliveries[-1].payload["event"]["item"]["ts"] == posted["ts"]


async def test_answer_in_a_thread_names_its_root(slack: LocalSlack, client: AsyncWebClient, bot: list[Any]) -> None:
    posted = await client.chat_postMessage(channel="U1", text="Sak 42")
    await slack.dm("U1", "gitt", thread_ts=posted["ts"])
    assert [m["thread_ts"] for m in slack.read("U1")] == [posted["ts"], posted["ts"]]


async def test_redrawn_message_comes_back_as_an_event(
    slack: LocalSlack, client: AsyncWebClient, bot: list[Any]
) -> None:
    posted = await client.chat_postMessage(channel="U1", text="før")
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="etter")
    await slack.wait_for(lambda: len(slack.deliveries) == 2)
    assert slack.deliveries[1].payload["event"]["message"]["text"] == "etter"


async def test_stranger_comes_through_a_shared_channel(slack: LocalSlack, bot: list[Any]) -> None:
    guest = slack.add_person("Eva", "eva@else.example", is_stranger=True, team_id="T9")
    await slack.dm(guest.id, "hva venter")
    assert (bot[-1]["is_ext_shared_channel"], bot[-1]["event"]["team"]) == (True, "T9")


async def test_messages_tab_is_told_apart_from_home(slack: LocalSlack, bot: list[Any]) -> None:
    await slack.open_home("U1", "messages")
    assert (bot[-1]["event"]["tab"], "view" in bot[-1]["event"]) == ("messages", False)


async def test_leaver_can_no_longer_write(slack: LocalSlack) -> None:
    gone = slack.add_person("Per Vik", "per@uni.example", deleted=True)
    with pytest.raises(Refused, match="account_inactive"):
        await slack.dm(gone.id, "hei")


async def test_one_person_sees_not_anothers_modal(slack: LocalSlack, bot: list[Any]) -> None:
    opened = await slack.command("U1", "/sak", "42")
    with pytest.raises(LookupError):
        await slack.submit("U2", opened.view["id"] if opened.view else "", {"note": "x"})


async def test_trigger_is_too_old_after_three_seconds(slack: LocalSlack, client: AsyncWebClient, clock: Clock) -> None:
    trigger = slack.space.views.mint_trigger("U1")
    clock.seconds += 3.1
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=trigger, view=modal())


async def test_trigger_opens_one_modal_only(slack: LocalSlack, client: AsyncWebClient) -> None:
    trigger = slack.space.views.mint_trigger("U1")
    await client.views_open(trigger_id=trigger, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=trigger, view=modal())


async def test_fourth_modal_on_the_stack_is_refused(slack: LocalSlack, client: AsyncWebClient) -> None:
    for _ in range(3):
        await client.views_push(trigger_id=slack.space.views.mint_trigger("U1"), view=modal())
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=slack.space.views.mint_trigger("U1"), view=modal())


async def test_update_with_an_old_hash_is_refused(slack: LocalSlack, client: AsyncWebClient) -> None:
    opened = await client.views_open(trigger_id=slack.space.views.mint_trigger("U1"), view=modal())
    where = {"view_id": opened["view"]["id"], "hash": opened["view"]["hash"]}
    await client.views_update(view=modal("Ny"), **where)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view=modal("Nyere"), **where)


async def test_home_published_over_a_newer_one_is_refused(client: AsyncWebClient) -> None:
    home = {"type": "home", "blocks": [card("7")]}
    first = (await client.views_publish(user_id="U1", view=home))["view"]
    second = (await client.views_publish(user_id="U1", view=home, hash=first["hash"]))["view"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id="U1", view=home, hash=first["hash"])
    assert first["id"] == second["id"]


async def test_view_found_by_its_external_id_is_redrawn(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=slack.space.views.mint_trigger("U1"), view=modal(external_id="x1"))
    await client.views_update(external_id="x1", view=modal("Ny", external_id="x1"))
    top = slack.modal("U1")
    assert top is not None
    assert top["title"]["text"] == "Ny"


async def test_closing_everything_tells_that_the_stack_is_cleared(slack: LocalSlack, bot: list[Any]) -> None:
    opened = await slack.command("U1", "/sak", "42")
    pushed = await slack.submit("U1", opened.view or {}, {"note": "over"})
    slack.space.views.views[(pushed.view or {})["id"]]["notify_on_close"] = True
    await slack.close("U1", (pushed.view or {})["id"], everything=True)
    assert (bot[-1]["is_cleared"], slack.modal("U1")) == (True, None)


async def test_first_values_of_a_message_come_with_a_click(
    slack: LocalSlack, client: AsyncWebClient, bot: list[Any]
) -> None:
    picker = {"type": "datepicker", "action_id": "day", "initial_date": "2026-06-15"}
    block = {"type": "actions", "block_id": "b", "elements": [picker, button("Gitt", "42")]}
    posted = await client.chat_postMessage(channel="U1", text="Når?", blocks=[block])
    await slack.click("U1", posted["ts"], "given")
    click = next(body for body in bot if body["type"] == "block_actions")
    assert click["state"]["values"]["b"]["day"]["selected_date"] == "2026-06-15"


async def test_two_clicks_at_once_are_both_delivered(slack: LocalSlack, client: AsyncWebClient, bot: list[Any]) -> None:
    posted = await client.chat_postMessage(channel="U1", text="Sak 42", blocks=[card("42")])
    answers = await asyncio.gather(*(slack.click("U1", posted["ts"], "given") for _ in range(2)))
    assert [answer.acked for answer in answers] == [True, True]


async def test_time_to_the_ack_is_measured(slack: LocalSlack, bot: list[Any]) -> None:
    assert (await slack.dm("U1", "hei")).seconds > 0


def test_scopes_are_read_from_a_manifest() -> None:
    assert scopes_of({"oauth_config": {"scopes": {"bot": ["chat:write"]}}}) == frozenset({"chat:write"})
