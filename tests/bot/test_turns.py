import asyncio

import pytest

from bot.turns import Busy, Turns


async def test_of_those_who_wait_the_earliest_message_is_served_next() -> None:
    turns, served = Turns(), []

    async def serve(sent: float) -> None:
        async with turns.turn("U1", sent):
            served.append(sent)

    async with turns.turn("U1", 0.0):
        waiting = [asyncio.create_task(serve(sent)) for sent in (3.0, 1.0, 2.0)]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    assert served == [1.0, 2.0, 3.0]


async def test_nobody_waits_for_somebody_else() -> None:
    turns = Turns()
    async with turns.turn("U1", 1.0), turns.turn("U2", 1.0):
        assert turns


async def test_somebody_who_gives_up_waiting_holds_up_nobody() -> None:
    turns = Turns()

    async def serve() -> str:
        async with turns.turn("U1", 2.0):
            return "served"

    async with turns.turn("U1", 0.0):
        leaving, staying = asyncio.create_task(serve()), asyncio.create_task(serve())
        await asyncio.sleep(0)
        leaving.cancel()
    assert await staying == "served"


async def test_somebody_cancelled_when_just_called_passes_the_turn_on() -> None:
    turns = Turns()

    async def serve(sent: float) -> str:
        async with turns.turn("U1", sent):
            return "served"

    async with turns.turn("U1", 0.0):
        leaving, staying = asyncio.create_task(serve(1.0)), asyncio.create_task(serve(2.0))
        await asyncio.sleep(0)
    leaving.cancel()
    assert await staying == "served"


async def test_a_failure_inside_frees_the_place_for_the_next() -> None:
    turns = Turns()
    with pytest.raises(ValueError):
        async with turns.turn("U1", 0.0):
            raise ValueError
    async with turns.turn("U1", 1.0):
        assert turns


async def test_idle_is_true_when_nothing_is_under_way() -> None:
    assert await Busy().idle(0.01)


async def test_idle_gives_up_on_what_never_ends() -> None:
    busy = Busy()
    with busy:
        assert not await busy.idle(0.001)


async def test_idle_waits_for_what_is_under_way() -> None:
    busy = Busy()
    with busy:
        waiting = asyncio.create_task(busy.idle(5))
        await asyncio.sleep(0)
        assert not waiting.done()
    assert await waiting
