"""What new rules do to the cases that there are: each result brought up to date in a transaction of its own (I12)."""

import logging
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from functools import partial

from casework.calendar import day_of
from casework.case import Actor
from casework.desk.keeping import bring_up_to_date, post
from casework.desk.rehearsing import COULD_RUN_AGAIN
from casework.dossier import Dossier
from casework.loaded_rules import LoadedRules
from casework.messages import Task, TaskKind
from casework.office import Office
from casework.procedure import next_day
from casework.recomputing import Because, recomputed
from casework.records import Records, Store, StoreError

log = logging.getLogger(__name__)

AT_ONCE = 200  # results looked at in one read
OFFICE = Actor("office", "settings")  # rules that nobody confirmed: those of the settings and of this version


class NewRules:
    """Run again after a stop in between, it finds only what is left: what is up to date is not written anew."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    async def apply(self, now: datetime) -> int:
        """Every open case, and every told appeal deadline that still runs, by the rules that hold; gives how many results moved.

        A result that cannot be computed leaves the others alone and becomes a task. Raises StoreError.
        """
        because, actor = await self._store.read(lambda records: _reason(records.confirmed_rules(), self._office))
        moved = 0
        async for result_id in self._left(now):
            moved += await self._one(result_id, because, now, actor)
        if moved:
            log.info("new rules: the dates of %d results were computed anew", moved)
        return moved

    async def _left(self, now: datetime) -> AsyncIterator[int]:
        """The results that are not up to date."""
        last = 0
        while page := await self._store.read(partial(_page, after=last, now=now)):
            for result_id in await self._store.read(partial(_behind, page=page, office=self._office, now=now)):
                yield result_id
            last = page[-1]

    async def _one(self, result_id: int, because: Because, now: datetime, actor: Actor) -> int:
        try:
            return await self._store.write(
                lambda records: bool(bring_up_to_date(records, self._office, result_id, because, now, actor))
            )
        except StoreError:
            raise
        except Exception as error:
            log.error("the dates of result %d could not be computed anew: %s", result_id, type(error).__name__)
            await self._store.write(lambda records: _to_a_person(records, result_id, now))
            return 0


def _page(records: Records, after: int, now: datetime) -> Sequence[int]:
    return records.running(day_of(now) - COULD_RUN_AGAIN, after, AT_ONCE)


def _behind(records: Records, page: Sequence[int], office: Office, now: datetime) -> list[int]:
    """Those of the page that are not up to date, or cannot be computed."""
    return [each.result.id for each in records.dossiers(page) if _is_behind(each, office, now)]


def _is_behind(dossier: Dossier, office: Office, now: datetime) -> bool:
    nothing = Because("")
    try:
        return any(recomputed(case, dossier, office, nothing, at=now, actor=OFFICE) for case in dossier.cases)
    except Exception:  # whatever it is, it is met and told in the result's own transaction
        return True


def _reason(confirmed: Sequence[LoadedRules], office: Office) -> tuple[Because, Actor]:
    """What the journal keeps: which rules, and who loaded and who confirmed them; the confirmer is who did it."""
    facts: dict[str, object] = {"rulebook": office.rulebook.id, "version": office.rulebook.version}
    if not confirmed:
        return Because("rulebook", facts), OFFICE
    newest = confirmed[-1]
    persons = {"loaded_by": newest.loaded_by, "confirmed_by": newest.confirmed_by, "digest": newest.digest}
    facts |= {newest.kind: newest.name, **persons}
    return Because("rulebook", facts), Actor(f"staff:{newest.confirmed_by}", f"rules:{newest.id}")


def _to_a_person(records: Records, result_id: int, now: datetime) -> None:
    dossier = records.dossier(result_id)
    number = dossier.cases[-1].number if dossier else None
    key = f"not-recomputed:{result_id}:{day_of(now)}"
    post(records, [Task(key, TaskKind.NOT_RECOMPUTED, next_day(now), number)])
