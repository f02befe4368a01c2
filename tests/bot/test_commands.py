import json

import pytest

from bot.app import Bot
from bot.commands import case_number
from casework.access import Move
from casework.case import Kind
from casework.desk.answers import Done, Help, Opened, Question, Reason, ResultChoice, Waiting
from casework.refusals import NoSuchCase
from demo.slack import LocalSlack
from tests.bot.scripted import GRADER, STUDENT_SLACK, TODAY, ScriptedCounter, line, view

KARI, OLA = "UKARI", "UOLA"


@pytest.mark.parametrize(
    ("words", "number"),
    [("42", 42), ("#42", 42), ("42/2026", 42), ("gitt 42", None), ("", None), ("42 gitt", None), ("1234567890", None)],
)
def test_a_number_alone_is_a_case_number(words: str, number: int | None) -> None:
    assert case_number(words) == number


@pytest.mark.demand("A-089")
async def test_sak_lists_what_waits_for_me(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["waiting"] = Waiting((line(),), (), TODAY)
    answer = await slack.command(KARI, "/sak")
    assert answer.text == "Én sak venter på deg. Første frist er torsdag 26. november."


async def test_the_answer_to_a_command_is_for_the_asker_only(bot: Bot, slack: LocalSlack) -> None:
    answer = await slack.command(KARI, "/sak")
    assert answer.payload is not None
    assert answer.payload["response_type"] == "ephemeral"


async def test_sak_with_a_number_shows_the_case(bot: Bot, slack: LocalSlack) -> None:
    answer = await slack.command(KARI, "/sak", "42")
    assert answer.text == "Sak 42: Begrunnelse i TDT4100 A. Venter på sensor."


async def test_a_card_asked_for_in_a_channel_has_no_candidate_number(bot: Bot, slack: LocalSlack) -> None:
    channel = slack.add_channel("eksamen", {KARI})
    answer = await slack.command(KARI, "/sak", "42", channel=channel)
    assert "10042" not in json.dumps(answer.payload)


async def test_a_case_that_is_not_mine_is_answered_politely(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["show"] = NoSuchCase(number=42)
    answer = await slack.command(KARI, "/sak", "42")
    assert answer.text.startswith("Jeg finner ingen sak 42")


async def test_a_refusal_is_never_logged_as_an_error(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter, caplog: pytest.LogCaptureFixture
) -> None:
    counter.answers["show"] = NoSuchCase(number=42)
    await slack.command(KARI, "/sak", "42")
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_sak_hjelp_tells_what_can_be_written(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["hear"] = Help()
    assert "`/muntlig 42 gitt`" in (await slack.command(KARI, "/sak", "hjelp")).text


async def test_muntlig_is_heard_as_the_words_after_it(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["hear"] = Done(Move.NO_SHOW, view(), TODAY)
    answer = await slack.command(KARI, "/muntlig", "42 ikke møtt i går")
    assert answer.text == (
        "Sak 42: det er registrert at studenten ikke møtte mandag 23. november.\n"
        "Setning til Inspera: «Kandidaten møtte i dag ikke til avtalt muntlig begrunnelse.»"
    )
    assert counter.calls_of("hear")[0]["text"] == "42 ikke møtt i går"


async def test_a_command_counts_once_by_its_trigger(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["hear"] = Done(Move.SENT, view(), TODAY)
    await slack.command(KARI, "/sak", "sendt 42")
    trigger = slack.deliveries[-1].payload["trigger_id"]
    assert counter.calls_of("hear")[0] == {
        "staff": GRADER,
        "text": "sendt 42",
        "via": "slack",
        "once": trigger,
    }


async def test_what_was_heard_before_is_answered_with_nothing(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["hear"] = None
    answer = await slack.command(KARI, "/sak", "gitt 42")
    assert answer.acked
    assert answer.text == ""


@pytest.mark.demand("A-128")
async def test_muntlig_alone_tells_how_and_lists_the_oral_cases(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["waiting"] = Waiting((line(1), line(2, explanation_form="written")), (), TODAY)
    said = json.dumps((await slack.command(KARI, "/muntlig")).payload, ensure_ascii=False)
    assert "`/muntlig 42 gitt`" in said
    assert ("Sak 1" in said, "Sak 2" in said) == (True, False)


async def test_a_question_comes_with_buttons(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    counter.answers["hear"] = Question(Reason.NOT_UNDERSTOOD)
    assert (await slack.command(KARI, "/sak", "hva?")).text.startswith("Det forsto jeg ikke.")


async def test_staff_get_a_form_for_a_candidate(bot: Bot, slack: LocalSlack) -> None:
    answer = await slack.command(OLA, "/klage", "TDT4100 10042")
    assert answer.view is not None
    assert answer.view["title"]["text"] == "Ny sak for ein kandidat"


async def test_a_student_asks_for_an_explanation_in_their_language(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    counter.answers["request_own"] = Opened(42, Kind.EXPLANATION, "TDT4100 A")
    answer = await slack.command(STUDENT_SLACK, "/begrunnelse", "TDT4100")
    assert answer.text.startswith("Case 42 is opened: Explanation, TDT4100 A.")
    assert counter.calls_of("request_own")[0]["kind"] is Kind.EXPLANATION


async def test_a_student_with_several_results_is_asked_which(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    results = (ResultChoice(7, Kind.APPEAL, "TDT4100 A"), ResultChoice(8, Kind.APPEAL, "TDT4100 B"))
    counter.answers["request_own"] = Question(Reason.WHICH_RESULT, results=results)
    answer = await slack.command(STUDENT_SLACK, "/klage")
    assert answer.payload is not None
    assert [button["text"]["text"] for button in answer.payload["blocks"][1]["elements"]] == ["TDT4100 A", "TDT4100 B"]


@pytest.mark.demand("A-259")
@pytest.mark.parametrize("command", ["/sak", "/muntlig"])
async def test_a_student_cannot_use_the_commands_of_staff(bot: Bot, slack: LocalSlack, command: str) -> None:
    answer = await slack.command(STUDENT_SLACK, command, "42")
    assert answer.text.startswith("This is for examiners and case handlers.")
