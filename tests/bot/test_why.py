"""The answer to "why?": drawn and said, within Slack's limits, in the reader's language."""

from datetime import date

import pytest

from bot.cards import Reader
from bot.why import why_message
from casework.clocks import Clocks
from casework.exams import Language
from casework.rulebook import rulebook
from casework.why import Why, why
from demo.slack.limits import check_message_blocks
from tests.bot.scripted import TODAY
from tests.casework.cases import SIRI, case, dossier

READER = Reader(Language.NB, TODAY, direct=True)
TOLD = why(case(), dossier(case()), Clocks(dossier(case()), rulebook("uio")), SIRI)


def texts(told: Why) -> list[str]:
    return [block["text"]["text"] for block in why_message(told, READER).blocks]


def test_the_clocks_are_drawn_first_and_then_told_one_by_one() -> None:
    title, drawn, *told = texts(TOLD)
    assert (title, drawn.startswith("```\n2026-11-17"), len(told)) == ("*Datoene i sak 1* · TDT4100", True, 8)


def test_every_clock_has_its_name_and_its_steps() -> None:
    assert "*Klage på karakter*\n• Regel D-APP: universitets- og høyskoleloven § 11-10 første ledd.\n" in texts(TOLD)[4]


def test_what_is_drawn_is_also_said() -> None:
    drawn, said = texts(TOLD)[1], "\n".join(texts(TOLD)[2:])
    assert [row.label for row in TOLD.rows if row.label not in drawn or f"*{row.label}*" not in said] == []


def test_without_a_date_nothing_is_drawn() -> None:
    blind = Why(1, "TDT4100", (), (("Klagesensur", ("Loven setter ingen dato.",)),))
    assert texts(blind) == ["*Datoene i sak 1* · TDT4100", "*Klagesensur*\n• Loven setter ingen dato."]


def test_the_text_names_the_clocks_for_those_who_do_not_see_the_blocks() -> None:
    assert why_message(TOLD, READER).text.startswith(
        "Datoene i sak 1: Kunngjøring, Be om begrunnelse, Klage på karakter"
    )


@pytest.mark.parametrize("interims", [0, 3])
def test_slack_takes_it(interims: int) -> None:
    late = case(interims=interims, promised=date(2027, 1, 20))
    told = why(late, dossier(late), Clocks(dossier(late), rulebook("nla")), SIRI)
    message = why_message(told, READER)
    assert len(check_message_blocks(list(message.blocks))) == 10
