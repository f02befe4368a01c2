"""The rulebooks and laws that were loaded, and which of them a second person has confirmed (D-35)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from casework.loaded_rules import FirstRulebook, LoadedRules
from store.rulebook_table import CONFIRMED, first_rulebooks, rulebooks
from store.transaction import Transaction

LOAD = insert(rulebooks).returning(rulebooks.c.id)
BY_ID = select(rulebooks).where(rulebooks.c.id == bindparam("which"))
LOADED = (
    select(rulebooks)
    .where(rulebooks.c.digest == bindparam("digest"), rulebooks.c.confirmed_at.is_(None))
    .order_by(rulebooks.c.id.desc())
    .limit(1)
)
CONFIRM = (
    update(rulebooks)
    .where(rulebooks.c.id == bindparam("which"))
    .values(confirmed_by=bindparam("staff"), confirmed_via=bindparam("via"), confirmed_at=bindparam("now"))
)
IN_ORDER = select(rulebooks).where(CONFIRMED).order_by(rulebooks.c.confirmed_at, rulebooks.c.id)

ALL = select(rulebooks).order_by(rulebooks.c.id)
KEEP_FIRST = insert(first_rulebooks)
FIRST = select(first_rulebooks).order_by(first_rulebooks.c.id.desc()).limit(1)


def _loaded(row: Any) -> LoadedRules:
    return LoadedRules(**row._mapping)


class Rules(Transaction):
    """What was loaded, what waits, and what holds."""

    def load_rules(self, loaded: LoadedRules) -> int:
        """Keeps what was loaded and gives its id; nothing holds yet."""
        row = asdict(loaded)
        del row["id"]
        new_id: int = self._connection.execute(LOAD, row).scalar_one()
        return new_id

    def rules(self, rules_id: int) -> LoadedRules | None:
        """What was loaded under that id, confirmed or not."""
        row = self._connection.execute(BY_ID, {"which": rules_id}).first()
        return None if row is None else _loaded(row)

    def loaded_rules(self, digest: str) -> LoadedRules | None:
        """What was loaded last under that digest and waits for a second person."""
        row = self._connection.execute(LOADED, {"digest": digest}).first()
        return None if row is None else _loaded(row)

    def confirm_rules(self, loaded: LoadedRules, staff_id: int, via: str, now: datetime) -> None:
        """The second person has said yes: it holds from now on."""
        self._connection.execute(CONFIRM, {"which": loaded.id, "staff": staff_id, "via": via, "now": now})

    def confirmed_rules(self) -> Sequence[LoadedRules]:
        """All that has ever been confirmed, in the order of confirmation."""
        return [_loaded(row) for row in self._connection.execute(IN_ORDER)]

    def first_rulebook(self) -> FirstRulebook | None:
        """What the settings named at the first start, None before it."""
        row = self._connection.execute(FIRST).first()
        return None if row is None else FirstRulebook(row.digest, row.text, row.since)

    def keep_first_rulebook(self, first: FirstRulebook) -> None:
        """It holds from now on, until two persons confirm another."""
        self._connection.execute(KEEP_FIRST, asdict(first))

    def all_rules(self) -> Sequence[LoadedRules]:
        """All that has ever been loaded, confirmed or not, in the order of loading."""
        return [_loaded(row) for row in self._connection.execute(ALL)]
