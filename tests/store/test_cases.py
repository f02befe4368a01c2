"""Cases are kept whole, read by key with all that belongs to them, and listed without a query a case."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.case import Kind, Mark, Outcome, Status
from casework.exams import Language, Round
from casework.records import StoreError
from casework.refusals import Overtaken
from store.database import Database
from tests.store.sample import closing, new_case, opening, save


async def test_case_numbers_run_on_and_are_never_reused(season: Database) -> None:
    first = await season.write(lambda records: (records.new_number(), records.new_number()))
    second = await season.write(lambda records: records.new_number())

    assert (*first, second) == (1, 2, 3)


async def test_a_case_comes_back_with_every_field(season: Database) -> None:
    day = date(2026, 12, 24)
    await save(season, opening(1))
    full = new_case(
        2, handler_id=3, commission_id=1, graders_done=(2, 1), due=day, target=day, in_time=False, outcome=Outcome.AGAINST,
        done_on=day, told_deadline=day, told_request=day, told_waiting=True, interim_due=day, interims=2, promised=day,
        interim_reason="waiting", interim_expected=day, marks=frozenset({Mark.LATE, Mark.GROUP}), waits_for=1,
        pauses=((day, day + timedelta(days=2)), (day + timedelta(days=5), None)), error_known=day, seen_on=day,
        received=datetime(2026, 3, 29, 1, 30, 0, 5, tzinfo=UTC),
    )  # fmt: skip
    await save(
        season, opening(2, **{name: getattr(full, name) for name in full.__dataclass_fields__ if name != "number"})
    )

    dossier = await season.read(lambda records: records.dossier_of(2))
    assert dossier is not None
    assert dossier.case(2) == full


async def test_a_dossier_holds_the_exam_the_student_and_the_lead_grader_first(season: Database) -> None:
    await save(season, opening())

    dossier = await season.read(lambda records: records.dossier(1))
    assert dossier is not None
    assert (dossier.exam.label, dossier.person.language, dossier.first_graders) == ("IN1000", Language.NN, (1, 2))
    assert dossier.cases == (new_case(),)


async def test_an_unknown_result_or_case_has_no_dossier(season: Database) -> None:
    assert await season.read(lambda records: (records.dossier(99), records.dossier_of(99))) == (None, None)


async def test_saving_a_version_that_is_not_the_next_is_overtaken(season: Database) -> None:
    await save(season, opening(), closing())

    with pytest.raises(Overtaken):
        await save(season, closing())


async def test_an_overtaken_change_leaves_no_event_and_no_letter(season: Database) -> None:
    await save(season, opening(), closing())
    with pytest.raises(Overtaken):
        await save(season, closing().telling(*opening(7).letters))

    events, waiting = await season.write(lambda records: (records.history(1), records.claim(new_case().received, 9)))
    assert (len(events), [each.message.key for each in waiting]) == (2, ["receipt:1", "card:1:1"])


async def test_a_case_of_an_unknown_result_is_refused_without_naming_data(season: Database) -> None:
    with pytest.raises(StoreError) as refused:
        await save(season, opening(1, result_id=4711))

    assert "4711" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.demand("A-092")
async def test_lists_show_open_cases_with_the_earliest_day_first(season: Database) -> None:
    late, soon = date(2026, 12, 20), date(2026, 12, 1)
    await save(season, opening(1, due=None), opening(2, due=late), opening(3, due=soon), opening(4), closing(4))

    lines = await season.read(lambda records: (records.waiting_for(1), records.unfinished(), records.waiting_for(2)))
    assert [[line.number for line in each] for each in lines] == [[3, 2, 1], [3, 2, 1], []]


async def test_a_line_names_the_exam_and_the_candidate(season: Database) -> None:
    await save(season, opening(1, marks=frozenset({Mark.LATE, Mark.GROUP})))

    (line,) = await season.read(lambda records: records.unfinished())
    assert (line.course, line.term, line.candidate, line.marks) == ("IN1000", "2026H", "101", "group,late")


async def test_graders_come_whole_and_about_as_many_as_asked_for(season: Database) -> None:
    await save(season, *(opening(number, grader_id=1 + number % 3) for number in range(1, 10)))

    lines = await season.read(lambda records: records.with_graders(0, 2))
    rest = await season.read(lambda records: records.with_graders(2, 2))
    assert [line.grader_id for line in lines] == [1, 1, 1, 2, 2, 2]
    assert [line.grader_id for line in rest] == [3, 3, 3]


async def appeal(season: Database, number: int, **fields: object) -> None:
    given = {"kind": Kind.APPEAL, "status": Status.WITH_COMMISSION, "grader_id": None, "commission_id": 1, **fields}
    await save(season, opening(number, **given))


async def test_an_appeal_waits_for_each_new_grader_who_is_not_done(season: Database) -> None:
    await appeal(season, 1)
    await appeal(season, 2, graders_done=(2,))
    await appeal(season, 3, status=Status.DECIDED)
    await save(season, opening(4, grader_id=2))

    lines = await season.read(lambda records: records.with_graders(0, 9))
    assert [(line.holder, line.number) for line in lines] == [(1, 1), (1, 2), (2, 1), (2, 4)]
    assert list(await season.read(lambda records: records.waiting_for(1))) == lines[:2]


async def test_graders_who_are_done_end_no_page_too_early(season: Database) -> None:
    await appeal(season, 1, graders_done=(1, 2))
    await save(season, opening(2, grader_id=3))

    lines = await season.read(lambda records: records.with_graders(0, 1))
    assert [(line.holder, line.number) for line in lines] == [(3, 2)]


async def test_a_dossier_has_the_commissions_of_later_rounds(season: Database) -> None:
    later = await season.write(lambda records: records.registry.appoint(1, Round.APPEAL, (2, 3), "101"))

    dossier = await season.read(lambda records: records.dossier(1))
    assert dossier is not None
    assert (dossier.commissions, dossier.first_graders) == ((later,), (1, 2))


async def test_interims_are_due_by_their_day_or_the_promised_one(season: Database) -> None:
    day = date(2026, 12, 1)
    await save(
        season, opening(1, interim_due=day), opening(2, promised=day), opening(3, promised=day + timedelta(days=1))
    )
    await save(season, opening(4, interim_due=day, status=Status.REJECTED), opening(5, interim_due=day, promised=day))

    assert await season.read(lambda records: records.interims_due(day)) == [1, 2, 5]


@pytest.mark.demand("D-03")
async def test_the_raw_case_equals_its_folded_events(season: Database) -> None:
    await save(season, opening(1, marks=frozenset({Mark.LATE})), closing(1))

    rows, events = await season.read(lambda records: (list(records.raw_cases()), list(records.raw_journal())))
    assert rows == [events[0]["changes"] | events[1]["changes"]]
