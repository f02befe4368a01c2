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
        config = Config()
        config.set_main_option("script_location", "store:migrations")
        config.attributes["connection"] = connection
        scripts = ScriptDirectory.from_config(config)
        found = MigrationContext.configure(connection).get_current_heads()
        if set(found) - {script.revision for script in scripts.walk_revisions()}:
            raise StoreError(NEWER)
        if set(found) != set(scripts.get_heads()):
            command.upgrade(config, "head")
