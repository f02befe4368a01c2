"""How an address of PostgreSQL is understood."""

import pytest
from sqlalchemy import make_url, text

from store.database import open_database
from store.postgres import _understood
from tests.conftest import SEALING_KEY


@pytest.mark.parametrize(("asked", "given"), [("none", None), ("None", None), ("0", 0), ("7", 7)])
def test_the_address_says_whether_statements_are_prepared(asked: str, given: int | None) -> None:
    url, arguments = _understood(make_url(f"postgresql://host/name?prepare_threshold={asked}&sslmode=require"))

    assert arguments["prepare_threshold"] == given
    assert dict(url.query) == {"sslmode": "require"}


def test_the_waiting_time_of_the_address_is_left_as_it_is() -> None:
    assert "connect_timeout" not in _understood(make_url("postgresql://host/name?connect_timeout=3"))[1]


@pytest.mark.postgres
@pytest.mark.parametrize(("threshold", "prepared"), [("none", 0), ("0", 1)])
async def test_no_statement_is_prepared_behind_a_pooler(
    new_database_url: object, threshold: str, prepared: int
) -> None:
    url = f"{new_database_url('postgres')}&prepare_threshold={threshold}"
    async with await open_database(url, SEALING_KEY) as database:
        count = text("SELECT count(*) FROM pg_prepared_statements")
        for _ in range(9):
            found = await database._read(lambda connection: connection.execute(count).scalar_one())

        assert min(found, 1) == prepared
