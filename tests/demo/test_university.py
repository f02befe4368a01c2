from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casework.calendar import ONE_DAY, OSLO, day_of
from casework.registration import BadFile
from demo.mail import Draft, send
from demo.university import RealWorld, University, refuse_the_real_world

STUDENT = "amalie.kvernmo@student.example.no"
GRADER = "U0GRADER2"
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=OSLO)


@pytest.fixture
async def university(tmp_path: Path) -> AsyncIterator[University]:
    running = University(tmp_path, {})
    await running.start()
    yield running
    await running.stop()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-1"),
        ("SLACK_APP_TOKEN", "xapp-1"),
        ("SLACK_USER_TOKEN", "xoxp-1"),
        ("SLACK_SIGNING_SECRET", "secret"),
        ("SLACK_API_URL", "https://slack.com/api/"),
        ("FRISTVAKT_RELAY", "smtp.uni.example:25"),
        ("FRISTVAKT_SMTP_LISTEN", "0.0.0.0:2525"),
        ("FRISTVAKT_HTTP_LISTEN", "0.0.0.0:8080"),
    ],
)
def test_the_demo_refuses_whatever_is_not_on_this_machine(name: str, value: str):
    with pytest.raises(RealWorld):
        refuse_the_real_world({name: value})


def test_the_refusal_never_repeats_a_token():
    with pytest.raises(RealWorld) as caught:
        refuse_the_real_world({"SLACK_BOT_TOKEN": "xoxb-1"})
    assert "xoxb" not in str(caught.value)


@pytest.mark.parametrize("value", ["127.0.0.1:2525", "[::1]:2525", "localhost:2525", ""])
def test_addresses_on_this_machine_are_taken(value: str):
    refuse_the_real_world({"FRISTVAKT_SMTP_LISTEN": value, "SLACK_API_URL": "http://127.0.0.1:9/api/"})


def test_each_start_makes_its_folder_anew(tmp_path: Path):
    (tmp_path / "old").touch()
    University(tmp_path, {})
    assert not (tmp_path / "old").exists()


async def test_a_kept_demo_goes_on_at_its_own_time(tmp_path: Path):
    first = University(tmp_path, {})
    await first.start()
    await first.push_to(TUESDAY)
    await first.stop()
    assert University(tmp_path, {}, keep=True).clock() >= TUESDAY


async def test_the_season_stands_in_the_registry_after_the_start(university: University):
    staff = await university.service.store.read(lambda records: records.registry.all_staff())
    assert len(staff) == len(university.season.staff)


async def test_each_pushed_morning_brings_its_own_digest(university: University):
    draft = Draft("Amalie Kvernmo", STUDENT, "begrunnelse@eksamen.example.no", "Begrunnelse EXPH0300 Del 1", "Takk.")
    await send(draft, university.clock(), university.service.smtp_address)
    await university.slack.wait_for(lambda: university.slack.read(GRADER))
    await university.push_to(TUESDAY + ONE_DAY)
    days = [day_of(datetime.fromtimestamp(float(seen["ts"]), UTC)) for seen in university.slack.read(GRADER)]
    assert days == [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)]


async def test_what_started_is_stopped_when_the_rest_cannot_start(tmp_path: Path):
    university = University(tmp_path, {})
    university.season = replace(university.season, files=(("exams.csv", b"nonsense"),))
    with pytest.raises(BadFile):
        await university.start()
    assert university.slack.connections == 0
