"""What must hold of regrading whatever happens (I5, I6, I16): random histories through mail, desk and pages, on a store of each kind."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casework.case import Kind, Status
from casework.refusals import NoSuchCase
from store.database import open_database
from store.schema import metadata
from tests.appeals import BY_HAND, SIRI
from tests.conftest import BACK_ENDS, SEALING_KEY, execute
from tests.grading_world import EXAMS, NEW_GRADERS, OTHERS, Secrets, World
from tests.reading_inside import ReadingInside

STUDENTS, NUMBERS = st.integers(0, 1), st.integers(1, 4)
STEPS = st.one_of(
    st.tuples(st.just("writes"), STUDENTS, st.just(Kind.APPEAL), st.sampled_from(EXAMS)),
    st.tuples(st.just("writes"), STUDENTS, st.sampled_from(list(Kind)), st.sampled_from(EXAMS)),
    st.tuples(st.just("handles"), NUMBERS, st.just(0)),
    st.tuples(st.just("handles"), NUMBERS, st.integers(-1, 11)),
    st.tuples(st.just("grades"), NUMBERS),
    st.tuples(st.just("enters"), NUMBERS, st.integers(-2, 2)),
    st.tuples(st.just("waits"), st.integers(1, 9)),
)
Step = tuple[Any, ...]
APPEALED_AND_GRADED: list[Step] = [
    ("writes", 0, Kind.APPEAL, BY_HAND),
    ("writes", 0, Kind.APPEAL, BY_HAND),
    ("writes", 1, Kind.APPEAL, BY_HAND),
    ("handles", 1, 0),
    ("handles", 2, 0),
    ("grades", 1),
    ("grades", 2),
    ("enters", 1, 2),
]
WITHDRAW = -1  # the last of the moves that a case handler has
HISTORIES = st.tuples(
    st.sampled_from([[], APPEALED_AND_GRADED[:5], APPEALED_AND_GRADED]), st.lists(STEPS, min_size=3, max_size=9)
).map(lambda parts: [*parts[0], *parts[1]])
Fresh = Callable[[], str]


@pytest.fixture(scope="module", params=BACK_ENDS)
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fresh]:
    """Gives the address of a database with all tables and no rows, each time it is asked."""

    def on_sqlite() -> str:
        copy = tmp_path_factory.mktemp("history") / "fristvakt.db"
        return f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_file'), copy)}"

    def on_postgres() -> str:
        address: str = request.getfixturevalue("shared_address")
        execute(address, f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY")  # both lives count from one
        return address

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mailgateway.reader.Worker", ReadingInside)
        yield on_sqlite if request.param == "sqlite" else on_postgres


async def lived(
    url: str, secrets: Secrets, history: list[Step], checked: Callable[[World, Step], Awaitable[None]]
) -> World:
    """Lives the history; `checked` takes each step and looks at what came of it."""
    async with await open_database(url, SEALING_KEY) as store:
        world = World(store, url, secrets)
        await world.open()
        for step in history:
            await checked(world, step)
        world.seen = await world.blind()
        world.passed = [(case.status, case.outcome) for case, _ in await world.cases()]
        return world


async def alike(fresh: Fresh, history: list[Step]) -> World:
    """I5: two lives of which new graders see the same, though all that is kept from them differs."""
    one, two = [await lived(fresh(), secrets, history, World.take) for secrets in (Secrets(), OTHERS)]
    assert one.seen == two.seen
    return one


async def reasons_are_there(world: World, step: Step) -> None:
    """I6: every reason that was written is there for the further assessment, and for no new grader."""
    await world.take(step)
    handler = await world.staff(SIRI)
    for case, _ in await world.cases():
        if case.status is Status.FURTHER:
            world.furthers += 1
            papers = await world.counter.papers(handler, case.number)
            raw = [
                (await world.store.read(lambda records, mail=mail: records.mail(mail.id))).raw for mail in papers.mails
            ]
            given = [each for each in raw if world.secrets.reasons.encode() in each]
            assert len(given) == world.reasons_in[case.number] > 0
            for address in NEW_GRADERS:
                with pytest.raises(NoSuchCase):
                    await world.counter.papers(await world.staff(address), case.number)


async def each_has_an_own_grade(world: World, step: Step) -> None:
    """I16: a step in one member's case changes the grade of no other member."""
    before = await world.results()
    of = {case.number: dossier.result.id for case, dossier in await world.cases()}
    await world.take(step)
    after = await world.results()
    mine = of.get(step[1]) if step[0] in ("handles", "grades", "enters") else None
    others = {result: grades for result, grades in after.items() if result != mine and result in before}
    changed = [result for result, grades in others.items() if grades[: len(before[result])] != before[result]]
    assert changed == []
    world.graded += sum(before.get(result) != grades for result, grades in after.items())


examined = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.demand("D-02")
@examined
@given(history=HISTORIES)
def test_i5_new_graders_see_the_same_whatever_is_kept_from_them(history: list[Step], fresh: Fresh) -> None:
    asyncio.run(alike(fresh, history))


@examined
@given(history=HISTORIES)
def test_i6_a_further_assessment_has_all_reasons(history: list[Step], fresh: Fresh) -> None:
    asyncio.run(lived(fresh(), Secrets(), history, reasons_are_there))


@examined
@example(history=[*APPEALED_AND_GRADED, ("handles", 2, WITHDRAW)])
@given(history=HISTORIES)
def test_i16_nobodys_grade_changes_by_anothers_case(history: list[Step], fresh: Fresh) -> None:
    asyncio.run(lived(fresh(), Secrets(), history, each_has_an_own_grade))


def test_a_history_that_is_known_reaches_what_is_looked_at(fresh: Fresh) -> None:
    """The checks have something to see: two letters of reasons, a further assessment, cards and pages for new graders."""
    world = asyncio.run(lived(fresh(), Secrets(), APPEALED_AND_GRADED, reasons_are_there))
    assert world.reasons_in == {1: 2, 2: 1}
    assert world.furthers == 1
    graded = asyncio.run(lived(fresh(), Secrets(), [*APPEALED_AND_GRADED, ("enters", 2, 1)], each_has_an_own_grade))
    assert [status for status, _ in graded.passed] == [Status.FURTHER, Status.DECIDED]
    assert graded.graded == 4  # two cases were opened, and two new grades entered
    assert len(asyncio.run(alike(fresh, APPEALED_AND_GRADED)).seen) > 20
