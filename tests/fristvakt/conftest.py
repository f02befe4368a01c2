"""What stands around the service, on real sockets."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fristvakt.around import Around, surroundings


@pytest.fixture
async def around(tmp_path: Path) -> AsyncIterator[Around]:
    """A local Slack and a local relay, and the settings that name them."""
    async with surroundings(tmp_path) as opened:
        yield opened
