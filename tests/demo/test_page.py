from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from demo.page import Page
from demo.slack import Json
from demo.university import University

STUDENT = "amalie.kvernmo@student.example.no"
GRADER = "per-olav.strandli@example.no"
SLACK_ID = "U0GRADER2"
MAIL = {
    "from": STUDENT,
    "to": "begrunnelse@eksamen.example.no",
    "subject": "Begrunnelse EXPH0300 Del 1",
    "text": "Jeg ber om begrunnelse for karakteren min. Kandidatnummeret er 20002.",
}

Client = TestClient[Any, Any]


@pytest.fixture
async def university(tmp_path: Path) -> AsyncIterator[University]:
    running = University(tmp_path, {})
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def client(university: University) -> AsyncIterator[Client]:
    async with TestClient(TestServer(Page(university).app())) as opened:
        yield opened


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Client]:
    """The page of a university that has not been started: enough for what is refused at the door."""
    async with TestClient(TestServer(Page(University(tmp_path, {})).app())) as opened:
        yield opened


def origin(client: Client) -> dict[str, str]:
    return {"Origin": f"http://{client.host}:{client.port}"}


async def tell(client: Client, path: str, told: Json) -> Json:
    async with client.post(f"/api/{path}", json=told, headers=origin(client)) as answer:
        return {"status": answer.status, **await answer.json()}


async def state(client: Client) -> Json:
    async with client.get("/api/state", params={"student": STUDENT, "staff": GRADER}) as answer:
        body: Json = await answer.json()
        return body


async def open_case(client: Client, university: University) -> None:
    await tell(client, "mail", MAIL)
    await university.relay.wait_for(lambda: university.relay.mailbox(STUDENT))
    await university.slack.wait_for(lambda: university.slack.read(SLACK_ID))


async def test_a_foreign_host_is_refused(front: Client):
    async with front.get("/", headers={"Host": "rebound.example:8000"}) as answer:
        assert answer.status == 403


async def test_a_foreign_origin_is_refused(front: Client):
    headers = {"Origin": "https://elsewhere.example"}
    async with front.get("/api/people", headers=headers) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"}])
async def test_a_post_must_come_from_the_page(front: Client, headers: dict[str, str]):
    async with front.post("/api/clock", json={"to": "day"}, headers=headers) as answer:
        assert answer.status == 403


async def test_a_post_that_is_no_json_is_refused(front: Client):
    async with front.post("/api/clock", data={"to": "day"}, headers=origin(front)) as answer:
        assert answer.status == 415


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/api/people", "/nowhere"])
async def test_every_answer_carries_the_security_headers(front: Client, path: str):
    async with front.get(path) as answer:
        assert "default-src 'none'; script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_page_asks_nothing_of_the_outside(front: Client):
    for file in (Path(__file__).parents[2] / "demo" / "static").iterdir():
        assert "//" not in file.read_text(encoding="utf-8").replace("https?:\\/\\/", "").replace("// ", "")


async def test_an_unknown_person_has_no_state(front: Client):
    async with front.get("/api/state", params={"student": "nobody", "staff": GRADER}) as answer:
        assert answer.status == 404


async def test_nonsense_is_answered_with_a_sentence(front: Client):
    said = await tell(front, "clock", {"to": "yesterday"})
    assert (said["status"], "Last siden på nytt" in said["error"]) == (400, True)


async def test_an_address_that_is_not_ours_is_refused_by_the_listener(client: Client):
    said = await tell(client, "mail", {**MAIL, "to": "nobody@eksamen.example.no"})
    assert (said["status"], "550" in said["error"]) == (409, True)


async def test_a_students_mail_brings_receipt_case_and_card(client: Client, university: University):
    await open_case(client, university)
    seen = await state(client)
    assert [one["exam"] for one in seen["cases"]] == ["EXPH0300 Del 1"]
    assert "EXPH0300" in seen["mailbox"][0]["subject"]
    assert "EXPH0300" in seen["desk"]["messages"][0]["text"]


async def test_the_next_morning_brings_the_digest(client: Client, university: University):
    await open_case(client, university)
    clock = await tell(client, "clock", {"to": "morning"})
    assert (clock["day"], clock["time"]) == ("tirsdag 24. november 2026", "08:00")
    digest = (await university.slack.wait_for(lambda: university.slack.read(SLACK_ID)[1:]))[0]
    assert digest["text"].startswith("God morgen! Én sak venter på deg.")


async def test_a_short_message_brings_the_letter_with_the_new_deadline(client: Client, university: University):
    await open_case(client, university)
    await tell(client, "slack/say", {"staff": GRADER, "text": "gitt 1"})
    await university.relay.wait_for(lambda: len(university.relay.mailbox(STUDENT)) == 2)
    assert "14. desember 2026" in (await state(client))["mailbox"][0]["text"]


async def test_a_command_is_answered_to_the_asker_alone(client: Client):
    await tell(client, "slack/say", {"staff": GRADER, "text": "/sak"})
    assert (await state(client))["desk"]["messages"][0]["is_ephemeral"]


async def test_the_home_tab_is_drawn_when_it_is_opened(client: Client, university: University):
    await tell(client, "slack/home", {"staff": GRADER})
    assert await university.slack.wait_for(lambda: university.slack.home(SLACK_ID))


async def test_a_grader_without_slack_has_a_mailbox(client: Client):
    people = {"student": STUDENT, "staff": "gunnhild.skareide@example.no"}
    async with client.get("/api/state", params=people) as answer:
        assert (await answer.json())["desk"] == {"mailbox": []}


async def test_the_stranger_gets_an_answer_and_no_case(client: Client, university: University):
    await tell(client, "mail", {**MAIL, "from": "ukjent@post.example.com"})
    await university.relay.wait_for(lambda: university.relay.mailbox("ukjent@post.example.com"))
    assert (await state(client))["cases"] == []
