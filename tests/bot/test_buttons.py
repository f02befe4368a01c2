from datetime import date

import pytest

from bot.buttons import OldButton, Press, Value, pressed, read_value
from casework.access import Move

OLD = ["", "42", '{"v":2,"number":42}', '{"v":1,"move":"dance"}', '{"v":1,"name":"x"}', None]


def test_a_value_comes_back_as_it_was_written() -> None:
    value = Value(number=42, move=Move.ORAL_GIVEN, day=date(2026, 11, 20))
    assert read_value(value.written()) == value


def test_a_value_is_short_and_says_its_version() -> None:
    assert Value(number=42, move=Move.SENT).written() == '{"v":1,"number":42,"move":"sent"}'


@pytest.mark.parametrize("text", OLD)
def test_a_value_of_another_time_is_an_old_button(text: str | None) -> None:
    with pytest.raises(OldButton):
        read_value(text)


def test_a_value_without_a_case_is_an_old_button() -> None:
    with pytest.raises(OldButton):
        Value(move=Move.SENT).case()


def test_a_value_without_a_move_is_an_old_button() -> None:
    with pytest.raises(OldButton):
        Value(number=42).verb()


def test_the_pressed_button_is_the_first_action() -> None:
    assert pressed({"actions": [{"value": '{"v":1,"number":42}'}]}) == Value(number=42)


def test_the_chosen_option_of_a_list_is_read_like_a_button() -> None:
    assert pressed({"actions": [{"selected_option": {"value": '{"v":1,"task":7}'}}]}) == Value(task=7)


def test_a_value_without_a_task_or_a_result_is_an_old_button() -> None:
    for read in (Value(result=1).job, Value(task=7).choice):
        with pytest.raises(OldButton):
            read()


def test_a_pattern_matches_its_own_kind_only() -> None:
    assert Press.TAKE.pattern.match(Press.TAKE.id(Move.SENT))
    assert not Press.TAKE.pattern.match(Press.SHOW.id(42))
