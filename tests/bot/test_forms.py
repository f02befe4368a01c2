from dataclasses import replace
from typing import Any

import pytest

from bot.buttons import OldButton
from bot.cards import Reader
from bot.forms import Field, chosen_people, day_form, filled_in, interim_form, people_form, request_form
from casework.access import Move
from casework.case import Kind
from casework.exams import Language
from demo.slack.limits import check_view
from tests.bot.scripted import GRADER, SAYS, TODAY

READER = Reader(Language.NB, TODAY)


def element(form: dict[str, Any], field: Field) -> dict[str, Any]:
    found: dict[str, Any] = next(block["element"] for block in form["blocks"] if block["block_id"] == field)
    return found


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Kind)
def test_the_request_form_is_within_slacks_limits(kind: Kind, language: Language) -> None:
    assert check_view(request_form(kind, "", Reader(language, TODAY)), {"modal"})


@pytest.mark.parametrize("language", Language)
def test_the_day_form_is_within_slacks_limits(language: Language) -> None:
    assert check_view(day_form(42, Move.SENT, Reader(language, TODAY)), {"modal"})


@pytest.mark.parametrize("count", [1, 100, 250])
@pytest.mark.parametrize("move", [Move.ASSIGN, Move.NAME_COMMISSION])
def test_the_people_form_is_within_slacks_limits(move: Move, count: int) -> None:
    staff = [replace(GRADER, id=number, name=f"Sensor {number:03} " + "x" * 80) for number in range(count)]
    assert check_view(people_form(42, move, staff, READER), {"modal"})


def test_an_external_grader_is_called_external() -> None:
    form = people_form(42, Move.ASSIGN, [replace(GRADER, external=True)], READER)
    assert element(form, Field.WHOM)["options"][0]["text"]["text"] == "Kari (ekstern)"


def test_what_was_typed_after_the_command_is_filled_in() -> None:
    form = request_form(Kind.APPEAL, "tdt4100 10042", READER)
    assert element(form, Field.COURSE)["initial_value"] == "TDT4100"
    assert element(form, Field.CANDIDATE)["initial_value"] == "10042"


def test_the_kind_of_the_command_is_chosen_beforehand() -> None:
    form = request_form(Kind.APPEAL, "", READER)
    assert element(form, Field.KIND)["initial_option"]["value"] == "appeal"


def test_the_day_form_begins_with_today_and_the_move() -> None:
    form = day_form(42, Move.NO_SHOW, READER)
    assert element(form, Field.DAY)["initial_date"] == "2026-11-23"
    assert element(form, Field.MOVE)["initial_option"]["value"] == "no_show"


def test_a_field_that_was_left_empty_is_an_empty_text() -> None:
    view = {"state": {"values": {"part": {"part": {"type": "plain_text_input", "value": None}}}}}
    assert filled_in(view, Field.PART) == ""


def test_a_form_without_the_field_is_an_old_one() -> None:
    with pytest.raises(OldButton):
        filled_in({"state": {"values": {}}}, Field.PART)


def test_nobody_chosen_is_nobody_named() -> None:
    view = {"state": {"values": {"whom": {"whom": {"selected_options": []}}}}}
    assert chosen_people(view) == ()


@pytest.mark.parametrize("language", Language)
def test_the_interim_form_is_within_slacks_limits(language: Language) -> None:
    assert check_view(interim_form(SAYS, Reader(language, TODAY)), {"modal"})


def test_the_interim_form_is_filled_in_with_what_would_be_said() -> None:
    form = interim_form(SAYS, READER)
    assert element(form, Field.EXPECTED)["initial_date"] == "2027-01-15"
    assert element(form, Field.REASON)["initial_option"]["value"] == "to_assign"


def test_a_reason_too_long_for_slack_is_shortened_in_the_choice() -> None:
    texts = [option["text"]["text"] for option in element(interim_form(SAYS, READER), Field.REASON)["options"]]
    assert [text.endswith(" …") for text in texts] == [False, True]
