"""What a watcher reads: alive as long as the process answers, ready when everything it needs is there."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from fristvakt.health import add_health


class State:
    database = True
    slack = True


@pytest.fixture
def state() -> State:
    return State()


@pytest.fixture
async def client(state: State) -> AsyncIterator[TestClient]:
    async def database() -> bool:
        return state.database

    async def slack() -> bool:
        return state.slack

    app = web.Application()
    add_health(app, {"database": database, "slack": slack})
    async with TestClient(TestServer(app)) as opened:
        yield opened


async def answer(client: TestClient, path: str) -> tuple[int, object]:
    response = await client.get(path)
    return response.status, await response.json()


async def test_a_process_that_answers_is_alive(client: TestClient):
    assert await answer(client, "/healthz") == (200, {"alive": True})


async def test_it_is_ready_when_every_check_holds(client: TestClient):
    assert await answer(client, "/readyz") == (200, {"database": True, "slack": True})


async def test_it_is_not_ready_without_slack_and_says_so(client: TestClient, state: State):
    state.slack = False
    assert await answer(client, "/readyz") == (503, {"database": True, "slack": False})


async def test_it_is_alive_though_it_is_not_ready(client: TestClient, state: State):
    state.database = False
    assert await answer(client, "/healthz") == (200, {"alive": True})


async def test_nobody_can_post_to_either_path(client: TestClient):
    assert [(await client.post(path)).status for path in ("/healthz", "/readyz")] == [405, 405]
