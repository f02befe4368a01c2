"""The office as it is in effect: what the settings name, until two persons have put a rulebook or a law of their own in place (D-35)."""

import logging
from datetime import datetime

from casework.desk.holding import held, hold
from casework.desk.rehearsing import in_effect
from casework.office import Office
from casework.records import Records, Store
from casework.toml_file import RulebookFault
from fristvakt.institution import open_office
from fristvakt.settings import BadSettings, Settings

log = logging.getLogger(__name__)


class Adoption:
    """Sees when a newer rulebook or law has been confirmed, and lets the office adopt it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._first = office.rulebook
        self._seen = 0

    async def hold(self, store: Store, text: str, now: datetime) -> None:
        """What the settings named at the first start holds, whatever `text` they name now: that is a matter for two persons (D-35)."""
        named, held = self._first, await store.write(lambda records: hold(records, text, now))
        if held == named:
            return
        self._first = self._office.rulebook = held
        log.warning(
            "FRISTVAKT_RULEBOOK names another text than the one that was named first, which holds: one case handler loads it, "
            "another one confirms it (fristvakt rulebook load FILE --as ADDRESS)"
        )

    async def see(self, store: Store) -> bool:
        """Adopts what has been confirmed since the last look, and says whether there was anything.

        Raises BadSettings for a text that this version cannot read any more.
        """
        confirmed = await store.read(lambda records: len(records.confirmed_rules()))
        if confirmed == self._seen:
            return False
        await store.write(self._adopt)  # alone among writers, so that no case sees half of it
        self._seen = confirmed
        log.info("in effect: rulebook %s version %d", self._office.rulebook.id, self._office.rulebook.version)
        return True

    def _adopt(self, records: Records) -> None:
        try:
            self._office.adopt(*in_effect(records, self._first))
        except RulebookFault as fault:
            raise BadSettings(
                [f"A confirmed rulebook does not load: {sentence}" for sentence in fault.faults]
            ) from None


async def office_in_effect(settings: Settings, store: Store) -> Office:
    """The office with what holds by now in that database, for one turn of the command line. Raises BadSettings, StoreError."""
    office = open_office(settings)
    office.rulebook = await store.read(lambda records: held(records, office.rulebook))
    await Adoption(office).see(store)
    return office
