from typing import Any

from bot.app import Bot
from bot.buttons import Press, Value
from bot.cards import Reader, card
from casework.access import Move
from casework.case import Kind, Status
from casework.desk.answers import Choice, Done, Opened, Question, Reason, ResultChoice, Waiting
from casework.exams import Language
from casework.refusals import AlreadyDone
from demo.slack import LocalSlack
from tests.bot.scripted import GRADER, STUDENT_SLACK, TODAY, ScriptedCounter, line, view

KARI, OLA = "UKARI", "UOLA"
DONE = view(status=Status.DONE, moves=(), new_deadline=TODAY)
GIVEN = Press.TAKE.id(Move.ORAL_GIVEN)


async def posted(bot: Bot, slack: LocalSlack, user: str = KARI, **changes: Any) -> dict[str, Any]:
    """The card as the courier posts it."""
    channel = slack.space.direct(user).id
    message = card(view(**changes), Reader(Language.NB, TODAY, GRADER.id, direct=True))
    await bot._web.chat_postMessage(channel=channel, **message.post)
    return slack.read(user)[-1]


async def asked(slack: LocalSlack, counter: ScriptedCounter, question: Question) -> dict[str, Any]:
    counter.answers["hear"] = question
    await slack.command(KARI, "/sak", "ok")
    return slack.read(KARI)[-1]


