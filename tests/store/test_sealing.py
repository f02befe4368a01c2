"""A sealed grade tells nothing without its key."""

import pytest

from casework.records import StoreError
from store.sealing import Sealer

sealer = Sealer(b"sixteen bytes ok")


def test_a_sealed_grade_opens_for_its_result_only() -> None:
    sealed = sealer.seal("result:7", "A")

    assert sealer.open("result:7", sealed) == "A"
    with pytest.raises(StoreError):
        sealer.open("result:8", sealed)


def test_the_same_grade_never_looks_the_same_or_shorter() -> None:
    sealed = {sealer.seal("result:7", grade) for grade in ("A", "A", "NotPass", "Ikke bestått")}

    assert len(sealed) == 4
    assert len({len(each) for each in sealed}) == 1


@pytest.mark.parametrize("place", [0, 20, -1])
def test_a_changed_byte_does_not_open(place: int) -> None:
    sealed = bytearray(sealer.seal("result:7", "A"))
    sealed[place] ^= 1

    with pytest.raises(StoreError):
        sealer.open("result:7", bytes(sealed))


def test_a_short_key_or_a_long_grade_is_refused() -> None:
    for wrong in (lambda: Sealer(b"short"), lambda: sealer.seal("result:7", "A" * 33)):
        with pytest.raises(ValueError, match=r"bytes|long"):
            wrong()
