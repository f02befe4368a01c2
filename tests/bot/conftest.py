"""The bot on the local Slack, with a scripted desk behind it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import Bot
from bot.pace import Pace
from bot.tokens import Keys
from casework.exams import Staff
from demo.slack import LocalSlack
from demo.slack.server import scopes_of
from tests.bot.house import clock, database, house
from tests.bot.scripted import GRADER, HANDLER, NOW, STUDENT, STUDENT_SLACK, ScriptedCounter

__all__ = ["clock", "database", "house"]

MANIFEST = Path(__file__).parents[2] / "manifests" / "slack-app.yaml"


@pytest.fixture
def manifest() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return read


@pytest.fixture
async def slack(manifest: dict[str, Any]) -> AsyncIterator[LocalSlack]:
    local = LocalSlack(rate=None, scopes=scopes_of(manifest), retry_delays=(0.0,))
    await local.start()
    for person in (GRADER, HANDLER):
        local.add_person(person.name, person.email, id=person.slack_id)
    local.add_person(STUDENT.name, STUDENT.email, id=STUDENT_SLACK, locale="en-GB")
    yield local
    await local.stop()


@pytest.fixture
def counter() -> ScriptedCounter:
    return ScriptedCounter({GRADER.slack_id: GRADER, HANDLER.slack_id: HANDLER, STUDENT_SLACK: STUDENT})


async def find_staff(staff_id: int) -> Staff | None:
    return {GRADER.id: GRADER, HANDLER.id: HANDLER}.get(staff_id)


@pytest.fixture
def keys(slack: LocalSlack) -> Keys:
    return Keys(slack.bot_token, slack.app_token, api_url=slack.url)


@pytest.fixture
async def bot(keys: Keys, counter: ScriptedCounter) -> AsyncIterator[Bot]:
    running = Bot(keys, counter, find_staff, lambda: NOW, pace=Pace(0), ping_seconds=0.2)
    await running.start()
    yield running
    await running.stop()
