import pytest

from bot.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


async def test_the_first_message_to_a_channel_goes_at_once() -> None:
    clock = Clock()
    await Pace(1.0, clock, clock.sleep).wait("D1")
    assert clock.slept == []


@pytest.mark.demand("D-27")
async def test_the_next_message_to_a_channel_waits_a_second() -> None:
    clock = Clock()
    pace = Pace(1.0, clock, clock.sleep)
    for _ in range(3):
        await pace.wait("D1")
    assert clock.slept == [1.0, 1.0]


async def test_another_channel_does_not_wait() -> None:
    clock = Clock()
    pace = Pace(1.0, clock, clock.sleep)
    await pace.wait("D1")
    await pace.wait("D2")
    assert clock.slept == []


async def test_a_channel_that_was_quiet_does_not_wait() -> None:
    clock = Clock()
    pace = Pace(1.0, clock, clock.sleep)
    await pace.wait("D1")
    clock.seconds += 5
    await pace.wait("D1")
    assert clock.slept == []
