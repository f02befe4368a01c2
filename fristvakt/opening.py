"""The institution's database and its signed addresses, opened with the keys of its key file, and whom it trusts for mail."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from fristvakt.heads import Heads
from fristvakt.keys import LENGTH, derived, read_keys, read_signing_keys
from fristvakt.settings import EXCHANGE_ONLINE, BadSettings, Settings
from mailgateway.addresses import Mint
from mailgateway.trust import Trust
from store.database import Database, open_database, utc_now


async def open_store(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Database:
    """The database that the settings name; the newest key seals, every key opens.

    Raises BadSettings when the key file is not the one that the database was used with, StoreError.
    """
    if not settings.key_file.exists():
        await _expect_no_use(settings)
    store = await _open(settings, read_keys(settings.key_file), clock)
    try:
        fits = await store.fits_keys()
    except BaseException:
        await store.close()
        raise
    if not fits:
        await store.close()
        raise BadSettings([_lost(settings, "holds none of the keys that this database was used with")])
    return store


async def forget_keys(settings: Settings) -> None:
    """Gives up what only the lost keys could open, so that the next start may bring another. Raises StoreError."""
    async with await _open(settings, _none_of_ours(), utc_now) as store:
        await store.forget_keys()


async def _expect_no_use(settings: Settings) -> None:
    async with await _open(settings, _none_of_ours(), utc_now) as store:
        if not await store.fits_keys():
            raise BadSettings([_lost(settings, "is not there, but this database was used with one")])


async def _open(settings: Settings, keys: Sequence[bytes], clock: Callable[[], datetime]) -> Database:
    newest, *older = (derived(key, "sealing") for key in keys)
    return await open_database(settings.database_url, newest, clock, older_keys=older)


def _none_of_ours() -> Sequence[bytes]:
    return (secrets.token_bytes(LENGTH),)


def _lost(settings: Settings, why: str) -> str:
    return (
        f"FRISTVAKT_KEY_FILE: {settings.key_file} {why}. Put the file back from your backup. If it is lost for good, "
        "write: fristvakt forget-keys. Sealed grades and all links and reply addresses sent so far are then lost too."
    )


def open_mint(settings: Settings) -> Mint:
    """What makes and reads the institution's reply addresses. Raises BadSettings."""
    return Mint(settings.mail_domain, [derived(key, "addresses") for key in read_keys(settings.key_file)])


def open_heads(settings: Settings) -> Heads:
    """What signs the head of the journal each day. Raises BadSettings."""
    return Heads(settings.heads_folder, read_signing_keys(settings.signing_key_file, settings.heads_folder))


def trust_of(settings: Settings) -> Trust:
    """Whose word on a sender counts: the mail server in front, or none (decision 24)."""
    if settings.authserv_id is None:
        return Trust(fixed=settings.unchecked_verdict)
    named = "" if settings.authserv_id.lower() == EXCHANGE_ONLINE else settings.authserv_id
    return Trust(frozenset(settings.mail_server.split(", ")), named)
