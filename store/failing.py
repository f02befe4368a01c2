"""Errors of a driver become StoreError, which says what kind of thing failed and holds no SQL and no data."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from casework.records import StoreError


@contextmanager
def as_store_error() -> Iterator[None]:
    """Raises StoreError for whatever a driver or SQLAlchemy raises inside; the original stays out, as it quotes rows."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(_sentence(error)) from None


def _sentence(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None:
        return "the database cannot be reached, or it does not let us in"
    return f"the database failed: {_kind(cause)}"


def _kind(cause: BaseException) -> str:
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return f"{type(cause).__name__} {code}" if code else type(cause).__name__
