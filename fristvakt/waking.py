"""The store as the desk uses it: whoever works off what a transaction leaves to do is woken by it."""

from collections.abc import Callable
from typing import TypeVar

from casework.records import Records, Store

T = TypeVar("T")


class WakingStore:
    """The store as the desk uses it: what a transaction may have put into the outbox is sent at once."""

    def __init__(self, store: Store, wake: Callable[[], None]) -> None:
        self._store = store
        self._wake = wake
        self.read = store.read
        self.keep = store.keep

    async def write(self, work: Callable[[Records], T]) -> T:
        """The same as the store's, and then wakes the courier."""
        result = await self._store.write(work)
        self._wake()
        return result
