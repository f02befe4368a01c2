"""Somebody with a link to a running service."""

import pytest

from tests.stage import Stage
from tests.web.visitor import Visitor


@pytest.fixture
def visitor(stage: Stage) -> Visitor:
    """A browser in front of the service's pages."""
    return Visitor(stage)
