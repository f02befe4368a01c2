"""A database with the sample season in it."""

import pytest

from store.database import Database
from tests.store.sample import fill


@pytest.fixture
async def season(database: Database) -> Database:
    """An open store that holds one exam with its people, on each back end."""
    await fill(database)
    return database
