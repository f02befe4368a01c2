"""The stories of an appeal, from the student's mail until its graders are named: receipt, waiting, commission, withdrawal."""

import pytest

from casework.access import Move
from casework.case import Status
from casework.exams import Round
from casework.refusals import MustBeNewGrader, NoExternalGrader, Refusal, TooFewGraders
from casework.registration import ExamKey, ExamRow, RegistryFile
from tests import tongues
from tests.appeals import (
    APPEALED,
    AUTUMN,
    BY_HAND,
    EXTERNAL,
    METTE,
    NEW,
    SEVERAL,
    all_grade,
    appeals,
    commission,
    does,
    history,
    on_sqlite,
    open_keys,
    status,
    take,
)
from tests.pleas import EN, NB, NN, Plea, in_each_language
from tests.season import EXTERNAL_GRADER, GRADER, HANDLER, KARI, NEW_GRADER, WRITTEN
from tests.stage import Stage

ASKS = {NB: tongues.NB, NN: tongues.NN, EN: tongues.EN}
UNLAWFUL = [
    pytest.param([NEW], TooFewGraders, "Nevn minst to.", id="one"),
    pytest.param([NEW, NEW], TooFewGraders, "Nevn minst to.", id="the same twice"),
    pytest.param([NEW, "tor@example.no"], NoExternalGrader, "må være ekstern", id="no external"),
    pytest.param([EXTERNAL, "gro@example.no"], MustBeNewGrader, "Nevn bare nye sensorer.", id="from the first grading"),
]


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await take(stage, AUTUMN)
    return stage


async def waits(stage: Stage, plea: Plea = NB) -> None:
    """The student asks for an explanation and then appeals: case 1 and case 2."""
    await stage.asks(ASKS[plea], APPEALED.course)
    await appeals(stage, plea, APPEALED)


@pytest.mark.demand("A-021")
@pytest.mark.demand("A-020")
@in_each_language
async def test_an_appeal_by_mail_gets_one_receipt(stage: Stage, plea: Plea) -> None:
    await appeals(stage, plea)

    assert stage.subjects(plea.student) == [f"[1/2026] {plea.received}: TDT4100"]
    assert await status(stage) is Status.TO_ASSIGN


@pytest.mark.demand("A-024")
@on_sqlite
async def test_the_receipt_warns_of_both_directions_and_of_what_graders_see(stage: Stage) -> None:
    await appeals(stage, NB)

    text = stage.letter(KARI).text
    assert all(said in text for said in ("bedre, dårligere", "får ikke vite", "8. desember 2026", "23. desember 2026"))
    assert "Du kan trekke klagen til den nye karakteren er endelig." in text


@pytest.mark.demand("A-037")
@pytest.mark.demand("A-013")
@on_sqlite
@in_each_language
async def test_an_appeal_waits_for_the_explanation_asked_for_in_time(stage: Stage, plea: Plea) -> None:
    await waits(stage, plea)

    assert plea.waits in stage.letter(plea.student).text
    assert (await status(stage, 2), await stage.tasks()) == (Status.WAITING, [])


@in_each_language
async def test_the_explanation_starts_the_appeal_and_its_letter_says_so(stage: Stage, plea: Plea) -> None:
    await waits(stage, plea)
    await stage.says(GRADER, "sendt 1")

    assert plea.goes_on in stage.letter(plea.student).text
    assert await status(stage, 2) is Status.WITH_COMMISSION


@pytest.mark.demand("A-013")
@on_sqlite
@in_each_language
async def test_a_case_handler_starts_an_appeal_that_waits(stage: Stage, plea: Plea) -> None:
    await waits(stage, plea)
    await stage.says(HANDLER, "sak 2")

    assert "Sak 2: klagesensuren er startet." in await stage.press(HANDLER, "Start klagesensur")
    assert await status(stage, 2) is Status.WITH_COMMISSION


@on_sqlite
async def test_an_appeal_that_was_started_is_not_held_again(stage: Stage) -> None:
    await stage.asks(tongues.NB, "KJM1100")
    await appeals(stage, NB, SEVERAL)
    await does(stage, Move.START, 2)
    await does(stage, Move.ASSIGN, 1)

    assert await status(stage, 2) is Status.TO_ASSIGN


async def test_an_explanation_asked_for_after_the_appeal_makes_it_wait(stage: Stage) -> None:
    await appeals(stage, NB, SEVERAL)
    await stage.asks(tongues.NB, "KJM1100")

    assert (await stage.case(1)).waits_for == 2
    await stage.says(GRADER, "sendt 2")
    assert (await status(stage, 1), await open_keys(stage)) == (Status.TO_ASSIGN, ["grader:1"])


@on_sqlite
async def test_new_graders_lay_an_appeal_down_while_the_explanation_is_open(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)
    await stage.asks(tongues.NB, "FYS1120")

    assert "Det går ikke i sak 1 slik den står nå." in await stage.says(NEW_GRADER, "ferdig 1")
    await stage.says(GRADER, "sendt 2")
    assert "Sak 1: det er registrert at du er ferdig." in await stage.says(NEW_GRADER, "ferdig 1")


@on_sqlite
async def test_an_appeal_that_somebody_has_graded_waits_no_more(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)
    await stage.says(NEW_GRADER, "ferdig 1")
    await stage.asks(tongues.NB, "FYS1120")

    assert await status(stage, 1) is Status.WITH_COMMISSION


