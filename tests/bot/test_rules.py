"""Rules that wait for a second person: within Slack's limits whatever they change, page by page, in each language."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.buttons import Press, read_value
from bot.cards import Reader
from bot.outgoing import MOST_SECTION_TEXT
from bot.rules import LINES_A_PAGE, rules_form, rules_notice
from casework.desk.adopting import Pending
from casework.exams import Language
from casework.loaded_rules import LoadedRules
from casework.rehearsal import ChangedChoice, ChangedDate, Rehearsal
from demo.slack import Json
from demo.slack.limits import check_view
from tests.bot.scripted import HANDLER, TODAY
from tests.stage_slack import words

READER = Reader(Language.NB, TODAY, HANDLER.id, direct=True)
LOADED = LoadedRules(
    "rulebook", "own <b>", "d", "", "s", HANDLER.id, "cli:ola", datetime(2026, 11, 20, 9, tzinfo=UTC), id=7
)
DAY = date(2026, 12, 8)


def pending(dates: int, choices: int = 0) -> Pending:
    moved = tuple(ChangedDate(number, "D-APP", DAY, DAY + timedelta(weeks=1)) for number in range(1, dates + 1))
    differing = tuple(ChangedChoice(f"key_{number}", "x" * 5000, None) for number in range(choices))
    return Pending(LOADED, HANDLER, Rehearsal(differing, moved))


def form(waits: Pending, page: int = 0, reader: Reader = READER, **more: object) -> Json:
    shown = rules_form(waits, reader, page, **more)
    check_view(shown, {"modal"})
    return shown


def turns(shown: Json) -> list[str]:
    return [
        each["text"]["text"] for block in shown["blocks"] for each in block.get("elements", ()) if "action_id" in each
    ]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("dates", "choices"), [(0, 0), (1, 0), (0, 60), (500, 60)])
def test_whatever_changes_the_form_is_one_that_slack_takes(language: Language, dates: int, choices: int) -> None:
    reader = replace(READER, language=language)
    texts = [block["text"]["text"] for block in form(pending(dates, choices), 0, reader)["blocks"] if "text" in block]
    assert max(map(len, texts)) <= MOST_SECTION_TEXT


def test_a_short_list_has_no_pages() -> None:
    assert turns(form(pending(LINES_A_PAGE))) == []


@pytest.mark.parametrize(
    ("page", "buttons", "first"),
    [(0, ["Neste side"], "Sak 1,"), (1, ["Forrige side", "Neste side"], "Sak 41,"), (2, ["Forrige side"], "Sak 81,")],
)
def test_a_long_list_is_turned_page_by_page(page: int, buttons: list[str], first: str) -> None:
    shown = form(pending(2 * LINES_A_PAGE + 1), page)
    assert (turns(shown), first in words(shown)) == (buttons, True)


def test_a_page_that_is_not_there_any_more_is_the_last_one() -> None:
    assert "Sak 41," in words(form(pending(LINES_A_PAGE + 1), 9))


def test_every_line_stands_on_exactly_one_page() -> None:
    waits = pending(2 * LINES_A_PAGE + 1)
    shown = "\n".join(words(form(waits, page)) for page in range(3))
    assert [shown.count(f"Sak {number},") for number in range(1, 2 * LINES_A_PAGE + 2)] == [1] * (2 * LINES_A_PAGE + 1)


def test_the_form_carries_what_it_has_shown_and_no_right() -> None:
    waits = pending(3)
    value = read_value(form(waits)["private_metadata"])
    assert (value.rules, value.seen) == (7, waits.changes.digest)


def test_a_button_turns_to_its_page() -> None:
    shown = form(pending(2 * LINES_A_PAGE), 0)
    (button,) = [each for block in shown["blocks"] for each in block.get("elements", ()) if "action_id" in each]
    assert (Press.RULES.pattern.match(button["action_id"]) is not None, read_value(button["value"]).page) == (True, 1)


def test_who_may_not_confirm_has_nothing_to_send_off() -> None:
    assert "submit" not in form(pending(1), may_confirm=False)


def test_foreign_words_are_no_markup() -> None:
    assert "own &lt;b&gt;" in words(form(pending(1)))


def test_the_notice_has_one_button_and_a_text_without_markup() -> None:
    message = rules_notice(pending(3), READER)
    assert "*" not in message.text
    assert [each["action_id"] for block in message.blocks for each in block.get("elements", ())] == ["rules.7"]


def test_a_loader_without_slack_is_not_named() -> None:
    waits = replace(pending(1), loader=replace(HANDLER, slack_id=""))
    assert "lastet inn av en saksbehandler uten Slack" in words(form(waits))
