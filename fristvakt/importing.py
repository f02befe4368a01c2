"""An import from files into the registry, for the command line and the demo alike."""

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime

from casework.desk.imports import Imports
from casework.office import Office
from casework.records import Store
from casework.registration import Fault, Taken
from exchange.reading import read_files
from fristvakt.adopting import office_in_effect
from fristvakt.opening import open_store
from fristvakt.settings import Settings


async def import_files(settings: Settings, files: Sequence[tuple[str, bytes]]) -> tuple[Taken, list[str]]:
    """Takes the files into the database that the settings name. Raises BadFile, StoreError."""
    async with await open_store(settings) as store:
        await store.upgrade()
        office = await office_in_effect(settings, store)
        return await take_files(store, office, files, datetime.now(UTC), f"cli:{getpass.getuser()}")


async def take_files(
    store: Store, office: Office, files: Sequence[tuple[str, bytes]], now: datetime, via: str
) -> tuple[Taken, list[str]]:
    """All rows of the files or none, and every case that they concern; what the importer should know. Raises BadFile."""
    known_exams = await store.read(lambda records: records.registry.exam_keys())
    known_staff = await store.read(lambda records: {staff.email for staff in records.registry.all_staff()})
    reading = read_files(files, known_exams.__contains__, known_staff.__contains__)
    taken = await Imports(store, office).take(reading.file, reading.digest, now, via)
    return taken, reading.remarks


def sentence(fault: Fault) -> str:
    """A fault as the person reads it who mends the file."""
    column = f", column {fault.column}" if fault.column else ""
    return f"{fault.file}, row {fault.row}{column}: expected {fault.expected}"
