import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

Process = asyncio.subprocess.Process


async def started(folder: Path, more: Mapping[str, str]) -> Process:
    path = str(Path(__file__).parents[2])
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "demo",
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, **more},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Process]:
    process = await started(tmp_path, {})
    yield process
    if process.returncode is None:
        process.kill()
        await process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_the_demo_says_where_it_is_and_stops_at_a_signal(running: Process, number: signal.Signals):
    assert running.stdout
    line = await running.stdout.readline()
    running.send_signal(number)
    await running.communicate()
    assert line.startswith(b"Fristvakt demo: http://127.0.0.1:80")
    assert running.returncode == 0


async def test_the_demo_refuses_a_real_slack_with_a_sentence(tmp_path: Path):
    process = await started(tmp_path, {"SLACK_BOT_TOKEN": "xoxb-1"})
    _, said = await process.communicate()
    assert (process.returncode, b"never talks to a real Slack" in said) == (1, True)