async def test_a_button_takes_its_move_once_by_its_trigger(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["act"] = Done(Move.ORAL_GIVEN, DONE, TODAY, told=True)
    await slack.click(KARI, await posted(bot, slack), GIVEN)
    call = counter.calls_of("act")[0]
    assert (call["number"], call["move"], call["via"]) == (42, Move.ORAL_GIVEN, "slack")
    assert call["once"] == slack.deliveries[-1].payload["trigger_id"]


async def test_whoever_pressed_reads_what_was_done_and_told(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["act"] = Done(Move.ORAL_GIVEN, DONE, TODAY, told=True)
    await slack.click(KARI, await posted(bot, slack), GIVEN)
    said = slack.read(KARI)[-1]
    assert said["is_ephemeral"]
    assert "Studenten får nå brev om at klagefristen er" in said["text"]


async def test_the_posted_card_is_left_to_the_courier(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["act"] = Done(Move.ORAL_GIVEN, DONE, TODAY)
    before = await posted(bot, slack)
    await slack.click(KARI, before, GIVEN)
    assert slack.read(KARI)[0]["blocks"] == before["blocks"]


async def test_a_card_shown_to_one_person_is_redrawn_at_once(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["act"] = Done(Move.ORAL_GIVEN, DONE, TODAY)
    await slack.command(KARI, "/sak", "42")
    await slack.click(KARI, slack.read(KARI)[-1], GIVEN)
    assert len(slack.read(KARI)) == 1
    assert "actions" not in [block["type"] for block in slack.read(KARI)[0]["blocks"]]


async def test_the_second_of_two_who_press_is_told_kindly(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["act"] = AlreadyDone(number=42)
    await slack.click(KARI, await posted(bot, slack), GIVEN)
    assert slack.read(KARI)[-1]["text"] == AlreadyDone(number=42).say(Language.NB)


async def test_an_answer_goes_out_by_itself_when_the_response_url_fails(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["act"] = Done(Move.ORAL_GIVEN, DONE, TODAY)
    slack.fail_next("response_url", "500")
    await slack.click(KARI, await posted(bot, slack), GIVEN)
    assert len(slack.calls_of("chat.postEphemeral")) == 1


async def test_a_button_of_an_old_version_is_answered_sensibly(bot: Bot, slack: LocalSlack) -> None:
    old = await posted(bot, slack)
    old["blocks"][-1]["elements"][0]["value"] = '{"v":0,"case":42}'
    await slack.click(KARI, old, GIVEN)
    assert slack.read(KARI)[-1]["text"].startswith("Denne knappen er for gammel.")


async def test_a_button_that_nobody_knows_is_answered_sensibly(bot: Bot, slack: LocalSlack) -> None:
    old = await posted(bot, slack)
    old["blocks"][-1]["elements"][0]["action_id"] = "legacy_button"
    await slack.click(KARI, old, "legacy_button")
    assert slack.read(KARI)[-1]["text"].startswith("Denne knappen er for gammel.")


async def test_a_choice_does_exactly_what_its_button_says(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["act"] = Done(Move.NO_SHOW, view(43), TODAY)
    question = await asked(slack, counter, Question(Reason.WHICH_CASE, (Choice(43, Move.NO_SHOW, TODAY),)))
    await slack.click(KARI, question, Press.CHOOSE.id(0))
    call = counter.calls_of("act")[0]
    assert (call["number"], call["move"], call["day"]) == (43, Move.NO_SHOW, TODAY)


async def test_the_answer_takes_the_place_of_the_question(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["act"] = Done(Move.SENT, view(43), TODAY)
    question = await asked(slack, counter, Question(Reason.WHICH_CASE, (Choice(43, Move.SENT),)))
    await slack.click(KARI, question, Press.CHOOSE.id(0))
    assert [message["text"].split(":")[0] for message in slack.read(KARI)] == ["Sak 43"]


async def test_a_question_in_a_thread_is_replaced_in_the_thread(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["hear"] = Question(Reason.WHICH_CASE, (Choice(43, Move.SENT),))
    counter.answers["act"] = Done(Move.SENT, view(43), TODAY)
    await slack.dm(KARI, "sendt")
    await slack.click(KARI, slack.read(KARI)[-1], Press.CHOOSE.id(0))
    assert slack.read(KARI)[-1]["text"].startswith("Sak 43: begrunnelsen er registrert som sendt")


async def test_another_day_is_chosen_in_a_form(bot: Bot, slack: LocalSlack) -> None:
    answer = await slack.click(KARI, await posted(bot, slack), Press.OTHER_DAY.id(42))
    assert answer.view is not None
    assert answer.view["private_metadata"] == Value(number=42).written()


async def test_a_list_shows_a_case_without_losing_the_list(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["waiting"] = Waiting((line(),), (), TODAY)
    await slack.command(KARI, "/sak")
    await slack.click(KARI, slack.read(KARI)[-1], Press.SHOW.id(42))
    assert [message["text"].split(" ")[0] for message in slack.read(KARI)] == ["Én", "Sak"]


async def test_naming_a_commission_asks_whom_in_a_form(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["colleagues"] = (GRADER,)
    shown = await posted(bot, slack, OLA, moves=(Move.NAME_COMMISSION,))
    answer = await slack.click(OLA, shown, Press.TAKE.id(Move.NAME_COMMISSION))
    assert answer.view is not None
    assert answer.view["title"]["text"] == "Vel personar"


async def test_somebody_who_may_name_nobody_gets_no_form(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    shown = await posted(bot, slack, moves=(Move.ASSIGN,))
    answer = await slack.click(KARI, shown, Press.TAKE.id(Move.ASSIGN))
    assert answer.view is None
    assert slack.read(KARI)[-1]["text"].startswith("Det er ikke du som kan gjøre dette")


async def test_a_student_chooses_among_own_results(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    results = (ResultChoice(7, Kind.APPEAL, "TDT4100 A"),)
    counter.answers["request_own"] = Question(Reason.WHICH_RESULT, results=results)
    await slack.command(STUDENT_SLACK, "/klage")
    counter.answers["request_own"] = Opened(42, Kind.APPEAL, "TDT4100 A")
    await slack.click(STUDENT_SLACK, slack.read(STUDENT_SLACK)[-1], Press.RESULT.id(0))
    assert counter.calls_of("request_own")[-1]["result_id"] == 7
    assert slack.read(STUDENT_SLACK)[-1]["text"].startswith("Case 42 is opened")


async def test_a_student_cannot_press_a_graders_button(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    await slack.click(STUDENT_SLACK, await posted(bot, slack, STUDENT_SLACK), GIVEN)
    assert counter.calls_of("act") == []
