import pytest

from bot.app import Bot
from casework.refusals import WrongCode
from demo.slack import LocalSlack
from tests.bot.scripted import GRADER, ScriptedCounter

NEWCOMER = "UNEW"


@pytest.fixture
def newcomer(slack: LocalSlack) -> str:
    slack.add_person("Ny", "ny@example.no", id=NEWCOMER)
    return NEWCOMER


@pytest.mark.parametrize(
    "words", ["koble Kari@Example.no", "kople <mailto:Kari@Example.no|Kari@Example.no>", "LINK  Kari@Example.no "]
)
async def test_a_code_is_asked_for_by_address(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter, newcomer: str, words: str
) -> None:
    answer = await slack.command(newcomer, "/sak", words)
    assert counter.calls_of("mail_code") == [{"slack_id": newcomer, "address": "Kari@Example.no"}]
    assert answer.text.startswith("Er adressen registrert for en student, kommer det nå en kode")


async def test_the_address_is_neither_repeated_nor_logged(
    bot: Bot, slack: LocalSlack, newcomer: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await slack.command(newcomer, "/sak", "koble kari@example.no")
    assert "kari@example.no" not in str(answer.payload)
    assert "kari@example.no" not in caplog.text


@pytest.mark.parametrize("words", ["koble", "koble meg", "link"])
async def test_without_an_address_it_is_told_how(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter, newcomer: str, words: str
) -> None:
    assert (await slack.command(newcomer, "/sak", words)).text.startswith("Skriv `/sak koble` og e-postadressen")
    assert counter.calls_of("mail_code") == []


async def test_the_right_code_makes_the_student_known(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter, newcomer: str
) -> None:
    answer = await slack.command(newcomer, "/sak", "kode 123456")
    assert counter.calls_of("confirm_code") == [{"slack_id": newcomer, "code": "123456"}]
    assert answer.text.startswith("Now I know your Slack user. Write `/begrunnelse TDT4100`")


async def test_a_wrong_code_is_answered_politely(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter, newcomer: str
) -> None:
    counter.answers["confirm_code"] = WrongCode()
    assert (await slack.command(newcomer, "/sak", "kode 123456")).text.startswith("Koden stemmer ikke")


async def test_what_is_no_code_at_all_asks_the_desk_nothing(
    bot: Bot, slack: LocalSlack, counter: ScriptedCounter, newcomer: str
) -> None:
    assert (await slack.command(newcomer, "/sak", "kode abc")).text.startswith("Koden stemmer ikke")
    assert counter.calls_of("confirm_code") == []


async def test_somebody_who_is_known_needs_no_code(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    answer = await slack.command(GRADER.slack_id, "/sak", "koble kari@example.no")
    assert answer.text.startswith("Jeg kjenner Slack-brukeren din fra før")
    assert counter.calls_of("mail_code") == []


async def test_a_guest_of_the_workspace_gets_no_code(bot: Bot, slack: LocalSlack, counter: ScriptedCounter) -> None:
    slack.add_person("Gjest", "gjest@example.no", id=NEWCOMER, is_restricted=True)
    answer = await slack.command(NEWCOMER, "/sak", "koble kari@example.no")
    assert answer.text.startswith("Jeg kan bare snakke om saker med faste medlemmer")
    assert counter.asked == []


@pytest.mark.parametrize("command", ["/begrunnelse", "/klage", "/sak"])
async def test_an_unknown_user_is_offered_a_code(bot: Bot, slack: LocalSlack, newcomer: str, command: str) -> None:
    assert "skriver du `/sak koble` og e-postadressen" in (await slack.command(newcomer, command)).text
