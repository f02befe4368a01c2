from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from demo.slack import LocalSlack


async def test_locale_is_told_only_when_asked(client: AsyncWebClient) -> None:
    plain = await client.users_info(user="U1")
    asked = await client.users_info(user="U1", include_locale=True)
    assert ("locale" in plain["user"], asked["user"]["locale"]) == (False, "nn-NO")


async def test_person_is_found_by_any_spelling_of_the_address(client: AsyncWebClient) -> None:
    assert (await client.users_lookupByEmail(email="Kari@Uni.Example"))["user"]["id"] == "U1"


@pytest.mark.parametrize("trait", [{"deleted": True}, {"is_stranger": True}])
async def test_leavers_and_strangers_are_not_found(
    slack: LocalSlack, client: AsyncWebClient, trait: dict[str, Any]
) -> None:
    slack.add_person("Per Vik", "per@uni.example", **trait)
    with pytest.raises(SlackApiError, match="users_not_found"):
        await client.users_lookupByEmail(email="per@uni.example")


async def test_guest_and_foreign_team_show_in_the_profile(slack: LocalSlack, client: AsyncWebClient) -> None:
    guest = slack.add_person("Eva", "eva@else.example", is_ultra_restricted=True, team_id="T9", tz="Europe/London")
    user = (await client.users_info(user=guest.id))["user"]
    assert (user["is_ultra_restricted"], user["team_id"], user["tz"]) == (True, "T9", "Europe/London")


async def test_address_is_hidden_without_its_scope(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.space.scopes = frozenset({"users:read"})
    assert "email" not in (await client.users_info(user="U1"))["user"]["profile"]


async def test_list_of_users_comes_in_pages(client: AsyncWebClient) -> None:
    pages = await client.users_list(limit=1)
    assert [[user["id"] for user in page["members"]] async for page in pages] == [["U1"], ["U2"]]


async def test_direct_channel_with_a_leaver_is_refused(slack: LocalSlack, client: AsyncWebClient) -> None:
    gone = slack.add_person("Per Vik", "per@uni.example", deleted=True)
    with pytest.raises(SlackApiError, match="user_disabled"):
        await client.conversations_open(users=gone.id)


async def test_one_id_belongs_to_one_person(slack: LocalSlack) -> None:
    with pytest.raises(ValueError, match="U1"):
        slack.add_person("Kari To", "kari2@uni.example", id="U1")
