"""Brings a database to the tables that this code knows, by the revisions in `migrations/`."""

import threading

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from casework.records import StoreError

NEWER = (
    "The database was made by a newer version of Fristvakt than this one. "
    "Start that version, or restore the backup that was made before it was installed."
)

# Alembic's `op` and `context` are global, and databases may be opened in several threads.
_one_at_a_time = threading.Lock()


def migrate(connection: Connection) -> None:
    """Runs the revisions that are missing, inside the caller's transaction, in which it must be alone.

    Raises StoreError when the database has a revision that this code does not know.
    """
    with _one_at_a_time:
        config = _config(connection)
        if not _has_all(connection, ScriptDirectory.from_config(config)):
            command.upgrade(config, "head")


def is_current(connection: Connection) -> bool:
    """Whether no revision is missing. Raises StoreError when the database has one that this code does not know."""
    with _one_at_a_time:
        return _has_all(connection, ScriptDirectory.from_config(_config(connection)))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    config.attributes["connection"] = connection
    return config


def _has_all(connection: Connection, scripts: ScriptDirectory) -> bool:
    found = set(MigrationContext.configure(connection).get_current_heads())
    if found - {script.revision for script in scripts.walk_revisions()}:
        raise StoreError(NEWER)
    return found == set(scripts.get_heads())