@on_sqlite
async def test_an_appeal_that_a_person_must_see_is_not_started_by_its_explanation(stage: Stage) -> None:
    await stage.asks(tongues.NB)
    await take(stage, RegistryFile(exams=(ExamRow(WRITTEN, appeal_allowed=False),)))
    await appeals(stage, NB)
    await stage.says(GRADER, "sendt 1")

    assert await status(stage, 2) is Status.RECEIVED
    assert await open_keys(stage) == ["decide:2"]


@pytest.mark.demand("A-149")
async def test_the_exams_one_lawful_commission_takes_the_appeal(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)

    assert await status(stage) is Status.WITH_COMMISSION
    assert [event.name for event in await history(stage)] == ["received", "assigned"]
    assert stage.card(NEW_GRADER)["text"] == "Sak 1: Klagesensur i FYS1120. Hos kommisjonen."


@pytest.mark.demand("A-150")
@pytest.mark.parametrize("key", [WRITTEN, SEVERAL], ids=["none", "several"])
async def test_without_one_certain_commission_a_case_handler_is_asked(stage: Stage, key: ExamKey) -> None:
    await appeals(stage, NB, key)

    assert (await status(stage), await stage.tasks()) == (Status.TO_ASSIGN, ["needs_grader"])
    assert "Ny oppgave: mangler sensor, sak 1." in stage.seen(HANDLER)


@on_sqlite
async def test_an_unlawful_commission_is_not_taken_by_itself(stage: Stage) -> None:
    first = "gro@example.no"
    await take(stage, RegistryFile(commissions=commission(WRITTEN, "2", Round.APPEAL, first, EXTERNAL)))
    await appeals(stage, NB)

    assert await status(stage) is Status.TO_ASSIGN


@pytest.mark.demand("A-150")
async def test_the_case_handler_names_graders_in_the_form(stage: Stage) -> None:
    await appeals(stage, NB)
    await stage.says(HANDLER, "sak 1")
    await stage.press(HANDLER, "Oppnevn kommisjon")
    chosen = [stage.option(HANDLER, name) for name in ("Nina Ny", "Egil Ekstern (ekstern)")]

    assert "Sak 1: kommisjonen er oppnevnt." in await stage.fill(HANDLER, whom=chosen)
    assert (await status(stage), await stage.tasks()) == (Status.WITH_COMMISSION, [])


@on_sqlite
async def test_the_form_offers_nobody_from_the_first_grading(stage: Stage) -> None:
    await appeals(stage, NB)
    await stage.says(HANDLER, "sak 1")
    await stage.press(HANDLER, "Oppnevn kommisjon")

    with pytest.raises(LookupError):
        stage.option(HANDLER, "Gro Grader")


@on_sqlite
async def test_the_form_keeps_a_commission_without_an_external_open(stage: Stage) -> None:
    await appeals(stage, NB)
    await stage.says(HANDLER, "sak 1")
    await stage.press(HANDLER, "Oppnevn kommisjon")
    chosen = [stage.option(HANDLER, name) for name in ("Nina Ny", "Tor Talker")]
    answer = await stage.slack.submit(HANDLER, stage.slack.modal(HANDLER), {"whom": chosen})

    assert "Minst én av klagesensorene i sak 1 må være ekstern." in answer.errors["whom"]
    assert await status(stage) is Status.TO_ASSIGN


@pytest.mark.demand("A-146")
@on_sqlite
@pytest.mark.parametrize(("whom", "refusal", "says"), UNLAWFUL)
async def test_an_unlawful_commission_is_refused_with_its_sentence(
    stage: Stage, whom: list[str], refusal: type[Refusal], says: str
) -> None:
    await appeals(stage, NB)

    with pytest.raises(refusal) as refused:
        await does(stage, Move.NAME_COMMISSION, whom=whom)
    assert says in refused.value.say(NB.language)
    assert await status(stage) is Status.TO_ASSIGN


async def test_a_grader_who_is_replaced_loses_the_card(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)
    await does(stage, Move.NAME_COMMISSION, whom=[EXTERNAL, METTE])

    assert "Denne saken er ikke lenger hos deg." in stage.seen(NEW_GRADER)
    assert "Jeg finner ingen sak 1" in await stage.says(NEW_GRADER, "ferdig 1")
    assert "klagesensur i FYS1120" in stage.letter(METTE).subject


@pytest.mark.demand("A-165")
async def test_each_new_grader_says_done_in_slack_before_the_joint_step(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)
    await stage.says(NEW_GRADER, "ferdig 1")

    assert await status(stage) is Status.WITH_COMMISSION
    assert "Sak 1: det er registrert at du er ferdig." in await stage.says(EXTERNAL_GRADER, "ferdig 1")
    assert (await status(stage), await open_keys(stage)) == (Status.JOINT, ["outcome:1"])


async def test_a_new_grader_without_slack_says_done_by_mail(stage: Stage) -> None:
    await appeals(stage, NB, BY_HAND)
    await stage.reply(METTE, stage.letter(METTE), "ferdig 1")

    assert "Registrert: 1" in stage.letter(METTE).subject
    assert len((await stage.case()).graders_done) == 1


@on_sqlite
async def test_saying_done_twice_counts_once(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)
    await stage.says(NEW_GRADER, "ferdig 1")
    await stage.says(NEW_GRADER, "ferdig 1")

    assert await status(stage) is Status.WITH_COMMISSION


@on_sqlite
async def test_the_first_grader_cannot_say_done_in_an_appeal(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)

    assert "Jeg finner ingen sak 1" in await stage.says(GRADER, "ferdig 1")


@on_sqlite
async def test_all_graders_done_lets_nobody_grade_again(stage: Stage) -> None:
    await appeals(stage, NB, APPEALED)
    await all_grade(stage)

    assert "Det går ikke i sak 1" in await stage.says(NEW_GRADER, "ferdig 1")
