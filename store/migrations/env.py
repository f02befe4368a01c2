"""Run by Alembic for each upgrade: it is given a connection in a transaction that the caller commits."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
