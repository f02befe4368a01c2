"""The institution's database and its signed addresses, opened with the keys of its key file, and whom it trusts for mail."""

from collections.abc import Callable
from datetime import datetime

from fristvakt.keys import derived, read_keys
from fristvakt.settings import Settings
from mailgateway.addresses import Mint
from mailgateway.trust import Trust
from store.database import Database, open_database, utc_now


async def open_store(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Database:
    """The database that the settings name; the newest key seals, every key opens. Raises BadSettings, StoreError."""
    newest, *older = (derived(key, "sealing") for key in read_keys(settings.key_file))
    return await open_database(settings.database_url, newest, clock, older_keys=older)


def open_mint(settings: Settings) -> Mint:
    """What makes and reads the institution's reply addresses. Raises BadSettings."""
    return Mint(settings.mail_domain, [derived(key, "addresses") for key in read_keys(settings.key_file)])


def trust_of(settings: Settings) -> Trust:
    """Whose word on a sender counts: the mail server in front, or none (decision 24)."""
    if settings.authserv_id is None:
        return Trust(fixed=settings.unchecked_verdict)
    return Trust(frozenset({settings.mail_server.lower()}), settings.authserv_id)
