from bot.app import Bot
from bot.buttons import Press
from casework.access import Move
from casework.desk.answers import Done, Waiting
from casework.refusals import NoSuchCase
from demo.slack import LocalSlack
from tests.bot.scripted import STUDENT_SLACK, TODAY, ScriptedCounter, line, open_task, view

KARI, OLA = "UKARI", "UOLA"


def waits(counter: ScriptedCounter) -> None:
    counter.answers["waiting"] = Waiting((line(),), (open_task(),), TODAY)


async def test_home_shows_what_waits_for_this_person_first(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    waits(counter)
    await slack.open_home(KARI)
    home = slack.home(KARI)
    assert home is not None
    assert home["blocks"][1]["text"]["text"].startswith("*Én sak venter på deg.")


async def test_home_shows_no_candidate_number(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    waits(counter)
    await slack.open_home(KARI)
    assert "10042" not in str(slack.home(KARI))


async def test_the_messages_tab_draws_nothing(bot: Bot, slack: LocalSlack) -> None:
    assert (await slack.open_home(KARI, tab="messages")).acked
    assert slack.calls_of("views.publish") == []


async def test_a_student_reads_what_to_write_at_home(bot: Bot, slack: LocalSlack) -> None:
    await slack.open_home(STUDENT_SLACK)
    assert "`/begrunnelse TDT4100`" in str(slack.home(STUDENT_SLACK))


async def test_an_unknown_user_reads_at_home_how_to_be_registered(bot: Bot, slack: LocalSlack) -> None:
    slack.add_person("Ny", "ny@example.no", id="UNEW")
    await slack.open_home("UNEW")
    assert "Jeg kjenner ikke Slack-brukeren din ennå." in str(slack.home("UNEW"))


async def test_a_case_at_home_opens_over_the_list(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    waits(counter)
    await slack.open_home(KARI)
    home = slack.home(KARI)
    assert home is not None
    answer = await slack.click(KARI, home, Press.SHOW.id(42))
    assert answer.view is not None
    assert "*Sak 42 · Begrunnelse*" in str(answer.view["blocks"])


async def test_a_move_taken_over_the_list_redraws_card_and_list(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    waits(counter)
    counter.answers["act"] = Done(Move.SENT, view(moves=()), TODAY)
    await slack.open_home(OLA)
    opened = await slack.click(OLA, slack.home(OLA) or {}, Press.SHOW.id(42))
    answer = await slack.click(OLA, opened.view or {}, Press.TAKE.id(Move.SENT))
    assert "grunngjevinga er registrert som send" in str(answer.view)
    assert len(slack.calls_of("views.publish")) == 2


async def test_another_day_is_asked_in_the_same_modal(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    waits(counter)
    await slack.open_home(KARI)
    opened = await slack.click(KARI, slack.home(KARI) or {}, Press.SHOW.id(42))
    answer = await slack.click(KARI, opened.view or {}, Press.OTHER_DAY.id(42))
    assert answer.view is not None
    assert answer.view["callback_id"] == "day"


async def test_a_refusal_at_home_leaves_the_list_standing(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter
) -> None:
    waits(counter)
    counter.answers["show"] = NoSuchCase(number=42)
    await slack.open_home(KARI)
    answer = await slack.click(KARI, slack.home(KARI) or {}, Press.SHOW.id(42))
    assert "Jeg finner ingen sak 42" in str(answer.view)
    assert "Én sak venter på deg." in str(slack.home(KARI))
