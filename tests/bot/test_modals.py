from datetime import date
from typing import Any

import pytest

from bot.app import Bot
from bot.buttons import Press
from casework.access import Move
from casework.case import Kind, Status
from casework.desk.answers import Done, Opened, Question, Reason, ResultChoice
from casework.refusals import ImpossibleDay, NotYours, TooEarlyToPromise, TooFewGraders
from demo.slack import LocalSlack
from tests.bot.scripted import GRADER, SAYS, TODAY, ScriptedCounter, view

KARI, OLA = "UKARI", "UOLA"
FILLED_IN = {"course": "TDT4100", "part": "A", "candidate": "10042", "kind": "explanation"}


@pytest.fixture
async def day_form(bot: Bot, slack: LocalSlack) -> dict[str, Any]:
    await slack.command(KARI, "/sak", "42")
    answer = await slack.click(KARI, slack.read(KARI)[-1], Press.OTHER_DAY.id(42))
    assert answer.view is not None
    return answer.view


@pytest.fixture
async def request_form(bot: Bot, slack: LocalSlack) -> dict[str, Any]:
    answer = await slack.command(OLA, "/klage")
    assert answer.view is not None
    return answer.view


@pytest.fixture
async def people_form(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> dict[str, Any]:
    counter.answers |= {"colleagues": (GRADER,), "show": view(moves=(Move.NAME_COMMISSION,))}
    await slack.command(OLA, "/sak", "42")
    answer = await slack.click(OLA, slack.read(OLA)[-1], Press.TAKE.id(Move.NAME_COMMISSION))
    assert answer.view is not None
    return answer.view


@pytest.fixture
async def interim_form(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> dict[str, Any]:
    counter.answers["show"] = view(interim=SAYS, moves=())
    await slack.command(OLA, "/sak", "42")
    answer = await slack.click(OLA, slack.read(OLA)[-1], Press.INTERIM.id(42))
    assert answer.view is not None
    return answer.view


async def test_the_chosen_day_and_move_are_what_is_done(
    slack: LocalSlack, counter: ScriptedCounter, day_form: dict[str, Any]
) -> None:
    counter.answers["act"] = Done(Move.NO_SHOW, view(), date(2026, 11, 20))
    answer = await slack.submit(KARI, day_form, {"move": "no_show", "day": "2026-11-20"})
    call = counter.calls_of("act")[0]
    assert (call["number"], call["move"], call["day"]) == (42, Move.NO_SHOW, date(2026, 11, 20))
    assert answer.view is not None
    assert "ikke møtte fredag 20. november" in str(answer.view["blocks"])


async def test_an_impossible_day_is_said_at_the_day(
    slack: LocalSlack, counter: ScriptedCounter, day_form: dict[str, Any]
) -> None:
    counter.answers["act"] = ImpossibleDay(number=42, day="20.12.", first="12.11.")
    answer = await slack.submit(KARI, day_form, {"day": "2026-12-20"})
    assert answer.errors["day"].startswith("Dagen 20.12. kan ikke stemme for sak 42")


async def test_a_request_for_a_candidate_is_opened(
    slack: LocalSlack, counter: ScriptedCounter, request_form: dict[str, Any]
) -> None:
    counter.answers["request_for"] = Opened(42, Kind.EXPLANATION, "TDT4100 A")
    answer = await slack.submit(OLA, request_form, FILLED_IN)
    call = counter.calls_of("request_for")[0]
    assert (call["kind"], call["about"]) == (Kind.EXPLANATION, ("TDT4100", "A", "10042"))
    assert "Sak 42 er oppretta" in str(answer.view)


async def test_the_part_may_be_left_empty(
    slack: LocalSlack, counter: ScriptedCounter, request_form: dict[str, Any]
) -> None:
    counter.answers["request_for"] = Opened(42, Kind.APPEAL, "TDT4100")
    await slack.submit(OLA, request_form, {"course": "TDT4100", "candidate": "10042"})
    assert counter.calls_of("request_for")[0]["about"] == ("TDT4100", "", "10042")


async def test_a_request_without_a_candidate_is_not_sent_off(
    slack: LocalSlack, counter: ScriptedCounter, request_form: dict[str, Any]
) -> None:
    answer = await slack.submit(OLA, request_form, {"course": "TDT4100"})
    assert set(answer.errors) == {"candidate"}


async def test_a_result_that_is_not_there_is_said_at_the_candidate(
    slack: LocalSlack, counter: ScriptedCounter, request_form: dict[str, Any]
) -> None:
    counter.answers["request_for"] = Question(Reason.NO_RESULT)
    answer = await slack.submit(OLA, request_form, FILLED_IN)
    assert answer.errors["candidate"].startswith("Eg finn ikkje noko resultat som passar.")


async def test_several_results_are_named_at_the_part(
    slack: LocalSlack, counter: ScriptedCounter, request_form: dict[str, Any]
) -> None:
    results = tuple(ResultChoice(n, Kind.APPEAL, f"TDT4100 {part}") for n, part in enumerate("AB"))
    counter.answers["request_for"] = Question(Reason.WHICH_RESULT, results=results)
    answer = await slack.submit(OLA, request_form, FILLED_IN)
    assert answer.errors["part"].endswith("TDT4100 A, TDT4100 B")


async def test_somebody_elses_exam_is_refused_in_the_form(
    slack: LocalSlack, counter: ScriptedCounter, request_form: dict[str, Any]
) -> None:
    counter.answers["request_for"] = NotYours(number="–")
    answer = await slack.submit(OLA, request_form, FILLED_IN)
    assert set(answer.errors) == {"course"}


async def test_the_people_chosen_are_named_for_the_case(
    slack: LocalSlack, counter: ScriptedCounter, people_form: dict[str, Any]
) -> None:
    counter.answers["act"] = Done(Move.NAME_COMMISSION, view())
    await slack.submit(OLA, people_form, {"whom": [str(GRADER.id)]})
    call = counter.calls_of("act")[0]
    assert (call["move"], call["whom"]) == (Move.NAME_COMMISSION, (GRADER.id,))


async def test_nobody_chosen_takes_those_whom_the_registry_knows(
    slack: LocalSlack, counter: ScriptedCounter, people_form: dict[str, Any]
) -> None:
    counter.answers["act"] = Done(Move.NAME_COMMISSION, view())
    await slack.submit(OLA, people_form)
    assert counter.calls_of("act")[0]["whom"] == ()


async def test_an_unlawful_commission_is_said_at_the_people(
    slack: LocalSlack, counter: ScriptedCounter, people_form: dict[str, Any]
) -> None:
    counter.answers["act"] = TooFewGraders(number=42)
    answer = await slack.submit(OLA, people_form, {"whom": [str(GRADER.id)]})
    assert answer.errors["whom"].startswith("Sak 42 må ha minst to nye sensorar.")


async def test_what_goes_wrong_on_our_side_is_told_in_the_form(
    slack: LocalSlack, counter: ScriptedCounter, day_form: dict[str, Any]
) -> None:
    counter.answers["act"] = RuntimeError("nothing of this is shown")
    answer = await slack.submit(KARI, day_form, {"day": TODAY.isoformat()})
    assert answer.view is not None
    assert "Noe gikk galt hos oss" in str(answer.view["blocks"])


async def test_the_chosen_reason_and_date_are_what_the_interim_reply_will_say(
    slack: LocalSlack, counter: ScriptedCounter, interim_form: dict[str, Any]
) -> None:
    answer = await slack.submit(OLA, interim_form, {"reason": "waiting", "expected": "2027-02-01"})
    call = counter.calls_of("choose_interim")[0]
    assert (call["number"], call["reason"], call["expected"]) == (42, Status.WAITING, date(2027, 2, 1))
    assert "Sak 42: det førebelse svaret er endra." in str(answer.view)


async def test_a_day_too_early_to_promise_is_said_at_the_day(
    slack: LocalSlack, counter: ScriptedCounter, interim_form: dict[str, Any]
) -> None:
    counter.answers["choose_interim"] = TooEarlyToPromise(number=42, day="2026-12-01", first="2026-12-24")
    answer = await slack.submit(OLA, interim_form, {"expected": "2026-12-01"})
    assert answer.errors["expected"].startswith("Dagen 2026-12-01 kan ikkje lovast i sak 42.")
