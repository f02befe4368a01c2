"""The institution's database, opened with the keys of its key file."""

from collections.abc import Callable
from datetime import datetime

from fristvakt.keys import derived, read_keys
from fristvakt.settings import Settings
from store.database import Database, open_database, utc_now


async def open_store(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Database:
    """The database that the settings name; the newest key seals, every key opens. Raises BadSettings, StoreError."""
    newest, *older = (derived(key, "sealing") for key in read_keys(settings.key_file))
    return await open_database(settings.database_url, newest, clock, older_keys=older)
