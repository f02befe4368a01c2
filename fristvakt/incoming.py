"""The listener for mail as the settings describe it, and the ports that it opens."""

from collections.abc import Callable
from datetime import datetime

from fristvakt.institution import open_certificate
from fristvakt.settings import Settings
from mailgateway.limits import MEGABYTE, Limits, Secured
from mailgateway.server import Listener
from store.database import Database


def limits_of(settings: Settings) -> Limits:
    """What one sender may take of the listener."""
    return Limits(
        size=settings.mail_megabytes * MEGABYTE,
        connections=settings.mail_connections,
        per_peer=settings.mail_connections_per_peer,
    )


def open_listener(
    settings: Settings, store: Database, clock: Callable[[], datetime], on_kept: Callable[[], None]
) -> Listener:
    """The listener, whose ports are not open yet; `clock` gives aware UTC. Raises BadSettings."""
    return Listener(
        store,
        settings.mail_domain,
        settings.mail_peers,
        clock,
        on_kept,
        limits=limits_of(settings),
        tls=open_certificate(settings),
        secured=Secured(settings.smtp_tls),
        proxies=settings.mail_proxy,
        free=store.free_octets,
    )
