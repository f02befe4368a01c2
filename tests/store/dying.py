"""A process that keeps a mail, says its spool id, begins another write and waits to be killed in the middle of it."""

import asyncio
import sys

from casework.records import Records
from store.database import open_database
from tests.conftest import SEALING_KEY
from tests.store.sample import fill, keep, opening


async def main(url: str) -> None:
    database = await open_database(url, SEALING_KEY)
    await fill(database)
    mail_id = await keep(database)

    def half(records: Records) -> None:
        records.save(opening())
        sys.stdout.write(f"{mail_id}\n")
        sys.stdout.flush()
        sys.stdin.read()

    await database.write(half)


asyncio.run(main(sys.argv[1]))
